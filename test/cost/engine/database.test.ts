import { Size } from 'aws-cdk-lib';
import { bill, figures, linesOf, resource } from './helpers';
import { vcpusOf } from '../../../src/cost/pricing/database';

const TYPE = 'RDS::DBInstance';
const BASE = { DBInstanceClass: 'db.t3.small', AllocatedStorage: '20', StorageType: 'gp3', Engine: 'mysql', EngineVersion: '8.4', DBInstanceIdentifier: 'app', BackupRetentionPeriod: 0 };
const database = (more = {}) => resource('Database', TYPE, { ...BASE, ...more });
const replica = (more = {}) => resource('Replica', TYPE, { DBInstanceClass: 'db.t3.small', StorageType: 'gp3', SourceDBInstanceIdentifier: 'app', ...more });
const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds:us-east-1:', { Ref: 'AWS::AccountId' }, ':db:', { Ref: 'Database' }]] };

test('one zone: hours and storage', () => {
  expect(figures([database()])).toEqual([['rds.db.t3.small', 730, 24.82], ['rds.storage.gp3', 20, 2.3]]);
});

test('two zones: both twice', () => {
  expect(figures([database({ MultiAZ: true })])).toEqual([['rds.db.t3.small', 1460, 49.64], ['rds.storage.gp3', 40, 4.6]]);
  expect(figures([database({ MultiAZ: 'true' })])[0]).toEqual(['rds.db.t3.small', 1460, 49.64]);
});

test.each([[arn], ['app']])('a replica has its source\'s storage, and no backups of its own', (source) => {
  const lines = linesOf([database(), replica({ SourceDBInstanceIdentifier: source })], { extraBackups: Size.gibibytes(10) });
  expect(lines.map(({ logicalId, priceId, quantity }) => [logicalId, priceId, quantity])).toEqual([
    ['Database', 'rds.db.t3.small', 730], ['Replica', 'rds.db.t3.small', 730], ['Database', 'rds.storage.gp3', 20], ['Replica', 'rds.storage.gp3', 20],
    ['Database', 'rds.backup', 10],
  ]);
  expect(lines[4].monthlyUsd).toBeCloseTo(0.95, 10);
});

test('storage: gp2 where nothing is said, others without a price, an unknown size as such', () => {
  expect(figures([database({ StorageType: undefined })])[1]).toEqual(['rds.storage.gp3', 20, 2.3]);
  expect(linesOf([database({ StorageType: 'io2' })])[1]).not.toHaveProperty('monthlyUsd');
  expect(linesOf([database({ StorageType: 'io2' })])[1]).toMatchObject({ priceId: 'rds.storage.io2', quantity: 20, unit: 'GB-month' });
  expect(figures([replica({ SourceDBInstanceIdentifier: 'elsewhere' })])[1]).toEqual(['rds.storage.unknownSize', 1, undefined]);
  expect(figures([database({ AllocatedStorage: { Ref: 'Parameter' } })])[1]).toEqual(['rds.storage.unknownSize', 1, undefined]);
});

test('storage that may grow says so', () => {
  expect(linesOf([database({ MaxAllocatedStorage: 100 })])[1].note).toBe('it may grow by itself');
  expect(linesOf([database()])[1].note).toBeUndefined();
});

describe('Extended Support', () => {
  const old = { EngineVersion: '8.0.36' };

  test('by vCPU, in both zones', () => {
    // 2 vCPUs × 2 zones × 730 × 0.1
    expect(figures([database({ ...old, MultiAZ: true })])[0]).toEqual(['rds.extendedSupport', 2920, 292]);
    expect(figures([database({ EngineVersion: '5.7' })])[0]).toEqual(['rds.extendedSupport', 1460, 146]);
  });

  test('a replica has its source\'s version, and its source\'s choice', () => {
    expect(figures([database(old), replica()]).slice(0, 2)).toEqual([['rds.extendedSupport', 1460, 146], ['rds.extendedSupport', 1460, 146]]);
    expect(figures([database({ ...old, EngineLifecycleSupport: 'open-source-rds-extended-support-disabled' }), replica()])).toHaveLength(4);
  });

  test('not of newer versions, or other engines', () => {
    expect(figures([database({ EngineVersion: '8.4.3' })])).toHaveLength(2);
    expect(figures([database({ EngineVersion: '80' })])).toHaveLength(2);
    expect(figures([database({ ...old, Engine: 'mariadb' })])).toHaveLength(2);
  });

  test('of a class whose vCPUs are not known here', () => {
    expect(linesOf([database({ ...old, DBInstanceClass: 'db.t2.micro' })])).toContainEqual(
      expect.objectContaining({ priceId: 'rds.extendedSupport.unknownVcpus', quantity: 730, unit: 'hour' }),
    );
  });

  test.each([['db.t3.micro', 2], ['db.t4g.medium', 2], ['db.m7g.large', 2], ['db.r6g.xlarge', 4], ['db.m5.12xlarge', 48], ['db.t2.micro', undefined], ['odd', undefined]])(
    '%s has %p vCPUs', (type, vcpus) => expect(vcpusOf(type)).toBe(vcpus));
});

test('Performance Insights: seven days are free, beyond them no price is known', () => {
  expect(figures([database({ PerformanceInsightsRetentionPeriod: 7 })])).toHaveLength(2);
  expect(figures([database({ PerformanceInsightsRetentionPeriod: 93 })])).toContainEqual(['rds.performanceInsights', 1, undefined]);
  expect(figures([database({ DatabaseInsightsMode: 'advanced' })])).toContainEqual(['rds.performanceInsights', 1, undefined]);
});

test('a secret that RDS makes', () => {
  expect(figures([database({ ManageMasterUserPassword: true })])).toContainEqual(['secretsmanager.secret', 1, 0.4]);
});

test('its parts are free', () => {
  expect(bill([resource('Group', 'RDS::DBSubnetGroup')])).toMatchObject({ lines: [], freeOfCharge: [{ resourceType: 'AWS::RDS::DBSubnetGroup', count: 1 }] });
});
