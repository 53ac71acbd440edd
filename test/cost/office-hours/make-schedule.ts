import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { ComputeCapacity, PlatformCompute, type PlatformComputeProps, PlatformDatabase, type PlatformDatabaseProps } from '../../../src';
import { OfficeHours } from '../../../src/cost/office-hours/office-hours';
import { OfficeHoursSchedule, type OfficeHoursScheduleProps } from '../../../src/cost/office-hours/office-hours-schedule';
import { makeVpc } from '../../database/database';
import { makeStack } from '../../helpers/platform';

export interface Wanted {
  readonly schedule?: Partial<OfficeHoursScheduleProps>;
  /** By default one EC2 instance. */
  readonly compute?: Partial<PlatformComputeProps>;
  /** By default a database without a replica; `null`: none. */
  readonly database?: Partial<PlatformDatabaseProps> | null;
  readonly encryptionKey?: (stack: Stack) => IKey;
}

/** The schedule with what it stops and starts, without a preset. */
export function makeSchedule(wanted: Wanted = {}, stack: Stack = makeStack()) {
  const vpc = makeVpc(stack);
  const encryptionKey = wanted.encryptionKey?.(stack);
  const compute = new PlatformCompute(stack, 'Compute', { vpc, capacity: ComputeCapacity.ec2Instance(), ...wanted.compute });
  const database = wanted.database === null ? undefined : new PlatformDatabase(stack, 'Database', { vpc, encryptionKey, ...wanted.database });
  const schedule = new OfficeHoursSchedule(stack, 'OfficeHours', {
    officeHours: OfficeHours.weekdays(), compute, database, encryptionKey, ...wanted.schedule,
  });
  return {
    stack,
    compute,
    database,
    encryptionKey,
    schedule,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

/** The properties of every schedule, by its action. */
export function callsOf(template: Template): Record<string, any> {
  const schedules = Object.values(template.findResources('AWS::Scheduler::Schedule'));
  return Object.fromEntries(
    schedules.map(({ Properties }) => [JSON.stringify(Properties.Target.Arn).replace(/^.*aws-sdk:(\w+:\w+).*$/, '$1'), Properties]),
  );
}
