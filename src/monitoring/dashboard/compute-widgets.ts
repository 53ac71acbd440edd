import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { graphs, type Graph, heading, PERCENT } from './widgets';
import type { PlatformCompute } from '../../compute/platform-compute';
import { FIVE_MINUTES, ONE_MINUTE } from '../metrics';
import { instanceMetrics, serviceMetrics } from '../rows/compute-rows';

/** What the tasks, and the instance that they may run on, use. */
export function computeWidgets({ compute }: { compute: PlatformCompute }): cloudwatch.IWidget[][] {
  const metric = serviceMetrics(compute);
  const least = (name: string) => [metric(name, cloudwatch.Stats.AVERAGE, { label: 'average' }), metric(name, cloudwatch.Stats.MAXIMUM, { label: 'busiest task' })];
  return [
    [heading('## Application: tasks')],
    graphs(
      { title: 'CPU of the tasks', left: least('CPUUtilization'), leftAxis: PERCENT },
      { title: 'Memory of the tasks', left: least('MemoryUtilization'), leftAxis: PERCENT },
      { title: 'Running tasks', left: [metric('CPUUtilization', cloudwatch.Stats.SAMPLE_COUNT, { period: ONE_MINUTE, label: 'running' })] },
      ...insightsGraphs(compute),
    ),
    ...(compute.instance ? [instanceGraphs(compute)] : []),
  ];
}

/** Container Insights alone measures the network and the disk of tasks. */
function insightsGraphs(compute: PlatformCompute): Graph[] {
  if (!compute.insightsLogGroup || !(compute.cluster instanceof ecs.Cluster)) return [];
  const metric = serviceMetrics(compute, 'ECS/ContainerInsights');
  // Bytes a second of the network; of the disk, bytes since the task began.
  const rate = (label: string, name: string) =>
    new cloudwatch.MathExpression({ label, expression: `RATE(${name.toLowerCase()})`, usingMetrics: { [name.toLowerCase()]: metric(name) }, period: FIVE_MINUTES });
  return [{
    title: 'Network and disk of the tasks, bytes a second',
    left: [metric('NetworkRxBytes', cloudwatch.Stats.AVERAGE, { label: 'received' }), metric('NetworkTxBytes', cloudwatch.Stats.AVERAGE, { label: 'sent' })],
    right: [rate('read from disk', 'StorageReadBytes'), rate('written to disk', 'StorageWriteBytes')],
  }];
}

function instanceGraphs(compute: PlatformCompute): cloudwatch.IWidget[] {
  const metric = instanceMetrics(compute);
  const agent = instanceMetrics(compute, 'CWAgent');
  return graphs(
    {
      title: 'EC2 instance: CPU',
      left: [metric('CPUUtilization')],
      right: [metric('CPUCreditBalance', cloudwatch.Stats.MINIMUM, { label: 'credits left' })],
      leftAxis: PERCENT,
    },
    {
      title: 'EC2 instance: disk and memory',
      left: [agent('disk_used_percent', cloudwatch.Stats.MAXIMUM, { label: 'disk used' }), agent('mem_used_percent', cloudwatch.Stats.MAXIMUM, { label: 'memory used' })],
      leftAxis: PERCENT,
    },
    { title: 'EC2 instance: network', left: [metric('NetworkIn', cloudwatch.Stats.SUM), metric('NetworkOut', cloudwatch.Stats.SUM)] },
    { title: 'EC2 instance: failed checks', left: [metric('StatusCheckFailed_Instance', cloudwatch.Stats.MAXIMUM), metric('StatusCheckFailed_System', cloudwatch.Stats.MAXIMUM)] },
  );
}
