import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledgeCluster } from './acknowledged';
import type { InstanceHost } from './instance-host';
import type { PlatformComputeProps } from './platform-compute';
import type { BoundImage } from './platform-image';
import { acknowledgeServiceManagedLogs } from '../settings/acknowledge';
import { removalFor } from '../settings/removal';

/** What both ways of running the container are given. */
export interface RunnerParts {
  readonly image: BoundImage;
  readonly logGroup: logs.ILogGroup;
  readonly securityGroup: ec2.ISecurityGroup;
}

/** What both ways of running the container give back. */
export interface Runner {
  readonly cluster: ecs.ICluster;
  readonly taskDefinition: ecs.TaskDefinition;
  readonly container: ecs.ContainerDefinition;
  readonly service: ecs.BaseService;
  /** The port that requests come in at. */
  readonly port: number;
  readonly scaling?: ecs.ScalableTaskCount;
  readonly host?: InstanceHost;
  readonly insightsLogGroup?: logs.LogGroup;
}

export interface MadeCluster {
  readonly cluster: ecs.Cluster;
  /** Must be there before the first task. */
  readonly insightsLogGroup?: logs.LogGroup;
}

export function makeCluster(scope: Construct, props: PlatformComputeProps): MadeCluster {
  const cluster = new ecs.Cluster(scope, 'Cluster', {
    vpc: props.vpc,
    containerInsightsV2: props.containerInsights ?? ecs.ContainerInsights.ENABLED,
  });
  acknowledgeCluster(cluster, props);
  if (props.containerInsights === ecs.ContainerInsights.DISABLED) return { cluster };

  // ECS would make it without expiry when the first task starts, and leave it behind.
  const insightsLogGroup = new logs.LogGroup(scope, 'InsightsLogGroup', {
    logGroupName: `/aws/ecs/containerinsights/${cluster.clusterName}/performance`,
    retention: props.logRetention ?? logs.RetentionDays.THREE_MONTHS,
    encryptionKey: props.encryptionKey,
    removalPolicy: removalFor(props.dataProtection).stateful,
  });
  if (!props.encryptionKey) acknowledgeServiceManagedLogs(insightsLogGroup);
  return { cluster, insightsLogGroup };
}
