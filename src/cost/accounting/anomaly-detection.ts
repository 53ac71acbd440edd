import { Stack, Tokenization } from 'aws-cdk-lib';
import * as ce from 'aws-cdk-lib/aws-ce';
import { Construct } from 'constructs';
import { checkRecipients, checkUsd } from './checks';
import { checkPattern, conflict } from '../../settings/checks';
import { accountWideName } from '../../settings/names';

/** How often e-mails sum up the anomalies. */
export enum AnomalyEmailFrequency {
  /** Once a day. */
  DAILY = 'DAILY',
  /** Once a week. */
  WEEKLY = 'WEEKLY',
}

/** Which anomalies are told, and how often. */
export interface AnomalyDetectionOptions {
  /**
   * What an anomaly must cost before it is told, in US dollars, from 0 to 10000000000.
   *
   * @default 20
   */
  readonly minImpactUsd?: number;

  /**
   * E-mail addresses that are told once a day or a week, at most 10, beside a topic that is told at once.
   *
   * @default - none
   */
  readonly emails?: string[];

  /**
   * How often e-mails are sent; a topic is always told at once. It needs `emails`.
   *
   * @default AnomalyEmailFrequency.DAILY
   */
  readonly emailFrequency?: AnomalyEmailFrequency;
}

/**
 * How unusual costs are found: AWS learns what each of the account's services costs, and tells what deviates. It costs nothing.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html
 */
export class CostAnomalyDetection {
  /**
   * The account's monitor of services is made here. AWS allows one in an account, and many accounts have it from the billing console: the
   * deployment then fails with `AlreadyExists`. Import that one with `fromMonitorArn`.
   *
   * @param options which anomalies are told, and how often
   * @see https://aws.amazon.com/aws-cost-management/aws-cost-anomaly-detection/faqs/
   */
  public static servicesMonitor(options: AnomalyDetectionOptions = {}): CostAnomalyDetection {
    return new CostAnomalyDetection(options, (scope) => {
      const monitor = new ce.CfnAnomalyMonitor(scope, 'Monitor', {
        monitorName: accountWideName(scope, 64, 'services'),
        monitorType: 'DIMENSIONAL',
        monitorDimension: 'SERVICE',
      });
      withoutTags(monitor);
      return monitor.attrMonitorArn;
    });
  }

  /**
   * A monitor that exists already; only who is told is made here.
   *
   * @param monitorArn the monitor's ARN, which `aws ce get-anomaly-monitors` shows
   * @param options which anomalies are told, and how often
   */
  public static fromMonitorArn(monitorArn: string, options: AnomalyDetectionOptions = {}): CostAnomalyDetection {
    checkPattern('cost.anomalyDetection monitorArn', monitorArn, /^arn:aws[a-z-]*:ce::\d{12}:anomalymonitor\/[\w-]+$/, 'the ARN of an anomaly monitor');
    return new CostAnomalyDetection(options, () => monitorArn);
  }

  private constructor(
    /** @internal */
    public readonly _options: AnomalyDetectionOptions,
    private readonly binder: (scope: Construct) => string,
  ) {
    checkUsd('cost.anomalyDetection.minImpactUsd', _options.minImpactUsd, 0, 10_000_000_000);
  }

  /** @internal */
  public _monitorArn(scope: Construct): string {
    return this.binder(scope);
  }
}

/** Props of {@link CostAnomalyAlerts}. */
export interface CostAnomalyAlertsProps {
  /** How anomalies are found, and which are told. */
  readonly detection: CostAnomalyDetection;

  /**
   * The e-mail addresses that are told, at most 10. At least one address or the topic is needed.
   *
   * @default - those that the detection names
   */
  readonly emails?: string[];

  /**
   * The SNS topic that is told at once. Its policy must let `costalerts.amazonaws.com` publish, and so must the policy of its key: a topic
   * with AWS's own key (`alias/aws/sns`) cannot receive from there.
   *
   * @default - no topic is told
   * @see https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html
   */
  readonly topicArn?: string;
}

/** Tells of unusual costs of the account: a topic at once, e-mail addresses once a day or a week. */
export class CostAnomalyAlerts extends Construct {
  /** The ARN of the monitor that finds the anomalies. */
  public readonly monitorArn: string;

  constructor(scope: Construct, id: string, props: CostAnomalyAlertsProps) {
    super(scope, id);
    const { topicArn, detection } = props;
    const { minImpactUsd = 20, emailFrequency } = detection._options;
    const emails = props.emails ?? detection._options.emails ?? [];
    checkRecipients('cost.anomalyDetection', { emails, topicArn });
    if (emailFrequency && emails.length === 0) throw conflict("'cost.anomalyDetection.emailFrequency' needs 'emails': a topic is always told at once");
    this.monitorArn = detection._monitorArn(this);

    const subscribe = (name: string, frequency: string, type: string, addresses: string[]) => withoutTags(
      new ce.CfnAnomalySubscription(this, name, {
        subscriptionName: accountWideName(this, 64, name),
        monitorArnList: [this.monitorArn],
        frequency,
        subscribers: addresses.map((address) => ({ type, address })),
        thresholdExpression: Stack.of(this).toJsonString({
          Dimensions: {
            Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
            MatchOptions: ['GREATER_THAN_OR_EQUAL'],
            Values: [Tokenization.stringifyNumber(minImpactUsd)],
          },
        }),
      }),
    );
    // Two subscriptions, since AWS tells topics at once only, and e-mail addresses never at once.
    if (topicArn !== undefined) subscribe('TopicAlerts', 'IMMEDIATE', 'SNS', [topicArn]);
    if (emails.length > 0) subscribe('EmailAlerts', emailFrequency ?? AnomalyEmailFrequency.DAILY, 'EMAIL', emails);
  }
}

/** Another tag would replace the resource, and the account has no room for a second monitor while the first is there. */
function withoutTags(resource: ce.CfnAnomalyMonitor | ce.CfnAnomalySubscription): void {
  resource.addPropertyDeletionOverride('ResourceTags');
}
