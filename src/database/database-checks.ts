import { Duration, type Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { DatabaseOptions } from './database-options';
import { MYSQL_LOGS } from './mysql';
import { AccountPlan } from '../settings/account-plan';
import { checkDuration, checkPattern, conflict, invalid, isZero, WholeUnit } from '../settings/checks';

const LARGEST_GIB = 65536;
const INTERVALS = [0, 1, 5, 10, 15, 30, 60];

/** Performance Insights is not there for the smallest burstable classes. */
const WITHOUT_INSIGHTS = /^(t2\.|t3\.(micro|small)$|t4g\.(micro|small)$)/;

/** What shapes a database of the platform's own and so means nothing beside an existing one, or without any. */
const ONLY_WHEN_MADE: (keyof DatabaseOptions)[] = [
  'engineVersion', 'instanceType', 'allocatedStorage', 'maxAllocatedStorage', 'multiAz', 'readReplica', 'backupRetention', 'backupWindow',
  'maintenanceWindow', 'autoMinorVersionUpgrade', 'deletionProtection', 'managedPassword', 'rotateSecretEvery', 'logExports', 'logRetention',
  'performanceInsights', 'monitoringInterval', 'snapshotIdentifier', 'parameters', 'iamAuthentication',
];

export function checkDatabase(props: DatabaseOptions, plan: AccountPlan, instanceType: ec2.InstanceType): void {
  const name = instanceType.toString();
  if (!Token.isUnresolved(name)) {
    if (name.startsWith('db.')) throw invalid('database.instanceType', name, "an instance type without 'db.', like t4g.micro");
    if (/\.nano$/.test(name)) throw invalid('database.instanceType', name, 'a class that RDS has: micro is the smallest');
    if (/^t2\./.test(name)) {
      throw invalid('database.instanceType', name, 'a class that RDS creates for MySQL 8 (t2 is not; t3.micro and t4g.micro are the smallest)');
    }
    if (props.performanceInsights && WITHOUT_INSIGHTS.test(name)) {
      throw conflict(`'database.performanceInsights' is not available on db.${name}: it needs a medium class or larger`);
    }
  }
  checkVersion(props);
  checkPattern('database.databaseName', props.databaseName, /^[A-Za-z]\w{0,63}$/, 'at most 64 letters, digits and underscores, a letter first');
  checkStorage(props);
  checkDuration('database.backupRetention', props.backupRetention, Duration.days(1), Duration.days(35), WholeUnit.DAYS);
  if (plan === AccountPlan.FREE && props.backupRetention && !props.backupRetention.isUnresolved() && props.backupRetention.toDays() > 1) {
    throw invalid('database.backupRetention', props.backupRetention, "1 day while 'accountPlan' is FREE");
  }
  if (!isZero(props.rotateSecretEvery)) checkDuration('database.rotateSecretEvery', props.rotateSecretEvery, Duration.days(1), Duration.days(1000), WholeUnit.DAYS);
  checkPassword(props);
  const logs = props.logExports ?? [];
  for (const log of logs) {
    if (logs.indexOf(log) !== logs.lastIndexOf(log)) throw invalid('database.logExports', log, 'without repetition');
    if (!MYSQL_LOGS.includes(log)) throw invalid('database.logExports', log, `any of ${MYSQL_LOGS.join(', ')}`);
  }
  if (props.monitoringInterval && !props.monitoringInterval.isUnresolved() && !INTERVALS.includes(props.monitoringInterval.toMilliseconds() / 1000)) {
    throw invalid('database.monitoringInterval', props.monitoringInterval, `one of ${INTERVALS.join(', ')} seconds`);
  }
  if (Token.isUnresolved(props.snapshotIdentifier)) {
    throw invalid('database.snapshotIdentifier', 'an unresolved token', 'known at synth, since the instance is named after it');
  }
  if (props.parameters?.require_secure_transport !== undefined) {
    throw conflict("'database.parameters.require_secure_transport' cannot be set: connections without TLS are always refused");
  }
}

/** How often operating-system metrics are recorded; 0 seconds is RDS's word for never. */
export function monitoringInterval({ monitoringInterval: interval }: DatabaseOptions): Duration | undefined {
  return isZero(interval) ? undefined : interval;
}

/** An existing database, or none, has no use for what shapes one. */
export function checkNotMade(props: DatabaseOptions, why: string, more: (keyof DatabaseOptions)[] = []): void {
  const misplaced = [...ONLY_WHEN_MADE, ...more].find((prop) => props[prop] !== undefined);
  if (misplaced) throw conflict(`'database.${misplaced}' cannot be combined with ${why}`);
}

function checkVersion(props: DatabaseOptions): void {
  const version = props.engineVersion?.mysqlMajorVersion;
  if (version === undefined || Token.isUnresolved(version)) return;
  const [major, minor] = version.split('.').map(Number);
  if (major < 8 || (major === 8 && minor < 4)) {
    throw invalid('database.engineVersion', props.engineVersion!.mysqlFullVersion, '8.4 or newer: older versions cost Extended Support');
  }
}

/** Storage at the start and at the most, in GiB, with the defaults. */
export function storageLimits(props: DatabaseOptions): { allocated: number; most: number } {
  const allocated = gibibytes('allocatedStorage', props.allocatedStorage) ?? 20;
  if (Token.isUnresolved(allocated) && !props.maxAllocatedStorage) {
    throw conflict("'database.maxAllocatedStorage' is needed where 'database.allocatedStorage' is a token");
  }
  return { allocated, most: gibibytes('maxAllocatedStorage', props.maxAllocatedStorage) ?? Math.min(LARGEST_GIB, Math.max(100, allocated * 2)) };
}

function gibibytes(prop: string, size?: Size): number | undefined {
  if (!size || size.isUnresolved()) return size?.toGibibytes();
  const amount = size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) / 1024 ** 2;
  if (!Number.isInteger(amount)) throw invalid(`database.${prop}`, `${amount} GiB`, 'a whole number of GiB');
  return amount;
}

function checkStorage(props: DatabaseOptions): void {
  const { allocated, most } = storageLimits(props);
  if (Token.isUnresolved(allocated) || Token.isUnresolved(most)) return;
  if (allocated < 20 || allocated > LARGEST_GIB) throw invalid('database.allocatedStorage', `${allocated} GiB`, `from 20 GiB to ${LARGEST_GIB} GiB`);
  const least = Math.min(LARGEST_GIB, Math.ceil((allocated * 11) / 10));
  if (most < least || most > LARGEST_GIB) {
    throw invalid('database.maxAllocatedStorage', `${most} GiB`, `from ${least} GiB (10 % over allocatedStorage) to ${LARGEST_GIB} GiB`);
  }
}

function checkPassword(props: DatabaseOptions): void {
  if (!props.managedPassword) return;
  if (props.readReplica) {
    throw conflict("'database.managedPassword' cannot be combined with 'database.readReplica': RDS refuses it; leave it off for a secret of the platform's own");
  }
  if (props.snapshotIdentifier) throw conflict("'database.managedPassword' cannot be combined with 'database.snapshotIdentifier'");
  if (props.rotateSecretEvery && !isZero(props.rotateSecretEvery)) throw conflict("'database.managedPassword' cannot be combined with 'database.rotateSecretEvery': RDS rotates by itself");
}
