import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { acknowledgeInlinePolicy } from '../settings/acknowledge';

export interface SchedulerCallsProps {
  readonly timeZone: string;
  /** What the role is for. */
  readonly description: string;
  /**
   * How long a call that fails is tried again, from 60 to 86400.
   *
   * @default - 1800: it outlasts a short backup, during which RDS stops nothing, and ends before the earliest start after the latest stop
   */
  readonly maximumEventAgeInSeconds?: number;
  /**
   * How often, from 0 to 185.
   *
   * @default 20
   */
  readonly maximumRetryAttempts?: number;
}

/** One call of AWS's API that is made again and again. */
export interface SchedulerCall {
  readonly description: string;
  readonly expression: string;
  /** As universal targets spell it, like 'ec2:stopInstances'. */
  readonly action: string;
  readonly input: object;
}

/** Calls of AWS's API on schedules, in a group and with a role of their own. */
export class SchedulerCalls extends Construct {
  public readonly group: scheduler.CfnScheduleGroup;
  public readonly role: iam.Role;
  public readonly schedules: scheduler.CfnSchedule[] = [];

  constructor(scope: Construct, id: string, private readonly props: SchedulerCallsProps) {
    super(scope, id);
    this.group = new scheduler.CfnScheduleGroup(this, 'Group');
    this.role = new iam.Role(this, 'Role', {
      description: props.description,
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        // AWS takes the ARN of the group here, not of a schedule.
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account, 'aws:SourceArn': this.group.attrArn } },
      }),
    });
  }

  /** Lets the calls do this and no more. */
  public allow(statement: iam.PolicyStatementProps): void {
    const isFirst = this.role.node.tryFindChild('DefaultPolicy') === undefined;
    this.role.addToPolicy(new iam.PolicyStatement(statement));
    if (isFirst) acknowledgeInlinePolicy(this.role);
  }

  /** Adds a schedule, of a call that is allowed. */
  public add(id: string, call: SchedulerCall): void {
    const stack = Stack.of(this);
    const { timeZone, maximumEventAgeInSeconds = 1800, maximumRetryAttempts = 20 } = this.props;
    const schedule = new scheduler.CfnSchedule(this, id, {
      description: call.description,
      groupName: this.group.ref,
      scheduleExpression: call.expression,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: `arn:${stack.partition}:scheduler:::aws-sdk:${call.action}`,
        roleArn: this.role.roleArn,
        input: stack.toJsonString(call.input),
        retryPolicy: { maximumEventAgeInSeconds, maximumRetryAttempts },
      },
    });
    // A call right after the deployment needs what is allowed; on the role itself the schedule waits anyway.
    schedule.node.addDependency(this.role.node.findChild('DefaultPolicy'));
    this.schedules.push(schedule);
  }
}
