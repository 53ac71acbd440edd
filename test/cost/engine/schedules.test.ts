import { figures, linesOf, resource, round } from './helpers';
import { runningShare } from '../../../src/cost/running-hours';
import type { TemplateResource } from '../../../src/cost/template-resources';
import { weeklyHours } from '../../../src/cost/weekly-hours';

describe('hours of a week', () => {
  test.each([
    ['office hours', ['cron(0 8 ? * MON-FRI *)'], ['cron(0 18 ? * MON-FRI *)'], 50],
    ['half hours', ['cron(45 7 ? * MON-FRI *)'], ['cron(15 18 ? * MON-FRI *)'], 52.5],
    ['a list of days', ['cron(0 9 ? * MON,WED,SUN *)'], ['cron(0 10 ? * MON,WED,SUN *)'], 3],
    ['days by number, from Sunday', ['cron(0 9 ? * 2-6 *)'], ['cron(0 10 ? * 2-6 *)'], 5],
    ['days over the end of the week', ['cron(0 9 ? * SAT-MON *)'], ['cron(0 10 ? * SAT-MON *)'], 3],
    ['lists and ranges, small letters', ['cron(0 9 ? * mon-tue,FRI *)'], ['cron(0 10 ? * mon-tue,FRI *)'], 3],
    ['every day', ['cron(0 0 * * ? *)'], ['cron(0 12 * * ? *)'], 84],
    ['stops every day', ['cron(0 8 ? * MON-FRI *)'], ['cron(0 18 ? * * *)'], 50],
    ['a day of month that is open', ['cron(0 8 ? * ? *)'], ['cron(0 18 ? * ? *)'], 70],
    ['over midnight', ['cron(0 22 ? * MON *)'], ['cron(0 6 ? * TUE *)'], 8],
    ['over the end of the week', ['cron(0 22 ? * SAT *)'], ['cron(0 6 ? * SUN *)'], 8],
    ['starts twice', ['cron(0 8 ? * MON *)', 'cron(0 9 ? * MON *)'], ['cron(0 10 ? * MON *)'], 2],
    ['starts when it stops', ['cron(0 8 ? * MON *)', 'cron(0 10 ? * MON *)'], ['cron(0 10 ? * MON *)', 'cron(0 11 ? * MON *)'], 3],
  ])('%s', (_, starts, stops, hours) => expect(weeklyHours(starts, stops)).toBe(hours));

  test.each([
    ['no start', [], ['cron(0 18 ? * MON *)']],
    ['no stop', ['cron(0 8 ? * MON *)'], []],
    ['a rate', ['rate(1 day)'], ['cron(0 18 ? * MON *)']],
    ['a stop once', ['cron(0 8 ? * MON *)'], ['at(2026-01-01T00:00:00)']],
    ['a day that is none', ['cron(0 8 ? * MON,DAY *)'], ['cron(0 18 ? * MON *)']],
    ['a number that is no day', ['cron(0 8 ? * 2-8 *)'], ['cron(0 18 ? * MON *)']],
    ['another month', ['cron(0 8 ? 1 MON *)'], ['cron(0 18 ? * MON *)']],
  ])('cannot be said: %s', (_, starts, stops) => expect(weeklyHours(starts, stops)).toBeUndefined());
});

const START = 'cron(0 8 ? * MON-FRI *)';
const STOP = 'cron(0 18 ? * MON-FRI *)';
function schedule(call: string, ScheduleExpression: string, Input: unknown, more: Record<string, unknown> = {}): TemplateResource {
  return resource(call, 'Scheduler::Schedule', { ScheduleExpression, Target: { Arn: `arn:aws:scheduler:::aws-sdk:${call}`, Input }, ...more });
}
const schedules = (service: 'ec2' | 'rds', input: unknown, more = {}) => {
  const [start, stop] = service === 'rds' ? ['startDBInstance', 'stopDBInstance'] : ['startInstances', 'stopInstances'];
  return [schedule(`${service}:${start}`, START, input, more), schedule(`${service}:${stop}`, STOP, input, more)];
};

const database = resource('Database', 'RDS::DBInstance', {
  DBInstanceClass: 'db.t3.micro', AllocatedStorage: '20', StorageType: 'gp3', DBInstanceIdentifier: 'stack-database', MultiAZ: false, BackupRetentionPeriod: 0,
});
const host = resource('Host', 'EC2::Instance', { InstanceType: 't3.micro', Monitoring: true, BlockDeviceMappings: [{ Ebs: { VolumeSize: 30, VolumeType: 'gp3' } }] });
const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });

describe('what a schedule names runs shorter', () => {
  test.each([
    ['the database by its identifier', database, schedules('rds', '{"DbInstanceIdentifier":"stack-database"}')],
    ['the database by reference', database, schedules('rds', join('{"DbInstanceIdentifier":"', { Ref: 'Database' }, '"}'))],
    ['the instance by reference', host, schedules('ec2', join('{"InstanceIds":["', { Ref: 'Host' }, '"]}'))],
    ['the instance in a substitution', host, schedules('ec2', { 'Fn::Sub': '{"InstanceIds":["${Host}"]}' })],
    ['the instance in a substitution with variables', host, schedules('ec2', { 'Fn::Sub': ['{"InstanceIds":["${Host}"]}', {}] })],
  ])('%s', (_, one, all) => expect(runningShare(one, [one, ...all])).toBe(50 / 168));

  test('by an ARN with the partition', () => {
    const [start, stop] = schedules('ec2', join({ Ref: 'Host' }));
    for (const each of [start, stop]) each.properties.Target.Arn = join('arn:', { Ref: 'AWS::Partition' }, `:scheduler:::aws-sdk:${each.logicalId}`);
    expect(runningShare(host, [host, start, stop])).toBe(50 / 168);
  });

  test.each([
    ['another database', database, schedules('rds', '{"DbInstanceIdentifier":"stack-database-replica"}')],
    ['another instance', host, schedules('ec2', join('["', { Ref: 'HostOfOthers' }, '"]'))],
    ['a schedule that is switched off', host, schedules('ec2', join({ Ref: 'Host' }), { State: 'DISABLED' })],
    ['another call', host, schedules('rds', join({ Ref: 'Host' }))],
    ['a schedule without a target', host, [resource('S', 'Scheduler::Schedule', { ScheduleExpression: START })]],
    ['nothing that can be stopped', resource('Address', 'EC2::EIP'), schedules('ec2', join({ Ref: 'Address' }))],
  ])('but not by %s', (_, one, all) => expect(runningShare(one, [one, ...all])).toBe(1));
});

test('a database costs its hours of work; its storage stays', () => {
  // 730 × 50 / 168 × 0.017
  expect(figures([database, ...schedules('rds', '"stack-database"')])).toEqual([['rds.db.t3.micro', 217.261905, 3.693452], ['rds.storage.gp3', 20, 2.3]].sort((a, b) => Number(b[2]) - Number(a[2])));
  expect(linesOf([database, ...schedules('rds', '"stack-database"')])[0].note).toBe('a schedule runs it 50 of 168 hours a week');
});

test('an instance costs its hours of work, with its metrics; disk and address stay', () => {
  const lines = linesOf([host, resource('Address', 'EC2::EIP'), ...schedules('ec2', join({ Ref: 'Host' }))], { freeAllowances: false });
  expect(lines.map(({ priceId, monthlyUsd }) => [priceId, round(monthlyUsd)])).toEqual([
    ['ipv4.hours', 3.65], ['ebs.gp3', 2.4], ['ec2.t3.micro', 2.259524], ['cloudwatch.metric', 0.625],
  ]);
});

test('hours of the month are those assumed', () => {
  expect(figures([database, ...schedules('rds', '"stack-database"')], { hours: 168 })[1]).toEqual(['rds.db.t3.micro', 50, 0.85]);
  expect(figures([database], { hours: 100 })[1]).toEqual(['rds.db.t3.micro', 100, 1.7]);
});

test('tasks that scaling takes down outside of office hours', () => {
  const service = resource('Service', 'ECS::Service', { LaunchType: 'FARGATE', TaskDefinition: { Ref: 'Task' } });
  const action = (Schedule: string, tasks: number) => ({ Schedule, ScalableTargetAction: { MinCapacity: tasks, MaxCapacity: tasks } });
  const target = resource('Target', 'ApplicationAutoScaling::ScalableTarget', {
    MinCapacity: 1, ResourceId: { 'Fn::GetAtt': ['Service', 'Name'] }, ScheduledActions: [action(START, 1), action(STOP, 0)],
  });
  const all = [service, target, resource('Task', 'ECS::TaskDefinition', { Cpu: '1024', Memory: '2048' })];
  // 730 × 50 / 168, and twice that
  expect(figures(all).slice(0, 2)).toEqual([['fargate.x86.vcpu', 217.261905, 8.794762], ['fargate.x86.memory', 434.52381, 1.931458]]);
  target.properties.ScheduledActions = [action(STOP, 0)];
  expect(figures(all)[0]).toEqual(['fargate.x86.vcpu', 730, 29.5504]);
});
