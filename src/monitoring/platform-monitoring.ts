import { Stack, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { AlarmRow } from './alarm-row';
import { AlarmTopics } from './alarm-topics';
import { ChatNotifications } from './chat-notifications';
import { makeDashboard } from './dashboard/make-dashboard';
import { EdgeWatch, edgeAlarmsSeenFrom } from './edge-watch';
import { EventRules } from './event-rules';
import { LogWatch } from './log-watch';
import { adviseSilence, checkMonitoring } from './monitoring-checks';
import type { MonitoringOptions } from './monitoring-options';
import { PlatformAlarms } from './platform-alarms';
import { backupRows } from './rows/backup-rows';
import { computeRows } from './rows/compute-rows';
import { databaseRows } from './rows/database-rows';
import { ingressRows } from './rows/ingress-rows';
import { queryFolder, saveQueries, savedQueries } from './saved-queries';
import type { PlatformBackup } from '../backup/platform-backup';
import type { PlatformCompute } from '../compute/platform-compute';
import type { PlatformDatabase } from '../database/platform-database';
import type { PlatformEdge } from '../edge/platform-edge';
import type { PlatformIngress } from '../ingress/platform-ingress';
import type { PlatformNetwork } from '../network/platform-network';
import { advise, conflict } from '../settings/checks';
import { regionWideName } from '../settings/names';
import type { PdfStorage } from '../storage/pdf-storage';

/** What users notice of a failure, in the platform's region. */
const SEEN_BY_USERS = ['LoadBalancerErrors', 'TargetErrors', 'UnhealthyTasks', 'RunningTasks'];

/** AWS FIS takes no more. */
const MOST_STOP_CONDITIONS = 5;

/** Props of {@link PlatformMonitoring}. */
export interface PlatformMonitoringProps extends MonitoringOptions {
  /** The network, whose flow logs get saved queries. */
  readonly network: PlatformNetwork;

  /** The PDF bucket. */
  readonly storage: PdfStorage;

  /**
   * The database.
   *
   * @default - there is none
   */
  readonly database?: PlatformDatabase;

  /** What runs the application. */
  readonly compute: PlatformCompute;

  /** The load balancer. */
  readonly ingress: PlatformIngress;

  /** CloudFront. */
  readonly edge: PlatformEdge;

  /**
   * Backups, whose failures are told.
   *
   * @default - only those of AWS Backup that others made
   */
  readonly backup?: PlatformBackup;

  /**
   * Whether a schedule stops the platform at times: then no task is no alarm by itself.
   *
   * @default false
   */
  readonly stopsOutsideOfficeHours?: boolean;

  /**
   * Encrypts the topics that alarms tell.
   *
   * @default - a key is made, if a topic is
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * What watches the platform: a dashboard, alarms in two severities, event rules, and saved queries.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best-Practice-Alarms.html
 */
export class PlatformMonitoring extends Construct {
  /** Where alarms link to by default. */
  public static readonly DEFAULT_RUNBOOK_URL = 'https://github.com/cdk-pdf-web-platform/cdk-pdf-web-platform/blob/main/docs/runbooks.md';

  /** The dashboard, if it is on. */
  public readonly dashboard?: cloudwatch.Dashboard;

  /** Whom alarms tell, if they are on. */
  public readonly topics?: AlarmTopics;

  /** Whom CloudFront's alarms tell: in us-east-1 the same, elsewhere topics of their own. */
  public readonly edgeTopics?: AlarmTopics;

  /** The alarms of the platform's region. */
  public readonly alarms: cloudwatch.Alarm[] = [];

  /** CloudFront's alarms, in us-east-1. */
  public readonly edgeAlarms: cloudwatch.Alarm[] = [];

  /** On while any alarm is that pages; of the platform's region. */
  public readonly unhealthy?: cloudwatch.CompositeAlarm;

  /** What counts errors in logs. */
  public readonly metricFilters: logs.MetricFilter[] = [];

  /** What tells of failed releases, backups and rotations. */
  public readonly rules: events.Rule[] = [];

  /** What RDS tells of failovers, maintenance and failures with. */
  public readonly databaseEvents?: rds.CfnEventSubscription;

  /** The saved queries of CloudWatch Logs Insights. */
  public readonly savedQueries: logs.QueryDefinition[] = [];

  /** The stack in us-east-1 that CloudFront's alarms are in, if the platform's own is elsewhere. */
  public readonly supportStack?: Stack;

  /** What the chat channels' configurations act with. */
  public readonly chatRoles: iam.Role[] = [];

  /** Where alarms link to. */
  public readonly runbookUrl: string;

  private readonly table?: PlatformAlarms;

  constructor(scope: Construct, id: string, private readonly props: PlatformMonitoringProps) {
    super(scope, id);
    checkMonitoring(this, props);
    const { compute, database, network, savedQueries: saves = true } = props;
    const runbookUrl = props.runbookUrl ?? PlatformMonitoring.DEFAULT_RUNBOOK_URL;
    this.runbookUrl = runbookUrl;
    if (props.alarms ?? true) {
      const topics = new AlarmTopics(this, 'Topics', props);
      this.topics = topics;
      const logWatch = new LogWatch(this, 'LogWatch', { compute, database, errorPattern: props.errorPattern });
      this.metricFilters = logWatch.metricFilters;
      // The platform's one is named after the platform; of several that stand alone each after itself.
      const alarmName = (rowId: string) => regionWideName(id === 'Monitoring' ? scope : this, rowId, 255);
      this.table = new PlatformAlarms(this, 'Alarms', { topics, runbookUrl, disabled: props.disabledAlarms, alarmName });
      this.table.addAll(this.rows(logWatch));
      this.alarms = this.table.alarms;

      const edgeWatch = this.watchEdge(topics);
      const edgeStack = edgeWatch && Stack.of(edgeWatch);
      this.supportStack = edgeStack === Stack.of(this) ? undefined : edgeStack;
      this.edgeAlarms = edgeWatch?.alarms.alarms ?? [];
      this.edgeTopics = edgeWatch?.topics;
      this.savedQueries.push(...(edgeWatch?.savedQueries ?? []));
      // A composite alarm is made of alarms of its own region.
      this.unhealthy = this.table.combine('PlatformUnhealthy', this.supportStack ? [] : edgeWatch?.alarms.pagingAlarms);
      this.rollBack(...this.table.rollbackAlarms);

      const eventRules = new EventRules(this, 'Events', { ...props, restoreTesting: props.backup?.restoreTesting, topic: topics.noticeTopic, runbookUrl, isScheduled: props.stopsOutsideOfficeHours ?? false });
      this.rules = eventRules.rules;
      this.databaseEvents = eventRules.databaseEvents;
      // In the stack that is deployed last, which may refer to the topics of both.
      const all = [...new Set([topics, ...(edgeWatch ? [edgeWatch.topics] : [])])];
      if (props.chatChannels) this.chatRoles = new ChatNotifications(this.supportStack ? edgeWatch! : this, 'Chat', props.chatChannels, all).roles;
      adviseSilence(this, props, this.supportStack !== undefined);
    }
    if (saves) this.savedQueries.push(...saveQueries(new Construct(this, 'Queries'), queryFolder(scope), savedQueries(compute, database, network)));
    if (props.dashboard ?? true) {
      const edgeAlarms = edgeAlarmsSeenFrom(this, this.edgeAlarms);
      this.dashboard = makeDashboard(this, { ...props, runbookUrl, unhealthy: this.unhealthy, alarms: this.alarms, edgeAlarms });
    }
  }

  /**
   * Makes one more alarm: it tells the topic of its severity like the platform's own, and stands with them on the dashboard.
   *
   * @param id its id, in CamelCase: another one than those of the platform's alarms that are on
   * @param row what is watched
   * @throws if alarms are off
   */
  public addAlarm(id: string, row: AlarmRow): cloudwatch.Alarm {
    if (!this.table) throw conflict("addAlarm needs 'monitoring.alarms' to be on");
    const alarm = this.table.add(id, row);
    if (row.rollsBack) this.rollBack(alarm);
    return alarm;
  }

  /** What ends a drill of failure: alarms of this region that page, none made of others, which AWS FIS may not take. @internal */
  public get _stopDrills(): cloudwatch.IAlarm[] {
    const paging = this.table?.pagingAlarms ?? [];
    // Those of what a drill can break come first; that storage runs out says nothing of it.
    const [seen, others] = [true, false].map((isSeen) => paging.filter(({ node }) => SEEN_BY_USERS.includes(node.id) === isSeen));
    return [...seen, ...others.filter(({ node }) => !node.id.endsWith('Storage'))].slice(0, MOST_STOP_CONDITIONS);
  }

  private rows(logWatch: LogWatch): Record<string, AlarmRow> {
    const { ingress, compute, database, storage, backup, thresholds = {}, stopsOutsideOfficeHours = false } = this.props;
    return {
      ...ingressRows(ingress, thresholds),
      ...computeRows(compute, thresholds, stopsOutsideOfficeHours),
      ...(database && databaseRows(database, thresholds)),
      ...logWatch.rows(thresholds),
      ...backupRows(storage, backup),
    };
  }

  /** Releases that set off one of these are taken back. They are made before the service, so their metrics must not name it. */
  private rollBack(...alarms: cloudwatch.Alarm[]): void {
    if (alarms.length === 0 || this.props.rollBackOnAlarms === false) return;
    const { compute } = this.props;
    compute._rollBackOn(...alarms.map((alarm) => (alarm.node.defaultChild as cloudwatch.CfnAlarm).alarmName!));
    compute.service.node.addDependency(...alarms);
  }

  private watchEdge(topics: AlarmTopics): EdgeWatch | undefined {
    const { props, runbookUrl } = this;
    if (!(props.edgeAlarms ?? true)) return undefined;
    if (Token.isUnresolved(Stack.of(this).region)) {
      advise(this, 'edge-alarms-region', "CloudFront is not watched: its metrics are in us-east-1, and the stack's region is unknown; give it 'env.region', or switch off 'monitoring.edgeAlarms'");
      return undefined;
    }
    const { edge, thresholds = {} } = props;
    return EdgeWatch.forPlatform(this, { options: props, edge, thresholds, runbookUrl, topics });
  }
}
