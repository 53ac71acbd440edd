import { type Candidate, type Design, edited, ofType } from './candidate';
import { runningShare } from '../running-hours';
import { numberOf, refersTo, type TemplateResource, textOf } from '../template-resources';

/**
 * Memory in MiB that Fargate allows, by CPU units: the least and the most.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
const MEMORY: Record<number, [least: number, most: number]> = {
  256: [512, 2048],
  512: [1024, 4096],
  1024: [2048, 8192],
  2048: [4096, 16_384],
  4096: [8192, 30_720],
  8192: [16_384, 61_440],
};

/** Task definitions of services on Fargate. */
export function fargateTasks(design: Design): TemplateResource[] {
  const services = ofType(design, 'AWS::ECS::Service').filter(({ properties }) => properties.LaunchType === 'FARGATE');
  return ofType(design, 'AWS::ECS::TaskDefinition').filter((task) => services.some(({ properties }) => refersTo(properties.TaskDefinition, task)));
}

/** Half the CPU and memory, or the nearest to it that Fargate allows; undefined if there is nothing smaller. */
export function halfSize(cpu: number, memory: number): { cpu: number; memory: number } | undefined {
  const half = cpu / 2;
  if (MEMORY[half]) {
    const [least, most] = MEMORY[half];
    return { cpu: half, memory: Math.min(most, Math.max(least, memory / 2)) };
  }
  return MEMORY[cpu] && memory / 2 >= MEMORY[cpu][0] ? { cpu, memory: memory / 2 } : undefined;
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
    return isStopped ? undefined : { ...design, prices: (id) => design.prices(`savingsPlan.${id}`) ?? design.prices(id) };
  },
};

export const COMPUTE_CANDIDATES = [ARM, ARM_INSTANCE, SMALLER, SAVINGS_PLAN];
