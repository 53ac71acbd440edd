import { App, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import FLAGS from 'aws-cdk-lib/recommended-feature-flags.json';
import { PdfWebPlatform, type PdfWebPlatformProps, PlatformDomain, PlatformPreset } from '../src';
import { makePlatform, makeStack, onlyResource } from './helpers/platform';

const PRESETS = [PlatformPreset.dev(), PlatformPreset.prodLean(), PlatformPreset.prod()];
const CONTEXTS: [string, Record<string, unknown> | undefined][] = [['no', undefined], ['all recommended', FLAGS]];

/** The platform's outputs, without the hash that CDK adds. */
function outputsOf(template: Template): string[] {
  return Object.keys(template.toJSON().Outputs).map((name) => name.replace(/^Platform/, '').replace(/[0-9A-F]{8}$/, '')).sort();
}

/** The statements that a principal was given. */
function statementsOf(stack: Stack, role: iam.Role): any[] {
  const policies = Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy', { Properties: { Roles: [stack.resolve(role.roleName)] } }));
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

/** A platform with a role beside it, which something is granted to before the template is made. */
function granted(props: Partial<PdfWebPlatformProps>, grant: (platform: PdfWebPlatform, role: iam.Role) => void) {
  const stack = makeStack();
  const platform = new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean(), ...props });
  const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
  grant(platform, role);
  return { stack, platform, statements: statementsOf(stack, role) };
}

describe('R1.2 every service of the document is in prod', () => {
  const { template } = makePlatform();

  test.each([
    'AWS::ECS::Service', 'AWS::RDS::DBInstance', 'AWS::S3::Bucket', 'AWS::CloudFront::Distribution', 'AWS::CloudWatch::Alarm', 'AWS::Logs::LogGroup',
    'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::ECR::Repository', 'AWS::EC2::VPC',
  ])('%s', (type) => {
    expect(Object.keys(template.findResources(type))).not.toEqual([]);
  });

  test('Route 53 and ACM with a domain', () => {
    const stack = makeStack();
    const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
    const { template: named } = makePlatform({ domain: PlatformDomain.fromZone(zone) }, stack);
    named.resourceCountIs('AWS::Route53::RecordSet', 2);
    named.resourceCountIs('AWS::CertificateManager::Certificate', 2);
  });
});

describe('R2.1 dev has nothing that costs by the hour but instance and database', () => {
  test.each(['AWS::EC2::NatGateway', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::WAFv2::WebACL', 'AWS::KMS::Key'])('no %s', (type) => {
    makePlatform({ preset: PlatformPreset.dev() }).template.resourceCountIs(type, 0);
  });
});

describe('R1.1 outputs', () => {
  const always = [
    'Url', 'DistributionId', 'DistributionDomainName', 'PdfBucketName', 'DatabaseHost', 'DatabaseSecretArn', 'ClusterName', 'ServiceName', 'LogGroupName',
    'RepositoryUri', 'ImageParameterName',
  ];

  const ofProduction = ['ConfigurationBucketName', 'EnvironmentParameterName', 'BackupVaultName', 'RecoveryObjectives', 'Runbooks'];

  test.each<[PlatformPreset, string[]]>([
    [PlatformPreset.dev(), ['OfficeHours', 'RecoveryObjectives']],
    [PlatformPreset.prodLean(), [...ofProduction, 'LogBucketName', 'MaintenanceBucketName', 'PageTopicArn', 'NoticeTopicArn']],
    [PlatformPreset.prod(), [...ofProduction, 'LogBucketName', 'PageTopicArn', 'NoticeTopicArn', 'MaintenanceBucketName', 'DatabaseReaderHost']],
  ])('of $name: exactly these', (preset, more) => {
    expect(outputsOf(makePlatform({ preset }).template)).toEqual([...always, ...more].sort());
  });

  test('say nothing of a database where there is none', () => {
    expect(outputsOf(makePlatform({ database: { enabled: false } }).template).filter((name) => name.startsWith('Database'))).toEqual([]);
  });

  test('name the parameter that a release changes', () => {
    const { template, platform, stack } = makePlatform();
    template.hasOutput('*', { Value: stack.resolve(platform.compute.imageParameter!.logicalId), Description: 'The stack parameter that a release changes' });
    expect(template.findParameters(stack.resolve(platform.compute.imageParameter!.logicalId))).not.toEqual({});
  });

  test('each says what it is', () => {
    for (const output of Object.values<any>(makePlatform().template.toJSON().Outputs)) expect(output.Description).toMatch(/\w+ \w+/);
  });
});

describe('R1.1 no custom resource and no Lambda function of its own', () => {
  const cases = PRESETS.flatMap((preset) => CONTEXTS.flatMap(([flags, context]) =>
    ['us-east-1', 'ap-northeast-1'].map((region) => ({ name: preset.name, preset, flags, context, region }))));

  test.each(cases)('$name in $region with $flags feature flags', ({ preset, context, region }) => {
    const stack = makeStack({ env: { region } }, context);
    const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
    new PdfWebPlatform(stack, 'Platform', { preset, domain: PlatformDomain.fromZone(zone, 'pdf') });
    const templates = (stack.node.root as App).synth().stacks.map(({ template }) => template);
    const types = templates.flatMap((template) => Object.values<any>(template.Resources).map(({ Type }) => Type));
    expect(types).toContain('AWS::CloudFront::Distribution');
    expect(templates).toHaveLength(region === 'us-east-1' ? 1 : preset.name === 'dev' ? 2 : 3);
    expect(types.filter((type) => /^(Custom::|AWS::Lambda::|AWS::CloudFormation::CustomResource)/.test(type))).toEqual([]);
  });
});

describe('R3.2 grants', () => {
  test('grantReadPdfs lists and reads', () => {
    const { statements, stack, platform } = granted({}, (of, role) => of.grantReadPdfs(role));
    const arn = stack.resolve(platform.storage.bucket.bucketArn);
    expect(statements).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [arn, '/*']] } },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn },
    ]);
  });

  test('grantReadWritePdfs writes and deletes too, but no old versions', () => {
    const { statements } = granted({}, (of, role) => of.grantReadWritePdfs(role));
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.sort()).toEqual([
      's3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:ListMultipartUploadParts', 's3:PutObject',
    ]);
  });

  test('with a customer key the grant covers it', () => {
    const { statements, stack, platform } = granted({ customerManagedKey: true }, (of, role) => of.grantReadPdfs(role));
    expect(statements).toContainEqual({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(platform.encryption!.key.keyArn) });
  });

  test('grantDatabaseConnect logs in to the instance as one user', () => {
    const { statements } = granted({ database: { iamAuthentication: true } }, (of, role) => of.grantDatabaseConnect(role, 'reporter'));
    expect(statements).toEqual([
      { Effect: 'Allow', Action: 'rds-db:connect', Resource: { 'Fn::Join': ['', expect.arrayContaining([':rds-db:us-east-1:', '/reporter'])] } },
    ]);
  });

  test.each<[string, Partial<PdfWebPlatformProps>, string]>([
    ['no database', { database: { enabled: false } }, "grantDatabaseConnect needs a database, and 'database.enabled' is off"],
    ['no IAM authentication', {}, "grantDatabaseConnect needs 'database.iamAuthentication' to be on"],
  ])('grantDatabaseConnect needs more than %s', (_name, props, message) => {
    expect(() => granted(props, (of, role) => of.grantDatabaseConnect(role, 'app'))).toThrow(`cdk-pdf-web-platform: ${message}`);
  });

  test('what is granted to the platform is granted to its task role', () => {
    const { platform } = granted({}, () => undefined);
    expect(platform.grantPrincipal).toBe(platform.compute.taskRole.grantPrincipal);
  });
});

describe('R3.1 connections', () => {
  test('are those of the tasks', () => {
    const stack = makeStack();
    const platform = new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean() });
    const cache = new ec2.SecurityGroup(stack, 'Cache', { vpc: platform.network.vpc });
    platform.connections.allowTo(cache, ec2.Port.tcp(6379));
    const [GroupId, SourceSecurityGroupId] = stack.resolve([cache.securityGroupId, platform.compute.securityGroup.securityGroupId]);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 6379, GroupId, SourceSecurityGroupId });
  });
});

describe('R7.2 tags', () => {
  const tags = { project: 'pdf', environment: 'live' };
  const { template, platform } = makePlatform({ tags }, makeStack({ env: { region: 'ap-northeast-1' } }));
  const expected = Match.arrayWith([{ Key: 'environment', Value: 'live' }, { Key: 'project', Value: 'pdf' }]);

  test.each(['AWS::S3::Bucket', 'AWS::ECS::Service', 'AWS::CloudFront::Distribution', 'AWS::EC2::VPC', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::KMS::Key'])('reach every %s', (type) => {
    expect(Object.keys(template.findResources(type))).not.toEqual([]);
    template.allResourcesProperties(type, { Tags: expected });
  });

  test('reach the database', () => {
    template.allResourcesProperties('AWS::RDS::DBInstance', { Tags: expected });
    template.resourceCountIs('AWS::RDS::DBInstance', 2);
  });

  test('reach the us-east-1 support stack and what is in it', () => {
    const support = platform.edge.supportStack!;
    expect(support.tags.tagValues()).toEqual(tags);
    Template.fromStack(support).allResourcesProperties('AWS::WAFv2::WebACL', { Tags: expected });
  });

  test('are none by default', () => {
    expect(onlyResource(makePlatform({ preset: PlatformPreset.prodLean() }).template, 'AWS::CloudFront::Distribution').Properties.Tags).toBeUndefined();
  });

  test('of the app go along', () => {
    const stack = makeStack();
    Tags.of(stack).add('team', 'documents');
    const { Tags: given } = onlyResource(makePlatform({ tags: { project: 'pdf' } }, stack).template, 'AWS::CloudFront::Distribution').Properties;
    expect(given).toEqual([{ Key: 'project', Value: 'pdf' }, { Key: 'team', Value: 'documents' }]);
  });
});

describe('R1.1 more than one platform', () => {
  test('two share a stack', () => {
    const stack = makeStack();
    for (const id of ['One', 'Two']) new PdfWebPlatform(stack, id, { preset: PlatformPreset.prod() });
    const template = Template.fromStack(stack);
    for (const type of ['AWS::CloudFront::Distribution', 'AWS::ECS::Service', 'AWS::WAFv2::WebACL']) template.resourceCountIs(type, 2);
    const names = ['DBInstanceIdentifier', 'LogGroupName'].map((property) =>
      Object.values<any>(template.toJSON().Resources).map(({ Properties }) => JSON.stringify(Properties?.[property])).filter(Boolean));
    for (const given of names) expect(new Set(given).size).toBe(given.length);
    expect(names.map((given) => given.length)).not.toContain(0);
    expect(Object.keys(template.findParameters('*', { Type: 'String', Default: Match.stringLikeRegexp('^public.ecr.aws/') }))).toHaveLength(2);
  });

  test.each(PRESETS)('$name in two Stages with the same ids', (preset) => {
    const app = new App();
    const made = ['Test', 'Live'].map((id) => {
      const stack = new Stack(new Stage(app, id, { env: { region: 'us-east-1' } }), 'Web');
      new PdfWebPlatform(stack, 'Platform', { preset });
      const { template, stackName } = Stage.of(stack)!.synth().stacks[0];
      // Rules between security groups are named after both groups' paths; nothing depends on them.
      const kept = Object.entries<any>(template.Resources).filter(([, { Type }]) => !/SecurityGroup(In|E)gress$/.test(Type));
      return { stackName, ids: kept.map(([logicalId]) => logicalId) };
    });
    expect(made.map(({ stackName }) => stackName)).toEqual(['Test-Web', 'Live-Web']);
    expect(made[0].ids).toEqual(made[1].ids);
  });
});

describe('R1.1 a stack whose region is known at deployment', () => {
  const anywhere = () => new Stack(new App(), 'Anywhere');

  test('can be dev', () => {
    const { template } = makePlatform({ preset: PlatformPreset.dev() }, anywhere());
    expect(Object.keys(template.findMappings('*'))).toEqual(expect.arrayContaining([expect.stringMatching(/CloudFrontPrefixLists/)]));
  });

  test('can be prodLean without access logs', () => {
    const { template } = makePlatform({ preset: PlatformPreset.prodLean(), storage: { accessLogs: false } }, anywhere());
    template.resourceCountIs('AWS::CloudFront::VpcOrigin', 1);
  });

  test('cannot be prod, whose firewall is in us-east-1', () => {
    expect(() => makePlatform({ storage: { accessLogs: false } }, anywhere())).toThrow(
      "cdk-pdf-web-platform: the stack's region is unknown, and CloudFront's certificate and web ACL must be in us-east-1: give the stack 'env.region'",
    );
  });
});

describe('R1.1 every room is a public member', () => {
  test.each(PRESETS)('of $name', (preset) => {
    const { platform } = makePlatform({ preset });
    expect(platform.node.children.map(({ node }) => node.id)).toEqual(expect.arrayContaining(['Network', 'Storage', 'Database', 'Compute', 'Ingress', 'Edge']));
    expect(platform.preset).toBe(preset);
    expect(platform.url).toBe(platform.edge.url);
    expect(platform.url).toMatch(/^https:\/\/[^/]+$/);
    expect(platform.encryption !== undefined).toBe(preset.name === 'prod');
    expect(platform.settings.dataProtection).toBe(preset.settings.dataProtection);
  });
});
