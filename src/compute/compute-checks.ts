import { Duration, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { FargateCapacityProps } from './compute-capacity';
import type { ComputeOptions } from './compute-options';
import { ContainerVariable } from './container-contract';
import { deploymentProps, waitsBetweenSteps } from './deployment';
import type { PlatformComputeProps } from './platform-compute';
import { volumeName } from './volume-name';
import { checkSubnets } from '../network/subnets';
import { AccountPlan } from '../settings/account-plan';
import { advise, checkDuration, checkInteger, checkPattern, conflict, invalid, WholeUnit } from '../settings/checks';

const DAY_OF_MINUTES = Duration.minutes(1440);
const GIB = 1024;

/** CPU units → fewest and most memory and its step, in MiB. */
export const FARGATE_MEMORY: Record<number, [number, number, number]> = {
  512: [1 * GIB, 4 * GIB, GIB],
  1024: [2 * GIB, 8 * GIB, GIB],
  2048: [4 * GIB, 16 * GIB, GIB],
  4096: [8 * GIB, 30 * GIB, GIB],
  8192: [16 * GIB, 60 * GIB, 4 * GIB],
  16384: [32 * GIB, 120 * GIB, 8 * GIB],
};

/** What Fargate allows with so many CPU units, from the least to the most, in MiB; undefined if it has no such size. */
export function fargateMemory(cpu: number): number[] | undefined {
  // The smallest has no step.
  if (cpu === 256) return [512, 1024, 2048];
  if (!FARGATE_MEMORY[cpu]) return undefined;
  const [least, most, step] = FARGATE_MEMORY[cpu];
  return Array.from({ length: (most - least) / step + 1 }, (_, index) => least + index * step);
}

export function checkCompute(options: ComputeOptions, plan: AccountPlan): void {
  checkInteger('compute.containerPort', options.containerPort, 1, 65535);
  checkPattern('compute.healthCheckPath', options.healthCheckPath, /^\/\S*$/, "a path that starts with '/'");
  checkDuration('compute.healthCheckGracePeriod', options.healthCheckGracePeriod, Duration.seconds(0), Duration.hours(1), WholeUnit.SECONDS);
  checkDuration('compute.stopTimeout', options.stopTimeout, Duration.seconds(2), Duration.seconds(120), WholeUnit.SECONDS);
  checkPattern('compute.user', options.user, /^(image|\w[\w.-]*(:\w[\w.-]*)?)$/, "'user', 'user:group' or 'image'");
  for (const path of options.writablePaths ?? []) checkPattern('compute.writablePaths', path, /^\/(?=.*\w)[^\s:]+$/, 'absolute paths');
  const unprivileged = options.user === undefined || /^[1-9]/.test(options.user);
  const port = options.containerPort;
  if (unprivileged && port !== undefined && !Token.isUnresolved(port) && port < 1024) {
    throw invalid('compute.containerPort', options.containerPort, "1024 or more unless 'compute.user' may open lower ports");
  }
  for (const name of Object.values(ContainerVariable)) {
    for (const prop of ['environment', 'secrets'] as const) {
      if (options[prop]?.[name] !== undefined) throw conflict(`'compute.${prop}' cannot set ${name}: the platform does`);
    }
  }
  if (options.enableExecuteCommand && (options.readonlyRootFilesystem ?? true)) {
    throw conflict("'compute.enableExecuteCommand' needs 'compute.readonlyRootFilesystem' to be off: the agent writes into the container");
  }
  const twice = Object.keys(options.environment ?? {}).find((name) => options.secrets?.[name] !== undefined);
  if (twice) throw conflict(`'compute.environment' and 'compute.secrets' both set ${twice}`);
  if (options.writablePaths !== undefined && options.readonlyRootFilesystem === false) {
    throw conflict("'compute.writablePaths' has no effect with 'compute.readonlyRootFilesystem' off");
  }
  const volumes = (options.writablePaths ?? []).map(volumeName);
  if (new Set(volumes).size < volumes.length) throw conflict("'compute.writablePaths' must differ in letters and digits");
  checkDeployment(options);
  if (options.capacity?.hostType) checkInstance(options, plan);
  else if (options.capacity?.taskSize) checkFargate(options.capacity.taskSize);
  checkScaling(options);
}

function checkFargate({ cpu, memoryLimitMiB: memory }: FargateCapacityProps): void {
  if (cpu === undefined || memory === undefined || Token.isUnresolved(cpu) || Token.isUnresolved(memory)) return;
  const allowed = fargateMemory(cpu);
  if (!allowed) throw invalid('compute.capacity cpu', cpu, `one of 256, ${Object.keys(FARGATE_MEMORY).join(', ')}`);
  if (allowed.includes(memory)) return;
  if (cpu === 256) throw invalid('compute.capacity memoryLimitMiB', memory, '512, 1024 or 2048 with cpu 256');
  const [least, most, step] = FARGATE_MEMORY[cpu];
  throw invalid('compute.capacity memoryLimitMiB', memory, `from ${least} to ${most} in steps of ${step} with cpu ${cpu}`);
}

function checkInstance(options: ComputeOptions, plan: AccountPlan): void {
  const type = options.capacity!.hostType!.toString();
  if (plan === AccountPlan.FREE && /^t2\./.test(type)) {
    throw invalid('compute.capacity instanceType', type, "a type that the Free plan ('accountPlan') launches, like t3.micro or t4g.micro");
  }
  if (options.cluster) throw conflict("'compute.cluster' cannot be combined with ComputeCapacity.ec2Instance");
  for (const prop of ['minTasks', 'maxTasks'] as const) {
    if ((options[prop] ?? 1) !== 1) throw invalid(`compute.${prop}`, options[prop], '1 on one EC2 instance');
  }
  for (const prop of ['scaleOutCpuPercent', 'scaleInCpuPercent', 'healthCheckGracePeriod', 'healthCheckPath'] as const) {
    if (options[prop] !== undefined) throw conflict(`'compute.${prop}' has no effect on one EC2 instance`);
  }
  if ((options.deploymentStrategy ?? ecs.DeploymentStrategy.ROLLING) !== ecs.DeploymentStrategy.ROLLING) {
    throw invalid('compute.deploymentStrategy', options.deploymentStrategy, 'ROLLING on one EC2 instance');
  }
}

function checkScaling(options: ComputeOptions): void {
  if (options.cluster && options.containerInsights) throw conflict("'compute.containerInsights' cannot be combined with 'compute.cluster'");
  for (const prop of ['scaleOutCpuPercent', 'scaleInCpuPercent'] as const) {
    if (Token.isUnresolved(options[prop])) throw conflict(`'compute.${prop}' must be known at synth: scaling steps are computed from it`);
  }
  if (Token.isUnresolved(options.minTasks) && options.maxTasks === undefined) throw conflict("'compute.maxTasks' is needed where 'compute.minTasks' is a token");
  checkInteger('compute.minTasks', options.minTasks, 1, 100);
  checkInteger('compute.maxTasks', options.maxTasks, options.minTasks ?? 1, 100);
  checkInteger('compute.scaleOutCpuPercent', options.scaleOutCpuPercent, 2, 99);
  checkInteger('compute.scaleInCpuPercent', options.scaleInCpuPercent ?? 30, 1, (options.scaleOutCpuPercent ?? 70) - 1);
}

function checkDeployment(options: ComputeOptions): void {
  const strategy = options.deploymentStrategy ?? ecs.DeploymentStrategy.ROLLING;
  const shifts = strategy === ecs.DeploymentStrategy.LINEAR || strategy === ecs.DeploymentStrategy.CANARY;
  if (strategy === ecs.DeploymentStrategy.ROLLING && options.bakeTime) throw conflict("'compute.bakeTime' needs a deployment strategy other than ROLLING");
  for (const prop of ['trafficStepPercent', 'trafficStepTime'] as const) {
    if (options[prop] !== undefined && !shifts) throw conflict(`'compute.${prop}' needs the deployment strategy LINEAR or CANARY`);
  }
  for (const prop of ['bakeTime', 'trafficStepTime'] as const) {
    checkDuration(`compute.${prop}`, options[prop], Duration.minutes(0), DAY_OF_MINUTES, WholeUnit.MINUTES);
  }
  const percent = options.trafficStepPercent;
  const least = strategy === ecs.DeploymentStrategy.LINEAR ? 3 : 0.1;
  const isTenths = percent === undefined || Token.isUnresolved(percent) || Number.isInteger(Math.round(percent * 1e6) / 1e5);
  if (percent !== undefined && !Token.isUnresolved(percent) && (percent < least || percent > 100 || !isTenths)) {
    throw invalid('compute.trafficStepPercent', percent, `from ${least} to 100 with ${strategy}, in tenths`);
  }
  if (shifts) checkLength(options, strategy);
}

/** CloudFormation takes deployments of 33 hours at the most. */
const LONGEST_MINUTES = 33 * 60;

function checkLength(options: ComputeOptions, strategy: ecs.DeploymentStrategy): void {
  const { bakeTime, linearConfiguration, canaryConfiguration } = deploymentProps(options);
  const { stepPercent, stepBakeTime } = (linearConfiguration ?? canaryConfiguration)!;
  if ([bakeTime, stepBakeTime].some((time) => time!.isUnresolved()) || Token.isUnresolved(stepPercent)) return;
  const steps = linearConfiguration ? waitsBetweenSteps(stepPercent!) : 1;
  const minutes = bakeTime!.toMinutes() + stepBakeTime!.toMinutes() * steps;
  if (minutes <= LONGEST_MINUTES) return;
  throw conflict(
    `'compute.bakeTime' and 'compute.trafficStepTime' of all steps must be ${LONGEST_MINUTES} minutes at the most together: with ${strategy} they are ${minutes}`,
  );
}

/** Whether the tasks are where no registry can be reached from, as far as that can be told; an instance is in public subnets. */
export function adviseIsolated(scope: Construct, { vpc, taskSubnets, assignPublicIp, capacity }: PlatformComputeProps): void {
  if (capacity?.hostType) return;
  const selection = taskSubnets ?? (assignPublicIp ? { subnetType: ec2.SubnetType.PUBLIC } : {});
  if (!checkSubnets(vpc, selection, { prop: 'network.taskSubnets', purpose: 'the tasks' }).hasIsolated) return;
  advise(
    scope,
    'isolated-tasks',
    'The tasks are in isolated subnets. Without another way out, such as a transit gateway, they start only with endpoints for ECR (ecr.api, ' +
      'ecr.dkr), S3, Logs and Secrets Manager, and from an image in ECR: PlatformImage.fromAsset, or fromEcrRepository with a tag. The placeholder, ' +
      'which runs until the first release, is not in ECR.',
  );
}
