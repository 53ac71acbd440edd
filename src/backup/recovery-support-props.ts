import type { Duration } from 'aws-cdk-lib';
import type { VaultLock } from './plan/vault-lock';
import type { DataProtection } from '../settings/data-protection';

/** What a bucket of the platform's own says about its replica. */
export interface ReplicatedBucket {
  readonly noncurrentVersionExpiration: Duration;
  readonly infrequentAccessAfter?: Duration;
}

export interface RecoverySupportProps {
  readonly region: string;
  /** Whether data is encrypted with a key of the customer's own; backups of the database always are. */
  readonly customerManagedKey: boolean;
  /** The vault, if recovery points are copied. */
  readonly vault: boolean;
  readonly vaultLock?: VaultLock;
  readonly pdfs?: ReplicatedBucket;
  readonly configuration?: ReplicatedBucket;
  readonly accessLogs: boolean;
  readonly accessLogRetention?: Duration;
  readonly dataProtection?: DataProtection;
}
