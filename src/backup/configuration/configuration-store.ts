import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge, inPacks } from '../../settings/acknowledge';
import { checkDuration, conflict, WholeUnit } from '../../settings/checks';
import type { DataProtection } from '../../settings/data-protection';
import { removalFor } from '../../settings/removal';
import { logRequests } from '../../storage/access-logging';
import { dataLifecycle, privateBucket } from '../../storage/private-bucket';
import { CONFIGURATION_VERSION_DAYS } from '../recovery-needs';

/** Props of {@link ConfigurationStore}. */
export interface ConfigurationStoreProps {
  /**
   * Where S3 logs the bucket's requests.
   *
   * @default - they are not logged
   */
  readonly logBucket?: s3.IBucket;

  /**
   * Encrypts the files.
   *
   * @default - SSE-S3: encrypted by S3 with its own keys
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the bucket outlives the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;

  /**
   * How long versions that were replaced or deleted are kept: from 1 to 3650 days.
   *
   * @default Duration.days(365)
   */
  readonly noncurrentVersionExpiration?: Duration;

  /**
   * The role that S3 copies the files to another bucket with. It needs `replicationRules`, and its permissions from whoever gives it.
   *
   * @default - the files are not replicated
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
   */
  readonly replicationRole?: iam.IRole;

  /**
   * What is copied, and where. They need `replicationRole`.
   *
   * @default - the files are not replicated
   */
  readonly replicationRules?: s3.ReplicationRule[];
}

/**
 * Where the application's configuration files are kept, with every version of them: a private, encrypted bucket that only TLS reaches.
 * Whoever puts a wrong file there takes the version before it back.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
 */
export class ConfigurationStore extends Construct {
  /** The bucket. */
  public readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: ConfigurationStoreProps = {}) {
    super(scope, id);
    const { encryptionKey, logBucket, replicationRole, replicationRules } = props;
    checkDuration('noncurrentVersionExpiration', props.noncurrentVersionExpiration, Duration.days(1), Duration.days(3650), WholeUnit.DAYS);
    if ((replicationRole === undefined) !== (replicationRules === undefined)) {
      throw conflict("'replicationRole' and 'replicationRules' are given together or not at all");
    }

    this.bucket = new s3.Bucket(this, 'Bucket', {
      ...privateBucket(encryptionKey),
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: dataLifecycle({ noncurrentVersionExpiration: props.noncurrentVersionExpiration ?? Duration.days(CONFIGURATION_VERSION_DAYS) }),
      removalPolicy: removalFor(props.dataProtection).stateful,
      replicationRole,
      replicationRules,
    });
    logRequests(this.bucket, logBucket, 's3-configuration/');
    this.acknowledgeChoices(props);
  }

  /** Lets a principal list and read the files as they are now; not their old versions. */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    const { bucket } = this;
    const options = { grantee, resource: bucket };
    const grant = iam.Grant.addToPrincipalOrResource({ ...options, actions: ['s3:GetObject'], resourceArns: [bucket.arnForObjects('*')] }).combine(
      iam.Grant.addToPrincipalOrResource({ ...options, actions: ['s3:ListBucket'], resourceArns: [bucket.bucketArn] }),
    );
    return bucket.encryptionKey ? grant.combine(bucket.encryptionKey.grant(grantee, 'kms:Decrypt')) : grant;
  }

  private acknowledgeChoices({ encryptionKey, replicationRules }: ConfigurationStoreProps): void {
    if (!encryptionKey) {
      const reason = 'SSE-S3 encrypts every file; a key of the customer\'s own is the choice of "customerManagedKey".';
      acknowledge(this.bucket, reason, ...inPacks('S3DefaultEncryptionKMS'));
    }
    if (!replicationRules) {
      const reason = 'Versions guard against loss within the region; a copy in a second region is the choice of "backup.recoveryRegion".';
      acknowledge(this.bucket, reason, ...inPacks('S3BucketReplicationEnabled'));
    }
  }
}
