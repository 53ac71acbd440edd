import { Duration, Size, Stack, Token } from 'aws-cdk-lib';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { AlarmSeverity } from './alarm-severity';
import type { AlarmThresholds } from './alarm-thresholds';
import type { MonitoringOptions } from './monitoring-options';
import { advise, checkDuration, checkInteger, checkNumber, checkPattern, conflict, invalid, WholeUnit } from '../settings/checks';
import { EDGE_REGION } from '../settings/support-stack';

const NEEDS_ALARMS = [
  'edgeAlarms', 'thresholds', 'disabledAlarms', 'pageEmails', 'noticeEmails', 'pageTopic', 'noticeTopic', 'edgePageTopic', 'edgeNoticeTopic',
  'chatChannels', 'errorPattern', 'rollBackOnAlarms',
] as const;

/** Every alarm that there may be; which there are, depends on what there is to watch. docs/monitoring.md lists them. */
export const ALARM_IDS: readonly string[] = [
  'PlatformUnhealthy', 'EdgeErrors', 'EdgeCertificate', 'LoadBalancerErrors', 'TargetErrors', 'ReleaseErrors', 'UnhealthyTasks', 'Latency', 'OriginCertificate',
  'ServiceCpu', 'ServiceMemory', 'RunningTasks', 'ErrorLogs', 'InstanceStatus', 'InstanceDisk', 'InstanceCpuCredits',
  ...['Database', 'Replica'].flatMap((which) => ['Cpu', 'Storage', 'Connections', 'Memory', 'CpuCredits'].map((what) => `${which}${what}`)),
  'ReplicaLag', 'SlowQueries', 'Deadlocks', 'BackupMissing', 'PdfReplicationFailed',
];

/** Percentages, counts: the least and the most that means something. */
const PERCENT = ['edgeErrorPercent', 'loadBalancerErrorPercent', 'targetErrorPercent'] as const;
const WHOLE: Partial<Record<keyof AlarmThresholds, [number, number]>> = {
  minRequests: [1, 1_000_000],
  unhealthyTasks: [1, 1000],
  serviceCpuPercent: [1, 100],
  serviceMemoryPercent: [1, 100],
  errorLogs: [1, 1_000_000],
  instanceDiskPercent: [1, 100],
  instanceCpuCredits: [1, 10_000],
  databaseCpuPercent: [1, 100],
  databaseConnections: [1, 100_000],
  databaseCpuCredits: [1, 10_000],
  slowQueries: [1, 1_000_000],
  deadlocks: [1, 1_000_000],
  certificateDays: [1, 395],
};

/** Alarms that nobody hears of are worse than none: they are believed in. */
export function adviseSilence(scope: Construct, options: MonitoringOptions, isElsewhere: boolean): void {
  const { pageEmails, noticeEmails, pageTopic, noticeTopic, edgePageTopic, edgeNoticeTopic, chatChannels = [] } = options;
  const silentOf = (severity: AlarmSeverity, emails: string[] | undefined, topics: [name: string, isBrought: boolean][]) => {
    const isTold = Boolean(emails?.length) || chatChannels.some((channel) => channel._severities.includes(severity));
    return isTold ? [] : topics.filter(([, isBrought]) => !isBrought).map(([name]) => name);
  };
  const edge = (name: string, topic?: sns.ITopic): [string, boolean][] => (isElsewhere ? [[`edgeTopics.${name} in us-east-1`, topic !== undefined]] : []);
  const silent = [
    ...silentOf(AlarmSeverity.PAGE, pageEmails, [['topics.pageTopic', pageTopic !== undefined], ...edge('pageTopic', edgePageTopic)]),
    ...silentOf(AlarmSeverity.NOTICE, noticeEmails, [['topics.noticeTopic', noticeTopic !== undefined], ...edge('noticeTopic', edgeNoticeTopic)]),
  ];
  if (silent.length === 0) return;
  const ways = "'monitoring.pageEmails', 'monitoring.noticeEmails', 'monitoring.chatChannels' or existing topics";
  advise(scope, 'alarms-reach-nobody', `nobody is told by ${silent.join(', ')}: give ${ways}; if you subscribe to them yourself, acknowledge this`);
}

export function checkMonitoring(scope: Construct, options: MonitoringOptions): void {
  if (options.alarms === false) {
    const misplaced = NEEDS_ALARMS.find((prop) => options[prop] !== undefined);
    if (misplaced) throw conflict(`'monitoring.${misplaced}' needs 'monitoring.alarms' to be on`);
  }
  checkThresholds(options.thresholds ?? {});
  for (const id of options.disabledAlarms ?? []) {
    if (!ALARM_IDS.includes(id)) throw invalid('monitoring.disabledAlarms', id, `any of ${ALARM_IDS.join(', ')}`);
  }
  for (const [prop, emails, topic] of [
    ['pageEmails', options.pageEmails, options.pageTopic],
    ['noticeEmails', options.noticeEmails, options.noticeTopic],
  ] as const) {
    if (topic && emails?.length) throw conflict(`'monitoring.${prop}' cannot be combined with an existing topic, whose subscriptions are its owner's`);
    emails?.forEach((email, index) => {
      checkPattern(`monitoring.${prop}`, email, /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'e-mail addresses');
      if (emails.indexOf(email) !== index) throw invalid(`monitoring.${prop}`, email, 'without repetition');
    });
  }
  const channels = (options.chatChannels ?? []).map((channel) => channel._channel);
  channels.forEach((channel, index) => {
    if (channels.indexOf(channel) !== index) throw invalid('monitoring.chatChannels', channel, 'without repetition: AWS takes one configuration of a channel');
  });
  checkPattern('monitoring.runbookUrl', options.runbookUrl, /^https?:\/\/[^\s#]+$/, "an address that begins with 'https://', without '#'");
  checkPlaces(Stack.of(scope).region, options);
}

function checkThresholds(thresholds: AlarmThresholds): void {
  for (const prop of PERCENT) checkNumber(`monitoring.thresholds.${prop}`, thresholds[prop], 0.1, 100);
  for (const [prop, [least, most]] of Object.entries(WHOLE)) {
    checkInteger(`monitoring.thresholds.${prop}`, thresholds[prop as keyof AlarmThresholds] as number | undefined, least, most);
  }
  // CloudWatch takes seconds of latency as a decimal number; a token has no place in it.
  for (const prop of ['latencyP95', 'replicaLag'] as const) {
    if (thresholds[prop]?.isUnresolved()) throw invalid(`monitoring.thresholds.${prop}`, 'an unresolved token', 'known at synth');
  }
  if (thresholds.latencyP95) {
    const milliseconds = thresholds.latencyP95.toMilliseconds();
    if (milliseconds < 1 || milliseconds > 3_600_000) throw invalid('monitoring.thresholds.latencyP95', `${milliseconds} ms`, 'from 1 ms to 1 hour');
  }
  checkDuration('monitoring.thresholds.replicaLag', thresholds.replicaLag, Duration.seconds(1), Duration.days(1), WholeUnit.SECONDS);
  for (const prop of ['databaseFreeStorage', 'databaseFreeableMemory'] as const) {
    const size: Size | undefined = thresholds[prop];
    if (size?.isUnresolved()) throw invalid(`monitoring.thresholds.${prop}`, 'an unresolved token', 'known at synth');
    if (size && size.toBytes() < 1) throw invalid(`monitoring.thresholds.${prop}`, '0', 'more than nothing');
  }
}

/** Alarms tell topics of their own region. */
function checkPlaces(region: string, options: MonitoringOptions): void {
  const checkTopic = (prop: string, topic: sns.ITopic | undefined, needed: string) => {
    const found = topic?.env.region;
    if (found === undefined || [found, needed].some((each) => Token.isUnresolved(each)) || found === needed) return;
    throw invalid(`monitoring.${prop}`, `a topic in ${found}`, `a topic in ${needed}`);
  };
  checkTopic('pageTopic', options.pageTopic, region);
  checkTopic('noticeTopic', options.noticeTopic, region);
  checkTopic('edgePageTopic', options.edgePageTopic, EDGE_REGION);
  checkTopic('edgeNoticeTopic', options.edgeNoticeTopic, EDGE_REGION);
  for (const prop of ['edgePageTopic', 'edgeNoticeTopic'] as const) {
    if (!options[prop]) continue;
    if (region === EDGE_REGION) throw conflict(`'monitoring.${prop}' has no effect in ${EDGE_REGION}, where 'monitoring.${prop === 'edgePageTopic' ? 'pageTopic' : 'noticeTopic'}' gets everything`);
    if (options.edgeAlarms === false) throw conflict(`'monitoring.${prop}' needs 'monitoring.edgeAlarms' to be on`);
  }
  if (options.edgeAlarms && Token.isUnresolved(region)) {
    throw conflict("the stack's region is unknown, and CloudFront's alarms must be in us-east-1: give the stack 'env.region', or leave out 'monitoring.edgeAlarms'");
  }
}
