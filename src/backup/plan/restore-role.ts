import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ITS_SNAPSHOTS, lookAtKeys, rdsArn, roleOfAwsBackup, useOfKeys } from './backup-service';

/** What AWS Backup names the instances that it restores in tests. */
const ITS_TESTS = 'awsbackup-restore-test-*';

/**
 * What AWS Backup restores a database with in a test: of AWS's policy AWSBackupServiceRolePolicyForRestores the part for snapshots of RDS, and
 * for the names that tests have. What a test restored, AWS Backup deletes by a role of its own.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForRestores.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/using-service-linked-roles-awsserviceroleforbackuprestoretesting.html
 */
export function makeRestoreRole(scope: Construct, id: string, subnetGroupName: string, encryptionKey?: kms.IKey): iam.Role {
  const arn = (resource: string, name: string) => rdsArn(scope, resource, name);
  const snapshots = arn('snapshot', ITS_SNAPSHOTS);
  const tests = arn('db', ITS_TESTS);
  const service = `rds.${Stack.of(scope).region}.amazonaws.com`;
  return roleOfAwsBackup(scope, id, 'Restores a backup of the database to test it', [
    new iam.PolicyStatement({
      actions: ['rds:RestoreDBInstanceFromDBSnapshot'],
      resources: [snapshots, tests, arn('subgrp', subnetGroupName), arn('og', '*'), arn('pg', '*')],
    }),
    new iam.PolicyStatement({ actions: ['rds:AddTagsToResource', 'rds:DeleteDBInstance'], resources: [tests] }),
    new iam.PolicyStatement({ actions: ['rds:ListTagsForResource'], resources: [snapshots, tests] }),
    new iam.PolicyStatement({ actions: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'], resources: [arn('db', '*'), arn('snapshot', '*')] }),
    // RDS looks at the network on behalf of whoever restores.
    new iam.PolicyStatement({ actions: [...NETWORK], resources: ['*'] }),
    ...(encryptionKey ? [
      ...useOfKeys([encryptionKey], [service]),
      new iam.PolicyStatement({ actions: [...KEY], resources: [encryptionKey.keyArn], conditions: { StringEquals: { 'kms:ViaService': service } } }),
    ] : [lookAtKeys(scope)]),
  ]);
}

const NETWORK = [
  'ec2:DescribeAccountAttributes', 'ec2:DescribeAddresses', 'ec2:DescribeAvailabilityZones', 'ec2:DescribeInternetGateways', 'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets', 'ec2:DescribeVpcs',
] as const;

const KEY = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'] as const;
