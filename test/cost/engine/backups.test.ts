import { Size } from 'aws-cdk-lib';
import { bill, figures, linesOf, resource, round, TOKYO } from './helpers';
import type { TemplateResource } from '../../../src/cost/template-resources';
import { timesAWeek } from '../../../src/cost/weekly-hours';

const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const database = (more = {}) => resource('Database', 'RDS::DBInstance', {
  DBInstanceClass: 'db.t3.small', AllocatedStorage: '20', StorageType: 'gp3', BackupRetentionPeriod: 7, ...more,
});
const DATABASE_ARN = join('arn:', { Ref: 'AWS::Partition' }, ':rds:us-east-1:', { Ref: 'AWS::AccountId' }, ':db:', { Ref: 'Database' });
const elsewhere = (Region: string) => ({ 'Fn::GetStackOutput': { StackName: 'Stack-us-east-1-Platform-Recovery', Region, OutputName: 'Vault' } });
const vaultIn = (region: string) => join('arn:', { Ref: 'AWS::Partition' }, `:backup:${region}:111122223333:backup-vault:There`);
const rule = (days: number | undefined, ...copies: [vault: unknown, days?: number][]) => ({
  Lifecycle: days === undefined ? undefined : { DeleteAfterDays: days },
  CopyActions: copies.map(([DestinationBackupVaultArn, DeleteAfterDays]) => ({ DestinationBackupVaultArn, Lifecycle: { DeleteAfterDays } })),
});
const plan = (...rules: object[]) => resource('Plan', 'Backup::BackupPlan', { BackupPlan: { BackupPlanRule: rules } });
const selection = (...Resources: unknown[]) => resource('Selection', 'Backup::BackupSelection', { BackupPlanId: { Ref: 'Plan' }, BackupSelection: { Resources } });
/** Lines of one resource, as [priceId, quantity, of it free, price]. */
const linesOfOne = (id: string, resources: TemplateResource[], usage = {}) => linesOf(resources, usage)
  .filter(({ logicalId }) => logicalId === id)
  .map(({ priceId, region, quantity, free, monthlyUsd }) => [priceId, region, round(quantity), round(free), round(monthlyUsd)]);

describe('R6.1 RDS\'s own backups', () => {
  const own = (more: object, usage = {}) => linesOfOne('Database', [database(more)], usage).filter(([priceId]) => /backup|transfer/.test(String(priceId)));

  test('are free up to the size of the database\'s storage: a full one, seven days of changes, and the logs of as many', () => {
    expect(own({})).toEqual([['rds.backup', 'us-east-1', 6.4, 6.4, 0]]);
    // 18 + 7 × 0.36 × 2 − 20
    expect(own({}, { databaseSize: Size.gibibytes(18) })).toEqual([['rds.backup', 'us-east-1', 23.04, 20, round(3.04 * 0.095)]]);
    expect(own({ AllocatedStorage: undefined }, { databaseDailyChange: Size.gibibytes(1) })).toEqual([['rds.backup', 'us-east-1', 19, 0, round(19 * 0.095)]]);
  });

  test('are none where they are switched off, and RDS\'s one day where nothing is said', () => {
    expect(own({ BackupRetentionPeriod: 0 })).toEqual([]);
    expect(own({ BackupRetentionPeriod: undefined })).toEqual([['rds.backup', 'us-east-1', 5.2, 5.2, 0]]);
    expect(linesOf([database()]).find(({ priceId }) => priceId === 'rds.backup')).toMatchObject({ item: 'automated backups, kept 7 days' });
  });

  test('have no price where their days are decided at deployment', () => {
    const [unknown] = linesOf([database({ BackupRetentionPeriod: { Ref: 'Days' } })]).slice(-1);
    expect(unknown).toMatchObject({ item: 'automated backups, kept for some time', priceId: 'rds.backup.unknownQuantity', quantity: 1, free: 0 });
  });

  test('are charged in the region that they are replicated to, where no database makes any free, and so is their way', () => {
    const replicated = own({ AutomaticBackupReplicationRegion: 'us-west-2', AutomaticBackupReplicationRetentionPeriod: 14 });
    // 5 + 14 × 0.1 × 2; 2 × 0.1 × 365 / 12
    expect(replicated).toEqual([
      ['rds.backup', 'us-west-2', 7.8, 0, 0.741], ['transfer.regions', 'us-east-1', 6.083333, 0, round(6.083333 * 0.02)], ['rds.backup', 'us-east-1', 6.4, 6.4, 0],
    ]);
    expect(own({ AutomaticBackupReplicationRegion: 'us-west-2' })[0]).toEqual(['rds.backup', 'us-west-2', 6.4, 0, 0.608]);
  });
});

describe('R6.1 a plan of AWS Backup', () => {
  test('adds the changes of the days that RDS does not keep, free as long as there is room', () => {
    expect(linesOfOne('Plan', [database(), plan(rule(35), rule(90)), selection(DATABASE_ARN)])).toEqual([['rds.backup', 'us-east-1', 8.3, 8.3, 0]]);
    // 10 GB, 0.2 of it changed: 12.8 of the 20 are taken by RDS's own; 83 × 0.2 = 16.6
    const usage = { databaseSize: Size.gibibytes(10) };
    expect(linesOfOne('Plan', [database(), plan(rule(90)), selection(DATABASE_ARN)], usage)).toEqual([['rds.backup', 'us-east-1', 16.6, 7.2, round(9.4 * 0.095)]]);
    expect(linesOfOne('Plan', [database(), plan(rule(7)), selection(DATABASE_ARN)])).toEqual([]);
    const unknownSize = database({ AllocatedStorage: undefined });
    expect(linesOfOne('Plan', [unknownSize, plan(rule(35)), selection(DATABASE_ARN)])).toEqual([['rds.backup', 'us-east-1', 2.8, 0, 0.266]]);
  });

  test('keeps a full backup by itself where RDS keeps none, or the database is not in the template', () => {
    expect(linesOfOne('Plan', [database({ BackupRetentionPeriod: 0 }), plan(rule(35)), selection(DATABASE_ARN)])).toEqual([['rds.backup', 'us-east-1', 8.5, 8.5, 0]]);
    expect(linesOfOne('Plan', [plan(rule(35)), selection('arn:aws:rds:us-east-1:1:db:theirs')])).toEqual([['rds.backup', 'us-east-1', 8.5, 0, round(8.5 * 0.095)]]);
  });

  test('that deletes nothing is counted as after a year, and one whose days are a parameter not at all', () => {
    expect(linesOfOne('Plan', [database(), plan(rule(undefined)), selection(DATABASE_ARN)])[0][2]).toBe(35.8);
    const decided = plan({ Lifecycle: { DeleteAfterDays: { Ref: 'Days' } } });
    expect(linesOf([database(), decided, selection(DATABASE_ARN)]).filter(({ logicalId }) => logicalId === 'Plan')).toMatchObject([
      { item: 'backups of the database in the vault, kept for some time at the longest', priceId: 'rds.backup.unknownQuantity' },
    ]);
  });

  test.each<[string, unknown]>([['a vault that the platform made', elsewhere('us-west-2')], ['a vault that was there', vaultIn('us-west-2')]])(
    'copies to %s are charged there, a full one and the changes of the longest kept, and their way here', (_, vault) => {
      const lines = linesOfOne('Plan', [database(), plan(rule(35, [vault, 35]), rule(90, [vault, 60])), selection(DATABASE_ARN)]);
      // 5 + 60 × 0.1; 0.1 × 365 / 12
      expect(lines).toEqual([
        ['rds.backup', 'us-west-2', 11, 0, 1.045], ['transfer.regions', 'us-east-1', 3.041667, 0, round(3.041667 * 0.02)], ['rds.backup', 'us-east-1', 8.3, 8.3, 0],
      ]);
    });

  test('copies to several regions are charged in each; a place that does not say its region is that of the other copies', () => {
    const both = plan(rule(35, [elsewhere('us-west-2')], [{ Ref: 'VaultArn' }, 10]));
    const regions = (...others: TemplateResource[]) => linesOf([...others, both, selection('arn:aws:rds:us-east-1:1:db:theirs')])
      .filter(({ item }) => item.startsWith('copies') && item.includes('kept')).map(({ region, quantity }) => [region, round(quantity)]).sort();
    expect(regions()).toEqual([['unknown region', 6], ['us-west-2', 41.5]]);
    expect(regions(resource('Secret', 'SecretsManager::Secret', { ReplicaRegions: [{ Region: TOKYO }] }))).toEqual([[TOKYO, 6], ['us-west-2', 41.5]]);
    expect(regions(database({ AutomaticBackupReplicationRegion: 'ap-northeast-3' }))).toContainEqual(['ap-northeast-3', 6]);
  });

  test('of the PDF bucket has no price that is known, but those of a database and of ways', () => {
    const bucket = resource('Bucket', 'S3::Bucket', {}, { path: 'Platform/Storage/Bucket' });
    for (const arn of [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:aws:s3:::theirs']) {
      const lines = linesOfOne('Plan', [bucket, plan(rule(35, [elsewhere('us-west-2'), 35])), selection(arn)]);
      expect(lines).toEqual([
        ['transfer.regions', 'us-east-1', 1, 0, 0.02], ['backup.s3', 'us-east-1', 10, 0, undefined], ['backup.s3', 'us-west-2', 10, 0, undefined],
      ]);
    }
  });

  test('says that it cannot tell where it backs up what the template does not say', () => {
    const reason = 'charged by the GB that it keeps, and what it backs up is not in the template';
    for (const resources of [[], [resource('Selection', 'Backup::BackupSelection', { BackupPlanId: { Ref: 'Plan' } })], [selection('arn:aws:efs:1')]]) {
      expect(bill([plan(rule(35)), ...resources]).notPriced).toEqual([{ resourceType: 'AWS::Backup::BackupPlan', count: 1, reason }]);
    }
    const { freeOfCharge } = bill([resource('Plan', 'Backup::BackupPlan'), selection(DATABASE_ARN)]);
    expect(freeOfCharge.map(({ resourceType }) => resourceType)).toContain('AWS::Backup::BackupPlan');
  });
});

describe('R6.1, R10.1 restore tests', () => {
  const tested = (ScheduleExpression: string, more: object = {}, RestoreTestingPlanName: unknown = 'Plan') => [
    resource('Tests', 'Backup::RestoreTestingPlan', { RestoreTestingPlanName: 'Plan', ScheduleExpression }),
    resource('Test', 'Backup::RestoreTestingSelection', { RestoreTestingPlanName, ProtectedResourceArns: [DATABASE_ARN], ...more }),
  ];
  const WEEKLY = 'cron(0 12 ? * MON *)';
  const ONE_ZONE = { RestoreMetadataOverrides: { multiAz: 'false' }, ValidationWindowHours: 1 };
  const weeks = 365 / 12 / 7;

  test('each has a price, and what is restored is charged for the hours that it exists', () => {
    const lines = linesOfOne('Test', [database({ MultiAZ: true }), ...tested(WEEKLY, ONE_ZONE)]);
    expect(lines).toEqual([
      ['backup.restoreTest', 'us-east-1', round(weeks), 0, round(weeks * 1.5)],
      ['rds.db.t3.small', 'us-east-1', round(weeks * 2), 0, round(weeks * 2 * 0.034)],
      ['rds.storage.gp3', 'us-east-1', round((20 * weeks * 2) / 730), 0, round(((20 * weeks * 2) / 730) * 0.115)],
    ]);
    expect(linesOf(tested(WEEKLY, ONE_ZONE)).find(({ priceId }) => priceId === 'backup.restoreTest')).toMatchObject({ confidence: 'low', service: 'AWS Backup' });
  });

  test('restores as many zones as the database has, where nothing else is said', () => {
    const [, instance] = linesOfOne('Test', [database({ MultiAZ: true }), ...tested('cron(0 12 ? * MON,THU *)', {}, { Ref: 'Tests' })]);
    expect(instance).toEqual(['rds.db.t3.small', 'us-east-1', round(weeks * 2 * 2), 0, round(weeks * 2 * 2 * 0.034)]);
  });

  test('has no price where the schedule, the database or its storage is not known', () => {
    const unknown = (resources: TemplateResource[]) => linesOf(resources)
      .filter(({ logicalId, monthlyUsd }) => logicalId === 'Test' && monthlyUsd === undefined)
      .map(({ priceId }) => priceId);
    expect(unknown([database(), ...tested(WEEKLY)])).toEqual([]);
    expect(unknown([database(), ...tested('cron(0 12 1 * ? *)')]))
      .toEqual(['backup.restoreTest.unknownQuantity', 'rds.db.t3.small.unknownQuantity', 'rds.storage.gp3.unknownQuantity']);
    expect(unknown([database(), ...tested(WEEKLY).slice(1)])).toHaveLength(3);
    expect(unknown(tested(WEEKLY))).toEqual(['backup.unknownRestore']);
    expect(unknown(tested(WEEKLY, { ProtectedResourceArns: ['*', '*'] }))).toEqual(['backup.unknownRestore']);
    expect(unknown([database({ AllocatedStorage: undefined }), ...tested(WEEKLY)])).toEqual(['rds.storage.unknownSize']);
  });

  test.each([[WEEKLY, 1], ['cron(0 12 ? * MON-FRI *)', 5], ['cron(0 12 * * ? *)', 7], ['rate(1 day)', undefined]])('%s is %p times a week', (expression, times) => {
    expect(timesAWeek(expression)).toBe(times);
  });
});

test('vaults and schedules are free', () => {
  const types = ['BackupVault', 'BackupSelection', 'RestoreTestingPlan'].map((type) => resource(type, `Backup::${type}`));
  expect(bill(types).freeOfCharge).toHaveLength(3);
  expect(figures(types)).toEqual([]);
});
