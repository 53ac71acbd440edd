import { App, Stack, Token } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { PlatformDomain, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const RECORD = 'AWS::Route53::RecordSet';
const CERTIFICATE = 'AWS::CertificateManager::Certificate';

const importedZone = (stack: Stack, zoneName = 'example.com') =>
  route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName });
const certificate = (stack: Stack, id: string) =>
  acm.Certificate.fromCertificateArn(stack, id, `arn:aws:acm:us-east-1:123456789012:certificate/${id}`);
const aliasesOf = (template: ReturnType<typeof makePlatform>['template']) =>
  onlyResource(template, 'AWS::CloudFront::Distribution').Properties.DistributionConfig.Aliases;

describe('R1.1 none, the default', () => {
  test('is the same as leaving the domain out', () => {
    const left = makePlatform({ preset: PlatformPreset.dev() }).template.toJSON();
    expect(makePlatform({ preset: PlatformPreset.dev(), domain: PlatformDomain.none() }).template.toJSON()).toEqual(left);
  });

  test('has no names, records or certificates', () => {
    const { template, platform } = makePlatform({ domain: PlatformDomain.none() });
    expect(PlatformDomain.none().domainNames).toEqual([]);
    template.resourceCountIs(RECORD, 0);
    template.resourceCountIs(CERTIFICATE, 0);
    expect(platform.edge.records).toEqual([]);
    expect(aliasesOf(template)).toBeUndefined();
  });
});

describe('R1.1 fromZone', () => {
  test.each([
    ['a name in the zone', 'pdf', 'pdf.example.com'],
    ['a name with dots', 'pdf.test', 'pdf.test.example.com'],
    ["the zone's own name", undefined, 'example.com'],
  ])('%s: alias records for IPv4 and IPv6 point to CloudFront', (_name, recordName, name) => {
    const stack = makeStack();
    const { template, platform } = makePlatform({ domain: PlatformDomain.fromZone(importedZone(stack), recordName) }, stack);
    const records = Object.values<any>(template.findResources(RECORD)).map(({ Properties }) => Properties);
    expect(records.map(({ Type }) => Type).sort()).toEqual(['A', 'AAAA']);
    for (const record of records) {
      expect(record).toMatchObject({
        Name: `${name}.`, HostedZoneId: 'Z0123456789ABCDEFGHIJ', AliasTarget: { DNSName: stack.resolve(platform.edge.distribution.distributionDomainName) },
      });
    }
    expect(aliasesOf(template)).toEqual([name]);
    expect(platform.url).toBe(`https://${name}`);
    expect(platform.edge.records).toHaveLength(2);
  });

  test('R3.2 both certificates are for the name and validated in the zone', () => {
    const stack = makeStack();
    const { template } = makePlatform({ domain: PlatformDomain.fromZone(importedZone(stack), 'pdf') }, stack);
    const certificates = Object.values<any>(template.findResources(CERTIFICATE)).map(({ Properties }) => Properties);
    expect(certificates).toHaveLength(2);
    for (const made of certificates) {
      expect(made).toMatchObject({
        DomainName: 'pdf.example.com',
        ValidationMethod: 'DNS',
        DomainValidationOptions: [{ DomainName: 'pdf.example.com', HostedZoneId: 'Z0123456789ABCDEFGHIJ' }],
      });
    }
  });

  test("in us-east-1 the zone may be made in the platform's own stack", () => {
    const stack = makeStack();
    const zone = new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' });
    const { template } = makePlatform({ domain: PlatformDomain.fromZone(zone, 'pdf') }, stack);
    const [zoneId] = Object.keys(template.findResources('AWS::Route53::HostedZone'));
    template.allResourcesProperties(RECORD, { HostedZoneId: { Ref: zoneId } });
  });

  test('in us-east-1 the zone may be made in another stack there', () => {
    const app = new App();
    const env = { region: 'us-east-1' };
    const zone = new route53.PublicHostedZone(new Stack(app, 'Dns', { env }), 'Zone', { zoneName: 'example.com' });
    const stack = new Stack(app, 'Stack', { env });
    const { template } = makePlatform({ domain: PlatformDomain.fromZone(zone, 'pdf') }, stack);
    template.resourceCountIs(RECORD, 2);
    expect(JSON.stringify(template.toJSON())).not.toContain('Custom::');
  });

  test('knows its names', () => {
    const zone = importedZone(makeStack());
    expect(PlatformDomain.fromZone(zone, 'pdf')).toMatchObject({ domainNames: ['pdf.example.com'], recordName: 'pdf', zone });
    expect(PlatformDomain.fromZone(zone)).toMatchObject({ domainNames: ['example.com'], recordName: undefined });
  });

  test.each(['', 'PDF', 'pdf.', '.pdf', '-pdf', 'pdf_1', '*', 'a b'])("the record name '%s' is refused", (recordName) => {
    expect(() => PlatformDomain.fromZone(importedZone(makeStack()), recordName)).toThrow(
      `cdk-pdf-web-platform: 'domain recordName' must be a name like 'pdf', without the zone's, got '${recordName}'`,
    );
  });

  test.each(['example.com', 'pdf.example.com'])("'%s' repeats the zone's name", (recordName) => {
    expect(() => PlatformDomain.fromZone(importedZone(makeStack()), recordName)).toThrow(
      `cdk-pdf-web-platform: 'domain recordName' must be without the zone's name 'example.com', got '${recordName}'`,
    );
  });

  test('a name that only ends alike does not repeat it', () => {
    expect(PlatformDomain.fromZone(importedZone(makeStack()), 'myexample.com').domainNames).toEqual(['myexample.com.example.com']);
  });

  test('names that are known at deployment pass', () => {
    const stack = makeStack();
    const text = (Ref: string) => Token.asString({ Ref });
    const { domainNames } = PlatformDomain.fromZone(importedZone(stack, text('ZoneName')), text('RecordName'));
    expect(stack.resolve(domainNames)).toEqual([{ 'Fn::Join': ['', [{ Ref: 'RecordName' }, '.', { Ref: 'ZoneName' }]] }]);
  });
});

describe('R1.1 fromCertificates', () => {
  const names = ['pdf.example.com', '*.pdf.example.com', 'www.example.org'];

  test('makes no certificate and no record: DNS is its owner\'s', () => {
    const stack = makeStack();
    const domain = PlatformDomain.fromCertificates({
      domainNames: names, edgeCertificate: certificate(stack, 'edge'), originCertificate: certificate(stack, 'origin'),
    });
    const { template, platform } = makePlatform({ domain }, stack);
    template.resourceCountIs(CERTIFICATE, 0);
    template.resourceCountIs(RECORD, 0);
    expect(aliasesOf(template)).toEqual(names);
    expect(platform.url).toBe('https://pdf.example.com');
    expect(onlyResource(template, 'AWS::CloudFront::Distribution').Properties.DistributionConfig.ViewerCertificate.AcmCertificateArn).toMatch(/edge$/);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443, Certificates: [{ CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/origin' }],
    });
  });

  test('without a certificate for the origin CloudFront speaks HTTP to it', () => {
    const stack = makeStack();
    const domain = PlatformDomain.fromCertificates({ domainNames: names, edgeCertificate: certificate(stack, 'edge') });
    const { template, platform } = makePlatform({ domain }, stack);
    expect(platform.ingress.isHttps).toBe(false);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Port: 80, Protocol: 'HTTP' });
  });

  test('needs no region at synth', () => {
    const stack = new Stack(new App(), 'Anywhere');
    const domain = PlatformDomain.fromCertificates({ domainNames: names, edgeCertificate: certificate(stack, 'edge') });
    expect(makePlatform({ preset: PlatformPreset.dev(), domain }, stack).platform.url).toBe('https://pdf.example.com');
  });

  test('at least one name', () => {
    expect(() => PlatformDomain.fromCertificates({ domainNames: [], edgeCertificate: certificate(makeStack(), 'edge') })).toThrow(
      "cdk-pdf-web-platform: PlatformDomain.fromCertificates: 'domainNames' must name at least one",
    );
  });

  test('the first is the URL', () => {
    const domainNames = ['*.example.com', 'pdf.example.com'];
    expect(() => PlatformDomain.fromCertificates({ domainNames, edgeCertificate: certificate(makeStack(), 'edge') })).toThrow(
      "cdk-pdf-web-platform: PlatformDomain.fromCertificates: the first of 'domainNames' is the URL and cannot be a wildcard",
    );
  });

  test.each(['https://pdf.example.com', 'pdf', 'PDF.example.com', 'pdf.example.com/', 'a.*.example.com', ''])("'%s' is no host name", (name) => {
    const domainNames = ['pdf.example.com', name];
    expect(() => PlatformDomain.fromCertificates({ domainNames, edgeCertificate: certificate(makeStack(), 'edge') })).toThrow(
      `cdk-pdf-web-platform: 'domain domainNames' must be host names like 'pdf.example.com', got '${name}'`,
    );
  });

  test('names that are known at deployment pass', () => {
    const stack = makeStack();
    const domain = PlatformDomain.fromCertificates({ domainNames: [Token.asString({ Ref: 'Name' })], edgeCertificate: certificate(stack, 'edge') });
    expect(stack.resolve(makePlatform({ domain }, stack).platform.url)).toEqual({ 'Fn::Join': ['', ['https://', { Ref: 'Name' }]] });
  });
});
