import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type * as rds from 'aws-cdk-lib/aws-rds';
import { graphs, heading, PERCENT, SECONDS } from './widgets';
import type { PlatformDatabase } from '../../database/platform-database';
import { databaseMetrics } from '../rows/database-rows';

/** What RDS measures of the instance, and beside it of its replica. */
export function databaseWidgets(database?: PlatformDatabase): cloudwatch.IWidget[][] {
  if (!database) return [];
  const { readReplica } = database;
  return [
    [heading('## Database')],
    ...instanceGraphs(database.instance),
    ...(readReplica ? [[heading('### Read replica')], ...instanceGraphs(readReplica), lag(readReplica)] : []),
  ];
}

function instanceGraphs(instance: rds.IDatabaseInstance): cloudwatch.IWidget[][] {
  const metric = databaseMetrics(instance);
  return [
    graphs(
      { title: 'CPU', left: [metric('CPUUtilization')], right: [metric('CPUCreditBalance', Stats.MINIMUM, { label: 'credits left' })], leftAxis: PERCENT },
      { title: 'Memory that is free', left: [metric('FreeableMemory', Stats.MINIMUM)], right: [metric('SwapUsage', Stats.MAXIMUM)] },
      { title: 'Storage that is free', left: [metric('FreeStorageSpace', Stats.MINIMUM)] },
      { title: 'Connections', left: [metric('DatabaseConnections', Stats.MAXIMUM)] },
    ),
    graphs(
      { title: 'Disk operations a second', left: [metric('ReadIOPS'), metric('WriteIOPS')], right: [metric('DiskQueueDepth', Stats.MAXIMUM)] },
      { title: 'Disk latency', left: ['ReadLatency', 'WriteLatency'].flatMap((name) => [metric(name), metric(name, Stats.p(95), { label: `${name} p95` })]), leftAxis: SECONDS },
      { title: 'Network', left: [metric('NetworkReceiveThroughput'), metric('NetworkTransmitThroughput')] },
    ),
  ];
}

function lag(replica: rds.IDatabaseInstance): cloudwatch.IWidget[] {
  return graphs({ title: 'How far the replica is behind', left: [databaseMetrics(replica)('ReplicaLag', Stats.MAXIMUM)], leftAxis: SECONDS });
}
