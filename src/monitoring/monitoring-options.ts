import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { AlarmThresholds } from './alarm-thresholds';
import type { ChatChannel } from './chat-channel';

/** What watches the platform, and whom it tells. */
export interface MonitoringOptions {
  /**
   * Whether there is a CloudWatch dashboard. Three of an account are free, each further one costs $3 a month.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
   */
  readonly dashboard?: boolean;

  /**
   * Whether there are alarms, event rules and the topics that they tell. Ten alarms of an account are free, each further
   * metric of one costs $0.10 a month, and the composite alarm $0.50; the key that encrypts the topics costs $1, unless the platform has a key of its own.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
   */
  readonly alarms?: boolean;

  /**
   * Whether CloudFront's errors and its certificate are watched. Their metrics exist in us-east-1 alone: a platform elsewhere gets a
   * stack there, which is deployed after its own, with topics of its own (whose e-mails are confirmed once more). Needs `alarms`. Before
   * it is switched off, destroy that stack (`…-Monitoring-us-east-1`): an app that has no such stack any more leaves it where it is.
   *
   * @default true where the stack's region is known
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
   */
  readonly edgeAlarms?: boolean;

  /**
   * From where on something is an alarm. Needs `alarms`.
   *
   * @default - what each threshold's documentation says
   */
  readonly thresholds?: AlarmThresholds;

  /**
   * Alarms that are not made, by the ids of docs/monitoring.md, for example `SlowQueries`. Needs `alarms`.
   *
   * @default - all are made that there is something to watch for
   */
  readonly disabledAlarms?: string[];

  /**
   * E-mail addresses for what must be acted on at once. Each confirms a message from AWS first. Needs `alarms`.
   *
   * @default - none
   */
  readonly pageEmails?: string[];

  /**
   * E-mail addresses for what can wait until the next working day. Needs `alarms`.
   *
   * @default - none
   */
  readonly noticeEmails?: string[];

  /**
   * An existing topic for pages, in the stack's region. Its policy, and its key's, must let `cloudwatch.amazonaws.com`
   * publish. Not with `pageEmails`.
   *
   * @default - a topic is made
   */
  readonly pageTopic?: sns.ITopic;

  /**
   * An existing topic for notices, in the stack's region. Its policy, and its key's, must let `cloudwatch`, `events`, `events.rds`,
   * `budgets` and `costalerts.amazonaws.com` publish. Not with `noticeEmails`.
   *
   * @default - a topic is made
   */
  readonly noticeTopic?: sns.ITopic;

  /**
   * An existing topic in us-east-1 for CloudFront's pages, where the platform is elsewhere. In us-east-1 `pageTopic` gets them.
   *
   * @default - a topic is made, with `pageEmails`
   */
  readonly edgePageTopic?: sns.ITopic;

  /**
   * An existing topic in us-east-1 for CloudFront's notices, where the platform is elsewhere. In us-east-1 `noticeTopic` gets them.
   *
   * @default - a topic is made, with `noticeEmails`
   */
  readonly edgeNoticeTopic?: sns.ITopic;

  /**
   * Slack and Microsoft Teams channels, through Amazon Q Developer in chat applications. Needs `alarms`.
   *
   * @default - none
   */
  readonly chatChannels?: ChatChannel[];

  /**
   * Which lines of the container's log are errors.
   *
   * @default - lines with ERROR, FATAL, CRITICAL, level=error, level=fatal, or those levels as JSON loggers write them
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   */
  readonly errorPattern?: logs.IFilterPattern;

  /**
   * Whether a release is taken back when it makes the application answer too many requests with 5xx (the alarm `ReleaseErrors`). If that is
   * so before a release, ECS looks at no alarm during it, so that it can mend what is wrong. Needs `alarms`, and a load balancer.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
   */
  readonly rollBackOnAlarms?: boolean;

  /**
   * Whether CloudWatch Logs Insights gets saved queries: errors, volume, slow statements, what the network and the firewall reject. They are free.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html
   */
  readonly savedQueries?: boolean;

  /**
   * The address of the runbooks that alarms link to, without the `#` and the alarm's anchor. `docs/runbooks.ja.md` has the same anchors, in
   * Japanese.
   *
   * @default - this library's docs/runbooks.md on GitHub
   */
  readonly runbookUrl?: string;
}
