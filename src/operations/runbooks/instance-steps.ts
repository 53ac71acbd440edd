import { Tokenization } from 'aws-cdk-lib';
import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { assertThat, type Call, call, minutes, sleep, type Step, type StepOptions, waitFor } from './automation';

const INSTANCE = '$.DBInstances[0]';

/** In all of them an instance works and can be changed; the latter two last for hours, up to a day and beyond. */
const USABLE = ['available', 'storage-initialization', 'storage-optimization'];

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
  return waitForInstance(name, request, 'DBInstanceStatus', USABLE);
}

/** Fails unless an instance can be used. */
export function assertAvailable(name: string, request: Call): Step {
  return assertInstance(name, request, 'DBInstanceStatus', USABLE);
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

/** Fails where an instance is still a replica: of those, none keeps backups, as the template's own instance does. */
export function refuseReplica(name: string, request: Call, instance: CfnDBInstance): Step {
  return assertInstance(name, request, 'BackupRetentionPeriod', [retentionOf(instance)], {
    description: 'A read replica keeps no backups: promote it first (PromoteReplica). Another instance must keep them for as long as the template says.',
  });
}

/** As Automation compares it; it may be decided at deployment. */
export function retentionOf(instance: CfnDBInstance): string {
  return Tokenization.stringifyNumber(instance.backupRetentionPeriod!);
}
