import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { makeStorage, pdfBucket } from './storage';
import { PdfWebPlatform, PlatformDomain, PlatformPreset } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

const rules = (template: Template) => pdfBucket(template).Properties.CorsConfiguration?.CorsRules;

/** What presigned URLs need, and no more. */
const ruleFor = (...AllowedOrigins: unknown[]) => ({
  AllowedOrigins,
  AllowedMethods: ['PUT', 'POST', 'GET', 'HEAD'],
  AllowedHeaders: ['*'],
  ExposedHeaders: ['ETag'],
  MaxAge: 3600,
});

describe('R3.2 presigned URLs work from the platform\'s own pages only', () => {
  test('without a domain the origin is CloudFront\'s name', () => {
    const { template } = makePlatform();
    const [distribution] = Object.keys(template.findResources('AWS::CloudFront::Distribution'));
    expect(rules(template)).toEqual([ruleFor({ 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution, 'DomainName'] }]] })]);
  });

  test('with a domain it is the domain, and nothing else', () => {
    const stack = makeStack();
    const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
    const { template } = makePlatform({ domain: PlatformDomain.fromZone(zone, 'pdf') }, stack);
    expect(rules(template)).toEqual([ruleFor('https://pdf.example.com')]);
  });

  test('PdfStorage alone knows no origin and opens to none', () => {
    expect(rules(makeStorage().template)).toBeUndefined();
  });
});

describe('storage.directUploads', () => {
  test('is on by default', () => {
    expect(makeStorage().storage.directUploads).toBe(true);
  });

  test('off: the bucket has no CORS rule', () => {
    const { platform, template } = makePlatform({ storage: { directUploads: false } });
    expect(platform.storage.directUploads).toBe(false);
    expect(rules(template)).toBeUndefined();
  });
});

describe('storage.uploadOrigins', () => {
  test('come on top of the platform\'s own, in one rule: S3 takes 100 rules', () => {
    const { template } = makePlatform({ storage: { uploadOrigins: ['http://localhost:3000', 'https://pdf.example.org'] } });
    expect(rules(template)).toEqual([
      ruleFor('http://localhost:3000', 'https://pdf.example.org'),
      ruleFor({ 'Fn::Join': ['', ['https://', expect.anything()]] }),
    ]);
  });

  test('an origin that is known at deployment only passes the checks', () => {
    const app = new App();
    const env = { region: 'us-east-1' };
    const first = new PdfWebPlatform(new Stack(app, 'First', { env }), 'Platform', { preset: PlatformPreset.prodLean() });
    const stack = new Stack(app, 'Second', { env });
    makeStorage({ uploadOrigins: [first.url] }, stack);
    const [rule] = rules(Template.fromStack(stack));
    expect(JSON.stringify(rule.AllowedOrigins)).toContain('Fn::ImportValue');
  });
});
