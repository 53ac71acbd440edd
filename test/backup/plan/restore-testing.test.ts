import { Match, Template } from 'aws-cdk-lib/assertions';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { arn, BY_AWS_BACKUP, logicalId, makeDatabase, statementsOf, theirs } from './make-plan';
import { RestoreTesting } from '../../../src/backup/plan/restore-testing';
import { makeStack } from '../../helpers/platform';

const VAULT = 'arn:aws:backup:us-east-1:123456789012:backup-vault:theirs';

function make({ withKey = false, stack = makeStack() } = {}) {
  const encryptionKey = withKey ? new kms.Key(stack, 'Key', { enableKeyRotation: true }) : undefined;
  const database = makeDatabase(stack, { encryptionKey });
  const testing = new RestoreTesting(stack, 'Tests', { database, vault: backup.BackupVault.fromBackupVaultArn(stack, 'Vault', VAULT), encryptionKey });
  return { stack, database, encryptionKey, testing, template: Template.fromStack(stack) };
}

describe('R6.1 R10.1 a backup is restored every week', () => {
  const { stack, database, testing, template } = make();

  test('the newest one of this vault', () => {
    template.hasResourceProperties('AWS::Backup::RestoreTestingPlan', Match.objectEquals({
      RestoreTestingPlanName: 'Stack_Tests_Plan',
      ScheduleExpression: 'cron(0 12 ? * MON *)',
      StartWindowHours: 4,
      RecoveryPointSelection: { Algorithm: 'LATEST_WITHIN_WINDOW', IncludeVaults: [VAULT], RecoveryPointTypes: ['SNAPSHOT'], SelectionWindowDays: 8 },
    }));
  });

  test('where nobody reaches it, and gone after an hour', () => {
    template.hasResourceProperties('AWS::Backup::RestoreTestingSelection', Match.objectEquals({
      RestoreTestingPlanName: 'Stack_Tests_Plan',
      RestoreTestingSelectionName: 'Database',
      ProtectedResourceType: 'RDS',
      ProtectedResourceArns: [arn('rds', { 'db:': { Ref: logicalId(stack, database.instance) } })],
      IamRoleArn: { 'Fn::GetAtt': [logicalId(stack, testing.role), 'Arn'] },
      RestoreMetadataOverrides: {
        dbSubnetGroupName: { Ref: logicalId(stack, database.subnetGroup) },
        // A list, as a string.
        vpcSecurityGroupIds: { 'Fn::Join': ['', ['["', { 'Fn::GetAtt': [logicalId(stack, testing.securityGroup), 'GroupId'] }, '"]']] },
        multiAz: 'false',
        publiclyAccessible: 'false',
      },
      ValidationWindowHours: 1,
    }));
    template.hasResourceProperties('AWS::EC2::SecurityGroup', Match.objectEquals({
      GroupDescription: 'Restored copies of the database: nobody comes in, and nothing goes out',
      VpcId: stack.resolve(database.securityGroup!.securityGroupVpcId),
      SecurityGroupEgress: [{ CidrIp: '255.255.255.255/32', Description: 'Disallow all traffic', FromPort: 252, IpProtocol: 'icmp', ToPort: 86 }],
    }));
  });

  test('the selection waits for the plan and for what the role may do', () => {
    const [{ DependsOn }] = Object.values(template.findResources('AWS::Backup::RestoreTestingSelection'));
    expect([...DependsOn].sort()).toEqual([logicalId(stack, testing.plan), logicalId(stack, testing.role.node.findChild('DefaultPolicy'))].sort());
  });

  test.each(['S'.repeat(100), 'App-Prod'])('a name that AWS Backup takes, for the stack %s', (stackName) => {
    const { testing: { plan } } = make({ stack: makeStack({ stackName }) });
    expect(plan.restoreTestingPlanName).toMatch(/^[a-zA-Z0-9_]{1,50}$/);
  });

  test('a database that was brought is refused', () => {
    const own = makeStack();
    const vault = backup.BackupVault.fromBackupVaultArn(own, 'Vault', VAULT);
    expect(() => new RestoreTesting(own, 'Tests', { database: makeDatabase(own, theirs(own)), vault })).toThrow(
      "'backup.restoreTesting' cannot be combined with 'database.existing': where a copy of it may run is not known",
    );
  });
});

describe('R10.1 R3.2 the role that backups are restored with', () => {
  const NETWORK = [
    'ec2:DescribeAccountAttributes', 'ec2:DescribeAddresses', 'ec2:DescribeAvailabilityZones', 'ec2:DescribeInternetGateways',
    'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs',
  ];

  test.each([false, true])('may do exactly this, with a customer\'s key: %s', (withKey) => {
    const { stack, database, testing, template, encryptionKey } = make({ withKey });
    const [snapshots, tests] = [arn('rds', 'snapshot:awsbackup:*'), arn('rds', 'db:awsbackup-restore-test-*')];
    const key = stack.resolve(encryptionKey?.keyArn);
    const ofRds = { 'kms:ViaService': 'rds.us-east-1.amazonaws.com' };
    expect(statementsOf(stack, template, testing.role)).toEqual([
      {
        Effect: 'Allow',
        Action: 'rds:RestoreDBInstanceFromDBSnapshot',
        Resource: [snapshots, tests, arn('rds', { 'subgrp:': { Ref: logicalId(stack, database.subnetGroup) } }), arn('rds', 'og:*'), arn('rds', 'pg:*')],
      },
      { Effect: 'Allow', Action: ['rds:AddTagsToResource', 'rds:DeleteDBInstance'], Resource: tests },
      { Effect: 'Allow', Action: 'rds:ListTagsForResource', Resource: [snapshots, tests] },
      { Effect: 'Allow', Action: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'], Resource: [arn('rds', 'db:*'), arn('rds', 'snapshot:*')] },
      { Effect: 'Allow', Action: NETWORK, Resource: '*' },
      ...(withKey ? [
        { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: key },
        {
          Effect: 'Allow',
          Action: 'kms:CreateGrant',
          Resource: key,
          Condition: { StringEquals: { 'kms:ViaService': ['rds.us-east-1.amazonaws.com'] }, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        },
        {
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
          Resource: key,
          Condition: { StringEquals: ofRds },
        },
      ] : [{ Effect: 'Allow', Action: 'kms:DescribeKey', Resource: arn('kms', 'key/*') }]),
    ]);
  });

  test('is AWS Backup\'s, for this account', () => {
    const { stack, testing, template } = make();
    expect(template.findResources('AWS::IAM::Role')[logicalId(stack, testing.role)].Properties.AssumeRolePolicyDocument.Statement).toEqual(BY_AWS_BACKUP);
  });

  test.each([false, true])('cdk-nag has nothing against what is made, with a customer\'s key: %s', (withKey) => {
    const { stack } = make({ withKey });
    for (const pack of [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()]) {
      const paths = pack.validateScope(stack).violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
      // The VPC of the test is no part of the platform: without it, the pack would not be known to have run.
      expect(paths.some((path) => path.includes('Stack/Vpc'))).toBe(true);
      expect(paths.filter((path) => path.includes('/Tests/'))).toEqual([]);
    }
  });
});
