import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DataProtection, type MonitoringOptions, PdfWebPlatform, type PdfWebPlatformProps, PlatformDomain, PlatformPreset } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

const zoneDomain = (stack: Stack) =>
  PlatformDomain.fromZone(route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' }), 'pdf');

function inTokyo(monitoring: MonitoringOptions = {}, props: Partial<PdfWebPlatformProps> = { preset: PlatformPreset.prodLean() }, stack = makeStack({ env: { region: 'ap-northeast-1' } })) {
  const made = makePlatform({ ...props, monitoring }, stack);
  const support = made.platform.monitoring.supportStack!;
  return { ...made, support, supportTemplate: support && Template.fromStack(support) };
}

const alarmsOf = (template: Template) => Object.values<any>(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties).filter(({ AlarmName }) => AlarmName);

describe('R5.1 R1.1 CloudFront is watched where its metrics are', () => {
  test("in us-east-1 in the platform's own stack, with its topics", () => {
    const { platform, app, stack, template } = makePlatform({ preset: PlatformPreset.prodLean() });
    expect(platform.monitoring.supportStack).toBeUndefined();
    expect(app.node.children.filter((child) => Stack.isStack(child))).toEqual([stack]);
    expect(platform.monitoring.edgeAlarms.map(({ node }) => node.id)).toEqual(['EdgeErrors']);
    template.resourceCountIs('AWS::SNS::Topic', 2);
  });

  const { app, stack, platform, support, supportTemplate, template } = inTokyo({ pageEmails: ['a@example.com'], noticeEmails: ['b@example.com'] });

  test('elsewhere in a stack of its own there, named after both', () => {
    expect(support.region).toBe('us-east-1');
    expect(support.stackName).toBe('Stack-ap-northeast-1-Platform-Monitoring-us-east-1');
    expect(support.node.scope).toBe(app);
    expect(supportTemplate.toJSON().Description).toBe('What watches CloudFront in us-east-1 for Stack');
    expect(support.terminationProtection).toBe(false);
  });

  test('which holds the alarm, topics of its own and their key, and no custom resource', () => {
    const types = Object.values<any>(supportTemplate.toJSON().Resources).map(({ Type }) => Type);
    expect(types.sort()).toEqual([
      'AWS::CloudWatch::Alarm', 'AWS::KMS::Key', 'AWS::SNS::Subscription', 'AWS::SNS::Subscription', 'AWS::SNS::Topic', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SNS::TopicPolicy',
    ]);
    expect(JSON.stringify(template.toJSON())).not.toContain('Custom::CrossRegion');
    expect(platform.monitoring.edgeTopics).not.toBe(platform.monitoring.topics);
  });

  test('which refers to the distribution weakly, as an output of the platform that exports nothing', () => {
    const [{ Metrics }] = alarmsOf(supportTemplate);
    const outputs = template.toJSON().Outputs;
    for (const { MetricStat } of Metrics.slice(1)) {
      const [{ Value }] = MetricStat.Metric.Dimensions;
      const reference = Value['Fn::GetStackOutput'];
      expect(reference).toEqual({ StackName: 'Stack', Region: 'ap-northeast-1', OutputName: expect.any(String) });
      expect(outputs[reference.OutputName].Export).toBeUndefined();
      expect(outputs[reference.OutputName].Value.Ref).toMatch(/^PlatformEdgeDistribution/);
    }
  });

  test("which is deployed after the platform's, which does not know it", () => {
    expect(support.dependencies).toEqual([stack]);
    expect(stack.dependencies).toEqual([]);
    expect(JSON.stringify(template.toJSON())).not.toContain('Platform-Monitoring-us-east-1');
  });

  test('its topics, if they are given, are not made', () => {
    const tokyo = makeStack({ env: { region: 'ap-northeast-1' } });
    const [edgePageTopic, edgeNoticeTopic] = ['pages', 'notices'].map((name) => sns.Topic.fromTopicArn(tokyo, name, `arn:aws:sns:us-east-1:123456789012:${name}`));
    const made = inTokyo({ edgePageTopic, edgeNoticeTopic }, undefined, tokyo);
    expect(Object.values<any>(made.supportTemplate.toJSON().Resources).map(({ Type }) => Type)).toEqual(['AWS::CloudWatch::Alarm']);
    expect(alarmsOf(made.supportTemplate)[0].AlarmActions).toEqual(['arn:aws:sns:us-east-1:123456789012:pages']);
    made.template.resourceCountIs('AWS::SNS::Topic', 2);
  });

  test.each([[DataProtection.PROTECTED, 'Delete'], [DataProtection.DISPOSABLE, 'Delete']])('with %s its key goes with it: %s', (dataProtection, policy) => {
    const made = inTokyo({}, { preset: PlatformPreset.prodLean(), dataProtection });
    made.supportTemplate.hasResource('AWS::KMS::Key', { DeletionPolicy: policy });
  });
});

describe('R5.1 R1.1 two support stacks', () => {
  const stack = makeStack({ env: { region: 'ap-northeast-1' } });
  const { platform, support, app, template, supportTemplate } = inTokyo({}, { preset: PlatformPreset.prod(), domain: zoneDomain(stack) }, stack);
  const edgeSupport = platform.edge.supportStack!;

  test('are one before the platform, for what CloudFront needs, and one after it, for what watches it: no circle', () => {
    expect(edgeSupport).not.toBe(support);
    expect(edgeSupport.dependencies).toEqual([]);
    expect(stack.dependencies).toEqual([edgeSupport]);
    expect(new Set(support.dependencies)).toEqual(new Set([stack, edgeSupport]));
    expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual([edgeSupport.stackName, stack.stackName, support.stackName]);
  });

  test('the certificate is watched where it is, by a reference to the other', () => {
    const certificate = alarmsOf(supportTemplate).find(({ AlarmName }) => /EdgeCertificate/.test(AlarmName));
    expect(certificate.Dimensions[0].Value['Fn::GetStackOutput']).toMatchObject({ StackName: edgeSupport.stackName, Region: 'us-east-1' });
    expect(alarmsOf(template).map(({ AlarmName }) => AlarmName)).toContain('Stack-Platform-OriginCertificate');
  });

  test("the firewall's query is where its logs are", () => {
    expect(JSON.stringify(supportTemplate.findResources('AWS::Logs::QueryDefinition'))).toContain('firewall-blocked');
    expect(JSON.stringify(template.findResources('AWS::Logs::QueryDefinition'))).not.toContain('firewall-blocked');
  });
});

describe('R5.1 stacks of one name in two regions', () => {
  test('have alarms of different names in us-east-1, where they meet', () => {
    const namesIn = (region: string) => {
      const stack = makeStack({ env: { region } });
      new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean() });
      return (stack.node.root as App).synth().stacks.filter(({ environment }) => environment.region === 'us-east-1')
        .flatMap(({ template }) => Object.values<any>(template.Resources).map(({ Properties }) => Properties?.AlarmName)).filter((name) => /Edge/.test(name));
    };
    const names = ['us-east-1', 'ap-northeast-1', 'eu-west-1'].flatMap(namesIn);
    expect(names).toEqual(['Stack-Platform-EdgeErrors', 'Stack-Platform-EdgeErrors-ap-northeast-1', 'Stack-Platform-EdgeErrors-eu-west-1']);
  });
});

describe('R5.1 where the region is unknown', () => {
  const anywhere = (monitoring?: MonitoringOptions) => makePlatform({ preset: PlatformPreset.prodLean(), storage: { accessLogs: false }, monitoring }, new Stack(new App(), 'Anywhere'));

  test('CloudFront is not watched, and a warning says so', () => {
    const { stack, platform } = anywhere();
    expect([platform.monitoring.edgeAlarms, platform.monitoring.supportStack, platform.monitoring.edgeTopics]).toEqual([[], undefined, undefined]);
    Annotations.fromStack(stack).hasWarning('/Anywhere/Platform/Monitoring', Match.stringLikeRegexp("CloudFront is not watched.*'env.region'.*cdk-pdf-web-platform:edge-alarms-region"));
  });

  test('edgeAlarms that are off need no warning, and that are on are an error', () => {
    Annotations.fromStack(anywhere({ edgeAlarms: false }).stack).hasNoWarning('*', Match.stringLikeRegexp('edge-alarms-region'));
    expect(() => anywhere({ edgeAlarms: true })).toThrow(
      "cdk-pdf-web-platform: the stack's region is unknown, and CloudFront's alarms must be in us-east-1: give the stack 'env.region', or leave out 'monitoring.edgeAlarms'",
    );
  });
});
