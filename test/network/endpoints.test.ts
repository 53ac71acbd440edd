import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { importedVpc, makeNetwork } from './network';
import { PlatformNat, PlatformPreset } from '../../src';
import { makePlatform, makeStack, resourcesOf } from '../helpers/platform';

const { SECRETS_MANAGER, ECR } = ec2.InterfaceVpcEndpointAwsService;
const interfaces = (template: Template) =>
  Object.values(resourcesOf(template, 'AWS::EC2::VPCEndpoint')).map(({ Properties }) => Properties).filter((p) => p.VpcEndpointType === 'Interface');

describe('R3.1 S3 gateway endpoint', () => {
  test.each([['with NAT', PlatformNat.gateway(), 6], ['without', PlatformNat.none(), 4]])('%s: every subnet reaches S3 for free', (_, nat, tables) => {
    const { network, template } = makeNetwork({ nat });
    expect(network.s3Endpoint).toBeDefined();
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.s3']] },
    });
    const [endpoint] = Object.values(resourcesOf(template, 'AWS::EC2::VPCEndpoint'));
    const reached = endpoint.Properties.RouteTableIds.map((table: any) => table.Ref).sort();
    expect(reached).toEqual(Object.keys(resourcesOf(template, 'AWS::EC2::RouteTable')).sort());
    expect(reached).toHaveLength(tables);
  });

  test('an existing VPC is left as it is', () => {
    const stack = makeStack();
    const { network, template } = makeNetwork({ vpc: importedVpc(stack, 'public', 'private', 'isolated') }, stack);
    expect(network.s3Endpoint).toBeUndefined();
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });
});

describe('network.interfaceEndpoints', () => {
  test('are none by default', () => {
    const { network, template } = makeNetwork();
    expect(network.interfaceEndpoints).toEqual([]);
    expect(interfaces(template)).toEqual([]);
  });

  test('each stands in the task subnets, under the service\'s own name', () => {
    const { template } = makeNetwork({ interfaceEndpoints: [SECRETS_MANAGER, ECR] });
    const made = interfaces(template);
    expect(made.map((p) => p.ServiceName)).toEqual([SECRETS_MANAGER, ECR].map(({ shortName }) => `com.amazonaws.us-east-1.${shortName}`));
    for (const { PrivateDnsEnabled, SubnetIds } of made) {
      expect(PrivateDnsEnabled).toBe(true);
      expect(SubnetIds).toEqual([
        { Ref: expect.stringMatching(/^NetworkVpcprivateSubnet1/) },
        { Ref: expect.stringMatching(/^NetworkVpcprivateSubnet2/) },
      ]);
    }
  });

  test('R3.1 are closed, also to the VPC, until somebody is let in', () => {
    const { template } = makeNetwork({ interfaceEndpoints: [SECRETS_MANAGER] });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    for (const { Properties } of Object.values(resourcesOf(template, 'AWS::EC2::SecurityGroup'))) {
      expect(Properties.SecurityGroupIngress).toBeUndefined();
    }
  });

  test('R3.1 allowEgressFrom lets in the client alone, on HTTPS alone', () => {
    const { stack, network } = makeNetwork({ interfaceEndpoints: [SECRETS_MANAGER, ECR] }, makeStack());
    const client = new ec2.SecurityGroup(stack, 'Client', { vpc: network.vpc, allowAllOutbound: false });
    network.allowEgressFrom(client);
    const rules = Object.values(resourcesOf(Template.fromStack(stack), 'AWS::EC2::SecurityGroupIngress')).map(({ Properties: p }) => p);
    expect(rules).toHaveLength(2);
    for (const rule of rules) {
      expect(rule).toMatchObject({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^Client/), 'GroupId'] } });
    }
    expect(new Set(rules.map((rule) => rule.GroupId['Fn::GetAtt'][0])).size).toBe(2);
  });

  test('R3.1 the platform opens them for its tasks and its rotation function, for nobody else', () => {
    const { platform, template, stack } = makePlatform({ network: { interfaceEndpoints: [SECRETS_MANAGER] } });
    const [endpoint] = platform.network.interfaceEndpoints;
    const group = stack.resolve(endpoint.connections.securityGroups[0].securityGroupId);
    const sources = Object.values(resourcesOf(template, 'AWS::EC2::SecurityGroupIngress'))
      .map(({ Properties }) => Properties)
      .filter((rule) => JSON.stringify(rule.GroupId) === JSON.stringify(group))
      .map((rule) => rule.SourceSecurityGroupId);
    const allowed = [platform.compute, platform.database!.rotation!].map(({ connections }) =>
      stack.resolve(connections.securityGroups[0].securityGroupId),
    );
    expect(sources).toHaveLength(2);
    expect(sources).toEqual(expect.arrayContaining(allowed));
  });

  test('in an existing VPC are open to all of it, since they take over the service\'s name for whatever else runs there', () => {
    const stack = makeStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Known', {
      vpcId: 'vpc-12345678', vpcCidrBlock: '10.7.0.0/16', availabilityZones: ['us-east-1a', 'us-east-1b'], privateSubnetIds: ['subnet-private-1', 'subnet-private-2'],
    });
    const { template } = makeNetwork({ vpc, interfaceEndpoints: [SECRETS_MANAGER] }, stack);
    expect(interfaces(template)).toMatchObject([{ VpcId: 'vpc-12345678', SubnetIds: ['subnet-private-1', 'subnet-private-2'] }]);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [{ CidrIp: '10.7.0.0/16', FromPort: 443, ToPort: 443, IpProtocol: 'tcp', Description: 'from 10.7.0.0/16:443' }],
    });
  });

  test('in an existing VPC need its range', () => {
    const stack = makeStack();
    expect(() => makeNetwork({ vpc: importedVpc(stack, 'public', 'private'), interfaceEndpoints: [SECRETS_MANAGER] }, stack)).toThrow(
      "cdk-pdf-web-platform: 'network.interfaceEndpoints' in an existing VPC needs to know its range: ",
    );
  });

  test('cannot be asked for twice', () => {
    expect(() => makeNetwork({ interfaceEndpoints: [ECR, SECRETS_MANAGER, ECR] })).toThrow(
      "cdk-pdf-web-platform: 'network.interfaceEndpoints' must be without repetition, got 'ecr.api'",
    );
  });
});

describe('whether the rotation function reaches Secrets Manager', () => {
  test.each([
    ['no NAT and no endpoint', PlatformNat.none(), [], false],
    ['no NAT, but another service\'s endpoint', PlatformNat.none(), [ECR], false],
    ['no NAT, but the endpoint', PlatformNat.none(), [SECRETS_MANAGER], true],
    ['NAT', PlatformNat.gateway(), [], true],
  ])('%s', (_, nat, interfaceEndpoints, reaches) => {
    expect(makeNetwork({ nat, interfaceEndpoints }).network.reachesSecretsManager).toBe(reaches);
  });

  test('the endpoint alone is enough for prodLean to rotate', () => {
    const { template } = makePlatform({
      preset: PlatformPreset.prodLean(), database: { readReplica: true }, network: { interfaceEndpoints: [SECRETS_MANAGER] },
    });
    template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 1);
  });
});
