import { Duration, Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { waitsBetweenSteps } from '../../compute/deployment';
import type { PlatformCompute } from '../../compute/platform-compute';

/** CloudFormation takes no deployment that waits for longer. */
const LONGEST = Duration.hours(33);

/**
 * How long every deployment of the service waits while traffic moves: none with ROLLING, CloudFormation's longest where it is decided at
 * deployment. A rollback by hand is a deployment like others.
 */
export function trafficTime({ service }: PlatformCompute): Duration {
  const made = service.node.findChild('Service') as ecs.CfnService;
  const { strategy, bakeTimeInMinutes = 0, linearConfiguration, canaryConfiguration } = Stack.of(service).resolve(made.deploymentConfiguration);
  if (strategy === 'ROLLING') return Duration.minutes(0);
  const steps = linearConfiguration ? waitsBetweenSteps(linearConfiguration.stepPercent) : 1;
  const step = linearConfiguration?.stepBakeTimeInMinutes ?? canaryConfiguration?.canaryBakeTimeInMinutes ?? 0;
  const known = [bakeTimeInMinutes, steps, step].every((each) => Number.isFinite(each));
  return known ? Duration.minutes(bakeTimeInMinutes + steps * step) : LONGEST;
}
