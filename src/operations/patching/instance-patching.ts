import { type Duration, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { ChangeCalendar } from './change-calendar';
import { GuardedAutomation } from './guarded-automation';
import { makePatchBaseline } from './patch-baseline';
import type { PatchWindow } from './patch-window';
import { acknowledgeWildcard } from '../../settings/acknowledge';
import { documentName } from '../runbooks/document-name';

export interface InstancePatchingProps {
  readonly instance: ec2.Instance;
  readonly window: PatchWindow;
  readonly timeZone: string;
  readonly approveAfter: Duration;
  /** What is asked first, if there are blackouts. */
  readonly calendar?: ChangeCalendar;
}

/** AWS's own document, which works on the instance. */
const DOCUMENT = 'AWS-RunPatchBaseline';
const PARAMETERS = { Operation: ['Install'], RebootOption: ['RebootIfNeeded'] };
const WHAT = 'Installs the approved patches, and reboots where one needs it';

/**
 * Patches the instance in a maintenance window of one hour. What runs at its end is not broken off.
 *
 * The window acts with the service-linked role of Systems Manager, as it does by default: AWS does not document which conditions the trust
 * of a role of one's own could have. The outcome is in Compliance, and for 30 days in the history of Run Command.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-aws-runpatchbaseline.html
 */
export class InstancePatching extends Construct {
  public readonly baseline: ssm.CfnPatchBaseline;
  public readonly maintenanceWindow: ssm.CfnMaintenanceWindow;
  /** The instance; with blackouts, the automation knows it. */
  public readonly target?: ssm.CfnMaintenanceWindowTarget;
  public readonly task: ssm.CfnMaintenanceWindowTask;
  /** What asks the calendar first, if there are blackouts. */
  public readonly automation?: GuardedAutomation;

  constructor(scope: Construct, id: string, private readonly props: InstancePatchingProps) {
    super(scope, id);
    const { instance, window, timeZone, approveAfter, calendar } = props;
    const patchGroup = documentName(this, 'Group');
    this.baseline = makePatchBaseline(this, 'Baseline', approveAfter, patchGroup);
    // On the instance alone; with a space in its key, it would be refused where an instance may read its own tags.
    (instance.node.defaultChild as ec2.CfnInstance).tags.setTag('PatchGroup', patchGroup);

    this.maintenanceWindow = new ssm.CfnMaintenanceWindow(this, 'Window', {
      name: documentName(this, 'Window'),
      description: WHAT,
      schedule: window._cron!,
      scheduleTimezone: timeZone,
      duration: 1,
      cutoff: 0,
      allowUnassociatedTargets: false,
    });
    if (calendar) this.automation = this.makeAutomation(calendar);
    else this.target = this.makeTarget();
    this.task = this.automation ? this.startAutomation(this.automation) : this.runCommand(this.target!);
  }

  private makeTarget(): ssm.CfnMaintenanceWindowTarget {
    return new ssm.CfnMaintenanceWindowTarget(this, 'Target', {
      windowId: this.maintenanceWindow.ref,
      resourceType: 'INSTANCE',
      targets: [{ key: 'InstanceIds', values: [this.props.instance.instanceId] }],
    });
  }

  private runCommand(target: ssm.CfnMaintenanceWindowTarget): ssm.CfnMaintenanceWindowTask {
    return new ssm.CfnMaintenanceWindowTask(this, 'Task', {
      windowId: this.maintenanceWindow.ref,
      description: WHAT,
      priority: 1,
      taskType: 'RUN_COMMAND',
      taskArn: DOCUMENT,
      targets: [{ key: 'WindowTargetIds', values: [target.ref] }],
      maxConcurrency: '1',
      maxErrors: '1',
      taskInvocationParameters: { maintenanceWindowRunCommandParameters: { parameters: PARAMETERS } },
    });
  }

  private startAutomation({ document }: GuardedAutomation): ssm.CfnMaintenanceWindowTask {
    return new ssm.CfnMaintenanceWindowTask(this, 'Task', {
      windowId: this.maintenanceWindow.ref,
      description: WHAT,
      priority: 1,
      taskType: 'AUTOMATION',
      taskArn: document.ref,
      taskInvocationParameters: { maintenanceWindowAutomationParameters: { documentVersion: '$DEFAULT' } },
    });
  }

  private makeAutomation(calendar: ChangeCalendar): GuardedAutomation {
    const stack = Stack.of(this);
    const { instanceId } = this.props.instance;
    const instanceArn = stack.formatArn({ service: 'ec2', resource: 'instance', resourceName: instanceId });
    const documentArn = stack.formatArn({ service: 'ssm', account: '', resource: 'document', resourceName: DOCUMENT });
    const automation = new GuardedAutomation(this, 'Guarded', {
      description: `${WHAT}, unless there is a blackout`,
      calendar,
      step: { name: 'patch', action: 'aws:runCommand', inputs: { DocumentName: DOCUMENT, InstanceIds: [instanceId], Parameters: PARAMETERS } },
      statements: [
        { actions: ['ssm:SendCommand'], resources: [documentArn, instanceArn] },
        // It waits for the command's end. AWS allows nothing narrower for these.
        { actions: ['ssm:DescribeInstanceInformation', 'ssm:ListCommands', 'ssm:ListCommandInvocations'], resources: ['*'] },
      ],
    });
    const policy = automation.role.node.findChild('DefaultPolicy');
    acknowledgeWildcard(policy, '*', 'Instances and commands that are listed cannot be limited to a resource.');
    return automation;
  }
}
