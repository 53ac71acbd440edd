import { Duration, Lazy, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { arn, logicalId, makeDatabase, makePlan } from './make-plan';
import { WeekDay } from '../../../src';
import { VaultLock } from '../../../src/backup/plan/vault-lock';
import { makeStack } from '../../helpers/platform';

const days = (amount: number) => Duration.days(amount);
const RECOVERY_VAULT = 'arn:aws:backup:us-west-2:123456789012:backup-vault:theirs';
const recoveryVaultIn = (stack: any) => backup.BackupVault.fromBackupVaultArn(stack, 'RecoveryVault', RECOVERY_VAULT);

describe('R6.1 the plan', () => {
  const made = makePlan();
  const { stack, plan, database, template } = made;
  const rule = (name: string, schedule: string, kept: number) => ({
    RuleName: name,
    ScheduleExpression: schedule,
    StartWindowMinutes: 60,
    CompletionWindowMinutes: 480,
    Lifecycle: { DeleteAfterDays: kept },
    TargetBackupVault: { 'Fn::GetAtt': [logicalId(stack, plan.vault), 'BackupVaultName'] },
    RecoveryPointTags: { 'cdk-pdf-web-platform:stack': 'Stack', 'cdk-pdf-web-platform:rule': name.toLowerCase() },
  });

  test('a backup every day and every week', () => {
    template.hasResourceProperties('AWS::Backup::BackupPlan', Match.objectEquals({
      BackupPlan: {
        BackupPlanName: 'Stack-Backup-Plan',
        BackupPlanRule: [rule('Daily', 'cron(0 10 ? * * *)', 35), rule('Weekly', 'cron(0 10 ? * SUN *)', 90)],
      },
    }));
  });

  test('of the database, and of nothing else', () => {
    template.hasResourceProperties('AWS::Backup::BackupSelection', Match.objectEquals({
      BackupPlanId: { 'Fn::GetAtt': [logicalId(stack, plan.plan), 'BackupPlanId'] },
      BackupSelection: {
        SelectionName: 'Platform',
        IamRoleArn: { 'Fn::GetAtt': [logicalId(stack, plan.role), 'Arn'] },
        Resources: [arn('rds', { 'db:': { Ref: logicalId(stack, database!.instance) } })],
      },
    }));
  });

  test('waits for the role\'s policy, and has no managed one', () => {
    const [{ DependsOn }] = Object.values(template.findResources('AWS::Backup::BackupSelection'));
    expect(DependsOn).toEqual([logicalId(stack, plan.role.node.findChild('DefaultPolicy'))]);
    expect(template.findResources('AWS::IAM::Role')[logicalId(stack, plan.role)].Properties.ManagedPolicyArns).toBeUndefined();
  });

  test('one vault, plan and selection', () => {
    for (const type of ['BackupVault', 'BackupPlan', 'BackupSelection']) template.resourceCountIs(`AWS::Backup::${type}`, 1);
  });

  test('a replica is not backed up', () => {
    const replicated = makePlan({ database: { readReplica: true } });
    const instance = { Ref: logicalId(replicated.stack, replicated.database!.instance) };
    const [{ Properties }] = Object.values(replicated.template.findResources('AWS::Backup::BackupSelection'));
    expect(Properties.BackupSelection.Resources).toEqual([arn('rds', { 'db:': instance })]);
  });

  test('the bucket where it is asked for, with and without a database', () => {
    for (const wanted of [undefined, null]) {
      const own = makeStack();
      const pdfBucket = s3.Bucket.fromBucketName(own, 'Bucket', 'pdfs');
      const { template: withBucket } = makePlan({ database: wanted, plan: { pdfBucket, pdfs: true } }, own);
      const [{ Properties }] = Object.values(withBucket.findResources('AWS::Backup::BackupSelection'));
      const bucketArn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::pdfs']] };
      expect(Properties.BackupSelection.Resources.slice(-1)).toEqual([bucketArn]);
      expect(Properties.BackupSelection.Resources).toHaveLength(wanted === null ? 1 : 2);
    }
  });

  test('every backup is copied, and the copy kept as long', () => {
    const own = makeStack();
    const { rules } = makePlan({ plan: { recoveryVault: recoveryVaultIn(own) } }, own);
    expect(rules.Daily.CopyActions).toEqual([{ DestinationBackupVaultArn: RECOVERY_VAULT, Lifecycle: { DeleteAfterDays: 35 } }]);
    expect(rules.Weekly.CopyActions).toEqual([{ DestinationBackupVaultArn: RECOVERY_VAULT, Lifecycle: { DeleteAfterDays: 90 } }]);
  });

  test('or as long as is said', () => {
    const own = makeStack();
    const { rules } = makePlan({ plan: { recoveryVault: recoveryVaultIn(own), recoveryRetention: days(14) } }, own);
    for (const { CopyActions } of Object.values(rules)) expect(CopyActions[0].Lifecycle).toEqual({ DeleteAfterDays: 14 });
  });

  test.each([
    ['daily alone', { weeklyRetention: days(0), dailyRetention: days(7) }, { Daily: 7 }],
    ['weekly alone', { dailyRetention: days(0), weeklyRetention: days(3650) }, { Weekly: 3650 }],
  ])('%s', (_name, options, expected) => {
    const { rules } = makePlan({ plan: options });
    expect(Object.fromEntries(Object.entries(rules).map(([name, { Lifecycle }]) => [name, Lifecycle.DeleteAfterDays]))).toEqual(expected);
  });

  test('R2.1 on the days on which the database runs, in whatever order', () => {
    const { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY } = WeekDay;
    const { rules } = makePlan({ plan: { days: [FRIDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY], startTime: '15:30' } });
    expect(rules.Daily.ScheduleExpression).toBe('cron(30 15 ? * MON-FRI *)');
    expect(rules.Weekly.ScheduleExpression).toBe('cron(30 15 ? * FRI *)');
  });

  test('a weekly backup alone does not mind maintenance on other days', () => {
    const onTuesday = { maintenanceWindow: 'tue:10:00-tue:11:00' };
    expect(makePlan({ database: onTuesday, plan: { dailyRetention: days(0), startTime: '10:00' } }).plan.startTime).toBe('10:00');
    expect(() => makePlan({ database: onTuesday, plan: { startTime: '10:00' } })).toThrow("'backup.startTime' (10:00) must be an hour apart");
  });

  test('into an existing vault', () => {
    const own = makeStack();
    const vault = backup.BackupVault.fromBackupVaultName(own, 'Vault', 'theirs');
    const existing = makePlan({ plan: { vault } }, own);
    existing.template.resourceCountIs('AWS::Backup::BackupVault', 0);
    expect(existing.plan.vault).toBe(vault);
    expect(existing.rules.Daily.TargetBackupVault).toBe('theirs');
  });

  test('the lock is the vault\'s', () => {
    const { template: locked } = makePlan({ plan: { vaultLock: VaultLock.governance({ minRetention: days(35), maxRetention: days(90) }) } });
    locked.hasResourceProperties('AWS::Backup::BackupVault', { LockConfiguration: { MinRetentionDays: 35, MaxRetentionDays: 90 } });
  });

  test('does not depend on feature flags', () => {
    const of = (flag: boolean) => {
      const own = makeStack({}, { '@aws-cdk/core:enablePartitionLiterals': flag, '@aws-cdk/aws-iam:standardizedServicePrincipals': flag });
      const { template: flagged } = makePlan({ plan: { recoveryVault: recoveryVaultIn(own) } }, own);
      return Object.keys(flagged.toJSON().Resources);
    };
    expect(of(true)).toEqual(of(false));
  });
});

describe('R6.1 what the plan refuses', () => {
  const lock = (min: number, max?: number) =>
    VaultLock.governance({ minRetention: days(min), maxRetention: max === undefined ? undefined : days(max) });

  test.each([
    [{ dailyRetention: days(3651) }, "'backup.dailyRetention' must be a whole number of days from 0 to 3650, got '3651 days'"],
    [{ dailyRetention: Duration.hours(36) }, "'backup.dailyRetention' must be a whole number of days from 0 to 3650, got '1.5 days'"],
    [{ weeklyRetention: days(3651) }, "'backup.weeklyRetention' must be a whole number of days from 0 to 3650, got '3651 days'"],
    [{ recoveryRetention: days(0) }, "'backup.recoveryRetention' must be a whole number of days from 1 to 3650, got '0 days'"],
    [{ dailyRetention: days(0), weeklyRetention: days(0) }, "'backup.dailyRetention' and 'backup.weeklyRetention' cannot both be 0"],
    [{ vaultLock: lock(40) }, "'backup.dailyRetention' must be at least 40 days, as 'backup.vaultLock' says, got '35 days'"],
    [{ vaultLock: lock(7, 60) }, "'backup.weeklyRetention' must be from 7 to 60 days, as 'backup.vaultLock' says, got '90 days'"],
    [{ vaultLock: lock(7), locksRecoveryVault: true, recoveryRetention: days(6) }, "'backup.recoveryRetention' must be at least 7 days, as 'backup.vaultLock' says, got '6 days'"],
    [{ pdfs: true }, "'backup.pdfs' needs a bucket"],
    [{ days: [] }, "'backup.plan' needs a day on which the database runs"],
  ])('%j', (options, message) => {
    expect(() => makePlan({ plan: options })).toThrow(message);
  });

  test('nothing to back up', () => {
    expect(() => makePlan({ database: null })).toThrow("'backup.plan' needs a database or 'backup.pdfs'");
  });

  test('the lock of an existing vault', () => {
    const stack = makeStack();
    const vault = backup.BackupVault.fromBackupVaultName(stack, 'Vault', 'theirs');
    expect(() => makePlan({ plan: { vault, vaultLock: lock(7) } }, stack)).toThrow("'backup.vaultLock' cannot be combined with 'backup.vault': its owner locks it");
  });

  test('but not of copies that go to another vault', () => {
    expect(() => makePlan({ plan: { vaultLock: lock(7), recoveryRetention: days(6) } })).not.toThrow();
  });

  test('what is switched off, and tokens, may be shorter than the lock', () => {
    const token = Duration.days(Lazy.number({ produce: () => 50 }));
    expect(Object.keys(makePlan({ plan: { dailyRetention: days(0), vaultLock: lock(40) } }).rules)).toEqual(['Weekly']);
    expect(makePlan({ plan: { dailyRetention: token, vaultLock: lock(40) } }).rules.Daily.Lifecycle.DeleteAfterDays).toBe(50);
  });
});

describe('what the plan advises', () => {
  const advice = (wanted: Parameters<typeof makePlan>[0], topic: string, stack = makeStack()) => {
    makePlan(wanted, stack);
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`cdk-pdf-web-platform:${topic}`)).map(({ entry }) => String(entry.data));
  };

  test('a weekly backup that is kept no longer than daily ones is none', () => {
    const of = (daily: Duration, weekly: Duration) => advice({ plan: { dailyRetention: daily, weeklyRetention: weekly } }, 'backup-weekly');
    expect(of(days(90), days(90))[0]).toContain("'backup.weeklyRetention' (90 days) must be longer than 'backup.dailyRetention' (90 days) to matter");
    for (const [daily, weekly] of [[35, 36], [0, 7], [7, 0]]) expect(of(days(daily), days(weekly))).toEqual([]);
    const token = Duration.days(Lazy.number({ produce: () => 50 }));
    for (const [daily, weekly] of [[token, days(1)], [days(90), token]]) expect(of(daily, weekly)).toEqual([]);
  });

  test('whoever restores a snapshot knows its key', () => {
    const restored = { database: { snapshotIdentifier: 'snapshot' } };
    expect(advice(restored, 'backup-snapshot-key')[0]).toContain('kms:CreateGrant and kms:DescribeKey on it');
    for (const other of [{}, { ...restored, encryptionKey: (of: Stack) => new kms.Key(of, 'Key') }]) expect(advice(other, 'backup-snapshot-key')).toEqual([]);
    const stack = makeStack();
    expect(advice({ database: null, plan: { pdfBucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'pdfs') } }, 'backup-snapshot-key', stack)).toEqual([]);
  });
});

describe('R3.2 cdk-nag', () => {
  test.each([
    ['keys of AWS', false],
    ['a key of the customer', true],
  ])('%s: nothing is left, and the database is seen to be in a plan', (_name, withKey) => {
    const stack = makeStack();
    const pdfBucket = new s3.Bucket(stack, 'Bucket');
    makePlan({
      plan: { pdfBucket, recoveryVault: recoveryVaultIn(stack), vaultLock: VaultLock.governance({ minRetention: days(7) }) },
      encryptionKey: withKey ? (of) => new kms.Key(of, 'Key', { enableKeyRotation: true }) : undefined,
    }, stack);
    for (const pack of [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()]) {
      const found = pack.validateScope(stack).violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
      // The bucket of the test is no part of the plan: without it, the pack would not be known to have run.
      expect(found.some((each) => each.includes('Stack/Bucket'))).toBe(true);
      expect(found.filter((each) => each.includes('Stack/Backup/') || each.includes('RDSInBackupPlan'))).toEqual([]);
    }
  });

  test('without the database in its selection, the rule finds it', () => {
    const stack = makeStack();
    const database = makeDatabase(stack, { inBackupPlan: true });
    makePlan({ database: null, plan: { pdfBucket: new s3.Bucket(stack, 'Bucket') } }, stack);
    const found = new NIST80053R5Checks().validateScope(stack).violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
    expect(found.filter((each) => each.includes('RDSInBackupPlan'))).toEqual([`NIST.800.53.R5-RDSInBackupPlan ${database.instance.node.path}/Resource`]);
  });
});
