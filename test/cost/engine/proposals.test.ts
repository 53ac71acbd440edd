import { Duration, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { FIXED, platformOf, resource, synthesized } from './helpers';
import { AccountPlan, ComputeCapacity, IngressExposure, OfficeHours, PlatformNat, type PdfWebPlatformProps } from '../../../src';
import { checkCompute, FARGATE_MEMORY } from '../../../src/compute/compute-checks';
import { halfSize } from '../../../src/cost/candidates/compute';
import { smallerClass } from '../../../src/cost/candidates/database';
import { estimateBill } from '../../../src/cost/estimate';
import { type Price, priceOf } from '../../../src/cost/price';
import { propose } from '../../../src/cost/proposals';
import type { PricedPlatform } from '../../../src/cost/template-resources';

const PLACE = { region: 'us-east-1', hasDomain: true };
const { T3, T4G } = ec2.InstanceClass;
const { MICRO, SMALL } = ec2.InstanceSize;
const ALARMS_OFF = { monitoring: { alarms: false, dashboard: false } };
const cost = (platform: PricedPlatform, usage = {}) => estimateBill(platform, usage).monthlyUsd;
const platformWith = (preset: string, props: Partial<PdfWebPlatformProps> = {}) => synthesized(preset, PLACE, { ...ALARMS_OFF, ...props });

function savingOf(change: string, platform: PricedPlatform, usage = {}): number | undefined {
  return propose(platform, usage).find((proposal) => proposal.change.includes(change))?.savesUsd;
}

const fargate = (cpu: number, memoryLimitMiB: number, cpuArchitecture = ecs.CpuArchitecture.ARM64) => (
  { compute: { capacity: ComputeCapacity.fargate({ cpu, memoryLimitMiB, cpuArchitecture }) } }
);
const onInstance = (instanceClass: ec2.InstanceClass) => (
  { compute: { capacity: ComputeCapacity.ec2Instance(ec2.InstanceType.of(instanceClass, MICRO)) } }
);
const database = (instanceClass: ec2.InstanceClass, size: ec2.InstanceSize) => (
  { database: { instanceType: ec2.InstanceType.of(instanceClass, size) } }
);
const INTERFACES = [ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER];

/** What rotates the password needs a way to Secrets Manager, which NAT is. */
const NO_ROTATION = { database: { rotateSecretEvery: Duration.days(0) } };

describe('the saving is that of the platform that is made with the setting', () => {
  test.each<[string, string, Partial<PdfWebPlatformProps>, Partial<PdfWebPlatformProps>]>([
    ['cpuArchitecture ARM64', 'prod', fargate(512, 2048, ecs.CpuArchitecture.X86_64), fargate(512, 2048)],
    ['on a T4g instance', 'dev', onInstance(T3), onInstance(T4G)],
    ['half the cpu', 'prod', {}, fargate(256, 1024)],
    ['class T4g', 'prod', {}, database(T4G, SMALL)],
    ['one size smaller', 'prod', {}, database(T3, MICRO)],
    ["'database.multiAz' false", 'prod', {}, { database: { multiAz: false } }],
    ["'database.readReplica' false", 'prod', {}, { database: { readReplica: false } }],
    ['PlatformNat.gateway()', 'prod', {}, { network: { nat: PlatformNat.gateway() } }],
    ['PlatformNat.gateway()', 'prod', { network: { nat: PlatformNat.regionalGateway() } }, { network: { nat: PlatformNat.gateway() } }],
    ['PlatformNat.instance()', 'prod', {}, { network: { nat: PlatformNat.instance() } }],
    ['PlatformNat.none()', 'prod', NO_ROTATION, { ...NO_ROTATION, network: { nat: PlatformNat.none() } }],
    ['PlatformNat.none()', 'prodLean', { network: { nat: PlatformNat.instance() } }, {}],
    ['interfaceEndpoints', 'prod', { network: { interfaceEndpoints: INTERFACES } }, {}],
    ['interfaceEndpoints', 'prod', { network: { nat: PlatformNat.instance(), interfaceEndpoints: INTERFACES } }, { network: { nat: PlatformNat.instance() } }],
    ['interfaceEndpoints', 'prodLean', { network: { interfaceEndpoints: INTERFACES } }, {}],
    ['VPC_ORIGIN', 'prod', {}, { ingress: { exposure: IngressExposure.VPC_ORIGIN } }],
    ["'backup.restoreTesting' false", 'prod', {}, { backup: { restoreTesting: false } }],
    ['containerInsights', 'prod', {}, { compute: { containerInsights: ecs.ContainerInsights.DISABLED } }],
  ])('%s of %s', (change, preset, before, after) => {
    const platform = platformWith(preset, before);
    // A change of exposure or firewall also changes what there is to watch: alarms are off here.
    const expected = cost(platform) - cost(platformWith(preset, after));
    // The origin secret of a public load balancer goes with it, which the proposal leaves where it is.
    const secret = change === 'VPC_ORIGIN' ? 0.4 : 0;
    expect(savingOf(change, platform)).toBeCloseTo(expected - secret, 6);
    expect(expected).toBeGreaterThan(0.1);
  });

  test('NAT or an endpoint stays where the rotation of the password needs it', () => {
    expect(savingOf('PlatformNat.none()', platformWith('prod'))).toBeUndefined();
    const rotating = { database: { rotateSecretEvery: Duration.days(30) }, network: { interfaceEndpoints: INTERFACES } };
    expect(savingOf('interfaceEndpoints', platformWith('prodLean', rotating))).toBeUndefined();
    const both = platformWith('prod', { network: { interfaceEndpoints: INTERFACES } });
    expect(savingOf('PlatformNat.none()', both)).toBeGreaterThan(50);
  });

  test('each half of a size that Fargate takes is one that it takes too', () => {
    for (const [cpu, [least, most, step]] of Object.entries(FARGATE_MEMORY)) {
      for (let memory = least; memory <= most; memory += step) {
        const half = halfSize(Number(cpu), memory)!;
        const capacity = ComputeCapacity.fargate({ cpu: half.cpu, memoryLimitMiB: half.memory });
        expect(() => checkCompute({ capacity }, AccountPlan.PAID)).not.toThrow();
      }
    }
  });

  test('edge.waf', () => {
    const [platform, without] = [platformWith('prod'), platformWith('prod', { edge: { waf: false } })];
    expect(savingOf("'edge.waf' false", platform)).toBeCloseTo(8.18, 6);
    expect(cost(platform) - cost(without)).toBeCloseTo(8.18, 6);
  });

  test('office hours', () => {
    const platform = platformWith('dev', { cost: { officeHours: OfficeHours.always() } });
    // 118 of 168 hours of t3.micro, and of db.t3.micro 20 minutes less on each of five days
    expect(savingOf('officeHours', platform)).toBeCloseTo((730 / 168) * ((118 - 5 / 3) * 0.017 + 118 * 0.0104), 6);
  });

  test('retention and volume of logs', () => {
    const logs = { logs: Size.gibibytes(20) };
    // (240 − 20 × 30 × 12 / 365) × 0.03
    expect(savingOf('logRetention', platformWith('prod'), logs)).toBeCloseTo((240 - (20 * 30 * 12) / 365) * 0.03, 6);
    // 10 × 0.5 + 120 × 0.03
    expect(savingOf('half the logs', platformWith('prod'), logs)).toBeCloseTo(8.6, 6);
  });
});

describe('only where there is something to save', () => {
  test('not what is as the setting would make it', () => {
    const proposals = propose(platformWith('prodLean'), {}).map(({ change }) => change);
    expect(proposals).toEqual(['reserved database instances of one year, without upfront payment']);
  });

  test('the most first, with a sentence on what it gives up', () => {
    const proposals = propose(platformWith('prod'), {});
    expect(proposals.length).toBeGreaterThan(8);
    expect(proposals.map(({ savesUsd }) => savesUsd)).toEqual(proposals.map(({ savesUsd }) => savesUsd).sort((a, b) => b - a));
    expect(proposals.filter(({ tradeOff }) => !/^[A-Z].*\.$/.test(tradeOff))).toEqual([]);
    expect(Math.min(...proposals.map(({ savesUsd }) => savesUsd))).toBeGreaterThan(0.01);
  });

  test('the platform is as before', () => {
    const platform = platformWith('prod');
    const before = JSON.stringify(platform);
    propose(platform, {});
    expect(JSON.stringify(platform)).toBe(before);
  });

  test('not to what has no price, and not in regions without prices', () => {
    const unknown = platformOf([resource('D', 'RDS::DBInstance', { DBInstanceClass: 'db.t3.large', AllocatedStorage: '20' })]);
    expect(savingOf('T4g', unknown)).toBeUndefined();
    const known = platformOf([resource('D', 'RDS::DBInstance', { DBInstanceClass: 'db.t3.medium', AllocatedStorage: '20' })]);
    expect(savingOf('T4g', known)).toBeUndefined();
    expect(savingOf('one size smaller', known)).toBeCloseTo(730 * 0.034, 6);
    expect(propose(synthesized('prod', { region: 'eu-west-1', hasDomain: false }, { edge: { waf: false }, ...ALARMS_OFF }), {})).toEqual([]);
  });

  test('logs that are kept for ever cost less when they are kept for a month', () => {
    const group = platformOf([resource('Logs', 'Logs::LogGroup')]);
    // (120 − 5 − (10 × 30 × 12 / 365 − 5)) × 0.03
    expect(savingOf('logRetention', group, { logs: Size.gibibytes(10) })).toBeCloseTo((120 - (10 * 30 * 12) / 365) * 0.03, 6);
  });

  test('templates with little in them', () => {
    const cluster = resource('Cluster', 'ECS::Cluster');
    const service = resource('S', 'ECS::Service', { LaunchType: 'FARGATE', TaskDefinition: { Ref: 'T' } });
    const task = resource('T', 'ECS::TaskDefinition', { Cpu: '.25 vCPU', Memory: '1 GB', RuntimePlatform: { CpuArchitecture: 'ARM64' } });
    const [nat, address] = [resource('N', 'EC2::NatGateway', { AllocationId: { Ref: 'A' } }), resource('A', 'EC2::EIP')];
    const savings = propose(platformOf([cluster, service, task, nat, address]), {});
    expect(savings.map(({ change }) => change)).toEqual(["'network.nat' PlatformNat.none()", "'network.nat' PlatformNat.instance()"]);
    // 32.85 + 3.65 + 0.45; the tasks' network, and so their address, is not in the template
    expect(savings[0].savesUsd).toBeCloseTo(36.95, 6);
  });

  test('endpoints stay where they are the only way', () => {
    const service = resource('S', 'ECS::Service', { LaunchType: 'FARGATE' });
    const endpoint = resource('E', 'EC2::VPCEndpoint', { VpcEndpointType: 'Interface', SubnetIds: ['1'] });
    expect(savingOf('interfaceEndpoints', platformOf([service, endpoint]))).toBeUndefined();
  });

  test('office hours only for development: not a database with a standby or replica, not what is stopped already', () => {
    const service = resource('S', 'ECS::Service', { LaunchType: 'EC2' });
    const instance = (id: string, more = {}) => resource(id, 'RDS::DBInstance', { DBInstanceClass: 'db.t3.micro', AllocatedStorage: '20', ...more });
    expect(savingOf('officeHours', platformOf([service, instance('D')]))).toBeCloseTo((730 / 168) * (118 - 5 / 3) * 0.017, 6);
    expect(savingOf('officeHours', platformOf([service, instance('D', { MultiAZ: true })]))).toBeUndefined();
    expect(savingOf('officeHours', platformOf([service, instance('D'), instance('R', { SourceDBInstanceIdentifier: { Ref: 'D' } })]))).toBeUndefined();
    expect(savingOf('officeHours', platformOf([instance('D')]))).toBeUndefined();
    expect(savingOf('officeHours', platformWith('dev', { cost: { officeHours: OfficeHours.weekdays() } }))).toBeUndefined();
  });
});

describe('what is bought for a year', () => {
  const cheaper = (prefix: string, factor: number) => (id: string): Price | undefined => {
    const known = priceOf(id.replace(prefix, ''));
    return known && id.startsWith(prefix) ? { ...known, id, usd: { 'us-east-1': known.usd['us-east-1'] * factor, 'ap-northeast-1': 0 } } : known;
  };
  const saved = (word: string, platform: PricedPlatform, prices?: (id: string) => Price | undefined) =>
    propose(platform, {}, { prices }).find(({ change }) => change.includes(word))?.savesUsd;
  // What is restored for a test is not reserved.
  const ofPrice = (platform: PricedPlatform, start: string, type: string) => estimateBill(platform, {}).lines
    .filter(({ priceId, kind, resourceType }) => priceId.startsWith(start) && kind === FIXED && resourceType === type)
    .reduce((sum, { monthlyUsd }) => sum + monthlyUsd!, 0);

  test('only with known prices', () => {
    const platform = platformWith('prod');
    const onDemand = (id: string) => (id.startsWith('reserved.') ? undefined : priceOf(id));
    expect(saved('reserved', platform, onDemand)).toBeUndefined();
    // Of three hours of db.t3.small each hour.
    expect(saved('reserved', platform)).toBeCloseTo(3 * 730 * (0.034 - 0.023936), 6);
    expect(saved('Savings Plan', platform)).toBeUndefined();
    expect(saved('reserved', platform, cheaper('reserved.rds.', 1))).toBeUndefined();
  });

  test('reserved instances', () => {
    const platform = platformWith('prod');
    const prices = (id: string) => (/^(reserved\.)?rds\.db\./.test(id) ? cheaper('reserved.', 0.7)(id) : priceOf(id));
    expect(saved('reserved', platform, prices)).toBeCloseTo(0.3 * ofPrice(platform, 'rds.db.', 'AWS::RDS::DBInstance'), 6);
    expect(saved('reserved', platformWith('dev', { cost: { officeHours: OfficeHours.weekdays() } }), prices)).toBeUndefined();
  });

  test('a Savings Plan', () => {
    const platform = platformWith('prod');
    const prices = (id: string) => (/^(savingsPlan\.)?fargate\./.test(id) ? cheaper('savingsPlan.', 0.8)(id) : priceOf(id));
    expect(saved('Savings Plan', platform, prices)).toBeCloseTo(0.2 * ofPrice(platform, 'fargate.', 'AWS::ECS::Service'), 6);
    const target = platform.resources.find(({ type }) => type === 'AWS::ApplicationAutoScaling::ScalableTarget')!;
    target.properties.ScheduledActions = [[8, 2], [18, 0]].map(([hour, tasks]) => (
      { Schedule: `cron(0 ${hour} ? * MON-FRI *)`, ScalableTargetAction: { MinCapacity: tasks, MaxCapacity: tasks } }
    ));
    expect(saved('Savings Plan', platform, prices)).toBeUndefined();
  });
});

test.each([
  [512, 2048, { cpu: 256, memory: 1024 }], [512, 4096, { cpu: 256, memory: 2048 }], [1024, 8192, { cpu: 512, memory: 4096 }],
  [512, 1024, { cpu: 256, memory: 512 }], [512, 3072, { cpu: 256, memory: 2048 }], [1024, 3072, { cpu: 512, memory: 2048 }],
  [256, 1024, { cpu: 256, memory: 512 }], [256, 512, undefined], [16_384, 122_880, { cpu: 8192, memory: 61_440 }], [100, 1024, undefined],
])('half of %p CPU units and %p MiB', (cpu, memory, half) => expect(halfSize(cpu, memory)).toEqual(half));

test.each([
  ['db.t3.small', 'db.t3.micro'], ['db.t4g.large', 'db.t4g.medium'], ['db.m7g.xlarge', 'db.m7g.large'], ['db.r6g.4xlarge', 'db.r6g.2xlarge'],
  ['db.t3.micro', undefined], ['db.m7g.large', undefined], ['odd', undefined], ['db.m7g.odd', undefined],
])('smaller than %s is %s', (type, smaller) => expect(smallerClass(type)).toBe(smaller));
