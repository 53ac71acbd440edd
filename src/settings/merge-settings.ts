import { overlay } from './overlay';
import type { PlatformSettings } from './platform-settings';

/**
 * `over` laid on `base`: rooms prop by prop, the rest as a whole. What is brought replaces what the base says about making one, so
 * that an existing VPC need not be cleared of the preset's NAT choice first.
 */
export function mergeSettings(base: PlatformSettings, over: PlatformSettings): PlatformSettings {
  return {
    ...overlay(base, over),
    network: mergeNetwork(base, over),
    storage: mergeStorage(base, over),
    database: mergeDatabase(base, over),
    compute: mergeCompute(base, over),
    ingress: overlay(base.ingress, over.ingress),
    edge: mergeEdge(base, over),
  };
}

function mergeStorage(base: PlatformSettings, over: PlatformSettings): PlatformSettings['storage'] {
  const given = over.storage ?? {};
  const { accessLogs, accessLogRetention, logBucket, malwareScan, noncurrentVersionExpiration } = base.storage ?? {};
  const logs = {
    accessLogs,
    logBucket: given.accessLogs === false ? undefined : logBucket,
    accessLogRetention: (given.logBucket ?? given.accessLogs === false) ? undefined : accessLogRetention,
  };
  if (given.bucket) return overlay({ malwareScan, ...logs }, given);
  return overlay(
    { ...base.storage, ...logs, noncurrentVersionExpiration: given.versioned === false ? undefined : noncurrentVersionExpiration },
    given,
  );
}

/** What stays meaningful beside an existing VPC is kept. */
function mergeNetwork(base: PlatformSettings, over: PlatformSettings): PlatformSettings['network'] {
  if (over.network?.vpc) return overlay({ interfaceEndpoints: base.network?.interfaceEndpoints }, over.network);
  const flowLogRetention = over.network?.flowLogs === false ? undefined : base.network?.flowLogRetention;
  return overlay({ ...base.network, flowLogRetention }, over.network);
}

/** What stays meaningful beside an existing database is kept. */
function mergeDatabase(base: PlatformSettings, over: PlatformSettings): PlatformSettings['database'] {
  if (over.database?.enabled === false) return overlay({}, over.database);
  if (!over.database?.existing) return overlay(base.database, over.database);
  return overlay({ databaseName: base.database?.databaseName, iamAuthentication: base.database?.iamAuthentication }, over.database);
}

/** Without a firewall of its own the platform has no use for what shapes one. */
function mergeEdge(base: PlatformSettings, over: PlatformSettings): PlatformSettings['edge'] {
  if (!over.edge?.webAclArn && over.edge?.waf !== false) return overlay(base.edge, over.edge);
  const none = { waf: false, wafRateLimit: undefined, wafCountedRules: undefined, wafLogRetention: undefined };
  return overlay({ ...base.edge, ...none }, over.edge);
}

function mergeCompute(base: PlatformSettings, over: PlatformSettings): PlatformSettings['compute'] {
  const merged = overlay(base.compute, over.compute);
  const given = over.compute ?? {};
  return {
    ...merged,
    // More tasks at the least than the base has at the most: then the most is the room's default.
    maxTasks: given.maxTasks ?? ((given.minTasks ?? 0) > (base.compute?.maxTasks ?? Infinity) ? undefined : merged.maxTasks),
    containerInsights: given.cluster ? given.containerInsights : merged.containerInsights,
    // One instance runs one task, however many tasks the base ran on Fargate.
    ...(given.capacity?.hostType && { minTasks: given.minTasks, maxTasks: given.maxTasks }),
  };
}
