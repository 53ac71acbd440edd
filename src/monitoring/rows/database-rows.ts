import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { PlatformDatabase } from '../../database/platform-database';
import type { AlarmRow } from '../alarm-row';
import { AlarmSeverity } from '../alarm-severity';
import type { AlarmThresholds } from '../alarm-thresholds';
import { className, defaultConnections, defaultFreeableMemory, defaultFreeStorage } from '../database-class';
import { CREDIT_PERIODS, metricsOf, ONE_MINUTE } from '../metrics';

/** What RDS tells of the instance and its replica. */
export function databaseRows(database: PlatformDatabase, thresholds: AlarmThresholds): Record<string, AlarmRow> {
  const { readReplica } = database;
  return {
    ...instanceRows(database.instance, 'Database', 'The database', thresholds, database),
    ...(readReplica && {
      ...instanceRows(readReplica, 'Replica', 'The read replica', thresholds, database),
      ReplicaLag: {
        metric: replicaLag(readReplica),
        threshold: thresholds.replicaLag?.toSeconds() ?? 60,
        evaluationPeriods: 5,
        description: 'The read replica is behind: readers see old data',
        severity: AlarmSeverity.NOTICE,
      },
    }),
  };
}

/** Metrics of one instance. */
export function databaseMetrics(instance: rds.IDatabaseInstance) {
  return metricsOf('AWS/RDS', { DBInstanceIdentifier: instance.instanceIdentifier });
}

/** Seconds that the replica is behind: a day where replication has stopped, for which RDS says -1. */
function replicaLag(replica: rds.IDatabaseInstance): cloudwatch.IMetric {
  const lag = databaseMetrics(replica)('ReplicaLag', cloudwatch.Stats.MAXIMUM, { period: ONE_MINUTE });
  return new cloudwatch.MathExpression({ label: 'Replica lag', expression: 'IF(lag<0,86400,lag)', usingMetrics: { lag }, period: ONE_MINUTE });
}

/** The same for the instance and its replica; anchors are those of the instance. */
function instanceRows(
  instance: rds.IDatabaseInstance, prefix: string, which: string, thresholds: AlarmThresholds, database: PlatformDatabase,
): Record<string, AlarmRow> {
  const metric = databaseMetrics(instance);
  const made = instance.node.defaultChild as rds.CfnDBInstance | undefined;
  const connections = thresholds.databaseConnections ?? defaultConnections(made, database);
  const memory = thresholds.databaseFreeableMemory ?? defaultFreeableMemory(made);
  const storage = thresholds.databaseFreeStorage ?? defaultFreeStorage(database.instance.node.defaultChild as rds.CfnDBInstance | undefined);
  const notice = { severity: AlarmSeverity.NOTICE };
  return {
    [`${prefix}Cpu`]: {
      ...notice,
      metric: metric('CPUUtilization'),
      threshold: thresholds.databaseCpuPercent ?? 85,
      description: `${which} is at the end of its CPU`,
      runbookAnchor: 'database-cpu',
    },
    [`${prefix}Storage`]: {
      metric: metric('FreeStorageSpace', cloudwatch.Stats.MINIMUM),
      threshold: storage.toBytes(),
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      description: `${which} is running out of storage: without any it stops`,
      severity: AlarmSeverity.PAGE,
      runbookAnchor: 'database-storage',
    },
    ...(connections && {
      [`${prefix}Connections`]: {
        ...notice,
        metric: metric('DatabaseConnections', cloudwatch.Stats.MAXIMUM),
        threshold: connections,
        description: `${which} is running out of connections`,
        runbookAnchor: 'database-connections',
      },
    }),
    ...(memory && {
      [`${prefix}Memory`]: {
        ...notice,
        metric: metric('FreeableMemory', cloudwatch.Stats.MINIMUM),
        threshold: memory.toBytes(),
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
        description: `${which} is running out of memory`,
        runbookAnchor: 'database-memory',
      },
    }),
    ...(/^db\.t\d/.test(className(made)) && {
      [`${prefix}CpuCredits`]: {
        ...notice,
        metric: metric('CPUCreditBalance', cloudwatch.Stats.MINIMUM),
        threshold: thresholds.databaseCpuCredits ?? 20,
        comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: CREDIT_PERIODS,
        description: `${which} has used up its CPU credits: from here on they cost more`,
        runbookAnchor: 'database-cpu-credits',
      },
    }),
  };
}
