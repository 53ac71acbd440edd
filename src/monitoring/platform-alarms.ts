import { Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AlarmRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import type { AlarmTopics } from './alarm-topics';

/** Props of {@link PlatformAlarms}. */
export interface PlatformAlarmsProps {
  /** Whom alarms tell. */
  readonly topics: AlarmTopics;

  /** The address of the runbooks that alarms link to. */
  readonly runbookUrl: string;

  /** What alarms are named after: with their id behind it, unique in the region. */
  readonly alarmName: (id: string) => string;

  /**
   * Ids of rows that are left out.
   *
   * @default - none
   */
  readonly disabled?: string[];
}

/**
 * Alarms made of rows: each tells the topic of its severity when it begins and when it is over, and says where its runbook is.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export class PlatformAlarms extends Construct {
  /** The alarms, in the order in which they were added. */
  public readonly alarms: cloudwatch.Alarm[] = [];

  /** Of the alarms, those that take a release back. */
  public readonly rollbackAlarms: cloudwatch.Alarm[] = [];

  /** Of the alarms, those that page. */
  public readonly pagingAlarms: cloudwatch.Alarm[] = [];

  constructor(scope: Construct, id: string, private readonly props: PlatformAlarmsProps) {
    super(scope, id);
  }

  /** Makes the alarms of rows, but for those that are disabled. */
  public addAll(rows: Record<string, AlarmRow>): void {
    for (const [id, row] of Object.entries(rows)) if (!this.props.disabled?.includes(id)) this.add(id, row);
  }

  /**
   * Makes the alarm of a row.
   *
   * @param id the alarm's id, in CamelCase
   * @param row what is watched
   */
  public add(id: string, row: AlarmRow): cloudwatch.Alarm {
    const { topics, runbookUrl } = this.props;
    const alarm = new cloudwatch.Alarm(this, id, {
      alarmName: this.props.alarmName(id),
      alarmDescription: describe(row.description, `${runbookUrl}#${row.runbookAnchor ?? anchorOf(id)}`),
      metric: row.metric,
      threshold: row.threshold,
      comparisonOperator: row.comparisonOperator ?? cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: row.evaluationPeriods ?? 3,
      datapointsToAlarm: row.datapointsToAlarm ?? row.evaluationPeriods ?? 3,
      treatMissingData: row.treatMissingData ?? cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    const told = { bind: () => ({ alarmActionArn: topics.topicFor(row.severity).topicArn }) };
    alarm.addAlarmAction(told);
    alarm.addOkAction(told);
    this.alarms.push(alarm);
    if (row.rollsBack) this.rollbackAlarms.push(alarm);
    if (row.severity === AlarmSeverity.PAGE) this.pagingAlarms.push(alarm);
    return alarm;
  }

  /**
   * One alarm for the platform as a whole: on while any of those is that page. It notices its beginning and its end; paging is done by
   * those that it is made of, so that a second failure is not hidden behind a first one.
   *
   * @param id its id
   * @param others alarms of other tables that page
   */
  public combine(id: string, others: cloudwatch.Alarm[] = []): cloudwatch.CompositeAlarm | undefined {
    // Asked when the template is written: alarms may be added later.
    const parts = () => [...this.pagingAlarms, ...others].map((alarm) => cloudwatch.AlarmRule.fromAlarm(alarm, cloudwatch.AlarmState.ALARM));
    if (parts().length === 0 || this.props.disabled?.includes(id)) return undefined;
    const { topics, runbookUrl } = this.props;
    const composite = new cloudwatch.CompositeAlarm(this, id, {
      compositeAlarmName: this.props.alarmName(id),
      alarmDescription: describe('The platform is unhealthy: at least one alarm that pages is on', `${runbookUrl}#${anchorOf(id)}`),
      alarmRule: { renderAlarmRule: () => Lazy.string({ produce: () => cloudwatch.AlarmRule.anyOf(...parts()).renderAlarmRule() }) },
    });
    const told = { bind: () => ({ alarmActionArn: topics.noticeTopic.topicArn }) };
    composite.addAlarmAction(told);
    composite.addOkAction(told);
    return composite;
  }
}

/** CloudWatch takes 1024 characters; the link is what must not be cut. */
function describe(description: string, runbook: string): string {
  const link = `. Runbook: ${runbook}`;
  return `${description.slice(0, 1024 - link.length)}${link}`;
}

/** The heading of an alarm's runbook, as GitHub links it. */
export function anchorOf(id: string): string {
  return id.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
