import { Duration, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { certificateDomain, makeEdge, originOf, zoneDomain } from './make-edge';
import { IngressExposure, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource, productionRule } from '../helpers/platform';

const VPC_ORIGIN = 'AWS::CloudFront::VpcOrigin';

describe('R3.2 the way from CloudFront to the load balancer', () => {
  test('without a certificate it is HTTP, with the secret header', () => {
    const { template, ingress, stack } = makeEdge();
    const origin = originOf(template, '*');
    expect(origin.DomainName).toEqual(stack.resolve(ingress.loadBalancer!.loadBalancerDnsName));
    expect(origin.CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: 'http-only', OriginReadTimeout: 60, OriginKeepaliveTimeout: 5 });
    expect(origin.OriginCustomHeaders).toEqual([
      { HeaderName: 'X-Origin-Verify', HeaderValue: stack.resolve(ingress.originSecret!.secretValue.unsafeUnwrap()) },
    ]);
  });

  test('what CloudFront says is what the load balancer asks for', () => {
    const { template } = makeEdge();
    const [{ HttpHeaderConfig }] = productionRule(template).Properties.Conditions;
    const [{ HeaderName, HeaderValue }] = originOf(template, '*').OriginCustomHeaders;
    expect(HttpHeaderConfig).toEqual({ HttpHeaderName: HeaderName, Values: [HeaderValue] });
  });

  test.each(['zone', 'certificates'])('with a domain from %s it is HTTPS with TLS 1.2', (kind) => {
    const stack = makeStack();
    const domain = kind === 'zone' ? zoneDomain(stack) : certificateDomain(stack);
    expect(originOf(makeEdge({ domain }, stack).template, '*').CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'],
    });
  });

  test('a domain without a certificate for the origin leaves it HTTP', () => {
    const stack = makeStack();
    const { template } = makeEdge({ domain: certificateDomain(stack, false) }, stack);
    expect(originOf(template, '*').CustomOriginConfig.OriginProtocolPolicy).toBe('http-only');
  });

  test('a public load balancer is asked without a header, over HTTPS', () => {
    const stack = makeStack();
    const { template } = makeEdge({ domain: certificateDomain(stack) }, stack, { exposure: IngressExposure.PUBLIC });
    expect(originOf(template, '*').OriginCustomHeaders).toBeUndefined();
    expect(originOf(template, '*').CustomOriginConfig.OriginProtocolPolicy).toBe('https-only');
  });

  test('R2.1 one instance is reached by name over HTTP, with the secret header', () => {
    const { template, platform, stack } = makePlatform({ preset: PlatformPreset.dev() });
    const origin = originOf(template, '*');
    expect(origin.DomainName).toEqual(stack.resolve(platform.compute.instanceDnsName));
    expect(origin.CustomOriginConfig.OriginProtocolPolicy).toBe('http-only');
    expect(origin.OriginCustomHeaders).toHaveLength(1);
  });
});

describe('R2.2 a VPC origin', () => {
  const made = makePlatform({ preset: PlatformPreset.prodLean() });

  test('is the only way to the internal load balancer', () => {
    const { template, platform, stack } = made;
    const [vpcOriginId] = Object.keys(template.findResources(VPC_ORIGIN));
    expect(onlyResource(template, VPC_ORIGIN).Properties.VpcOriginEndpointConfig).toMatchObject({
      Arn: stack.resolve(platform.ingress.loadBalancer!.loadBalancerArn), OriginProtocolPolicy: 'http-only', OriginSSLProtocols: ['TLSv1.2'],
    });
    expect(originOf(template, '*')).toMatchObject({
      DomainName: stack.resolve(platform.ingress.loadBalancer!.loadBalancerDnsName),
      VpcOriginConfig: { VpcOriginId: { 'Fn::GetAtt': [vpcOriginId, 'Id'] }, OriginReadTimeout: 60, OriginKeepaliveTimeout: 5 },
    });
    expect(originOf(template, '*').OriginCustomHeaders).toBeUndefined();
    expect(platform.edge.vpcOrigin).toBeDefined();
  });

  test('waits for the internet gateway and for the listener', () => {
    const dependsOn: string[] = onlyResource(made.template, VPC_ORIGIN).DependsOn;
    const [gatewayId] = Object.keys(made.template.findResources('AWS::EC2::VPCGatewayAttachment'));
    const [listenerId] = Object.keys(made.template.findResources('AWS::ElasticLoadBalancingV2::Listener'));
    expect(dependsOn).toEqual(expect.arrayContaining([gatewayId, listenerId]));
  });

  test('has no tags, even where everything has: an attached one cannot be updated', () => {
    const stack = makeStack();
    Tags.of(stack).add('team', 'pdf');
    const { template } = makePlatform({ preset: PlatformPreset.prodLean(), tags: { environment: 'test' } }, stack);
    expect(onlyResource(template, VPC_ORIGIN).Properties).not.toHaveProperty('Tags');
    expect(onlyResource(template, 'AWS::CloudFront::Distribution').Properties.Tags).toEqual([
      { Key: 'environment', Value: 'test' }, { Key: 'team', Value: 'pdf' },
    ]);
  });

  test('with a domain is HTTPS', () => {
    const stack = makeStack();
    const { template } = makeEdge({ domain: zoneDomain(stack) }, stack, { exposure: IngressExposure.VPC_ORIGIN });
    expect(onlyResource(template, VPC_ORIGIN).Properties.VpcOriginEndpointConfig.OriginProtocolPolicy).toBe('https-only');
  });

  test('goes into an existing VPC', () => {
    const stack = makeStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Existing', {
      vpcId: 'vpc-1', availabilityZones: ['us-east-1a', 'us-east-1b'], publicSubnetIds: ['p-1', 'p-2'], privateSubnetIds: ['s-1', 's-2'],
    });
    const { template } = makePlatform({ preset: PlatformPreset.prodLean(), network: { vpc } }, stack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal', Subnets: ['s-1', 's-2'] });
    template.resourceCountIs(VPC_ORIGIN, 1);
  });

  test.each([IngressExposure.CLOUDFRONT_ONLY, undefined])('is not made with %s', (exposure) => {
    const { template, edge } = makeEdge({}, makeStack(), { exposure });
    template.resourceCountIs(VPC_ORIGIN, 0);
    expect(edge.vpcOrigin).toBeUndefined();
  });
});

describe('R1.1 originReadTimeout', () => {
  test.each([1, 30, 120])('%i seconds', (seconds) => {
    const { template } = makeEdge({ originReadTimeout: Duration.seconds(seconds) }, makeStack(), { idleTimeout: Duration.seconds(120) });
    expect(originOf(template, '*').CustomOriginConfig.OriginReadTimeout).toBe(seconds);
  });

  test.each([[undefined, 60], [30, 30], [300, 60]])('by default with an idle timeout of %p seconds: %d', (idle, seconds) => {
    const { template } = makeEdge({}, makeStack(), { idleTimeout: idle === undefined ? undefined : Duration.seconds(idle) });
    expect(originOf(template, '*').CustomOriginConfig.OriginReadTimeout).toBe(seconds);
  });

  test('longer than the load balancer waits is refused: it would answer 504 before', () => {
    expect(() => makeEdge({ originReadTimeout: Duration.seconds(61) })).toThrow(
      "cdk-pdf-web-platform: 'edge.originReadTimeout' (61 seconds) has no effect beyond 'ingress.idleTimeout' (60 seconds), when the load balancer gives up",
    );
  });

  test('counts for a VPC origin', () => {
    const { template } = makePlatform({
      preset: PlatformPreset.prodLean(), edge: { originReadTimeout: Duration.seconds(90) }, ingress: { idleTimeout: Duration.seconds(90) },
    });
    expect(originOf(template, '*').VpcOriginConfig.OriginReadTimeout).toBe(90);
  });

  test.each([0, 0.5, 1.5, 121])('%d seconds are refused', (seconds) => {
    expect(() => makeEdge({ originReadTimeout: Duration.millis(seconds * 1000) })).toThrow(
      `cdk-pdf-web-platform: 'edge.originReadTimeout' must be a whole number of seconds from 1 to 120, got '${seconds} seconds'`,
    );
  });
});
