import type { Template } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import { makeCompute, serviceOf } from './make-compute';

/** The alarm at a threshold and the steps of the policy that it triggers. */
function scalingAt(template: Template, threshold: number): any {
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm', { Properties: { Threshold: threshold } }));
  expect(alarms).toHaveLength(1);
  const [{ Ref: policyId }] = alarms[0].Properties.AlarmActions;
  const policy = template.findResources('AWS::ApplicationAutoScaling::ScalingPolicy')[policyId];
  return { alarm: alarms[0].Properties, policy: policy.Properties };
}

describe('R4.1 step scaling', () => {
  const { template } = makeCompute();

  test('three minutes at 70 % CPU or more add a task, and two from 85 %', () => {
    const { alarm, policy } = scalingAt(template, 70);
    expect(alarm).toMatchObject({
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    expect(policy).toMatchObject({
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ChangeInCapacity',
        Cooldown: 180,
        MetricAggregationType: 'Average',
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 15, ScalingAdjustment: 1 },
          { MetricIntervalLowerBound: 15, ScalingAdjustment: 2 },
        ],
      },
    });
  });

  test('three minutes at 30 % CPU or less remove a task', () => {
    const { alarm, policy } = scalingAt(template, 30);
    expect(alarm).toMatchObject({
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      ComparisonOperator: 'LessThanOrEqualToThreshold',
    });
    expect(policy.StepScalingPolicyConfiguration).toMatchObject({
      AdjustmentType: 'ChangeInCapacity', Cooldown: 180, StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }],
    });
  });

  test('both watch this service of this cluster', () => {
    const [clusterId] = Object.keys(template.findResources('AWS::ECS::Cluster'));
    const [serviceId] = Object.keys(template.findResources('AWS::ECS::Service'));
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      Dimensions: [{ Name: 'ClusterName', Value: { Ref: clusterId } }, { Name: 'ServiceName', Value: { 'Fn::GetAtt': [serviceId, 'Name'] } }],
    });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
  });

  test('scaleOutCpuPercent and scaleInCpuPercent move the thresholds', () => {
    const { template: other } = makeCompute({ scaleOutCpuPercent: 60, scaleInCpuPercent: 20 });
    expect(scalingAt(other, 60).policy.StepScalingPolicyConfiguration.StepAdjustments).toHaveLength(2);
    expect(scalingAt(other, 20).policy.StepScalingPolicyConfiguration.StepAdjustments).toHaveLength(1);
    other.resourceCountIs('AWS::CloudWatch::Alarm', 2);
  });

  test.each([[84, 2], [85, 1], [99, 1]])('a threshold of %i %% leaves room for %i steps', (scaleOutCpuPercent, steps) => {
    const { policy } = scalingAt(makeCompute({ scaleOutCpuPercent }).template, scaleOutCpuPercent);
    expect(policy.StepScalingPolicyConfiguration.StepAdjustments).toHaveLength(steps);
    expect(policy.StepScalingPolicyConfiguration.StepAdjustments[0]).toMatchObject({ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 });
  });
});

describe('R4.1 number of tasks', () => {
  test.each([
    [{}, 2, 6],
    [{ minTasks: 1 }, 1, 3],
    [{ minTasks: 4 }, 4, 12],
    [{ maxTasks: 3 }, 2, 3],
    [{ minTasks: 5, maxTasks: 5 }, 5, 5],
  ])('%j scales from %i to %i', (options, MinCapacity, MaxCapacity) => {
    makeCompute(options).template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity, MaxCapacity, ScalableDimension: 'ecs:service:DesiredCount', ServiceNamespace: 'ecs',
    });
  });

  test('scaling owns the desired count: a deployment does not reset it', () => {
    const { template } = makeCompute({ minTasks: 3 });
    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: Match.absent() });
    expect(serviceOf(template).LaunchType).toBe('FARGATE');
  });
});
