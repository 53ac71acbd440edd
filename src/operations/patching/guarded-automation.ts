import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { ChangeCalendar } from './change-calendar';
import { acknowledgeInlinePolicy } from '../../settings/acknowledge';
import { automationExecutions, automationRole } from '../automation-role';
import { branch, call, sleep, type Step } from '../runbooks/automation';
import { documentName } from '../runbooks/document-name';

export interface GuardedAutomationProps {
  readonly description: string;
  /** What is asked first. */
  readonly calendar: ChangeCalendar;
  /** What is done if it is open. */
  readonly step: Step;
  /** What the step may do. */
  readonly statements: iam.PolicyStatementProps[];
}

/**
 * One step that is left out on the days of a blackout: then the automation ends as one that succeeded. If the calendar cannot be asked, it
 * fails before the step.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar-automations.html
 */
export class GuardedAutomation extends Construct {
  public readonly document: ssm.CfnDocument;
  public readonly role: iam.Role;

  constructor(scope: Construct, id: string, { description, calendar, step, statements }: GuardedAutomationProps) {
    super(scope, id);
    this.role = automationRole(this, 'Role', description);
    const all = [{ actions: ['ssm:GetCalendarState'], resources: [calendar.arn] }, ...statements];
    for (const statement of all) this.role.addToPolicy(new iam.PolicyStatement(statement));
    acknowledgeInlinePolicy(this.role);

    const asked = call('askCalendar', { api: 'ssm:GetCalendarState', inputs: { CalendarNames: [calendar.arn] } }, { State: '$.State' });
    const isOpen = { variable: '{{ askCalendar.State }}', equals: 'OPEN', nextStep: step.name };
    this.document = new ssm.CfnDocument(this, 'Document', {
      // A name by CloudFormation would be the stack's, and SSM refuses some: those that begin with 'aws', as 'AwsPdf' does.
      name: documentName(scope, id),
      // One with a name of its own cannot be replaced.
      updateMethod: 'NewVersion',
      documentType: 'Automation',
      documentFormat: 'JSON',
      content: {
        schemaVersion: '0.3',
        description,
        assumeRole: this.role.roleArn,
        mainSteps: [asked, branch('isOpen', [isOpen], 'blackout'), { ...step, isEnd: true }, sleep('blackout', 'PT1S')],
      },
    });
    // An automation right after the deployment needs what is allowed; for the role itself the document waits anyway.
    this.document.node.addDependency(this.role.node.findChild('DefaultPolicy'));
  }

  /** What whoever starts it must be allowed. */
  public get startStatements(): iam.PolicyStatementProps[] {
    const stack = Stack.of(this);
    const document = stack.formatArn({ service: 'ssm', resource: 'document', resourceName: this.document.ref });
    return [
      { actions: ['ssm:StartAutomationExecution'], resources: [document, automationExecutions(this)] },
      { actions: ['iam:PassRole'], resources: [this.role.roleArn], conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } } },
    ];
  }
}
