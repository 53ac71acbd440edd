import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { IngressExposure, type PdfWebPlatformProps, PlatformDomain, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource, resourcesOf, productionRule } from '../helpers/platform';

const { CLOUDFRONT_ONLY, VPC_ORIGIN, PUBLIC } = IngressExposure;
const ELB = 'AWS::ElasticLoadBalancingV2';

/** The template that a platform has under this exposure, with and without a domain: before and after a change. */
function templateOf(exposure: IngressExposure, hasDomain: boolean, props: Partial<PdfWebPlatformProps> = {}): Template {
  const stack = makeStack();
  const zone = () => route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
  const domain = hasDomain ? PlatformDomain.fromZone(zone(), 'pdf') : undefined;
  return makePlatform({ preset: PlatformPreset.prod(), domain, ingress: { exposure }, ...props }, stack).template;
}

const idsOf = (template: Template, type: string) => Object.keys(resourcesOf(template, type)).sort();
const shared = (type: string, before: Template, after: Template) => idsOf(before, type).filter((id) => idsOf(after, type).includes(id));

describe('R3.1 another exposure', () => {
  const [internet, internal] = [templateOf(CLOUDFRONT_ONLY, false), templateOf(VPC_ORIGIN, false)];

  test.each([['LoadBalancer', 1], ['TargetGroup', 1], ['Listener', 1], ['ListenerRule', 2]])('of another scheme has no %s of the old one: a target group cannot serve two load balancers', (part, number) => {
    expect(idsOf(internet, `${ELB}::${part}`)).toHaveLength(number);
    expect(idsOf(internal, `${ELB}::${part}`)).toHaveLength(number);
    expect(shared(`${ELB}::${part}`, internet, internal)).toEqual([]);
  });

  test.each(['LoadBalancer', 'TargetGroup'])('of the same scheme keeps its %s', (part) => {
    expect(shared(`${ELB}::${part}`, templateOf(CLOUDFRONT_ONLY, true), templateOf(PUBLIC, true))).toHaveLength(1);
  });

  test('port 80 is one listener, whatever it does: two of one port cannot be there at once', () => {
    const port80 = (template: Template) => Object.entries(resourcesOf(template, `${ELB}::Listener`)).filter(([, { Properties }]) => Properties.Port === 80).map(([id]) => id);
    expect(port80(internet)).toHaveLength(1);
    expect(port80(templateOf(PUBLIC, true))).toEqual(port80(internet));
  });

  test('nobody is redirected to port 443 before something listens there', () => {
    const listeners = Object.entries(resourcesOf(templateOf(PUBLIC, true), `${ELB}::Listener`));
    const [[tlsId], [, redirect]] = [443, 80].map((port) => listeners.find(([, { Properties }]) => Properties.Port === port)!);
    expect(redirect.DependsOn).toEqual([tlsId]);
  });
});

describe('R3.2 a domain that is added later', () => {
  const [before, after] = [templateOf(CLOUDFRONT_ONLY, false), templateOf(CLOUDFRONT_ONLY, true)];

  test.each(['LoadBalancer', 'TargetGroup'])('keeps the %s', (part) => {
    expect(shared(`${ELB}::${part}`, before, after)).toHaveLength(1);
  });

  test('brings a listener and a security group of its own: the prefix list does not fit into one group twice', () => {
    expect(shared(`${ELB}::Listener`, before, after)).toEqual([]);
    const withPrefixList = (template: Template) =>
      Object.entries(resourcesOf(template, 'AWS::EC2::SecurityGroup')).filter(([, { Properties }]) => JSON.stringify(Properties.SecurityGroupIngress ?? []).includes('SourcePrefixListId')).map(([id]) => id);
    expect(withPrefixList(before)).toHaveLength(1);
    expect(withPrefixList(after)).toHaveLength(1);
    expect(withPrefixList(before)).not.toEqual(withPrefixList(after));
  });

  test('brings another VPC origin, since an attached one cannot be updated', () => {
    const [http, https] = [templateOf(VPC_ORIGIN, false), templateOf(VPC_ORIGIN, true)];
    expect(idsOf(http, 'AWS::CloudFront::VpcOrigin')).toHaveLength(1);
    expect(shared('AWS::CloudFront::VpcOrigin', http, https)).toEqual([]);
    const name = (template: Template) => onlyResource(template, 'AWS::CloudFront::VpcOrigin').Properties.VpcOriginEndpointConfig.Name;
    expect(name(http)).not.toBe(name(https));
  });
});

describe('R8.2 what must not touch a running service', () => {
  test('another container port keeps the target group', () => {
    const [before, after] = [8080, 3000].map((containerPort) => templateOf(CLOUDFRONT_ONLY, false, { compute: { containerPort } }));
    expect(resourcesOf(after, `${ELB}::TargetGroup`)).toEqual(resourcesOf(before, `${ELB}::TargetGroup`));
    expect(onlyResource(after, 'AWS::ECS::Service').Properties.LoadBalancers[0].ContainerPort).toBe(3000);
  });

  test.each([[ecs.DeploymentStrategy.CANARY, false], [ecs.DeploymentStrategy.ROLLING, true]])('other tags and %s: the rule changes: %s', (deploymentStrategy, changes) => {
    const [before, after] = ['a', 'b'].map((team) => productionRule(templateOf(CLOUDFRONT_ONLY, false, { compute: { deploymentStrategy }, tags: { team } })));
    expect(JSON.stringify(before.Properties) !== JSON.stringify(after.Properties)).toBe(changes);
  });
});

describe('R3.1 where a load balancer stands in an existing VPC', () => {
  const vpcOf = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    publicSubnetIds: ['edge-1', 'edge-2', 'dmz-1', 'dmz-2'],
    publicSubnetNames: ['edge', 'dmz'],
    privateSubnetIds: ['apps-1', 'apps-2'],
    isolatedSubnetIds: ['data-1', 'data-2'],
  });

  test('in one subnet of each zone: ELB takes no more', () => {
    const stack = makeStack();
    const { template } = makePlatform({ network: { vpc: vpcOf(stack) } }, stack);
    expect(onlyResource(template, `${ELB}::LoadBalancer`).Properties.Subnets).toHaveLength(2);
  });

  test('also where the subnets are listed one by one', () => {
    const stack = makeStack();
    const vpc = vpcOf(stack);
    const { template } = makePlatform({ network: { vpc, publicSubnets: { subnets: vpc.publicSubnets } } }, stack);
    expect(onlyResource(template, `${ELB}::LoadBalancer`).Properties.Subnets).toEqual(['edge-1', 'edge-2']);
  });

  test.each([ec2.SubnetType.PRIVATE_WITH_EGRESS, ec2.SubnetType.PRIVATE_ISOLATED])('one on the internet is refused in %s subnets', (subnetType) => {
    const stack = makeStack();
    expect(() => makePlatform({ network: { vpc: vpcOf(stack), publicSubnets: { subnetType } } }, stack)).toThrow(
      "cdk-pdf-web-platform: 'network.publicSubnets' must be public: the load balancer is on the internet",
    );
  });

  test.each<[string, Partial<PdfWebPlatformProps>, string]>([
    ['publicSubnets of an internal one', { preset: PlatformPreset.prodLean(), network: { publicSubnets: { subnetGroupName: 'edge' } } }, "'network.publicSubnets' has no effect with 'ingress.exposure' VPC_ORIGIN"],
    ['taskSubnets of an instance', { preset: PlatformPreset.dev(), network: { taskSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } } }, "'network.taskSubnets' has no effect on one EC2 instance"],
  ])('%s are refused, since nothing goes there', (_, props, message) => {
    const stack = makeStack();
    expect(() => makePlatform({ ...props, network: { vpc: vpcOf(stack), ...props.network } }, stack)).toThrow(`cdk-pdf-web-platform: ${message}`);
  });
});
