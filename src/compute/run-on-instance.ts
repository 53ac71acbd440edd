import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { addAppContainer } from './app-container';
import type { ComputeCapacity } from './compute-capacity';
import { deploymentProps } from './deployment';
import { InstanceHost } from './instance-host';
import type { PlatformComputeProps } from './platform-compute';
import type { Runner, RunnerParts } from './runner';
import { makeCluster } from './runner';
import { conflict } from '../settings/checks';

/** HTTP's own port: CloudFront reaches the instance without a load balancer that would move the port. */
const HOST_PORT = 80;
/** One task on one EC2 instance; a release stops the old task before it starts the new one, since both want the port. */
export function runOnInstance(scope: Construct, props: PlatformComputeProps, capacity: ComputeCapacity, parts: RunnerParts): Runner {
  const { cluster, insightsLogGroup } = makeCluster(scope, props);
  if (!props.vpc.selectSubnets(props.taskSubnets ?? { subnetType: ec2.SubnetType.PUBLIC }).hasPublic) {
    throw conflict('ComputeCapacity.ec2Instance needs public subnets, where CloudFront reaches it');
  }
  const host = new InstanceHost(scope, 'Host', {
    vpc: props.vpc,
    subnets: props.taskSubnets ?? { subnetType: ec2.SubnetType.PUBLIC },
    cluster,
    instanceType: capacity.hostType!,
    securityGroup: parts.securityGroup,
  });
  const taskDefinition = new ecs.Ec2TaskDefinition(scope, 'TaskDefinition', { networkMode: ecs.NetworkMode.BRIDGE });
  const container = addAppContainer(taskDefinition, { options: props, ...parts, hostPort: HOST_PORT, memoryLimitMiB: capacity.hostMemoryMiB });
  const service = new ecs.Ec2Service(scope, 'Service', {
    // The L2 asks the cluster whether it has EC2 capacity, and an instance that joins by itself is not known to it.
    cluster: ecs.Cluster.fromClusterAttributes(scope, 'ClusterWithInstance', {
      clusterName: cluster.clusterName,
      clusterArn: cluster.clusterArn,
      vpc: props.vpc,
      hasEc2Capacity: true,
    }),
    taskDefinition,
    desiredCount: 1,
    minHealthyPercent: 0,
    maxHealthyPercent: 100,
    enableExecuteCommand: props.enableExecuteCommand ?? false,
    enableECSManagedTags: true,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
    ...deploymentProps(props),
  });
  // Without the instance there is nothing to place the task on, and the first deployment would wait for it.
  service.node.addDependency(host);
  if (insightsLogGroup) service.node.addDependency(insightsLogGroup);
  return { cluster, taskDefinition, container, service, host, insightsLogGroup, port: HOST_PORT };
}
