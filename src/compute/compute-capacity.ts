import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { checkInteger, invalid } from '../settings/checks';

/** Size of a Fargate task. */
export interface FargateCapacityProps {
  /**
   * CPU units, 1024 for a vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384.
   *
   * @default 512
   */
  readonly cpu?: number;

  /**
   * Memory in MiB; which values are valid depends on `cpu`.
   *
   * @default 1024
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
   */
  readonly memoryLimitMiB?: number;

  /**
   * The processor that the image is built for. ARM64 costs a fifth less.
   *
   * @default ecs.CpuArchitecture.ARM64
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;
}

/** What the containers run on: Fargate, or one EC2 instance. Both are ECS, so the same image and the same release work. */
export class ComputeCapacity {
  /** Fargate tasks behind a load balancer. */
  public static fargate(props: FargateCapacityProps = {}): ComputeCapacity {
    return new ComputeCapacity('Fargate', { cpu: 512, memoryLimitMiB: 1024, cpuArchitecture: ecs.CpuArchitecture.ARM64, ...definedOnly(props) });
  }

  /**
   * One EC2 instance with one task and no load balancer: the cheapest way, for development. A release stops the old task before it
   * starts the new one.
   *
   * @param instanceType the instance's type, with 1 GiB of memory or more. By default t3.micro.
   * @param memoryLimitMiB the most memory that the container may use, 128 or more; the system and the ECS agent need 200 MiB of the
   * instance's, or its task is never placed. By default 768.
   */
  public static ec2Instance(instanceType?: ec2.InstanceType, memoryLimitMiB?: number): ComputeCapacity {
    const type = instanceType ?? ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MICRO);
    if (/\.nano$/.test(type.toString())) throw invalid('compute.capacity instanceType', type.toString(), 'one with 1 GiB of memory or more, like t3.micro');
    checkInteger('compute.capacity memoryLimitMiB', memoryLimitMiB, 128, memoryOf(type) - MIB_OF_THE_SYSTEM);
    return new ComputeCapacity('EC2 instance', undefined, type, memoryLimitMiB ?? 768);
  }

  private constructor(
    /** The choice's name, as the documentation's table spells it. */
    public readonly name: string,
    /** Size of the tasks, on Fargate. */
    public readonly taskSize?: FargateCapacityProps,
    /** Type of the instance, on EC2. */
    public readonly hostType?: ec2.InstanceType,
    /** The most memory that the container may use, on EC2. */
    public readonly hostMemoryMiB?: number,
  ) {}

  /** The processor that the image is built for. @internal */
  public get _cpuArchitecture(): ecs.CpuArchitecture {
    const isArm = this.hostType?.architecture === ec2.InstanceArchitecture.ARM_64;
    return this.taskSize?.cpuArchitecture ?? (isArm ? ecs.CpuArchitecture.ARM64 : ecs.CpuArchitecture.X86_64);
  }
}

const MIB_OF_THE_SYSTEM = 200;

/** Memory in GiB of the burstable types' sizes. */
const BURSTABLE_GIB: Record<string, number> = { 'micro': 1, 'small': 2, 'medium': 4, 'large': 8, 'xlarge': 16, '2xlarge': 32 };

/** The instance's memory in MiB, as far as it is known here. */
function memoryOf(type: ec2.InstanceType): number {
  const [, size] = /^t(?:2|3|3a|4g)\.(\w+)$/.exec(type.toString()) ?? [];
  return (BURSTABLE_GIB[size] ?? 1024) * 1024;
}

function definedOnly<T extends object>(props: T): Partial<T> {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Partial<T>;
}
