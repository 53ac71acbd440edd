import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { instanceIn, instanceProps, makeDatabase, replicaIn } from './database';
import { DataProtection, PlatformPreset } from '../../src';
import { makePlatform, onlyResource, resourcesOf } from '../helpers/platform';

const groupsOf = (template: Parameters<typeof instanceIn>[0]) => resourcesOf(template, 'AWS::Logs::LogGroup');

describe('R5.1 exported logs', () => {
  const { database, template } = makeDatabase({ readReplica: true, canRotate: false });

  test.each([['the instance', instanceIn], ['the replica', replicaIn]])('%s exports error and slow log to groups that RDS finds by name', (_, find) => {
    const { Properties, DependsOn } = find(template);
    expect(Properties.EnableCloudwatchLogsExports).toEqual(['error', 'slowquery']);
    const groups = Object.entries(groupsOf(template)).filter(([, { Properties: p }]) =>
      p.LogGroupName.startsWith(`/aws/rds/instance/${Properties.DBInstanceIdentifier}/`),
    );
    expect(groups.map(([, { Properties: p }]) => p.LogGroupName.split('/').at(-1))).toEqual(['error', 'slowquery']);
    // Made before the instance: RDS would make them without expiry.
    expect(DependsOn).toEqual(expect.arrayContaining(groups.map(([id]) => id)));
  });

  test('all of them are public members', () => {
    expect(database.logGroups).toHaveLength(4);
    expect(Object.keys(groupsOf(template))).toHaveLength(4);
  });

  test('no Lambda sets their retention', () => {
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.resourceCountIs('Custom::LogRetention', 0);
  });
});

describe('database.logExports', () => {
  const parameters = (logExports: string[]) => onlyResource(makeDatabase({ logExports }).template, 'AWS::RDS::DBParameterGroup').Properties.Parameters;

  test('none: no group, no export, no log parameter', () => {
    const { template } = makeDatabase({ logExports: [] });
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    expect(instanceIn(template).Properties.EnableCloudwatchLogsExports ?? []).toEqual([]);
    expect(parameters([])).toEqual({ require_secure_transport: '1' });
  });

  test('general is written only if it is exported: it records every statement', () => {
    expect(parameters(['error', 'slowquery'])).not.toHaveProperty('general_log');
    expect(parameters(['general'])).toEqual({ require_secure_transport: '1', general_log: '1', log_output: 'FILE' });
  });

  test('each gets a group', () => {
    const exports = ['error', 'slowquery', 'general', 'audit'];
    const { template } = makeDatabase({ logExports: exports });
    expect(Object.values(groupsOf(template)).map(({ Properties }) => Properties.LogGroupName.split('/').at(-1)).sort()).toEqual([...exports].sort());
    expect(instanceProps({ logExports: exports }).EnableCloudwatchLogsExports).toEqual(exports);
  });
});

describe('database.logRetention', () => {
  test('is 3 months by default', () => {
    makeDatabase().template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
    makeDatabase({ logRetention: RetentionDays.FIVE_DAYS }).template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 5 });
  });

  test.each([['dev', 7], ['prodLean', 30], ['prod', 365]] as const)('preset %s: %d days', (name, days) => {
    const { template } = makePlatform({ preset: PlatformPreset[name]() });
    const groups = Object.values(groupsOf(template)).filter(({ Properties }) => String(Properties.LogGroupName).startsWith('/aws/rds/'));
    expect(groups).toHaveLength(name === 'prod' ? 4 : 2);
    for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(days);
  });
});

test.each([
  // Their names are fixed by RDS: groups that stay would stand in the way of a new stack of the same name.
  [undefined, 'Delete'],
  [DataProtection.PROTECTED, 'Delete'],
  [DataProtection.DISPOSABLE, 'Delete'],
])('with data protection %s the groups have the deletion policy %s', (dataProtection, policy) => {
  makeDatabase({ dataProtection }).template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: policy, UpdateReplacePolicy: policy });
});
