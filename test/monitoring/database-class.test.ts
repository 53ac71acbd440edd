import { type Stack, Token } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { AlarmThresholds, DatabaseOptions } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

const GIB = 1024 ** 3;

/** The thresholds of the alarms of the database, by their ids. */
function thresholdsOf(template: Template): Record<string, number> {
  const alarms = Object.values<any>(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  const named = alarms.flatMap(({ AlarmName, Threshold }) => {
    const [, id] = /^Stack-Platform-Database(\w+)$/.exec(AlarmName ?? '') ?? [];
    return id ? [[id, Threshold]] : [];
  });
  return Object.fromEntries(named);
}

const platformWith = (database: DatabaseOptions, thresholds?: AlarmThresholds, stack?: Stack) =>
  thresholdsOf(makePlatform({ database: { readReplica: false, ...database }, monitoring: { edgeAlarms: false, thresholds } }, stack).template);

const ofClass = (name: string) => platformWith({ instanceType: new ec2.InstanceType(name) });

describe('R5.1 what a database alarms at is derived from its class', () => {
  // 60 % of memory / 12582880, and a sixteenth of the memory; CPU credits of burstable classes alone.
  test.each([
    ['t3.micro', 51, GIB / 16, true],
    ['t4g.small', 102, GIB / 8, true],
    ['t3.medium', 204, GIB / 4, true],
    ['m7g.large', 409, GIB / 2, false],
    ['m6gd.xlarge', 819, GIB, false],
    ['r7g.large', 819, GIB, false],
    ['r7g.2xlarge', 3276, 4 * GIB, false],
    ['r6i.24xlarge', 39321, 48 * GIB, false],
  ])('%s: from %i connections on, to %i bytes', (name, Connections, Memory, burstable) => {
    expect(ofClass(name)).toEqual({ Cpu: 85, Storage: GIB, Connections, Memory, ...(burstable && { CpuCredits: 20 }) });
  });

  test.each(['c6g.large', 'x2g.large', 'z1d.large', 'm7g.metal'])('%s has a memory that its name does not tell: no alarm is guessed', (name) => {
    expect(ofClass(name)).toEqual({ Cpu: 85, Storage: GIB });
  });

  test('a class that is known at deployment brings none either', () => {
    const instanceType = new ec2.InstanceType(Token.asString({ Ref: 'Class' }));
    expect(platformWith({ instanceType })).toEqual({ Cpu: 85, Storage: GIB });
  });

  test('thresholds that are given bring them there', () => {
    const instanceType = new ec2.InstanceType('c6g.large');
    expect(platformWith({ instanceType }, { databaseConnections: 70 })).toEqual({ Cpu: 85, Storage: GIB, Connections: 70 });
  });

  test('max_connections counts as it is set', () => {
    expect(platformWith({ parameters: { max_connections: '50' } }).Connections).toBe(30);
    expect(platformWith({ parameters: { max_connections: '1' } }).Connections).toBe(1);
  });

  test('max_connections as a formula is that of the class', () => {
    expect(platformWith({ parameters: { max_connections: '{DBInstanceClassMemory/12582880}' } }).Connections).toBe(102);
  });

  test('free storage is a twentieth of what is allocated at first', () => {
    expect(platformWith({ allocatedStorage: undefined }).Storage).toBe(GIB);
  });
});

describe('R5.1 an existing database', () => {
  const withExisting = (make: (stack: Stack) => rds.IDatabaseInstance, thresholds?: AlarmThresholds) => {
    const stack = makeStack();
    const instance = make(stack);
    return makePlatform({ database: { existing: { instance } }, monitoring: { thresholds } }, stack).template;
  };
  const imported = (stack: Stack) => rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Imported', {
    instanceIdentifier: 'their-db', instanceEndpointAddress: 'db.example.com', port: 3306, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Sg', 'sg-0123456789abcdef0')],
  });

  test('that is imported tells neither class nor size: 1 GiB, and what is given', () => {
    expect(thresholdsOf(withExisting(imported))).toEqual({ Cpu: 85, Storage: GIB });
    expect(thresholdsOf(withExisting(imported, { databaseConnections: 9 }))).toEqual({ Cpu: 85, Storage: GIB, Connections: 9 });
  });

  test('is watched by its identifier, and has no logs that are counted', () => {
    const template = withExisting(imported);
    const [storage] = Object.values<any>(template.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: 'Stack-Platform-DatabaseStorage' } }));
    expect(storage.Properties.Dimensions).toEqual([{ Name: 'DBInstanceIdentifier', Value: 'their-db' }]);
    for (const id of ['SlowQueries', 'Deadlocks']) expect(JSON.stringify(template)).not.toContain(`Stack-Platform-${id}`);
  });
});

describe('R5.1 without a database', () => {
  test('there is no alarm of one', () => {
    const { template } = makePlatform({ database: { enabled: false } });
    expect(thresholdsOf(template)).toEqual({});
    template.resourceCountIs('AWS::RDS::EventSubscription', 0);
  });
});
