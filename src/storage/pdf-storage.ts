import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { logRequests } from './access-logging';
import { MalwareScan } from './malware-scan';
import { PlatformLogBucket } from './platform-log-bucket';
import { dataLifecycle, privateBucket } from './private-bucket';
import { allowReplication, isMeasured, type Replication, replicationTarget, replicationTo } from './replication';
import { checkStorage, DEFAULT_VERSION_DAYS } from './storage-checks';
import type { StorageOptions } from './storage-options';
import type { ReplicationOptions } from '../backup/backup-options';
import { acknowledge, inPacks } from '../settings/acknowledge';
import type { DataProtection } from '../settings/data-protection';
import { removalFor } from '../settings/removal';

/** Props of {@link PdfStorage}. */
export interface PdfStorageProps extends StorageOptions {
  /**
   * Encrypts the PDFs.
   *
   * @default - SSE-S3: encrypted by S3 with its own keys
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the buckets outlive the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;

  /**
   * The bucket of another region that PDFs are replicated to.
   *
   * @default - PDFs are not replicated
   */
  readonly replicaBucket?: s3.IBucket;

  /**
   * The region of `replicaBucket`.
   *
   * @default - PDFs are not replicated
   */
  readonly replicaRegion?: string;

  /**
   * Encrypts PDFs there. It is needed where `encryptionKey` encrypts them here.
   *
   * @default - SSE-S3
   */
  readonly replicaKey?: kms.IKey;

  /**
   * How they are replicated.
   *
   * @default - as the props of {@link ReplicationOptions} say
   */
  readonly replication?: ReplicationOptions;
}

/**
 * Where PDFs are kept: a private, encrypted, versioned bucket that only TLS reaches, and the bucket that access logs go to.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class PdfStorage extends Construct {
  /** The PDF bucket, made or brought. */
  public readonly bucket: s3.IBucket;

  /** Where access logs go, unless they are off. */
  public readonly logBucket?: s3.IBucket;

  /** The malware scan, if asked for. */
  public readonly malwareScan?: MalwareScan;

  /** The bucket in the recovery region that PDFs are replicated to, if they are. */
  public readonly replicaBucket?: s3.IBucket;

  /** Whether S3 measures what waits to be replicated, and what failed. */
  public readonly measuresReplication: boolean;

  /** What S3 copies PDFs to the recovery region with, if it does. */
  public readonly replicationRole?: iam.Role;

  /** The bucket of the platform's own, whose CORS rules it may set. */
  private readonly ownBucket?: s3.Bucket;

  /** What S3's metrics of requests are filtered by, if it measures them. */
  public readonly requestMetricsId?: string;

  /** Whether pages of the platform's own origin may use presigned URLs. */
  public readonly directUploads: boolean;

  constructor(scope: Construct, id: string, props: PdfStorageProps = {}) {
    super(scope, id);
    checkStorage(props);

    if (props.accessLogs ?? true) {
      this.logBucket = props.logBucket ?? this.makeLogBucket(props);
    }
    const target = replicationTarget(props);
    const replication = target && replicationTo(this, target);
    this.ownBucket = props.bucket ? undefined : this.makeBucket(props, replication);
    if (target && this.ownBucket) {
      this.replicationRole = replication!.replicationRole;
      allowReplication(this.ownBucket, this.replicationRole, target);
      this.replicaBucket = target.bucket;
    }
    this.measuresReplication = target !== undefined && isMeasured(target);
    this.bucket = props.bucket ?? this.ownBucket!;
    this.directUploads = this.ownBucket !== undefined && (props.directUploads ?? true);
    if (this.ownBucket && props.requestMetrics) {
      this.requestMetricsId = 'EntireBucket';
      this.ownBucket.addMetric({ id: this.requestMetricsId });
    }
    if (props.uploadOrigins?.length) this.allowUploadsFrom(...props.uploadOrigins);
    if (props.malwareScan) {
      this.malwareScan = new MalwareScan(this, 'MalwareScan', { bucket: this.bucket });
      this.malwareScan.denyReadingThreats();
    }
  }

  /**
   * Lets pages of web origins use presigned URLs for this bucket. Does nothing for an existing bucket, whose CORS rules are its
   * owner's.
   *
   * @param allowedOrigins scheme, host and port, for example `https://pdf.example.com`
   */
  public allowUploadsFrom(...allowedOrigins: string[]): void {
    this.ownBucket?.addCorsRule({
      allowedOrigins,
      allowedMethods: [s3.HttpMethods.PUT, s3.HttpMethods.POST, s3.HttpMethods.GET, s3.HttpMethods.HEAD],
      allowedHeaders: ['*'],
      exposedHeaders: ['ETag'],
      maxAge: 3600,
    });
  }

  /** Lets a principal list and read PDFs. */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ['s3:GetObject', ...this.readTags()], ['kms:Decrypt']);
  }

  /**
   * Lets a principal list, read, write and delete PDFs. Unlike `IBucket.grantReadWrite` it names the actions one by one: old versions
   * cannot be deleted, so whatever the application does can be undone.
   */
  public grantReadWrite(grantee: iam.IGrantable): iam.Grant {
    const actions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
    return this.grant(grantee, [...actions, ...this.readTags()], ['kms:Decrypt', 'kms:GenerateDataKey']);
  }

  /** The result of a scan is a tag. */
  private readTags(): string[] {
    return this.malwareScan ? ['s3:GetObjectTagging'] : [];
  }

  private grant(grantee: iam.IGrantable, actions: string[], keyActions: string[]): iam.Grant {
    const { bucket } = this;
    const options = { grantee, resource: bucket };
    const grant = iam.Grant.addToPrincipalOrResource({ ...options, actions, resourceArns: [bucket.arnForObjects('*')] }).combine(
      iam.Grant.addToPrincipalOrResource({ ...options, actions: ['s3:ListBucket'], resourceArns: [bucket.bucketArn] }),
    );
    return bucket.encryptionKey ? grant.combine(bucket.encryptionKey.grant(grantee, ...keyActions)) : grant;
  }

  private makeLogBucket(props: PdfStorageProps): s3.Bucket {
    const { bucket } = new PlatformLogBucket(this, 'Logs', { retention: props.accessLogRetention, dataProtection: props.dataProtection });
    // Scanners know a log bucket by the buckets that log there, of which there may be none beside a brought one.
    if (props.bucket) acknowledge(bucket, 'A log bucket that logged its own requests would never come to rest.', 'AwsSolutions-S1', ...inPacks('S3BucketLoggingEnabled'));
    return bucket;
  }

  private makeBucket(props: PdfStorageProps, replication?: Replication): s3.Bucket {
    const versioned = props.versioned ?? true;
    const bucket = new s3.Bucket(this, 'Bucket', {
      ...privateBucket(props.encryptionKey),
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned,
      lifecycleRules: dataLifecycle({
        ...props,
        noncurrentVersionExpiration: versioned ? (props.noncurrentVersionExpiration ?? Duration.days(DEFAULT_VERSION_DAYS)) : undefined,
      }),
      removalPolicy: removalFor(props.dataProtection).stateful,
      ...replication,
    });
    logRequests(bucket, this.logBucket, 's3/');
    this.acknowledgeChoices(bucket, props, versioned);
    return bucket;
  }

  private acknowledgeChoices(bucket: s3.Bucket, props: PdfStorageProps, versioned: boolean): void {
    if (!props.encryptionKey) {
      acknowledge(bucket, 'SSE-S3 encrypts every PDF; a key of the customer\'s own is the choice of "customerManagedKey".', ...inPacks('S3DefaultEncryptionKMS'));
    }
    if (!versioned) acknowledge(bucket, 'Versions are switched off by "storage.versioned".', ...inPacks('S3BucketVersioningEnabled'));
    if (!props.replicaBucket) {
      const reason = 'Versions guard against loss within the region; a copy in a second region is the choice of "backup.recoveryRegion".';
      acknowledge(bucket, reason, ...inPacks('S3BucketReplicationEnabled'));
    }
  }
}
