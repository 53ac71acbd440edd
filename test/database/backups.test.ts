import { Duration, Lazy } from 'aws-cdk-lib';
import { instanceIn, instanceProps, makeDatabase, replicaIn } from './database';
import { AccountPlan, DataProtection, PlatformPreset } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

describe('R4.1 automatic backup every day', () => {
  test('is kept 7 days', () => {
    expect(instanceProps().BackupRetentionPeriod).toBe(7);
    expect(instanceProps({ accountPlan: AccountPlan.PAID }).BackupRetentionPeriod).toBe(7);
  });

  test('is kept 1 day on the AWS Free plan, which refuses more', () => {
    expect(instanceProps({ accountPlan: AccountPlan.FREE }).BackupRetentionPeriod).toBe(1);
  });

  test.each([1, 14, 35])('backupRetention: %d days', (days) => {
    expect(instanceProps({ backupRetention: Duration.days(days) }).BackupRetentionPeriod).toBe(days);
  });

  test('an unresolved backupRetention passes, also on the Free plan', () => {
    const backupRetention = Duration.days(Lazy.number({ produce: () => 3 }));
    expect(instanceProps({ backupRetention, accountPlan: AccountPlan.FREE }).BackupRetentionPeriod).toBe(3);
  });

  test.each(['dev', 'prodLean', 'prod'] as const)('preset %s: 7 days; 1 day on the Free plan', (name) => {
    const daysOn = (accountPlan?: AccountPlan) =>
      instanceIn(makePlatform({ preset: PlatformPreset[name](), accountPlan }).template).Properties.BackupRetentionPeriod;
    expect(daysOn()).toBe(7);
    expect(daysOn(AccountPlan.FREE)).toBe(1);
  });

  test('snapshots carry the instance\'s tags', () => {
    expect(instanceProps().CopyTagsToSnapshot).toBe(true);
  });
});

describe('R4.1 R10.2 windows', () => {
  const windowsIn = (region: string | undefined, props: Parameters<typeof makeDatabase>[0] = {}) => {
    const properties = instanceProps(props, makeStack({ env: { region } }));
    return [properties.PreferredBackupWindow, properties.PreferredMaintenanceWindow];
  };

  test.each([
    ['us-east-1', '07:00-08:00', 'sun:08:30-sun:09:30'],
    ['sa-east-1', '07:00-08:00', 'sun:08:30-sun:09:30'],
    ['eu-central-1', '01:00-02:00', 'sun:02:30-sun:03:30'],
    ['il-central-1', '01:00-02:00', 'sun:02:30-sun:03:30'],
    ['me-south-1', '01:00-02:00', 'sun:02:30-sun:03:30'],
    ['af-south-1', '01:00-02:00', 'sun:02:30-sun:03:30'],
    ['ap-northeast-1', '17:00-18:00', 'sun:18:30-sun:19:30'],
    ['ap-southeast-2', '17:00-18:00', 'sun:18:30-sun:19:30'],
    [undefined, '07:00-08:00', 'sun:08:30-sun:09:30'],
  ])('in %s: backup %s, maintenance %s', (region, backup, maintenance) => {
    expect(windowsIn(region)).toEqual([backup, maintenance]);
  });

  test('backupWindow and maintenanceWindow', () => {
    expect(windowsIn('us-east-1', { backupWindow: '20:00-20:30', maintenanceWindow: 'mon:21:00-mon:22:00' })).toEqual(['20:00-20:30', 'mon:21:00-mon:22:00']);
  });

  test('either alone, beside the default of the other', () => {
    expect(windowsIn('us-east-1', { backupWindow: '20:00-20:30' })).toEqual(['20:00-20:30', 'sun:08:30-sun:09:30']);
    expect(windowsIn('us-east-1', { maintenanceWindow: 'wed:03:00-wed:04:00' })).toEqual(['07:00-08:00', 'wed:03:00-wed:04:00']);
  });

  test('unresolved windows pass the checks', () => {
    const token = (text: string) => Lazy.string({ produce: () => text });
    expect(windowsIn('us-east-1', { backupWindow: token('whenever'), maintenanceWindow: token('then') })).toEqual(['whenever', 'then']);
  });

  test('the replica is maintained with its source, and has no backups of its own', () => {
    const { template } = makeDatabase({ readReplica: true, maintenanceWindow: 'mon:21:00-mon:22:00' });
    expect(replicaIn(template).Properties.PreferredMaintenanceWindow).toBe('mon:21:00-mon:22:00');
    expect(replicaIn(template).Properties).not.toHaveProperty('PreferredBackupWindow');
    expect(replicaIn(template).Properties).not.toHaveProperty('BackupRetentionPeriod');
  });
});

describe('what outlives the stack', () => {
  test.each([
    [undefined, true, 'Snapshot'],
    [DataProtection.PROTECTED, true, 'Snapshot'],
    [DataProtection.DISPOSABLE, false, 'Delete'],
  ])('data protection %s: deletion protection %p, deletion policy %s', (dataProtection, isProtected, policy) => {
    const instance = instanceIn(makeDatabase({ dataProtection }).template);
    expect(instance.Properties).toMatchObject({ DeletionProtection: isProtected, DeleteAutomatedBackups: !isProtected });
    expect([instance.DeletionPolicy, instance.UpdateReplacePolicy]).toEqual([policy, policy]);
  });

  test.each([
    [true, DataProtection.DISPOSABLE, 'Delete'],
    [false, DataProtection.PROTECTED, 'Snapshot'],
  ])('deletionProtection %p wins over %s; the snapshot is still taken as data protection says', (deletionProtection, dataProtection, policy) => {
    const instance = instanceIn(makeDatabase({ deletionProtection, dataProtection }).template);
    expect(instance.Properties.DeletionProtection).toBe(deletionProtection);
    expect(instance.DeletionPolicy).toBe(policy);
  });

  test('a replica holds nothing of its own: it is never snapshotted', () => {
    const replica = replicaIn(makeDatabase({ readReplica: true, dataProtection: DataProtection.PROTECTED }).template);
    expect([replica.DeletionPolicy, replica.UpdateReplacePolicy]).toEqual(['Delete', 'Delete']);
  });

  test.each([['dev', 'Delete'], ['prodLean', 'Snapshot'], ['prod', 'Snapshot']] as const)('preset %s: %s', (name, policy) => {
    expect(instanceIn(makePlatform({ preset: PlatformPreset[name]() }).template).DeletionPolicy).toBe(policy);
  });
});

describe('R9.2 database.snapshotIdentifier', () => {
  const SNAPSHOT = 'rds:before-the-accident';
  const restored = () => makeDatabase({ snapshotIdentifier: SNAPSHOT }).template;

  test('restores the instance, with everything else as it was', () => {
    const { DBInstanceIdentifier: nameBefore, DBName, StorageEncrypted, MasterUsername, MasterUserPassword, ...before } = instanceProps();
    const after = instanceIn(restored()).Properties;
    expect(after).toMatchObject({ ...before, DBSnapshotIdentifier: SNAPSHOT });
    expect(after.DBInstanceIdentifier).not.toBe(nameBefore);
    expect([DBName, StorageEncrypted, MasterUsername, MasterUserPassword].every(Boolean)).toBe(true);
    // What the snapshot decides, and RDS would refuse to be told.
    for (const prop of ['DBName', 'StorageEncrypted', 'KmsKeyId', 'MasterUsername']) expect(after).not.toHaveProperty(prop);
  });

  test('sets a password of the platform\'s own, which the container reads', () => {
    const { MasterUserPassword } = instanceIn(restored()).Properties;
    expect(MasterUserPassword['Fn::Join'][1]).toEqual(['{{resolve:secretsmanager:', { Ref: expect.stringMatching(/Secret/) }, ':SecretString:password::}}']);
  });

  test('the old instance is snapshotted when it is replaced', () => {
    expect(instanceIn(restored()).UpdateReplacePolicy).toBe('Snapshot');
  });
});
