import { Duration, Lazy, Size, Tags } from 'aws-cdk-lib';
import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { documentsOf, makeRunbooks, makeStack, type Wanted } from './make-runbooks';
import { PlatformRunbooks } from '../../../src/operations/runbooks/platform-runbooks';

const DB = 'stack-database-b57f4bb8';

const USABLE = ['available', 'storage-initialization', 'storage-optimization'];

const documents = (database: Wanted['database']) => documentsOf(makeRunbooks({ database }).template);
const WITH_REPLICA = documents({ readReplica: true });
const step = (document: any, name: string) => document.mainSteps.find((each: any) => each.name === name);
const names = (document: any) => document.mainSteps.map((each: any) => each.name);

describe('R6.1 R9.2 restore to a point in time', () => {
  const { RestoreDatabase: restore } = documents({ monitoringInterval: Duration.seconds(60), iamAuthentication: true });

  test('to a time, or to the latest one: both ways are otherwise the same', () => {
    expect(step(restore, 'chooseTime').inputs).toEqual({
      Choices: [{ NextStep: 'restoreToLatestTime', Variable: '{{ RestoreTime }}', StringEquals: 'latest' }],
      Default: 'restoreToTime',
    });
    const { RestoreTime, ...given } = step(restore, 'restoreToTime').inputs;
    const { UseLatestRestorableTime, ...latest } = step(restore, 'restoreToLatestTime').inputs;
    expect([RestoreTime, UseLatestRestorableTime]).toEqual(['{{ RestoreTime }}', true]);
    expect(given).toEqual(latest);
    for (const name of ['restoreToTime', 'restoreToLatestTime']) expect(step(restore, name).nextStep).toBe('waitUntilRestored');
  });

  test('with the network, class, zones, logs and protection of the template', () => {
    const { UseLatestRestorableTime, ...inputs } = step(restore, 'restoreToLatestTime').inputs;
    expect(inputs).toEqual({
      Service: 'rds',
      Api: 'RestoreDBInstanceToPointInTime',
      SourceDBInstanceIdentifier: DB,
      TargetDBInstanceIdentifier: '{{ NewInstanceIdentifier }}',
      DBInstanceClass: 'db.t4g.small',
      DBSubnetGroupName: 'DatabaseSubnetGroup',
      DBParameterGroupName: 'DatabaseParameterGroup',
      VpcSecurityGroupIds: ['DatabaseSecurityGroup.GroupId'],
      PubliclyAccessible: false,
      MultiAZ: true,
      StorageType: 'gp3',
      MaxAllocatedStorage: 100,
      AutoMinorVersionUpgrade: true,
      CopyTagsToSnapshot: true,
      EnableCloudwatchLogsExports: ['error', 'slowquery'],
      EnableIAMDatabaseAuthentication: true,
      DeletionProtection: true,
      EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    });
  });

  test('what a restore does not take along is set afterwards, as the template says', () => {
    expect(step(restore, 'completeSettings').inputs).toEqual({
      Service: 'rds',
      Api: 'ModifyDBInstance',
      DBInstanceIdentifier: '{{ NewInstanceIdentifier }}',
      BackupRetentionPeriod: 7,
      PreferredBackupWindow: expect.stringMatching(/^\d\d:\d\d-\d\d:\d\d$/),
      PreferredMaintenanceWindow: expect.stringMatching(/^\w{3}:\d\d:\d\d-\w{3}:\d\d:\d\d$/),
      MonitoringInterval: 60,
      MonitoringRoleArn: 'DatabaseMonitoringRole.Arn',
      CACertificateIdentifier: 'rds-ca-rsa2048-g1',
      ApplyImmediately: true,
    });
  });

  test('waits, checks, and says where it is', () => {
    expect(names(restore).slice(3)).toEqual([
      'waitUntilRestored', 'completeSettings', 'completeSettingsBegins', 'completeSettingsEnds',
      'waitForSecurityGroup', 'assertSecurityGroup', 'assertEncrypted', 'assertPrivate', 'describeRestored',
    ]);
    expect(step(restore, 'waitUntilRestored')).toMatchObject({ timeoutSeconds: 4 * 3600, inputs: { DesiredValues: USABLE } });
    expect(step(restore, 'assertSecurityGroup').inputs.DesiredValues).toEqual(['DatabaseSecurityGroup.GroupId']);
    expect(restore.outputs).toEqual(['describeRestored.Identifier', 'describeRestored.Endpoint', 'describeRestored.ResourceId']);
  });

  test.each([
    ['latest', true], ['', false], ['2027-01-31T09:55:00Z', true], ['2027-01-31T09:55:00+09:00', false], ['2027-01-31', false], ['yesterday', false],
  ])('a time like %j: %s', (time, fits) => {
    expect(new RegExp(restore.parameters.RestoreTime.allowedPattern).test(time)).toBe(fits);
  });

  test('says which password the new instance has', () => {
    expect(restore.description).toContain('It has the master password of that time.');
    expect(documents({ managedPassword: true }).RestoreDatabase.description).toContain('give the new one a password of its own');
  });
});

describe('R9.2 names of other instances begin with the database\'s, and fit', () => {
  const { NewInstanceIdentifier } = WITH_REPLICA.ReplaceDatabase.parameters;

  test.each([
    [`${DB}-new`, true], [`${DB}-replica`, true], [DB, false], [`${DB}-`, false], [`${DB}-New`, false], [`x${DB}-new`, false],
    [`${DB}-${'n'.repeat(62 - DB.length)}`, true], [`${DB}-${'n'.repeat(63 - DB.length)}`, false],
  ])('%s: %s', (name, fits) => {
    expect(new RegExp(NewInstanceIdentifier.allowedPattern).test(name)).toBe(fits);
  });

  test('also of the database with the longest name', () => {
    const { template } = makeRunbooks({ database: {} }, makeStack('A'.repeat(60)));
    const { RestoreDatabase, ReplaceDatabase } = documentsOf(template);
    for (const parameter of [RestoreDatabase.parameters.NewInstanceIdentifier, ReplaceDatabase.parameters.ReplacedInstanceIdentifier]) {
      expect(parameter.default.length).toBe(55 + '-new'.length);
      expect(parameter.default).toMatch(new RegExp(parameter.allowedPattern));
    }
  });
});

describe('R9.2 replacement by renaming', () => {
  const { ReplaceDatabase: replace } = WITH_REPLICA;

  test('the present one, then the new one, each watched by what does not change', () => {
    const renames = replace.mainSteps.filter(({ inputs }: any) => inputs.Api === 'ModifyDBInstance').map(({ inputs }: any) => inputs);
    expect(renames.slice(0, 2)).toEqual([
      [DB, '{{ ReplacedInstanceIdentifier }}'], ['{{ NewInstanceIdentifier }}', DB],
    ].map(([from, to]) => ({ Service: 'rds', Api: 'ModifyDBInstance', DBInstanceIdentifier: from, NewDBInstanceIdentifier: to, ApplyImmediately: true })));
    for (const [which, describing, name] of [['Current', 'describeCurrent', '{{ ReplacedInstanceIdentifier }}'], ['New', 'describeNew', DB]]) {
      const Filters = [{ Name: 'dbi-resource-id', Values: [`{{ ${describing}.ResourceId }}`] }];
      expect(step(replace, `waitFor${which}Name`).inputs).toMatchObject({ Filters, DesiredValues: [name] });
      expect(step(replace, `waitUntil${which}Available`).inputs).toMatchObject({ Filters, DesiredValues: USABLE });
    }
  });

  test('where the present one is gone, the new one gets its name all the same', () => {
    expect(step(replace, 'describeCurrent')).toMatchObject({ onFailure: 'step:renameNew', isCritical: false });
  });

  test('not by what is still a replica', () => {
    expect(names(replace).slice(0, 4)).toEqual(['assertNewAvailable', 'assertNewEncrypted', 'refuseReplica', 'describeNew']);
    const { inputs, description, onFailure, isCritical } = step(replace, 'refuseReplica');
    expect(inputs).toMatchObject({ DBInstanceIdentifier: '{{ NewInstanceIdentifier }}', PropertySelector: '$.DBInstances[0].BackupRetentionPeriod', DesiredValues: ['7'] });
    expect([onFailure, isCritical]).toEqual([undefined, undefined]);
    expect(description).toContain('A read replica keeps no backups: promote it first (PromoteReplica).');
    const { template } = makeRunbooks({ database: { readReplica: true } });
    const kept = Object.values(template.findResources('AWS::RDS::DBInstance')).map(({ Properties }) => [Properties.DBInstanceIdentifier, Properties.BackupRetentionPeriod]);
    expect(kept).toEqual([[DB, 7], [`${DB}-replica`, undefined]]);
  });

  test('a standby follows in the end, and nobody waits for it', () => {
    expect(names(replace).slice(-4)).toEqual(['waitForEndpoint', 'describeDatabase', 'tagDatabase', 'addStandby']);
    expect(step(replace, 'addStandby').inputs).toEqual({ Service: 'rds', Api: 'ModifyDBInstance', DBInstanceIdentifier: DB, MultiAZ: true, ApplyImmediately: true });
    expect(replace.description).toContain('the standby in the other zone follows by itself');
    const { ReplaceDatabase: alone } = documents({ multiAz: false });
    expect(names(alone).slice(-1)).toEqual(['tagDatabase']);
    expect(alone.description).not.toContain('standby');
  });

  test("in the end, the host is the template's", () => {
    expect(step(replace, 'waitForEndpoint').inputs.DesiredValues).toEqual(['DatabaseInstance.Endpoint.Address']);
  });

  test('says what belongs to the replaced instance, where there is such', () => {
    expect(replace.description).toContain('The read replica follows the replaced instance');
    expect(replace.description).not.toContain('not replicated');
    expect(replace.description).toContain('RDS makes log groups for each name');
    expect(documents({}).ReplaceDatabase.description).not.toContain('The read replica');
  });

  test('automated backups that are replicated are, too', () => {
    const { parts, stack } = makeRunbooks({}, makeStack(), 'First');
    (parts.database!.instance.node.defaultChild as CfnDBInstance).automaticBackupReplicationRegion = 'us-west-2';
    const { replaceDatabase } = new PlatformRunbooks(stack, 'Second', parts);
    const { description } = stack.resolve(replaceDatabase!.document.content);
    expect(description).toContain('what was replicated of the replaced one stays there and is billed: `aws rds start-db-instance-automated-backups-replication` in us-west-2');
  });
});

describe('R4.2 R9.2 promotion of the replica', () => {
  const { PromoteReplica: promote } = WITH_REPLICA;

  test('with backups and protection as the instance has them; nobody waits for a standby', () => {
    const backups = { BackupRetentionPeriod: 7, PreferredBackupWindow: expect.any(String) };
    const it = { Service: 'rds', DBInstanceIdentifier: `${DB}-replica` };
    expect(step(promote, 'promote').inputs).toEqual({ ...it, Api: 'PromoteReadReplica', ...backups });
    expect(step(promote, 'completeSettings').inputs).toEqual({
      ...it, Api: 'ModifyDBInstance', ...backups, DeletionProtection: true, ApplyImmediately: true,
    });
  });

  test('fails where backups, which replicas keep none of, do not begin', () => {
    expect(names(promote)).toEqual([
      'assertAvailable', 'promote', 'waitForBackups', 'waitUntilPromoted', 'completeSettings', 'completeSettingsBegins', 'completeSettingsEnds', 'describePromoted',
    ]);
    expect(step(promote, 'waitForBackups').inputs).toMatchObject({ PropertySelector: '$.DBInstances[0].BackupRetentionPeriod', DesiredValues: ['7'] });
    expect(step(promote, 'waitForBackups').onFailure).toBeUndefined();
  });

  test('with a retention that is a token', () => {
    const backupRetention = Duration.days(Lazy.number({ produce: () => 12 }));
    const database = { readReplica: true, backupRetention, allocatedStorage: Size.gibibytes(20) };
    const made = documents(database);
    expect(step(made.PromoteReplica, 'waitForBackups').inputs.DesiredValues).toEqual(['12']);
    expect(step(made.ReplaceDatabase, 'refuseReplica').inputs.DesiredValues).toEqual(['12']);
  });
});

describe('R4.2 R9.2 an instance that takes the place has the tags of the template', () => {
  const DRILL = { Key: 'cdk-pdf-web-platform:drill', Value: DB };

  function tagged(tags: Record<string, string> = {}) {
    const made = makeRunbooks();
    Object.entries(tags).forEach(([key, value]) => Tags.of(made.parts.database!).add(key, value));
    return documentsOf(made.template);
  }

  test('a restored one those of costs, and that of drills when it is the database', () => {
    const { RestoreDatabase, ReplaceDatabase } = tagged({ Team: 'pdf', [DRILL.Key]: DB });
    for (const name of ['restoreToTime', 'restoreToLatestTime']) expect(step(RestoreDatabase, name).inputs.Tags).toEqual([{ Key: 'Team', Value: 'pdf' }]);
    expect(step(ReplaceDatabase, 'tagDatabase').inputs).toEqual({
      Service: 'rds', Api: 'AddTagsToResource', ResourceName: `arn:Partition:rds:us-east-1:AccountId:db:${DB}`, Tags: [{ Key: 'Team', Value: 'pdf' }, DRILL],
    });
  });

  test('without tags, a restore is told of none, and RDS is never told to add none', () => {
    const { RestoreDatabase, ReplaceDatabase } = tagged();
    expect(step(RestoreDatabase, 'restoreToTime').inputs).not.toHaveProperty('Tags');
    expect(step(ReplaceDatabase, 'tagDatabase').inputs.Tags).toEqual([DRILL]);
  });

  test('none of those that are kept for AWS', () => {
    const { stack, parts } = makeRunbooks({}, makeStack(), 'First');
    (parts.database!.instance.node.defaultChild as CfnDBInstance).tags.setTag('aws:theirs', 'x');
    const { replaceDatabase } = new PlatformRunbooks(stack, 'Second', parts);
    expect(step(stack.resolve(replaceDatabase!.document.content), 'tagDatabase').inputs.Tags).toEqual([DRILL]);
  });

  test('the one that is replaced is not found by drills any longer, which does not hold up the replacement', () => {
    const { ReplaceDatabase } = tagged();
    expect(step(ReplaceDatabase, 'untagCurrent')).toMatchObject({
      onFailure: 'step:renameNew',
      isCritical: false,
      inputs: {
        Service: 'rds',
        Api: 'RemoveTagsFromResource',
        ResourceName: 'arn:Partition:rds:us-east-1:AccountId:db:{{ ReplacedInstanceIdentifier }}',
        TagKeys: [DRILL.Key],
      },
    });
  });
});

describe('R4.2 R9.2 failover', () => {
  const { FailOverDatabase: failOver } = WITH_REPLICA;

  test('only with a standby, and until it is where the standby was', () => {
    expect(names(failOver)).toEqual([
      'assertMultiAz', 'assertAvailable', 'describeBefore', 'failOver', 'failOverBegins', 'waitUntilAvailable', 'waitForStandbyZone', 'describeAfter',
    ]);
    expect(step(failOver, 'assertMultiAz').inputs).toMatchObject({ PropertySelector: '$.DBInstances[0].MultiAZ', DesiredValues: ['True', 'true'] });
    expect(step(failOver, 'assertAvailable').inputs.DesiredValues).toEqual(USABLE);
    expect(step(failOver, 'failOver').inputs).toEqual({ Service: 'rds', Api: 'RebootDBInstance', DBInstanceIdentifier: DB, ForceFailover: true });
    expect(step(failOver, 'waitForStandbyZone').inputs.DesiredValues).toEqual(['{{ describeBefore.StandbyZone }}']);
    expect(step(failOver, 'describeBefore').outputs[1].Selector).toBe('$.DBInstances[0].SecondaryAvailabilityZone');
  });
});
