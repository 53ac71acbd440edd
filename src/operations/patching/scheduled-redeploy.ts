import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { ChangeCalendar } from './change-calendar';
import { GuardedAutomation } from './guarded-automation';
import type { PatchWindow } from './patch-window';
import type { PlatformCompute } from '../../compute/platform-compute';
import { acknowledgeWildcard } from '../../settings/acknowledge';
import { automationExecutions } from '../automation-role';
import { call } from '../runbooks/automation';
import { SchedulerCalls } from '../scheduler-calls';

export interface ScheduledRedeployProps {
  readonly compute: PlatformCompute;
  readonly window: PatchWindow;
  readonly timeZone: string;
  /** What is asked first, if there are blackouts. */
  readonly calendar?: ChangeCalendar;
}

const WHAT = 'Replaces the tasks, so that patches of Fargate and of the image land';

/**
 * Replaces all tasks of the service by new ones of the same revision, in the patch window. Fargate starts a task on the newest revision of
 * its platform; an image's tag that has moved is resolved anew.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-maintenance.html
 */
export class ScheduledRedeploy extends Construct {
  public readonly schedule: scheduler.CfnSchedule;
  public readonly scheduleGroup: scheduler.CfnScheduleGroup;
  /** What the schedule calls AWS with. */
  public readonly role: iam.Role;
  /** What asks the calendar first, if there are blackouts. */
  public readonly automation?: GuardedAutomation;

  constructor(scope: Construct, id: string, { compute, window, timeZone, calendar }: ScheduledRedeployProps) {
    super(scope, id);
    const { cluster, service } = compute;
    // Within the hour of the window, or not before the next one.
    const calls = new SchedulerCalls(this, 'Calls', { timeZone, description: WHAT, maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 });
    const at = { description: WHAT, expression: window._cron! };
    const mayRedeploy = { actions: ['ecs:UpdateService'], resources: [service.serviceArn] };
    if (calendar) {
      this.automation = new GuardedAutomation(this, 'Guarded', {
        description: `${WHAT}, unless there is a blackout`,
        calendar,
        step: call('redeploy', {
          api: 'ecs:UpdateService',
          inputs: { cluster: cluster.clusterName, service: service.serviceName, forceNewDeployment: true },
        }),
        statements: [mayRedeploy],
      });
      this.automation.startStatements.forEach((statement) => calls.allow(statement));
      acknowledgeWildcard(calls.role.node.findChild('DefaultPolicy'), automationExecutions(this), 'An execution gets its id when it begins.');
      calls.add('Redeploy', { ...at, action: 'ssm:startAutomationExecution', input: { DocumentName: this.automation.document.ref } });
    } else {
      calls.allow(mayRedeploy);
      // The scheduler's spelling, not that of the API's reference.
      const input = { Cluster: cluster.clusterName, Service: service.serviceName, ForceNewDeployment: true };
      calls.add('Redeploy', { ...at, action: 'ecs:updateService', input });
    }
    this.schedule = calls.schedules[0];
    this.scheduleGroup = calls.group;
    this.role = calls.role;
  }
}
