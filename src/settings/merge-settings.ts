import { overlay } from './overlay';
import type { PlatformSettings } from './platform-settings';

/**
 * `over` laid on `base`: rooms prop by prop, the rest as a whole. What is brought replaces what the base says about making one, so
 * that an existing VPC need not be cleared of the preset's NAT choice first.
 */
export function mergeSettings(base: PlatformSettings, over: PlatformSettings): PlatformSettings {
  return {
    ...overlay(base, over),
    network: over.network?.vpc ? overlay({}, over.network) : overlay(base.network, over.network),
    storage: mergeStorage(base, over),
    database: over.database?.existing ?? over.database?.enabled === false ? overlay({}, over.database) : overlay(base.database, over.database),
    compute: mergeCompute(base, over),
    ingress: overlay(base.ingress, over.ingress),
    edge: mergeEdge(base, over),
  };
}

function mergeStorage(base: PlatformSettings, over: PlatformSettings): PlatformSettings['storage'] {
  const accessLogRetention = over.storage?.logBucket || over.storage?.accessLogs === false ? undefined : base.storage?.accessLogRetention;
  if (!over.storage?.bucket) return overlay({ ...base.storage, accessLogRetention }, over.storage);
  return overlay({ accessLogs: base.storage?.accessLogs, malwareScan: base.storage?.malwareScan, accessLogRetention }, over.storage);
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
