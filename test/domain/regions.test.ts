import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Aws, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { PdfWebPlatform, PlatformDomain, PlatformImage, PlatformPreset } from '../../src';
import '../helpers/platform';

const app = new App();
const tokyo = new Stack(app, 'Tokyo', { env: { region: 'ap-northeast-1' } });
const virginia = new Stack(app, 'Virginia', { env: { region: 'us-east-1' } });

let count = 0;
const imported = (region: string) => acm.Certificate.fromCertificateArn(tokyo, `Imported${(count += 1)}`, `arn:aws:acm:${region}:123456789012:certificate/1`);
const made = (stack: Stack) => new acm.Certificate(stack, `Made${(count += 1)}`, { domainName: 'pdf.example.com' });

/** A platform in Tokyo with these certificates. */
const platform = (edgeCertificate: acm.ICertificate, originCertificate: acm.ICertificate) => () =>
  new PdfWebPlatform(tokyo, `Platform${(count += 1)}`, {
    preset: PlatformPreset.prodLean(),
    domain: PlatformDomain.fromCertificates({ domainNames: ['pdf.example.com'], edgeCertificate, originCertificate }),
  });

describe('R3.2 a certificate of the wrong region', () => {
  test.each<[string, () => unknown, string]>([
    ['edge, imported', platform(imported('ap-northeast-1'), imported('ap-northeast-1')), "'domain edgeCertificate' must be a certificate in us-east-1, got 'one in ap-northeast-1'"],
    ['edge, made', platform(made(tokyo), imported('ap-northeast-1')), "'domain edgeCertificate' must be a certificate in us-east-1, got 'one in ap-northeast-1'"],
    ['origin, imported', platform(imported('us-east-1'), imported('us-east-1')), "'domain originCertificate' must be a certificate in ap-northeast-1, got 'one in us-east-1'"],
    ['origin, made', platform(imported('us-east-1'), made(virginia)), "'domain originCertificate' must be a certificate in ap-northeast-1, got 'one in us-east-1'"],
  ])('is refused: %s', (_, make, message) => {
    expect(make).toThrow(`cdk-pdf-web-platform: ${message}`);
  });

  test('the right ones are taken', () => {
    expect(platform(imported('us-east-1'), made(tokyo))).not.toThrow();
  });

  const withArn = (arn: string) => acm.Certificate.fromCertificateArn(tokyo, `Imported${(count += 1)}`, arn);
  const parameter = () => new CfnParameter(tokyo, `Arn${(count += 1)}`).valueAsString;
  const inAccount = (region: string) => `arn:${Aws.PARTITION}:acm:${region}:${Aws.ACCOUNT_ID}:certificate/1`;

  test('an ARN that is known at deployment passes, wherever it is imported', () => {
    expect(platform(withArn(parameter()), withArn(parameter()))).not.toThrow();
    expect(platform(withArn(inAccount(Aws.REGION)), withArn(inAccount(Aws.REGION)))).not.toThrow();
  });

  test('of an ARN with tokens the region still counts', () => {
    expect(platform(withArn(inAccount('us-east-1')), withArn(inAccount('ap-northeast-1')))).not.toThrow();
    expect(platform(withArn(inAccount('ap-northeast-1')), withArn(inAccount('ap-northeast-1')))).toThrow(
      "cdk-pdf-web-platform: 'domain edgeCertificate' must be a certificate in us-east-1, got 'one in ap-northeast-1'",
    );
    expect(platform(withArn(inAccount('us-east-1')), withArn(inAccount('us-east-1')))).toThrow(
      "cdk-pdf-web-platform: 'domain originCertificate' must be a certificate in ap-northeast-1, got 'one in us-east-1'",
    );
  });
});

describe('R1.1 a hosted zone', () => {
  test('that was imported without its name is refused', () => {
    const zone = route53.HostedZone.fromHostedZoneId(tokyo, 'Nameless', 'Z0123456789ABCDEFGHIJ');
    expect(() => PlatformDomain.fromZone(zone, 'pdf')).toThrow(
      "cdk-pdf-web-platform: PlatformDomain.fromZone needs the zone's name: import it with 'route53.HostedZone.fromHostedZoneAttributes'",
    );
  });

  test('may be written with a dot at the end, which host names are not', () => {
    const zone = route53.HostedZone.fromHostedZoneAttributes(tokyo, 'Dotted', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com.' });
    expect(PlatformDomain.fromZone(zone, 'pdf').domainNames).toEqual(['pdf.example.com']);
    expect(PlatformDomain.fromZone(zone).domainNames).toEqual(['example.com']);
    const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1' } });
    const again = route53.HostedZone.fromHostedZoneAttributes(stack, 'Dotted', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com.' });
    for (const recordName of ['pdf', undefined]) {
      new PdfWebPlatform(stack, `Platform${recordName}`, { preset: PlatformPreset.prodLean(), domain: PlatformDomain.fromZone(again, recordName) });
    }
    const names = (type: string, name: (properties: any) => unknown) =>
      Object.values(Template.fromStack(stack).findResources(type)).map(({ Properties }) => name(Properties)).sort();
    expect(names('AWS::CloudFront::Distribution', ({ DistributionConfig }) => DistributionConfig.Aliases)).toEqual([['example.com'], ['pdf.example.com']]);
    expect(names('AWS::Route53::RecordSet', ({ Name }) => Name)).toEqual(['example.com.', 'example.com.', 'pdf.example.com.', 'pdf.example.com.']);
  });
});

describe('R1.1 a certificate that is made in a stack of us-east-1', () => {
  test('is read without custom resources, and without an export', () => {
    const own = new App();
    const env = { region: 'us-east-1' };
    const certificates = new Stack(own, 'Certificates', { env });
    const stack = new Stack(own, 'Stack', { env: { region: 'ap-northeast-1' } });
    new PdfWebPlatform(stack, 'Platform', {
      preset: PlatformPreset.prodLean(),
      domain: PlatformDomain.fromCertificates({ domainNames: ['pdf.example.com'], edgeCertificate: made(certificates) }),
    });
    const templates = own.synth().stacks.map(({ template }) => template);
    const types = templates.flatMap(({ Resources }) => Object.values<any>(Resources).map(({ Type }) => Type));
    expect(types.filter((type) => /^(Custom::|AWS::Lambda::)/.test(type))).toEqual([]);
    expect(JSON.stringify(templates)).toContain('Fn::GetStackOutput');
    expect(JSON.stringify(templates)).not.toContain('Fn::ImportValue');
  });
});

describe('R1.1 a hosted zone that cannot work', () => {
  test('is private: certificates are validated by public DNS', () => {
    const vpc = new ec2.Vpc(tokyo, 'Vpc');
    const zone = new route53.PrivateHostedZone(tokyo, 'Private', { zoneName: 'example.internal', vpc });
    expect(() => PlatformDomain.fromZone(zone)).toThrow(
      'cdk-pdf-web-platform: PlatformDomain.fromZone needs a public hosted zone: certificates are validated by public DNS',
    );
  });

  const withId = (region: string) => {
    const stack = new Stack(new App(), 'Stack', { env: { region } });
    const hostedZoneId = new CfnParameter(stack, 'ZoneId').valueAsString;
    const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId, zoneName: 'example.com' });
    return () => new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean(), domain: PlatformDomain.fromZone(zone) });
  };

  test('has an id that is known at deployment only, outside us-east-1', () => {
    expect(withId('ap-northeast-1')).toThrow(
      "cdk-pdf-web-platform: the hosted zone's id is known at deployment only, and the us-east-1 support stack needs it: give 'hostedZoneId' as text",
    );
    expect(withId('us-east-1')).not.toThrow();
  });
});

describe('R1.1 in a nested stack', () => {
  test('the support stack names nothing of it, and two environments do not collide', () => {
    const own = new App();
    for (const name of ['Staging', 'Live']) {
      const nested = new NestedStack(new Stack(own, name, { env: { region: 'ap-northeast-1' } }), 'Nested');
      new PdfWebPlatform(nested, 'Platform', { preset: PlatformPreset.prod(), image: PlatformImage.fromRegistry('nginx') });
    }
    const assembly = own.synth();
    const supports = assembly.stacks.filter(({ stackName }) => stackName.includes('us-east-1'));
    // For each, one that is deployed before it, and one after.
    expect(supports).toHaveLength(4);
    for (const { template } of supports) expect(typeof template.Description).toBe('string');
    const nested = readdirSync(assembly.directory).filter((file) => file.endsWith('.nested.template.json'));
    const names = nested.flatMap((file) => [...readFileSync(join(assembly.directory, file), 'utf8').matchAll(/"Name": "((?:StaticCache|MaintenanceAccess)[^"]*)"/g)].map(([, name]) => name));
    expect(names).toHaveLength(4);
    expect(new Set(names).size).toBe(4);
  });
});
