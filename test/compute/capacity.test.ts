import { Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { makeCompute, taskOf } from './make-compute';
import { AccountPlan, ComputeCapacity } from '../../src';

const T2_MICRO = new ec2.InstanceType('t2.micro');

describe('R2.2 size of Fargate tasks', () => {
  test('the default is half a vCPU and 1 GiB on ARM64', () => {
    expect(taskOf(makeCompute().template)).toMatchObject({
      Cpu: '512',
      Memory: '1024',
      RequiresCompatibilities: ['FARGATE'],
      NetworkMode: 'awsvpc',
      RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    });
  });

  test('each size can be set alone; undefined, as other jsii languages send it, keeps the default', () => {
    const capacity = ComputeCapacity.fargate({ cpu: undefined, memoryLimitMiB: 4096, cpuArchitecture: undefined });
    expect(taskOf(makeCompute({ capacity }).template)).toMatchObject({ Cpu: '512', Memory: '4096', RuntimePlatform: { CpuArchitecture: 'ARM64' } });
  });

  test('the processor can be x86', () => {
    const capacity = ComputeCapacity.fargate({ cpuArchitecture: ecs.CpuArchitecture.X86_64 });
    expect(taskOf(makeCompute({ capacity }).template).RuntimePlatform.CpuArchitecture).toBe('X86_64');
  });

  test.each([
    [256, 512], [256, 1024], [256, 2048], [512, 1024], [512, 4096], [1024, 2048], [1024, 8192], [2048, 4096], [2048, 16384],
    [4096, 8192], [4096, 30720], [8192, 16384], [8192, 61440], [16384, 32768], [16384, 122880],
  ])('%i CPU units go with %i MiB', (cpu, memoryLimitMiB) => {
    const { template } = makeCompute({ capacity: ComputeCapacity.fargate({ cpu, memoryLimitMiB }) });
    expect(taskOf(template)).toMatchObject({ Cpu: String(cpu), Memory: String(memoryLimitMiB) });
  });

  test.each([
    [256, 768, '512, 1024 or 2048 with cpu 256'],
    [256, 4096, '512, 1024 or 2048 with cpu 256'],
    [512, 512, 'from 1024 to 4096 in steps of 1024 with cpu 512'],
    [512, 5120, 'from 1024 to 4096 in steps of 1024 with cpu 512'],
    [1024, 2500, 'from 2048 to 8192 in steps of 1024 with cpu 1024'],
    [4096, 31744, 'from 8192 to 30720 in steps of 1024 with cpu 4096'],
    [8192, 17408, 'from 16384 to 61440 in steps of 4096 with cpu 8192'],
    [16384, 36864, 'from 32768 to 122880 in steps of 8192 with cpu 16384'],
  ])('%i CPU units do not go with %i MiB', (cpu, memoryLimitMiB, valid) => {
    expect(() => makeCompute({ capacity: ComputeCapacity.fargate({ cpu, memoryLimitMiB }) })).toThrow(
      `cdk-pdf-web-platform: 'compute.capacity memoryLimitMiB' must be ${valid}, got ${memoryLimitMiB}`,
    );
  });

  test('other CPU units are refused', () => {
    expect(() => makeCompute({ capacity: ComputeCapacity.fargate({ cpu: 300 }) })).toThrow(
      "cdk-pdf-web-platform: 'compute.capacity cpu' must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300",
    );
  });

  test('sizes that are known at deployment pass', () => {
    const capacity = ComputeCapacity.fargate({ cpu: Token.asNumber({ Ref: 'Cpu' }), memoryLimitMiB: Token.asNumber({ Ref: 'Memory' }) });
    expect(taskOf(makeCompute({ capacity }).template)).toMatchObject({ Cpu: { Ref: 'Cpu' }, Memory: { Ref: 'Memory' } });
  });
});

describe('R2.1 one EC2 instance', () => {
  test('the default is a t3.micro whose container may use 768 MiB', () => {
    const { template } = makeCompute({ capacity: ComputeCapacity.ec2Instance() });
    template.hasResourceProperties('AWS::EC2::Instance', { InstanceType: 't3.micro' });
    expect(taskOf(template).ContainerDefinitions[0].Memory).toBe(768);
  });

  test('type and memory can be set', () => {
    const { template } = makeCompute({ capacity: ComputeCapacity.ec2Instance(T2_MICRO, 512) });
    template.hasResourceProperties('AWS::EC2::Instance', { InstanceType: 't2.micro' });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { ContainerDefinitions: [Match.objectLike({ Memory: 512 })] });
  });

  test.each([127, 0, 512.5, 825])('%d MiB are refused', (memory) => {
    expect(() => ComputeCapacity.ec2Instance(undefined, memory)).toThrow(
      `cdk-pdf-web-platform: 'compute.capacity memoryLimitMiB' must be a whole number from 128 to 824, got ${memory}`,
    );
  });

  test('memory that is known at deployment passes', () => {
    expect(ComputeCapacity.ec2Instance(undefined, Token.asNumber({ Ref: 'Memory' })).name).toBe('EC2 instance');
  });

  test('the Free plan launches no t2', () => {
    const capacity = ComputeCapacity.ec2Instance(T2_MICRO);
    expect(() => makeCompute({ capacity, accountPlan: AccountPlan.FREE })).toThrow(
      "cdk-pdf-web-platform: 'compute.capacity instanceType' must be a type that the Free plan ('accountPlan') launches, like t3.micro or t4g.micro, got 't2.micro'",
    );
    makeCompute({ capacity: ComputeCapacity.ec2Instance(), accountPlan: AccountPlan.FREE }).template.resourceCountIs('AWS::EC2::Instance', 1);
  });
});
