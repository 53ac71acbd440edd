import { App, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { importedVpc } from './network';
import { IngressExposure, PdfWebPlatform, type PdfWebPlatformProps, PlatformNetwork, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource, resourcesOf } from '../helpers/platform';

/** What is the VPC's own and so must never be made beside an existing one. */
const VPC_PARTS = ['VPC', 'Subnet', 'Route', 'RouteTable', 'InternetGateway', 'NatGateway', 'EIP', 'FlowLog', 'VPCEndpoint'];

describe('R1.1 a VPC that was imported', () => {
  const stack = makeStack();
  const vpc = importedVpc(stack, 'public', 'private', 'isolated');
  const { platform, template } = makePlatform({ network: { vpc } }, stack);

  test('is used as it is: nothing is made in its place, and the preset\'s choices for one do not clash with it', () => {
    for (const part of VPC_PARTS) template.resourceCountIs(`AWS::EC2::${part}`, 0);
    expect(platform.network.vpc).toBe(vpc);
    expect(platform.network.flowLogGroup).toBeUndefined();
  });

  test('holds each part of the platform in the subnets of its role', () => {
    expect(onlyResource(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties.Subnets).toEqual(['subnet-public-1', 'subnet-public-2']);
    expect(onlyResource(template, 'AWS::ECS::Service').Properties.NetworkConfiguration.AwsvpcConfiguration).toMatchObject({
      Subnets: ['subnet-private-1', 'subnet-private-2'], AssignPublicIp: 'DISABLED',
    });
    expect(onlyResource(template, 'AWS::RDS::DBSubnetGroup').Properties.SubnetIds).toEqual(['subnet-isolated-1', 'subnet-isolated-2']);
  });
});

describe('R1.1 a VPC of another stack', () => {
  const app = new App();
  const env = { region: 'us-east-1' };
  const vpc = new ec2.Vpc(new Stack(app, 'Base', { env }), 'Vpc', { natGateways: 1 });
  const stack = new Stack(app, 'Stack', { env });
  const network = new PlatformNetwork(stack, 'Network', { vpc });
  const platform = new PdfWebPlatform(new Stack(app, 'Other', { env }), 'Platform', { preset: PlatformPreset.prod(), network: { vpc } });

  test('is used by as many platforms as like', () => {
    const templates = [stack, Stack.of(platform)].map((each) => Template.fromStack(each));
    for (const template of templates) for (const part of VPC_PARTS) template.resourceCountIs(`AWS::EC2::${part}`, 0);
    for (const each of [network, platform.network]) expect(each.vpc).toBe(vpc);
  });

  test('has no isolated subnets: the database goes to the private ones', () => {
    expect(network.databaseSubnets).toEqual({ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS });
    const { SubnetIds } = onlyResource(Template.fromStack(Stack.of(platform)), 'AWS::RDS::DBSubnetGroup').Properties;
    expect(SubnetIds).toHaveLength(2);
    for (const id of SubnetIds) expect(id['Fn::ImportValue']).toMatch(/VpcPrivateSubnet/);
  });
});

describe('subnets of an existing VPC by default', () => {
  const { PUBLIC, PRIVATE_WITH_EGRESS, PRIVATE_ISOLATED } = ec2.SubnetType;

  test.each([
    ['all kinds', ['public', 'private', 'isolated'] as const, PRIVATE_WITH_EGRESS, PRIVATE_WITH_EGRESS, PRIVATE_ISOLATED],
    ['no private ones', ['public', 'isolated'] as const, PUBLIC, PRIVATE_ISOLATED, PRIVATE_ISOLATED],
    ['no isolated ones', ['public', 'private'] as const, PRIVATE_WITH_EGRESS, PRIVATE_WITH_EGRESS, PRIVATE_WITH_EGRESS],
  ])('with %s', (_, kinds, tasks, internal, database) => {
    const stack = makeStack();
    const network = new PlatformNetwork(stack, 'Network', { vpc: importedVpc(stack, ...kinds) });
    expect(network.publicSubnets).toEqual({ subnetType: PUBLIC });
    expect(network.taskSubnets).toEqual({ subnetType: tasks });
    expect(network.internalSubnets).toEqual({ subnetType: internal });
    expect(network.databaseSubnets).toEqual({ subnetType: database });
    expect(network.tasksNeedPublicIp).toBe(tasks === PUBLIC);
    expect(network.reachesSecretsManager).toBe(tasks !== PUBLIC);
  });

  test('tasks in public subnets get an address', () => {
    const stack = makeStack();
    const { template } = makePlatform({ network: { vpc: importedVpc(stack, 'public', 'isolated') } }, stack);
    expect(onlyResource(template, 'AWS::ECS::Service').Properties.NetworkConfiguration.AwsvpcConfiguration).toMatchObject({
      Subnets: ['subnet-public-1', 'subnet-public-2'], AssignPublicIp: 'ENABLED',
    });
  });
});

describe('subnets of an existing VPC as chosen', () => {
  test('publicSubnets, taskSubnets and databaseSubnets each move their part', () => {
    const stack = makeStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      subnetConfiguration: [
        { name: 'edge', subnetType: ec2.SubnetType.PUBLIC },
        { name: 'dmz', subnetType: ec2.SubnetType.PUBLIC },
        { name: 'apps', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
        { name: 'data', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      ],
    });
    const of = (subnetGroupName: string) => ({ subnetGroupName });
    const { template } = makePlatform(
      { network: { vpc, publicSubnets: of('dmz'), taskSubnets: of('apps'), databaseSubnets: of('data') } },
      stack,
    );
    const pair = (name: string) => [1, 2].map((n) => ({ Ref: expect.stringMatching(`^Vpc${name}Subnet${n}Subnet`) }));
    expect(onlyResource(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties.Subnets).toEqual(pair('dmz'));
    expect(onlyResource(template, 'AWS::ECS::Service').Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets).toEqual(pair('apps'));
    expect(onlyResource(template, 'AWS::RDS::DBSubnetGroup').Properties.SubnetIds).toEqual(pair('data'));
    expect(Object.keys(resourcesOf(template, 'AWS::EC2::VPC'))).toHaveLength(1);
  });

  test('an internal load balancer follows the tasks, unless they are in public subnets', () => {
    const internalOf = (taskSubnets: ec2.SubnetSelection) => {
      const stack = makeStack();
      return new PlatformNetwork(stack, 'Network', { vpc: importedVpc(stack, 'public', 'private', 'isolated'), taskSubnets }).internalSubnets;
    };
    const tasks = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, availabilityZones: ['us-east-1a'] };
    expect(internalOf(tasks)).toEqual(tasks);
    expect(internalOf({ subnetType: ec2.SubnetType.PUBLIC })).toEqual({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED });
  });
});

describe('an existing VPC that lacks what the platform needs', () => {
  const platformIn = (kinds: ('public' | 'private' | 'isolated')[], props: Partial<PdfWebPlatformProps> = {}) => () => {
    const stack = makeStack();
    return makePlatform({ ...props, network: { vpc: importedVpc(stack, ...kinds), ...props.network } }, stack);
  };
  const internal = { exposure: IngressExposure.VPC_ORIGIN };
  const one = (subnetType: ec2.SubnetType) => ({ subnetType, availabilityZones: ['us-east-1a'] });

  test.each<[string, () => unknown, string]>([
    ['public subnets only', platformIn(['public']), "'network.databaseSubnets' must name subnets of the VPC, with their zones, for the database: There are no 'Private'"],
    ['isolated subnets only', platformIn(['isolated']), "'network.taskSubnets' must name subnets of the VPC, with their zones, for the tasks: There are no 'Public'"],
    ['no public subnets', platformIn(['private', 'isolated']), "'network.publicSubnets' must name subnets of the VPC, with their zones, for the load balancer: There are no 'Public'"],
    [
      'the database in public subnets',
      platformIn(['public', 'private'], { network: { databaseSubnets: { subnetType: ec2.SubnetType.PUBLIC } } }),
      "'network.databaseSubnets' must be isolated or private: a database never stands in public subnets",
    ],
    [
      'the database in one zone',
      platformIn(['public', 'private', 'isolated'], { network: { databaseSubnets: one(ec2.SubnetType.PRIVATE_ISOLATED) } }),
      "'network.databaseSubnets' must be subnets in at least 2 availability zones for the database, got 'us-east-1a'",
    ],
    [
      'the load balancer in one zone',
      platformIn(['public', 'private', 'isolated'], { network: { publicSubnets: one(ec2.SubnetType.PUBLIC) } }),
      "'network.publicSubnets' must be subnets in at least 2 availability zones for the load balancer, got 'us-east-1a'",
    ],
    [
      'an internal load balancer with tasks of one zone',
      platformIn(['public', 'private', 'isolated'], { network: { taskSubnets: one(ec2.SubnetType.PRIVATE_WITH_EGRESS) }, ingress: internal }),
      "'network.taskSubnets' must be subnets in at least 2 availability zones for the load balancer, got 'us-east-1a'",
    ],
    [
      'a selection that finds nothing',
      platformIn(['public', 'private', 'isolated'], { network: { taskSubnets: { subnetFilters: [ec2.SubnetFilter.byIds(['subnet-none'])] } } }),
      "'network.taskSubnets' selects no subnet of the VPC, though it is for the tasks",
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(`cdk-pdf-web-platform: ${message}`);
  });

  test('a subnet that was imported without its zone', () => {
    const stack = makeStack();
    const databaseSubnets = { subnets: [ec2.Subnet.fromSubnetId(stack, 'A', 'subnet-a'), ec2.Subnet.fromSubnetId(stack, 'B', 'subnet-b')] };
    expect(() => makePlatform({ network: { vpc: importedVpc(stack, 'public', 'private'), databaseSubnets } }, stack)).toThrow(
      "cdk-pdf-web-platform: 'network.databaseSubnets' must name subnets of the VPC, with their zones, for the database: ",
    );
  });

  test('a public subnet is public however it was imported', () => {
    const again = (stack: Stack) => ({
      subnets: [1, 2].map((n) => ec2.Subnet.fromSubnetAttributes(stack, `Again${n}`, { subnetId: `subnet-public-${n}`, availabilityZone: `us-east-1${'ab'[n - 1]}` })),
    });
    const stack = makeStack();
    const network = new PlatformNetwork(stack, 'Network', { vpc: importedVpc(stack, 'public', 'private'), taskSubnets: again(stack) });
    expect([network.tasksNeedPublicIp, network.reachesSecretsManager]).toEqual([true, false]);
    const other = makeStack();
    expect(() => makePlatform({ network: { vpc: importedVpc(other, 'public', 'private'), databaseSubnets: again(other) } }, other)).toThrow(
      "cdk-pdf-web-platform: 'network.databaseSubnets' must be isolated or private: a database never stands in public subnets",
    );
  });

  test('zones that are known at deployment only are no obstacle, too few subnets are', () => {
    const make = (ids: string[]) => {
      const stack = makeStack();
      const names = ids.map((id) => `Subnet${id}`);
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-1',
        availabilityZones: Fn.getAzs(),
        privateSubnetIds: ids,
        privateSubnetNames: names,
        publicSubnetIds: ids.map((id) => `p-${id}`),
        publicSubnetNames: names.map((name) => `p-${name}`),
      });
      return makePlatform({ network: { vpc } }, stack);
    };
    const { template } = make(['a', 'b']);
    expect(onlyResource(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties.Subnets).toEqual(['p-a', 'p-b']);
    expect(() => make(['a'])).toThrow(/'network.databaseSubnets' must be subnets in at least 2 availability zones for the database, got/);
  });

  test('a VPC whose lookup is pending is taken as it comes', () => {
    const stack = makeStack({ env: { account: '111122223333', region: 'us-east-1' } });
    const vpc = ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: 'vpc-12345678' });
    expect(() => makePlatform({ network: { vpc } }, stack)).not.toThrow();
  });
});
