import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeServiceManagedLogs } from '../../settings/acknowledge';
import type { DataProtection } from '../../settings/data-protection';
import { regionWideName } from '../../settings/names';
import { removalFor } from '../../settings/removal';

export interface DrillLogProps {
  readonly retention?: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
  readonly dataProtection?: DataProtection;
}

/** Where drills write what they did, and the policy that lets them: FIS would write one itself, with more than this log group in it. */
export class DrillLog extends Construct {
  public readonly group: logs.LogGroup;
  public readonly policy: logs.ResourcePolicy;

  constructor(scope: Construct, id: string, props: DrillLogProps) {
    super(scope, id);
    const { encryptionKey } = props;
    this.group = new logs.LogGroup(this, 'Group', {
      retention: props.retention ?? logs.RetentionDays.ONE_YEAR,
      encryptionKey,
      removalPolicy: removalFor(props.dataProtection).stateful,
    });
    if (!encryptionKey) acknowledgeServiceManagedLogs(this.group);
    this.policy = new logs.ResourcePolicy(this, 'Policy', {
      resourcePolicyName: regionWideName(scope, id, 255),
      policyStatements: [this.delivery()],
    });
  }

  /** The statement as AWS documents it, by which the delivery of logs knows that nothing is missing. */
  private delivery(): iam.PolicyStatement {
    const stack = Stack.of(this);
    const resourceName = `${this.group.logGroupName}:log-stream:*`;
    return new iam.PolicyStatement({
      sid: 'AWSLogDeliveryWrite20150319',
      principals: [new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [stack.formatArn({ service: 'logs', resource: 'log-group', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'logs', resource: '*' }) },
      },
    });
  }
}
