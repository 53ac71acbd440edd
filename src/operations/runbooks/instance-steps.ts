import { assertThat, type Call, call, minutes, sleep, type Step, type StepOptions, waitFor } from './automation';

const INSTANCE = '$.DBInstances[0]';

/** A restore of much data takes hours. */
const LONGEST_WAIT = minutes(240);

/** A description of an instance, by its name. */
export function byName(identifier: string): Call {
  return { api: 'rds:DescribeDBInstances', inputs: { DBInstanceIdentifier: identifier } };
}

/** A description of an instance by what stays when its name changes. By a name that does not exist yet, the call would fail. */
export function byResourceId(resourceId: string): Call {
  return { api: 'rds:DescribeDBInstances', inputs: { Filters: [{ Name: 'dbi-resource-id', Values: [resourceId] }] } };
}

/** Outputs about an instance, by the property that each has. */
export function describeInstance(name: string, request: Call, outputs: Record<string, string>, options?: StepOptions): Step {
  const selectors = Object.entries(outputs).map(([output, property]) => [output, `${INSTANCE}.${property}`]);
  return call(name, request, Object.fromEntries(selectors), options);
}

/** Waits for a property of an instance. */
export function waitForInstance(name: string, request: Call, property: string, values: string[]): Step {
  return waitFor(name, request, `${INSTANCE}.${property}`, values, { timeoutSeconds: LONGEST_WAIT });
}

/** Waits until an instance can be used. */
export function waitUntilAvailable(name: string, request: Call): Step {
  return waitForInstance(name, request, 'DBInstanceStatus', ['available']);
}

/** Fails unless a property of an instance is as it should be. */
export function assertInstance(name: string, request: Call, property: string, values: string[], options?: StepOptions): Step {
  return assertThat(name, request, `${INSTANCE}.${property}`, values, options);
}

/** Changes settings at once, and waits until they are in force. For a moment after the call the instance is still called available. */
export function changeInstance(name: string, identifier: string, settings: object): Step[] {
  const inputs = { DBInstanceIdentifier: identifier, ...settings, ApplyImmediately: true };
  return [
    call(name, { api: 'rds:ModifyDBInstance', inputs }),
    sleep(`${name}Begins`, 'PT1M'),
    waitUntilAvailable(`${name}Ends`, byName(identifier)),
  ];
}

/** Goes on where an instance of its own is, and fails where it is still the replica of another one. */
export function refuseReplica(request: Call, source: string, nextStep: string): Step[] {
  const property = 'ReadReplicaSourceDBInstanceIdentifier';
  return [
    assertInstance('lookForSource', request, property, [source], {
      description: 'Fails if all is well: an instance of its own has no source.', onFailure: `step:${nextStep}`, isCritical: false,
    }),
    assertInstance('refuseReplica', request, property, ['none'], { description: 'It is still a replica.' }),
  ];
}
