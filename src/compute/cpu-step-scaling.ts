import { Duration } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecs from 'aws-cdk-lib/aws-ecs';

export interface CpuStepScalingProps {
  readonly minTasks: number;
  readonly maxTasks: number;
  readonly scaleOutCpuPercent: number;
  readonly scaleInCpuPercent: number;
}

/** How far above the scale-out threshold a second task is added at once. */
const FAR_ABOVE_PERCENT = 15;

/** Adds tasks at once when the CPU is busy and removes them slowly when it is idle. */
export function scaleOnCpu(service: ecs.FargateService, props: CpuStepScalingProps): ecs.ScalableTaskCount {
  const scaling = service.autoScaleTaskCount({ minCapacity: props.minTasks, maxCapacity: props.maxTasks });
  const out = props.scaleOutCpuPercent;
  const farAbove = out + FAR_ABOVE_PERCENT;
  scaling.scaleOnMetric('Cpu', {
    metric: service.metricCpuUtilization({ period: Duration.minutes(1), statistic: cloudwatch.Stats.AVERAGE }),
    scalingSteps: [
      { upper: props.scaleInCpuPercent, change: -1 },
      ...(farAbove < 100
        ? [{ lower: out, upper: farAbove, change: +1 }, { lower: farAbove, change: +2 }]
        : [{ lower: out, change: +1 }]),
    ],
    adjustmentType: appscaling.AdjustmentType.CHANGE_IN_CAPACITY,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    cooldown: Duration.minutes(3),
  });
  return scaling;
}
