import { App, Stack, Token } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { certificateDomain, ingressRulesOf, makeIngress } from './make-ingress';
import { ComputeCapacity, IngressExposure, type IngressOptions, type PdfWebPlatformProps, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const ofLoadBalancer = /^The load balancer/;
const GLOBAL_WEIGHT = 55;
const MOST_RULES = 60;

/** How many of a security group's 60 rules each security group of a template uses. */
function weights(template: Template): number[] {
  const weight = (rule: any) => (rule.SourcePrefixListId ? GLOBAL_WEIGHT : 1);
  const apart = Object.values<any>(template.findResources('AWS::EC2::SecurityGroupIngress')).map(({ Properties }) => Properties);
  return Object.entries<any>(template.findResources('AWS::EC2::SecurityGroup')).map(([id, { Properties }]) => {
    const rules = [...(Properties.SecurityGroupIngress ?? []), ...apart.filter(({ GroupId }) => GroupId['Fn::GetAtt']?.[0] === id)];
    return rules.map(weight).reduce((sum, each) => sum + each, 0);
  });
}

describe("R3.1 the prefix list of CloudFront's addresses", () => {
  test.each([
    ['us-east-1', 'pl-3b927c52'],
    ['us-west-2', 'pl-82a045eb'],
    ['eu-central-1', 'pl-a3a144ca'],
    ['ap-northeast-1', 'pl-58a04531'],
  ])('in %s is %s, without a lookup at synth', (region, prefixList) => {
    const { template } = makeIngress({}, makeStack({ env: { region } }));
    expect(ingressRulesOf(template, ofLoadBalancer)).toEqual([expect.objectContaining({ SourcePrefixListId: prefixList })]);
    expect(template.toJSON().Mappings ?? {}).toEqual({});
  });

  test.each<[string, Partial<PdfWebPlatformProps>]>([
    ['dev', { preset: PlatformPreset.dev() }],
    ['prodLean', { preset: PlatformPreset.prodLean() }],
    ['prod', { preset: PlatformPreset.prod() }],
  ])('fits into the security groups of %s: one rule with it at the most', (_name, props) => {
    const used = weights(makePlatform(props).template);
    expect(Math.max(...used)).toBeGreaterThanOrEqual(GLOBAL_WEIGHT);
    expect(Math.max(...used)).toBeLessThanOrEqual(MOST_RULES);
  });

  test('the rule is part of the security group, which is never without it', () => {
    const { template } = makeIngress();
    const apart = Object.values<any>(template.findResources('AWS::EC2::SecurityGroupIngress'));
    expect(apart.filter(({ Properties }) => Properties.SourcePrefixListId)).toEqual([]);
  });

  test('of a region that is not in the table must be given', () => {
    expect(() => makeIngress({}, makeStack({ env: { region: 'xx-nowhere-1' } }))).toThrow(
      "cdk-pdf-web-platform: the id of CloudFront's origin-facing prefix list is not known for region 'xx-nowhere-1': set " +
        "'ingress.cloudFrontPrefixListId' (aws ec2 describe-managed-prefix-lists --filters " +
        'Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing)',
    );
    const { template } = makeIngress({ cloudFrontPrefixListId: 'pl-0123456789abcdef0' }, makeStack({ env: { region: 'xx-nowhere-1' } }));
    expect(ingressRulesOf(template, ofLoadBalancer)).toEqual([expect.objectContaining({ SourcePrefixListId: 'pl-0123456789abcdef0' })]);
  });

  test('of a region that is known at deployment is found by CloudFormation', () => {
    const { template } = makeIngress({}, new Stack(new App(), 'Anywhere'));
    const [[mapping, regions]] = Object.entries<any>(template.findMappings('*'));
    expect(ingressRulesOf(template, ofLoadBalancer)).toEqual([
      expect.objectContaining({ SourcePrefixListId: { 'Fn::FindInMap': [mapping, { Ref: 'AWS::Region' }, 'id'] } }),
    ]);
    expect(regions['ap-northeast-1']).toEqual({ id: 'pl-58a04531' });
    const ids = Object.values<any>(regions).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^pl-[0-9a-f]{8}$/);
  });
});

describe('R3.1 cloudFrontPrefixListId', () => {
  test.each(['pl-3b927c5', '3b927c52', 'pl-XYZ12345', ''])("'%s' is refused", (cloudFrontPrefixListId) => {
    expect(() => makeIngress({ cloudFrontPrefixListId })).toThrow(
      `cdk-pdf-web-platform: 'ingress.cloudFrontPrefixListId' must be the id of a prefix list ('pl-…'), got '${cloudFrontPrefixListId}'`,
    );
  });

  test('may be known at deployment', () => {
    const { template } = makeIngress({ cloudFrontPrefixListId: Token.asString({ Ref: 'PrefixList' }) });
    expect(ingressRulesOf(template, ofLoadBalancer)).toEqual([expect.objectContaining({ SourcePrefixListId: { Ref: 'PrefixList' } })]);
  });

  test.each<IngressOptions>([{ exposure: IngressExposure.CLOUDFRONT_ONLY }, { exposure: IngressExposure.VPC_ORIGIN }])('counts with $exposure', (options) => {
    const { template } = makeIngress({ ...options, cloudFrontPrefixListId: 'pl-0123456789abcdef0' });
    expect(ingressRulesOf(template, ofLoadBalancer)).toEqual([expect.objectContaining({ SourcePrefixListId: 'pl-0123456789abcdef0' })]);
  });

  test('counts on one instance', () => {
    const compute = { capacity: ComputeCapacity.ec2Instance() };
    const props = { exposure: IngressExposure.INSTANCE, cloudFrontPrefixListId: 'pl-0123456789abcdef0' };
    const { template } = makeIngress(props, makeStack(), compute);
    expect(ingressRulesOf(template, /^The application/)).toEqual([expect.objectContaining({ SourcePrefixListId: 'pl-0123456789abcdef0' })]);
  });

  test('means nothing where everybody may come in', () => {
    const stack = makeStack();
    const props = { exposure: IngressExposure.PUBLIC, cloudFrontPrefixListId: 'pl-0123456789abcdef0', domain: certificateDomain(stack) };
    expect(() => makeIngress(props, stack)).toThrow(
      "cdk-pdf-web-platform: 'ingress.cloudFrontPrefixListId' has no effect with 'ingress.exposure' PUBLIC",
    );
  });
});

describe('R3.1 the service waits for the rule that sends it requests', () => {
  test('since ECS refuses a target group without a listener', () => {
    const { template } = makeIngress();
    const [ruleId] = Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::ListenerRule'));
    expect(onlyResource(template, 'AWS::ECS::Service').DependsOn).toContain(ruleId);
  });
});
