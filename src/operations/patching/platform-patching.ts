import { Duration, Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { ChangeCalendar } from './change-calendar';
import { InstancePatching } from './instance-patching';
import type { PatchWindow } from './patch-window';
import { checkPatching, patchingWork } from './patching-checks';
import type { PatchingOptions } from './patching-options';
import { PatchingRules } from './patching-rules';
import { ScheduledRedeploy } from './scheduled-redeploy';
import { adviseOfficeHours, defaultWindow } from './window-checks';
import type { PlatformCompute } from '../../compute/platform-compute';
import type { OfficeHours } from '../../cost/office-hours/office-hours';
import { timeZoneOf } from '../../cost/office-hours/time-zones';
import { PlatformMonitoring } from '../../monitoring/platform-monitoring';

/** Props of {@link PlatformPatching}. */
export interface PlatformPatchingProps extends PatchingOptions {
  /** What is patched. */
  readonly compute: PlatformCompute;

  /**
   * When the instance runs.
   *
   * @default - always
   */
  readonly officeHours?: OfficeHours;

  /**
   * What is told of patches that did not land. Its policy must let EventBridge publish.
   *
   * @default - nobody is told
   */
  readonly topic?: sns.ITopic;

  /**
   * The address of the runbooks, without an anchor.
   *
   * @default PlatformMonitoring.DEFAULT_RUNBOOK_URL
   */
  readonly runbookUrl?: string;
}

/**
 * Lets patches land: on Fargate by new tasks, on an EC2 instance by Patch Manager. There is no function to keep.
 *
 * The database is not among it: RDS patches it in its maintenance window, blackouts or not.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager.html
 */
export class PlatformPatching extends Construct {
  /** When patches land. */
  public readonly window: PatchWindow;

  /** The time zone of the window and of the blackouts. */
  public readonly timeZone: string;

  /** The window in words, with its time zone. */
  public readonly description: string;

  /** The Change Calendar, if there are blackouts. */
  public readonly calendar?: ssm.CfnDocument;

  /** What replaces the tasks, if they are redeployed. */
  public readonly schedule?: scheduler.CfnSchedule;

  /** The schedule's own group. */
  public readonly scheduleGroup?: scheduler.CfnScheduleGroup;

  /** The role that the schedule calls AWS with. */
  public readonly schedulerRole?: iam.Role;

  /** What asks the calendar before it replaces the tasks, if there are blackouts. */
  public readonly redeployDocument?: ssm.CfnDocument;

  /** The role of its steps. */
  public readonly redeployRole?: iam.Role;

  /** Which patches are installed on the instance. */
  public readonly patchBaseline?: ssm.CfnPatchBaseline;

  /** When they are. */
  public readonly maintenanceWindow?: ssm.CfnMaintenanceWindow;

  /** The instance, as the maintenance window knows it; with blackouts the document does. */
  public readonly maintenanceWindowTarget?: ssm.CfnMaintenanceWindowTarget;

  /** What the maintenance window does. */
  public readonly maintenanceWindowTask?: ssm.CfnMaintenanceWindowTask;

  /** What asks the calendar before it patches the instance, if there are blackouts. */
  public readonly patchDocument?: ssm.CfnDocument;

  /** The role of its steps. */
  public readonly patchRole?: iam.Role;

  /** The rules that tell the topic of patches that did not land. */
  public readonly rules: events.Rule[] = [];

  /**
   * Throws if `approveAfter` is out of range, an instance is to be patched where there is none, or a choice would have no effect.
   */
  constructor(scope: Construct, id: string, props: PlatformPatchingProps) {
    super(scope, id);
    const { compute, officeHours, approveAfter = Duration.days(7) } = props;
    checkPatching(props, compute.instance !== undefined);
    const { region } = Stack.of(this);
    this.window = props.window ?? defaultWindow(officeHours);
    this.timeZone = this.window.timeZone ?? officeHours?._timeZoneIn(region) ?? timeZoneOf(region);
    this.description = this.window._describe(this.timeZone);
    const { redeploys, patches } = patchingWork(props, compute.instance !== undefined);
    const instance = patches ? compute.instance : undefined;
    if (this.window.isNever || !(instance || redeploys)) return;

    if (compute.instance && officeHours) adviseOfficeHours(this, this.window, this.timeZone, officeHours, region);
    const { window, timeZone } = this;
    const calendar = props.blackouts?.length ? new ChangeCalendar(this, 'Blackouts', { blackouts: props.blackouts, timeZone }) : undefined;
    this.calendar = calendar?.document;
    if (redeploys) {
      const made = new ScheduledRedeploy(this, 'Redeploy', { compute, window, timeZone, calendar });
      this.schedule = made.schedule;
      this.scheduleGroup = made.scheduleGroup;
      this.schedulerRole = made.role;
      this.redeployDocument = made.automation?.document;
      this.redeployRole = made.automation?.role;
    }
    if (instance) {
      const made = new InstancePatching(this, 'Instance', { instance, window, timeZone, approveAfter, calendar });
      this.patchBaseline = made.baseline;
      this.maintenanceWindow = made.maintenanceWindow;
      this.maintenanceWindowTarget = made.target;
      this.maintenanceWindowTask = made.task;
      this.patchDocument = made.automation?.document;
      this.patchRole = made.automation?.role;
    }
    this.rules = this.tell(props);
  }

  private tell({ topic, runbookUrl = PlatformMonitoring.DEFAULT_RUNBOOK_URL }: PlatformPatchingProps): events.Rule[] {
    const { maintenanceWindow } = this;
    const documents = [this.redeployDocument, this.patchDocument].filter((document) => document !== undefined);
    if (!topic || !(maintenanceWindow || documents.length > 0)) return [];
    return new PatchingRules(this, 'Rules', { topic, runbookUrl, maintenanceWindow, documents }).rules;
  }
}
