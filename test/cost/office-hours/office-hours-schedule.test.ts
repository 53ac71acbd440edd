import { Lazy, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { callsOf, makeSchedule } from './make-schedule';
import { ComputeCapacity } from '../../../src';
import { OfficeHours } from '../../../src/cost/office-hours/office-hours';
import { makeStack, onlyResource } from '../../helpers/platform';

const IN_HOURS = '15:00-15:30';
const FARGATE = { capacity: ComputeCapacity.fargate() };
const logicalId = (stack: Stack, construct: any) => stack.getLogicalId(construct.node.defaultChild ?? construct);

describe('R2.1 the schedules of database and instance', () => {
  const { stack, schedule, compute, database, template } = makeSchedule({ database: { backupWindow: IN_HOURS } });
  const instance = { Ref: logicalId(stack, database!.instance) };
  const host = { Ref: logicalId(stack, compute.instance) };
  const calls = callsOf(template);

  test.each([
    ['rds:startDBInstance', 'cron(45 7 ? * MON-FRI *)', { 'Fn::Join': ['', ['{"DbInstanceIdentifier":"', instance, '"}']] }],
    ['ec2:startInstances', 'cron(0 8 ? * MON-FRI *)', { 'Fn::Join': ['', ['{"InstanceIds":["', host, '"]}']] }],
    ['ec2:stopInstances', 'cron(0 18 ? * * *)', { 'Fn::Join': ['', ['{"InstanceIds":["', host, '"]}']] }],
    ['rds:stopDBInstance', 'cron(5 18 ? * * *)', { 'Fn::Join': ['', ['{"DbInstanceIdentifier":"', instance, '"}']] }],
  ])('%s', (action, expression, input) => {
    expect(calls[action]).toEqual({
      Description: expect.any(String),
      GroupName: { Ref: logicalId(stack, schedule.scheduleGroup) },
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: 'America/New_York',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:scheduler:::aws-sdk:${action}`]] },
        RoleArn: { 'Fn::GetAtt': [logicalId(stack, schedule.role), 'Arn'] },
        Input: input,
        RetryPolicy: { MaximumEventAgeInSeconds: 1800, MaximumRetryAttempts: 20 },
      },
    });
  });

  test('there are no more, and no function', () => {
    expect(Object.keys(calls)).toHaveLength(4);
    expect(schedule.schedules).toHaveLength(4);
    template.resourceCountIs('AWS::Scheduler::ScheduleGroup', 1);
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('wait for the role\'s policy', () => {
    const policy = logicalId(stack, schedule.role!.node.findChild('DefaultPolicy'));
    for (const { DependsOn } of Object.values(template.findResources('AWS::Scheduler::Schedule'))) expect(DependsOn).toContain(policy);
  });

  test('say what they are', () => {
    expect([schedule.timeZone, schedule.description]).toEqual(['America/New_York', 'MON-FRI 08:00–18:00 America/New_York']);
  });

  test.each([
    ['ap-northeast-1', undefined, 'Asia/Tokyo'],
    [undefined, undefined, 'UTC'],
    ['us-east-1', 'Europe/Berlin', 'Europe/Berlin'],
  ])('in %s, given %s: %s', (region, timeZone, expected) => {
    const made = makeSchedule({ schedule: { officeHours: OfficeHours.weekdays({ timeZone }) } }, makeStack({ env: { region } }));
    expect(made.schedule.timeZone).toBe(expected);
    for (const { ScheduleExpressionTimezone } of Object.values(callsOf(made.template))) expect(ScheduleExpressionTimezone).toBe(expected);
  });

  test('without a database: the instance alone', () => {
    const made = makeSchedule({ database: null });
    expect(Object.keys(callsOf(made.template)).sort()).toEqual(['ec2:startInstances', 'ec2:stopInstances']);
  });
});

describe('R2.1 R3.2 the schedules\' role', () => {
  const made = makeSchedule();
  const { stack, schedule, database, compute } = made;
  const statementsOf = ({ stack: of, schedule: { role }, template }: typeof made) =>
    template.findResources('AWS::IAM::Policy')[logicalId(of, role!.node.findChild('DefaultPolicy'))].Properties.PolicyDocument.Statement;
  const arn = (start: string, ref: string) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${start}:us-east-1:`, { Ref: 'AWS::AccountId' }, start === 'rds' ? ':db:' : ':instance/', { Ref: ref }]],
  });
  const expected = [
    { Effect: 'Allow', Action: ['rds:StartDBInstance', 'rds:StopDBInstance'], Resource: arn('rds', logicalId(stack, database!.instance)) },
    { Effect: 'Allow', Action: ['ec2:StartInstances', 'ec2:StopInstances'], Resource: arn('ec2', logicalId(stack, compute.instance)) },
  ];

  test('may do exactly this', () => {
    expect(statementsOf(made)).toEqual(expected);
  });

  test('is the scheduler\'s, for this account and this group', () => {
    expect(made.template.findResources('AWS::IAM::Role')[logicalId(stack, schedule.role)].Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: {
          StringEquals: {
            'aws:SourceAccount': { Ref: 'AWS::AccountId' },
            'aws:SourceArn': { 'Fn::GetAtt': [logicalId(stack, schedule.scheduleGroup), 'Arn'] },
          },
        },
      },
    ]);
  });

  test('with a customer\'s key: RDS may use it on the role\'s behalf, nobody else', () => {
    const withKey = makeSchedule({ encryptionKey: (of) => new kms.Key(of, 'Key') });
    const [start, grant, host] = statementsOf(withKey);
    expect(statementsOf(withKey)).toHaveLength(3);
    expect([start.Action, host.Action]).toEqual(expected.map(({ Action }) => Action));
    expect(grant).toEqual({
      Effect: 'Allow',
      Action: 'kms:CreateGrant',
      Resource: withKey.stack.resolve(withKey.encryptionKey!.keyArn),
      Condition: { StringEquals: { 'kms:ViaService': 'rds.us-east-1.amazonaws.com' }, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
  });

  test('without an instance: the database alone', () => {
    expect(statementsOf(makeSchedule({ compute: FARGATE }))).toEqual(expected.slice(0, 1));
  });

  test('cdk-nag has nothing against what is made', () => {
    for (const pack of [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()]) {
      const paths = pack.validateScope(stack).violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
      // The VPC of the test is no part of the platform: without it, the pack would not be known to have run.
      expect(paths.some((path) => path.includes('Stack/Vpc'))).toBe(true);
      expect(paths.filter((path) => path.includes('/OfficeHours/'))).toEqual([]);
    }
  });
});

describe('R2.1 tasks on Fargate', () => {
  const actionsOf = (template: Template) => onlyResource(template, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties.ScheduledActions;

  test('go to 0 and back, by the service\'s own scaling', () => {
    const { template, schedule } = makeSchedule({ database: null, compute: FARGATE, schedule: { minTasks: 1, maxTasks: 5 } });
    expect(actionsOf(template)).toEqual([
      {
        ScheduledActionName: 'OfficeHoursStart',
        Schedule: 'cron(0 8 ? * MON-FRI *)',
        Timezone: 'America/New_York',
        ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 5 },
      },
      {
        ScheduledActionName: 'OfficeHoursStop',
        Schedule: 'cron(0 18 ? * * *)',
        Timezone: 'America/New_York',
        ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 },
      },
    ]);
    for (const type of ['Schedule', 'ScheduleGroup']) template.resourceCountIs(`AWS::Scheduler::${type}`, 0);
    expect([schedule.schedules, schedule.role, schedule.scheduleGroup]).toEqual([[], undefined, undefined]);
  });

  test.each([
    [{}, { MinCapacity: 2, MaxCapacity: 6 }],
    [{ minTasks: 40 }, { MinCapacity: 40, MaxCapacity: 100 }],
    [{ minTasks: Lazy.number({ produce: () => 3 }), maxTasks: 7 }, { MinCapacity: 3, MaxCapacity: 7 }],
  ])('%j', (tasks, expected) => {
    const [start] = actionsOf(makeSchedule({ compute: FARGATE, schedule: tasks }).template);
    expect(start.ScalableTargetAction).toEqual(expected);
  });

  test('with a database: that has its schedules', () => {
    expect(Object.keys(callsOf(makeSchedule({ compute: FARGATE }).template)).sort()).toEqual(['rds:startDBInstance', 'rds:stopDBInstance']);
  });

  test.each([
    [{ minTasks: 0 }, "'compute.minTasks' must be a whole number from 1 to 100, got 0"],
    [{ minTasks: 101 }, "'compute.minTasks' must be a whole number from 1 to 100, got 101"],
    [{ minTasks: 3, maxTasks: 2 }, "'compute.maxTasks' must be a whole number from 3 to 100, got 2"],
    [{ maxTasks: 1 }, "'compute.maxTasks' must be a whole number from 2 to 100, got 1"],
    [{ minTasks: Lazy.number({ produce: () => 3 }) }, "'compute.maxTasks' is needed where 'compute.minTasks' is a token"],
  ])('refuses %j', (tasks, message) => {
    expect(() => makeSchedule({ compute: FARGATE, schedule: tasks })).toThrow(message);
  });
});

describe('R2.1 what is not stopped', () => {
  test('a database with a read replica is refused', () => {
    expect(() => makeSchedule({ database: { readReplica: true } })).toThrow(
      "'cost.officeHours' cannot be combined with 'database.readReplica': RDS stops neither a replica nor its source",
    );
  });

  test('an existing database is left alone, also one with a replica', () => {
    const stack = makeStack();
    const [instance, readReplica] = ['Theirs', 'Copy'].map((name) => rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, name, {
      instanceIdentifier: name.toLowerCase(),
      instanceEndpointAddress: 'db.example.com',
      port: 3306,
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, `${name}Group`, `sg-${name}`)],
    }));
    const { template } = makeSchedule({ database: { existing: { instance, readReplica } } }, stack);
    expect(Object.keys(callsOf(template)).sort()).toEqual(['ec2:startInstances', 'ec2:stopInstances']);
    Annotations.fromStack(stack).hasWarning('/Stack/OfficeHours', Match.stringLikeRegexp('.*leaves.*\\[ack: cdk-pdf-web-platform:office-hours-database\\]'));
  });

  test.each([
    ['instance', undefined, { readReplica: true }],
    ['tasks', FARGATE, {}],
  ])('always, %s: makes nothing', (_name, compute, database) => {
    const { template, schedule } = makeSchedule({ compute, database, schedule: { officeHours: OfficeHours.always() } });
    for (const type of ['Schedule', 'ScheduleGroup']) template.resourceCountIs(`AWS::Scheduler::${type}`, 0);
    expect(JSON.stringify(template.toJSON())).not.toContain('ScheduledActions');
    expect(JSON.stringify(template.toJSON())).not.toContain('OfficeHours');
    expect([schedule.schedules, schedule.role, schedule.description]).toEqual([[], undefined, 'always']);
  });
});

describe('R2.1 R6.1 backups of a database that is stopped at night', () => {
  const BACKUPS = Match.stringLikeRegexp('.*within MON-FRI 08:00–18:00 America/New_York.*\\[ack: cdk-pdf-web-platform:office-hours-backups\\]');

  test('RDS would make none in the default window: an advice says so', () => {
    Annotations.fromStack(makeSchedule().stack).hasWarning('/Stack/OfficeHours', BACKUPS);
  });

  test.each([IN_HOURS, OfficeHours.weekdays()._backupWindowIn('us-east-1')])('no advice for %s', (backupWindow) => {
    Annotations.fromStack(makeSchedule({ database: { backupWindow } }).stack).hasNoWarning('*', BACKUPS);
  });
});
