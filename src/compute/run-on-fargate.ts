import { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { addAppContainer } from './app-container';
import type { FargateCapacityProps } from './compute-capacity';
import { ContainerContract } from './container-contract';
import { scaleOnCpu } from './cpu-step-scaling';
import { deploymentProps } from './deployment';
import type { PlatformComputeProps } from './platform-compute';
import type { Runner, RunnerParts } from './runner';
import { makeCluster } from './runner';
import { conflict } from '../settings/checks';

/** A cluster that was imported by its ARN alone knows no VPC, and throws when it is asked. */
function vpcOf(cluster: ecs.ICluster): ec2.IVpc {
  try {
    return cluster.vpc;
  } catch {
    throw conflict("'compute.cluster' must know its VPC: import it with 'ecs.Cluster.fromClusterAttributes'");
  }
}

/** Fargate tasks, scaled on CPU; a release starts the new tasks before it stops the old ones. */
export function runOnFargate(scope: Construct, props: PlatformComputeProps, size: FargateCapacityProps, parts: RunnerParts): Runner {
  const made = props.cluster ? undefined : makeCluster(scope, props);
  const cluster = props.cluster ?? made!.cluster;
  if (vpcOf(cluster).vpcId !== props.vpc.vpcId) throw conflict("'compute.cluster' must be in the platform's VPC: give its VPC as 'network.vpc'");
  const taskDefinition = new ecs.FargateTaskDefinition(scope, 'TaskDefinition', {
    cpu: size.cpu,
    memoryLimitMiB: size.memoryLimitMiB,
    runtimePlatform: { cpuArchitecture: size.cpuArchitecture, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
  });
  const container = addAppContainer(taskDefinition, { options: props, ...parts });
  const service = new ecs.FargateService(scope, 'Service', {
    cluster,
    taskDefinition,
    vpcSubnets: props.taskSubnets,
    assignPublicIp: props.assignPublicIp ?? false,
    securityGroups: [parts.securityGroup],
    platformVersion: ecs.FargatePlatformVersion.LATEST,
    // No desiredCount: scaling owns it, and a deployment would reset it.
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
    healthCheckGracePeriod: props.healthCheckGracePeriod ?? Duration.seconds(60),
    enableExecuteCommand: props.enableExecuteCommand ?? false,
    enableECSManagedTags: true,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
    ...deploymentProps(props),
  });
  if (made?.insightsLogGroup) service.node.addDependency(made.insightsLogGroup);

  const minTasks = props.minTasks ?? 2;
  const scaling = scaleOnCpu(service, {
    minTasks,
    maxTasks: props.maxTasks ?? Math.min(100, minTasks * 3),
    scaleOutCpuPercent: props.scaleOutCpuPercent ?? 70,
    scaleInCpuPercent: props.scaleInCpuPercent ?? 30,
  });
  const { insightsLogGroup } = made ?? {};
  return { cluster, taskDefinition, container, service, scaling, insightsLogGroup, port: props.containerPort ?? ContainerContract.DEFAULT_PORT };
}
