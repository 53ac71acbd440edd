import { Stack } from 'aws-cdk-lib';
import * as fis from 'aws-cdk-lib/aws-fis';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DrillContent, DrillPermission, DrillSetting } from './drill-content';
import { acknowledgeInlinePolicy, acknowledgeWildcard } from '../../settings/acknowledge';
import { regionWideName } from '../../settings/names';

/** How long alarms are watched: what breaks for long is an alarm within this time, and stops the drill. */
const WATCHED = 'PT10M';

/** FIS takes 512 characters. */
const LONGEST_DESCRIPTION = 512;

/**
 * A drill: an experiment template of AWS FIS, and the role that its experiments call AWS with. Nothing starts it but a person:
 * `aws fis start-experiment --experiment-template-id <templateId>`.
 *
 * @see https://docs.aws.amazon.com/fis/latest/userguide/experiment-templates.html
 */
export class Drill extends Construct {
  /** @internal */
  public static _make(scope: Construct, id: string, setting: DrillSetting, content: DrillContent): Drill {
    return new Drill(scope, id, setting, content);
  }

  /** The experiment template. */
  public readonly template: fis.CfnExperimentTemplate;

  /** What its experiments call AWS with. */
  public readonly role: iam.Role;

  private constructor(scope: Construct, id: string, { alarms, logGroup }: DrillSetting, content: DrillContent) {
    super(scope, id);
    const { faults } = content;
    const name = regionWideName(scope, id, 256);
    this.role = this.makeRole([LOG_DELIVERY, ...faults.flatMap(({ permissions }) => permissions)]);
    const wait = { actionId: 'aws:fis:wait', description: 'Watches the alarms', parameters: { duration: WATCHED } };
    const stoppedBy = alarms.map((alarm) => alarm.node.id).join(', ');
    this.template = new fis.CfnExperimentTemplate(this, 'Template', {
      description: `${content.description} Stopped when one of these alarms begins: ${stoppedBy}.`.slice(0, LONGEST_DESCRIPTION),
      roleArn: this.role.roleArn,
      targets: Object.fromEntries(faults.map((fault) => [fault.name, fault.target])),
      actions: { ...Object.fromEntries(faults.map((fault) => [fault.name, fault.action])), Watch: wait },
      stopConditions: alarms.map(({ alarmArn }) => ({ source: 'aws:cloudwatch:alarm', value: alarmArn })),
      experimentOptions: { accountTargeting: 'single-account', emptyTargetResolutionMode: content.skipsEmptyTargets ? 'skip' : 'fail' },
      logConfiguration: { logSchemaVersion: 2, cloudWatchLogsConfiguration: { LogGroupArn: logGroup.logGroupArn } },
      tags: { Name: name },
    });
  }

  /** By which it is started. */
  public get templateId(): string {
    return this.template.attrId;
  }

  private makeRole(permissions: DrillPermission[]): iam.Role {
    const stack = Stack.of(this);
    const experiment = stack.formatArn({ service: 'fis', resource: 'experiment', resourceName: '*' });
    const role = new iam.Role(this, 'Role', {
      description: `Experiments of the drill ${this.node.id}`,
      assumedBy: new iam.ServicePrincipal('fis.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': experiment } },
      }),
    });
    for (const { actions, resources, conditions } of permissions) role.addToPolicy(new iam.PolicyStatement({ actions, resources, conditions }));
    const policy = acknowledgeInlinePolicy(role);
    const wild = permissions.flatMap(({ resources }) => resources).filter((resource) => resource.includes('*'));
    for (const resource of new Set(wild)) acknowledgeWildcard(policy, resource, reasonFor(resource, permissions));
    return role;
  }
}

/** The role needs no more for a log group whose policy lets logs in. */
const LOG_DELIVERY: DrillPermission = {
  actions: ['logs:CreateLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies'],
  resources: ['*'],
  wildcard: 'logs of the experiment',
};

/** Why a role may act on all of what has such an ARN. */
function reasonFor(resource: string, permissions: DrillPermission[]): string {
  const reasons = new Set(permissions.filter(({ resources }) => resources.includes(resource)).map(({ wildcard }) => wildcard));
  return `${resource === '*' ? 'AWS lets these calls be granted on everything only: ' : ''}${[...reasons].join('; ')}.`;
}
