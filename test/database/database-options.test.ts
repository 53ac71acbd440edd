import { Duration, Lazy, Size, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { makeDatabase } from './database';
import { AccountPlan, type PlatformDatabaseProps, PlatformPreset } from '../../src';
import { makePlatform } from '../helpers/platform';

type Props = Partial<PlatformDatabaseProps>;
const make = (props: Props) => () => makeDatabase(props);
const { days, hours, seconds } = Duration;

describe('database.instanceType', () => {
  test.each(['t2.micro', 't2.small', 't2.medium'])('refuses %s, which RDS does not create for MySQL 8', (name) => {
    expect(make({ instanceType: new ec2.InstanceType(name) })).toThrow(
      `cdk-pdf-web-platform: 'database.instanceType' must be a class that RDS creates for MySQL 8 (t2 is not; t3.micro and t4g.micro are the smallest), got '${name}'`,
    );
  });

  test('an unresolved one passes', () => {
    expect(make({ instanceType: new ec2.InstanceType(Token.asString({ Ref: 'Type' })), performanceInsights: true })).not.toThrow();
  });
});

describe('database.performanceInsights', () => {
  test.each(['t3.micro', 't3.small', 't4g.micro', 't4g.small'])('refuses %s', (name) => {
    expect(make({ performanceInsights: true, instanceType: new ec2.InstanceType(name) })).toThrow(
      `cdk-pdf-web-platform: 'database.performanceInsights' is not available on db.${name}: it needs a medium class or larger`,
    );
  });

  test('refuses the default class as well', () => {
    expect(make({ performanceInsights: true })).toThrow("'database.performanceInsights' is not available on db.t4g.small");
  });

  test.each(['t3.medium', 't4g.medium', 'm7g.large'])('takes %s', (name) => {
    expect(make({ performanceInsights: true, instanceType: new ec2.InstanceType(name) })).not.toThrow();
  });
});

describe('database.engineVersion', () => {
  test.each([['8.0.40', '8.0'], ['5.7.44', '5.7'], ['8.3.0', '8.3']])('refuses %s', (full, major) => {
    expect(make({ engineVersion: rds.MysqlEngineVersion.of(full, major) })).toThrow(
      `cdk-pdf-web-platform: 'database.engineVersion' must be 8.4 or newer: older versions cost Extended Support, got '${full}'`,
    );
  });

  test.each([['8.4.3', '8.4'], ['9.0.1', '9.0'], ['10.1.0', '10.1']])('takes %s', (full, major) => {
    expect(make({ engineVersion: rds.MysqlEngineVersion.of(full, major) })).not.toThrow();
  });
});

describe('database.databaseName', () => {
  test.each(['1app', '_app', 'my-app', 'my app', '', 'a'.repeat(65)])('refuses \'%s\'', (databaseName) => {
    expect(make({ databaseName })).toThrow(
      `cdk-pdf-web-platform: 'database.databaseName' must be at most 64 letters, digits and underscores, a letter first, got '${databaseName}'`,
    );
  });

  test.each(['a', 'App_2', 'a'.repeat(64), Lazy.string({ produce: () => '1' })])('takes \'%s\'', (databaseName) => {
    expect(make({ databaseName })).not.toThrow();
  });
});

describe('storage', () => {
  const { gibibytes } = Size;

  test.each([19, 65537])('allocatedStorage refuses %d GiB', (size) => {
    expect(make({ allocatedStorage: gibibytes(size), maxAllocatedStorage: gibibytes(65536) })).toThrow(
      `cdk-pdf-web-platform: 'database.allocatedStorage' must be from 20 GiB to 65536 GiB, got '${size} GiB'`,
    );
  });

  test.each([
    [20, 21, 22], [20, 20, 22], [40, 43, 44], [25, 27, 28], [20, 65537, 22],
  ])('maxAllocatedStorage: from %d GiB refuses %d GiB', (allocated, most, least) => {
    expect(make({ allocatedStorage: gibibytes(allocated), maxAllocatedStorage: gibibytes(most) })).toThrow(
      `cdk-pdf-web-platform: 'database.maxAllocatedStorage' must be from ${least} GiB (10 % over allocatedStorage) to 65536 GiB, got '${most} GiB'`,
    );
  });

  test.each([[20, 22], [40, 44], [25, 28], [1000, 65536]])('maxAllocatedStorage: from %d GiB takes %d GiB', (allocated, most) => {
    expect(make({ allocatedStorage: gibibytes(allocated), maxAllocatedStorage: gibibytes(most) })).not.toThrow();
  });
});

describe('storage', () => {
  test('is in whole GiB', () => {
    expect(make({ allocatedStorage: Size.mebibytes(20500) })).toThrow(/'database.allocatedStorage' must be a whole number of GiB, got '20.01\d* GiB'/);
    expect(make({ allocatedStorage: Size.mebibytes(20480) })).not.toThrow();
  });

  test('known at deployment only needs its limit', () => {
    const allocatedStorage = Size.gibibytes(Lazy.number({ produce: () => 500 }));
    expect(make({ allocatedStorage })).toThrow("cdk-pdf-web-platform: 'database.maxAllocatedStorage' is needed where 'database.allocatedStorage' is a token");
    expect(make({ allocatedStorage, maxAllocatedStorage: Size.gibibytes(1000) })).not.toThrow();
  });
});

test('database.instanceType is written without db.', () => {
  expect(make({ instanceType: new ec2.InstanceType('db.t4g.micro') })).toThrow(
    "cdk-pdf-web-platform: 'database.instanceType' must be an instance type without 'db.', like t4g.micro, got 'db.t4g.micro'",
  );
});

describe('database.backupRetention', () => {
  test.each([days(0), hours(36), days(36)])('refuses what is not from 1 to 35 days: %#', (backupRetention) => {
    expect(make({ backupRetention })).toThrow(
      `cdk-pdf-web-platform: 'database.backupRetention' must be a whole number of days from 1 to 35, got '${backupRetention.toHours() / 24} days'`,
    );
  });

  test('more than a day is refused on the Free plan, also in the platform\'s props', () => {
    const message = "cdk-pdf-web-platform: 'database.backupRetention' must be 1 day while 'accountPlan' is FREE, got 7 days";
    expect(make({ accountPlan: AccountPlan.FREE, backupRetention: days(7) })).toThrow(message);
    const free = { preset: PlatformPreset.dev(), accountPlan: AccountPlan.FREE };
    expect(() => makePlatform({ ...free, database: { backupRetention: days(7) } })).toThrow(message);
    expect(make({ accountPlan: AccountPlan.FREE, backupRetention: days(1) })).not.toThrow();
  });
});

describe('database.rotateSecretEvery', () => {
  test('0 days switches off what a replica brings, without a word', () => {
    const { template, platform } = makePlatform({ preset: PlatformPreset.prod(), database: { rotateSecretEvery: days(0) } });
    template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
    expect(platform.database!.rotation).toBeUndefined();
  });

  test.each([hours(23), hours(36), days(1001)])('refuses what is not from 1 to 1000 days: %#', (rotateSecretEvery) => {
    expect(make({ rotateSecretEvery })).toThrow(
      `cdk-pdf-web-platform: 'database.rotateSecretEvery' must be a whole number of days from 1 to 1000, got '${rotateSecretEvery.toHours() / 24} days'`,
    );
  });

  test('needs a way to Secrets Manager', () => {
    expect(make({ rotateSecretEvery: days(30), canRotate: false })).toThrow(
      "cdk-pdf-web-platform: 'database.rotateSecretEvery' needs a way to Secrets Manager for the rotation function: 'network.nat', or its endpoint in 'network.interfaceEndpoints'",
    );
  });
});

describe('database.monitoringInterval', () => {
  test('0 seconds switches off what a preset switches on', () => {
    const { template } = makePlatform({ preset: PlatformPreset.prod(), database: { monitoringInterval: seconds(0) } });
    for (const { Properties } of Object.values(template.findResources('AWS::RDS::DBInstance'))) expect(Properties).not.toHaveProperty('MonitoringInterval');
    template.hasResourceProperties('AWS::RDS::DBInstance', {});
  });

  test.each([2, 45, 61, 0.5])('refuses %d seconds', (interval) => {
    expect(make({ monitoringInterval: Duration.millis(interval * 1000) })).toThrow(
      `cdk-pdf-web-platform: 'database.monitoringInterval' must be one of 0, 1, 5, 10, 15, 30, 60 seconds, got ${Duration.millis(interval * 1000).toHumanString()}`,
    );
  });

  test('a minute is 60 seconds', () => {
    expect(make({ monitoringInterval: Duration.minutes(1) })).not.toThrow();
  });
});

describe('database.logExports', () => {
  test('refuses one that is named twice', () => {
    expect(make({ logExports: ['error', 'slowquery', 'error'] })).toThrow("cdk-pdf-web-platform: 'database.logExports' must be without repetition, got 'error'");
  });

  test.each(['slow', 'Error', ''])('refuses \'%s\'', (log) => {
    expect(make({ logExports: ['error', log] })).toThrow(
      `cdk-pdf-web-platform: 'database.logExports' must be any of error, slowquery, general, audit, got '${log}'`,
    );
  });
});

describe('database.parameters', () => {
  test.each(['0', '1', 'OFF'])('refuses require_secure_transport %s: TLS is not negotiable', (value) => {
    expect(make({ parameters: { require_secure_transport: value } })).toThrow(
      "cdk-pdf-web-platform: 'database.parameters.require_secure_transport' cannot be set: connections without TLS are always refused",
    );
  });
});

describe('database.managedPassword excludes', () => {
  test.each<[string, Props, string]>([
    ['a replica', { readReplica: true }, "'database.readReplica': RDS refuses it; leave it off for a secret of the platform's own"],
    ['a restore', { snapshotIdentifier: 'snapshot' }, "'database.snapshotIdentifier'"],
    ['rotation', { rotateSecretEvery: days(30) }, "'database.rotateSecretEvery': RDS rotates by itself"],
  ])('%s', (_, props, message) => {
    expect(make({ managedPassword: true, ...props })).toThrow(`cdk-pdf-web-platform: 'database.managedPassword' cannot be combined with ${message}`);
    expect(make({ managedPassword: false, ...props })).not.toThrow();
  });

  test('the replica that prod brings', () => {
    expect(() => makePlatform({ preset: PlatformPreset.prod(), database: { managedPassword: true } })).toThrow(
      "'database.managedPassword' cannot be combined with 'database.readReplica'",
    );
  });
});
