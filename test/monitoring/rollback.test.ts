import type { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type PdfWebPlatformProps, PlatformPreset } from '../../src';
import { makePlatform, onlyResource } from '../helpers/platform';

const ROLLBACK = ['Stack-Platform-ReleaseErrors'];

const serviceOf = (template: Template) => onlyResource(template, 'AWS::ECS::Service');
const make = (props: Partial<PdfWebPlatformProps> = {}) => makePlatform(props).template;

/** All that a resource refers to, and what those refer to. */
function reachedFrom(template: Template, id: string, seen = new Set<string>()): Set<string> {
  const { Resources } = template.toJSON();
  const text = JSON.stringify(Resources[id]);
  for (const other of Object.keys(Resources)) {
    if (!seen.has(other) && text.includes(`"${other}"`)) reachedFrom(template, other, seen.add(other));
  }
  return seen;
}

/** The logical ids of the alarms that the service names. */
function namedAlarms(template: Template): string[] {
  const { AlarmNames } = serviceOf(template).Properties.DeploymentConfiguration.Alarms;
  const alarms = Object.entries<any>(template.findResources('AWS::CloudWatch::Alarm'));
  return AlarmNames.map((name: string) => alarms.find(([, { Properties }]) => Properties.AlarmName === name)?.[0]);
}

describe('R5.2 R9.1 a release that sets off an alarm is taken back', () => {
  test.each<[string, Partial<PdfWebPlatformProps>]>([
    ['prod', {}],
    ['prodLean', { preset: PlatformPreset.prodLean() }],
    ['blue/green between two target groups', { compute: { deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN } }],
  ])('%s: by name, of alarms that are there before the service, and that do not know it', (_name, props) => {
    const template = make(props);
    const { Properties, DependsOn } = serviceOf(template);
    expect(Properties.DeploymentConfiguration.Alarms).toEqual({ AlarmNames: ROLLBACK, Enable: true, Rollback: true });
    const [serviceId] = Object.keys(template.findResources('AWS::ECS::Service'));
    for (const id of namedAlarms(template)) {
      expect(DependsOn).toContain(id);
      expect(reachedFrom(template, id)).not.toContain(serviceId);
    }
  });

  test('the service waits for no other alarm', () => {
    const template = make();
    const alarms = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
    expect(serviceOf(template).DependsOn.filter((id: string) => alarms.includes(id)).sort()).toEqual(namedAlarms(template).sort());
  });

  test("on dev's instance there is no load balancer: the circuit breaker alone", () => {
    const { Properties } = serviceOf(make({ preset: PlatformPreset.dev(), monitoring: { alarms: true } }));
    expect(Properties.DeploymentConfiguration.Alarms).toEqual({ AlarmNames: [], Enable: false, Rollback: false });
  });

  test.each<[string, Partial<PdfWebPlatformProps>]>([
    ['rollBackOnAlarms is off', { monitoring: { rollBackOnAlarms: false } }],
    ['alarms are off', { monitoring: { alarms: false } }],
  ])('not if %s', (_name, props) => {
    const { Properties, DependsOn } = serviceOf(make(props));
    expect(Properties.DeploymentConfiguration.Alarms).toEqual({ AlarmNames: [], Enable: false, Rollback: false });
    expect(JSON.stringify(DependsOn)).not.toContain('MonitoringAlarms');
  });

  test('names that compute.deploymentAlarmNames gives stay where rollBackOnAlarms is off', () => {
    const { Properties } = serviceOf(make({ compute: { deploymentAlarmNames: ['theirs'] }, monitoring: { rollBackOnAlarms: false } }));
    expect(Properties.DeploymentConfiguration.Alarms).toEqual({ AlarmNames: ['theirs'], Enable: true, Rollback: true });
  });

  test('blue/green: both target groups are watched, the idle one without data', () => {
    const template = make({ compute: { deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN } });
    const [alarm] = Object.values<any>(template.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: 'Stack-Platform-UnhealthyTasks' } }));
    const [sum, one, other] = alarm.Properties.Metrics;
    expect(sum).toEqual({ Id: expect.any(String), Expression: 'FILL(unhealthytasksOne,0)+FILL(unhealthytasksOther,0)', Label: 'Unhealthy tasks', ReturnData: true });
    const groups = [one, other].map(({ MetricStat: { Metric, Period, Stat } }) => {
      expect([Metric.MetricName, Period, Stat]).toEqual(['UnHealthyHostCount', 60, 'Maximum']);
      return Metric.Dimensions.find(({ Name }: any) => Name === 'TargetGroup').Value['Fn::GetAtt'];
    });
    const targetGroups = Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup'));
    expect(groups.map(([id]) => id).sort()).toEqual(targetGroups.sort());
    expect(groups.map(([, attribute]) => attribute)).toEqual(['TargetGroupFullName', 'TargetGroupFullName']);
  });
});
