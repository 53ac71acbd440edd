import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { instanceProps, makeDatabase } from './database';
import { PdfWebPlatform, PlatformPreset } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

const connectStatements = (template: Template) =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => Action === 'rds-db:connect');

describe('R3.2 database.iamAuthentication', () => {
  test('is off by default', () => {
    expect(instanceProps().EnableIAMDatabaseAuthentication).toBe(false);
    expect(instanceProps({ iamAuthentication: true }).EnableIAMDatabaseAuthentication).toBe(true);
  });

  test.each(['dev', 'prodLean', 'prod'] as const)('preset %s grants nobody to connect', (name) => {
    expect(connectStatements(makePlatform({ preset: PlatformPreset[name]() }).template)).toEqual([]);
  });

  test('grantConnect names instance and replica, and one database user', () => {
    const { stack, database } = makeDatabase(
      { iamAuthentication: true, readReplica: true },
      makeStack({}, { '@aws-cdk/aws-rds:setCorrectValueForDatabaseInstanceReadReplicaInstanceResourceId': true }),
    );
    const role = new iam.Role(stack, 'Worker', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    database.grantConnect(role, 'reporting');
    const statements = connectStatements(Template.fromStack(stack));
    const resources = statements.flatMap(({ Resource }) => Resource).map((resource) => JSON.stringify(resource));
    expect(resources).toHaveLength(2);
    for (const resource of resources) expect(resource).toMatch(/DbiResourceId.*\/reporting"/);
    expect(resources.filter((resource) => resource.includes('ReadReplica'))).toHaveLength(1);
  });

  test('grantConnect without a user is an error', () => {
    const { stack, database } = makeDatabase({ iamAuthentication: true });
    const role = new iam.Role(stack, 'Worker', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    expect(() => database.grantConnect(role, '')).toThrow('cdk-pdf-web-platform: grantConnect needs the name of a database user');
  });
});

describe('R1.1 PdfWebPlatform.grantDatabaseConnect', () => {
  const make = (database: NonNullable<PdfWebPlatform['settings']['database']>, stack = makeStack()) => ({
    stack, platform: new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean(), database }),
  });

  test('lets the tasks log in as a database user', () => {
    const { stack, platform } = make({ iamAuthentication: true });
    platform.grantDatabaseConnect(platform, 'app');
    const template = Template.fromStack(stack);
    const statements = connectStatements(template);
    expect(statements).toHaveLength(1);
    expect(JSON.stringify(statements[0].Resource)).toMatch(/DbiResourceId.*\/app"/);
  });

  test('is an error while IAM authentication is off', () => {
    const { platform } = make({});
    expect(() => platform.grantDatabaseConnect(platform, 'app')).toThrow(
      "cdk-pdf-web-platform: grantDatabaseConnect needs 'database.iamAuthentication' to be on",
    );
  });

  test('is an error without a database', () => {
    const { platform } = make({ enabled: false });
    expect(() => platform.grantDatabaseConnect(platform, 'app')).toThrow(
      "cdk-pdf-web-platform: grantDatabaseConnect needs a database, and 'database.enabled' is off",
    );
  });

  test('works on an existing database, whose settings are its owner\'s', () => {
    const stack = makeStack();
    const instance = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Theirs', {
      instanceIdentifier: 'theirs',
      instanceEndpointAddress: 'theirs.example.com',
      port: 3306,
      instanceResourceId: 'db-ABC',
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'TheirGroup', 'sg-1')],
    });
    const { platform } = make({ existing: { instance } }, stack);
    platform.grantDatabaseConnect(platform, 'app');
    const [{ Resource }] = connectStatements(Template.fromStack(stack));
    expect(JSON.stringify(Resource)).toContain(':dbuser:db-ABC/app');
  });
});
