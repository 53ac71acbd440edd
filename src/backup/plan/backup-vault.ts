import { Aws, Fn } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { VaultLock } from './vault-lock';
import { advise } from '../../settings/checks';
import type { DataProtection } from '../../settings/data-protection';
import { regionWideName } from '../../settings/names';
import { removalFor } from '../../settings/removal';

export interface VaultProps {
  /** Encrypts what AWS Backup keeps itself, and what is copied here; by default the AWS managed key. */
  readonly encryptionKey?: kms.IKey;
  readonly lock?: VaultLock;
  readonly dataProtection?: DataProtection;
}

/**
 * Eight characters of the stack's own ARN, which is another one when the stack is made again: a vault is kept when its stack is deleted, and would
 * be in the way of the next one.
 */
function markOfDeployment(): string {
  return Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
}

/** Where recovery points are kept. */
export function makeVault(scope: Construct, id: string, props: VaultProps): backup.BackupVault {
  const { encryptionKey, lock } = props;
  const vault = new backup.BackupVault(scope, id, {
    backupVaultName: `${regionWideName(scope, id, 41).replace(/[^A-Za-z0-9-]/g, '_')}-${markOfDeployment()}`,
    encryptionKey,
    lockConfiguration: lock?._configuration,
    removalPolicy: removalFor(props.dataProtection).stateful,
  });
  if (lock?.changeableFor) {
    const days = lock.changeableFor.isUnresolved() ? "'changeableFor'" : `${lock.changeableFor.toDays()} days`;
    advise(vault, 'vault-lock-compliance', `${days} after its deployment nobody can change or remove the lock of this vault, nor delete what is in it before its time`);
  }
  return vault;
}
