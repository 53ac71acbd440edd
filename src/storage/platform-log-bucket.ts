import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { privateBucket } from './private-bucket';
import { acknowledge, inPacks } from '../settings/acknowledge';
import type { DataProtection } from '../settings/data-protection';
import { removalFor } from '../settings/removal';

/** Props of {@link PlatformLogBucket}. */
export interface PlatformLogBucketProps {
  /**
   * How long logs are kept, in whole days.
   *
   * @default Duration.days(365)
   */
  readonly retention?: Duration;

  /**
   * Whether the bucket outlives the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

/**
 * The bucket that S3, the load balancer and CloudFront write their access logs to, each under its own prefix.
 *
 * The load balancer can only write to a bucket with SSE-S3, CloudFront's standard logs only to one with ACLs enabled.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
 */
export class PlatformLogBucket extends Construct {
  /** The bucket. */
  public readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: PlatformLogBucketProps = {}) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      ...privateBucket(),
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [
        {
          id: 'expire-logs',
          expiration: props.retention ?? Duration.days(365),
          noncurrentVersionExpiration: Duration.days(7),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      removalPolicy: removalFor(props.dataProtection).stateful,
    });
    acknowledge(
      this.bucket,
      'Load balancers cannot write access logs to a bucket with a KMS key; S3 encrypts the logs with its own.',
      ...inPacks('S3DefaultEncryptionKMS'),
    );
    acknowledge(
      this.bucket,
      'Access logs are kept for their retention in one region; the recovery region gets the data, not the logs about it.',
      ...inPacks('S3BucketReplicationEnabled'),
    );
  }
}
