import { Size, Stack } from 'aws-cdk-lib';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { PlatformDatabase } from '../database/platform-database';

/** Memory in GiB of the sizes that families have in common; the memory-optimized have twice that of their size. */
const GIBIBYTES: Record<string, number> = { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16 };

/** How RDS computes `max_connections` from the memory in bytes. */
const BYTES_OF_A_CONNECTION = 12582880;

/**
 * Of the connections that the memory of the class would allow: RDS counts with less, since the operating system and RDS's own processes
 * take their part of it, which is nearly a third of a micro class.
 */
const SHARE_OF_CONNECTIONS = 0.6;
const SHARE_OF_MEMORY = 1 / 16;
/** Below the tenth at which RDS makes more of it by itself, as far as it may. */
const SHARE_OF_STORAGE = 0.05;

/** The instance class, `db.t4g.micro`; nothing where it is not known at synth. */
export function className(made?: rds.CfnDBInstance): string {
  // The L2 says it lazily.
  const name = made && Stack.of(made).resolve(made.dbInstanceClass);
  return typeof name === 'string' ? name : '';
}

/** The memory of an instance class, where its size tells it. */
export function classMemory(made?: rds.CfnDBInstance): Size | undefined {
  const [, family, size] = /^db\.([a-z])\w+\.(\w+)$/.exec(className(made)) ?? [];
  const times = /^(\d+)xlarge$/.exec(size ?? '');
  const gibibytes = times ? Number(times[1]) * GIBIBYTES.xlarge : GIBIBYTES[size];
  // Of t, m and r alone is it known; others (c, x, z) have other proportions.
  if (gibibytes === undefined || !['t', 'm', 'r'].includes(family)) return undefined;
  return Size.gibibytes(family === 'r' ? gibibytes * 2 : gibibytes);
}

/** From how many connections on: a share of `max_connections` as it is set, or else as RDS computes it. */
export function defaultConnections(made: rds.CfnDBInstance | undefined, database: PlatformDatabase): number | undefined {
  const set = Number(parametersOf(database)?.max_connections);
  if (set > 0) return Math.max(1, Math.floor(set * SHARE_OF_CONNECTIONS));
  const memory = classMemory(made);
  return memory && Math.floor((memory.toBytes() / BYTES_OF_A_CONNECTION) * SHARE_OF_CONNECTIONS);
}

export function defaultFreeableMemory(made?: rds.CfnDBInstance): Size | undefined {
  const memory = classMemory(made);
  return memory && Size.mebibytes(memory.toMebibytes() * SHARE_OF_MEMORY);
}

export function defaultFreeStorage(made?: rds.CfnDBInstance): Size {
  const gibibytes = Number(made && Stack.of(made).resolve(made.allocatedStorage));
  return gibibytes > 0 ? Size.mebibytes(Math.floor(gibibytes * 1024 * SHARE_OF_STORAGE)) : Size.gibibytes(1);
}

function parametersOf({ parameterGroup }: PlatformDatabase): Record<string, string> | undefined {
  const made = parameterGroup?.node.findAll().find((construct) => (construct as rds.CfnDBParameterGroup).cfnResourceType === 'AWS::RDS::DBParameterGroup');
  return made && Stack.of(made).resolve((made as rds.CfnDBParameterGroup).parameters);
}
