import { App, Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Blackout, PdfWebPlatform, type PdfWebPlatformProps, PlatformImage, PlatformPreset, RecoveryRegion } from '../src';
import { givenNames } from './helpers/given-names';
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

/** With everything that is named by hand. */
const BACKUP = { plan: true, restoreTesting: true, environmentHistory: true, configurationBucket: true };
const everything = (preset = PlatformPreset.prod()): PdfWebPlatformProps => ({
  preset,
  backup: { ...BACKUP, recoveryRegion: RecoveryRegion.of('us-west-2') },
  operations: { runbooks: true, patching: { redeploy: true, blackouts: [Blackout.yearly('12-20', '01-07')] } },
});
const twice = (names: string[]) => names.filter((name, index) => names.indexOf(name) !== index);

describe('R8.1 two platforms of one stack, each with backups, runbooks, drills, patches and a recovery region', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
  const platforms = ['One', 'Two'].map((id) => new PdfWebPlatform(stack, id, everything()));
  const templates = app.synth().stacks.map(({ template }) => template);

  test('have names of their own', () => {
    const names = templates.flatMap(givenNames);
    expect(names.length).toBeGreaterThan(30);
    expect(twice(names)).toEqual([]);
  });

  test('have recovery regions of their own', () => {
    expect(platforms.map(({ backup }) => backup.supportStack!.stackName)).toEqual(['One', 'Two'].map((id) => `Stack-us-east-1-${id}-Recovery-us-west-2`));
  });

  test('let drills write into their own log groups only', () => {
    const policies = Object.values<any>(Template.fromStack(stack).findResources('AWS::Logs::ResourcePolicy'))
      .map(({ Properties }) => JSON.stringify(Properties.PolicyDocument));
    for (const [index, { operations }] of platforms.entries()) {
      const group = stack.resolve(operations.drills!.logGroup.logGroupName).Ref;
      expect(policies.filter((policy) => policy.includes(group))).toHaveLength(1);
      expect(policies[index]).toContain(group);
    }
  });

  test('have runbooks that can do nothing to the other one', () => {
    const [one, two] = platforms.map(({ operations }) => operations.runbooks!.all.map(({ role }) => stack.resolve(role.roleName).Ref));
    const foreign = (roles: string[], id: string) => Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) => Properties.Roles.some(({ Ref }: any) => roles.includes(Ref)))
      .filter(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes(`"${id}`));
    expect([foreign(one, 'Two'), foreign(two, 'One')]).toEqual([[], []]);
    expect(foreign(one, 'One').length).toBeGreaterThan(5);
  });

  test('of dev, too', () => {
    const shared = new Stack(new App(), 'Stack', { env: { region: 'us-east-1' } });
    for (const id of ['One', 'Two']) new PdfWebPlatform(shared, id, everything(PlatformPreset.dev()));
    const names = givenNames(Template.fromStack(shared).toJSON());
    expect(names.some((name) => name.startsWith('AWS::SSM::PatchBaseline '))).toBe(true);
    expect(twice(names)).toEqual([]);
  });
});

describe('R8.1 a platform in a Stage', () => {
  test('has names of that stage, and its recovery region beside it', () => {
    const app = new App();
    const names = ['Test', 'Live'].flatMap((id) => {
      const stage = new Stage(app, id, { env: { region: 'us-east-1' } });
      new PdfWebPlatform(new Stack(stage, 'Web'), 'Platform', everything());
      const { stacks } = stage.synth();
      expect(stacks.map(({ stackName }) => stackName)).toEqual([`${id}-Web-us-east-1-Platform-Recovery-us-west-2`, `${id}-Web`]);
      const given = stacks.flatMap(({ template }) => givenNames(template));
      expect(given).toContain(`AWS::SSM::Document ${id}-Web-Platform-RestoreDatabase`);
      return given;
    });
    expect(twice(names)).toEqual([]);
  });
});

describe('R8.1 platforms in nested stacks', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
  const nested = ['One', 'Two'].map((id) => new NestedStack(stack, id));
  const platforms = nested.map((each) => new PdfWebPlatform(each, 'Platform', { ...everything(), image: PlatformImage.fromRegistry('nginx') }));
  app.synth();
  const templates = nested.map((each) => Template.fromStack(each).toJSON());

  test('have names that are known, since a person starts runbooks by them', () => {
    expect(platforms[0].operations.runbooks!.all.map(({ documentName }) => documentName)).toContain('Stack-One-Platform-RollBackService');
    const names = templates.flatMap(givenNames);
    expect(names.length).toBeGreaterThan(25);
    expect(twice(names)).toEqual([]);
  });

  test('have a recovery region beside the outermost stack', () => {
    const names = platforms.map(({ backup }) => backup.supportStack!.stackName);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^Stack-(One|Two)-[0-9A-F]{8}-us-east-1-Platform-Recovery-us-west-2$/i);
    expect(stack.dependencies.map(({ stackName }) => stackName).sort()).toEqual(names.sort());
  });
});

describe('R8.1 a stack whose region is known at deployment', () => {
  const anywhere = () => new Stack(new App(), 'Anywhere');
  const made = (preset: PlatformPreset, more: Partial<PdfWebPlatformProps> = {}) => {
    const stack = anywhere();
    new PdfWebPlatform(stack, 'Platform', { ...everything(preset), backup: BACKUP, ...more });
    return Template.fromStack(stack);
  };

  test('has backups, runbooks and patches on one instance, by the clock of UTC', () => {
    const template = made(PlatformPreset.dev());
    template.hasResourceProperties('AWS::SSM::MaintenanceWindow', { ScheduleTimezone: 'UTC' });
    const [calendar] = Object.values<any>(template.findResources('AWS::SSM::Document', { Properties: { DocumentType: 'ChangeCalendar' } }));
    expect(calendar.Properties.Content).toContain('DTSTART:20261220T000000Z');
    template.resourceCountIs('AWS::Backup::BackupPlan', 1);
  });

  test.each<[string, PlatformPreset, Partial<PdfWebPlatformProps>]>([
    ['prodLean', PlatformPreset.prodLean(), { storage: { accessLogs: false } }],
    ['prod', PlatformPreset.prod(), { storage: { accessLogs: false }, edge: { waf: false } }],
  ])('has them on Fargate in %s', (_name, preset, props) => {
    const template = made(preset, props);
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpressionTimezone: 'UTC' });
    for (const type of ['AWS::Backup::BackupPlan', 'AWS::Backup::RestoreTestingPlan', 'AWS::SSM::Parameter']) template.resourceCountIs(type, 1);
    template.resourceCountIs('AWS::FIS::ExperimentTemplate', preset.name === 'prod' ? 3 : 0);
  });

  test('has no recovery region, and says why', () => {
    expect(() => new PdfWebPlatform(anywhere(), 'Platform', everything(PlatformPreset.dev()))).toThrow(
      "cdk-pdf-web-platform: the stack's region is unknown, and 'backup.recoveryRegion' must be another one: give the stack 'env.region'",
    );
  });
});
