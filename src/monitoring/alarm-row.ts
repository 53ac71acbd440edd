import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSeverity } from './alarm-severity';

/** One row of the alarm table: what is watched, and from where on somebody is told. */
export interface AlarmRow {
  /** The metric, with its statistic and period. */
  readonly metric: cloudwatch.IMetric;

  /** From where on it is an alarm. */
  readonly threshold: number;

  /** What is wrong then, in a sentence that begins the alarm's description. */
  readonly description: string;

  /** Who is to know. */
  readonly severity: AlarmSeverity;

  /**
   * On which side of the threshold.
   *
   * @default cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
   */
  readonly comparisonOperator?: cloudwatch.ComparisonOperator;

  /**
   * How many of the metric's periods are looked at.
   *
   * @default 3
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of them must be on the wrong side.
   *
   * @default - all
   */
  readonly datapointsToAlarm?: number;

  /**
   * What no data means.
   *
   * @default cloudwatch.TreatMissingData.NOT_BREACHING
   */
  readonly treatMissingData?: cloudwatch.TreatMissingData;

  /**
   * The heading of the runbook for it, as a link names it.
   *
   * @default - the alarm's id in lower case with dashes: `TargetErrors` is `target-errors`
   */
  readonly runbookAnchor?: string;

  /**
   * Whether a release that sets it off is taken back. Its metric must not refer to the service, which refers to the alarm.
   *
   * @default false
   */
  readonly rollsBack?: boolean;
}
