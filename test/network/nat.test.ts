import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { makeNetwork, stackWithZones, waysOut } from './network';
import { PlatformNat, PlatformNetwork } from '../../src';
import { makeStack, onlyResource, resourcesOf } from '../helpers/platform';

const privateWays = (template: Template) => waysOut(template).filter(({ role }) => role === 'private').map(({ route }) => route);

describe('PlatformNat.none', () => {
  const { template } = makeNetwork({ nat: PlatformNat.none() });

  test('costs nothing: no gateway, instance or address', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::Instance', 0);
    template.resourceCountIs('AWS::EC2::EIP', 0);
  });

  test('the public subnets are the only ones with a way out', () => {
    expect(waysOut(template).map(({ role }) => role)).toEqual(['public', 'public']);
  });
});

describe('PlatformNat.gateway', () => {
  test('one gateway with one address serves all zones', () => {
    const { template } = makeNetwork({ nat: PlatformNat.gateway(), maxAzs: 3 }, stackWithZones(3));
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
    template.resourceCountIs('AWS::EC2::EIP', 1);
    const [gateway] = Object.keys(resourcesOf(template, 'AWS::EC2::NatGateway'));
    expect(privateWays(template).map((route) => route.NatGatewayId)).toEqual([{ Ref: gateway }, { Ref: gateway }, { Ref: gateway }]);
  });
});

describe('R4.2 PlatformNat.gatewayPerAz', () => {
  test('is the default', () => {
    expect(makeNetwork().template.toJSON()).toEqual(makeNetwork({ nat: PlatformNat.gatewayPerAz() }).template.toJSON());
  });

  test('each zone has its own way out', () => {
    const { template } = makeNetwork({ maxAzs: 3 }, stackWithZones(3));
    template.resourceCountIs('AWS::EC2::EIP', 3);
    const gateways = Object.entries(resourcesOf(template, 'AWS::EC2::NatGateway'));
    const subnets = resourcesOf(template, 'AWS::EC2::Subnet');
    const zoneOfGateway = Object.fromEntries(
      gateways.map(([id, { Properties }]) => [id, subnets[Properties.SubnetId.Ref].Properties.AvailabilityZone]),
    );
    expect(Object.values(zoneOfGateway).sort()).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
    const tables = Object.values(resourcesOf(template, 'AWS::EC2::SubnetRouteTableAssociation'));
    for (const route of privateWays(template)) {
      const { SubnetId } = tables.find(({ Properties }) => Properties.RouteTableId.Ref === route.RouteTableId.Ref).Properties;
      expect(zoneOfGateway[route.NatGatewayId.Ref]).toBe(subnets[SubnetId.Ref].Properties.AvailabilityZone);
    }
    expect(privateWays(template)).toHaveLength(3);
  });
});

describe('PlatformNat.regionalGateway', () => {
  const { template } = makeNetwork({ nat: PlatformNat.regionalGateway() });
  const [id] = Object.keys(resourcesOf(template, 'AWS::EC2::NatGateway'));

  test('belongs to the VPC, not to a subnet, and has no address of its own to manage', () => {
    const [vpc] = Object.keys(resourcesOf(template, 'AWS::EC2::VPC'));
    expect(onlyResource(template, 'AWS::EC2::NatGateway').Properties).toEqual({
      AvailabilityMode: 'regional', ConnectivityType: 'public', VpcId: { Ref: vpc }, Tags: expect.anything(),
    });
    template.resourceCountIs('AWS::EC2::EIP', 0);
  });

  test('all private subnets go through it', () => {
    const through = { 'Fn::GetAtt': [id, 'NatGatewayId'] };
    expect(privateWays(template).map((route) => route.NatGatewayId)).toEqual([through, through]);
  });
});

describe('PlatformNat.instance', () => {
  test('is one t4g.nano by default; another type can be chosen', () => {
    const typeOf = (nat: PlatformNat) => onlyResource(makeNetwork({ nat }).template, 'AWS::EC2::Instance').Properties.InstanceType;
    expect(typeOf(PlatformNat.instance())).toBe('t4g.nano');
    expect(typeOf(PlatformNat.instance(ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MICRO)))).toBe('t3.micro');
  });

  const { stack, network } = makeNetwork({ nat: PlatformNat.instance() }, makeStack());
  const client = new ec2.SecurityGroup(stack, 'Client', { vpc: network.vpc, allowAllOutbound: false });
  network.allowEgressFrom(client);
  const template = Template.fromStack(stack);

  test('routes the private subnets of both zones, and forwards what is not its own', () => {
    const [id] = Object.keys(resourcesOf(template, 'AWS::EC2::Instance'));
    expect(privateWays(template).map((route) => route.InstanceId)).toEqual([{ Ref: id }, { Ref: id }]);
    template.hasResourceProperties('AWS::EC2::Instance', { SourceDestCheck: false });
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
  });

  test('R3.2 is hardened: IMDSv2 for itself alone, encrypted disk', () => {
    template.hasResourceProperties('AWS::EC2::Instance', {
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeType: 'gp3' } }],
      Monitoring: true,
    });
  });

  test('R3.1 lets nobody in but who is allowed out through it, on HTTPS', () => {
    expect(Object.values(resourcesOf(template, 'AWS::EC2::SecurityGroup')).filter(({ Properties: p }) => p.SecurityGroupIngress)).toEqual([]);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Client'), 'GroupId'] },
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });
});

describe('a choice of NAT may serve many platforms', () => {
  test.each([PlatformNat.instance(), PlatformNat.regionalGateway(), PlatformNat.gateway()])('$name: each VPC has its own', (nat) => {
    const app = new App();
    const stacks = ['First', 'Second'].map((id) => {
      const stack = new Stack(app, id, { env: { region: 'us-east-1' } });
      new PlatformNetwork(stack, 'Network', { nat });
      return stack;
    });
    const [first, second] = stacks.map((stack) => JSON.stringify(Template.fromStack(stack).toJSON()).replaceAll(`${stack.stackName}/`, ''));
    expect(second).toEqual(first);
    expect(first).not.toContain('Fn::ImportValue');
  });
});
