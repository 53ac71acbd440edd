import { Aws, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { VaultLock } from './vault-lock';
import { advise } from '../../settings/checks';
import type { DataProtection } from '../../settings/data-protection';
import { regionWideName, shortHash } from '../../settings/names';
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

/** AWS changes no vault's key: one with another key is another vault. */
function nameOf(scope: Construct, id: string, encryptionKey: kms.IKey | undefined): string {
  const keyed = encryptionKey ? `-${shortHash(JSON.stringify(Stack.of(scope).resolve(encryptionKey.keyArn)))}` : '';
  return `${regionWideName(scope, id, 41 - keyed.length).replace(/[^A-Za-z0-9-]/g, '_')}${keyed}-${markOfDeployment()}`;
}

/** Where recovery points are kept. */
export function makeVault(scope: Construct, id: string, props: VaultProps): backup.BackupVault {
  const { encryptionKey, lock } = props;
  const vault = new backup.BackupVault(scope, id, {
    backupVaultName: nameOf(scope, id, encryptionKey),
    encryptionKey,
    lockConfiguration: lock?._configuration,
    // Not what a failed deployment has made: its name would be in the way of the next attempt.
    removalPolicy: removalFor(props.dataProtection).isProtected ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  });
  if (lock?.changeableFor) {
    const days = lock.changeableFor.isUnresolved() ? "'changeableFor'" : `${lock.changeableFor.toDays()} days`;
    advise(vault, 'vault-lock-compliance', `${days} after its deployment nobody can change or remove the lock of this vault, nor delete what is in it before its time`);
  }
  return vault;
}
