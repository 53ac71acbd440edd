import { Size } from 'aws-cdk-lib';
import { bill, figures, linesOf, resource } from './helpers';

const BUCKET = 'S3::Bucket';
const atPath = (path: string, properties = {}) => resource('B', BUCKET, properties, { path });

describe('buckets', () => {
  test('the PDF bucket by what is in it, written and read', () => {
    const usage = { pdfStorage: Size.mebibytes(512), pdfWrites: 2000, pdfReads: 50_000 };
    expect(figures([atPath('Stack/Platform/Storage/Bucket')])).toEqual([['s3.standard', 10, 0.23], ['s3.put', 10, 0.05], ['s3.get', 100, 0.04]]);
    expect(figures([atPath('Stack/Platform/Storage/Bucket/Resource')], usage)).toEqual([['s3.get', 50, 0.02], ['s3.standard', 0.5, 0.0115], ['s3.put', 2, 0.01]].sort((a, b) => Number(b[2]) - Number(a[2])));
  });

  test('is known by its logical ID where there is no path', () => {
    expect(linesOf([resource('PlatformStorageBucket6FCEA167', BUCKET)])).toHaveLength(3);
    expect(linesOf([resource('PlatformStorageBucketPolicy', BUCKET), resource('PlatformStorageLogsBucket4C91E791', BUCKET)])).toEqual([]);
  });

  test('other buckets have no price', () => {
    expect(bill([atPath('Stack/Platform/Storage/Logs/Bucket'), atPath('Stack/Platform/Storage/Buckets')]).notPriced).toMatchObject([{ count: 2 }]);
  });

  test('a lifecycle to cheaper classes is said', () => {
    const rules = { LifecycleConfiguration: { Rules: [{ Transitions: [{ StorageClass: 'STANDARD_IA' }] }] } };
    expect(linesOf([atPath('Storage/Bucket', rules)])[0].note).toBe('as if none of it had moved to a cheaper storage class yet');
    expect(linesOf([atPath('Storage/Bucket')])[0]).not.toHaveProperty('note');
  });
});

test('images are counted at the first repository', () => {
  const resources = [resource('A', 'ECR::Repository'), resource('B', 'ECR::Repository')];
  expect(figures(resources, { images: Size.gibibytes(3) })).toEqual([['ecr.storage', 3, 0.3]]);
  expect(bill(resources).freeOfCharge).toMatchObject([{ resourceType: 'AWS::ECR::Repository', count: 1 }]);
});

describe('CloudFront', () => {
  const distribution = resource('D', 'CloudFront::Distribution');

  test('one terabyte and ten million requests are free', () => {
    expect(figures([distribution])).toEqual([['cloudfront.transfer', 10, 0], ['cloudfront.requests', 30, 0]]);
    // 1000 × 0.085; (12 M − 10 M) / 10 000 × 0.01
    expect(figures([distribution], { downloads: Size.gibibytes(2024), requests: 12_000_000 })).toEqual([['cloudfront.transfer', 2024, 85], ['cloudfront.requests', 1200, 2]]);
  });

  test('or not', () => {
    expect(figures([distribution], { freeAllowances: false })).toEqual([['cloudfront.transfer', 10, 0.85], ['cloudfront.requests', 30, 0.3]]);
  });

  test('a second distribution has no traffic of its own; additional metrics cost', () => {
    expect(figures([distribution, resource('E', 'CloudFront::Distribution'), resource('M', 'CloudFront::MonitoringSubscription')])).toEqual([
      ['cloudwatch.metric', 8, 2.4], ['cloudfront.transfer', 10, 0], ['cloudfront.requests', 30, 0],
    ]);
  });
});

test('a web ACL, its rules, its requests once', () => {
  expect(figures([resource('A', 'WAFv2::WebACL', { Rules: [{}, {}, {}] }), resource('B', 'WAFv2::WebACL')])).toEqual([
    ['waf.acl', 1, 5], ['waf.acl', 1, 5], ['waf.rule', 3, 3], ['waf.requests', 0.3, 0.18],
  ]);
});

test('zones, keys, secrets', () => {
  expect(figures([
    resource('Zone', 'Route53::HostedZone'), resource('Key', 'KMS::Key', { EnableKeyRotation: true }), resource('Secret', 'SecretsManager::Secret'),
    resource('Copied', 'SecretsManager::Secret', { ReplicaRegions: [{ Region: 'eu-west-1' }] }),
  ])).toEqual([['kms.key', 1, 1], ['secretsmanager.secret', 2, 0.8], ['route53.zone', 1, 0.5], ['secretsmanager.secret', 1, 0.4]]);
});

test('the rotation of a key is said', () => {
  expect(linesOf([resource('Key', 'KMS::Key', { EnableKeyRotation: true })])[0].note).toContain('rotations');
  expect(linesOf([resource('Key', 'KMS::Key')])[0].note).toBe('requests are not counted: 20 000 are free');
});

test('advanced parameters have no price, standard ones cost nothing', () => {
  expect(linesOf([resource('P', 'SSM::Parameter', { Tier: 'Advanced' })])).toMatchObject([{ priceId: 'ssm.advancedParameter', service: 'AWS Systems Manager', unit: 'month' }]);
  expect(bill([resource('P', 'SSM::Parameter')]).freeOfCharge).toHaveLength(1);
});
