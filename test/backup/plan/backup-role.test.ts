import * as backup from 'aws-cdk-lib/aws-backup';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { arn, BY_AWS_BACKUP, logicalId, makePlan, statementsOf, theirs, type Wanted } from './make-plan';
import { makeStack } from '../../helpers/platform';

const RECOVERY_VAULT = 'arn:aws:backup:us-west-2:123456789012:backup-vault:theirs';
const RECOVERY_KEY = 'arn:aws:kms:us-west-2:123456789012:key/1234';
const LOOK = { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: arn('kms', 'key/*') };
const ASK = { Effect: 'Allow', Action: 'tag:GetResources', Resource: '*' };
const SERVICES = ['rds.us-east-1.amazonaws.com', 'backup.us-east-1.amazonaws.com'];
const SERVICES_THERE = ['rds.us-west-2.amazonaws.com', 'backup.us-west-2.amazonaws.com'];

function make(wanted: Wanted = {}, stack = makeStack()) {
  const made = makePlan(wanted, stack);
  const { template } = made;
  return { ...made, template, statements: statementsOf(stack, template, made.plan.role), vault: { 'Fn::GetAtt': [logicalId(stack, made.plan.vault), 'BackupVaultArn'] } };
}

describe('R6.1 R3.2 the role that backups are made with', () => {
  test('is AWS Backup\'s, for this account', () => {
    const { template, stack, plan } = make();
    expect(template.findResources('AWS::IAM::Role')[logicalId(stack, plan.role)].Properties.AssumeRolePolicyDocument.Statement).toEqual(BY_AWS_BACKUP);
  });

  test('may do exactly this', () => {
    const { stack, statements, vault, database } = make();
    const instance = arn('rds', { 'db:': { Ref: logicalId(stack, database!.instance) } });
    const snapshots = arn('rds', 'snapshot:awsbackup:*');
    expect(statements).toEqual([
      ASK,
      { Effect: 'Allow', Action: 'backup:DescribeBackupVault', Resource: vault },
      { Effect: 'Allow', Action: 'rds:CreateDBSnapshot', Resource: [instance, snapshots] },
      { Effect: 'Allow', Action: ['rds:AddTagsToResource', 'rds:CopyDBSnapshot', 'rds:DeleteDBSnapshot'], Resource: snapshots },
      { Effect: 'Allow', Action: 'rds:ListTagsForResource', Resource: [instance, snapshots] },
      { Effect: 'Allow', Action: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'], Resource: [arn('rds', 'db:*'), arn('rds', 'snapshot:*')] },
      LOOK,
    ]);
  });

  test('with copies and keys: the same in the recovery region, into its vault alone', () => {
    const stack = makeStack();
    const { statements, vault, database, encryptionKey } = make({
      encryptionKey: (of) => new kms.Key(of, 'Key'),
      plan: {
        recoveryVault: backup.BackupVault.fromBackupVaultArn(stack, 'RecoveryVault', RECOVERY_VAULT),
        recoveryKey: kms.Key.fromKeyArn(stack, 'RecoveryKey', RECOVERY_KEY),
      },
    }, stack);
    const instance = arn('rds', { 'db:': { Ref: logicalId(stack, database!.instance) } });
    const both = (what: string) => [arn('rds', what), arn('rds', what, 'us-west-2')];
    const keys = [stack.resolve(encryptionKey!.keyArn), RECOVERY_KEY];
    expect(statements).toEqual([
      ASK,
      { Effect: 'Allow', Action: 'backup:DescribeBackupVault', Resource: [vault, RECOVERY_VAULT] },
      { Effect: 'Allow', Action: 'backup:CopyIntoBackupVault', Resource: RECOVERY_VAULT },
      {
        Effect: 'Allow',
        Action: 'backup:CopyFromBackupVault',
        Resource: '*',
        Condition: { 'ForAllValues:ArnEquals': { 'backup:CopyTargets': [RECOVERY_VAULT] } },
      },
      { Effect: 'Allow', Action: 'rds:CreateDBSnapshot', Resource: [instance, arn('rds', 'snapshot:awsbackup:*')] },
      { Effect: 'Allow', Action: ['rds:AddTagsToResource', 'rds:CopyDBSnapshot', 'rds:DeleteDBSnapshot'], Resource: both('snapshot:awsbackup:*') },
      { Effect: 'Allow', Action: 'rds:ListTagsForResource', Resource: [instance, ...both('snapshot:awsbackup:*')] },
      { Effect: 'Allow', Action: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'], Resource: [...both('db:*'), ...both('snapshot:*')] },
      { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: keys },
      {
        Effect: 'Allow',
        Action: 'kms:CreateGrant',
        Resource: keys,
        Condition: { StringEquals: { 'kms:ViaService': [...SERVICES, ...SERVICES_THERE] }, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ]);
  });

  test('a recovery key without a vault is left alone', () => {
    const stack = makeStack();
    const { statements } = make({ plan: { recoveryKey: kms.Key.fromKeyArn(stack, 'RecoveryKey', RECOVERY_KEY) } }, stack);
    expect(JSON.stringify(statements)).not.toContain('us-west-2');
  });

  test('the vault\'s region, where it is said', () => {
    const stack = makeStack();
    const recoveryVault = backup.BackupVault.fromBackupVaultArn(stack, 'RecoveryVault', RECOVERY_VAULT);
    const { statements } = make({ plan: { recoveryVault, recoveryVaultRegion: 'eu-west-1' } }, stack);
    expect(statements[5].Resource).toEqual([arn('rds', 'snapshot:awsbackup:*'), arn('rds', 'snapshot:awsbackup:*', 'eu-west-1')]);
  });

  test('an existing database may have a key of its own, which may be looked at', () => {
    const stack = makeStack();
    const { statements } = make({ database: theirs(stack), encryptionKey: (of) => new kms.Key(of, 'Key') }, stack);
    expect(statements.slice(-1)).toEqual([LOOK]);
  });

  test('so may a restored one', () => {
    const { statements } = make({ database: { snapshotIdentifier: 'snapshot' }, encryptionKey: (of) => new kms.Key(of, 'Key') });
    expect(statements.slice(-1)).toEqual([LOOK]);
  });

  test('for a bucket, keys are granted by way of any service', () => {
    const stack = makeStack();
    const { statements, encryptionKey } = make({ database: null, encryptionKey: (of) => new kms.Key(of, 'Key'), plan: { pdfBucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'pdfs') } }, stack);
    expect(statements.filter(({ Action }) => Action === 'kms:CreateGrant')).toEqual([{
      Effect: 'Allow', Action: 'kms:CreateGrant', Resource: stack.resolve(encryptionKey!.keyArn), Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }]);
  });

  test.each([[undefined], [RECOVERY_KEY]])('the bucket alone, with the key %s', (key) => {
    const stack = makeStack();
    const pdfBucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', {
      bucketArn: 'arn:aws:s3:::pdfs', encryptionKey: key === undefined ? undefined : kms.Key.fromKeyArn(stack, 'Key', key),
    });
    const { statements, vault } = make({ database: null, plan: { pdfBucket } }, stack);
    expect(statements).toEqual([
      ASK,
      { Effect: 'Allow', Action: 'backup:DescribeBackupVault', Resource: vault },
      {
        Effect: 'Allow',
        Action: [
          's3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketNotification', 's3:GetBucketTagging', 's3:GetBucketVersioning',
          's3:GetInventoryConfiguration', 's3:ListBucket', 's3:ListBucketVersions', 's3:ListTagsForResource', 's3:PutBucketNotification',
          's3:PutInventoryConfiguration',
        ],
        Resource: 'arn:aws:s3:::pdfs',
      },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:GetObjectAcl', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
        Resource: 'arn:aws:s3:::pdfs/*',
      },
      { Effect: 'Allow', Action: ['cloudwatch:GetMetricData', 'events:ListRules', 's3:ListAllMyBuckets'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'events:DeleteRule', 'events:DescribeRule', 'events:DisableRule', 'events:EnableRule', 'events:ListTargetsByRule', 'events:PutRule',
          'events:PutTargets', 'events:RemoveTargets',
        ],
        Resource: arn('events', 'rule/AwsBackupManagedRule*'),
      },
      { Effect: 'Allow', Action: 'backup:TagResource', Resource: arn('backup', 'recovery-point:*') },
      ...(key === undefined
        ? []
        : [{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: key, Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } }]),
      LOOK,
    ]);
  });
});
