import { Duration, Lazy, Size, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlarmSeverity, type AlarmThresholds, ChatChannel, type MonitoringOptions, PlatformPreset } from '../../src';
import { checkMonitoring } from '../../src/monitoring/monitoring-checks';
import { makePlatform, makeStack } from '../helpers/platform';

const make = (monitoring: MonitoringOptions, stack = makeStack()) => makePlatform({ preset: PlatformPreset.prodLean(), monitoring }, stack);
/** The checks alone: a platform for each of so many would take its time. */
const failing = (monitoring: MonitoringOptions, region = 'us-east-1') => () => checkMonitoring(makeStack({ env: { region } }), monitoring);
const topicIn = (region: string) => sns.Topic.fromTopicArn(makeStack(), `In-${region}`, `arn:aws:sns:${region}:123456789012:theirs`);

describe('R5.1 thresholds out of range are named', () => {
  const whole = (prop: string, least: number, most: number): [keyof AlarmThresholds, any, string][] => [
    [prop as keyof AlarmThresholds, least - 1, `a whole number from ${least} to ${most}, got ${least - 1}`],
    [prop as keyof AlarmThresholds, most + 1, `a whole number from ${least} to ${most}, got ${most + 1}`],
    [prop as keyof AlarmThresholds, least + 0.5, `a whole number from ${least} to ${most}, got ${least + 0.5}`],
  ];
  const percent = (prop: string): [keyof AlarmThresholds, any, string][] =>
    [0, 100.1, NaN].map((value) => [prop as keyof AlarmThresholds, value, `a number from 0.1 to 100, got ${value}`]);

  test.each<[keyof AlarmThresholds, any, string]>([
    ...['edgeErrorPercent', 'loadBalancerErrorPercent', 'targetErrorPercent'].flatMap(percent),
    ...['serviceCpuPercent', 'serviceMemoryPercent', 'instanceDiskPercent', 'databaseCpuPercent'].flatMap((prop) => whole(prop, 1, 100)),
    ...['minRequests', 'errorLogs', 'slowQueries', 'deadlocks'].flatMap((prop) => whole(prop, 1, 1_000_000)),
    ...['instanceCpuCredits', 'databaseCpuCredits'].flatMap((prop) => whole(prop, 1, 10_000)),
    ...whole('unhealthyTasks', 1, 1000),
    ...whole('databaseConnections', 1, 100_000),
    ...whole('certificateDays', 1, 395),
    ['latencyP95', Duration.millis(0), "from 1 ms to 1 hour, got '0 ms'"],
    ['latencyP95', Duration.minutes(61), "from 1 ms to 1 hour, got '3660000 ms'"],
    ['latencyP95', Duration.seconds(Lazy.number({ produce: () => 2 })), "known at synth, got 'an unresolved token'"],
    ['replicaLag', Duration.seconds(0), "a whole number of seconds from 1 to 86400, got '0 seconds'"],
    ['replicaLag', Duration.hours(25), "a whole number of seconds from 1 to 86400, got '90000 seconds'"],
    ['replicaLag', Duration.millis(1500), "a whole number of seconds from 1 to 86400, got '1.5 seconds'"],
    ['replicaLag', Duration.seconds(Lazy.number({ produce: () => 2 })), "known at synth, got 'an unresolved token'"],
    ...(['databaseFreeStorage', 'databaseFreeableMemory'] as const).flatMap((prop): [keyof AlarmThresholds, any, string][] => [
      [prop, Size.bytes(0), "more than nothing, got '0'"],
      [prop, Size.gibibytes(Lazy.number({ produce: () => 2 })), "known at synth, got 'an unresolved token'"],
    ]),
  ])('%s %s: %s', (prop, value, message) => {
    expect(failing({ thresholds: { [prop]: value } })).toThrow(`cdk-pdf-web-platform: 'monitoring.thresholds.${prop}' must be ${message}`);
  });

  test.each<[keyof AlarmThresholds, any, any]>([
    ['edgeErrorPercent', 0.1, 100],
    ['minRequests', 1, 1_000_000],
    ['unhealthyTasks', 1, 1000],
    ['databaseConnections', 1, 100_000],
    ['certificateDays', 1, 395],
    ['latencyP95', Duration.millis(1), Duration.hours(1)],
    ['replicaLag', Duration.seconds(1), Duration.days(1)],
    ['databaseFreeStorage', Size.bytes(1), Size.tebibytes(64)],
  ])('at both ends %s is in it', (prop, least, most) => {
    for (const value of [least, most]) expect(failing({ thresholds: { [prop]: value } })).not.toThrow();
  });

  test('and the platform is not made', () => {
    expect(() => make({ thresholds: { minRequests: 0 } })).toThrow("'monitoring.thresholds.minRequests' must be");
  });

  test('a number that is known at deployment passes', () => {
    const { template } = make({ thresholds: { errorLogs: Token.asNumber({ Ref: 'Most' }), targetErrorPercent: Token.asNumber({ Ref: 'Percent' }) } });
    for (const [id, Ref] of [['ErrorLogs', 'Most'], ['TargetErrors', 'Percent']]) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: `Stack-Platform-${id}`, Threshold: { Ref } });
    }
  });
});

describe('R5.1 other values that are not valid', () => {
  test.each<[string, MonitoringOptions]>([
    ["'monitoring.pageEmails' must be e-mail addresses, got 'on-call'", { pageEmails: ['a@example.com', 'on-call'] }],
    ["'monitoring.noticeEmails' must be e-mail addresses, got ''", { noticeEmails: [''] }],
    ["'monitoring.pageEmails' must be without repetition, got 'a@example.com'", { pageEmails: ['a@example.com', 'a@example.com'] }],
    ["'monitoring.runbookUrl' must be an address that begins with 'https://', without '#', got 'docs/runbooks.md'", { runbookUrl: 'docs/runbooks.md' }],
    ["'monitoring.runbookUrl' must be an address that begins with 'https://', without '#', got 'https://wiki.example.com/a#b'", { runbookUrl: 'https://wiki.example.com/a#b' }],
    ["'monitoring.disabledAlarms' must be any of PlatformUnhealthy, EdgeErrors, ", { disabledAlarms: ['Latency', 'latency'] }],
    ["'monitoring.pageTopic' must be a topic in us-east-1, got 'a topic in eu-west-1'", { pageTopic: topicIn('eu-west-1') }],
    ["'monitoring.noticeTopic' must be a topic in us-east-1, got 'a topic in eu-west-1'", { noticeTopic: topicIn('eu-west-1') }],
  ])('%s', (message, monitoring) => {
    expect(failing(monitoring)).toThrow(`cdk-pdf-web-platform: ${message}`);
  });

  test.each<[string, MonitoringOptions]>([
    ["'monitoring.edgePageTopic' must be a topic in us-east-1, got 'a topic in eu-west-1'", { edgePageTopic: topicIn('eu-west-1') }],
    ["'monitoring.edgeNoticeTopic' must be a topic in us-east-1, got 'a topic in eu-west-1'", { edgeNoticeTopic: topicIn('eu-west-1') }],
    ["'monitoring.edgePageTopic' needs 'monitoring.edgeAlarms' to be on", { edgePageTopic: topicIn('us-east-1'), edgeAlarms: false }],
  ])('elsewhere: %s', (message, monitoring) => {
    expect(failing(monitoring, 'eu-west-1')).toThrow(`cdk-pdf-web-platform: ${message}`);
  });
});

describe('R5.1 options that need or exclude each other', () => {
  const needing: MonitoringOptions = {
    edgeAlarms: true,
    thresholds: {},
    disabledAlarms: [],
    pageEmails: [],
    noticeEmails: [],
    pageTopic: topicIn('us-east-1'),
    noticeTopic: topicIn('us-east-1'),
    edgePageTopic: topicIn('us-east-1'),
    edgeNoticeTopic: topicIn('us-east-1'),
    chatChannels: [ChatChannel.slack('T0', 'C0')],
    errorPattern: logs.FilterPattern.anyTerm('x'),
    rollBackOnAlarms: false,
  };

  test.each(Object.entries(needing))("'monitoring.%s' needs alarms", (prop, value) => {
    expect(failing({ alarms: false, [prop]: value })).toThrow(`cdk-pdf-web-platform: 'monitoring.${prop}' needs 'monitoring.alarms' to be on`);
  });

  test.each([['edgePageTopic', 'pageTopic'], ['edgeNoticeTopic', 'noticeTopic']])('in us-east-1 %s has no effect', (prop, instead) => {
    expect(failing({ [prop]: topicIn('us-east-1') })).toThrow(`'monitoring.${prop}' has no effect in us-east-1, where 'monitoring.${instead}' gets everything`);
  });

  test.each([['pageEmails', 'pageTopic'], ['noticeEmails', 'noticeTopic']])('%s with %s', (emails, topic) => {
    expect(failing({ [emails]: ['a@example.com'], [topic]: topicIn('us-east-1') })).toThrow(`'monitoring.${emails}' cannot be combined with an existing topic`);
  });

  test('what a preset sets gives way: alarms off, another topic', () => {
    const base = PlatformPreset.prodLean().derive('theirs', { monitoring: { pageEmails: ['a@example.com'], thresholds: { errorLogs: 5 }, savedQueries: false } });
    const { platform } = makePlatform({ preset: base, monitoring: { alarms: false } });
    expect(platform.settings.monitoring).toEqual({ alarms: false, savedQueries: false });
    const { settings } = makePlatform({ preset: base, monitoring: { pageTopic: topicIn('us-east-1') } }).platform;
    expect(settings.monitoring).not.toHaveProperty('pageEmails');
  });
});

describe('R5.1 alarms that reach nobody', () => {
  const silent = Match.stringLikeRegexp('cdk-pdf-web-platform:alarms-reach-nobody');
  test('are advised against', () => {
    Annotations.fromStack(make({}).stack).hasWarning('/Stack/Platform/Monitoring', silent);
    Annotations.fromStack(make({ pageEmails: ['a@example.com'], noticeEmails: ['b@example.com'] }).stack).hasNoWarning('*', silent);
    Annotations.fromStack(make({ alarms: false }).stack).hasNoWarning('*', silent);
  });

  test('addAlarm makes one more, if alarms are on', () => {
    const metric = new cloudwatch.Metric({ namespace: 'App', metricName: 'Backlog' });
    const row = { metric, threshold: 7, description: 'Too much waits', severity: AlarmSeverity.PAGE };
    const { platform } = make({});
    expect(platform.monitoring.alarms).toContain(platform.monitoring.addAlarm('Backlog', row));
    expect(() => make({ alarms: false }).platform.monitoring.addAlarm('Backlog', row)).toThrow("addAlarm needs 'monitoring.alarms' to be on");
  });
});
