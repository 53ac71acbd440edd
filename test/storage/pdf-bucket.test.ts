import { Duration, Lazy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { bucketPolicy, lifecycleRule, logicalId, makeStorage, pdfBucket } from './storage';
import { DataProtection, PlatformPreset } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

describe('R3.2 encryption of PDFs', () => {
  const serverSide = (bucket: any) => bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration;

  test('by default S3 encrypts them with its own keys', () => {
    expect(serverSide(pdfBucket(makeStorage().template))).toEqual([{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }]);
  });

  test('with a key KMS does, through a bucket key (one request to KMS instead of one for each PDF)', () => {
    const stack = makeStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const { storage, template } = makeStorage({ encryptionKey }, stack);
    expect(serverSide(pdfBucket(template))).toEqual([
      { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: stack.resolve(encryptionKey.keyArn) } },
    ]);
    expect(storage.bucket.encryptionKey).toBe(encryptionKey);
  });

  test.each([
    ['dev', 'AES256'],
    ['prodLean', 'AES256'],
    ['prod', 'aws:kms'],
  ] as const)('preset %s', (name, algorithm) => {
    const { template } = makePlatform({ preset: PlatformPreset[name]() });
    expect(serverSide(pdfBucket(template))[0].ServerSideEncryptionByDefault.SSEAlgorithm).toBe(algorithm);
  });
});

describe('R3.2 nobody else reaches PDFs', () => {
  const { stack, storage, template } = makeStorage();
  const id = logicalId(stack, storage.bucket);

  test('public access is blocked in all four ways, and ACLs are off', () => {
    expect(pdfBucket(template).Properties).toMatchObject({
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  test('the policy refuses requests without TLS, or with a version before 1.2, and allows nothing', () => {
    const both = [{ 'Fn::GetAtt': [id, 'Arn'] }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Arn'] }, '/*']] }];
    const refused = { Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Resource: both };
    expect(bucketPolicy(template, id)).toEqual([
      { ...refused, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { ...refused, Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
    ]);
  });
});

describe('storage.versioned', () => {
  test('is on by default; old versions are kept for 90 days, and markers without versions vanish', () => {
    const bucket = pdfBucket(makeStorage().template);
    expect(bucket.Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(lifecycleRule(bucket, 'clean-up')).toMatchObject({
      Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 90 }, ExpiredObjectDeleteMarker: true,
    });
  });

  test('off: no versions, and no rule about them', () => {
    const bucket = pdfBucket(makeStorage({ versioned: false }).template);
    expect(bucket.Properties).not.toHaveProperty('VersioningConfiguration');
    expect(lifecycleRule(bucket, 'clean-up')).toEqual({
      Id: 'clean-up', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    });
  });
});

describe('R7.1 lifecycle', () => {
  test('the current version of a PDF is never deleted or moved by default', () => {
    const { Rules } = pdfBucket(makeStorage().template).Properties.LifecycleConfiguration;
    expect(Rules).toHaveLength(1);
    expect(Rules[0]).not.toHaveProperty('ExpirationInDays');
    expect(Rules[0]).not.toHaveProperty('Transitions');
  });

  test('uploads that were never completed go after 7 days, or as abortIncompleteUploadAfter says', () => {
    const daysOf = (abortIncompleteUploadAfter?: Duration) =>
      lifecycleRule(pdfBucket(makeStorage({ abortIncompleteUploadAfter }).template), 'clean-up').AbortIncompleteMultipartUpload;
    expect(daysOf()).toEqual({ DaysAfterInitiation: 7 });
    expect(daysOf(Duration.days(1))).toEqual({ DaysAfterInitiation: 1 });
  });

  test('old versions go as noncurrentVersionExpiration says', () => {
    const bucket = pdfBucket(makeStorage({ noncurrentVersionExpiration: Duration.days(5) }).template);
    expect(lifecycleRule(bucket, 'clean-up').NoncurrentVersionExpiration).toEqual({ NoncurrentDays: 5 });
  });

  test('infrequentAccessAfter moves PDFs to the cheaper tier, and deletes nothing', () => {
    const bucket = pdfBucket(makeStorage({ infrequentAccessAfter: Duration.days(45) }).template);
    expect(lifecycleRule(bucket, 'tier')).toEqual({
      Id: 'tier', Status: 'Enabled', Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 45 }],
    });
  });

  test.each([
    ['dev', 7, undefined],
    ['prodLean', 90, undefined],
    ['prod', 90, 90],
  ] as const)('preset %s: old versions %d days, cheaper tier after %p', (name, days, tier) => {
    const bucket = pdfBucket(makePlatform({ preset: PlatformPreset[name]() }).template);
    expect(lifecycleRule(bucket, 'clean-up').NoncurrentVersionExpiration.NoncurrentDays).toBe(days);
    expect(lifecycleRule(bucket, 'tier')?.Transitions[0].TransitionInDays).toBe(tier);
  });

  test('an unresolved number of days passes the checks', () => {
    const days = Duration.days(Lazy.number({ produce: () => 12 }));
    const bucket = pdfBucket(makeStorage({ noncurrentVersionExpiration: days, abortIncompleteUploadAfter: days }).template);
    expect(lifecycleRule(bucket, 'clean-up')).toMatchObject({
      NoncurrentVersionExpiration: { NoncurrentDays: 12 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 12 },
    });
  });
});

describe('data protection of the bucket', () => {
  test.each([
    [undefined, 'Retain'],
    [DataProtection.PROTECTED, 'Retain'],
    [DataProtection.DISPOSABLE, 'Delete'],
  ])('%s: deletion policy %s, and no custom resource that would empty it', (dataProtection, policy) => {
    const { template } = makeStorage({ dataProtection });
    const bucket = pdfBucket(template);
    expect([bucket.DeletionPolicy, bucket.UpdateReplacePolicy]).toEqual([policy, policy]);
    const types = Object.values<any>(template.toJSON().Resources).map(({ Type }) => Type);
    expect(new Set(types)).toEqual(new Set(['AWS::S3::Bucket', 'AWS::S3::BucketPolicy']));
  });
});
