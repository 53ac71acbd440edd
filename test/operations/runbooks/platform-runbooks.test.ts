import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { makeRunbooks, makeStack, type Wanted } from './make-runbooks';
import { ComputeCapacity } from '../../../src/compute/compute-capacity';
import { IngressExposure } from '../../../src/ingress/ingress-options';
import { documentName } from '../../../src/operations/runbooks/document-name';

const ALWAYS = ['RollBackService', 'RedeployService', 'InvalidateCdn'];
const PAGE = ['MaintenancePageOn', 'MaintenancePageOff'];

function idsOf(wanted: Wanted, stack?: Stack): string[] {
  const { runbooks } = makeRunbooks(wanted, stack);
  const members = Object.values(runbooks).filter((member) => runbooks.all.includes(member));
  expect(new Set(members)).toEqual(new Set(runbooks.all));
  expect(runbooks.node.children).toEqual(runbooks.all);
  return runbooks.all.map(({ node }) => node.id);
}

function existing(stack: Stack): rds.IDatabaseInstance {
  return rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Theirs', {
    instanceIdentifier: 'theirs',
    instanceEndpointAddress: 'db.example.com',
    port: 3306,
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-12345678')],
  });
}

describe('R9.2 which runbooks there are', () => {
  test('with all: all', () => {
    const database = ['RestoreDatabase', 'ReplaceDatabase', 'PromoteReplica', 'FailOverDatabase'];
    expect(idsOf({ database: { readReplica: true } })).toEqual([...database, ...ALWAYS, ...PAGE, 'RestorePdf']);
  });

  test('a database in one zone, without a replica', () => {
    expect(idsOf({ database: { multiAz: false } })).toEqual(['RestoreDatabase', 'ReplaceDatabase', ...ALWAYS, ...PAGE, 'RestorePdf']);
  });

  test('a password that RDS keeps: nothing takes the place of the instance that has it', () => {
    expect(idsOf({ database: { managedPassword: true } })).not.toContain('ReplaceDatabase');
  });

  test('without a database, on one instance, with a bucket that keeps no versions', () => {
    const compute = { capacity: ComputeCapacity.ec2Instance() };
    expect(idsOf({ database: null, compute, ingress: { exposure: IngressExposure.INSTANCE }, storage: { versioned: false } })).toEqual(ALWAYS);
  });

  test('what was brought: no runbooks of the database; that of the bucket, which may keep versions', () => {
    const stack = makeStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Theirs', 'their-bucket');
    expect(idsOf({ database: { existing: { instance: existing(new Stack(stack.node.root as any, 'Other')) } }, storage: { bucket } }, stack))
      .toEqual([...ALWAYS, ...PAGE, 'RestorePdf']);
  });
});

describe('R9.2 a runbook', () => {
  const { runbooks, template } = makeRunbooks();

  test('is a document of Automation that is changed by new versions', () => {
    template.allResourcesProperties('AWS::SSM::Document', { DocumentType: 'Automation', DocumentFormat: 'JSON', UpdateMethod: 'NewVersion' });
    const documents = Object.values(template.findResources('AWS::SSM::Document'));
    expect(documents.map(({ Properties }) => Properties.Name)).toEqual(runbooks.all.map((each) => each.documentName));
    expect(runbooks.restoreDatabase!.documentName).toBe('Stack-RestoreDatabase');
  });

  test('has a role of its own in it, which Automation alone assumes, for executions here', () => {
    const { document, role } = runbooks.redeployService;
    const { Properties } = template.findResources('AWS::SSM::Document')[Stack.of(document).getLogicalId(document)];
    const roleId = Stack.of(role).getLogicalId(role.node.defaultChild as any);
    expect(Properties.Content.assumeRole).toEqual({ 'Fn::GetAtt': [roleId, 'Arn'] });
    expect(template.findResources('AWS::IAM::Role')[roleId].Properties).toEqual({
      Description: 'Steps of the runbook Stack-RedeployService',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'ssm.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: {
              'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:us-east-1:', { Ref: 'AWS::AccountId' }, ':automation-execution/*']] },
            },
          },
        }],
      },
    });
  });
});

describe('R9.2 names of documents', () => {
  const within = (stack: string, ...ids: string[]) => ids.reduce<Construct>((scope, id) => new Construct(scope, id), makeStack(stack));

  test.each([
    ['rooms are left out', within('App', 'Platform', 'Operations', 'Runbooks'), /^App-Platform-RestoreDatabase$/],
    ['other ids are not', within('App', 'Platform', 'Procedures'), /^App-Platform-Procedures-RestoreDatabase$/],
    ['a stack is not left out', within('Operations', 'Runbooks'), /^Operations-RestoreDatabase$/],
    ['what SSM keeps for itself', within('AwsPdf', 'Runbooks'), /^pdf-AwsPdf-RestoreDatabase-[0-9a-f]{8}$/],
    ['signs that SSM does not take', within('App', 'My Platform'), /^App-My-Platform-RestoreDatabase-[0-9a-f]{8}$/],
    ['what is too long', within('App', 'P'.repeat(150)), /^App-P{115}-[0-9a-f]{8}$/],
    ['both', within('App', `${'P'.repeat(150)} 2`), /^App-P{115}-[0-9a-f]{8}$/],
  ])('%s', (_name, scope, expected) => {
    const name = documentName(scope, 'RestoreDatabase');
    expect(name).toMatch(expected);
    expect(name).toMatch(/^[\w.-]{3,128}$/);
  });
});
