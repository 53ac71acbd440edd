import { Aws, Duration, Fn, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { ComputeOptions } from './compute-options';
import { ContainerContract } from './container-contract';
import { placeholderCommand } from './placeholder';
import type { BoundImage } from './platform-image';
import { volumeName } from './volume-name';

export interface AppContainerProps {
  readonly options: ComputeOptions;
  readonly image: BoundImage;
  readonly logGroup: logs.ILogGroup;
  /** The host's port, where the host is an instance. */
  readonly hostPort?: number;
  /** The most memory it may use, where the host is an instance. */
  readonly memoryLimitMiB?: number;
}

/** The container as the contract promises it, in a task definition of either kind. */
export function addAppContainer(task: ecs.TaskDefinition, props: AppContainerProps): ecs.ContainerDefinition {
  const { options, image } = props;
  const port = options.containerPort ?? ContainerContract.DEFAULT_PORT;
  const user = options.user ?? ContainerContract.DEFAULT_USER;
  const readonlyRootFilesystem = options.readonlyRootFilesystem ?? true;

  const container = task.addContainer('App', {
    containerName: ContainerContract.CONTAINER_NAME,
    image: image.image,
    essential: true,
    memoryLimitMiB: props.memoryLimitMiB,
    portMappings: [{ containerPort: port, hostPort: props.hostPort, name: 'http' }],
    environment: byName(options.environment),
    secrets: byName(options.secrets),
    user: user === 'image' ? undefined : user,
    readonlyRootFilesystem,
    stopTimeout: options.stopTimeout ?? Duration.seconds(30),
    // An init process passes SIGTERM on and reaps what the application leaves behind.
    linuxParameters: new ecs.LinuxParameters(task, 'LinuxParameters', { initProcessEnabled: true }),
    logging: ecs.LogDrivers.awsLogs({ logGroup: props.logGroup, streamPrefix: 'app', mode: ecs.AwsLogDriverMode.NON_BLOCKING }),
    command: image.isPlaceholder && Token.asList(Fn.conditionIf(image.isPlaceholder.logicalId, placeholderCommand(port), Aws.NO_VALUE)),
  });

  const writable = readonlyRootFilesystem ? (options.writablePaths ?? ['/tmp']) : [];
  for (const containerPath of writable) {
    const name = volumeName(containerPath);
    task.addVolume({ name });
    container.addMountPoints({ containerPath, sourceVolume: name, readOnly: false });
  }
  return container;
}

/** In an order of their own: maps of Java and Go have another one in each run, and another order would be a new task definition. */
function byName<T>(values: { [name: string]: T } = {}): { [name: string]: T } {
  return Object.fromEntries(Object.keys(values).sort().map((name) => [name, values[name]]));
}
