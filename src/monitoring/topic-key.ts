import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { PlatformKey } from '../encryption/platform-key';
import { advise } from '../settings/checks';

/** Services that say on whose behalf they publish. */
export const PUBLISHERS: readonly string[] = ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com', 'budgets.amazonaws.com', 'costalerts.amazonaws.com'];

/** EventBridge does not say it to SNS and KMS: a condition on the account would refuse it. */
export const EVENT_BRIDGE = 'events.amazonaws.com';

/**
 * The key that encrypts topics, which must let those publish that do. The AWS managed key lets none of them.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function topicKey(scope: Construct, given: kms.IKey | undefined): kms.IKey {
  const key =
    given ??
    new kms.Key(scope, 'TopicKey', {
      description: `Alarm topics of ${scope.node.path}`,
      enableKeyRotation: true,
      // Nothing that is kept is encrypted with it; and KMS waits for a month before it deletes one.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  const owner = key.node.scope;
  const add = (statement: iam.PolicyStatement) =>
    owner instanceof PlatformKey ? owner._addToPolicy(statement) : key.addToResourcePolicy(statement, true).statementAdded;
  const added = statements(Stack.of(scope)).map(add);
  if (added.includes(false)) {
    advise(
      scope,
      'topic-key-policy',
      "the key of the alarm topics is imported, so its policy is its owner's: it must allow " +
        `${[...PUBLISHERS, EVENT_BRIDGE].join(', ')} kms:Decrypt and kms:GenerateDataKey, or no alarm is delivered`,
    );
  }
  return key;
}

function statements(stack: Stack): iam.PolicyStatement[] {
  const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];
  const topics = stack.formatArn({ service: 'sns', resource: '*' });
  return [
    new iam.PolicyStatement({
      sid: 'PublishToAlarmTopics',
      principals: PUBLISHERS.map((service) => new iam.ServicePrincipal(service)),
      actions,
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    new iam.PolicyStatement({
      sid: 'PublishEventsToAlarmTopics',
      principals: [new iam.ServicePrincipal(EVENT_BRIDGE)],
      actions,
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': topics } },
    }),
  ];
}
