import { certificateDomain, ingressRulesOf, makeIngress, zoneDomain } from './make-ingress';
import { ComputeCapacity, IngressExposure, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource, productionRule } from '../helpers/platform';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const PREFIX_LIST = 'pl-3b927c52';
const ofLoadBalancer = /^The load balancer/;
const ofTasks = /^The application/;
const forbidden = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '403', ContentType: 'text/plain', MessageBody: 'Forbidden' } }];

describe('R3.1 CLOUDFRONT_ONLY, the default', () => {
  const { template, ingress, stack } = makeIngress();

  test('is an internet-facing load balancer in the public subnets', () => {
    const { Scheme, Subnets, Type } = onlyResource(template, LOAD_BALANCER).Properties;
    expect(ingress.exposure).toBe(IngressExposure.CLOUDFRONT_ONLY);
    expect([Scheme, Type]).toEqual(['internet-facing', 'application']);
    expect(Subnets.map(({ Ref }: any) => Ref)).toEqual([expect.stringMatching(/^VpcPublicSubnet1/), expect.stringMatching(/^VpcPublicSubnet2/)]);
  });

  test("only CloudFront's addresses come in, at one port", () => {
    expect(ingressRulesOf(template, ofLoadBalancer)).toEqual([
      { SourcePrefixListId: PREFIX_LIST, IpProtocol: 'tcp', FromPort: 80, ToPort: 80, Description: 'CloudFront' },
    ]);
  });

  test('whoever does not say the secret header is turned away', () => {
    const value = stack.resolve(ingress.originSecret!.secretValue.unsafeUnwrap());
    const rule = productionRule(template).Properties;
    expect(onlyResource(template, LISTENER).Properties.DefaultActions).toEqual(forbidden);
    expect(rule.Conditions).toEqual([{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Origin-Verify', Values: [value] } }]);
    expect(rule.Priority).toBe(100);
    expect(JSON.stringify(value)).toContain('{{resolve:secretsmanager:');
  });

  test('the secret is made by Secrets Manager, long and without punctuation', () => {
    expect(onlyResource(template, 'AWS::SecretsManager::Secret').Properties.GenerateSecretString).toEqual({
      PasswordLength: 48, ExcludePunctuation: true,
    });
  });

  test('the load balancer reaches the tasks and nothing else', () => {
    const groups = Object.values<any>(template.findResources('AWS::EC2::SecurityGroup'));
    const own = groups.find(({ Properties }) => ofLoadBalancer.test(Properties.GroupDescription));
    const egress = Object.values<any>(template.findResources('AWS::EC2::SecurityGroupEgress'));
    expect(own.Properties.SecurityGroupEgress ?? []).not.toContainEqual(expect.objectContaining({ CidrIp: '0.0.0.0/0' }));
    expect(egress.map(({ Properties }) => Properties)).toEqual([
      expect.objectContaining({ FromPort: 8080, ToPort: 8080, IpProtocol: 'tcp', DestinationSecurityGroupId: expect.anything() }),
    ]);
    expect(ingressRulesOf(template, ofTasks)).toEqual([
      expect.objectContaining({
        FromPort: 8080, ToPort: 8080, IpProtocol: 'tcp', SourceSecurityGroupId: stack.resolve(ingress.securityGroup!.securityGroupId),
      }),
    ]);
  });

  test('R3.2 with a certificate it is one port too: 443', () => {
    const own = makeStack();
    const { template: secure, ingress: withTls } = makeIngress({ domain: zoneDomain(own, 'pdf') }, own);
    expect(ingressRulesOf(secure, ofLoadBalancer)).toEqual([
      expect.objectContaining({ SourcePrefixListId: PREFIX_LIST, FromPort: 443, ToPort: 443 }),
    ]);
    expect(onlyResource(secure, LISTENER).Properties).toMatchObject({ Port: 443, Protocol: 'HTTPS', DefaultActions: forbidden });
    expect([withTls.isHttps, ingress.isHttps]).toEqual([true, false]);
  });
});

describe('R3.1 VPC_ORIGIN', () => {
  test('is an internal load balancer that only CloudFront reaches', () => {
    const { template } = makeIngress({ exposure: IngressExposure.VPC_ORIGIN });
    const { Scheme, Subnets } = onlyResource(template, LOAD_BALANCER).Properties;
    expect(Scheme).toBe('internal');
    expect(Subnets[0].Ref).toMatch(/^VpcPrivateSubnet1/);
    expect(ingressRulesOf(template, ofLoadBalancer)).toEqual([expect.objectContaining({ SourcePrefixListId: PREFIX_LIST, FromPort: 80 })]);
  });

  test('needs no secret header: all paths are forwarded', () => {
    const { template, ingress } = makeIngress({ exposure: IngressExposure.VPC_ORIGIN });
    expect(productionRule(template).Properties.Conditions).toEqual([
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } },
    ]);
    expect(ingress.originSecret).toBeUndefined();
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  test.each([
    ['prod: with the tasks', PlatformPreset.prod(), /private/],
    ['prodLean, whose tasks are in public subnets: with the database', PlatformPreset.prodLean(), /isolated/],
  ])('%s', (_name, preset, subnets) => {
    const { template } = makePlatform({ preset, ingress: { exposure: IngressExposure.VPC_ORIGIN } });
    const { Scheme, Subnets } = onlyResource(template, LOAD_BALANCER).Properties;
    expect(Scheme).toBe('internal');
    expect(Subnets).toHaveLength(2);
    for (const { Ref } of Subnets) expect(Ref).toMatch(subnets);
  });
});

describe('R3.1 PUBLIC', () => {
  const stack = makeStack();
  const { template, ingress } = makeIngress({ exposure: IngressExposure.PUBLIC, domain: certificateDomain(stack) }, stack);

  test('everybody reaches 443, and 80 to be redirected', () => {
    expect(ingressRulesOf(template, ofLoadBalancer)).toEqual([
      { CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Description: 'Everybody, over TLS' },
      { CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 80, ToPort: 80, Description: 'Everybody, to be redirected' },
    ]);
    const listeners = Object.values<any>(template.findResources(LISTENER)).map(({ Properties }) => Properties);
    expect(listeners).toHaveLength(2);
    expect(listeners.find(({ Port }) => Port === 80)).toMatchObject({
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'redirect', RedirectConfig: { Port: '443', Protocol: 'HTTPS', StatusCode: 'HTTP_301' } }],
    });
    expect(listeners.find(({ Port }) => Port === 443)).toMatchObject({
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/origin' }],
    });
  });

  test('and is asked for no header', () => {
    expect(onlyResource(template, LOAD_BALANCER).Properties.Scheme).toBe('internet-facing');
    expect(productionRule(template).Properties.Conditions[0].Field).toBe('path-pattern');
    expect(ingress.originSecret).toBeUndefined();
  });

  test.each([
    ['no domain', () => makeIngress({ exposure: IngressExposure.PUBLIC }), "give a 'domain'"],
    ['no certificate for the origin', () => {
      const own = makeStack();
      makeIngress({ exposure: IngressExposure.PUBLIC, domain: certificateDomain(own, false) }, own);
    }, "give its 'originCertificate'"],
  ])('%s is refused', (_name, make, remedy) => {
    expect(make).toThrow(`cdk-pdf-web-platform: 'ingress.exposure' PUBLIC needs a certificate: ${remedy}`);
  });
});

describe('R2.1 INSTANCE', () => {
  const onInstance = { capacity: ComputeCapacity.ec2Instance() };
  const { template, ingress, stack } = makeIngress({ exposure: IngressExposure.INSTANCE }, makeStack(), onInstance);

  test('has no load balancer: CloudFront reaches the instance at port 80', () => {
    template.resourceCountIs(LOAD_BALANCER, 0);
    expect(ingress.loadBalancer).toBeUndefined();
    expect(ingressRulesOf(template, ofTasks)).toEqual([
      { SourcePrefixListId: PREFIX_LIST, IpProtocol: 'tcp', FromPort: 80, ToPort: 80, Description: 'CloudFront' },
    ]);
    expect(JSON.stringify(stack.resolve(ingress.originDomainName))).toContain('.compute-1.');
  });

  test('makes the secret header for the application to check', () => {
    expect(ingress.originSecret).toBeDefined();
    template.resourceCountIs('AWS::SecretsManager::Secret', 1);
  });

  test('makes no regional certificate: the hop is HTTP', () => {
    const own = makeStack();
    const made = makeIngress({ exposure: IngressExposure.INSTANCE, domain: zoneDomain(own) }, own, onInstance);
    made.template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    expect(made.ingress.isHttps).toBe(false);
  });

  test.each([IngressExposure.CLOUDFRONT_ONLY, IngressExposure.VPC_ORIGIN, IngressExposure.PUBLIC])('%s does not go with an instance', (exposure) => {
    expect(() => makeIngress({ exposure }, makeStack(), onInstance)).toThrow(
      `cdk-pdf-web-platform: 'ingress.exposure' ${exposure} cannot be combined with ComputeCapacity.ec2Instance, which needs INSTANCE`,
    );
  });

  test('INSTANCE does not go with Fargate', () => {
    expect(() => makeIngress({ exposure: IngressExposure.INSTANCE })).toThrow(
      "cdk-pdf-web-platform: 'ingress.exposure' INSTANCE cannot be combined with Fargate, which needs a load balancer",
    );
  });
});
