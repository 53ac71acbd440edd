import { type CfnResource, Token } from 'aws-cdk-lib';
import type * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { PlatformCompute } from '../../compute/platform-compute';
import type { AlarmRow } from '../alarm-row';
import { AlarmSeverity } from '../alarm-severity';
import type { AlarmThresholds } from '../alarm-thresholds';
import { CREDIT_PERIODS, metricsOf, ONE_MINUTE } from '../metrics';

/** What the tasks, and the instance that they may run on, tell. */
export function computeRows(compute: PlatformCompute, thresholds: AlarmThresholds, isScheduled: boolean): Record<string, AlarmRow> {
  const metric = serviceMetrics(compute);
  return {
    ServiceCpu: {
      metric: metric('CPUUtilization'),
      threshold: thresholds.serviceCpuPercent ?? 85,
      description: 'The tasks are at the end of their CPU although scaling had its time',
      severity: AlarmSeverity.NOTICE,
    },
    ServiceMemory: {
      metric: metric('MemoryUtilization'),
      threshold: thresholds.serviceMemoryPercent ?? 85,
      description: 'The tasks are near the end of their memory, beyond which ECS stops them',
      severity: AlarmSeverity.NOTICE,
    },
    RunningTasks: missingTasks(compute, isScheduled),
    ...(compute.instance && instanceRows(compute, thresholds)),
  };
}

/** Metrics of the service. */
export function serviceMetrics(compute: PlatformCompute, namespace = 'AWS/ECS') {
  return metricsOf(namespace, { ClusterName: compute.cluster.clusterName, ServiceName: compute.service.serviceName });
}

/** Metrics of the one EC2 instance. */
export function instanceMetrics(compute: PlatformCompute, namespace = 'AWS/EC2') {
  return metricsOf(namespace, { InstanceId: compute.instance!.instanceId });
}

/** The least number of tasks that should run. */
function leastTasks(compute: PlatformCompute): number {
  const isTarget = (each: unknown): each is appscaling.CfnScalableTarget => (each as CfnResource).cfnResourceType === 'AWS::ApplicationAutoScaling::ScalableTarget';
  const least = compute.scaling?.node.findAll().find(isTarget)?.minCapacity ?? 1;
  return Token.isUnresolved(least) ? 1 : Math.max(1, least);
}

/**
 * Fewer tasks than should run, for ten minutes. Container Insights says how many ECS wants; without it, each running task sends one sample of
 * its CPU a minute, and how many are wanted is at least what scaling keeps. Without any task there is no data at all.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
function missingTasks(compute: PlatformCompute, isScheduled: boolean): AlarmRow {
  const { BREACHING, NOT_BREACHING } = cloudwatch.TreatMissingData;
  const treatMissingData = isScheduled ? NOT_BREACHING : BREACHING;
  const common = { description: 'Fewer tasks run than should', severity: AlarmSeverity.PAGE, evaluationPeriods: 10, treatMissingData };
  const everyMinute = (name: string, statistic: string, namespace?: string) =>
    serviceMetrics(compute, namespace)(name, statistic, { period: ONE_MINUTE });
  const math = (label: string, expression: string, usingMetrics: Record<string, cloudwatch.IMetric>) =>
    new cloudwatch.MathExpression({ label, expression, usingMetrics, period: ONE_MINUTE });
  const running = everyMinute('CPUUtilization', cloudwatch.Stats.SAMPLE_COUNT);
  const tooFew = { ...common, threshold: leastTasks(compute), comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD };
  if (compute.instance) {
    // While the instance is stopped it has no checks, and nobody misses the task.
    const up = instanceMetrics(compute)('StatusCheckFailed', cloudwatch.Stats.MAXIMUM, { period: ONE_MINUTE });
    return { ...tooFew, metric: math('Running tasks', 'IF(up>=0,FILL(running,0))', { up, running }), treatMissingData: NOT_BREACHING };
  }
  if (compute.insightsLogGroup && compute.cluster instanceof ecs.Cluster) {
    const desired = everyMinute('DesiredTaskCount', cloudwatch.Stats.MAXIMUM, 'ECS/ContainerInsights');
    const counted = everyMinute('RunningTaskCount', cloudwatch.Stats.MINIMUM, 'ECS/ContainerInsights');
    return { ...common, metric: math('Missing tasks', 'desired-FILL(counted,0)', { desired, counted }), threshold: 1 };
  }
  return { ...tooFew, metric: running };
}

function instanceRows(compute: PlatformCompute, thresholds: AlarmThresholds): Record<string, AlarmRow> {
  const metric = instanceMetrics(compute);
  const burstable = /^t\d/.test(String(compute.instance!.instance.instanceType));
  return {
    InstanceStatus: {
      metric: metric('StatusCheckFailed', cloudwatch.Stats.MAXIMUM, { period: ONE_MINUTE }),
      threshold: 1,
      description: 'The EC2 instance fails its status checks',
      severity: AlarmSeverity.PAGE,
      evaluationPeriods: 5,
    },
    InstanceDisk: {
      metric: instanceMetrics(compute, 'CWAgent')('disk_used_percent', cloudwatch.Stats.MAXIMUM),
      threshold: thresholds.instanceDiskPercent ?? 80,
      // Without the agent nobody knows.
      treatMissingData: cloudwatch.TreatMissingData.MISSING,
      description: "The EC2 instance's disk is nearly full",
      severity: AlarmSeverity.NOTICE,
    },
    ...(burstable && {
      InstanceCpuCredits: {
        metric: metric('CPUCreditBalance', cloudwatch.Stats.MINIMUM),
        threshold: thresholds.instanceCpuCredits ?? 20,
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: CREDIT_PERIODS,
        description: 'The EC2 instance has used up its CPU credits: it is slow, or costs more',
        severity: AlarmSeverity.NOTICE,
      },
    }),
  };
}
