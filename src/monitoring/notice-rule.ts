import * as events from 'aws-cdk-lib/aws-events';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface NoticeRuleProps {
  readonly topic: sns.ITopic;
  /** The address of the runbooks. */
  readonly runbookUrl: string;
  /** The runbook's heading, as a link names it. */
  readonly anchor: string;
  readonly description: string;
  readonly eventPattern: events.EventPattern;
}

/** Tells a topic of what happens once, and which runbook is for it. */
export function noticeRule(scope: Construct, id: string, props: NoticeRuleProps): events.Rule {
  const { topic, runbookUrl, anchor, description, eventPattern } = props;
  const fromEvent = { time: events.EventField.time, resources: events.EventField.fromPath('$.resources'), detail: events.EventField.fromPath('$.detail') };
  const message = { what: description, runbook: `${runbookUrl}#${anchor}`, ...fromEvent };
  const rule = new events.Rule(scope, id, { description, eventPattern });
  // The topic's policy is made for all that publish; the L2 target would add a statement without conditions.
  rule.addTarget({ bind: () => ({ arn: topic.topicArn, input: events.RuleTargetInput.fromObject(message) }) });
  return rule;
}
