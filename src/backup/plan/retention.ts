import { Duration } from 'aws-cdk-lib';
import type { BackupPlanOptions } from './backup-plan-options';
import type { VaultLock } from './vault-lock';
import { checkDuration, conflict, invalid, isZero, WholeUnit } from '../../settings/checks';

/** How long what is kept; undefined: it is not made. */
export interface Retention {
  readonly daily?: Duration;
  readonly weekly?: Duration;
  /** Of copies, where it is another than that of the original. */
  readonly recovery?: Duration;
}

const LONGEST_DAYS = 3650;

/** Which vaults `vaultLock` is on: here, and in the recovery region. */
export interface Locked {
  readonly isHere: boolean;
  readonly isThere: boolean;
}

/** The retentions with their defaults, checked. */
export function retentionOf(options: BackupPlanOptions, { isHere, isThere }: Locked = { isHere: true, isThere: false }): Retention {
  const { dailyRetention = Duration.days(35), weeklyRetention = Duration.days(90), recoveryRetention, vaultLock } = options;
  const all = { dailyRetention, weeklyRetention, recoveryRetention };
  for (const [prop, value] of Object.entries(all)) {
    const least = prop === 'recoveryRetention' ? 1 : 0;
    checkDuration(`backup.${prop}`, value, Duration.days(least), Duration.days(LONGEST_DAYS), WholeUnit.DAYS);
    // A copy is kept as long as its original, unless something else is said.
    const isLocked = prop === 'recoveryRetention' ? isThere : isHere || (isThere && !recoveryRetention);
    if (isLocked && vaultLock && value && !isZero(value)) checkLocked(`backup.${prop}`, value, vaultLock);
  }
  if (isZero(dailyRetention) && isZero(weeklyRetention)) {
    throw conflict("'backup.dailyRetention' and 'backup.weeklyRetention' cannot both be 0: 'backup.plan' switches the plan off");
  }
  return {
    daily: isZero(dailyRetention) ? undefined : dailyRetention,
    weekly: isZero(weeklyRetention) ? undefined : weeklyRetention,
    recovery: recoveryRetention,
  };
}

/** AWS Backup makes no backup that the vault's lock would not keep. */
function checkLocked(prop: string, value: Duration, { minRetention, maxRetention }: VaultLock): void {
  if ([value, minRetention, maxRetention].some((each) => each?.isUnresolved())) return;
  const [days, min, max] = [value.toDays(), minRetention.toDays(), maxRetention?.toDays()];
  if (days >= min && days <= (max ?? days)) return;
  throw invalid(prop, `${days} days`, `${max === undefined ? `at least ${min}` : `from ${min} to ${max}`} days, as 'backup.vaultLock' says`);
}
