import type { Duration } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { ComputeCapacity } from './compute-capacity';

/** The settings of what runs the application. */
export interface ComputeOptions {
  /**
   * What the containers run on.
   *
   * @default ComputeCapacity.fargate()
   */
  readonly capacity?: ComputeCapacity;

  /**
   * An existing cluster, in the platform's VPC. Not with `ComputeCapacity.ec2Instance`, whose instance joins a cluster of its own.
   *
   * @default - a cluster is made
   */
  readonly cluster?: ecs.ICluster;

  /**
   * What Container Insights records of a cluster of the platform's own; it is billed as custom metrics. Not with `cluster`.
   *
   * @default ecs.ContainerInsights.ENABLED
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContainerInsights.html
   */
  readonly containerInsights?: ecs.ContainerInsights;

  /**
   * The port the container listens on, from 1 to 65535; from 1024 with the default `user`, or another that is a number and not 0.
   *
   * @default 8080
   */
  readonly containerPort?: number;

  /**
   * The path that answers 200 when the container can take requests. Not on one EC2 instance, which has no load balancer that asks.
   *
   * @default '/health'
   */
  readonly healthCheckPath?: string;

  /**
   * How long a new task may fail health checks, from 0 seconds to 1 hour, in whole seconds. Not on one EC2 instance.
   *
   * @default Duration.seconds(60)
   */
  readonly healthCheckGracePeriod?: Duration;

  /**
   * Environment variables of the application. Names of {@link ContainerVariable} are taken.
   *
   * @default - only the platform's own
   */
  readonly environment?: { [name: string]: string };

  /**
   * Secrets of the application, as environment variables. Names of {@link ContainerVariable} are taken, and so are those of
   * `environment`.
   *
   * @default - only the platform's own
   */
  readonly secrets?: { [name: string]: ecs.Secret };

  /**
   * Fewest tasks, from 1 to 100. One EC2 instance runs one task.
   *
   * @default 2
   */
  readonly minTasks?: number;

  /**
   * Most tasks, from `minTasks` to 100.
   *
   * @default - three times minTasks, at most 100
   */
  readonly maxTasks?: number;

  /**
   * Average CPU in percent from which on a task is added, a whole number from 2 to 99; a second one is added at 15 more. Not on one EC2
   * instance.
   *
   * @default 70
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-stepscaling.html
   */
  readonly scaleOutCpuPercent?: number;

  /**
   * Average CPU in percent down from which a task is removed, a whole number from 1 to below `scaleOutCpuPercent`. Not on one EC2
   * instance.
   *
   * @default 30
   */
  readonly scaleInCpuPercent?: number;

  /**
   * How a release replaces tasks. All but `ROLLING` run the new tasks beside the old ones and then move the traffic; one EC2 instance
   * has room for `ROLLING` alone.
   *
   * @default ecs.DeploymentStrategy.ROLLING
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
   */
  readonly deploymentStrategy?: ecs.DeploymentStrategy;

  /**
   * How long the old tasks stay after all traffic has moved, so that a bad release goes back at once: 0 to 1440 minutes, in whole
   * minutes. Not with `ROLLING`. CloudFormation takes 33 hours at the most together with the waits between the steps of the traffic.
   *
   * @default Duration.minutes(5)
   */
  readonly bakeTime?: Duration;

  /**
   * Percentage of the traffic that moves in a step (with `CANARY`, in the first of two): 3 to 100 with `LINEAR`, 0.1 to 100 with
   * `CANARY`, in tenths.
   *
   * @default - 10 with LINEAR, 5 with CANARY
   */
  readonly trafficStepPercent?: number;

  /**
   * How long to wait until the next step, 0 to 1440 minutes, in whole minutes. With `LINEAR` and `CANARY`.
   *
   * @default - 6 minutes with LINEAR, 10 minutes with CANARY
   */
  readonly trafficStepTime?: Duration;

  /**
   * Names of CloudWatch alarms that send a release back. Names, not alarms: a reference to an alarm on this service would be a
   * cycle.
   *
   * @default - only the circuit breaker sends releases back
   */
  readonly deploymentAlarmNames?: string[];

  /**
   * How long a container may take to end after SIGTERM, from 2 to 120 seconds, in whole seconds. The load balancer stops sending requests
   * for as long before.
   *
   * @default Duration.seconds(30)
   */
  readonly stopTimeout?: Duration;

  /**
   * Whether `aws ecs execute-command` opens a shell in the container. Needs `readonlyRootFilesystem` to be off.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
   */
  readonly enableExecuteCommand?: boolean;

  /**
   * Whether the container's root file system is read-only.
   *
   * @default true
   */
  readonly readonlyRootFilesystem?: boolean;

  /**
   * Absolute paths that are writable although the root file system is read-only. Each is empty when the task starts. A container
   * that is not root needs the path in its image with its own permissions, declared as `VOLUME`. Not with `readonlyRootFilesystem` off.
   *
   * @default ['/tmp']
   */
  readonly writablePaths?: string[];

  /**
   * The user, or `user:group`, that the container runs as; `image` leaves it to the image.
   *
   * @default '1000:1000'
   */
  readonly user?: string;

  /**
   * How long the container's logs are kept, and those of Container Insights of a cluster of the platform's own.
   *
   * @default logs.RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;
}
