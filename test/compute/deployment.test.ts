import { Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import FLAGS from 'aws-cdk-lib/recommended-feature-flags.json';
import { makeCompute, serviceOf } from './make-compute';
import { type ComputeOptions, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource, productionRule } from '../helpers/platform';

const { ROLLING, BLUE_GREEN, CANARY, LINEAR } = ecs.DeploymentStrategy;

/** The deployment configuration of a platform, and the rest of it. */
function deployed(compute: ComputeOptions) {
  const made = makePlatform({ compute });
  return { ...made, service: serviceOf(made.template) };
}

describe('R8.2 every release', () => {
  test.each([ROLLING, BLUE_GREEN, CANARY, LINEAR])('%s goes back by itself when tasks do not start', (deploymentStrategy) => {
    const { DeploymentConfiguration, DeploymentController } = serviceOf(makeCompute({ deploymentStrategy }).template);
    expect(DeploymentConfiguration).toMatchObject({ Strategy: deploymentStrategy, DeploymentCircuitBreaker: { Enable: true, Rollback: true } });
    expect(DeploymentController).toEqual({ Type: 'ECS' });
  });

  test('alarms that send a release back are named', () => {
    const { DeploymentConfiguration } = serviceOf(makeCompute({ deploymentAlarmNames: ['errors', 'slow'] }).template);
    expect(DeploymentConfiguration.Alarms).toEqual({ AlarmNames: ['errors', 'slow'], Enable: true, Rollback: true });
  });

  test.each([[undefined], [[]]])('deploymentAlarmNames %j leave it to the circuit breaker', (deploymentAlarmNames) => {
    expect(serviceOf(makeCompute({ deploymentAlarmNames }).template).DeploymentConfiguration.Alarms).toMatchObject({ Enable: false });
  });
});

describe('R8.2 ROLLING, the default', () => {
  const { service, template, platform } = deployed({});

  test('replaces tasks behind one target group', () => {
    expect(service.DeploymentConfiguration.Strategy).toBe('ROLLING');
    expect(service.DeploymentConfiguration.BakeTimeInMinutes).toBeUndefined();
    expect(service.LoadBalancers).toHaveLength(1);
    expect(service.LoadBalancers[0].AdvancedConfiguration).toBeUndefined();
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 1);
    expect(platform.compute.movesTraffic).toBe(false);
    expect(platform.ingress.alternateTargetGroup).toBeUndefined();
  });

  test('the rule forwards to that group', () => {
    const { Actions } = productionRule(template).Properties;
    expect(Actions).toEqual([{ Type: 'forward', TargetGroupArn: service.LoadBalancers[0].TargetGroupArn }]);
  });
});

describe.each([BLUE_GREEN, CANARY, LINEAR])('R8.2 %s moves traffic', (deploymentStrategy) => {
  const { service, template, platform, stack } = deployed({ deploymentStrategy });
  const advanced = service.LoadBalancers[0].AdvancedConfiguration;

  test('between two target groups, by the weights of the production rule', () => {
    const [ruleId] = Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::ListenerRule'));
    const rule = productionRule(template).Properties;
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 2);
    expect(advanced.ProductionListenerRule).toEqual({ Ref: ruleId });
    expect(rule.Actions).toEqual([{
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: service.LoadBalancers[0].TargetGroupArn, Weight: 100 },
          { TargetGroupArn: advanced.AlternateTargetGroupArn, Weight: 0 },
        ],
      },
    }]);
    expect(advanced.AlternateTargetGroupArn).toEqual(stack.resolve(platform.ingress.alternateTargetGroup!.targetGroupArn));
    expect(advanced.AlternateTargetGroupArn).not.toEqual(service.LoadBalancers[0].TargetGroupArn);
  });

  test('with a role that ECS alone assumes', () => {
    const role = template.findResources('AWS::IAM::Role')[advanced.RoleArn['Fn::GetAtt'][0]];
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      expect.objectContaining({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs.amazonaws.com' } }),
    ]);
  });

  test('and keeps the old tasks for 5 minutes, or as long as bakeTime says', () => {
    expect(service.DeploymentConfiguration.BakeTimeInMinutes).toBe(5);
    const { template: other } = makeCompute({ deploymentStrategy, bakeTime: Duration.minutes(30) });
    expect(serviceOf(other).DeploymentConfiguration.BakeTimeInMinutes).toBe(30);
  });

  test('both groups ask the same health check', () => {
    const [one, two] = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup'));
    expect(one.Properties).toEqual(two.Properties);
  });
});

describe('R8.2 steps of the traffic', () => {
  const configurationOf = (options: ComputeOptions) => serviceOf(makeCompute(options).template).DeploymentConfiguration;
  const steps = { trafficStepPercent: 25, trafficStepTime: Duration.minutes(3) };

  test('BLUE_GREEN has none', () => {
    const configuration = configurationOf({ deploymentStrategy: BLUE_GREEN });
    expect(configuration).not.toHaveProperty('LinearConfiguration');
    expect(configuration).not.toHaveProperty('CanaryConfiguration');
  });

  test('LINEAR moves 10 % every 6 minutes by default', () => {
    expect(configurationOf({ deploymentStrategy: LINEAR })).toMatchObject({ LinearConfiguration: { StepPercent: 10, StepBakeTimeInMinutes: 6 } });
    expect(configurationOf({ deploymentStrategy: LINEAR, ...steps })).toMatchObject({
      LinearConfiguration: { StepPercent: 25, StepBakeTimeInMinutes: 3 },
    });
  });

  test('CANARY moves 5 % first and the rest 10 minutes later by default', () => {
    expect(configurationOf({ deploymentStrategy: CANARY })).toMatchObject({
      CanaryConfiguration: { CanaryPercent: 5, CanaryBakeTimeInMinutes: 10 },
    });
    expect(configurationOf({ deploymentStrategy: CANARY, ...steps })).toMatchObject({
      CanaryConfiguration: { CanaryPercent: 25, CanaryBakeTimeInMinutes: 3 },
    });
  });
});

describe('R8.2 the service does not change with the feature flags that a consumer adopts', () => {
  test.each([PlatformPreset.dev(), PlatformPreset.prodLean(), PlatformPreset.prod()])('$name', (preset) => {
    const [without, withAll] = [undefined, FLAGS].map((context) => {
      const { LoadBalancers, ...service } = onlyResource(makePlatform({ preset }, makeStack({}, context)).template, 'AWS::ECS::Service').Properties;
      // Without alarms they are either switched off in so many words or not mentioned, which is the same.
      const { Alarms = { Enable: false }, ...configuration } = service.DeploymentConfiguration;
      expect(Alarms.Enable).toBe(preset.name !== 'dev');
      return { ...service, DeploymentConfiguration: { ...configuration, alarms: Alarms.AlarmNames ?? [] } };
    });
    expect(without.DeploymentController).toEqual({ Type: 'ECS' });
    expect(withAll).toEqual(without);
  });
});
