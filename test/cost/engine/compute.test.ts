import { Size } from 'aws-cdk-lib';
import { bill, figures, linesOf, resource } from './helpers';

const NONE = { egress: Size.gibibytes(0) };
const PUBLIC = { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } };
const service = (more = {}) => resource('Service', 'ECS::Service', { LaunchType: 'FARGATE', TaskDefinition: { Ref: 'Task' }, ...more });
const task = (more = {}) => resource('Task', 'ECS::TaskDefinition', { Cpu: '512', Memory: '2048', ...more });
const target = (more = {}) => resource('Target', 'ApplicationAutoScaling::ScalableTarget', {
  MinCapacity: 2, ResourceId: { 'Fn::Join': ['', ['service/', { Ref: 'Cluster' }, '/', { 'Fn::GetAtt': ['Service', 'Name'] }]] }, ...more,
});

describe('Fargate', () => {
  test('vCPU and memory by the hour, on x86 where the template says nothing', () => {
    // 0.5 × 730 × 0.04048 and 2 × 730 × 0.004445
    expect(figures([service(), task()], NONE)).toEqual([['fargate.x86.vcpu', 365, 14.7752], ['fargate.x86.memory', 1460, 6.4897]]);
  });

  test('on ARM64, with an address for each task', () => {
    const arm = task({ RuntimePlatform: { CpuArchitecture: 'ARM64' } });
    // 0.5 × 2 × 730 × 0.03238, 2 × 2 × 730 × 0.00356, 2 × 730 × 0.005
    expect(figures([service({ NetworkConfiguration: PUBLIC }), arm, target()], NONE)).toEqual([
      ['fargate.arm64.vcpu', 730, 23.6374], ['fargate.arm64.memory', 2920, 10.3952], ['ipv4.hours', 1460, 7.3],
    ]);
  });

  test.each([
    ['the assumption', { averageTasks: 3.5 }, [target()], { DesiredCount: 4 }, 3.5],
    ['the fewest of scaling', {}, [target()], { DesiredCount: 4 }, 2],
    ['those that a schedule starts', {}, [target({ MinCapacity: 0, ScheduledActions: [{}, { ScalableTargetAction: { MinCapacity: 3 } }] })], { DesiredCount: 4 }, 3],
    ['those asked for', {}, [resource('Target', 'ApplicationAutoScaling::ScalableTarget', { MinCapacity: 2, ResourceId: 'other' })], { DesiredCount: 4 }, 4],
    ['one', {}, [], {}, 1],
  ])('tasks on average: %s', (_, usage, more, properties, tasks) => {
    expect(figures([service(properties), task(), ...more], { ...NONE, ...usage })[0]).toEqual(['fargate.x86.vcpu', 365 * tasks, Number((14.7752 * tasks).toFixed(6))]);
  });

  test.each([['0.5 vCPU', '2 GB'], ['.5 vcpu', '2GB'], [512, 2048]])('sizes are read as %s and %s', (Cpu, Memory) => {
    expect(figures([service(), task({ Cpu, Memory })], NONE).map(([, quantity]) => quantity)).toEqual([365, 1460]);
  });

  test.each([[[]], [[task({ Cpu: { Ref: 'Parameter' } })]], [[task({ Memory: 'much' })]]])('a size that is not in the template makes a line without a price', (resources) => {
    expect(bill([service(), ...resources], NONE)).toMatchObject({
      lines: [{ item: 'tasks', priceId: 'fargate.unknownSize.unknownQuantity', note: 'how much of it there is, is decided at deployment' }],
    });
    expect(bill([service(), ...resources], NONE).lines[0]).not.toHaveProperty('monthlyUsd');
  });

  test('Spot has no price, and neither has storage beyond 20 GB', () => {
    const spot = service({ LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT' }] });
    expect(bill([spot, task({ EphemeralStorage: { SizeInGiB: 50 } })], NONE).monthlyUsd).toBe(0);
    expect(linesOf([spot, task({ EphemeralStorage: { SizeInGiB: 50 } })], NONE)).toMatchObject([
      { priceId: 'fargate.spot.x86.vcpu', quantity: 365, unit: 'vCPU-hour', note: 'Spot prices change: none is known', item: '0.5 vCPU x86, one task' },
      { priceId: 'fargate.spot.x86.memory', quantity: 1460, unit: 'GB-hour' },
      { priceId: 'fargate.storage', quantity: 21_900, unit: 'GB-hour' },
    ]);
  });

  test('data beyond 100 GB costs, once for all services', () => {
    const lines = linesOf([service(), task(), resource('Other', 'ECS::Service', { LaunchType: 'EC2' })], { egress: Size.gibibytes(150) });
    expect(lines.filter(({ priceId }) => priceId === 'transfer.internet')).toMatchObject([{ logicalId: 'Service', quantity: 150, free: 100, monthlyUsd: 4.5 }]);
  });

  test('a service on instances costs its data alone', () => {
    const onInstance = resource('Service', 'ECS::Service', { LaunchType: 'EC2' });
    expect(figures([onInstance])).toEqual([['transfer.internet', 10, 0]]);
    expect(bill([onInstance], NONE).freeOfCharge).toEqual([
      { resourceType: 'AWS::ECS::Service', count: 1, reason: 'its tasks run on instances, which are charged' },
    ]);
  });
});

describe('the cluster', () => {
  const cluster = (...settings: object[]) => resource('Cluster', 'ECS::Cluster', { ClusterSettings: settings });

  test('metrics of Container Insights, ten of which are free', () => {
    expect(linesOf([cluster({ Name: 'containerInsights', Value: 'enabled' })])).toMatchObject([{ priceId: 'cloudwatch.metric', quantity: 37, free: 10 }]);
    expect(figures([cluster({ Name: 'containerInsights', Value: 'enabled' })])).toEqual([['cloudwatch.metric', 37, 8.1]]);
  });

  test('of the enhanced ones no price is known; without them it is free', () => {
    expect(figures([cluster({ Name: 'containerInsights', Value: 'enhanced' })])).toEqual([['cloudwatch.enhancedInsights', 1, undefined]]);
    expect(bill([cluster({ Name: 'containerInsights', Value: 'disabled' })]).freeOfCharge).toHaveLength(1);
    expect(bill([cluster()]).freeOfCharge).toHaveLength(1);
  });
});

describe('an instance', () => {
  const instance = (more = {}) => resource('Host', 'EC2::Instance', { InstanceType: 't3.micro', ...more });

  test('hours and its disk', () => {
    const disk = { Ebs: { VolumeSize: 30, VolumeType: 'gp3' } };
    expect(figures([instance({ BlockDeviceMappings: [disk, { VirtualName: 'ephemeral0' }] })])).toEqual([['ec2.t3.micro', 730, 7.592], ['ebs.gp3', 30, 2.4]]);
  });

  test('detailed monitoring: seven metrics', () => {
    expect(figures([instance({ Monitoring: true })], { freeAllowances: false })).toEqual([['ec2.t3.micro', 730, 7.592], ['cloudwatch.metric', 7, 2.1]]);
    expect(figures([instance({ Monitoring: true })])[1]).toEqual(['cloudwatch.metric', 7, 0]);
  });

  test('of other disks no price is known; a size that the image says is Amazon Linux 2023\'s or unknown', () => {
    const mappings = (Ebs: object) => ({ BlockDeviceMappings: [{ Ebs }] });
    const image = { ImageId: { Ref: 'SsmParameterValueawsserviceamiamazonlinuxlatestal2023amikernel61arm64' } };
    expect(figures([instance(mappings({ VolumeSize: 5 }))])[1]).toEqual(['ebs.gp2', 5, undefined]);
    expect(figures([instance({ ...image, ...mappings({ VolumeType: 'gp3' }) })])[1]).toEqual(['ebs.gp3', 8, 0.64]);
    expect(linesOf([instance(mappings({ VolumeType: 'gp3' }))])[1]).toMatchObject({ priceId: 'ebs.unknownSize', quantity: 1, unit: 'month' });
  });

  test('of a type that the price list does not have', () => {
    expect(figures([instance({ InstanceType: 'm7i.large' })])).toEqual([['ec2.m7i.large', 730, undefined]]);
  });

  const subnet = (isPublic: boolean) => resource('Subnet', 'EC2::Subnet', { MapPublicIpOnLaunch: isPublic });
  const inSubnet = { SubnetId: { Ref: 'Subnet' } };
  test.each([
    ['an interface that asks for one', [instance({ NetworkInterfaces: [{ AssociatePublicIpAddress: true }] })], true],
    ['a subnet that gives one', [instance(inSubnet), subnet(true)], true],
    ['the subnet of an interface', [instance({ NetworkInterfaces: [inSubnet] }), subnet(true)], true],
    ['an interface that asks for none', [instance({ NetworkInterfaces: [{ ...inSubnet, AssociatePublicIpAddress: false }] }), subnet(true)], false],
    ['a private subnet', [instance(inSubnet), subnet(false)], false],
    ['an Elastic IP address instead', [instance(inSubnet), subnet(true), resource('A', 'EC2::EIPAssociation', { InstanceId: { Ref: 'Host' } })], false],
  ])('an address: %s', (_, resources, has) => {
    expect(figures(resources).slice(1)).toEqual(has ? [['ipv4.hours', 730, 3.65]] : []);
  });
});
