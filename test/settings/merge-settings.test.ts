import { Duration, Size, type Stack, Token } from 'aws-cdk-lib';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AccountPlan, Blackout, ComputeCapacity, DataProtection, ImageScanning, IngressExposure, type PatchingOptions, PatchWindow, PlatformNat,
  PlatformPreset, type PlatformSettings, VaultLock, WeekDay,
} from '../../src';
import { mergeSettings } from '../../src/settings/merge-settings';
import { makeStack } from '../helpers/platform';

const BASE: PlatformSettings = {
  network: { maxAzs: 2, nat: PlatformNat.none(), flowLogRetention: RetentionDays.ONE_WEEK },
  storage: { accessLogs: true, accessLogRetention: Duration.days(9), infrequentAccessAfter: Duration.days(90), malwareScan: true },
  database: { multiAz: true, readReplica: true },
  compute: { minTasks: 2, maxTasks: 6, containerInsights: ecs.ContainerInsights.ENABLED },
  ingress: { exposure: IngressExposure.CLOUDFRONT_ONLY },
  edge: { waf: true, maintenancePage: true },
  backup: { restoreTesting: true, dailyRetention: Duration.days(9), replication: { metrics: false, timeControl: true } },
  operations: { drills: true, patching: { redeploy: false, approveAfter: Duration.days(3) } },
  monitoring: { dashboard: true, pageEmails: ['a@example.com'], thresholds: { serviceCpuPercent: 90, errorLogs: 5 } },
  cost: { maxMonthlyUsd: 50, usage: { requests: 1000, pdfReads: 10 } },
  dataProtection: DataProtection.PROTECTED,
  customerManagedKey: true,
};

const databaseIn = (stack: Stack) =>
  rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Db', {
    instanceIdentifier: 'd', instanceEndpointAddress: 'd', port: 3306, securityGroups: [],
  });
const vpcIn = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'V', { vpcId: 'vpc-1', availabilityZones: ['a'], publicSubnetIds: ['s'] });

describe('every room is merged prop by prop', () => {
  test.each<[keyof PlatformSettings, object]>([
    ['network', { maxAzs: 3 }],
    ['storage', { accessLogRetention: Duration.days(30) }],
    ['database', { databaseName: 'pdf' }],
    ['compute', { maxTasks: 9 }],
    ['ingress', { idleTimeout: Duration.seconds(30) }],
    ['edge', { waf: false }],
    ['monitoring', { rollBackOnAlarms: false }],
    ['backup', { weeklyRetention: Duration.days(30) }],
    ['operations', { drills: false }],
    ['cost', { maxMonthlyUsd: 80 }],
  ])('%s', (room, over) => {
    expect(mergeSettings(BASE, { [room]: over })).toEqual({ ...BASE, [room]: { ...(BASE[room] as object), ...over } });
  });

  test('thresholds and usage figure by figure', () => {
    const over: PlatformSettings = { monitoring: { thresholds: { errorLogs: 7 } }, cost: { usage: { pdfReads: 20, pdfWrites: 2 } } };
    const merged = mergeSettings(BASE, over);
    expect(merged.monitoring).toEqual({ ...BASE.monitoring, thresholds: { serviceCpuPercent: 90, errorLogs: 7 } });
    expect(merged.cost).toEqual({ ...BASE.cost, usage: { requests: 1000, pdfReads: 20, pdfWrites: 2 } });
    expect(mergeSettings({}, over)).toMatchObject(over);
  });

  test.each<[string, PlatformSettings, PlatformSettings]>([
    ['alarms that are off', { monitoring: { alarms: false } }, { monitoring: { alarms: false, dashboard: true } }],
    ['an existing topic', { monitoring: { pageTopic: {} as never } }, { monitoring: { ...BASE.monitoring, pageEmails: undefined, pageTopic: {} as never } }],
    ['a report that is off', { cost: { report: false } }, { cost: { report: false } }],
  ])('%s clears what it makes meaningless', (_name, over, expected) => {
    const merged = mergeSettings(BASE, over);
    for (const [room, value] of Object.entries(expected)) expect(merged[room as 'cost']).toEqual(value);
  });

  test('addresses clear an existing topic of the base, and no edge alarms its topics', () => {
    const topic = {} as never;
    const topics: PlatformSettings = { monitoring: { pageTopic: topic, noticeTopic: topic, edgePageTopic: topic, edgeNoticeTopic: topic } };
    const over = { pageEmails: ['a@example.com'], noticeEmails: ['b@example.com'], edgeAlarms: false };
    expect(mergeSettings(topics, { monitoring: over }).monitoring).toEqual(over);
    const back = mergeSettings({ monitoring: { noticeEmails: ['b@example.com'] } }, { monitoring: { noticeTopic: {} as never } });
    expect(back.monitoring).toEqual({ noticeTopic: {} });
  });

  test('what is no room is taken as a whole', () => {
    const over = { dataProtection: DataProtection.DISPOSABLE, customerManagedKey: false, accountPlan: AccountPlan.FREE };
    expect(mergeSettings(BASE, over)).toEqual({ ...BASE, ...over });
  });

  test('nothing given changes nothing, and neither does undefined in any place', () => {
    expect(mergeSettings(BASE, {})).toEqual(BASE);
    const nothing: PlatformSettings = {
      network: { vpc: undefined, nat: undefined },
      storage: { bucket: undefined, logBucket: undefined, accessLogs: undefined },
      database: { existing: undefined, enabled: undefined },
      compute: { capacity: undefined, cluster: undefined },
      ingress: undefined,
      edge: undefined,
      dataProtection: undefined,
      customerManagedKey: undefined,
      accountPlan: undefined,
    };
    expect(mergeSettings(BASE, nothing)).toEqual(BASE);
  });

  test('neither side is changed', () => {
    const over: PlatformSettings = Object.freeze({ database: Object.freeze({ multiAz: false }) });
    mergeSettings(Object.freeze({ ...BASE, database: Object.freeze(BASE.database) }), over);
    expect(over).toEqual({ database: { multiAz: false } });
  });
});

describe('what is brought replaces what the base says about making one', () => {
  const stack = makeStack();

  test('an existing VPC', () => {
    const vpc = vpcIn(stack);
    expect(mergeSettings(BASE, { network: { vpc } }).network).toEqual({ vpc });
    expect(mergeSettings(BASE, { network: { vpc } }).database).toEqual(BASE.database);
  });

  test('subnets that a preset chooses before the VPC is known stay; those of another VPC do not', () => {
    const vpc = vpcIn(makeStack());
    const chosen = { taskSubnets: { subnetGroupName: 'app' }, databaseSubnets: { subnetGroupName: 'data' }, publicSubnets: { subnetGroupName: 'web' } };
    expect(mergeSettings({ network: { ...chosen, maxAzs: 2 } }, { network: { vpc } }).network).toEqual({ ...chosen, vpc });
    expect(mergeSettings({ network: { ...chosen, vpc: vpcIn(makeStack()) } }, { network: { vpc } }).network).toEqual({ vpc });
  });

  test('an existing bucket: the base still decides about access logs and the malware scan', () => {
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'pdfs');
    expect(mergeSettings(BASE, { storage: { bucket } }).storage).toEqual({
      bucket, accessLogs: true, accessLogRetention: BASE.storage!.accessLogRetention, malwareScan: true,
    });
  });

  test('an existing log bucket, or none, makes the base\'s retention pointless', () => {
    const logBucket = s3.Bucket.fromBucketName(stack, 'Logs', 'logs');
    expect(mergeSettings(BASE, { storage: { logBucket } }).storage).toEqual({ ...BASE.storage, logBucket, accessLogRetention: undefined });
    expect(mergeSettings(BASE, { storage: { accessLogs: false } }).storage).toEqual({
      ...BASE.storage, accessLogs: false, accessLogRetention: undefined,
    });
  });

  test('a retention that is given together with a log bucket stays, so that the room can refuse it', () => {
    const logBucket = s3.Bucket.fromBucketName(stack, 'OtherLogs', 'logs');
    const accessLogRetention = Duration.days(3);
    expect(mergeSettings(BASE, { storage: { logBucket, accessLogRetention } }).storage).toMatchObject({ logBucket, accessLogRetention });
  });

  test('an existing database, or none', () => {
    const existing = { instance: databaseIn(stack) };
    expect(mergeSettings(BASE, { database: { existing } }).database).toEqual({ existing });
    const base = { database: { iamAuthentication: true, databaseName: 'pdfs', enabled: false } };
    expect(mergeSettings(base, { database: { existing } }).database).toEqual({ databaseName: 'pdfs', existing });
    expect(mergeSettings({ database: { existing } }, { database: { enabled: false } }).database).toEqual({ enabled: false });
    const both = { existing, enabled: false };
    expect(mergeSettings({}, { database: both }).database).toEqual(both);
    const none = mergeSettings(BASE, { database: { enabled: false } });
    expect(none.database).toEqual({ ...BASE.database, enabled: false });
    expect(mergeSettings(none, { database: { enabled: true } }).database).toEqual({ ...BASE.database, enabled: true });
  });

  test('an existing cluster has its own container insights', () => {
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'c', vpc: vpcIn(makeStack()), securityGroups: [] });
    expect(mergeSettings(BASE, { compute: { cluster } }).compute!.containerInsights).toBeUndefined();
    expect(mergeSettings(BASE, { compute: { minTasks: 3 } }).compute!.containerInsights).toBe(ecs.ContainerInsights.ENABLED);
  });

  test('one EC2 instance runs one task, however many the base ran on Fargate', () => {
    const capacity = ComputeCapacity.ec2Instance(new ec2.InstanceType('t3.micro'));
    const { minTasks, maxTasks } = mergeSettings(BASE, { compute: { capacity } }).compute!;
    expect([minTasks, maxTasks]).toEqual([undefined, undefined]);
    expect(mergeSettings(BASE, { compute: { capacity: ComputeCapacity.fargate() } }).compute).toMatchObject({ minTasks: 2, maxTasks: 6 });
  });
});

describe('a choice clears what it makes meaningless of the base\'s, and nothing else', () => {
  const { CANARY, ROLLING, BLUE_GREEN, LINEAR } = ecs.DeploymentStrategy;
  const five = Duration.minutes(5);
  const moving = { deploymentStrategy: CANARY, bakeTime: five, trafficStepPercent: 5, trafficStepTime: five };
  const onFargate = { healthCheckPath: '/up', healthCheckGracePeriod: five, scaleOutCpuPercent: 80, scaleInCpuPercent: 20, stopTimeout: five };
  const capacity = ComputeCapacity.ec2Instance();

  test.each<[string, PlatformSettings, PlatformSettings, PlatformSettings]>([
    ['flow logs off', { network: { flowLogRetention: RetentionDays.ONE_DAY, maxAzs: 2 } }, { network: { flowLogs: false } }, { network: { flowLogs: false, maxAzs: 2 } }],
    ['no versions', { storage: { noncurrentVersionExpiration: Duration.days(9) } }, { storage: { versioned: false } }, { storage: { versioned: false } }],
    ['no direct uploads', { storage: { uploadOrigins: ['http://x'] } }, { storage: { directUploads: false } }, { storage: { directUploads: false } }],
    ['no access logs', { storage: { accessLogRetention: Duration.days(9) } }, { storage: { accessLogs: false } }, { storage: { accessLogs: false } }],
    [
      'another size of storage', { database: { maxAllocatedStorage: Size.gibibytes(30), multiAz: true } },
      { database: { allocatedStorage: Size.gibibytes(100) } }, { database: { allocatedStorage: Size.gibibytes(100), multiAz: true } },
    ],
    ['a managed password', { database: { rotateSecretEvery: Duration.days(9) } }, { database: { managedPassword: true } }, { database: { managedPassword: true } }],
    ['rolling releases', { compute: moving }, { compute: { deploymentStrategy: ROLLING } }, { compute: { deploymentStrategy: ROLLING } }],
    ['blue/green releases', { compute: moving }, { compute: { deploymentStrategy: BLUE_GREEN } }, { compute: { deploymentStrategy: BLUE_GREEN, bakeTime: five } }],
    ['releases in other steps', { compute: moving }, { compute: { deploymentStrategy: LINEAR } }, { compute: { deploymentStrategy: LINEAR, bakeTime: five } }],
    ['releases in the same steps', { compute: moving }, { compute: { deploymentStrategy: CANARY } }, { compute: moving }],
    ['more tasks at the least', { compute: { minTasks: 1, maxTasks: 3 } }, { compute: { minTasks: 4 } }, { compute: { minTasks: 4 } }],
    ['one instance', { compute: { ...moving, ...onFargate, minTasks: 2, maxTasks: 6 } }, { compute: { capacity } }, { compute: { capacity, stopTimeout: five } }],
    ['a writable root', { compute: { writablePaths: ['/tmp'] } }, { compute: { readonlyRootFilesystem: false } }, { compute: { readonlyRootFilesystem: false } }],
    [
      'a read-only root', { compute: { enableExecuteCommand: true, readonlyRootFilesystem: false } },
      { compute: { readonlyRootFilesystem: true } }, { compute: { readonlyRootFilesystem: true } },
    ],
    ['PUBLIC', { ingress: { cloudFrontPrefixListId: 'pl-1' } }, { ingress: { exposure: IngressExposure.PUBLIC } }, { ingress: { exposure: IngressExposure.PUBLIC } }],
    [
      'no load balancer', { ingress: { idleTimeout: five, deletionProtection: true, sslPolicy: SslPolicy.TLS13_13 } },
      { ingress: { exposure: IngressExposure.INSTANCE } }, { ingress: { exposure: IngressExposure.INSTANCE } },
    ],
    ['no firewall', { edge: { waf: true, wafRateLimit: 100, maintenancePage: true } }, { edge: { waf: false } }, { edge: { waf: false, maintenancePage: true } }],
    ['another web ACL', { edge: { waf: true, wafCountedRules: [] } }, { edge: { webAclArn: 'arn' } }, { edge: { webAclArn: 'arn' } }],
    ['a firewall of its own', { edge: { webAclArn: 'arn' } }, { edge: { waf: true } }, { edge: { waf: true } }],
  ])('%s', (_, base, over, merged) => {
    const [room] = Object.keys(merged) as (keyof PlatformSettings)[];
    expect(mergeSettings(base, over)[room]).toEqual(merged[room]);
  });

  test.each<[string, PlatformSettings['compute']]>([
    ['releases', { deploymentStrategy: ROLLING, bakeTime: five }],
    ['the instance', { capacity, minTasks: 2, scaleOutCpuPercent: 80, deploymentStrategy: CANARY }],
    ['the root', { readonlyRootFilesystem: true, enableExecuteCommand: true }],
  ])('what contradicts itself within what is given about %s stays, for the room to refuse', (_, compute) => {
    const base = { deploymentStrategy: BLUE_GREEN };
    expect(mergeSettings({ compute: base }, { compute }).compute).toEqual({ ...base, ...compute });
  });

  test('the most tasks stay where one of both numbers is known at deployment only', () => {
    const token = Token.asNumber({ Ref: 'Tasks' });
    for (const [minTasks, maxTasks] of [[4, token], [token, 3]]) {
      expect(mergeSettings({ compute: { maxTasks } }, { compute: { minTasks } }).compute).toEqual({ minTasks, maxTasks });
    }
  });
});

describe('what is without effect of the base\'s patching goes, since it would be refused', () => {
  const [onInstance, onFargate] = [ComputeCapacity.ec2Instance(), ComputeCapacity.fargate()];
  const [never, weekly, other] = [PatchWindow.never(), PatchWindow.weekly(WeekDay.MONDAY, 4), PatchWindow.weekly(WeekDay.FRIDAY, 4)];
  const blackouts = [Blackout.yearly('12-20', '01-07')];
  const approveAfter = Duration.days(3);
  const all = { blackouts, approveAfter, redeploy: true, instance: true, window: weekly };

  test.each<[string, PatchingOptions, ComputeCapacity, PatchingOptions, PatchingOptions]>([
    ['no window: all of it', all, onInstance, { window: never }, { window: never }],
    ['another window: nothing', all, onInstance, { window: other }, { ...all, window: other }],
    ['blackouts: that there is no window', { window: never }, onFargate, { blackouts }, { blackouts }],
    ['no blackouts: nothing', { window: never }, onFargate, { blackouts: [] }, { window: never, blackouts: [] }],
    ['redeployment: that there is no window', { window: never }, onFargate, { redeploy: true }, { redeploy: true }],
    ['patches of the instance: that there is no window', { window: never }, onInstance, { instance: true }, { instance: true }],
    ['when patches are approved: that there is no window', { window: never }, onInstance, { approveAfter }, { approveAfter }],
    ['when patches are approved: that there are none', { instance: false, redeploy: true }, onInstance, { approveAfter }, { redeploy: true, approveAfter }],
    ['no patches: when they are approved', all, onInstance, { instance: false }, { blackouts, redeploy: true, instance: false, window: weekly }],
    ['no patches and nothing else: when', { window: weekly, blackouts, approveAfter }, onInstance, { instance: false }, { instance: false }],
    ['no redeployment and nothing else: when', { window: weekly, blackouts }, onFargate, { redeploy: false }, { redeploy: false }],
    ['no redeployment, but patches: nothing', { window: weekly, blackouts }, onInstance, { redeploy: false }, { window: weekly, blackouts, redeploy: false }],
    ['no redeployment where there is no window: nothing', { window: never }, onFargate, { redeploy: false }, { window: never, redeploy: false }],
  ])('%s', (_what, patching, capacity, over, merged) => {
    const base = { compute: { capacity }, operations: { patching } };
    expect(mergeSettings(base, { operations: { patching: over } }).operations!.patching).toEqual(merged);
  });

  test.each<[string, PatchingOptions, ComputeCapacity, ComputeCapacity, PatchingOptions]>([
    ['from an instance to Fargate', all, onInstance, onFargate, { blackouts, redeploy: true, window: weekly }],
    ['the same, where tasks are not redeployed', { ...all, redeploy: false }, onInstance, onFargate, { redeploy: false }],
    ['from Fargate to an instance', { blackouts, window: weekly }, onFargate, onInstance, { blackouts, window: weekly }],
    ['the same, where it is not patched', { blackouts, window: weekly, instance: false }, onFargate, onInstance, { instance: false }],
  ])('%s', (_what, patching, before, capacity, merged) => {
    const base = { compute: { capacity: before }, operations: { patching } };
    expect(mergeSettings(base, { compute: { capacity } }).operations!.patching).toEqual(merged);
  });

  test('what contradicts itself within what is given, or within the base, stays, for the room to refuse', () => {
    for (const patching of [{ window: never, blackouts }, { instance: true, approveAfter }, { redeploy: false, window: weekly }]) {
      expect(mergeSettings({}, { operations: { patching } }).operations!.patching).toEqual(patching);
      expect(mergeSettings({ operations: { patching } }, {}).operations!.patching).toEqual(patching);
    }
  });
});

test('the registry\'s other filters go where the registry is not set', () => {
  const { ENHANCED, ENHANCED_ELSEWHERE, BASIC } = ImageScanning;
  const base = { imageScanning: ENHANCED, otherContinuousScans: ['team/*'], otherScansOnPush: ['*'] };
  const merged = (imageScanning?: ImageScanning) => mergeSettings({ operations: base }, { operations: { imageScanning } }).operations;
  for (const imageScanning of [BASIC, ENHANCED_ELSEWHERE]) expect(merged(imageScanning)).toEqual({ imageScanning });
  for (const imageScanning of [undefined, ENHANCED]) expect(merged(imageScanning)).toEqual(base);
});

describe('PlatformPreset.derive', () => {
  const prod = PlatformPreset.prod();

  test('has the preset\'s choices but those given, under its own name', () => {
    const team = prod.derive('team', { database: { maxAllocatedStorage: Size.gibibytes(500) }, edge: { waf: false } });
    expect(team.name).toBe('team');
    expect(team.settings).toEqual({
      ...prod.settings,
      database: { ...prod.settings.database, maxAllocatedStorage: Size.gibibytes(500) },
      edge: { ...prod.settings.edge, waf: false },
    });
  });

  test('leaves the preset alone, and can be repeated: the last choice wins', () => {
    const derived = prod.derive('first', { network: { maxAzs: 3 } }).derive('second', { network: { flowLogs: false }, customerManagedKey: false });
    expect(derived.settings.network).toMatchObject({ maxAzs: 3, flowLogs: false });
    expect(derived.settings.customerManagedKey).toBe(false);
    expect(prod.settings.network).not.toHaveProperty('flowLogs');
    expect(prod.settings.customerManagedKey).toBe(true);
  });

  test.each(['', '1team', '-team', 'my team', 'my_team', 'a'.repeat(33)])('refuses the name \'%s\'', (name) => {
    expect(() => prod.derive(name, {})).toThrow(
      `cdk-pdf-web-platform: 'preset name' must be at most 32 letters, digits and dashes, a letter first, got '${name}'`,
    );
  });

  test.each(['t', 'Team-2', 'a'.repeat(32)])('takes the name \'%s\'', (name) => {
    expect(prod.derive(name, {}).name).toBe(name);
  });
});

describe('drills, which would be an outage, go where a choice of another room makes them one', () => {
  test.each<[string, PlatformSettings]>([
    ['one instance', { compute: { capacity: ComputeCapacity.ec2Instance() } }],
    ['one task', { compute: { minTasks: 1 } }],
    ['a database without a standby', { database: { multiAz: false } }],
    ['no alarms', { monitoring: { alarms: false } }],
  ])('%s', (_what, over) => {
    expect(mergeSettings(BASE, over).operations?.drills).toBeUndefined();
    expect(mergeSettings(BASE, { ...over, operations: { drills: true } }).operations?.drills).toBe(true);
  });

  test.each<[string, PlatformSettings]>([
    ['two tasks', { compute: { minTasks: 2 } }],
    ['a number of tasks that is known at deployment', { compute: { minTasks: Token.asNumber({ Ref: 'Tasks' }) } }],
    ['a standby', { database: { multiAz: true } }],
  ])('not with %s', (_what, over) => {
    expect(mergeSettings(BASE, over).operations?.drills).toBe(true);
  });
});

test('a plan that is off leaves nothing of the plan, and a vault that is brought no lock', () => {
  const kept = { dailyRetention: Duration.days(9), restoreTesting: true, configurationBucket: false };
  const base: PlatformSettings = { backup: { ...kept, vaultLock: VaultLock.governance({ minRetention: Duration.days(1) }) } };
  expect(mergeSettings(base, { backup: { plan: false } }).backup).toEqual({ plan: false, configurationBucket: false });
  const vault = BackupVault.fromBackupVaultName(makeStack(), 'Vault', 'vault');
  expect(mergeSettings(base, { backup: { vault } }).backup).toEqual({ ...kept, vault });
});
