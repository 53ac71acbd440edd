import type { Duration } from 'aws-cdk-lib';
import type * as backup from 'aws-cdk-lib/aws-backup';
import type { VaultLock } from './vault-lock';

/**
 * What AWS Backup keeps, beside RDS's own backups. Backups of RDS and S3 have no cold storage to go to.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
 */
export interface BackupPlanOptions {
  /**
   * How long the backup of a day is kept, from 1 to 3650 whole days; 0 for no daily backup.
   *
   * @default Duration.days(35)
   */
  readonly dailyRetention?: Duration;

  /**
   * How long the backup of a week is kept, from 1 to 3650 whole days; 0 for no weekly backup. On its day it takes the place of the daily one
   * where it is kept longer: AWS Backup makes one backup for rules that meet.
   *
   * @default Duration.days(90)
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
   */
  readonly weeklyRetention?: Duration;

  /**
   * How long a copy in the recovery region is kept, from 1 to 3650 whole days.
   *
   * @default - as long as its original
   */
  readonly recoveryRetention?: Duration;

  /**
   * When backups may start, `hh:mm` in UTC: each does within the hour after. AWS Backup starts none while RDS's backup or maintenance window
   * is open, or in the hour before.
   *
   * @default - the first full hour after the database's backup window that is apart from both windows. For an existing database, whose
   * windows are not known, the hour that one of the platform's own would have: look them up, and set this
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/troubleshooting.html
   */
  readonly startTime?: string;

  /**
   * Whether the PDF bucket is backed up too. Beside storage, S3's requests for each object are billed, and objects under 128 KB as if they
   * were that large. The bucket must be versioned.
   *
   * @default false
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
   */
  readonly pdfs?: boolean;

  /**
   * An existing vault for the backups.
   *
   * @default - a vault is made
   */
  readonly vault?: backup.IBackupVault;

  /**
   * Protects backups from being deleted before their time, in the vaults that the platform makes. All retentions must lie within it.
   *
   * @default - no lock
   */
  readonly vaultLock?: VaultLock;

  /**
   * Whether the newest backup of the database is restored every week, to see whether it can be, and deleted again. A test has a price of its
   * own; the instance is billed while it exists.
   *
   * @default false
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
   */
  readonly restoreTesting?: boolean;
}
