import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { distributionOf } from './make-edge';
import { PdfWebPlatform, PlatformPreset } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

describe('R5.1 in regions where CloudFront delivers no logs', () => {
  const stack = makeStack({ env: { region: 'af-south-1' } });
  const { template } = makePlatform({ preset: PlatformPreset.prodLean() }, stack);

  test('it has none, and says so; everything else is logged', () => {
    expect(distributionOf(template).Logging).toBeUndefined();
    Annotations.fromStack(stack).hasWarning('/Stack/Platform/Edge', Match.stringLikeRegexp('no access logs to buckets in af-south-1.*ack: cdk-pdf-web-platform:cloudfront-logs'));
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'access_logs.s3.enabled', Value: 'true' }]),
    });
  });

  test('the finding is acknowledged with that reason', () => {
    const rules = new AwsSolutionsChecks().validateScope(stack.node.root as App).violations.map(({ ruleName }) => ruleName);
    expect(rules).not.toContain('AwsSolutions-CFR3');
  });

  test('elsewhere there is nothing to say', () => {
    const tokyo = makeStack({ env: { region: 'ap-northeast-1' } });
    expect(distributionOf(makePlatform({ preset: PlatformPreset.prodLean() }, tokyo).template).Logging.Prefix).toBe('cloudfront/');
    Annotations.fromStack(tokyo).hasNoWarning('*', Match.stringLikeRegexp('cloudfront-logs'));
  });
});

describe('R5.1 a log bucket of the app', () => {
  const withBucket = (props: s3.BucketProps) => () => {
    const stack = makeStack();
    return makePlatform({ storage: { logBucket: new s3.Bucket(stack, 'Ours', props) } }, stack);
  };

  test.each([s3.ObjectOwnership.BUCKET_OWNER_PREFERRED, s3.ObjectOwnership.OBJECT_WRITER])('with ACLs (%s) is taken', (objectOwnership) => {
    expect(withBucket({ objectOwnership })).not.toThrow();
  });

  test.each([undefined, s3.ObjectOwnership.BUCKET_OWNER_ENFORCED])('without ACLs (%s) is refused: the deployment would fail', (objectOwnership) => {
    expect(withBucket({ objectOwnership })).toThrow(
      "cdk-pdf-web-platform: 'storage.logBucket' must have ACLs enabled for CloudFront's logs ('objectOwnership' BUCKET_OWNER_PREFERRED), got BucketOwnerEnforced",
    );
  });

  const { KMS, KMS_MANAGED, DSSE, DSSE_MANAGED, S3_MANAGED } = s3.BucketEncryption;
  const objectOwnership = s3.ObjectOwnership.OBJECT_WRITER;

  test.each([KMS, KMS_MANAGED, DSSE, DSSE_MANAGED])('with %s is refused', (encryption) => {
    expect(withBucket({ encryption, objectOwnership })).toThrow(
      "cdk-pdf-web-platform: 'storage.logBucket' must be encrypted by S3 (SSE-S3): load balancers cannot write to a bucket with a KMS key",
    );
  });

  test('with a key of its own is refused', () => {
    const stack = makeStack();
    const logBucket = new s3.Bucket(stack, 'Ours', { encryptionKey: new kms.Key(stack, 'Key'), objectOwnership });
    expect(() => makePlatform({ storage: { logBucket } }, stack)).toThrow("cdk-pdf-web-platform: 'storage.logBucket' must be encrypted by S3 (SSE-S3)");
  });

  test.each([S3_MANAGED, undefined])('with %s is taken: S3 encrypts it by itself', (encryption) => {
    expect(withBucket({ encryption, objectOwnership })).not.toThrow();
  });

  test('that is imported is taken: nothing is known of it', () => {
    const stack = makeStack();
    const logBucket = s3.Bucket.fromBucketName(stack, 'Ours', 'our-logs');
    expect(distributionOf(makePlatform({ storage: { logBucket } }, stack).template).Logging.Prefix).toBe('cloudfront/');
  });

  test('without a load balancer needs neither', () => {
    const stack = makeStack();
    const logBucket = new s3.Bucket(stack, 'Ours', { objectOwnership: s3.ObjectOwnership.OBJECT_WRITER });
    new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.dev(), storage: { accessLogs: true, logBucket } });
    expect(distributionOf(Template.fromStack(Stack.of(logBucket))).Logging).toBeDefined();
  });
});
