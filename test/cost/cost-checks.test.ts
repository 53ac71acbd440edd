import { Duration, Size, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { CostAnomalyDetection, type CostOptions, OfficeHours, PlatformPreset } from '../../src';
import { checkCost } from '../../src/cost/cost-checks';
import { makePlatform, makeStack, onlyResource, resourcesOf } from '../helpers/platform';

const { dev, prodLean } = PlatformPreset;
const token = Token.asNumber({ Ref: 'Parameter' });

describe('R7.2 what the bill rests on is known, and in range', () => {
  test.each<[CostOptions, string]>([
    [{ maxMonthlyUsd: 0 }, "'cost.maxMonthlyUsd' must be a number from 1 to 1000000, got 0"],
    [{ maxMonthlyUsd: 1_000_001 }, "'cost.maxMonthlyUsd' must be a number from 1 to 1000000, got 1000001"],
    [{ maxMonthlyUsd: token }, "'cost.maxMonthlyUsd' must be known at synth, got 'an unresolved token'"],
    [{ maxMonthlyUsd: NaN }, "'cost.maxMonthlyUsd' must be a number from 1 to 1000000, got NaN"],
    [{ report: false, maxMonthlyUsd: 5 }, "'cost.maxMonthlyUsd' needs 'cost.report' to be on"],
    [{ report: false, usage: { requests: 5 } }, "'cost.usage' needs 'cost.report' to be on"],
    [{ usage: { requests: -1 } }, "'cost.usage.requests' must be a number from 0 to 1000000000000, got -1"],
    [{ usage: { pdfReads: NaN } }, "'cost.usage.pdfReads' must be a number from 0 to 1000000000000, got NaN"],
    [{ usage: { hours: 745 } }, "'cost.usage.hours' must be a number from 0 to 744, got 745"],
    [{ usage: { averageTasks: token } }, "'cost.usage.averageTasks' must be known at synth"],
    [{ usage: { logs: Size.gibibytes(token) } }, "'cost.usage.logs' must be known at synth"],
    [{ usage: { databaseSize: Size.gibibytes(token) } }, "'cost.usage.databaseSize' must be known at synth"],
    [{ usage: { databaseDailyChange: Size.mebibytes(token) } }, "'cost.usage.databaseDailyChange' must be known at synth"],
    [{ usage: { pdfUploads: Size.mebibytes(token) } }, "'cost.usage.pdfUploads' must be known at synth"],
  ])('%j', (options, message) => {
    expect(() => checkCost(options)).toThrow(`cdk-pdf-web-platform: ${message}`);
  });

  test.each<CostOptions>([{}, { report: false }, { report: false, usage: { requests: undefined } }, { maxMonthlyUsd: 1, usage: { requests: 0, hours: 744, logs: Size.bytes(0) } }])('%j is fine', (options) => {
    expect(() => checkCost(options)).not.toThrow();
  });
});

describe('R2.1 office hours of the platform', () => {
  test('dev has them, says them in an output, and backs the database up within them', () => {
    const { template, platform } = makePlatform({ preset: dev() });
    template.hasOutput('*', { Value: 'MON-FRI 08:00–18:00 America/New_York', Description: 'When instance and database run: outside of it they are stopped' });
    expect(Object.keys(resourcesOf(template, 'AWS::Scheduler::Schedule'))).toHaveLength(4);
    expect(platform.cost.officeHours!.schedules).toHaveLength(4);
    expect(onlyResource(template, 'AWS::RDS::DBInstance').Properties.PreferredBackupWindow).toBe('13:00-13:30');
  });

  test('always() switches them off, and a window that was given stays', () => {
    const { template, platform } = makePlatform({ preset: dev(), cost: { officeHours: OfficeHours.always() }, database: { backupWindow: '03:00-04:00' } });
    template.resourceCountIs('AWS::Scheduler::Schedule', 0);
    expect(platform.cost.officeHours).toBeUndefined();
    expect(onlyResource(template, 'AWS::RDS::DBInstance').Properties.PreferredBackupWindow).toBe('03:00-04:00');
  });

  test('production has none; where it has, no task is no alarm by itself', () => {
    const missing = (officeHours?: OfficeHours) => Object.values(resourcesOf(makePlatform({ preset: prodLean(), cost: { officeHours } }).template, 'AWS::CloudWatch::Alarm'))
      .find(({ Properties: { AlarmName } }) => AlarmName === 'Stack-Platform-RunningTasks').Properties.TreatMissingData;
    expect(missing()).toBe('breaching');
    expect(missing(OfficeHours.weekdays())).toBe('notBreaching');
    expect(makePlatform({ preset: prodLean() }).platform.cost.officeHours).toBeUndefined();
  });

  test('tasks on Fargate are none outside of them, and as many as the settings say within', () => {
    const { template } = makePlatform({ preset: prodLean(), compute: { minTasks: 2, maxTasks: 5 }, cost: { officeHours: OfficeHours.weekdays() } });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      ScheduledActions: Match.arrayWith([
        Match.objectLike({ ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 5 } }),
        Match.objectLike({ ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 } }),
      ]),
    });
  });

  test('a database that was brought has no backup window of ours', () => {
    const stack = makeStack();
    const instance = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Db', { instanceIdentifier: 'd', instanceEndpointAddress: 'd', port: 3306, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')] });
    expect(() => makePlatform({ preset: dev(), database: { existing: { instance } } }, stack)).not.toThrow();
  });
});

describe('R5.2 who is told of costs', () => {
  test('the topic of notices, unless somebody else is named', () => {
    const notified = (budget: CostOptions['budget']) => {
      const { Properties } = onlyResource(makePlatform({ cost: { budget } }).template, 'AWS::Budgets::Budget');
      return Properties.NotificationsWithSubscribers[0].Subscribers;
    };
    expect(notified({ monthlyUsd: 300 })).toEqual([{ SubscriptionType: 'SNS', Address: { Ref: expect.stringContaining('TopicsNotice') } }]);
    expect(notified({ monthlyUsd: 300, emails: ['boss@example.com'] })).toEqual([{ SubscriptionType: 'EMAIL', Address: 'boss@example.com' }]);
  });

  test('nobody, where alarms are off, is an error', () => {
    expect(() => makePlatform({ preset: dev(), cost: { budget: { monthlyUsd: 20 } } })).toThrow(/'cost.budget' needs 'emails' or 'topicArn'/);
  });

  test('R7.2 the allocation tag is on everything, and what the budget counts', () => {
    const { template, platform } = makePlatform({ cost: { allocationTag: { key: 'app', value: 'pdf' }, budget: { monthlyUsd: 300 } } });
    template.hasResourceProperties('AWS::RDS::DBInstance', { Tags: Match.arrayWith([{ Key: 'app', Value: 'pdf' }]) });
    expect(JSON.stringify(onlyResource(template, 'AWS::Budgets::Budget'))).toContain('user:app$pdf');
    expect(platform.cost.budget).toBeDefined();
  });

  test('anomalies and an export only where they are asked for', () => {
    const { platform: none } = makePlatform();
    expect([none.cost.anomalyAlerts, none.cost.costExport, none.cost.budget]).toEqual([undefined, undefined, undefined]);
    const cost = { anomalyDetection: CostAnomalyDetection.servicesMonitor({ emails: ['cfo@example.com'] }), costExport: { retention: Duration.days(400) } };
    const { template, platform } = makePlatform({ cost });
    template.resourceCountIs('AWS::CE::AnomalyMonitor', 1);
    const subscribers = Object.values<any>(resourcesOf(template, 'AWS::CE::AnomalySubscription')).map(({ Properties }) => JSON.stringify(Properties.Subscribers));
    expect(subscribers).toEqual([expect.stringContaining('TopicsNotice'), expect.stringContaining('cfo@example.com')]);
    expect(onlyResource(template, 'AWS::BCMDataExports::Export').Type).toBe('AWS::BCMDataExports::Export');
    expect(platform.cost.costExport!.bucket).toBeDefined();
  });
});
