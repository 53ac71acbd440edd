import { Duration } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as events from 'aws-cdk-lib/aws-events';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { BackupPlanOptions } from './backup-plan-options';
import { makeBackupRole } from './backup-role';
import { makeVault } from './backup-vault';
import { retentionOf } from './retention';
import { startTimeFor } from './start-time';
import { WEEK, written } from '../../cost/office-hours/days';
import type { WeekDay } from '../../cost/office-hours/week-day';
import type { PlatformDatabase } from '../../database/platform-database';
import { advise, conflict } from '../../settings/checks';
import type { DataProtection } from '../../settings/data-protection';
import { outermostStack, regionWideName } from '../../settings/names';

/** Props of {@link PlatformBackupPlan}. */
export interface PlatformBackupPlanProps extends BackupPlanOptions {
  /**
   * The database. Its replica is never backed up: it has its source.
   *
   * @default - no database
   */
  readonly database?: PlatformDatabase;

  /**
   * The PDF bucket, where it is backed up.
   *
   * @default - no bucket
   */
  readonly pdfBucket?: s3.IBucket;

  /**
   * The vault in another region that each backup is copied to.
   *
   * @default - nothing is copied
   */
  readonly recoveryVault?: backup.IBackupVault;

  /**
   * The region of `recoveryVault`.
   *
   * @default - the one in the vault's ARN
   */
  readonly recoveryVaultRegion?: string;

  /**
   * The customer managed key of `recoveryVault`. Copies of encrypted snapshots need one.
   *
   * @default - none
   */
  readonly recoveryKey?: kms.IKey;

  /**
   * Whether `vaultLock` is also on `recoveryVault`, whose copies must then be kept as it says.
   *
   * @default false
   */
  readonly locksRecoveryVault?: boolean;

  /**
   * The customer managed key that encrypts database and vault. For an existing or
   * restored database with a key of its own, allow `role` to use that one.
   *
   * @default - encrypted with AWS managed keys
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The days, in UTC at the start time, on which the database runs: AWS Backup backs up no stopped one. The weekly backup is made on the last.
   *
   * @default - every day, and Sunday for the weekly backup
   */
  readonly days?: WeekDay[];

  /**
   * Whether the vault outlives the stack. One with backups in it cannot be deleted.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

/**
 * A backup of the database every day and every week, in a vault, each copied to the recovery region.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html
 */
export class PlatformBackupPlan extends Construct {
  /** Where backups are kept, made or brought. */
  public readonly vault: backup.IBackupVault;

  /** When what is backed up, and for how long it is kept. */
  public readonly plan: backup.BackupPlan;

  /** What is backed up: the database, the PDF bucket, and nothing else. */
  public readonly selection: backup.BackupSelection;

  /** What AWS Backup acts as. */
  public readonly role: iam.Role;

  /** When backups may start, `hh:mm` in UTC. */
  public readonly startTime: string;

  /** Whether there is a backup of each day. */
  public readonly isDaily: boolean;

  /**
   * Throws if there is nothing to back up, if a retention is out of range or of the lock, or if the start time meets RDS's windows.
   */
  constructor(scope: Construct, id: string, private readonly props: PlatformBackupPlanProps) {
    super(scope, id);
    const { database, pdfBucket, recoveryVault, recoveryKey, encryptionKey, vaultLock, dataProtection, days = WEEK } = props;
    if (!pdfBucket && props.pdfs) throw conflict("'backup.pdfs' needs a bucket");
    if (!database && !pdfBucket) throw conflict("'backup.plan' needs a database or 'backup.pdfs'");
    if (props.vault && vaultLock && !props.locksRecoveryVault) throw conflict("'backup.vaultLock' cannot be combined with 'backup.vault': its owner locks it");
    if (days.length === 0) throw conflict("'backup.plan' needs a day on which the database runs");
    const { daily, weekly, recovery } = retentionOf(props, { isHere: !props.vault, isThere: props.locksRecoveryVault ?? false });
    adviseWeekly(this, daily, weekly);
    this.isDaily = daily !== undefined && days.length === WEEK.length;
    const lastDay = WEEK.filter((day) => days.includes(day)).slice(-1);
    this.startTime = startTimeFor(this, daily ? days : lastDay, database, props.startTime);

    this.vault = props.vault ?? makeVault(this, 'Vault', { encryptionKey, lock: vaultLock, dataProtection });
    this.plan = new backup.BackupPlan(this, 'Plan', { backupPlanName: regionWideName(this, 'Plan', 50).replace(/[^A-Za-z0-9-]/g, '_'), backupVault: this.vault });
    if (daily) this.rule('Daily', WEEK.filter((day) => days.includes(day)), daily, recovery);
    if (weekly) this.rule('Weekly', lastDay, weekly, recovery);
    this.role = makeBackupRole(this, 'Role', {
      vault: this.vault,
      instance: database?.instance,
      bucket: pdfBucket,
      recoveryVault,
      recoveryRegion: props.recoveryVaultRegion,
      recoveryKey,
      encryptionKey,
      hasOtherKeys: !encryptionKey || (database !== undefined && !database.subnetGroup) || isRestored(database),
    });
    if (!encryptionKey && isRestored(database)) this.adviseSnapshotKey();
    this.selection = this.plan.addSelection('Selection', {
      backupSelectionName: 'Platform',
      resources: [
        ...(database ? [backup.BackupResource.fromArn(database.instance.instanceArn)] : []),
        ...(pdfBucket ? [backup.BackupResource.fromArn(pdfBucket.bucketArn)] : []),
      ],
      role: this.role,
      disableDefaultBackupPolicy: true,
    });
    // A backup right after the deployment needs what is allowed.
    this.selection.node.addDependency(this.role.node.findChild('DefaultPolicy'));
  }

  private rule(name: string, days: WeekDay[], deleteAfter: Duration, ofCopies?: Duration): void {
    const [hour, minute] = this.startTime.split(':').map(Number);
    const { recoveryVault } = this.props;
    this.plan.addRule(new backup.BackupPlanRule({
      ruleName: name,
      scheduleExpression: events.Schedule.expression(`cron(${minute} ${hour} ? * ${written(days)} *)`),
      // AWS Backup's shortest; the time of start was chosen for it.
      startWindow: Duration.hours(1),
      completionWindow: Duration.hours(8),
      deleteAfter,
      copyActions: recoveryVault && [{ destinationBackupVault: recoveryVault, deleteAfter: ofCopies ?? deleteAfter }],
      // What finds the backups of this platform among all others, also when the stack is gone.
      recoveryPointTags: { 'cdk-pdf-web-platform:stack': outermostStack(this).stackName, 'cdk-pdf-web-platform:rule': name.toLowerCase() },
    }));
  }

  private adviseSnapshotKey(): void {
    advise(this, 'backup-snapshot-key', "The database has the key of the snapshot of 'database.snapshotIdentifier'. If it is one of your own, allow the roles of 'backup.plan' and 'backup.restoreTesting' kms:CreateGrant and kms:DescribeKey on it: without that, backups fail.");
  }
}

/** A restored instance is encrypted as its snapshot is, whatever the platform's key. */
function isRestored(database?: PlatformDatabase): boolean {
  const made = database?.subnetGroup && (database.instance.node.defaultChild as rds.CfnDBInstance);
  return made?.dbSnapshotIdentifier !== undefined;
}

/** Where rules meet, AWS Backup makes one backup: that of the rule which keeps it longer. */
function adviseWeekly(scope: Construct, daily?: Duration, weekly?: Duration): void {
  if (!daily || !weekly || daily.isUnresolved() || weekly.isUnresolved() || daily.toDays() < weekly.toDays()) return;
  advise(scope, 'backup-weekly', `'backup.weeklyRetention' (${weekly.toDays()} days) must be longer than 'backup.dailyRetention' (${daily.toDays()} days) to matter: AWS Backup makes one backup where both meet, which is kept for the longer of the two.`);
}
