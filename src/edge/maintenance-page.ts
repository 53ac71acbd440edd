import { Duration } from 'aws-cdk-lib';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge, inPacks } from '../settings/acknowledge';
import type { DataProtection } from '../settings/data-protection';
import { removalFor } from '../settings/removal';
import { logRequests } from '../storage/access-logging';
import { privateBucket } from '../storage/private-bucket';

export interface MaintenancePageProps {
  readonly logBucket?: s3.IBucket;
  readonly dataProtection?: DataProtection;
}

/**
 * The page that viewers see when the application is out of reach. Custom error responses, not an origin group: CloudFront refuses
 * origin groups where a behavior allows POST and PUT, which an application needs.
 */
export class MaintenancePage extends Construct {
  /** Where the page is: the key is the path. */
  public static readonly PATH = '/maintenance/index.html';

  public readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: MaintenancePageProps) {
    super(scope, id);
    const removal = removalFor(props.dataProtection);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      ...privateBucket(),
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ id: 'clean-up', noncurrentVersionExpiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      removalPolicy: removal.stateful,
    });
    acknowledge(this.bucket, 'One public page: SSE-S3 is enough, and its original is in the application\'s repository.', ...inPacks('S3DefaultEncryptionKMS', 'S3BucketReplicationEnabled'));
    logRequests(this.bucket, props.logBucket, 's3-maintenance/');
  }

  /** Short enough that viewers come back soon after the application does. */
  public get errorResponses(): cloudfront.ErrorResponse[] {
    return [502, 503, 504].map((httpStatus) => ({
      httpStatus,
      responseHttpStatus: 503,
      responsePagePath: MaintenancePage.PATH,
      ttl: Duration.seconds(10),
    }));
  }
}
