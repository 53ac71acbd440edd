import { App, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { PdfWebPlatform, PlatformDomain, PlatformPreset } from '../../src';
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
  });
});
