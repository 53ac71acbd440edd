import { App, Stack, Token } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { certificateDomain, distributionOf, makeEdge } from './make-edge';
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
});

test('R3.2 signed PDFs with a customer key leave no warning behind', () => {
  const stack = makeStack();
  const edge = { signedPdfs: SignedPdfDelivery.fromKeyGroup(cloudfront.KeyGroup.fromKeyGroupId(stack, 'Keys', 'k')) };
  new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prod(), storage: { directUploads: false }, edge });
  const messages = (stack.node.root as App).synth().stacks.flatMap(({ messages: all }) => all.map(({ entry }) => String(entry.data)));
  expect(messages.filter((message) => message.includes('wildcardKeyPolicyForOac'))).toEqual([]);
});
