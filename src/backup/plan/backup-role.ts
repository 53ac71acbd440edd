import { Stack } from 'aws-cdk-lib';
import type * as backup from 'aws-cdk-lib/aws-backup';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ITS_SNAPSHOTS, lookAtKeys, rdsArn, roleOfAwsBackup, useOfKeys } from './backup-service';
import { bucketStatements } from './bucket-statements';

export interface BackupRoleProps {
  readonly vault: backup.IBackupVault;
  readonly instance?: rds.IDatabaseInstance;
  readonly bucket?: s3.IBucket;
  readonly recoveryVault?: backup.IBackupVault;
  /** The recovery vault's region. */
  readonly recoveryRegion?: string;
  readonly recoveryKey?: kms.IKey;
  readonly encryptionKey?: kms.IKey;
  /** Whether something may be encrypted with another key: an AWS managed one, or that of a database which was brought. */
  readonly hasOtherKeys: boolean;
}

/**
 * What AWS Backup makes backups with, copies them and deletes them when their time is over: of AWS's policy
 * AWSBackupServiceRolePolicyForBackup the part for snapshots of RDS, and for these resources.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
 */
export function makeBackupRole(scope: Construct, id: string, props: BackupRoleProps): iam.Role {
  const { vault, instance, bucket, recoveryVault, recoveryKey, encryptionKey } = props;
  const regions = [Stack.of(scope).region, ...(recoveryVault ? [props.recoveryRegion ?? recoveryVault.env.region] : [])];
  const keys = [encryptionKey, ...(recoveryVault ? [recoveryKey] : [])].filter((key) => key !== undefined);
  const services = regions.flatMap((region) => [`rds.${region}.amazonaws.com`, `backup.${region}.amazonaws.com`]);
  const vaults = [vault, ...(recoveryVault ? [recoveryVault] : [])].map(({ backupVaultArn }) => backupVaultArn);
  return roleOfAwsBackup(scope, id, 'Makes, copies and deletes the backups of the platform', [
    // Also for what is selected by its ARN, AWS Backup asks which resources there are.
    new iam.PolicyStatement({ actions: ['tag:GetResources'], resources: ['*'] }),
    new iam.PolicyStatement({ actions: ['backup:DescribeBackupVault'], resources: vaults }),
    ...(recoveryVault ? copyStatements(recoveryVault) : []),
    ...(instance ? snapshotStatements(scope, instance, regions) : []),
    ...(bucket ? bucketStatements(scope, bucket, regions) : []),
    // AWS does not say by way of which service a backup of a bucket gets its grant.
    ...useOfKeys(keys, bucket ? undefined : services),
    ...(props.hasOtherKeys ? [lookAtKeys(scope)] : []),
  ]);
}

function snapshotStatements(scope: Construct, instance: rds.IDatabaseInstance, regions: string[]): iam.PolicyStatement[] {
  const inEach = (resource: string, name: string) => regions.map((region) => rdsArn(scope, resource, name, region));
  const snapshots = inEach('snapshot', ITS_SNAPSHOTS);
  return [
    new iam.PolicyStatement({ actions: ['rds:CreateDBSnapshot'], resources: [instance.instanceArn, snapshots[0]] }),
    new iam.PolicyStatement({ actions: ['rds:AddTagsToResource', 'rds:CopyDBSnapshot', 'rds:DeleteDBSnapshot'], resources: snapshots }),
    new iam.PolicyStatement({ actions: ['rds:ListTagsForResource'], resources: [instance.instanceArn, ...snapshots] }),
    new iam.PolicyStatement({ actions: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'], resources: [...inEach('db', '*'), ...inEach('snapshot', '*')] }),
  ];
}

/** Out of any vault of the account, but into this one alone. */
function copyStatements({ backupVaultArn }: backup.IBackupVault): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['backup:CopyIntoBackupVault'], resources: [backupVaultArn] }),
    new iam.PolicyStatement({
      actions: ['backup:CopyFromBackupVault'],
      resources: ['*'],
      conditions: { 'ForAllValues:ArnEquals': { 'backup:CopyTargets': [backupVaultArn] } },
    }),
  ];
}
