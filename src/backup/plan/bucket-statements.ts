import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/**
 * What AWS Backup needs to back a bucket up: AWS's policy AWSBackupServiceRolePolicyForS3Backup, for this bucket.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForS3Backup.html
 */
export function bucketStatements(scope: Construct, bucket: s3.IBucket, regions: string[]): iam.PolicyStatement[] {
  const stack = Stack.of(scope);
  const { encryptionKey } = bucket;
  const points = regions.map((region) => stack.formatArn({ service: 'backup', region, resource: 'recovery-point', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME }));
  return [
    new iam.PolicyStatement({ actions: [...BUCKET], resources: [bucket.bucketArn] }),
    new iam.PolicyStatement({ actions: [...OBJECTS], resources: [bucket.arnForObjects('*')] }),
    new iam.PolicyStatement({ actions: ['cloudwatch:GetMetricData', 'events:ListRules', 's3:ListAllMyBuckets'], resources: ['*'] }),
    // It learns of changes from EventBridge, by rules that it makes itself.
    new iam.PolicyStatement({
      actions: [...RULES],
      resources: [stack.formatArn({ service: 'events', resource: 'rule', resourceName: 'AwsBackupManagedRule*' })],
    }),
    new iam.PolicyStatement({ actions: ['backup:TagResource'], resources: points }),
    ...(encryptionKey
      ? [new iam.PolicyStatement({
        actions: ['kms:Decrypt', 'kms:DescribeKey'],
        resources: [encryptionKey.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `s3.${stack.region}.amazonaws.com` } },
      })]
      : []),
  ];
}

const BUCKET = [
  's3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketNotification', 's3:GetBucketTagging', 's3:GetBucketVersioning', 's3:GetInventoryConfiguration',
  's3:ListBucket', 's3:ListBucketVersions', 's3:ListTagsForResource', 's3:PutBucketNotification', 's3:PutInventoryConfiguration',
] as const;

const OBJECTS = [
  's3:GetObject', 's3:GetObjectAcl', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
] as const;

const RULES = [
  'events:DeleteRule', 'events:DescribeRule', 'events:DisableRule', 'events:EnableRule', 'events:ListTargetsByRule', 'events:PutRule', 'events:PutTargets',
  'events:RemoveTargets',
] as const;
