import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { BackupPlanOptions } from './plan/backup-plan-options';
import type { RecoveryRegion } from './recovery-region';

/** How PDFs (and configuration files) get into the recovery region. */
export interface ReplicationOptions {
  /**
   * Whether buckets of the platform's own are replicated to the recovery region.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Whether S3 promises that 99.9 % of new PDFs are there within 15 minutes, and tells of those that are not. Billed per GB. Without it,
   * most are there within minutes, and there is no promise.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
   */
  readonly timeControl?: boolean;

  /**
   * Whether S3 measures what waits to be replicated and what failed, in metrics at the price of custom ones. They are what the alarm
   * `PdfReplicationFailed` watches; `timeControl` always brings them.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics.html
   */
  readonly metrics?: boolean;

  /**
   * Whether a PDF that is deleted is deleted in the recovery region too: its versions stay there as they do here, for
   * `storage.noncurrentVersionExpiration`. Without it, what was deleted here is kept there for good.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html
   */
  readonly deleteMarkers?: boolean;

  /**
   * The storage class of the copies.
   *
   * @default - that of the original
   */
  readonly storageClass?: s3.StorageClass;
}

/** What is kept of the platform's data beside the data itself, and where. */
export interface BackupOptions extends BackupPlanOptions {
  /**
   * Whether AWS Backup backs the database up by a plan, beside RDS's own backups: every day and every week, in a vault.
   *
   * @default true
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html
   */
  readonly plan?: boolean;

  /**
   * The region that backups, PDFs, configuration files and the database's secret are copied to. Data leaves the platform's region: whether it
   * may is a decision that no preset takes.
   *
   * @default - nothing is copied to another region
   */
  readonly recoveryRegion?: RecoveryRegion;

  /**
   * Whether RDS's automated backups (snapshots and transaction logs) are replicated to the recovery region, for as long as they are kept
   * here. RDS offers it between some pairs of regions only.
   *
   * @default - true with a recovery region that has an encryption key
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html
   */
  readonly replicateDatabaseBackups?: boolean;

  /**
   * How PDFs get into the recovery region.
   *
   * @default - as the props of {@link ReplicationOptions} say
   */
  readonly replication?: ReplicationOptions;

  /**
   * Whether ECR replicates the repository's images to the recovery region. The setting is the registry's: an account has one per region,
   * and whoever sets it replaces it. Where there is one already, add `ImageReplication.rule` to it instead.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
   */
  readonly replicateImages?: boolean;

  /**
   * Whether there is a bucket for the application's configuration files, which keeps their versions. The container is told its name
   * (`CONFIG_BUCKET`) and may read it.
   *
   * @default true
   */
  readonly configurationBucket?: boolean;

  /**
   * Whether the container's environment is recorded in Parameter Store, whose history says what was deployed when.
   *
   * @default true
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html
   */
  readonly environmentHistory?: boolean;
}
