import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import * as fc from 'fast-check';
import { arbitraryPlatform, type ArbitraryPlatform, propsIn } from './arbitrary-platform';
import { cyclesIn, resourceGraph, stackGraph } from './graphs';
import { DataProtection, IngressExposure, PdfWebPlatform } from '../../src';
import { allResources, templatesOf } from '../helpers/configurations';
import { givenName, VALID_NAME } from '../helpers/given-names';

process.env.CDK_VALIDATION ??= 'false';

const OWN_ERROR = /^cdk-pdf-web-platform: /;
const RUNS = 400;

/** Scans and validations take longer than syntheses. */
const SCANNED = 60;
const VALIDATED = 20;

/** Findings that are not about the template: the validator's schema is older than tags of listener rules, and it knows neither snapshots nor zones of an existing VPC. */
const NOT_A_FINDING = [/^F3002 Tags: .*'Tags'/, /^W9008 /, /^W3010 /];

/** What AWS grants on everything or not at all: reading of lists and descriptions, and what is bound by a condition. */
const ON_EVERYTHING = [
  'backup:CopyFromBackupVault', 'cloudwatch:GetMetricData', 'cloudwatch:PutMetricData', 'ec2:DescribeAccountAttributes', 'ec2:DescribeAddresses',
  'ec2:DescribeAvailabilityZones', 'ec2:DescribeInternetGateways', 'ec2:DescribeManagedPrefixLists', 'ec2:DescribeNetworkAcls',
  'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs', 'ecr:GetAuthorizationToken', 'ecs:DescribeTaskDefinition',
  'ecs:DiscoverPollEndpoint', 'ecs:ListTaskDefinitions', 'ecs:ListTasks', 'elasticloadbalancing:DescribeRules', 'events:ListRules',
  'logs:CreateLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 's3:ListAllMyBuckets',
  'ssm:DescribeInstanceInformation', 'ssm:GetDeployablePatchSnapshotForInstance', 'ssm:ListCommandInvocations', 'ssm:ListCommands', 'ssm:PutInventory',
  'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel', 'tag:GetResources',
];
/** Of those, what must have a condition: without one it would reach what is somebody else's. */
const ON_CONDITION = ['backup:CopyFromBackupVault', 'cloudwatch:PutMetricData', 'ecs:ListTasks'];

/** Services that many roles are for, any of which another account could have act with them. */
const CONFUSED_DEPUTIES = /^(backup|fis|scheduler|ssm)\.amazonaws\.com$/;

type Resource = ReturnType<typeof allResources>[number];

const isOf = (...types: string[]) => ({ type }: Resource) => types.includes(type);

/** Every ingress rule, of groups and beside them. */
function ingressRules(all: Resource[]): any[] {
  return all.flatMap(({ type, properties }) => {
    if (type === 'AWS::EC2::SecurityGroup') return properties.SecurityGroupIngress ?? [];
    return type === 'AWS::EC2::SecurityGroupIngress' ? [properties] : [];
  });
}

/** Every statement of every identity policy. */
function identityStatements(all: Resource[]): any[] {
  return all.filter(isOf('AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::ManagedPolicy')).flatMap(({ properties }) => {
    const documents = [properties.PolicyDocument, ...(properties.Policies ?? []).map((policy: any) => policy.PolicyDocument)];
    return documents.filter(Boolean).flatMap(({ Statement }) => Statement);
  });
}

/** The key that the test brings is not the platform's. */
const OWN_KEY = /^OwnKey/;

const REGION_OF = /[a-z]{2}-[a-z]+-\d$/;

/** What every platform keeps, whatever was asked for. Each gives back what breaks it. */
const INVARIANTS: Record<string, (all: Resource[], platform: PdfWebPlatform) => unknown[]> = {
  'R1.1 no custom resource and no Lambda function': (all) => all.filter(({ type }) => /^(Custom::|AWS::Lambda::|AWS::CloudFormation::CustomResource)/.test(type)),

  'R3.1 nothing comes in from the internet but CloudFront; to a PUBLIC load balancer everybody, on 80 and 443': (all, { ingress }) =>
    ingressRules(all).filter(({ CidrIp, CidrIpv6, FromPort }) =>
      (CidrIp === '0.0.0.0/0' || CidrIpv6 === '::/0') && !(ingress.exposure === IngressExposure.PUBLIC && [80, 443].includes(FromPort))),

  'R3.1 no database, bucket or subnet is public': (all) => [
    ...all.filter(isOf('AWS::RDS::DBInstance')).filter(({ properties }) => properties.PubliclyAccessible !== false),
    ...all.filter(isOf('AWS::S3::Bucket')).filter(({ properties }) => Object.values(properties.PublicAccessBlockConfiguration ?? {}).filter(Boolean).length !== 4),
    ...all.filter(isOf('AWS::EC2::Subnet')).filter(({ properties }) => properties.MapPublicIpOnLaunch === true),
  ],

  'R3.2 what is at rest is encrypted': (all) => [
    ...all.filter(isOf('AWS::RDS::DBInstance')).filter(({ properties: { SourceDBInstanceIdentifier, DBSnapshotIdentifier, StorageEncrypted } }) =>
      !SourceDBInstanceIdentifier && !DBSnapshotIdentifier && StorageEncrypted !== true),
    ...all.filter(isOf('AWS::S3::Bucket')).filter(({ properties }) => !properties.BucketEncryption),
    ...all.filter(isOf('AWS::EC2::Instance')).filter(({ properties }) => !properties.BlockDeviceMappings?.every(({ Ebs }: any) => Ebs.Encrypted)),
  ],

  'R3.2 no action of an identity policy has a wildcard': (all) =>
    identityStatements(all).filter(({ Effect, Action }) => Effect === 'Allow' && [Action].flat().some((action: string) => action.includes('*'))),

  'R3.2 what an identity policy allows on everything is what AWS allows on nothing less': (all) =>
    identityStatements(all).filter(({ Resource }) => [Resource].flat().includes('*')).filter(({ Action, Condition }) =>
      [Action].flat().some((action: string) => !ON_EVERYTHING.includes(action) || (ON_CONDITION.includes(action) && !Condition))),

  'R3.2 services that act with a role do it for this account alone': (all) =>
    all.filter(isOf('AWS::IAM::Role')).flatMap(({ properties }) => properties.AssumeRolePolicyDocument.Statement)
      .filter(({ Principal, Condition }) => CONFUSED_DEPUTIES.test(Principal.Service) && !JSON.stringify(Condition ?? {}).includes('aws:SourceAccount')),

  'R3.2 every bucket refuses requests without TLS': (all) =>
    all.filter(isOf('AWS::S3::Bucket')).filter(({ stack, id }) => !all.some((other) =>
      other.stack === stack && other.type === 'AWS::S3::BucketPolicy' && other.properties.Bucket.Ref === id
      && other.properties.PolicyDocument.Statement.some(({ Effect, Condition }: any) => Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false'))),

  'R3.2 MySQL refuses connections without TLS': (all) =>
    all.filter(isOf('AWS::RDS::DBParameterGroup')).filter(({ properties }) => properties.Parameters.require_secure_transport !== '1'),

  'R3.2 viewers are redirected to HTTPS': (all) =>
    all.filter(isOf('AWS::CloudFront::Distribution')).flatMap(({ properties: { DistributionConfig: config } }) =>
      [config.DefaultCacheBehavior, ...(config.CacheBehaviors ?? [])].filter(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy !== 'redirect-to-https')),

  'R6.1 protected data outlives the stack, and disposable data goes with it': (all, { settings }) => {
    const isProtected = settings.dataProtection === DataProtection.PROTECTED;
    const [database, other] = isProtected ? ['Snapshot', 'Retain'] : ['Delete', 'Delete'];
    return [
      ...all.filter(isOf('AWS::RDS::DBInstance')).filter(({ resource, properties }) =>
        resource.DeletionPolicy !== (properties.SourceDBInstanceIdentifier ? 'Delete' : database)),
      ...all.filter(isOf('AWS::S3::Bucket', 'AWS::ECR::Repository')).filter(({ resource }) => resource.DeletionPolicy !== other),
      ...all.filter(isOf('AWS::Backup::BackupVault')).filter(({ resource }) => resource.DeletionPolicy !== (isProtected ? 'RetainExceptOnCreate' : 'Delete')),
      ...all.filter(isOf('AWS::KMS::Key')).filter(({ id, resource, properties }) =>
        !OWN_KEY.test(id) && resource.DeletionPolicy !== (/^Alarm topics of/.test(properties.Description) ? 'Delete' : other)),
    ];
  },

  'R6.1 the stack of the recovery region is protected from termination where its data is': (_all, { backup, settings }) =>
    [backup.supportStack].filter((stack) => stack && stack.terminationProtection !== (settings.dataProtection === DataProtection.PROTECTED)),

  'R6.1 what is replicated keeps versions, on both sides': (all, { backup }) => {
    const buckets = all.filter(isOf('AWS::S3::Bucket'));
    const there = buckets.filter(({ stack, properties }) => stack === backup.supportStack?.stackName && properties.LoggingConfiguration);
    return [...buckets.filter(({ properties }) => properties.ReplicationConfiguration), ...there]
      .filter(({ properties }) => properties.VersioningConfiguration?.Status !== 'Enabled');
  },

  'R6.1 nothing is copied to another region without a recovery region': (all, { settings }) =>
    settings.backup?.recoveryRegion ? [] : [
      ...all.filter(isOf('AWS::ECR::ReplicationConfiguration')),
      ...all.filter(({ properties: { ReplicationConfiguration, ReplicaRegions, AutomaticBackupReplicationRegion } }) =>
        ReplicationConfiguration ?? ReplicaRegions ?? AutomaticBackupReplicationRegion),
      ...all.filter(isOf('AWS::Backup::BackupPlan')).filter(({ properties }) => properties.BackupPlan.BackupPlanRule.some(({ CopyActions }: any) => CopyActions)),
    ],

  'R8.1 no name is given twice in a region': (all) => {
    const names = all.filter(({ type }) => type in VALID_NAME).map(({ stack, type, properties }) => `${REGION_OF.exec(stack)?.[0]} ${type} ${givenName(type, properties)}`);
    return names.filter((name, index) => !name.endsWith(' undefined') && names.indexOf(name) !== index);
  },

  'R8.1 names are of the length and the letters that AWS takes': (all) =>
    all.filter(({ type }) => type in VALID_NAME).map(({ type, properties }) => [type, givenName(type, properties)] as const)
      .filter(([type, name]) => name !== undefined && !VALID_NAME[type][1].test(name)),

  'R8.1 stacks do not wait for each other, nor do resources of one stack': (_all, { node }) => {
    const templates = templatesOf(node.root as App);
    return [...cyclesIn(stackGraph(node.root as App)), ...Object.values(templates).flatMap((template) => cyclesIn(resourceGraph(template)))];
  },

  'R5.2 every alarm with a runbook tells a topic of its stack, when it begins and when it is over': (all) =>
    all.filter(isOf('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'))
      .filter(({ properties: { AlarmDescription = '', AlarmActions = [], OKActions = [] } }) =>
        AlarmDescription.includes('Runbook') && (AlarmActions.length !== 1 || OKActions.length !== 1)),

  'R5.2 topics are encrypted with a key of the customer\'s own': (all) => all.filter(isOf('AWS::SNS::Topic')).filter(({ properties }) => !properties.KmsMasterKeyId),

  'R5.2 alarms that take a release back are there': (all) => {
    const names = all.filter(isOf('AWS::CloudWatch::Alarm')).map(({ properties }) => properties.AlarmName);
    return all.filter(isOf('AWS::ECS::Service'))
      .filter(({ properties }) => properties.DeploymentConfiguration.Alarms.AlarmNames.some((name: string) => !names.includes(name)));
  },

  'R7.2 the bill knows every type, and no quantity is no number': (_all, { costReport }) => [
    ...(costReport?.bill.notPriced.filter(({ reason }) => reason === 'this library does not know the type') ?? []),
    ...(costReport?.bill.lines.filter(({ quantity, monthlyUsd = 0 }) => !Number.isFinite(quantity) || !(monthlyUsd >= 0)) ?? []),
  ],

  'R7.1 no log group is kept for ever': (all) => all.filter(isOf('AWS::Logs::LogGroup')).filter(({ properties }) => !properties.RetentionInDays),

  'R8.2 where scaling owns the number of tasks, no deployment sets it': (all) =>
    all.some(isOf('AWS::ApplicationAutoScaling::ScalableTarget'))
      ? all.filter(isOf('AWS::ECS::Service')).filter(({ properties }) => properties.DesiredCount !== undefined)
      : [],
};

/** What the validator of aws-cdk-lib says about the templates. */
function validated(asked: ArbitraryPlatform): string[] {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  const stack = new Stack(app, 'Stack', { env: { region: asked.region } });
  new PdfWebPlatform(stack, 'Platform', propsIn(stack, asked));
  process.env.CDK_VALIDATION = 'true';
  try {
    app.synth();
  } catch {
    // The report says why.
  } finally {
    process.env.CDK_VALIDATION = 'false';
  }
  const report = join(app.outdir, 'validation-report.json');
  const { pluginReports } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { pluginReports: [] };
  return pluginReports.flatMap(({ violations }: any) => violations.map(({ ruleName, description }: any) => `${ruleName} ${description}`));
}

/** The platform and its resources; or the error that refuses it. */
function make(asked: ArbitraryPlatform): { asked: ArbitraryPlatform; platform: PdfWebPlatform; resources: Resource[] } | Error {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: asked.region } });
  try {
    const platform = new PdfWebPlatform(stack, 'Platform', propsIn(stack, asked));
    return { asked, platform, resources: allResources(app) };
  } catch (error) {
    return error as Error;
  }
}

test('a cycle would be found', () => {
  expect(cyclesIn({ a: ['b', 'd'], b: ['c'], c: ['b'], d: [] })).toEqual(['b > c > b']);
  const template = { Resources: { A: { Properties: { X: [{ 'Fn::GetAtt': ['B', 'Arn'] }] } }, B: { Properties: { Y: { 'Fn::Sub': '${C}/x' } } }, C: { DependsOn: 'A', Properties: { Z: { Ref: 'Param' } } } } };
  expect(cyclesIn(resourceGraph(template))).toEqual(['A > B > C > A']);
});

describe('whatever is asked for', () => {
  const made: Exclude<ReturnType<typeof make>, Error>[] = [];
  const refused: Error[] = [];

  beforeAll(() => {
    // Fixed, so that what fails in CI fails everywhere. PROPERTY_SEED looks at other platforms.
    const seed = Number(process.env.PROPERTY_SEED ?? 20261124);
    for (const asked of fc.sample(arbitraryPlatform, { numRuns: RUNS, seed })) {
      const result = make(asked);
      if (result instanceof Error) refused.push(result);
      else made.push(result);
    }
  });

  test('some is made and some is refused, so that both are looked at', () => {
    expect(made.length).toBeGreaterThan(20);
    expect(refused.length).toBeGreaterThan(20);
  });

  test.each<[string, (platform: PdfWebPlatform) => unknown]>([
    ['a recovery region that is made', ({ backup }) => backup.recovery],
    ['one that is there', ({ backup, settings }) => settings.backup?.recoveryRegion && !backup.recovery],
    ['one with a plan, PDFs, configuration and database backups', ({ backup, storage, settings }) =>
      backup.recovery?.vault && storage.replicationRole && backup.configurationReplicationRole && settings.database?.enabled !== false],
    ['restore tests', ({ backup }) => backup.restoreTesting],
    ['PDFs in the plan', ({ backup, settings }) => backup.plan && settings.backup?.pdfs],
    ['a locked vault', ({ backup, settings }) => backup.plan && settings.backup?.vaultLock],
    ['a vault that is there', ({ settings }) => settings.backup?.vault],
    ['images that are replicated', ({ backup }) => backup.imageReplication],
    ['a database that is there, in the plan', ({ backup, settings }) => backup.plan && settings.database?.existing],
    ['drills', ({ operations }) => operations.drills],
    ['runbooks on one instance', ({ operations, compute }) => operations.runbooks && compute.instance],
    ['blackouts on Fargate', ({ operations }) => operations.patching.redeployDocument],
    ['blackouts on one instance', ({ operations }) => operations.patching.patchDocument],
    ['scans by Inspector', ({ operations }) => operations.imageScanFindings?.registryScanning],
  ])('of what is made some has %s', (_what, has) => {
    const found = made.filter(({ platform }) => has(platform)).length;
    // Other platforms than the fixed ones may happen to have none.
    expect(found > 0 || process.env.PROPERTY_SEED !== undefined).toBe(true);
  });

  test('what is refused is refused in the words of the library', () => {
    expect(refused.map(({ message }) => message).filter((message) => !OWN_ERROR.test(message))).toEqual([]);
  });

  test('R3.2 cdk-nag finds nothing, so that a consumer who runs it has a clean synth', () => {
    const packs = () => [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()];
    for (const { platform } of made.slice(0, SCANNED)) {
      const findings = packs().flatMap((pack) => pack.validateScope(platform.node.root as App).violations);
      const own = findings.flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`));
      expect(own.filter((finding) => !finding.includes('Stack/OwnKey'))).toEqual([]);
    }
  });

  test('the validator of aws-cdk-lib finds nothing in the templates', () => {
    const recovering = made.filter(({ asked }) => asked.recoveryRegion ?? asked.operations);
    for (const { asked } of recovering.slice(0, VALIDATED)) {
      expect(validated(asked).filter((finding) => !NOT_A_FINDING.some((known) => known.test(finding)))).toEqual([]);
    }
    expect(recovering.length).toBeGreaterThan(VALIDATED);
  });

  test.each(Object.keys(INVARIANTS))('%s', (name) => {
    for (const { platform, resources } of made) expect(INVARIANTS[name](resources, platform)).toEqual([]);
  });
});
