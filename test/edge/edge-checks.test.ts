import { App, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { certificateDomain, distributionOf, makeEdge, originOf } from './make-edge';
import { type EdgeOptions, PdfWebPlatform, PlatformPreset, SignedPdfDelivery } from '../../src';
import { makeStack } from '../helpers/platform';

const ARN = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/shared/1';
const { SecurityPolicyProtocol } = cloudfront;

describe('R1.1 values out of range are named', () => {
  test.each<[string, EdgeOptions]>([
    ["'edge.wafRateLimit' must be a whole number from 10 to 2000000000, got 9", { waf: true, wafRateLimit: 9 }],
    ["'edge.wafRateLimit' must be a whole number from 10 to 2000000000, got 2000000001", { waf: true, wafRateLimit: 2_000_000_001 }],
    ["'edge.wafRateLimit' must be a whole number from 10 to 2000000000, got 10.5", { waf: true, wafRateLimit: 10.5 }],
    ["'edge.webAclArn' must be the ARN of a web ACL of scope CLOUDFRONT in us-east-1, got 'shared'", { webAclArn: 'shared' }],
    [
      "'edge.webAclArn' must be the ARN of a web ACL of scope CLOUDFRONT in us-east-1, got 'arn:aws:wafv2:ap-northeast-1:123456789012:global/webacl/a/1'",
      { webAclArn: 'arn:aws:wafv2:ap-northeast-1:123456789012:global/webacl/a/1' },
    ],
    [
      "'edge.webAclArn' must be the ARN of a web ACL of scope CLOUDFRONT in us-east-1, got 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/1'",
      { webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/1' },
    ],
    ["'edge.staticPathPattern' must be a path pattern like '/static/*', got 'static/*'", { staticPathPattern: 'static/*' }],
    ["'edge.staticPathPattern' must be a path pattern like '/static/*', got '/'", { staticPathPattern: '/' }],
    ["'edge.staticPathPattern' must be a path pattern like '/static/*', got '/a b/*'", { staticPathPattern: '/a b/*' }],
  ])('%s', (message, options) => {
    expect(() => makeEdge(options)).toThrow(`cdk-pdf-web-platform: ${message}`);
  });

  test.each([10, 2_000_000_000])('wafRateLimit %i is in range', (wafRateLimit) => {
    makeEdge({ waf: true, wafRateLimit }).template.resourceCountIs('AWS::WAFv2::WebACL', 1);
  });

  test.each([
    SecurityPolicyProtocol.SSL_V3, SecurityPolicyProtocol.TLS_V1, SecurityPolicyProtocol.TLS_V1_2016, SecurityPolicyProtocol.TLS_V1_1_2016,
  ])('minimumProtocolVersion %s is older', (minimumProtocolVersion) => {
    const stack = makeStack();
    expect(() => makeEdge({ domain: certificateDomain(stack), minimumProtocolVersion }, stack)).toThrow(
      `cdk-pdf-web-platform: 'edge.minimumProtocolVersion' must be TLS 1.2 or newer, got '${minimumProtocolVersion}'`,
    );
  });
});

describe('R1.1 options that need or exclude each other', () => {
  test.each<[string, EdgeOptions]>([
    ["'edge.webAclArn' cannot be combined with 'edge.waf'", { waf: true, webAclArn: ARN }],
    ["'edge.wafRateLimit' needs 'edge.waf' to be on", { wafRateLimit: 100 }],
    ["'edge.wafRateLimit' needs 'edge.waf' to be on", { waf: false, webAclArn: ARN, wafRateLimit: 100 }],
    ["'edge.wafCountedRules' needs 'edge.waf' to be on", { wafCountedRules: [] }],
    ["'edge.wafLogRetention' needs 'edge.waf' to be on", { wafLogRetention: logs.RetentionDays.ONE_DAY }],
    [
      "'edge.minimumProtocolVersion' needs a 'domain': CloudFront sets its own without one",
      { minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021 },
    ],
  ])('%s', (message, options) => {
    expect(() => makeEdge(options)).toThrow(`cdk-pdf-web-platform: ${message}`);
  });
});

describe('R1.1 signed PDFs', () => {
  const keyGroup = cloudfront.KeyGroup.fromKeyGroupId(makeStack(), 'Keys', 'keys');

  test.each(['pdfs/*', '/pdfs', '/*', '/a*/*', '/a b/*', ''])("the path pattern '%s' is no folder", (pathPattern) => {
    expect(() => SignedPdfDelivery.fromKeyGroup(keyGroup, pathPattern)).toThrow(
      `cdk-pdf-web-platform: 'edge.signedPdfs pathPattern' must be a folder like '/pdfs/*', got '${pathPattern}'`,
    );
  });

  test('the path pattern may be known at deployment', () => {
    const stack = makeStack();
    const signedPdfs = SignedPdfDelivery.fromKeyGroup(cloudfront.KeyGroup.fromKeyGroupId(stack, 'Keys', 'keys'), Token.asString({ Ref: 'Path' }));
    const patterns = distributionOf(makeEdge({ signedPdfs }, stack).template).CacheBehaviors.map(({ PathPattern }: any) => PathPattern);
    expect(patterns).toContainEqual({ Ref: 'Path' });
  });

  test('the public key must be one in PEM format', () => {
    expect(() => SignedPdfDelivery.fromPublicKey('ssh-rsa AAAA')).toThrow(
      "cdk-pdf-web-platform: 'edge.signedPdfs publicKeyPem' must be a public key in PEM format, got 'ssh-rsa AAAA'",
    );
  });

  test('a private key is refused before it reaches a template', () => {
    expect(() => SignedPdfDelivery.fromPublicKey('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')).toThrow(
      "'edge.signedPdfs publicKeyPem' must be a public key in PEM format",
    );
  });
});

describe('R1.1 signed PDFs from a bucket that another stack makes', () => {
  test('are refused: bucket policy and distribution would wait for each other', () => {
    const app = new App();
    const env = { region: 'us-east-1' };
    const bucket = new s3.Bucket(new Stack(app, 'Shared', { env }), 'Pdfs');
    const stack = new Stack(app, 'Stack', { env });
    const signedPdfs = SignedPdfDelivery.fromKeyGroup(cloudfront.KeyGroup.fromKeyGroupId(stack, 'Keys', 'k'));
    expect(() => new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean(), storage: { bucket }, edge: { signedPdfs } })).toThrow(
      "cdk-pdf-web-platform: 'edge.signedPdfs' with a 'storage.bucket' of another stack would make the stacks wait for each other: import the bucket",
    );
  });

  test('are taken where that stack only imports it: there is no policy to wait for', () => {
    const app = new App();
    const env = { region: 'us-east-1' };
    const bucket = s3.Bucket.fromBucketName(new Stack(app, 'Shared', { env }), 'Pdfs', 'our-pdfs');
    const stack = new Stack(app, 'Stack', { env });
    const signedPdfs = SignedPdfDelivery.fromKeyGroup(cloudfront.KeyGroup.fromKeyGroupId(stack, 'Keys', 'k'));
    new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean(), storage: { bucket }, edge: { signedPdfs } });
    expect(JSON.stringify(originOf(Template.fromStack(stack), '/pdfs/*').DomainName)).toContain('our-pdfs.s3.us-east-1.');
    expect(stack.dependencies).toEqual([]);
  });
});

describe('R3.2 signed PDFs with a customer key', () => {
  const keyGroup = (stack: Stack) => SignedPdfDelivery.fromKeyGroup(cloudfront.KeyGroup.fromKeyGroupId(stack, 'Keys', 'k'));

  /** Where in the app the warning about the key's policy is left, of all constructs. */
  const warned = (stack: Stack) =>
    (stack.node.root as App).synth().stacks.flatMap(({ messages }) => messages.filter(({ entry }) => String(entry.data).includes('wildcardKeyPolicyForOac')).map(({ id }) => id));

  test('of the platform\'s own leave no warning behind', () => {
    const stack = makeStack();
    new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prod(), storage: { directUploads: false }, edge: { signedPdfs: keyGroup(stack) } });
    expect(warned(stack)).toEqual([]);
  });

  test('that is brought leave it to the key\'s owner', () => {
    const stack = makeStack();
    const props = { storage: { directUploads: false }, edge: { signedPdfs: keyGroup(stack) }, encryptionKey: new kms.Key(stack, 'Key') };
    new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prod(), ...props });
    expect(warned(stack)).toEqual(['/Stack']);
  });

  test('leave it there too where the room stands alone beside the key', () => {
    const stack = makeStack();
    makeEdge({ signedPdfs: keyGroup(stack), pdfBucket: new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') }) }, stack);
    expect(warned(stack)).toEqual(['/Stack']);
  });
});
