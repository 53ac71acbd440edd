import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { OfficeHours } from './office-hours';
import { checkTasks, scaleTasks } from './task-hours';
import type { PlatformCompute } from '../../compute/platform-compute';
import type { PlatformDatabase } from '../../database/platform-database';
import { SchedulerCalls } from '../../operations/scheduler-calls';
import { advise, conflict } from '../../settings/checks';

/** Props of {@link OfficeHoursSchedule}. */
export interface OfficeHoursScheduleProps {
  /** When the platform runs. `OfficeHours.always()` makes nothing at all. */
  readonly officeHours: OfficeHours;

  /** What is stopped: the EC2 instance, or all tasks on Fargate. */
  readonly compute: PlatformCompute;

  /**
   * The database, stopped after the application and started before it. One that was brought is left alone, with an advice.
   *
   * @default - no database
   */
  readonly database?: PlatformDatabase;

  /**
   * The customer managed key that encrypts the database.
   *
   * @default - encrypted with the AWS managed key
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Least number of tasks while there is work, on Fargate: from 1 to 100, as in `compute.minTasks`.
   *
   * @default 2
   */
  readonly minTasks?: number;

  /**
   * Most tasks while there is work, on Fargate: from `minTasks` to 100, as in `compute.maxTasks`.
   *
   * @default - three times minTasks, at most 100
   */
  readonly maxTasks?: number;
}

/**
 * Stops a platform outside office hours and starts it again, by EventBridge Scheduler and scheduled scaling: there is no function to keep.
 *
 * The stop runs every day, on days off too. One that finds the database stopped already fails (`InvalidDBInstanceState`), is tried again
 * for half an hour and harms nothing; the same in CloudTrail is no cause for concern. A stack is not updated while its database is stopped.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
 */
export class OfficeHoursSchedule extends Construct {
  /** The time zone of all expressions. */
  public readonly timeZone: string;

  /** The hours in words, with their time zone. */
  public readonly description: string;

  /** The schedules: none for tasks on Fargate, which scaling starts and stops. */
  public readonly schedules: scheduler.CfnSchedule[] = [];

  /** The role that the schedules call AWS with, if there are any. */
  public readonly role?: iam.Role;

  /** The schedules' own group, if there are any. */
  public readonly scheduleGroup?: scheduler.CfnScheduleGroup;

  private readonly hours: OfficeHours;

  /**
   * Throws if the database has a read replica, which RDS does not stop, or a number of tasks is out of range.
   */
  constructor(scope: Construct, id: string, props: OfficeHoursScheduleProps) {
    super(scope, id);
    checkTasks(props);
    const { compute } = props;
    this.hours = props.officeHours;
    this.timeZone = this.hours._timeZoneIn(Stack.of(this).region);
    this.description = this.hours._describe(this.timeZone);
    if (this.hours.isAlways) return;

    const database = this.databaseOf(props);
    if (compute.scaling) scaleTasks(compute.scaling, this.hours._expressions, this.timeZone, props);
    if (!database && !compute.instance) return;
    const calls = new SchedulerCalls(this, 'Calls', { timeZone: this.timeZone, description: 'Starts and stops the platform at office hours' });
    if (database) this.callDatabase(calls, database, props.encryptionKey);
    if (compute.instance) this.callInstance(calls, compute.instance);
    this.schedules = calls.schedules;
    this.role = calls.role;
    this.scheduleGroup = calls.group;
  }

  /** The database that can be stopped. */
  private databaseOf({ database }: OfficeHoursScheduleProps): rds.IDatabaseInstance | undefined {
    // Only a database of the platform's own has a subnet group that the platform knows.
    if (database && !database.subnetGroup) {
      advise(this, 'office-hours-database', "'cost.officeHours' leaves 'database.existing' alone: whoever owns it decides when it runs");
      return undefined;
    }
    if (database?.readReplica) {
      throw conflict("'cost.officeHours' cannot be combined with 'database.readReplica': RDS stops neither a replica nor its source");
    }
    const made = database?.instance.node.defaultChild as rds.CfnDBInstance | undefined;
    if (this.hours._isStoppedIn(made?.preferredBackupWindow, Stack.of(this).region)) {
      advise(this, 'office-hours-backups', `RDS backs up no stopped database: choose a 'database.backupWindow' (UTC) within ${this.description}`);
    }
    return database?.instance;
  }

  private callDatabase(calls: SchedulerCalls, { instanceArn, instanceIdentifier }: rds.IDatabaseInstance, key?: kms.IKey): void {
    const { databaseStart, databaseStop } = this.hours._expressions;
    calls.allow({ actions: ['rds:StartDBInstance', 'rds:StopDBInstance'], resources: [instanceArn] });
    if (key) {
      // RDS uses a customer's key on behalf of whoever calls it.
      calls.allow({
        actions: ['kms:CreateGrant'],
        resources: [key.keyArn],
        conditions: {
          StringEquals: { 'kms:ViaService': `rds.${Stack.of(this).region}.amazonaws.com` },
          Bool: { 'kms:GrantIsForAWSResource': 'true' },
        },
      });
    }
    // The scheduler's spelling, not that of the API's reference.
    const input = { DbInstanceIdentifier: instanceIdentifier };
    const [before, after] = ['Starts the database before the application', 'Stops the database after the application'];
    calls.add('StartDatabase', { description: before, expression: databaseStart, action: 'rds:startDBInstance', input });
    calls.add('StopDatabase', { description: after, expression: databaseStop, action: 'rds:stopDBInstance', input });
  }

  private callInstance(calls: SchedulerCalls, { instanceId }: ec2.Instance): void {
    const { start, stop } = this.hours._expressions;
    const instanceArn = Stack.of(this).formatArn({ service: 'ec2', resource: 'instance', resourceName: instanceId });
    calls.allow({ actions: ['ec2:StartInstances', 'ec2:StopInstances'], resources: [instanceArn] });
    const input = { InstanceIds: [instanceId] };
    calls.add('StartInstance', { description: 'Starts the instance when work begins', expression: start, action: 'ec2:startInstances', input });
    calls.add('StopInstance', { description: 'Stops the instance when work ends', expression: stop, action: 'ec2:stopInstances', input });
  }
}
