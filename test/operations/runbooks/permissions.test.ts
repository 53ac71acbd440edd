import { Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { documentsOf, makeRunbooks, statementsOf } from './make-runbooks';

const everything = () => makeRunbooks({
  database: { readReplica: true, monitoringInterval: Duration.seconds(60) },
  encryptionKey: (stack) => new kms.Key(stack, 'Key'),
});

/** APIs whose IAM action has another name. */
const ACTION_OF: Record<string, string> = {
  'elbv2:ModifyRule': 'elasticloadbalancing:ModifyRule',
  'elbv2:DescribeRules': 'elasticloadbalancing:DescribeRules',
  's3:ListObjectVersions': 's3:ListBucketVersions',
  // It is two: of the version that is read, and of the object that is written.
  's3:CopyObject': 's3:GetObjectVersion s3:PutObject',
};

/** What a role needs beside the APIs that its steps call, and why. */
const BESIDES: Record<string, Record<string, string>> = {
  RestoreDatabase: {
    'iam:PassRole': 'ModifyDBInstance names the monitoring role',
    'rds:AddTagsToResource': 'the restore is told the tags, where there are some',
    'kms:CreateGrant': 'RDS uses the key for the new volume, on behalf of the caller',
    'kms:DescribeKey': 'RDS looks at the key on behalf of the caller',
  },
  ReplaceDatabase: {
    'kms:CreateGrant': 'RDS uses the key for the standby, on behalf of the caller',
    'kms:DescribeKey': 'RDS looks at the key on behalf of the caller',
  },
  RollBackService: { 'iam:PassRole': 'ECS asks for the roles of a task definition that a service is given (keidarcy/e1s#429)' },
  RestorePdf: {
    's3:GetObjectVersionTagging': 'a copy takes the tags along',
    's3:PutObjectTagging': 'a copy takes the tags along',
    'kms:Decrypt': 'the version is encrypted with the key',
    'kms:GenerateDataKey': 'the copy is encrypted with the key',
  },
};

describe('R3.2 R9.2 a runbook may do what its steps do', () => {
  test('the actions of each role are those of its steps, and what is listed here', () => {
    const { template } = everything();
    const statements = statementsOf(template);
    for (const [id, { mainSteps }] of Object.entries(documentsOf(template))) {
      const called = mainSteps.filter(({ inputs }: any) => inputs.Service).map(({ inputs }: any) => `${inputs.Service}:${inputs.Api}`);
      const needed = called.flatMap((api: string) => (ACTION_OF[api] ?? api).split(' '));
      const allowed = statements[id].flatMap((statement) => / ?Allow (.*?) on /.exec(statement)![1].split(' '));
      expect([id, [...new Set(allowed)].sort()]).toEqual([id, [...new Set([...needed, ...Object.keys(BESIDES[id] ?? {})])].sort()]);
    }
  });

  test('exactly these statements', () => {
    const RDS = 'arn:Partition:rds:us-east-1:AccountId';
    const DB = `${RDS}:db:stack-database-b57f4bb8`;
    const viaRds = '"StringEquals":{"kms:ViaService":"rds.us-east-1.amazonaws.com"}';
    const key = [
      `Allow kms:CreateGrant on Key.Arn if {${viaRds},"Bool":{"kms:GrantIsForAWSResource":"true"}}`,
      `Allow kms:DescribeKey on Key.Arn if {${viaRds}}`,
    ];
    const deployments = [
      'Allow ecs:DescribeServices ecs:UpdateService ecs:ListServiceDeployments on ComputeService',
      'Allow ecs:DescribeServiceDeployments on arn:Partition:ecs:us-east-1:AccountId:service-deployment/ComputeCluster/ComputeService.Name/*',
    ];
    const rule = ['Allow elasticloadbalancing:ModifyRule on IngressPublicMaintenanceRule', 'Allow elasticloadbalancing:DescribeRules on *'];
    expect(statementsOf(everything().template)).toEqual({
      RestoreDatabase: [
        `Allow rds:RestoreDBInstanceToPointInTime on ${DB} | ${DB}-* | ${RDS}:subgrp:DatabaseSubnetGroup | ${RDS}:pg:DatabaseParameterGroup`,
        `Allow rds:RestoreDBInstanceToPointInTime on ${RDS}:og:default:mysql-*`,
        `Allow rds:DescribeDBInstances rds:ModifyDBInstance rds:AddTagsToResource on ${DB}-*`,
        'Allow iam:PassRole on DatabaseMonitoringRole.Arn if {"StringEquals":{"iam:PassedToService":"monitoring.rds.amazonaws.com"}}',
        ...key,
      ],
      ReplaceDatabase: [
        `Allow rds:ModifyDBInstance on ${DB} | ${DB}-*`,
        `Allow rds:AddTagsToResource on ${DB}`,
        `Allow rds:RemoveTagsFromResource on ${DB}-*`,
        `Allow rds:DescribeDBInstances on ${RDS}:db:*`,
        ...key,
      ],
      PromoteReplica: [`Allow rds:DescribeDBInstances rds:ModifyDBInstance rds:PromoteReadReplica on ${DB}-replica`],
      FailOverDatabase: [`Allow rds:DescribeDBInstances rds:RebootDBInstance on ${DB}`],
      RollBackService: [
        ...deployments,
        'Allow ecs:ListTaskDefinitions ecs:DescribeTaskDefinition on *',
        'Allow iam:PassRole on ComputeTaskDefinitionTaskRole.Arn | ComputeTaskDefinitionExecutionRole.Arn '
          + 'if {"StringEquals":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}',
      ],
      RedeployService: deployments,
      InvalidateCdn: [
        'Allow cloudfront:CreateInvalidation cloudfront:GetInvalidation on arn:Partition:cloudfront::AccountId:distribution/EdgeDistribution',
      ],
      MaintenancePageOn: rule,
      MaintenancePageOff: rule,
      RestorePdf: [
        'Allow s3:ListBucketVersions on StorageBucket.Arn',
        'Allow s3:GetObjectVersion s3:GetObjectVersionTagging s3:PutObject s3:PutObjectTagging on StorageBucket.Arn/*',
        'Allow kms:Decrypt kms:GenerateDataKey on Key.Arn if {"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}',
      ],
    });
  });

  test('without a key and monitoring: nothing of either', () => {
    const statements = statementsOf(makeRunbooks({ database: { monitoringInterval: Duration.seconds(0), readReplica: true } }).template);
    expect(JSON.stringify([statements.RestoreDatabase, statements.ReplaceDatabase, statements.RestorePdf])).not.toMatch(/kms|PassRole/);
  });

  test('without a standby that could follow a promotion: nothing of the key', () => {
    const { template } = makeRunbooks({ database: { readReplica: true, multiAz: false }, encryptionKey: (stack) => new kms.Key(stack, 'Key') });
    expect(JSON.stringify(statementsOf(template).ReplaceDatabase)).not.toContain('kms');
  });

  test('cdk-nag finds nothing that is not acknowledged', () => {
    const { stack } = everything();
    const packs = [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()];
    const found = packs.flatMap((pack) => pack.validateScope(stack.node.root as any).violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`)));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((finding) => finding.includes('/Runbooks/'))).toEqual([]);
  });
});
