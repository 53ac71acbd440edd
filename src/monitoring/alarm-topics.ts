import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmSeverity } from './alarm-severity';
import { EVENT_BRIDGE, PUBLISHERS, topicKey } from './topic-key';

/** Props of {@link AlarmTopics}. */
export interface AlarmTopicsProps {
  /**
   * E-mail addresses for pages.
   *
   * @default - none
   */
  readonly pageEmails?: string[];

  /**
   * E-mail addresses for notices.
   *
   * @default - none
   */
  readonly noticeEmails?: string[];

  /**
   * An existing topic for pages.
   *
   * @default - a topic is made
   */
  readonly pageTopic?: sns.ITopic;

  /**
   * An existing topic for notices.
   *
   * @default - a topic is made
   */
  readonly noticeTopic?: sns.ITopic;

  /**
   * Encrypts the topics.
   *
   * @default - a key is made, if a topic is
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Whom alarms tell: a topic for what must be acted on at once, and one for what can wait.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/welcome.html
 */
export class AlarmTopics extends Construct {
  /** For what must be acted on at once. */
  public readonly pageTopic: sns.ITopic;

  /** For what can wait until the next working day. */
  public readonly noticeTopic: sns.ITopic;

  /** What encrypts the topics that were made. */
  public readonly encryptionKey?: kms.IKey;

  constructor(scope: Construct, id: string, props: AlarmTopicsProps = {}) {
    super(scope, id);
    if (!props.pageTopic || !props.noticeTopic) this.encryptionKey = topicKey(this, props.encryptionKey);
    this.pageTopic = props.pageTopic ?? this.makeTopic('Page', ['cloudwatch.amazonaws.com'], props.pageEmails);
    this.noticeTopic = props.noticeTopic ?? this.makeTopic('Notice', PUBLISHERS, props.noticeEmails);
  }

  /** The topic of a severity. */
  public topicFor(severity: AlarmSeverity): sns.ITopic {
    return severity === AlarmSeverity.PAGE ? this.pageTopic : this.noticeTopic;
  }

  private makeTopic(id: string, publishers: readonly string[], emails: string[] = []): sns.Topic {
    const displayName = `${Stack.of(this).stackName} ${id.toLowerCase()}`.slice(0, 100);
    const topic = new sns.Topic(this, id, { displayName, masterKey: this.encryptionKey, enforceSSL: true });
    const allow = (sid: string, services: readonly string[], conditions?: Record<string, unknown>) =>
      topic.addToResourcePolicy(new iam.PolicyStatement({
        sid, principals: services.map((service) => new iam.ServicePrincipal(service)), actions: ['sns:Publish'], resources: [topic.topicArn], conditions,
      }));
    allow('PublishAlarms', publishers, { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } });
    if (publishers === PUBLISHERS) allow('PublishEvents', [EVENT_BRIDGE]);
    emails.forEach((email, index) =>
      new sns.Subscription(topic, Token.isUnresolved(email) ? `Email${index + 1}` : email, { topic, protocol: sns.SubscriptionProtocol.EMAIL, endpoint: email }));
    return topic;
  }
}
