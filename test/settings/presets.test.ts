import type { CfnElement } from 'aws-cdk-lib';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DataProtection, IngressExposure, PdfWebPlatform, PlatformNat, PlatformPreset } from '../../src';
import { removalFor } from '../../src/settings/removal';
import { makePlatform, makeStack } from '../helpers/platform';

const dev = PlatformPreset.dev();
const prodLean = PlatformPreset.prodLean();
const prod = PlatformPreset.prod();

describe('R2.1 PlatformPreset.dev', () => {
  test('the cheapest: one instance that CloudFront comes to, no NAT, no firewall, no replica, no logs of access', () => {
    expect(dev.name).toBe('dev');
    expect(dev.settings).toMatchObject({
      storage: { accessLogs: false },
      database: { multiAz: false, readReplica: false },
      ingress: { exposure: IngressExposure.INSTANCE },
      edge: { waf: false, maintenancePage: false },
      customerManagedKey: false,
    });
    expect(dev.settings.network!.nat!.isNone).toBe(true);
    expect(dev.settings.compute!.capacity!.hostType!.toString()).toBe('t3.micro');
  });

  test('keeps nothing', () => {
    expect(dev.settings.dataProtection).toBe(DataProtection.DISPOSABLE);
    const { template } = makePlatform({ preset: dev });
    const kept = Object.entries<any>(template.toJSON().Resources).filter(([, { DeletionPolicy }]) => DeletionPolicy !== undefined && DeletionPolicy !== 'Delete');
    expect(kept.map(([id]) => id)).toEqual([]);
  });
});

describe('R2.2 PlatformPreset.prodLean', () => {
  test('one small task behind a load balancer without a public address, no NAT, one zone\'s database; data is protected', () => {
    expect(prodLean.name).toBe('prodLean');
    expect(prodLean.settings).toMatchObject({
      database: { multiAz: false, readReplica: false },
      compute: { minTasks: 1, maxTasks: 3 },
      ingress: { exposure: IngressExposure.VPC_ORIGIN },
      edge: { waf: false, maintenancePage: true },
      dataProtection: DataProtection.PROTECTED,
      customerManagedKey: false,
    });
    expect(prodLean.settings.network!.nat!.isNone).toBe(true);
    expect(prodLean.settings.compute!.capacity!.taskSize).toMatchObject({ cpu: 256, memoryLimitMiB: 512 });
  });
});

describe('R2.2 R4.2 PlatformPreset.prod', () => {
  test('all of the high availability: two zones\' tasks, database and NAT, a replica, a firewall, a key of its own', () => {
    expect(prod.name).toBe('prod');
    expect(prod.settings).toMatchObject({
      network: { maxAzs: 2 },
      database: { multiAz: true, readReplica: true, monitoringInterval: Duration.seconds(60) },
      compute: { minTasks: 2, maxTasks: 6 },
      ingress: { exposure: IngressExposure.CLOUDFRONT_ONLY },
      edge: { waf: true, maintenancePage: true },
      dataProtection: DataProtection.PROTECTED,
      customerManagedKey: true,
    });
    expect(prod.settings.network!.nat!.name).toBe(PlatformNat.gatewayPerAz().name);
  });
});

describe('what only prod pays for', () => {
  const counts = (preset: PlatformPreset) => {
    const { template } = makePlatform({ preset });
    const count = (type: string) => Object.keys(template.findResources(type)).length;
    return {
      natGateways: count('AWS::EC2::NatGateway'),
      keys: count('AWS::KMS::Key'),
      firewalls: count('AWS::WAFv2::WebACL'),
      loadBalancers: count('AWS::ElasticLoadBalancingV2::LoadBalancer'),
      databases: count('AWS::RDS::DBInstance'),
    };
  };

  test.each([
    ['dev', { natGateways: 0, keys: 0, firewalls: 0, loadBalancers: 0, databases: 1 }],
    // The key of the topics.
    ['prodLean', { natGateways: 0, keys: 1, firewalls: 0, loadBalancers: 1, databases: 1 }],
    ['prod', { natGateways: 2, keys: 1, firewalls: 1, loadBalancers: 1, databases: 2 }],
  ] as const)('%s', (name, expected) => {
    expect(counts(PlatformPreset[name]())).toEqual(expected);
  });
});

describe('settings of the platform', () => {
  test('are the preset\'s, with the props laid on', () => {
    const { platform } = makePlatform({ preset: prodLean, database: { multiAz: true }, dataProtection: DataProtection.DISPOSABLE });
    expect(platform.preset).toBe(prodLean);
    expect(platform.settings.database).toEqual({ ...prodLean.settings.database, multiAz: true });
    expect(platform.settings.dataProtection).toBe(DataProtection.DISPOSABLE);
    expect(platform.settings.edge).toEqual(prodLean.settings.edge);
  });

  test('one preset serves two platforms', () => {
    const stack = makeStack();
    const platforms = ['One', 'Two'].map((id) => new PdfWebPlatform(stack, id, { preset: prodLean }));
    for (const { settings } of platforms) expect(settings).toMatchObject(prodLean.settings);
  });

  test('customerManagedKey can be switched on and off', () => {
    makePlatform({ preset: prodLean, customerManagedKey: true }).template.resourceCountIs('AWS::KMS::Key', 1);
    makePlatform({ preset: prod, customerManagedKey: false, monitoring: { alarms: false } }).template.resourceCountIs('AWS::KMS::Key', 0);
  });

  test('encryptionKey implies customerManagedKey, past the preset; saying no to it beside a key is an error', () => {
    const stack = makeStack();
    const encryptionKey = new kms.Key(stack, 'Mine');
    const { platform } = makePlatform({ preset: dev, encryptionKey }, stack);
    expect(platform.encryption!.key).toBe(encryptionKey);
    expect(() => new PdfWebPlatform(makeStack(), 'Platform', { preset: prod, encryptionKey, customerManagedKey: false })).toThrow(
      "cdk-pdf-web-platform: 'encryptionKey' cannot be combined with 'customerManagedKey' false",
    );
  });
});

describe('one decision about data', () => {
  test('protected is the default', () => {
    expect(removalFor()).toEqual(removalFor(DataProtection.PROTECTED));
    expect(removalFor(undefined)).toEqual({ isProtected: true, stateful: RemovalPolicy.RETAIN, database: RemovalPolicy.SNAPSHOT });
  });

  test('disposable keeps nothing', () => {
    expect(removalFor(DataProtection.DISPOSABLE)).toEqual({ isProtected: false, stateful: RemovalPolicy.DESTROY, database: RemovalPolicy.DESTROY });
  });

  test('DataProtection.PROTECTED in dev: buckets, repository and the container\'s logs stay, the database is snapshotted', () => {
    const { template, platform, stack } = makePlatform({ preset: dev, dataProtection: DataProtection.PROTECTED });
    for (const type of ['AWS::S3::Bucket', 'AWS::ECR::Repository']) template.allResources(type, { DeletionPolicy: 'Retain' });
    const logs = stack.getLogicalId(platform.compute.logGroup.node.defaultChild as CfnElement);
    expect(template.findResources('AWS::Logs::LogGroup')[logs].DeletionPolicy).toBe('Retain');
    template.allResources('AWS::RDS::DBInstance', { DeletionPolicy: 'Snapshot' });
  });
});
