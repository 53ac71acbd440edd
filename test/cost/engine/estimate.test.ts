import { Size } from 'aws-cdk-lib';
import { bill, FIXED, platformOf, resource, synthesized, TOKYO, USAGE } from './helpers';
import { PlatformNat } from '../../../src';
import { estimateBill } from '../../../src/cost/estimate';
import { isAt, isOn, listOf, numberOf, refersTo, textOf } from '../../../src/cost/template-resources';

const secret = (id: string, region: string) => resource(id, 'SecretsManager::Secret', {}, { region });
const zone = (region: string) => resource('Nat', 'EC2::NatGateway', {}, { region });

test('a line says all about its price', () => {
  expect(bill([resource('Key', 'KMS::Key')]).lines).toEqual([{
    logicalId: 'Key',
    path: 'Platform/Key',
    resourceType: 'AWS::KMS::Key',
    service: 'AWS KMS',
    item: 'customer managed key',
    kind: FIXED,
    region: 'us-east-1',
    quantity: 1,
    free: 0,
    unit: 'month',
    unitUsd: 1,
    monthlyUsd: 1,
    priceId: 'kms.key',
    priceDate: '2026-09-23',
    confidence: 'high',
    note: 'requests are not counted: 20 000 are free',
  }]);
});

test('each resource has the prices of its own region', () => {
  const nat = ['us-east-1', TOKYO].map((region) => bill([zone(region)]));
  expect(nat.map(({ lines }) => lines.map(({ unitUsd }) => unitUsd))).toEqual([[0.045, 0.045], [0.062, 0.062]]);
  const mixed = estimateBill(platformOf([zone(TOKYO), resource('Acl', 'WAFv2::WebACL', {}, { region: 'us-east-1' })], TOKYO), {});
  expect(mixed.lines.map(({ priceId, region }) => [priceId, region])).toEqual([['nat.hours', TOKYO], ['waf.acl', 'us-east-1'], ['nat.data', TOKYO], ['waf.requests', 'us-east-1']]);
});

test('a region without prices has lines without prices, at the end', () => {
  const made = bill([secret('Far', 'eu-west-1'), secret('Near', 'us-east-1')]);
  expect(made.lines.map(({ logicalId, quantity, unit }) => [logicalId, quantity, unit])).toEqual([['Near', 1, 'month'], ['Far', 1, 'month']]);
  for (const property of ['unitUsd', 'monthlyUsd', 'priceDate', 'confidence']) expect(made.lines[1]).not.toHaveProperty(property);
  expect(made.monthlyUsd).toBe(0.4);
  expect(made.services).toEqual([{ service: 'AWS Secrets Manager', fixedUsd: 0.4, usageUsd: 0 }]);
  expect(bill([secret('Far', 'eu-west-1')])).toMatchObject({ monthlyUsd: 0, services: [] });
});

test('sums by kind and by service', () => {
  const made = bill([zone('us-east-1'), secret('Secret', 'us-east-1'), resource('Repository', 'ECR::Repository')]);
  expect(made.lines.map(({ kind }) => kind)).toEqual([FIXED, USAGE, FIXED, USAGE]);
  expect(made.monthlyUsd).toBeCloseTo(32.85 + 0.45 + 0.4 + 0.1, 10);
  expect(made.fixedUsd).toBeCloseTo(33.25, 10);
  expect(made.usageUsd).toBeCloseTo(0.55, 10);
  expect(made.services.map(({ service }) => service)).toEqual(['Amazon EC2', 'AWS Secrets Manager', 'Amazon ECR']);
  expect(made.services[0].usageUsd).toBeCloseTo(0.45, 10);
});

test('resources without lines are counted by type and reason, in the order of the alphabet', () => {
  const made = bill([
    resource('Vpc', 'EC2::VPC'), resource('RoleA', 'IAM::Role'), resource('RoleB', 'IAM::Role'), resource('New', 'Made::Up'), resource('Plan', 'Backup::BackupPlan'),
    resource('Unused', 'ECR::Repository'),
  ], { images: Size.gibibytes(0) });
  expect(made.lines).toEqual([]);
  expect(made.freeOfCharge.map(({ resourceType, count }) => [resourceType, count])).toEqual([['AWS::EC2::VPC', 1], ['AWS::ECR::Repository', 1], ['AWS::IAM::Role', 2]]);
  expect(made.notPriced.map(({ resourceType, reason }) => [resourceType, reason])).toEqual([
    ['AWS::Backup::BackupPlan', 'charged by the GB that it keeps, and what it backs up is not in the template'],
    ['AWS::Made::Up', 'this library does not know the type'],
  ]);
});

test('prices may come from elsewhere', () => {
  const price = { id: 'kms.key', item: '', unit: 'key', usd: { 'us-east-1': 7, 'ap-northeast-1': 8 }, asOf: '2030-01-01', confidence: 'low', source: '' } as const;
  const made = bill([resource('Key', 'KMS::Key')], {}, { prices: (id) => (id === 'kms.key' ? price : undefined) });
  expect(made.lines).toMatchObject([{ unit: 'key', unitUsd: 7, monthlyUsd: 7, priceDate: '2030-01-01', confidence: 'low' }]);
});

test('assumptions in words', () => {
  expect(bill([]).assumptions).toEqual([
    '730 hours a month', '300 000 requests', '10 GB downloaded through CloudFront',
    '10 GB of PDFs, 10 000 (1 GB) written and 100 000 read', '5 GB in the database, 0.1 GB of it changed each day', '1 GB of logs', "10 GB between tasks and the internet or AWS's APIs", '1 GB of images',
    'as many tasks as scaling keeps at least', '0.1 load balancer capacity units on average', "AWS's free allowances are this platform's to use",
    'traffic between zones, CPU credits and taxes are not counted',
  ]);
  const more = bill([], { averageTasks: 3, extraBackups: Size.gibibytes(5), freeAllowances: false }).assumptions;
  expect(more).toEqual(expect.arrayContaining(['3 tasks on average', "5 GB of backups beyond the database's size", "AWS's free allowances are used up elsewhere"]));
});

test('free allowances go to who comes first', () => {
  const alarms = Array.from({ length: 11 }, (_, index) => resource(`A${index}`, 'CloudWatch::Alarm', { MetricName: 'M' }));
  expect(bill(alarms).lines.filter(({ free }) => free === 0)).toMatchObject([{ logicalId: 'A10', monthlyUsd: 0.1 }]);
  expect(bill([...alarms].reverse()).lines.filter(({ free }) => free === 0)).toMatchObject([{ logicalId: 'A0' }]);
});

describe('real templates', () => {
  test.each([['prodLean', 'us-east-1'], ['prod', TOKYO]])('%s in %s: the lines add up, and every resource is in the bill', (preset, region) => {
    const platform = synthesized(preset, { region, hasDomain: true });
    const made = estimateBill(platform, {});
    const billed = new Set(made.lines.map(({ logicalId }) => logicalId)).size;
    const counted = [...made.freeOfCharge, ...made.notPriced].reduce((sum, { count }) => sum + count, 0);
    expect(billed + counted).toBe(platform.resources.length);
    expect(made.lines.reduce((sum, { monthlyUsd }) => sum + monthlyUsd!, 0)).toBeCloseTo(made.monthlyUsd, 8);
    expect(made.fixedUsd + made.usageUsd).toBeCloseTo(made.monthlyUsd, 8);
    expect(made.services.reduce((sum, { fixedUsd, usageUsd }) => sum + fixedUsd + usageUsd, 0)).toBeCloseTo(made.monthlyUsd, 8);
  });

  test('prodLean costs what the requirements allow, with the design\'s workload', () => {
    const { monthlyUsd } = estimateBill(synthesized('prodLean', { region: 'us-east-1', hasDomain: true }), {});
    expect(monthlyUsd).toBeGreaterThan(40);
    expect(monthlyUsd).toBeLessThanOrEqual(50);
  });

  test('a NAT instance is an instance with an address and Amazon Linux\'s disk', () => {
    const { lines } = estimateBill(synthesized('prodLean', undefined, { network: { nat: PlatformNat.instance() } }), {});
    const ofInstance = lines.filter(({ resourceType }) => resourceType === 'AWS::EC2::Instance');
    expect(ofInstance.map(({ priceId, quantity }) => [priceId, quantity])).toEqual(expect.arrayContaining([['ec2.t4g.nano', 730], ['ipv4.hours', 730], ['ebs.gp3', 8]]));
  });
});

describe('values of templates', () => {
  test('as text', () => {
    expect(textOf({ 'Fn::Join': ['-', ['a', { Ref: 'B' }, { 'Fn::GetAtt': ['C', 'Arn'] }]] })).toBe('a-${B}-${C.Arn}');
    expect([undefined, null, 5, { other: 1 }].map(textOf)).toEqual(['', '', '5', '{"other":1}']);
  });

  test('as numbers, switches and lists', () => {
    expect(['20', 20, ' ', 'x', { Ref: 'A' }, undefined].map(numberOf)).toEqual([20, 20, undefined, undefined, undefined, undefined]);
    expect([true, 'true', false, undefined].map(isOn)).toEqual([true, true, false, false]);
    expect([listOf([1]), listOf({}), listOf(undefined)]).toEqual([[1], [], []]);
  });

  test('references and places are whole names', () => {
    expect(refersTo({ Ref: 'AB' }, resource('A', 'X::Y'))).toBe(false);
    expect(refersTo([{ 'Fn::GetAtt': ['A', 'Arn'] }], resource('A', 'X::Y'))).toBe(true);
    expect(refersTo(undefined, resource('A', 'X::Y'))).toBe(false);
    expect(isAt(resource('A', 'X::Y', {}, { path: 'P/MyStorage/Bucket' }), 'Storage/Bucket')).toBe(false);
  });
});
