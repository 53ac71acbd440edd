import { Token } from 'aws-cdk-lib';
import { DeploymentStrategy } from 'aws-cdk-lib/aws-ecs';
import { overlay } from './overlay';
import type { PlatformSettings } from './platform-settings';
import type { BackupOptions } from '../backup/backup-options';
import { ImageScanning } from '../backup/image-scanning';
import type { ComputeOptions } from '../compute/compute-options';
import type { CostOptions } from '../cost/cost-options';
import type { DatabaseOptions } from '../database/database-options';
import type { EdgeOptions } from '../edge/edge-options';
import { IngressExposure, type IngressOptions } from '../ingress/ingress-options';
import type { MonitoringOptions } from '../monitoring/monitoring-options';
import type { NetworkOptions } from '../network/network-options';
import type { OperationsOptions } from '../operations/operations-options';
import { keptPatching } from '../operations/patching/kept-patching';
import type { StorageOptions } from '../storage/storage-options';

/** What a choice makes meaningless of the settings that it is laid on: it drops some of them, or all that it does not keep. */
interface Rule<T> {
  readonly when: (given: T, base: T) => unknown;
  readonly drops?: (keyof T)[];
  readonly keeps?: (keyof T)[];
}

const NETWORK: Rule<NetworkOptions>[] = [
  // Subnets may be chosen by name or kind before the VPC is known; those of another VPC mean nothing.
  { when: ({ vpc }) => vpc, keeps: ['interfaceEndpoints', 'publicSubnets', 'taskSubnets', 'databaseSubnets'] },
  { when: ({ vpc }, base) => vpc && base.vpc, drops: ['publicSubnets', 'taskSubnets', 'databaseSubnets'] },
  { when: ({ flowLogs }) => flowLogs === false, drops: ['flowLogRetention'] },
];

const STORAGE: Rule<StorageOptions>[] = [
  { when: ({ bucket }) => bucket, keeps: ['malwareScan', 'accessLogs', 'accessLogRetention', 'logBucket'] },
  { when: ({ logBucket }) => logBucket, drops: ['accessLogRetention'] },
  { when: ({ accessLogs }) => accessLogs === false, drops: ['accessLogRetention', 'logBucket'] },
  { when: ({ versioned }) => versioned === false, drops: ['noncurrentVersionExpiration'] },
  { when: ({ directUploads }) => directUploads === false, drops: ['uploadOrigins'] },
];

const DATABASE: Rule<DatabaseOptions>[] = [
  { when: ({ existing }) => existing, keeps: ['databaseName'] },
  { when: ({ enabled }) => enabled === false, drops: ['existing'] },
  // How far storage grows is said of the storage that the base starts with.
  { when: ({ allocatedStorage }) => allocatedStorage, drops: ['maxAllocatedStorage'] },
  { when: ({ managedPassword }) => managedPassword, drops: ['rotateSecretEvery'] },
];

const COMPUTE: Rule<ComputeOptions>[] = [
  { when: ({ cluster }) => cluster, drops: ['containerInsights'] },
  {
    // A number that is known at deployment looks like a very small one.
    when: ({ minTasks = 0 }, { maxTasks = Infinity }) => !Token.isUnresolved(minTasks) && !Token.isUnresolved(maxTasks) && minTasks > maxTasks,
    drops: ['maxTasks'],
  },
  // One instance runs one task, without a load balancer, in a cluster of its own.
  {
    when: ({ capacity }) => capacity?.hostType,
    drops: [
      'cluster', 'minTasks', 'maxTasks', 'scaleOutCpuPercent', 'scaleInCpuPercent', 'healthCheckPath', 'healthCheckGracePeriod',
      'deploymentStrategy', 'bakeTime', 'trafficStepPercent', 'trafficStepTime',
    ],
  },
  { when: ({ deploymentStrategy }) => deploymentStrategy === DeploymentStrategy.ROLLING, drops: ['bakeTime', 'trafficStepPercent', 'trafficStepTime'] },
  { when: ({ deploymentStrategy }) => deploymentStrategy === DeploymentStrategy.BLUE_GREEN, drops: ['trafficStepPercent', 'trafficStepTime'] },
  // LINEAR's steps are another thing than CANARY's one.
  {
    when: ({ deploymentStrategy: given }, { deploymentStrategy: base }) => given && base && given !== base,
    drops: ['trafficStepPercent', 'trafficStepTime'],
  },
  { when: ({ readonlyRootFilesystem }) => readonlyRootFilesystem === false, drops: ['writablePaths'] },
  { when: ({ readonlyRootFilesystem }) => readonlyRootFilesystem, drops: ['enableExecuteCommand'] },
];

const INGRESS: Rule<IngressOptions>[] = [
  { when: ({ exposure }) => exposure === IngressExposure.PUBLIC, drops: ['cloudFrontPrefixListId'] },
  { when: ({ exposure }) => exposure === IngressExposure.INSTANCE, drops: ['sslPolicy', 'idleTimeout', 'deletionProtection'] },
];

const BACKUP: Rule<BackupOptions>[] = [
  { when: ({ plan }) => plan === false, drops: ['dailyRetention', 'weeklyRetention', 'recoveryRetention', 'startTime', 'pdfs', 'vault', 'vaultLock', 'restoreTesting'] },
  { when: ({ vault }) => vault, drops: ['vaultLock'] },
  { when: ({ vaultLock }) => vaultLock, drops: ['vault'] },
];

const MONITORING: Rule<MonitoringOptions>[] = [
  {
    when: ({ alarms }) => alarms === false,
    keeps: ['alarms', 'dashboard', 'savedQueries', 'runbookUrl'],
  },
  { when: ({ pageTopic }) => pageTopic, drops: ['pageEmails'] },
  { when: ({ noticeTopic }) => noticeTopic, drops: ['noticeEmails'] },
  { when: ({ pageEmails }) => pageEmails, drops: ['pageTopic'] },
  { when: ({ noticeEmails }) => noticeEmails, drops: ['noticeTopic'] },
  { when: ({ edgeAlarms }) => edgeAlarms === false, drops: ['edgePageTopic', 'edgeNoticeTopic'] },
];

const OPERATIONS: Rule<OperationsOptions>[] = [
  { when: ({ imageScanning: given }) => given && given !== ImageScanning.ENHANCED, drops: ['otherContinuousScans', 'otherScansOnPush'] },
];

const COST: Rule<CostOptions>[] = [{ when: ({ report }) => report === false, drops: ['usage', 'maxMonthlyUsd'] }];

const EDGE: Rule<EdgeOptions>[] = [
  { when: ({ webAclArn, waf }) => webAclArn || waf === false, drops: ['waf', 'wafRateLimit', 'wafCountedRules', 'wafLogRetention'] },
  { when: ({ waf }) => waf, drops: ['webAclArn'] },
];

/**
 * `over` laid on `base`: rooms prop by prop, the rest as a whole. What is given clears what it makes meaningless of the base's, so that
 * an existing VPC need not be cleared of the preset's NAT choice first; what is given together and contradicts itself stays, for the
 * rooms to refuse.
 */
export function mergeSettings(given: PlatformSettings, over: PlatformSettings): PlatformSettings {
  const base = withoutContradicted(given, over);
  return {
    ...overlay(base, over),
    network: mergeRoom(base.network, over.network, NETWORK),
    storage: mergeRoom(base.storage, over.storage, STORAGE),
    database: mergeRoom(base.database, over.database, DATABASE),
    compute: mergeRoom(base.compute, over.compute, COMPUTE),
    ingress: mergeRoom(base.ingress, over.ingress, INGRESS),
    edge: mergeRoom(base.edge, over.edge, EDGE),
    backup: mergeRoom(base.backup, over.backup, BACKUP, 'replication'),
    operations: mergeRoom({ ...base.operations, patching: keptPatching(given, over) }, over.operations, OPERATIONS, 'patching'),
    monitoring: mergeRoom(base.monitoring, over.monitoring, MONITORING, 'thresholds'),
    cost: mergeRoom(base.cost, over.cost, COST, 'usage'),
  };
}

/** What a choice of one room makes impossible in another, as far as it is the base's. */
function withoutContradicted(base: PlatformSettings, { database, compute, monitoring, cost, operations }: PlatformSettings): PlatformSettings {
  // A replica keeps a database from being stopped.
  const officeHours = database?.readReplica && !cost?.officeHours ? undefined : base.cost?.officeHours;
  // Without a second task, a standby and an alarm, a drill would be an outage.
  const oneTask = compute?.capacity?.hostType ?? (compute?.minTasks !== undefined && !Token.isUnresolved(compute.minTasks) && compute.minTasks < 2);
  const isOutage = oneTask || database?.multiAz === false || monitoring?.alarms === false;
  // Of a database that is another's, or not there, nothing is restored or replicated.
  const isOthers = database?.existing !== undefined || database?.enabled === false;
  const ofOthers = isOthers ? { restoreTesting: undefined, replicateDatabaseBackups: undefined } : {};
  const drills = isOutage && operations?.drills === undefined ? undefined : base.operations?.drills;
  return { ...base, cost: { ...base.cost, officeHours }, operations: { ...base.operations, drills }, backup: { ...base.backup, ...ofOthers } };
}

/** `nested` names a prop that is itself merged prop by prop. */
function mergeRoom<T extends object>(base: T | undefined, given: T | undefined, rules: Rule<T>[], nested?: keyof T): T {
  const inForce = rules.filter(({ when }) => when(given ?? ({} as T), base ?? ({} as T)));
  const isDropped = (prop: keyof T) => inForce.some(({ drops, keeps }) => drops?.includes(prop) || (keeps && !keeps.includes(prop)));
  const kept = Object.fromEntries(Object.entries(base ?? {}).filter(([prop]) => !isDropped(prop as keyof T))) as T;
  const merged = overlay(kept, given);
  if (!nested || !kept[nested] || !given?.[nested]) return merged;
  return { ...merged, [nested]: overlay(kept[nested] as object, given[nested] as object) };
}
