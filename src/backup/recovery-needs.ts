import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { RecoveryPlace } from './recovery-region';
import type { PlatformDatabaseProps } from '../database/platform-database';
import type { PlatformSettings } from '../settings/platform-settings';
import type { PdfStorageProps } from '../storage/pdf-storage';
import { DEFAULT_VERSION_DAYS } from '../storage/storage-checks';

/** How long old versions of configuration files are kept: there are few of them. */
export const CONFIGURATION_VERSION_DAYS = 365;

/** What the platform copies to, in the recovery region that its settings name: what it makes there is what they need. */
export function bindRecovery(platform: Construct, settings: PlatformSettings, customerManagedKey: boolean): RecoveryPlace | undefined {
  const { backup = {}, storage = {}, database, dataProtection } = settings;
  const { accessLogs = true, accessLogRetention, infrequentAccessAfter, noncurrentVersionExpiration } = storage;
  const replicates = backup.replication?.enabled ?? true;
  const pdfs = { noncurrentVersionExpiration: noncurrentVersionExpiration ?? Duration.days(DEFAULT_VERSION_DAYS), infrequentAccessAfter };
  const configuration = { noncurrentVersionExpiration: Duration.days(CONFIGURATION_VERSION_DAYS) };
  return backup.recoveryRegion?._bind(new Construct(platform, 'Recovery'), {
    customerManagedKey,
    vault: (backup.plan ?? true) && ((database?.enabled ?? true) || (backup.pdfs ?? false)),
    vaultLock: backup.vaultLock,
    pdfs: replicates && !storage.bucket ? pdfs : undefined,
    configuration: replicates && (backup.configurationBucket ?? true) ? configuration : undefined,
    accessLogs,
    accessLogRetention,
    dataProtection,
  });
}

/** Where PDFs are replicated to, if they are. */
export function pdfCopies(recovery: RecoveryPlace | undefined, { backup, storage }: PlatformSettings): Partial<PdfStorageProps> {
  if (!recovery?.pdfBucket || storage?.bucket || backup?.replication?.enabled === false) return {};
  return { replicaBucket: recovery.pdfBucket, replicaRegion: recovery.region, replicaKey: recovery.encryptionKey, replication: backup?.replication };
}

/** What of the database is copied, and by whom. */
export function databaseCopies(recovery: RecoveryPlace | undefined, { backup }: PlatformSettings): Partial<PlatformDatabaseProps> {
  return {
    recoveryRegion: recovery?.region,
    recoveryKey: recovery?.encryptionKey,
    replicateBackups: backup?.replicateDatabaseBackups,
    inBackupPlan: backup?.plan ?? true,
  };
}
