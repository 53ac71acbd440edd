import { Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { bucketPolicy, lifecycleRule, logBucket, logicalId, makeStorage, pdfBucket } from './storage';
import { DataProtection, PlatformPreset } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

describe('R3.2 access logs of the PDF bucket', () => {
  const { stack, storage, template } = makeStorage();
  const id = logicalId(stack, storage.logBucket!);

  test('go to the log bucket by default, under a prefix of their own', () => {
    expect(pdfBucket(template).Properties.LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: id }, LogFilePrefix: 's3/' });
  });

  test('are let in by the bucket\'s policy: S3 logging of this account, under that prefix', () => {
    expect(bucketPolicy(template, id).filter(({ Effect }) => Effect === 'Allow')).toEqual([
      {
        Effect: 'Allow',
        Action: 's3:PutObject',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Arn'] }, '/s3/*']] },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });

  test('by the policy, and not by a legacy ACL, whatever the consumer\'s feature flag says', () => {
    for (const flag of [true, false]) {
      const other = makeStack({}, { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': flag });
      const flagged = makeStorage({}, other).template;
      expect(logBucket(flagged).Properties).not.toHaveProperty('AccessControl');
      expect(bucketPolicy(flagged, id)).toEqual(bucketPolicy(template, id));
    }
  });
});

describe('the log bucket', () => {
  const { stack, storage, template } = makeStorage();
  const bucket = logBucket(template);

  test('takes what load balancers (SSE-S3 only) and CloudFront (ACLs enabled) write', () => {
    expect(bucket.Properties).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });

  test('stays SSE-S3 where PDFs have a customer managed key', () => {
    const other = makeStack();
    const { template: keyed } = makeStorage({ encryptionKey: new kms.Key(other, 'Key') }, other);
    expect(logBucket(keyed).Properties.BucketEncryption).toEqual(bucket.Properties.BucketEncryption);
  });

  test('R3.2 is private, and TLS 1.2 or newer is enforced', () => {
    expect(Object.values(bucket.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    const refused = bucketPolicy(template, logicalId(stack, storage.logBucket!)).filter(({ Effect }) => Effect === 'Deny');
    expect(refused.map(({ Condition }) => Condition)).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    ]);
  });

  test('R7.1 forgets logs after a year by default, or as accessLogRetention says; old versions a week later', () => {
    expect(lifecycleRule(bucket, 'expire-logs')).toEqual({
      Id: 'expire-logs',
      Status: 'Enabled',
      ExpirationInDays: 365,
      NoncurrentVersionExpiration: { NoncurrentDays: 7 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    });
    const { template: other } = makeStorage({ accessLogRetention: Duration.days(30) });
    expect(lifecycleRule(logBucket(other), 'expire-logs').ExpirationInDays).toBe(30);
  });

  test.each([[undefined, 'Retain'], [DataProtection.DISPOSABLE, 'Delete']])('data protection %s: deletion policy %s', (dataProtection, policy) => {
    expect(logBucket(makeStorage({ dataProtection }).template).DeletionPolicy).toBe(policy);
  });
});

describe('storage.accessLogs', () => {
  test('off: no log bucket, and the PDF bucket logs nowhere', () => {
    const { storage, template } = makeStorage({ accessLogs: false });
    expect(storage.logBucket).toBeUndefined();
    template.resourceCountIs('AWS::S3::Bucket', 1);
    expect(pdfBucket(template).Properties).not.toHaveProperty('LoggingConfiguration');
  });

  test.each([
    ['dev', undefined],
    ['prodLean', 90],
    ['prod', 365],
  ] as const)('preset %s keeps them %p days', (name, days) => {
    const { template, platform } = makePlatform({ preset: PlatformPreset[name]() });
    expect(platform.storage.logBucket !== undefined).toBe(days !== undefined);
    if (days) expect(lifecycleRule(logBucket(template), 'expire-logs').ExpirationInDays).toBe(days);
  });

  test('off for the whole platform: load balancer and CloudFront log nowhere either', () => {
    const { template } = makePlatform({ storage: { accessLogs: false } });
    const [balancer] = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'));
    const attributes = balancer.Properties.LoadBalancerAttributes.map(({ Key, Value }: any) => [Key, Value]);
    expect(attributes).not.toContainEqual(['access_logs.s3.enabled', 'true']);
    const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
    expect(distribution.Properties.DistributionConfig).not.toHaveProperty('Logging');
  });
});

describe('storage.logBucket', () => {
  test('one of this stack gets the logs, and the policy that lets S3 write them', () => {
    const stack = makeStack();
    const mine = new s3.Bucket(stack, 'Mine');
    const { storage, template } = makeStorage({ logBucket: mine }, stack);
    const id = logicalId(stack, mine);
    expect(storage.logBucket).toBe(mine);
    template.resourceCountIs('AWS::S3::Bucket', 2);
    expect(pdfBucket(template).Properties.LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: id }, LogFilePrefix: 's3/' });
    expect(bucketPolicy(template, id)).toMatchObject([{ Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' } }]);
  });

  test('an imported one gets the logs; its policy is its owner\'s', () => {
    const stack = makeStack();
    const { template } = makeStorage({ logBucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'their-logs') }, stack);
    expect(pdfBucket(template).Properties.LoggingConfiguration.DestinationBucketName).toBe('their-logs');
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.resourceCountIs('AWS::S3::BucketPolicy', 1);
  });

  test('serves the whole platform, past the preset\'s retention', () => {
    const stack = makeStack();
    const mine = new s3.Bucket(stack, 'Mine', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
    const { template } = makePlatform({ storage: { logBucket: mine } }, stack);
    const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
    expect(distribution.Properties.DistributionConfig.Logging.Bucket['Fn::GetAtt'][0]).toBe(logicalId(stack, mine));
    expect(() => logBucket(template)).toThrow();
  });
});
