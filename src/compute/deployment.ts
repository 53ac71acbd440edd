import { CfnDeletionPolicy, Duration, Lazy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ComputeOptions } from './compute-options';

/** How releases replace tasks, as the service wants it said. */
export function deploymentProps(options: ComputeOptions): Partial<ecs.BaseServiceOptions> {
  const strategy = options.deploymentStrategy ?? ecs.DeploymentStrategy.ROLLING;
  const shift = (percent: number, time: Duration) => ({
    stepPercent: options.trafficStepPercent ?? percent,
    stepBakeTime: options.trafficStepTime ?? time,
  });
  return {
    // Said explicitly, or a feature flag of the consumer's would decide whether it is said at all, and a change of it is a new service.
    deploymentController: { type: ecs.DeploymentControllerType.ECS },
    circuitBreaker: { enable: true, rollback: true },
    deploymentStrategy: strategy,
    bakeTime: strategy === ecs.DeploymentStrategy.ROLLING ? undefined : (options.bakeTime ?? Duration.minutes(5)),
    linearConfiguration: strategy === ecs.DeploymentStrategy.LINEAR ? shift(10, Duration.minutes(6)) : undefined,
    canaryConfiguration: strategy === ecs.DeploymentStrategy.CANARY ? shift(5, Duration.minutes(10)) : undefined,
  };
}

/**
 * Takes a release back when one of these alarms begins, beside those that others enable on the service. The L2 forgets all but the first
 * ones that it is given, so they are laid over what it writes.
 */
export function rollBackOn(service: ecs.BaseService, names: () => string[]): void {
  const enabled = () => (service as unknown as { deploymentAlarms?: { alarmNames: string[] } }).deploymentAlarms?.alarmNames ?? [];
  const all = () => [...new Set([...names(), ...enabled()])];
  const made = service.node.findChild('Service') as ecs.CfnService;
  const isOn = () => all().length > 0;
  // Also that there are none: what an update does not mention, ECS keeps.
  made.addPropertyOverride('DeploymentConfiguration.Alarms', {
    AlarmNames: Lazy.list({ produce: all }, { omitEmpty: false }),
    Enable: Lazy.any({ produce: isOn }),
    Rollback: Lazy.any({ produce: isOn }),
  });
}

/** Whether a second target group is needed: every strategy but the rolling one runs old and new side by side. */
export function movesTraffic(options: ComputeOptions): boolean {
  return (options.deploymentStrategy ?? ecs.DeploymentStrategy.ROLLING) !== ecs.DeploymentStrategy.ROLLING;
}

/** ECS takes no service back to a revision that CloudFormation has deregistered. */
export function keepRevisions(task: ecs.TaskDefinition): void {
  const { cfnOptions } = task.node.defaultChild as ecs.CfnTaskDefinition;
  cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
}

/** Tenths of a percent are not exact in binary. */
const EXACT = 1e6;

/** How often AWS waits while traffic moves in steps of a percentage: after the last one it does not. */
export function waitsBetweenSteps(percent: number): number {
  return Math.ceil(Math.round((100 / percent) * EXACT) / EXACT) - 1;
}
