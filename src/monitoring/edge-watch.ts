import { ArnFormat, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AlarmThresholds } from './alarm-thresholds';
import { AlarmTopics } from './alarm-topics';
import type { MonitoringOptions } from './monitoring-options';
import { PlatformAlarms } from './platform-alarms';
import { edgeRows } from './rows/edge-rows';
import { firewallQueries, queryFolder, saveQueries } from './saved-queries';
import type { PlatformEdge } from '../edge/platform-edge';
import { regionWideName } from '../settings/names';
import { EDGE_REGION, makeSupportStack } from '../settings/support-stack';

/** Props of {@link EdgeWatch}. */
export interface EdgeWatchProps {
  readonly options: MonitoringOptions;
  readonly edge: PlatformEdge;
  readonly thresholds: AlarmThresholds;
  readonly runbookUrl: string;
  /** The platform's topics, for a platform in us-east-1. */
  readonly topics: AlarmTopics;
}

/** What watches CloudFront, where CloudFront's metrics are: in us-east-1. */
export class EdgeWatch extends Construct {
  /**
   * In the platform's stack if that is in us-east-1, else in a support stack there that is deployed after it: it refers to the
   * distribution, which itself refers to what another support stack holds.
   */
  public static forPlatform(scope: Construct, props: EdgeWatchProps): EdgeWatch {
    if (Stack.of(scope).region === EDGE_REGION) return new EdgeWatch(scope, 'Edge', props);
    const support = makeSupportStack(scope, {
      region: EDGE_REGION,
      description: `What watches CloudFront in ${EDGE_REGION}`,
      // It holds nothing that could not be made anew.
      terminationProtection: false,
    });
    CrossStackReferences.of(support).consume(ReferenceStrength.WEAK);
    return new EdgeWatch(support, 'Watch', props);
  }

  public readonly alarms: PlatformAlarms;
  public readonly topics: AlarmTopics;
  public readonly savedQueries: logs.QueryDefinition[];

  private constructor(scope: Construct, id: string, props: EdgeWatchProps) {
    super(scope, id);
    const { options, edge, thresholds, runbookUrl } = props;
    const elsewhere = Stack.of(this) !== Stack.of(edge);
    this.topics = elsewhere ? this.makeTopics(options) : props.topics;
    this.alarms = new PlatformAlarms(this, 'Alarms', {
      topics: this.topics,
      runbookUrl,
      disabled: options.disabledAlarms,
      // Stacks of one name in several regions meet in this one.
      alarmName: (rowId) => regionWideName(edge.node.scope!, elsewhere ? `${rowId}-${Stack.of(edge).region}` : rowId, 255),
    });
    const rows = edgeRows(edge.distribution.distributionId, edge.certificate, thresholds);
    this.alarms.addAll(rows);
    this.savedQueries = (options.savedQueries ?? true) ? saveQueries(this, queryFolder(edge.node.scope!), firewallQueries(edge)) : [];
  }

  /** Alarms tell topics of their own region alone. */
  private makeTopics({ pageEmails, noticeEmails, edgePageTopic, edgeNoticeTopic }: MonitoringOptions): AlarmTopics {
    return new AlarmTopics(this, 'Topics', { pageEmails, noticeEmails, pageTopic: edgePageTopic, noticeTopic: edgeNoticeTopic });
  }
}

/** Alarms as a dashboard of another stack names them: by their ARNs, since that stack is deployed first. */
export function edgeAlarmsSeenFrom(scope: Construct, alarms: cloudwatch.Alarm[]): cloudwatch.IAlarm[] {
  const stack = Stack.of(scope);
  return alarms.map((alarm) => {
    if (Stack.of(alarm) === stack) return alarm;
    const { alarmName: resourceName } = alarm.node.defaultChild as cloudwatch.CfnAlarm;
    const arn = stack.formatArn({ region: EDGE_REGION, service: 'cloudwatch', resource: 'alarm', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    return cloudwatch.Alarm.fromAlarmArn(scope, `${alarm.node.id}Elsewhere`, arn);
  });
}
