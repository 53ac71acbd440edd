import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  PlatformCompute, type PlatformComputeProps, PlatformDatabase, type PlatformDatabaseProps, PlatformNetwork, type PlatformNetworkProps,
} from '../../../src';
import { PlatformDrills, type PlatformDrillsProps } from '../../../src/operations/drills/platform-drills';
import { makeStack } from '../../helpers/platform';

export interface Wanted {
  readonly drills?: Partial<PlatformDrillsProps>;
  readonly network?: (stack: Stack) => PlatformNetworkProps;
  readonly compute?: Partial<PlatformComputeProps>;
  /** By default Multi-AZ; `null`: none. */
  readonly database?: ((stack: Stack) => Partial<PlatformDatabaseProps>) | null;
  readonly encryptionKey?: (stack: Stack) => IKey;
  /** How many. By default two. */
  readonly alarms?: number;
}

/** The drills with what fails in them, without a preset. */
export function makeDrills(wanted: Wanted = {}, stack: Stack = makeStack()) {
  const encryptionKey = wanted.encryptionKey?.(stack);
  const network = new PlatformNetwork(stack, 'Network', wanted.network?.(stack));
  const { vpc, taskSubnets, databaseSubnets } = network;
  const compute = new PlatformCompute(stack, 'Compute', { vpc, taskSubnets, ...wanted.compute });
  const database = wanted.database === null ? undefined : new PlatformDatabase(stack, 'Database', { vpc, databaseSubnets, ...wanted.database?.(stack) });
  const alarms = Array.from({ length: wanted.alarms ?? 2 }, (_, index) =>
    new cloudwatch.Alarm(stack, `Alarm${index + 1}`, {
      metric: new cloudwatch.Metric({ namespace: 'Test', metricName: `Metric${index}` }), threshold: 1, evaluationPeriods: 1,
    }));
  const drills = new PlatformDrills(stack, 'Drills', { network, compute, database, alarms, encryptionKey, ...wanted.drills });
  return {
    stack,
    network,
    compute,
    database,
    alarms,
    drills,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

/** The properties of every experiment template, by the end of its name. */
export function templatesOf(template: Template): Record<string, any> {
  const found = Object.values(template.findResources('AWS::FIS::ExperimentTemplate'));
  return Object.fromEntries(found.map(({ Properties }) => [Properties.Tags.Name.replace(/^.*-/, ''), Properties]));
}
