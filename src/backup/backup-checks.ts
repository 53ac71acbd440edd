import { Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BackupOptions } from './backup-options';
import type { PlatformBackupPlan } from './plan/platform-backup-plan';
import { retentionOf } from './plan/retention';
import type { PlatformBackupProps } from './platform-backup';
import { checkRecovery } from './recovery-checks';
import type { OfficeHours } from '../cost/office-hours/office-hours';
import { advise, conflict } from '../settings/checks';
import { resourcesIn } from '../settings/resources-in';

const OF_THE_PLAN = ['dailyRetention', 'weeklyRetention', 'recoveryRetention', 'startTime', 'pdfs', 'vault', 'vaultLock', 'restoreTesting'] as const;
const OF_THE_RECOVERY_REGION = ['recoveryRetention', 'replicateDatabaseBackups', 'replication', 'replicateImages'] as const;
/** What no preset sets, and a plan without anything to back up would ignore. */
const OF_WHAT_IS_BACKED_UP = ['recoveryRetention', 'startTime', 'vault', 'vaultLock'] as const;

/** What no room sees alone, and what would be ignored in silence. */
export function checkBackup(scope: Construct, props: PlatformBackupProps): void {
  if (props.plan === false) refuse(props, OF_THE_PLAN, "needs 'backup.plan' to be on");
  if (!props.recovery) refuse(props, OF_THE_RECOVERY_REGION, "needs 'backup.recoveryRegion'");
  if (props.replicateImages) checkImages(scope, props);
  if (props.restoreTesting && !props.database?.subnetGroup) {
    advise(scope, 'restore-testing', "'backup.restoreTesting' needs a database of the platform's own: where a copy of another one may run is not known");
  }
  if (props.plan ?? true) checkPlan(scope, props);
  if (props.recovery) checkRecovery(scope, props, props.recovery);
}

/** A backup may start within the hour after its time. */
export function adviseOfficeHours(scope: Construct, { startTime }: PlatformBackupPlan, officeHours?: OfficeHours): void {
  const [hour, minutes] = startTime.split(':');
  const window = `${startTime}-${String((Number(hour) + 1) % 24).padStart(2, '0')}:${minutes}`;
  if (!officeHours?._isStoppedIn(window, Stack.of(scope).region)) return;
  advise(scope, 'backup-office-hours', `AWS Backup backs up no stopped database: choose a 'backup.startTime' (UTC, now ${startTime}) an hour before the end of ${officeHours.description} at the latest`);
}

function checkPlan(scope: Construct, props: PlatformBackupProps): void {
  if (props.pdfs) return checkPdfs(scope, props);
  if (props.database) return;
  refuse(props, OF_WHAT_IS_BACKED_UP, "needs a database or 'backup.pdfs'");
  retentionOf(props);
}

/** AWS Backup lists versions, and reads with its role: what it cannot read it leaves out, in jobs that complete. */
function checkPdfs(scope: Construct, { storage, vault }: PlatformBackupProps): void {
  const isMade = storage.bucket.node.scope === storage;
  if (isMade && !(storage.bucket.node.defaultChild as s3.CfnBucket).versioningConfiguration) {
    throw conflict("'backup.pdfs' needs 'storage.versioned' to be on: AWS Backup backs up versioned buckets only");
  }
  if (!isMade && !storage.bucket.encryptionKey) {
    advise(scope, 'backup-pdfs-key', "If a key encrypts 'storage.bucket', import the bucket with its 'encryptionKey' (Bucket.fromBucketAttributes): without it, the jobs of 'backup.pdfs' complete, and back up nothing.");
  }
  if (vault) {
    advise(scope, 'backup-vault-key', "Backups of PDFs are encrypted with the key of 'backup.vault', which is not known here: if it is one of your own, allow 'backup.plan.role' kms:CreateGrant and kms:DescribeKey on it.");
  }
}

/** A registry has one configuration: a second one would replace the first. */
function checkImages(scope: Construct, { compute }: PlatformBackupProps): void {
  if (!compute.repository) {
    throw conflict("'backup.replicateImages' needs a repository: the image is of a public registry, or of the CDK's own repository");
  }
  scope.node.addValidation({
    validate: () => (resourcesIn(Stack.of(scope), 'AWS::ECR::ReplicationConfiguration').length > 1
      ? ["cdk-pdf-web-platform: 'backup.replicateImages' is for one platform of a stack: a registry has one configuration. Add ImageReplication.rule of the others to it as 'mergedRules'"]
      : []),
  });
}

function refuse(given: BackupOptions, props: readonly (keyof BackupOptions)[], need: string): void {
  const useless = props.find((prop) => given[prop] !== undefined && given[prop] !== false);
  if (useless) throw conflict(`'backup.${useless}' ${need}`);
}
