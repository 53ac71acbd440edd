import type * as events from 'aws-cdk-lib/aws-events';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { noticeRule } from '../../monitoring/notice-rule';

export interface PatchingRulesProps {
  readonly topic: sns.ITopic;
  /** The address of the runbooks. */
  readonly runbookUrl: string;
  readonly maintenanceWindow?: ssm.CfnMaintenanceWindow;
  /** What asks the calendar first, if there are blackouts. */
  readonly documents: ssm.CfnDocument[];
}

/**
 * Tells of patches that did not land. What the schedule calls of ECS itself has no event of its own: EventBridge Scheduler tells of a call
 * that failed only to a queue, which somebody would have to read; ECS tells of a deployment that failed.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-eventbridge-events.html
 */
export class PatchingRules extends Construct {
  public readonly rules: events.Rule[] = [];

  constructor(scope: Construct, id: string, private readonly props: PatchingRulesProps) {
    super(scope, id);
    const { maintenanceWindow, documents } = props;
    if (maintenanceWindow) {
      this.tell('FailedWindow', 'The EC2 instance could not be patched in its window', {
        detailType: ['Maintenance Window Execution State-change Notification'],
        detail: { 'window-id': [maintenanceWindow.ref], 'status': ['FAILED', 'TIMED_OUT', 'CANCELLED', 'SKIPPED_OVERLAPPING'] },
      });
    }
    if (documents.length > 0) {
      // Of an automation that it started, a window hears that it is complete, whether it succeeded or not.
      this.tell('FailedAutomation', 'A patch or a scheduled redeployment could not be started, or failed', {
        detailType: ['EC2 Automation Execution Status-change Notification'],
        // AWS spells it in both ways: one in its list of events, the other in its API.
        detail: { Definition: documents.map(({ ref }) => ref), Status: ['Failed', 'TimedOut', 'Canceled', 'Cancelled'] },
      });
    }
  }

  private tell(id: string, description: string, eventPattern: events.EventPattern): void {
    const { topic, runbookUrl } = this.props;
    const rule = noticeRule(this, id, { topic, runbookUrl, anchor: 'failed-patching', description, eventPattern: { source: ['aws.ssm'], ...eventPattern } });
    this.rules.push(rule);
  }
}
