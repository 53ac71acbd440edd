import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ComputeOptions } from './compute-options';
import { acknowledge, acknowledgeInlinePolicy, acknowledgeWildcard } from '../settings/acknowledge';

/** Findings about the task definition that stay, and why. */
export function acknowledgeTask(task: ecs.TaskDefinition, options: ComputeOptions): void {
  acknowledge(
    task,
    'Plain variables are names, hosts and ports; whatever is secret comes from Secrets Manager ("compute.secrets").',
    'AwsSolutions-ECS2',
  );
  const execution = acknowledgeInlinePolicy(task.obtainExecutionRole());
  acknowledgeWildcard(execution, '*', 'ecr:GetAuthorizationToken cannot be limited to a resource.');
  if (options.enableExecuteCommand) {
    const policy = acknowledgeInlinePolicy(task.taskRole);
    acknowledgeWildcard(policy, '*', 'ECS Exec opens channels that have no resource of their own; "compute.enableExecuteCommand" asks for it.');
  }
}

/** Findings about a cluster of the platform's own that stay, and why. */
export function acknowledgeCluster(cluster: ecs.Cluster, options: ComputeOptions): void {
  if (options.containerInsights === ecs.ContainerInsights.DISABLED) {
    acknowledge(cluster, 'Container Insights is billed as custom metrics; it is the choice of "compute.containerInsights".', 'AwsSolutions-ECS4');
  }
}
