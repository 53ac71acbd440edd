import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { PdfWebPlatform, type PdfWebPlatformProps, PlatformPreset } from '../src';
import './helpers/platform';

/** A platform in one stack that uses what another stack of the same app makes, as teams with a stack of shared things have it. */
function beside(make: (shared: Stack) => Partial<PdfWebPlatformProps>, preset = PlatformPreset.prod()) {
  const app = new App();
  const env = { region: 'us-east-1' };
  const shared = new Stack(app, 'Shared', { env });
  const props = make(shared);
  const stack = new Stack(app, 'Stack', { env });
  const platform = new PdfWebPlatform(stack, 'Platform', { preset, ...props });
  return { app, shared, stack, platform };
}

const statementsOf = (stack: Stack): any[] =>
  Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

describe('R1.1 what another stack of the app makes can be brought, and the stacks do not wait for each other', () => {
  test.each([PlatformPreset.dev(), PlatformPreset.prodLean(), PlatformPreset.prod()])('a key, for $name', (preset) => {
    const { shared, stack } = beside((of) => ({ encryptionKey: new kms.Key(of, 'Key') }), preset);
    const decrypts = statementsOf(stack).filter(({ Action }) => [Action].flat().includes('kms:Decrypt'));
    expect(decrypts).not.toEqual([]);
    for (const { Resource } of decrypts) expect(Resource['Fn::ImportValue']).toMatch(/^Shared:ExportsOutput.*Key/);
    const [{ Properties: { KeyPolicy } }] = Object.values<any>(Template.fromStack(shared).findResources('AWS::KMS::Key'));
    expect(KeyPolicy.Statement.map(({ Sid }: any) => Sid)).toContain('CloudWatchLogs');
    expect(JSON.stringify(KeyPolicy)).not.toContain('ImportValue');
  });

  test('a database with its secret and the secret\'s key: rules and grants are on the platform\'s side', () => {
    const { shared, stack, platform } = beside((of) => {
      const vpc = new ec2.Vpc(of, 'Vpc');
      const instance = new rds.DatabaseInstance(of, 'Database', {
        vpc,
        engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.of('8.4', '8.4') }),
        credentials: rds.Credentials.fromGeneratedSecret('admin', { encryptionKey: new kms.Key(of, 'Key') }),
      });
      return { network: { vpc }, database: { existing: { instance, secret: instance.secret } } };
    });
    Template.fromStack(shared).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    const tasks = stack.resolve(platform.compute.securityGroup.securityGroupId);
    const [rule] = Object.values<any>(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress')).filter(({ Properties: { GroupId } }) => GroupId['Fn::ImportValue']);
    expect(rule.Properties).toMatchObject({ SourceSecurityGroupId: tasks, GroupId: { 'Fn::ImportValue': expect.stringMatching(/^Shared:.*SecurityGroup/) } });
    const reads = statementsOf(stack).filter(({ Action }) => [Action].flat().includes('secretsmanager:GetSecretValue'));
    expect(JSON.stringify(reads)).toContain('Shared:ExportsOutputRefDatabaseSecretAttachment');
    const decrypts = statementsOf(stack).filter(({ Action, Resource }) => Action === 'kms:Decrypt' && JSON.stringify(Resource).includes('Shared:'));
    expect(decrypts).toHaveLength(2); // the task and who starts it
    for (const { Condition } of decrypts) expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' } });
  });

  test('an alias is no key: it would be granted to nobody', () => {
    expect(() => beside((of) => ({ encryptionKey: kms.Alias.fromAliasName(of, 'Alias', 'alias/ours') }))).toThrow(
      /^cdk-pdf-web-platform: 'encryptionKey' must be a key by its ARN \('kms.Key.fromKeyArn'\), not an alias, got /,
    );
  });
});

test("R7.2 tags with AWS's own prefix are refused", () => {
  expect(() => beside(() => ({ tags: { 'team': 'documents', 'aws:owner': 'us' } }))).toThrow(
    "cdk-pdf-web-platform: 'tags' must be without keys that begin with 'aws:', which AWS keeps for itself, got 'aws:owner'",
  );
});

describe('R3.2 with a key that was imported, whose policy is out of reach', () => {
  const arn = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';

  test.each([PlatformPreset.dev(), PlatformPreset.prodLean(), PlatformPreset.prod()])('who starts the tasks of $name may decrypt the secrets that they are started with', (preset) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
    const platform = new PdfWebPlatform(stack, 'Platform', { preset, encryptionKey: kms.Key.fromKeyArn(stack, 'Key', arn) });
    const role = stack.resolve(platform.compute.taskDefinition.executionRole!.roleName);
    const policies = Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy', { Properties: { Roles: [role] } }));
    const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements).toContainEqual({
      Effect: 'Allow', Action: 'kms:Decrypt', Resource: arn, Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' } },
    });
  });
});

describe('R3.2 a password that RDS manages, with a customer key', () => {
  test.each(['made', 'imported'])('%s: who starts the tasks, and the tasks, may decrypt it', (kind) => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1' } });
    const encryptionKey = kind === 'made' ? undefined : kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/1');
    const database = { managedPassword: true, readReplica: false };
    const platform = new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prod(), encryptionKey, database });
    const template = Template.fromStack(stack);
    const viaSecrets = { StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' } };
    const roles = [platform.compute.taskDefinition.executionRole!, platform.compute.taskRole].map((role) => stack.resolve(role.roleArn));
    if (kind === 'imported') {
      const decrypts = statementsOf(stack).filter(({ Action, Condition }) => Action === 'kms:Decrypt' && JSON.stringify(Condition) === JSON.stringify(viaSecrets));
      expect(decrypts).toHaveLength(roles.length);
    } else {
      const [{ Properties }] = Object.values<any>(template.findResources('AWS::KMS::Key'));
      for (const AWS of roles) {
        expect(Properties.KeyPolicy.Statement).toContainEqual({ Action: 'kms:Decrypt', Condition: viaSecrets, Effect: 'Allow', Principal: { AWS }, Resource: '*' });
      }
    }
  });
});

test('R3.2 a key of another region is refused', () => {
  expect(() => beside((of) => ({ encryptionKey: kms.Key.fromKeyArn(of, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/1') }))).toThrow(
    "cdk-pdf-web-platform: 'encryptionKey' must be in the stack's region, us-east-1, got 'a key in eu-west-1'",
  );
});

test('R3.1 an existing database without security groups is refused: nobody could be let in', () => {
  const instance = (of: Stack) => rds.DatabaseInstance.fromDatabaseInstanceAttributes(of, 'Theirs', {
    instanceIdentifier: 'theirs', instanceEndpointAddress: 'theirs.example.com', port: 3306, securityGroups: [],
  });
  expect(() => beside((of) => ({ database: { existing: { instance: instance(of) } } }))).toThrow(
    "cdk-pdf-web-platform: 'database.existing.instance' needs its 'securityGroups', which the tasks are let into",
  );
});

describe('R7.2 tags that AWS does not take', () => {
  test.each<[string, Record<string, string>, string]>([
    ['too long a key', { ['k'.repeat(129)]: 'v' }, `'tags' must be keys of 1 to 128 characters, got '${'k'.repeat(129)}'`],
    ['too long a value', { team: 'v'.repeat(257) }, `'tags team' must be at most 256 characters long, got '${'v'.repeat(257)}'`],
    ['too many', Object.fromEntries([...Array(46).keys()].map((n) => [`tag${n}`, 'v'])), "'tags' must be at most 45, got '46 tags'"],
  ])('%s', (_, tags, message) => {
    expect(() => beside(() => ({ tags }))).toThrow(`cdk-pdf-web-platform: ${message}`);
  });
});

test('a VPC that is still to be looked up does not stand in the way of rotation', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
  const vpc = ec2.Vpc.fromLookup(stack, 'Vpc', { vpcName: 'ours' });
  expect(() => new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prod(), network: { vpc }, database: { rotateSecretEvery: Duration.days(7) } })).not.toThrow();
});
