import type { Catalog, Entry } from './charge';
import { unpriced } from './charge';
import { cluster, ecsService, instance } from './compute';
import { DATABASE } from './database';
import { EDGE } from './edge';
import { ENCRYPTION_AND_SECRETS } from './encryption-and-secrets';
import { LOAD_BALANCER } from './load-balancer';
import { LOGS_AND_MONITORING } from './logs-and-monitoring';
import { NETWORK } from './network';
import { OPERATIONS, PREFIXES } from './operations';
import { STORAGE } from './storage';

/** Every type that a template of this library can have. */
const CATALOG: Catalog = {
  'AWS::EC2::Instance': instance,
  'AWS::ECS::Cluster': cluster,
  'AWS::ECS::Service': ecsService,
  ...DATABASE,
  ...NETWORK,
  ...LOAD_BALANCER,
  ...STORAGE,
  ...EDGE,
  ...LOGS_AND_MONITORING,
  ...ENCRYPTION_AND_SECRETS,
  ...OPERATIONS,
};

/** The reason of types that nobody has looked at: they may cost anything. */
export const UNKNOWN_TYPE = 'this library does not know the type';
const UNKNOWN = unpriced(UNKNOWN_TYPE);

/** How a type is priced. */
export function entryOf(type: string): Entry {
  return classified(type) ?? UNKNOWN;
}

/** The same; undefined if nobody has thought of the type. */
export function classified(type: string): Entry | undefined {
  const prefix = Object.entries<Entry>(PREFIXES).find(([start]) => type.startsWith(start));
  return CATALOG[type] ?? prefix?.[1];
}
