import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { makeNetwork, rangesOf, roleOf, stackWithZones, waysOut } from './network';
import { PlatformNat } from '../../src';
import { onlyResource, resourcesOf } from '../helpers/platform';

describe('R3.1 subnets by role', () => {
  const { network, template } = makeNetwork();

  test('public for the load balancer, private for tasks, isolated for the database: one each in 2 zones by default', () => {
    const subnets = Object.values(resourcesOf(template, 'AWS::EC2::Subnet'));
    const places = subnets.map((subnet) => [roleOf(subnet), subnet.Properties.AvailabilityZone['Fn::Select'][0]]);
    expect(places).toEqual([
      ['public', 0], ['public', 1], ['private', 0], ['private', 1], ['isolated', 0], ['isolated', 1],
    ]);
  });

  test('nothing that starts in a public subnet gets an address by itself', () => {
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  });

  test('the roles select those subnets', () => {
    expect(network.publicSubnets).toEqual({ subnetType: SubnetType.PUBLIC });
    expect(network.taskSubnets).toEqual({ subnetType: SubnetType.PRIVATE_WITH_EGRESS });
    expect(network.internalSubnets).toEqual(network.taskSubnets);
    expect(network.databaseSubnets).toEqual({ subnetType: SubnetType.PRIVATE_ISOLATED });
    expect(network.tasksNeedPublicIp).toBe(false);
  });

  test('isolated subnets have no way out, private ones one through NAT, public ones the internet gateway', () => {
    const ways = waysOut(template);
    expect(ways.map(({ role }) => role).sort()).toEqual(['private', 'private', 'public', 'public']);
    for (const { role, route } of ways) {
      expect(route).toHaveProperty(role === 'public' ? 'GatewayId' : 'NatGatewayId');
    }
  });
});

describe('R3.1 without NAT', () => {
  const { network, template } = makeNetwork({ nat: PlatformNat.none() });

  test('there are no private subnets: tasks run in public ones, with an address of their own', () => {
    expect(Object.values(resourcesOf(template, 'AWS::EC2::Subnet')).map(roleOf)).toEqual(['public', 'public', 'isolated', 'isolated']);
    expect(network.taskSubnets).toEqual({ subnetType: SubnetType.PUBLIC });
    expect(network.tasksNeedPublicIp).toBe(true);
  });

  test('an internal load balancer goes to the database\'s subnets, never to public ones', () => {
    expect(network.internalSubnets).toEqual({ subnetType: SubnetType.PRIVATE_ISOLATED });
  });
});

describe('network.cidr', () => {
  test('is 10.0.0.0/16 by default, cut into /24, /20 and /24', () => {
    const { template } = makeNetwork();
    expect(onlyResource(template, 'AWS::EC2::VPC').Properties.CidrBlock).toBe('10.0.0.0/16');
    expect(Object.values(rangesOf(template))).toEqual([
      '10.0.0.0/24', '10.0.1.0/24', '10.0.16.0/20', '10.0.32.0/20', '10.0.64.0/24', '10.0.65.0/24',
    ]);
  });

  test.each([
    ['10.9.0.0/16', ['/24', '/20', '/24']],
    ['192.168.64.0/19', ['/27', '/23', '/27']],
    ['172.20.224.0/19', ['/27', '/23', '/27']],
  ])('%s is cut into subnets in proportion, inside the range', (cidr, masks) => {
    const { template } = makeNetwork({ cidr, maxAzs: 3 }, stackWithZones(3));
    expect(onlyResource(template, 'AWS::EC2::VPC').Properties.CidrBlock).toBe(cidr);
    const ranges = Object.values(rangesOf(template));
    expect(ranges).toHaveLength(9);
    expect(new Set(ranges).size).toBe(9);
    expect([...new Set(ranges.map((range) => range.slice(-3)))]).toEqual([...new Set(masks)]);
  });
});

describe('a change of the network moves no subnet', () => {
  test.each([
    ['one gateway', PlatformNat.gateway()],
    ['a gateway per zone', PlatformNat.gatewayPerAz()],
    ['a regional gateway', PlatformNat.regionalGateway()],
    ['an instance', PlatformNat.instance()],
  ])('from no NAT to %s: public and isolated subnets keep their ranges', (_, nat) => {
    const before = rangesOf(makeNetwork({ nat: PlatformNat.none() }).template);
    const after = rangesOf(makeNetwork({ nat }).template);
    expect(Object.keys(before)).toHaveLength(4);
    expect(Object.keys(after)).toHaveLength(6);
    expect(after).toMatchObject(before);
  });

  test.each([
    ['without NAT', PlatformNat.none(), 4, 6],
    ['with NAT', PlatformNat.gatewayPerAz(), 6, 9],
  ])('from 2 zones to 3 %s: existing subnets keep range and zone', (_, nat, few, many) => {
    const before = makeNetwork({ nat, maxAzs: 2 }, stackWithZones(4)).template;
    const after = makeNetwork({ nat, maxAzs: 3 }, stackWithZones(4)).template;
    expect(Object.keys(rangesOf(before))).toHaveLength(few);
    expect(Object.keys(rangesOf(after))).toHaveLength(many);
    expect(rangesOf(after)).toMatchObject(rangesOf(before));
    const zones = (template: typeof before) =>
      Object.fromEntries(Object.entries(resourcesOf(template, 'AWS::EC2::Subnet')).map(([id, { Properties: p }]) => [id, p.AvailabilityZone]));
    expect(zones(after)).toMatchObject(zones(before));
  });

  test('a region with 2 zones only has the same ranges as one with more', () => {
    expect(rangesOf(makeNetwork({}, stackWithZones(2)).template)).toEqual(rangesOf(makeNetwork({}, stackWithZones(4)).template));
  });

  test('a stack whose account becomes known keeps its ranges', () => {
    expect(rangesOf(makeNetwork({}, stackWithZones(3)).template)).toEqual(rangesOf(makeNetwork().template));
  });
});
