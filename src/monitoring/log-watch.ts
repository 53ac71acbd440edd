import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AlarmRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import type { AlarmThresholds } from './alarm-thresholds';
import { metricsOf } from './metrics';
import type { PlatformCompute } from '../compute/platform-compute';
import { groupsOf } from '../database/database-logs';
import type { PlatformDatabase } from '../database/platform-database';
import { regionWideName } from '../settings/names';

export interface LogWatchProps {
  readonly compute: PlatformCompute;
  readonly database?: PlatformDatabase;
  readonly errorPattern?: logs.IFilterPattern;
}

/** Words that loggers write in lines about errors, in text and in JSON. */
const ERROR_WORDS = ['ERROR', 'FATAL', 'CRITICAL', 'level=error', 'level=fatal', ...['error', 'fatal'].flatMap((level) => [`"level":"${level}"`, `"level": "${level}"`])];

/** Counts what logs tell: errors of the application, slow statements and deadlocks of the database. */
export class LogWatch extends Construct {
  public readonly metricFilters: logs.MetricFilter[] = [];
  private readonly counted: Record<string, cloudwatch.Metric> = {};

  constructor(scope: Construct, id: string, props: LogWatchProps) {
    super(scope, id);
    const { compute, database, errorPattern } = props;
    this.count('ErrorLogs', [compute.logGroup], errorPattern ?? logs.FilterPattern.anyTerm(...ERROR_WORDS));
    // Every entry of the slow query log has a line that begins so.
    this.count('SlowQueries', groupsOf('slowquery', database?.logGroups), logs.FilterPattern.anyTerm('Query_time'));
    // With innodb_print_all_deadlocks, which the platform sets, and a verbosity that takes notes.
    this.count('Deadlocks', groupsOf('error', database?.logGroups), logs.FilterPattern.anyTerm('deadlock', 'Deadlock', 'DEADLOCK'));
  }

  /** Of what is counted, the rows of the alarm table. */
  public rows(thresholds: AlarmThresholds): Record<string, AlarmRow> {
    const notice = { severity: AlarmSeverity.NOTICE, evaluationPeriods: 2 };
    const rows: Record<string, Omit<AlarmRow, 'metric'>> = {
      ErrorLogs: { ...notice, threshold: thresholds.errorLogs ?? 10, description: 'The application logs many errors' },
      SlowQueries: { ...notice, threshold: thresholds.slowQueries ?? 50, description: 'The database executes many slow statements' },
      Deadlocks: { ...notice, threshold: thresholds.deadlocks ?? 5, description: 'Transactions lock each other out' },
    };
    return Object.fromEntries(Object.entries(this.counted).map(([id, metric]) => [id, { ...rows[id], metric }]));
  }

  private count(id: string, groups: logs.ILogGroup[], filterPattern: logs.IFilterPattern): void {
    if (groups.length === 0) return;
    const namespace = regionWideName(this.node.scope!, 'Logs', 255).replace(/[^\w.#/-]/g, '-');
    groups.forEach((logGroup, index) => {
      const filter = new logs.MetricFilter(this, index === 0 ? id : `${id}${index + 1}`, {
        logGroup, filterPattern, metricNamespace: namespace, metricName: id, metricValue: '1', defaultValue: 0,
      });
      this.metricFilters.push(filter);
    });
    this.counted[id] = metricsOf(namespace, {})(id, cloudwatch.Stats.SUM, { label: id });
  }
}
