import { type Candidate, type Design, edited, ofType } from './candidate';
import { fargateMemory } from '../../compute/compute-checks';
import { runningShare } from '../running-hours';
import { numberOf, refersTo, type TemplateResource, textOf } from '../template-resources';

/** Task definitions of services on Fargate. */
export function fargateTasks(design: Design): TemplateResource[] {
  const services = ofType(design, 'AWS::ECS::Service').filter(({ properties }) => properties.LaunchType === 'FARGATE');
  return ofType(design, 'AWS::ECS::TaskDefinition').filter((task) => services.some(({ properties }) => refersTo(properties.TaskDefinition, task)));
}

/** Half the CPU and memory, or the nearest to it above that Fargate allows; undefined if there is nothing smaller. */
export function halfSize(cpu: number, memory: number): { cpu: number; memory: number } | undefined {
  const half = smallest(cpu / 2, memory / 2);
  if (half !== undefined) return { cpu: cpu / 2, memory: half };
  const less = smallest(cpu, memory / 2);
  return less !== undefined && less < memory ? { cpu, memory: less } : undefined;
}

/** The least memory that Fargate allows with so much CPU, and that is not less than asked for; the most, if more is asked for. */
function smallest(cpu: number, memory: number): number | undefined {
  const allowed = fargateMemory(cpu);
  return allowed?.find((each) => each >= memory) ?? allowed?.at(-1);
}

const ARM: Candidate = {
  change: "'compute.capacity' with cpuArchitecture ARM64",
  tradeOff: 'The image must be built for ARM64.',
  apply: (design) => edited(design, fargateTasks(design).filter(({ properties }) => properties.RuntimePlatform?.CpuArchitecture !== 'ARM64'),
    ({ properties }) => (properties.RuntimePlatform = { ...properties.RuntimePlatform, CpuArchitecture: 'ARM64' })),
};

const ARM_INSTANCE: Candidate = {
  change: "'compute.capacity' on a T4g instance",
  tradeOff: 'The image must be built for ARM64.',
  apply: (design) => edited(design, ofType(design, 'AWS::EC2::Instance').filter(({ properties }) => /^t3\./.test(textOf(properties.InstanceType))),
    ({ properties }) => (properties.InstanceType = properties.InstanceType.replace('t3.', 't4g.'))),
};

const SMALLER: Candidate = {
  change: "'compute.capacity' with half the cpu and memoryLimitMiB",
  tradeOff: 'Each task serves fewer requests at a time: look at its CPU and memory first.',
  apply: (design) => edited(design, fargateTasks(design).filter((task) => halfOf(task)), (task) => {
    const { cpu, memory } = halfOf(task)!;
    Object.assign(task.properties, { Cpu: String(cpu), Memory: String(memory) });
  }),
};

function halfOf({ properties }: TemplateResource): { cpu: number; memory: number } | undefined {
  const cpu = numberOf(properties.Cpu);
  const memory = numberOf(properties.Memory);
  return cpu && memory ? halfSize(cpu, memory) : undefined;
}

const SAVINGS_PLAN: Candidate = {
  change: 'a Compute Savings Plan of one year, without upfront payment, for the Fargate tasks',
  tradeOff: 'The year is paid for also if the tasks are not needed any more.',
  apply: (design) => {
    // A plan is paid for around the clock: with a schedule that stops the tasks, it is no saving.
    const isStopped = ofType(design, 'AWS::ECS::Service').some((service) => runningShare(service, design.platform.resources) < 1);
    return isStopped ? undefined : { ...design, prices: (id, type) => design.prices(`savingsPlan.${id}`, type) ?? design.prices(id, type) };
  },
};

export const COMPUTE_CANDIDATES = [ARM, ARM_INSTANCE, SMALLER, SAVINGS_PLAN];
