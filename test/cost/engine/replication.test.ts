import { Size } from 'aws-cdk-lib';
import { bill, linesOf, platformOf, resource, round, TOKYO } from './helpers';
import { priceOf, quoteIn } from '../../../src/cost/price';
import { propose } from '../../../src/cost/proposals';

const THERE = { 'Fn::GetStackOutput': { StackName: 'Stack-us-east-1-Recovery-us-west-2', Region: 'us-west-2', OutputName: 'Arn' } };
const bucket = (Destination: object | undefined, more = {}) => resource('Bucket', 'S3::Bucket', {
  ReplicationConfiguration: { Rules: [{ Status: 'Enabled', Destination, ...more }] },
}, { path: 'Platform/Storage/Bucket' });
const copies = (resources: ReturnType<typeof resource>[], usage = {}) => linesOf(resources, usage)
  .filter(({ item, priceId }) => /copies|replication/.test(item) || priceId.startsWith('transfer'))
  .map(({ priceId, region, quantity, monthlyUsd }) => [priceId, region, round(quantity), round(monthlyUsd)]);

describe('R6.2 PDFs that are replicated', () => {
  const usage = { pdfStorage: Size.gibibytes(40), pdfWrites: 20_000, pdfUploads: Size.gibibytes(3) };

  test('are kept and written there, and their way is charged here', () => {
    expect(copies([bucket({ Bucket: THERE })], usage)).toEqual([
      ['s3.standard', 'us-west-2', 40, 0.92], ['s3.put', 'us-west-2', 20, 0.1], ['transfer.regions', 'us-east-1', 3, 0.06],
    ]);
  });

  test('with metrics and a promise of the time', () => {
    const measured = { Bucket: THERE, Metrics: { Status: 'Enabled' }, ReplicationTime: { Status: 'Enabled' } };
    expect(copies([bucket(measured)], { ...usage, freeAllowances: false }).slice(0, 1)).toEqual([['cloudwatch.metric', 'us-east-1', 4, 1.2]]);
    expect(copies([bucket(measured)], usage)).toContainEqual(['s3.replicationTimeControl', 'us-east-1', 3, 0.045]);
    expect(copies([bucket({ Bucket: THERE, Metrics: { Status: 'Disabled' }, ReplicationTime: { Status: 'Disabled' } })], usage)).toHaveLength(3);
  });

  test('to where the key of the copies is, or the platform\'s other copies go', () => {
    const regionOf = (...resources: ReturnType<typeof resource>[]) => copies(resources)[0][1];
    const key = `arn:aws:kms:${TOKYO}:111122223333:key/1`;
    expect(regionOf(bucket({ Bucket: 'arn:aws:s3:::theirs', EncryptionConfiguration: { ReplicaKmsKeyID: key } }))).toBe(TOKYO);
    const secret = resource('Secret', 'SecretsManager::Secret', { ReplicaRegions: [{ Region: 'us-west-2' }] });
    expect(regionOf(bucket({ Bucket: 'arn:aws:s3:::theirs' }), secret)).toBe('us-west-2');
    expect(linesOf([bucket({})]).filter(({ monthlyUsd }) => monthlyUsd === undefined).map(({ region }) => region)).toEqual(['unknown region', 'unknown region']);
  });

  test('not by a rule that is switched off; another storage class is said', () => {
    expect(copies([bucket({ Bucket: THERE }, { Status: 'Disabled' })])).toEqual([]);
    expect(linesOf([bucket(undefined)])).toHaveLength(6);
    const noteOf = (StorageClass?: string) => linesOf([bucket({ Bucket: THERE, StorageClass })]).find(({ item }) => item === 'copies of PDFs in us-west-2')!.note;
    expect(noteOf('STANDARD_IA')).toBe('as if in the standard class: STANDARD_IA costs less to keep; the price is taken as in us-east-1');
    expect(noteOf('STANDARD')).toBe('the price is taken as in us-east-1');
    expect(noteOf()).toBe('the price is taken as in us-east-1');
  });

  test('are counted once: the replica is free, and configuration files are cents', () => {
    const at = (path: string) => resource(path.replace(/\//g, ''), 'S3::Bucket', {}, { path: `Stack/${path}` });
    const { lines, freeOfCharge, notPriced } = bill([at('Recovery/Pdfs/Bucket'), at('Recovery/Configuration/Bucket'), at('Backup/Configuration/Bucket'), at('Recovery/Logs/Bucket')]);
    expect(lines).toEqual([]);
    expect(freeOfCharge).toMatchObject([{ count: 1, reason: 'its PDFs are counted with the bucket that they are copied from' }]);
    expect(notPriced.map(({ count, reason }) => [count, reason.slice(0, 13)])).toEqual([[1, 'access logs a'], [2, 'configuration']]);
  });
});

describe('R6.2 images that are replicated', () => {
  const registry = (...regions: string[]) => resource('Replication', 'ECR::ReplicationConfiguration', {
    ReplicationConfiguration: { Rules: [{ Destinations: regions.map((Region) => ({ Region })) }] },
  });

  test('are kept there, and their way is charged here', () => {
    expect(copies([registry('us-west-2', 'us-west-2')], { images: Size.gibibytes(2) })).toEqual([['ecr.storage', 'us-west-2', 2, 0.2], ['transfer.regions', 'us-east-1', 2, 0.04]]);
    expect(copies([registry('us-west-2', TOKYO)])).toHaveLength(4);
  });

  test('to another account alone are not ours', () => {
    expect(bill([registry('us-east-1')]).notPriced).toMatchObject([{ resourceType: 'AWS::ECR::ReplicationConfiguration' }]);
    expect(bill([registry()]).notPriced).toHaveLength(1);
  });
});

describe('prices of recovery regions', () => {
  const key = (region: string) => linesOf([resource('Key', 'KMS::Key', {}, { region })])[0];

  test.each([['us-west-2', 'us-east-1'], ['ap-northeast-3', TOKYO]])('%s is taken as %s, and less sure', (region, neighbour) => {
    expect(key(region)).toMatchObject({ region, unitUsd: 1, confidence: 'medium', note: `requests are not counted: 20 000 are free; the price is taken as in ${neighbour}` });
    expect(quoteIn(region, priceOf('rds.backup')!)).toEqual({ usd: 0.095, confidence: 'low', takenFrom: neighbour });
    expect(quoteIn(region, priceOf('logs.storage')!)!.confidence).toBe('low');
  });

  test('no other region has any', () => {
    expect(quoteIn('us-east-2', priceOf('kms.key')!)).toBeUndefined();
    expect(key('ap-northeast-2')).not.toHaveProperty('monthlyUsd');
  });
});

describe('what the account has in common', () => {
  test('scans of images: basic ones are free, Inspector\'s are not', () => {
    expect(bill([resource('R', 'ECR::RegistryScanningConfiguration', { ScanType: 'BASIC' })]).freeOfCharge).toHaveLength(1);
    expect(bill([resource('R', 'ECR::RegistryScanningConfiguration', { ScanType: 'ENHANCED' })]).notPriced).toMatchObject([{ reason: expect.stringContaining('Inspector') }]);
  });

  test('a parameter that grows by itself is free as long as it is small', () => {
    expect(bill([resource('P', 'SSM::Parameter', { Tier: 'Intelligent-Tiering' })]).freeOfCharge).toMatchObject([{ reason: expect.stringContaining('4 KB') }]);
  });
});

describe('what would lower it', () => {
  const savingOf = (change: string, resources: ReturnType<typeof resource>[], usage = {}) =>
    propose(platformOf(resources), usage).find((proposal) => proposal.change.includes(change))?.savesUsd;
  const database = (more = {}) => resource('Database', 'RDS::DBInstance', { DBInstanceClass: 'db.t3.small', AllocatedStorage: '20', BackupRetentionPeriod: 7, ...more });
  const selection = resource('Selection', 'Backup::BackupSelection', { BackupPlanId: { Ref: 'Plan' }, BackupSelection: { Resources: [{ Ref: 'Database' }, 'arn:aws:rds:us-east-1:1:db:x'] } });
  const plan = (...CopyActions: object[]) => resource('Plan', 'Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ Lifecycle: { DeleteAfterDays: 35 }, CopyActions }, {}] } });
  const copy = (DeleteAfterDays?: number) => ({ DestinationBackupVaultArn: THERE, Lifecycle: { DeleteAfterDays } });

  test('no promise of a time', () => {
    const promised = bucket({ Bucket: THERE, Metrics: { Status: 'Enabled' }, ReplicationTime: { Status: 'Enabled' } });
    expect(savingOf('timeControl', [promised], { pdfUploads: Size.gibibytes(10) })).toBeCloseTo(0.15, 8);
    expect(savingOf('timeControl', [bucket({ Bucket: THERE })])).toBeUndefined();
    expect(savingOf('timeControl', [bucket(undefined)])).toBeUndefined();
  });

  test('copies that are kept no longer than daily backups', () => {
    expect(savingOf('recoveryRetention', [plan(copy(90)), selection])).toBeCloseTo(5.5 * 0.095, 8);
    expect(savingOf('recoveryRetention', [plan(copy()), selection])).toBeCloseTo(33 * 0.095, 8);
    expect(savingOf('recoveryRetention', [plan(copy(14)), selection])).toBeUndefined();
    expect(savingOf('recoveryRetention', [plan(), selection])).toBeUndefined();
  });

  test('one kind of copies of the database: never none', () => {
    const replicated = database({ AutomaticBackupReplicationRegion: 'us-west-2' });
    // 6.4 GB kept, and 0.2 a day on their way
    expect(savingOf('replicateDatabaseBackups', [replicated, plan(copy(35)), selection])).toBeCloseTo(6.4 * 0.095 + (0.2 * 365 * 0.02) / 12, 8);
    expect(savingOf('replicateDatabaseBackups', [replicated, plan(), selection])).toBeUndefined();
    expect(savingOf('replicateDatabaseBackups', [replicated])).toBeUndefined();
    expect(savingOf('replicateDatabaseBackups', [database(), plan(copy(35)), selection])).toBeUndefined();
  });
});
