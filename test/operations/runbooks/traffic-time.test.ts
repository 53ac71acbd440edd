import { Duration, Lazy } from 'aws-cdk-lib';
import { DeploymentStrategy } from 'aws-cdk-lib/aws-ecs';
import { makeRunbooks } from './make-runbooks';
import { ComputeCapacity } from '../../../src/compute/compute-capacity';
import type { PlatformComputeProps } from '../../../src/compute/platform-compute';
import { IngressExposure, type IngressOptions } from '../../../src/ingress/ingress-options';
import { trafficTime } from '../../../src/operations/runbooks/traffic-time';

const { ROLLING, BLUE_GREEN, CANARY, LINEAR } = DeploymentStrategy;
const { minutes } = Duration;

function timeOf(compute: Partial<PlatformComputeProps>, ingress?: IngressOptions): number {
  return trafficTime(makeRunbooks({ compute, ingress, database: null }).parts.compute).toMinutes();
}

describe('R8.2 R9.2 how long a deployment waits while traffic moves', () => {
  test.each<[string, Partial<PlatformComputeProps>, number]>([
    ['not at all', {}, 0],
    ['not at all', { deploymentStrategy: ROLLING }, 0],
    ['its bake time', { deploymentStrategy: BLUE_GREEN }, 5],
    ['its bake time', { deploymentStrategy: BLUE_GREEN, bakeTime: minutes(0) }, 0],
    ['the step and the bake time', { deploymentStrategy: CANARY }, 15],
    ['the step and the bake time', { deploymentStrategy: CANARY, bakeTime: minutes(3), trafficStepTime: minutes(20) }, 23],
    ['nine of ten steps, and the bake time', { deploymentStrategy: LINEAR }, 59],
    ['each begun step', { deploymentStrategy: LINEAR, trafficStepPercent: 30, trafficStepTime: minutes(2) }, 11],
    ['all in one step', { deploymentStrategy: LINEAR, trafficStepPercent: 100 }, 5],
    ['as long as CloudFormation has it', { deploymentStrategy: CANARY, bakeTime: minutes(Lazy.number({ produce: () => 7 })) }, 17],
  ])('%s: %j', (_name, compute, expected) => expect(timeOf(compute)).toBe(expected));

  test("CloudFormation's longest where it is decided at deployment", () => {
    const { stack, parts } = makeRunbooks({ compute: { deploymentStrategy: CANARY }, database: null });
    (parts.compute.service.node.findChild('Service') as any).deploymentConfiguration = { strategy: 'CANARY', bakeTimeInMinutes: stack.account as any };
    expect(trafficTime(parts.compute).toHours()).toBe(33);
  });

  test('on an instance, there is nothing to move', () => {
    expect(timeOf({ capacity: ComputeCapacity.ec2Instance() }, { exposure: IngressExposure.INSTANCE })).toBe(0);
  });
});
