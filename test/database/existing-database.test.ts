import { Duration, Size } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { makeDatabase, makeVpc } from './database';
import { type DatabaseOptions, type ExistingDatabase, PlatformDatabase, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

function imported(stack: Stack, name: string, groupId: string): rds.IDatabaseInstance {
  return rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, name, {
    instanceIdentifier: name.toLowerCase(),
    instanceEndpointAddress: `${name.toLowerCase()}.example.com`,
    port: 3307,
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, `${name}Group`, groupId)],
  });
}

const variables = (template: Parameters<typeof onlyResource>[0]) => {
  const [container] = onlyResource(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions;
  const environment = Object.fromEntries(container.Environment.map(({ Name, Value }: any) => [Name, Value]));
  return { environment, secrets: (container.Secrets ?? []).map(({ Name }: any) => Name) };
};

/** What belongs to a database of the platform's own. */
const DATABASE_PARTS = ['DBInstance', 'DBSubnetGroup', 'DBParameterGroup'];

describe('R1.1 database.existing', () => {
  const stack = makeStack();
  const existing: ExistingDatabase = {
    instance: imported(stack, 'Theirs', 'sg-1'),
    readReplica: imported(stack, 'Copy', 'sg-2'),
    secret: secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'their-secret'),
  };
  const { platform, template } = makePlatform({ preset: PlatformPreset.prod(), database: { existing, databaseName: 'theirs' } }, stack);

  test('is used as it is: nothing of a database is made, and the preset\'s choices for one do not clash', () => {
    for (const part of DATABASE_PARTS) template.resourceCountIs(`AWS::RDS::${part}`, 0);
    template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
    expect(platform.database!.instance).toBe(existing.instance);
    expect(platform.database!.readReplica).toBe(existing.readReplica);
    expect(platform.database!.secret).toBe(existing.secret);
    expect(platform.database!.securityGroup).toBeUndefined();
    expect(platform.database!.logGroups).toEqual([]);
  });

  test('the container learns where it is and how to log in', () => {
    const { environment, secrets } = variables(template);
    expect(environment).toMatchObject({
      DB_HOST: 'theirs.example.com', DB_READER_HOST: 'copy.example.com', DB_PORT: '3307', DB_NAME: 'theirs', DB_SSL_MODE: 'REQUIRED',
    });
    expect(secrets).toEqual(expect.arrayContaining(['DB_USER', 'DB_PASSWORD']));
  });

  test('R3.1 the tasks are let in to both, on their port', () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'))
      .map(({ Properties }) => Properties)
      .filter(({ GroupId }) => ['sg-1', 'sg-2'].includes(GroupId));
    expect(rules.map(({ GroupId }) => GroupId).sort()).toEqual(['sg-1', 'sg-2']);
    const tasks = stack.resolve(platform.compute.securityGroup.securityGroupId);
    for (const rule of rules) expect(rule).toMatchObject({ SourceSecurityGroupId: tasks, FromPort: 3307, ToPort: 3307 });
  });

  test('the tasks may read its secret', () => {
    const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const readers = statements.filter(({ Resource }) => JSON.stringify(Resource).includes('their-secret'));
    expect(readers.map(({ Action }) => Action)).toContainEqual(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret']);
  });
});

describe('an existing database by itself', () => {
  const stack = makeStack();
  const vpc = makeVpc(stack);
  const instance = imported(stack, 'Theirs', 'sg-1');

  test('without a replica reads go to it, without a secret there are no credentials', () => {
    const database = new PlatformDatabase(stack, 'Plain', { vpc, existing: { instance } });
    expect(database.readerHost).toBe('theirs.example.com');
    expect(database.secret).toBeUndefined();
    expect(database.databaseName).toBe('app');
    const other = makeStack();
    const { template } = makePlatform({ database: { existing: { instance: imported(other, 'Mine', 'sg-1') } } }, other);
    expect(variables(template).secrets).not.toContain('DB_PASSWORD');
    expect(variables(template).environment).not.toHaveProperty('DB_SECRET_ARN');
  });

  test('a security group that instance and replica share gets one rule, also when it was imported twice', () => {
    for (const [id, readReplica] of [['Same', instance], ['Twice', imported(stack, 'Again', 'sg-1')]] as const) {
      const database = new PlatformDatabase(stack, id, { vpc, existing: { instance, readReplica } });
      expect(database.connections.securityGroups).toHaveLength(1);
    }
  });

  test('a replica on another port is refused: the container is told one', () => {
    const readReplica = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Elsewhere', {
      instanceIdentifier: 'elsewhere', instanceEndpointAddress: 'elsewhere.example.com', port: 3308, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'ElsewhereGroup', 'sg-9')],
    });
    expect(() => new PlatformDatabase(stack, 'Ports', { vpc, existing: { instance, readReplica } })).toThrow(
      "cdk-pdf-web-platform: 'database.existing.readReplica' must be on the instance's port, which is 3307, got 'port 3308'",
    );
  });

  test('grantConnect needs its resource id', () => {
    const database = new PlatformDatabase(stack, 'NoResourceId', { vpc, existing: { instance } });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    expect(() => database.grantConnect(role, 'app')).toThrow(
      "cdk-pdf-web-platform: grantConnect needs the 'instanceResourceId' that 'database.existing' was imported with",
    );
  });
});

describe('database.existing excludes what shapes one', () => {
  const refused: DatabaseOptions[] = [
    { engineVersion: rds.MysqlEngineVersion.of('8.4', '8.4') },
    { instanceType: new ec2.InstanceType('t3.micro') },
    { allocatedStorage: Size.gibibytes(20) },
    { maxAllocatedStorage: Size.gibibytes(100) },
    { multiAz: false },
    { readReplica: false },
    { backupRetention: Duration.days(7) },
    { backupWindow: '01:00-02:00' },
    { maintenanceWindow: 'sun:03:00-sun:04:00' },
    { autoMinorVersionUpgrade: true },
    { deletionProtection: true },
    { managedPassword: false },
    { rotateSecretEvery: Duration.days(30) },
    { logExports: [] },
    { logRetention: RetentionDays.ONE_DAY },
    { performanceInsights: false },
    { monitoringInterval: Duration.seconds(60) },
    { snapshotIdentifier: 'snapshot' },
    { parameters: {} },
    { iamAuthentication: true },
  ];

  test.each(refused.map((options) => [Object.keys(options)[0], options] as const))('%s', (prop, options) => {
    const stack = makeStack();
    expect(() => makeDatabase({ existing: { instance: imported(stack, 'Theirs', 'sg-1') }, ...options }, stack)).toThrow(
      `cdk-pdf-web-platform: 'database.${prop}' cannot be combined with 'database.existing'`,
    );
  });
});

describe('database.enabled: false', () => {
  const { platform, template } = makePlatform({ preset: PlatformPreset.prod(), database: { enabled: false } });

  test('the platform has no database and asks for none', () => {
    for (const part of DATABASE_PARTS) template.resourceCountIs(`AWS::RDS::${part}`, 0);
    expect(platform.database).toBeUndefined();
    expect(Object.keys(variables(template).environment).filter((name) => name.startsWith('DB_'))).toEqual([]);
    expect(variables(template).secrets.filter((name: string) => name.startsWith('DB_'))).toEqual([]);
  });

  test.each([{ databaseName: 'app' }, { iamAuthentication: true }, { multiAz: true }])('excludes %p', (options) => {
    expect(() => makePlatform({ database: { enabled: false, ...options } })).toThrow(
      `cdk-pdf-web-platform: 'database.${Object.keys(options)[0]}' cannot be combined with 'database.enabled' false`,
    );
  });

  test('is on by default', () => {
    expect(makePlatform({ preset: PlatformPreset.dev() }).platform.database).toBeDefined();
  });
});
