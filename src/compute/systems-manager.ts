import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { acknowledgeInlinePolicy, acknowledgeWildcard } from '../settings/acknowledge';

/**
 * What the agent of Systems Manager needs for sessions, commands and patches: less than AWS's managed policy, which also reads every parameter
 * and installs packages of Distributor. Nobody needs a key pair or an open port to reach the instance.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 */
export function allowSystemsManager(role: iam.Role): void {
  const stack = Stack.of(role);
  const instances = stack.formatArn({ service: 'ec2', resource: 'instance', resourceName: '*' });
  const associations = stack.formatArn({ service: 'ssm', resource: 'association', resourceName: '*' });
  const documents = stack.formatArn({ service: 'ssm', account: '', resource: 'document', resourceName: 'AWS-*' });
  // What its documents load: behind an endpoint for S3, the agent needs leave to read it. Some names end in a suffix that only AWS knows.
  const buckets = ['aws-ssm-%', 'patch-baseline-snapshot-%', 'patch-baseline-snapshot-%-*', 'aws-patch-manager-%-*'].map((name) =>
    stack.formatArn({ service: 's3', region: '', account: '', resource: name.replace('%', stack.region), resourceName: '*' }));
  for (const statement of [
    {
      actions: ['ssm:UpdateInstanceInformation', 'ssm:ListInstanceAssociations', 'ssm:UpdateInstanceAssociationStatus', 'ssm:PutComplianceItems'],
      resources: [instances, associations],
    },
    { actions: ['ssm:GetDocument'], resources: [documents] },
    {
      // AWS allows nothing narrower for these.
      actions: [
        'ssm:GetDeployablePatchSnapshotForInstance',
        'ssm:PutInventory',
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      resources: ['*'],
    },
    { actions: ['s3:GetObject'], resources: buckets },
  ]) {
    role.addToPolicy(new iam.PolicyStatement(statement));
  }
  const policy = acknowledgeInlinePolicy(role);
  acknowledgeWildcard(policy, instances, 'The role comes before the instance, which gets its id when it is made.');
  acknowledgeWildcard(policy, associations, 'Associations get their ids when somebody makes them; there are none of the platform.');
  acknowledgeWildcard(policy, documents, "AWS's own documents, which everybody may read.");
  for (const bucket of buckets) acknowledgeWildcard(policy, bucket, "AWS's own buckets of this region, with the modules of its documents.");
}
