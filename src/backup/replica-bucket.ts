import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge, inPacks } from '../settings/acknowledge';
import type { DataProtection } from '../settings/data-protection';
import { removalFor } from '../settings/removal';
import { logRequests } from '../storage/access-logging';
import { dataLifecycle, privateBucket } from '../storage/private-bucket';

export interface ReplicaBucketProps {
  readonly encryptionKey?: kms.IKey;
  readonly logBucket?: s3.IBucket;
  readonly logPrefix: string;
  /** How long old versions are kept: as long as in the original, since deletions are replicated and expiries are not. */
  readonly noncurrentVersionExpiration: Duration;
  readonly infrequentAccessAfter?: Duration;
  readonly dataProtection?: DataProtection;
}

/** The bucket in the recovery region that another one is replicated to. Nothing writes here but S3. */
export class ReplicaBucket extends Construct {
  public readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: ReplicaBucketProps) {
    super(scope, id);
    const { encryptionKey } = props;
    this.bucket = new s3.Bucket(this, 'Bucket', {
      ...privateBucket(encryptionKey),
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: dataLifecycle(props),
      removalPolicy: removalFor(props.dataProtection).stateful,
    });
    logRequests(this.bucket, props.logBucket, props.logPrefix);
    if (!encryptionKey) {
      acknowledge(this.bucket, 'Encrypted as its original is, by S3; a key of the customer\'s own is the choice of "customerManagedKey".', ...inPacks('S3DefaultEncryptionKMS'));
    }
    acknowledge(this.bucket, 'It is the replica: what is lost here is still in the platform\'s region.', ...inPacks('S3BucketReplicationEnabled'));
  }
}
