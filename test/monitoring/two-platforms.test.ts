import { type App, Stage, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PdfWebPlatform, PlatformPreset } from '../../src';
import { makeStack } from '../helpers/platform';

const platform = (stack: Stack, id: string) => new PdfWebPlatform(stack, id, { preset: PlatformPreset.prodLean() });
const alarmNames = (...templates: any[]): string[] => templates.flatMap(({ Resources }) =>
  Object.values<any>(Resources).filter(({ Type }) => /CloudWatch::(Composite)?Alarm$/.test(Type)).map(({ Properties }) => Properties.AlarmName).filter(Boolean));

function expectUnique(names: string[]): void {
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
}

test('R5.1 names do not collide where dashes could be read in two ways', () => {
  const nameIn = (stackName: string, id: string) => {
    const stack = makeStack({ stackName });
    new PdfWebPlatform(stack, id, { preset: PlatformPreset.prodLean() });
    const alarms = Object.values<any>(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
    return alarms.map(({ Properties }) => Properties.AlarmName).find((name) => /Latency/.test(name));
  };
  expect(nameIn('App-Prod', 'Platform')).toBe('App-Prod-Platform-Latency');
  expect(nameIn('App', 'Prod-Platform')).toMatch(/^App-Prod-Platform-Latency-[0-9a-f]{8}$/);
});

describe('R5.1 two platforms of one stack', () => {
  const stack = makeStack();
  const [one, two] = ['One', 'Two'].map((id) => platform(stack, id));
  const template = Template.fromStack(stack);

  test('have alarms of different names', () => {
    expectUnique(alarmNames(template.toJSON()));
  });

  test('count errors in namespaces of their own, which their alarms read', () => {
    const filters = Object.values<any>(template.findResources('AWS::Logs::MetricFilter')).map(({ Properties }) => Properties.MetricTransformations[0]);
    expect(new Set(filters.map(({ MetricNamespace }) => MetricNamespace))).toEqual(new Set(['Stack-One-Monitoring-Logs', 'Stack-Two-Monitoring-Logs']));
    const alarms = JSON.stringify(template.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: 'Stack-Two-ErrorLogs' } }));
    expect(alarms).toContain('Stack-Two-Monitoring-Logs');
    expect(alarms).not.toContain('Stack-One-Monitoring-Logs');
  });

  test('each take back releases by their own alarms', () => {
    const services = Object.values<any>(template.findResources('AWS::ECS::Service')).map(({ Properties }) => Properties.DeploymentConfiguration.Alarms.AlarmNames);
    expect(services.map(([name]) => name)).toEqual(['Stack-One-ReleaseErrors', 'Stack-Two-ReleaseErrors']);
    for (const names of services) expect(new Set(names.map((name: string) => name.split('-')[1])).size).toBe(1);
  });

  test('have topics and dashboards of their own', () => {
    template.resourceCountIs('AWS::SNS::Topic', 4);
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 2);
    expect(one.monitoring.topics).not.toBe(two.monitoring.topics);
  });
});

describe('R5.1 platforms of one name', () => {
  test('in two stages have alarms of different names', () => {
    const { node } = makeStack();
    const templates = ['Test', 'Live'].flatMap((id) => {
      const stage = new Stage(node.root as App, id, { env: { region: 'us-east-1' } });
      platform(new Stack(stage, 'Web'), 'Platform');
      return stage.synth().stacks.map(({ template }) => template);
    });
    expectUnique(alarmNames(...templates));
  });

  test('elsewhere, twice in one stack: support stacks and alarms of their own', () => {
    const stack = makeStack({ env: { region: 'eu-west-1' } });
    const platforms = ['One', 'Two'].map((id) => platform(stack, id));
    const names = platforms.map(({ monitoring }) => monitoring.supportStack!.stackName);
    expect(names).toEqual(['Stack-eu-west-1-One-Monitoring-us-east-1', 'Stack-eu-west-1-Two-Monitoring-us-east-1']);
    expectUnique(alarmNames(...(stack.node.root as App).synth().stacks.map(({ template }) => template)));
  });

  test('are cut to what CloudWatch takes where they are long, and stay different', () => {
    const stack = makeStack({ stackName: `a${'b'.repeat(120)}` });
    platform(stack, 'c'.repeat(200));
    const names = alarmNames(Template.fromStack(stack).toJSON());
    expectUnique(names);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(255);
    const [{ Properties }] = Object.values<any>(Template.fromStack(stack).findResources('AWS::ECS::Service'));
    for (const name of Properties.DeploymentConfiguration.Alarms.AlarmNames) expect(names).toContain(name);
  });
});
