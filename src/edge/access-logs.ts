import { Stack, Token } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { madeBucket } from '../ingress/log-bucket-checks';
import { advise, conflict } from '../settings/checks';

/**
 * Regions that are switched on account by account: CloudFront delivers no standard logs to buckets there.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
 */
const WITHOUT_DELIVERY = [
  'af-south-1', 'ap-east-1', 'ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7',
  'ca-west-1', 'eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1', 'mx-central-1',
];

/** The bucket, if CloudFront's own logs can go there; all other access logs go there anyhow. */
export function cloudFrontLogBucket(scope: Construct, logBucket?: s3.IBucket): s3.IBucket | undefined {
  if (!logBucket) return undefined;
  const { region } = Stack.of(scope);
  if (!Token.isUnresolved(region) && WITHOUT_DELIVERY.includes(region)) {
    advise(scope, 'cloudfront-logs', `CloudFront delivers no access logs to buckets in ${region}: it has none here. The load balancer's and the buckets' are kept.`);
    return undefined;
  }
  checkLogBucketAcls(logBucket);
  return logBucket;
}

/** CloudFront's standard logs need a bucket with ACLs enabled, which is no longer the default. */
function checkLogBucketAcls(bucket: s3.IBucket): void {
  const resource = madeBucket(bucket);
  if (!resource) return;
  const ownership = Stack.of(bucket).resolve(resource.ownershipControls)?.rules?.[0]?.objectOwnership ?? 'BucketOwnerEnforced';
  if (ownership !== 'BucketOwnerEnforced') return;
  throw conflict(`'storage.logBucket' must have ACLs enabled for CloudFront's logs ('objectOwnership' BUCKET_OWNER_PREFERRED), got ${ownership}`);
}
