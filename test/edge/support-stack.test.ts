import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { RootConstruct } from 'constructs';
import { certificateDomain, distributionOf, zoneDomain } from './make-edge';
import { DataProtection, PdfWebPlatform, type PdfWebPlatformProps, PlatformDomain, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const inTokyo = (context?: Record<string, unknown>) => makeStack({ env: { region: 'ap-northeast-1', account: '123456789012' } }, context);

/** prod needs a web ACL; with a domain it needs a certificate too. */
function inTokyoWithDomain(props: Partial<PdfWebPlatformProps> = {}) {
  const stack = inTokyo({ 'availability-zones:account=123456789012:region=ap-northeast-1': ['ap-northeast-1a', 'ap-northeast-1c'] });
  const made = makePlatform({ domain: zoneDomain(stack, 'pdf'), ...props }, stack);
  return { ...made, support: made.platform.edge.supportStack! };
}

describe('R1.1 the us-east-1 support stack of a platform elsewhere', () => {
  const { stack, support, template, app } = inTokyoWithDomain();
  const supportTemplate = Template.fromStack(support);

  test('is beside the platform\'s, in us-east-1 of the same account, and named after it', () => {
    expect(support.region).toBe('us-east-1');
    expect(support.account).toBe('123456789012');
    expect(support.stackName).toBe('Stack-ap-northeast-1-Platform-Edge-us-east-1');
    expect(support.node.scope).toBe(app);
  });

  test('holds certificate, web ACL and its logs, and nothing else', () => {
    const types = Object.values<any>(supportTemplate.toJSON().Resources).map(({ Type }) => Type);
    expect(types.sort()).toEqual([
      'AWS::CertificateManager::Certificate', 'AWS::Logs::LogGroup', 'AWS::WAFv2::LoggingConfiguration', 'AWS::WAFv2::WebACL',
    ]);
    template.resourceCountIs('AWS::WAFv2::WebACL', 0);
  });

  test('is referred to weakly: Fn::GetStackOutput, of outputs that it has', () => {
    const { ViewerCertificate, WebACLId } = distributionOf(template);
    const outputs = supportTemplate.toJSON().Outputs;
    for (const reference of [ViewerCertificate.AcmCertificateArn, WebACLId]) {
      expect(reference).toEqual({
        'Fn::GetStackOutput': { StackName: 'Stack-ap-northeast-1-Platform-Edge-us-east-1', Region: 'us-east-1', OutputName: expect.any(String) },
      });
      expect(outputs).toHaveProperty(reference['Fn::GetStackOutput'].OutputName);
    }
    expect(ViewerCertificate.AcmCertificateArn).not.toEqual(WebACLId);
  });

  test('exports nothing: no deadly embrace', () => {
    for (const output of Object.values<any>(supportTemplate.toJSON().Outputs)) expect(output.Export).toBeUndefined();
  });

  test('is deployed first', () => {
    expect(stack.dependencies).toContain(support);
    expect(support.dependencies).toEqual([]);
  });

  test('has no custom resource, and the platform has none for it', () => {
    for (const of of [supportTemplate, template]) {
      of.resourceCountIs('AWS::Lambda::Function', 0);
      expect(JSON.stringify(of.toJSON())).not.toContain('Custom::');
    }
  });

  test('has the certificate for viewers, the platform has the one for the load balancer', () => {
    for (const of of [supportTemplate, template]) {
      expect(onlyResource(of, 'AWS::CertificateManager::Certificate').Properties).toMatchObject({ DomainName: 'pdf.example.com', ValidationMethod: 'DNS' });
    }
  });

  test('is protected from termination, since a weak reference does not do it', () => {
    expect(support.terminationProtection).toBe(true);
    expect(inTokyoWithDomain({ dataProtection: DataProtection.DISPOSABLE }).support.terminationProtection).toBe(false);
  });

  test('says what it is for', () => {
    expect(supportTemplate.toJSON().Description).toBe('What CloudFront needs in us-east-1 for Stack');
  });
});

describe('R1.1 when there is a support stack', () => {
  test.each<[string, (stack: Stack) => Partial<PdfWebPlatformProps>]>([
    ['a domain alone', (stack) => ({ preset: PlatformPreset.dev(), domain: zoneDomain(stack) })],
    ['a firewall alone', () => ({ preset: PlatformPreset.dev(), edge: { waf: true } })],
  ])('%s brings one', (_name, props) => {
    const stack = makeStack({ env: { region: 'eu-west-1' } });
    expect(makePlatform(props(stack), stack).platform.edge.supportStack!.region).toBe('us-east-1');
  });

  test.each<[string, string, (stack: Stack) => Partial<PdfWebPlatformProps>]>([
    ['neither', 'eu-west-1', () => ({ preset: PlatformPreset.prodLean() })],
    ['certificates that exist', 'eu-west-1', (stack) => ({ preset: PlatformPreset.prodLean(), domain: certificateDomain(stack, false) })],
    ['an existing web ACL', 'eu-west-1', () => ({ edge: { waf: false, webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1' } })],
    ['a platform in us-east-1', 'us-east-1', (stack) => ({ domain: zoneDomain(stack) })],
  ])('%s brings none', (_name, region, props) => {
    const stack = makeStack({ env: { region } });
    const { platform, app } = makePlatform({ monitoring: { edgeAlarms: false }, ...props(stack) }, stack);
    expect(platform.edge.supportStack).toBeUndefined();
    expect(app.node.children.filter((child) => Stack.isStack(child))).toEqual([stack]);
  });

  test('in us-east-1 certificate and web ACL are in the stack of the platform itself', () => {
    const stack = makeStack();
    const { template } = makePlatform({ domain: zoneDomain(stack, 'pdf') }, stack);
    const [webAclId] = Object.keys(template.findResources('AWS::WAFv2::WebACL'));
    const certificates = Object.keys(template.findResources('AWS::CertificateManager::Certificate'));
    const { ViewerCertificate, WebACLId } = distributionOf(template);
    expect(WebACLId).toEqual({ 'Fn::GetAtt': [webAclId, 'Arn'] });
    expect(certificates).toContain(ViewerCertificate.AcmCertificateArn.Ref);
    expect(certificates).toHaveLength(2);
  });
});

describe('R1.1 names of support stacks', () => {
  test('two platforms of one stack have one each', () => {
    const stack = inTokyo();
    const platforms = ['One', 'Two'].map((id) => new PdfWebPlatform(stack, id, { preset: PlatformPreset.dev(), edge: { waf: true } }));
    const names = platforms.map(({ edge }) => edge.supportStack!.stackName);
    expect(names).toEqual(['Stack-ap-northeast-1-One-Edge-us-east-1', 'Stack-ap-northeast-1-Two-Edge-us-east-1']);
    const [one, two] = Object.values<any>(Template.fromStack(stack).findResources('AWS::CloudFront::Distribution'));
    const used = [one, two].map(({ Properties }) => Properties.DistributionConfig.WebACLId['Fn::GetStackOutput'].StackName);
    expect(used).toEqual(names);
    expect(stack.dependencies).toHaveLength(2);
  });

  test('in a Stage it is in the same one, under its name', () => {
    const app = new App();
    const names = ['Test', 'Live'].map((id) => {
      const stage = new Stage(app, id, { env: { region: 'ap-northeast-1' } });
      const stack = new Stack(stage, 'Web');
      const { edge } = new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.dev(), edge: { waf: true } });
      expect(Stage.of(edge.supportStack!)).toBe(stage);
      expect(stage.synth().stacks.map(({ stackName }) => stackName).sort()).toEqual([`${id}-Web`, `${id}-Web-ap-northeast-1-Platform-Edge-us-east-1`]);
      return edge.supportStack!.stackName;
    });
    expect(names).toEqual(['Test-Web-ap-northeast-1-Platform-Edge-us-east-1', 'Live-Web-ap-northeast-1-Platform-Edge-us-east-1']);
  });

  test('the name of the stack is part of it, also where it is not its id', () => {
    const stack = makeStack({ env: { region: 'ap-northeast-1' }, stackName: 'web-live' });
    expect(makePlatform({}, stack).platform.edge.supportStack!.stackName).toBe('web-live-ap-northeast-1-Platform-Edge-us-east-1');
  });
});

describe('R1.1 what a support stack cannot do', () => {
  const unknown =
    "cdk-pdf-web-platform: the stack's region is unknown, and CloudFront's certificate and web ACL must be in us-east-1: give the stack 'env.region', " +
    "or switch off 'edge.waf' and use PlatformDomain.none() or fromCertificates()";

  test('be made for a region that is unknown', () => {
    expect(() => makePlatform({ preset: PlatformPreset.dev(), edge: { waf: true } }, new Stack(new App(), 'Anywhere'))).toThrow(unknown);
    const stack = new Stack(new App(), 'Anywhere');
    expect(() => makePlatform({ preset: PlatformPreset.dev(), domain: zoneDomain(stack) }, stack)).toThrow(unknown);
  });

  test('be made beside a stack that is in no app', () => {
    const stack = new Stack(new RootConstruct('Root'), 'Alone', { env: { region: 'eu-west-1' } });
    expect(() => new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.dev(), edge: { waf: true } })).toThrow(
      "cdk-pdf-web-platform: the platform's stack must be in an App or a Stage, so that its us-east-1 support stack can be made beside it",
    );
  });

  test("validate a certificate in a zone of the platform's own stack", () => {
    const stack = inTokyo();
    const zone = new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' });
    expect(() => makePlatform({ preset: PlatformPreset.dev(), domain: PlatformDomain.fromZone(zone, 'pdf') }, stack)).toThrow(
      'cdk-pdf-web-platform: the hosted zone is made in the platform\'s own stack, which waits for its us-east-1 support stack, which waits for the zone: ' +
        "import the zone ('route53.HostedZone.fromHostedZoneAttributes')",
    );
  });
});
