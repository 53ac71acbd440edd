import { Duration } from 'aws-cdk-lib';
import type * as backup from 'aws-cdk-lib/aws-backup';
import { checkDuration, WholeUnit } from '../../settings/checks';

/** Props of {@link VaultLock.governance}. */
export interface GovernanceLockProps {
  /** How long every backup in the vault is kept at the least, from 1 to 36500 whole days. */
  readonly minRetention: Duration;

  /**
   * How long every backup is kept at the most, in whole days: more than `minRetention`, at most 36500 days.
   *
   * @default - no limit
   */
  readonly maxRetention?: Duration;
}

/** Props of {@link VaultLock.compliance}. */
export interface ComplianceLockProps extends GovernanceLockProps {
  /** How long the lock can still be changed or removed, from 3 to 36500 whole days from its deployment on. */
  readonly changeableFor: Duration;
}

/**
 * Protects backups from being deleted before their time, also by those who may delete backups.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export class VaultLock {
  /**
   * A lock that only those can remove who may call `backup:DeleteBackupVaultLockConfiguration`.
   *
   * @param props how long backups are kept; throws if a duration is out of range
   */
  public static governance(props: GovernanceLockProps): VaultLock {
    return new VaultLock(props);
  }

  /**
   * A lock that nobody can change or remove once `changeableFor` is over: not the root user, and not AWS. It is irreversible. Until the
   * last backup in the vault has expired, the vault stays and is paid for.
   *
   * @param props how long backups are kept, and how long the lock can be changed; throws if a duration is out of range
   */
  public static compliance(props: ComplianceLockProps): VaultLock {
    checkDuration('vaultLock.changeableFor', props.changeableFor, Duration.days(3), LONGEST(), WholeUnit.DAYS);
    return new VaultLock(props, props.changeableFor);
  }

  /** How long every backup is kept at the least. */
  public readonly minRetention: Duration;

  /** How long every backup is kept at the most, if there is a limit. */
  public readonly maxRetention?: Duration;

  private constructor(
    { minRetention, maxRetention }: GovernanceLockProps,
    /** How long the lock can be changed, in compliance mode. */
    public readonly changeableFor?: Duration,
  ) {
    checkDuration('vaultLock.minRetention', minRetention, Duration.days(1), LONGEST(), WholeUnit.DAYS);
    if (!minRetention.isUnresolved()) {
      checkDuration('vaultLock.maxRetention', maxRetention, Duration.days(minRetention.toDays() + 1), LONGEST(), WholeUnit.DAYS);
    }
    this.minRetention = minRetention;
    this.maxRetention = maxRetention;
  }

  /** As the vault takes it. @internal */
  public get _configuration(): backup.LockConfiguration {
    const { minRetention, maxRetention, changeableFor } = this;
    return { minRetention, maxRetention, changeableFor };
  }
}

/** AWS Backup's longest. */
const LONGEST = () => Duration.days(36_500);
