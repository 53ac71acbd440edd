import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmSeverity, ChatChannel, type MonitoringOptions, PdfWebPlatform, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource, resourcesOf } from '../helpers/platform';

const ROLLBACK = ['Stack-Platform-ReleaseErrors'];
const metric = new cloudwatch.Metric({ namespace: 'Theirs', metricName: 'QueueAge' });
const row = { metric, threshold: 300, description: 'PDFs wait to be rendered', severity: AlarmSeverity.PAGE };

/** Built, then changed, then synthesized. */
function changed(monitoring: MonitoringOptions, change: (platform: PdfWebPlatform) => void, compute = {}) {
  const stack = makeStack();
  const platform = new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean(), monitoring, compute });
  change(platform);
  return Template.fromStack(stack);
}

describe('R5.2 alarms of the consumer\'s own', () => {
  test('page, are part of the platform\'s health, stand on the dashboard, and take releases back', () => {
    const template = changed({}, ({ monitoring }) => void monitoring.addAlarm('QueueAge', { ...row, rollsBack: true }));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'Stack-Platform-QueueAge', Threshold: 300, AlarmActions: [{ Ref: Match.stringLikeRegexp('TopicsPage') }], AlarmDescription: Match.stringLikeRegexp('#queue-age$'),
    });
    expect(JSON.stringify(onlyResource(template, 'AWS::CloudWatch::CompositeAlarm').Properties.AlarmRule)).toContain('AlarmsQueueAge');
    expect(JSON.stringify(onlyResource(template, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody)).toContain('AlarmsQueueAge');
    expect(onlyResource(template, 'AWS::ECS::Service').Properties.DeploymentConfiguration.Alarms.AlarmNames).toEqual([...ROLLBACK, 'Stack-Platform-QueueAge']);
  });

  test('take the place of one that is disabled', () => {
    const template = changed({ disabledAlarms: ['Latency'] }, ({ monitoring }) => void monitoring.addAlarm('Latency', row));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'Stack-Platform-Latency', Threshold: 300 });
  });

  test('need alarms to be on', () => {
    const { platform } = makePlatform({ monitoring: { alarms: false } });
    expect(() => platform.monitoring.addAlarm('QueueAge', row)).toThrow("cdk-pdf-web-platform: addAlarm needs 'monitoring.alarms' to be on");
  });

  test('with a long description keep their link', () => {
    const template = changed({}, ({ monitoring }) => void monitoring.addAlarm('QueueAge', { ...row, description: 'x'.repeat(2000), runbookAnchor: 'wait' }));
    const { AlarmDescription } = Object.values<any>(resourcesOf(template, 'AWS::CloudWatch::Alarm')).find(({ Properties }) => Properties.AlarmName === 'Stack-Platform-QueueAge').Properties;
    expect(AlarmDescription).toHaveLength(1024);
    expect(AlarmDescription).toMatch(/docs\/runbooks\.md#wait$/);
  });
});

describe('R8.2 alarms of others that take releases back', () => {
  const alarmsOf = (template: Template) => onlyResource(template, 'AWS::ECS::Service').Properties.DeploymentConfiguration.Alarms;

  test('by their names in the settings, beside the platform\'s', () => {
    const template = changed({}, () => undefined, { deploymentAlarmNames: ['theirs'] });
    expect(alarmsOf(template)).toEqual({ AlarmNames: ['theirs', ...ROLLBACK], Enable: true, Rollback: true });
  });

  test('enabled on the service later', () => {
    const template = changed({}, ({ compute }) => compute.service.enableDeploymentAlarms(['later']));
    expect(alarmsOf(template)).toEqual({ AlarmNames: [...ROLLBACK, 'later'], Enable: true, Rollback: true });
  });

  test('alone, where the platform\'s do not', () => {
    const template = changed({ rollBackOnAlarms: false }, () => undefined, { deploymentAlarmNames: ['theirs'] });
    expect(alarmsOf(template)).toEqual({ AlarmNames: ['theirs'], Enable: true, Rollback: true });
  });
});

describe('R5.2 silence is warned of', () => {
  const warnings = (monitoring: MonitoringOptions, region = 'us-east-1') => {
    const stack = makeStack({ env: { region } });
    makePlatform({ preset: PlatformPreset.prodLean(), monitoring }, stack);
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('alarms-reach-nobody')).map(({ entry }) => String(entry.data));
  };
  const page = { pageTopic: undefined };

  test.each<[string, MonitoringOptions, number]>([
    ['nobody', {}, 1],
    ['notices alone', { noticeEmails: ['a@example.com'] }, 1],
    ['a channel of notices alone', { chatChannels: [ChatChannel.slack('T1', 'C1', { severities: [AlarmSeverity.NOTICE] })] }, 1],
    ['an address for pages alone', { ...page, pageEmails: ['a@example.com'] }, 1],
    ['addresses for both', { ...page, pageEmails: ['a@example.com'], noticeEmails: ['b@example.com'] }, 0],
    ['a channel', { chatChannels: [ChatChannel.slack('T1', 'C1')] }, 0],
    ['no alarms', { alarms: false }, 0],
  ])('%s: %j', (_name, monitoring, count) => {
    expect(warnings(monitoring)).toHaveLength(count);
  });

  test('elsewhere it names the topics of both regions', () => {
    expect(warnings({}, 'ap-northeast-1')[0]).toContain('topics.pageTopic, edgeTopics.pageTopic in us-east-1, topics.noticeTopic, edgeTopics.noticeTopic in us-east-1: give');
    expect(warnings({ edgeAlarms: false }, 'ap-northeast-1')[0]).not.toContain('edgeTopics');
  });
});
