import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { BackupOptions } from './backup-options';
import type { PlatformBackupPlan } from './plan/platform-backup-plan';
import type { PlatformBackupProps } from './platform-backup';
import type { OfficeHours } from '../cost/office-hours/office-hours';
import { advise, conflict } from '../settings/checks';

const OF_THE_PLAN = ['dailyRetention', 'weeklyRetention', 'recoveryRetention', 'startTime', 'pdfs', 'vault', 'vaultLock', 'restoreTesting'] as const;
const OF_THE_RECOVERY_REGION = ['recoveryRetention', 'replicateDatabaseBackups', 'replication', 'replicateImages'] as const;

/** What no room sees alone, and what would be ignored in silence. */
export function checkBackup(scope: Construct, props: PlatformBackupProps): void {
  if (props.plan === false) refuse(props, OF_THE_PLAN, "needs 'backup.plan' to be on");
  if (!props.recovery) refuse(props, OF_THE_RECOVERY_REGION, "needs 'backup.recoveryRegion'");
  if (props.replicateImages && !props.compute.repository) {
    throw conflict("'backup.replicateImages' needs a repository: the image is of a public registry, or of the CDK's own repository");
  }
  if (props.restoreTesting && !props.database?.subnetGroup) {
    advise(scope, 'restore-testing', "'backup.restoreTesting' needs a database of the platform's own: where a copy of another one may run is not known");
  }
  if (!props.recovery) return;
  const { recovery, database, storage, replicateDatabaseBackups, replication } = props;
  if (replicateDatabaseBackups && !recovery.encryptionKey) {
    throw conflict("'backup.replicateDatabaseBackups' needs a key in the recovery region: give RecoveryRegion.existing its 'encryptionKey'");
  }
  if (database && !database.subnetGroup) {
    if (replicateDatabaseBackups) throw conflict("'backup.replicateDatabaseBackups' cannot be combined with 'database.existing', whose backups are its owner's");
    advise(scope, 'recovery-database', "The automated backups and the secret of 'database.existing' are not replicated: whoever owns them decides. Its recovery points are copied with 'backup.plan'.");
  }
  if (!storage.replicationRole && (replication?.enabled ?? true)) {
    advise(scope, 'recovery-pdfs', "PDFs are not replicated to the recovery region: 'storage.bucket' is its owner's to replicate, or RecoveryRegion.existing has no 'pdfBucket'.");
  }
}

/** A backup may start within the hour after its time. */
export function adviseOfficeHours(scope: Construct, { startTime }: PlatformBackupPlan, officeHours?: OfficeHours): void {
  const [hour, minutes] = startTime.split(':');
  const window = `${startTime}-${String((Number(hour) + 1) % 24).padStart(2, '0')}:${minutes}`;
  if (!officeHours?._isStoppedIn(window, Stack.of(scope).region)) return;
  advise(scope, 'backup-office-hours', `AWS Backup backs up no stopped database: choose a 'backup.startTime' (UTC, now ${startTime}) an hour before the end of ${officeHours.description} at the latest`);
}

function refuse(given: BackupOptions, props: readonly (keyof BackupOptions)[], need: string): void {
  const useless = props.find((prop) => given[prop] !== undefined && given[prop] !== false);
  if (useless) throw conflict(`'backup.${useless}' ${need}`);
}
