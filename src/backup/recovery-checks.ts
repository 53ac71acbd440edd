import type { Construct } from 'constructs';
import type { PlatformBackupProps } from './platform-backup';
import type { RecoveryPlace } from './recovery-region';
import { advise, conflict } from '../settings/checks';

/** What would not be copied to the recovery region, or not be readable there. */
export function checkRecovery(scope: Construct, props: PlatformBackupProps, recovery: RecoveryPlace): void {
  checkDatabase(scope, props, recovery);
  checkBuckets(scope, props, recovery);
  if (props.recoveryRetention && !recovery.vault) {
    throw conflict("'backup.recoveryRetention' needs a vault in the recovery region: give RecoveryRegion.existing its 'vault'");
  }
}

function checkDatabase(scope: Construct, { database, plan, replicateDatabaseBackups }: PlatformBackupProps, recovery: RecoveryPlace): void {
  if (!database) {
    if (replicateDatabaseBackups) throw conflict("'backup.replicateDatabaseBackups' needs a database");
    return;
  }
  if (replicateDatabaseBackups && !recovery.encryptionKey) {
    throw conflict("'backup.replicateDatabaseBackups' needs a key in the recovery region: give RecoveryRegion.existing its 'encryptionKey'");
  }
  if ((plan ?? true) && recovery.vault && !recovery.encryptionKey) {
    throw conflict("RecoveryRegion.existing with a 'vault' needs its 'encryptionKey': copies of the database are encrypted with it");
  }
  if (database.subnetGroup) return;
  if (replicateDatabaseBackups) throw conflict("'backup.replicateDatabaseBackups' cannot be combined with 'database.existing', whose backups are its owner's");
  advise(scope, 'recovery-database', "The automated backups and the secret of 'database.existing' are not replicated: whoever owns them decides. Its recovery points are copied with 'backup.plan'.");
}

function checkBuckets(scope: Construct, props: PlatformBackupProps, recovery: RecoveryPlace): void {
  const { storage, encryptionKey, replication } = props;
  if (replication?.enabled === false) return;
  if (recovery.configurationBucket && !(props.configurationBucket ?? true)) {
    advise(scope, 'recovery-configuration', "Nothing is copied to the 'configurationBucket' of RecoveryRegion.existing: 'backup.configurationBucket' is off.");
  } else if (recovery.configurationBucket && encryptionKey && !recovery.encryptionKey) {
    throw conflict("configuration files that a key encrypts need one in the recovery region too: give RecoveryRegion.existing its 'encryptionKey'");
  }
  if (storage.replicationRole) return;
  const isBrought = storage.bucket.node.scope !== storage;
  const owners = `'storage.bucket' is its owner's to replicate${replication ? ", and 'backup.replication' says nothing about it" : ''}`;
  advise(scope, 'recovery-pdfs', `PDFs are not replicated to the recovery region: ${isBrought ? owners : "RecoveryRegion.existing has no 'pdfBucket'"}.`);
}
