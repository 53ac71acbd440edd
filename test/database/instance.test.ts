import { Duration, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { instanceIn, instanceProps, makeDatabase } from './database';
import { PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

describe('R1.2 RDS MySQL', () => {
  test('is MySQL 8.4 by default, whose minor version RDS picks, and never falls into Extended Support', () => {
    expect(instanceProps()).toMatchObject({
      Engine: 'mysql', EngineVersion: '8.4', EngineLifecycleSupport: 'open-source-rds-extended-support-disabled', Port: '3306',
    });
  });

  test('engineVersion: a newer one can be chosen; the parameter group follows', () => {
    const { template } = makeDatabase({ engineVersion: rds.MysqlEngineVersion.of('9.1.0', '9.1') });
    expect(instanceIn(template).Properties.EngineVersion).toBe('9.1.0');
    expect(onlyResource(template, 'AWS::RDS::DBParameterGroup').Properties.Family).toBe('mysql9.1');
  });

  test('instanceType: t4g.small by default', () => {
    expect(instanceProps().DBInstanceClass).toBe('db.t4g.small');
    expect(instanceProps({ instanceType: new ec2.InstanceType('m7g.large') }).DBInstanceClass).toBe('db.m7g.large');
  });

  test.each([['dev', 'db.t3.micro'], ['prodLean', 'db.t4g.micro'], ['prod', 'db.t3.small']] as const)('R2 preset %s: %s', (name, type) => {
    expect(instanceIn(makePlatform({ preset: PlatformPreset[name]() }).template).Properties.DBInstanceClass).toBe(type);
  });

  test('databaseName: app by default; the container is told', () => {
    expect(instanceProps().DBName).toBe('app');
    const { template, platform } = makePlatform({ database: { databaseName: 'pdf_web' } });
    expect(instanceIn(template).Properties.DBName).toBe('pdf_web');
    expect(platform.database!.databaseName).toBe('pdf_web');
    const [container] = onlyResource(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions;
    expect(container.Environment).toContainEqual({ Name: 'DB_NAME', Value: 'pdf_web' });
  });
});

describe('storage of the database', () => {
  test('is gp3, 20 GiB at the start, and grows by itself to 100 GiB', () => {
    expect(instanceProps()).toMatchObject({ StorageType: 'gp3', AllocatedStorage: '20', MaxAllocatedStorage: 100 });
  });

  test('allocatedStorage and maxAllocatedStorage', () => {
    expect(instanceProps({ allocatedStorage: Size.gibibytes(40), maxAllocatedStorage: Size.gibibytes(60) })).toMatchObject({
      AllocatedStorage: '40', MaxAllocatedStorage: 60,
    });
  });

  test('can double, where more than 50 GiB are there from the start', () => {
    expect(instanceProps({ allocatedStorage: Size.gibibytes(200) })).toMatchObject({ AllocatedStorage: '200', MaxAllocatedStorage: 400 });
  });

  test.each([['dev', 30], ['prodLean', 100], ['prod', 100]] as const)('preset %s grows to %d GiB', (name, most) => {
    expect(instanceIn(makePlatform({ preset: PlatformPreset[name]() }).template).Properties.MaxAllocatedStorage).toBe(most);
  });
});

describe('R3.2 encryption at rest', () => {
  test('always, with AWS\'s key by default', () => {
    const properties = instanceProps();
    expect(properties.StorageEncrypted).toBe(true);
    expect(properties).not.toHaveProperty('KmsKeyId');
  });

  test('with the key, where there is one: storage, secret and exported logs', () => {
    const stack = makeStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const arn = stack.resolve(encryptionKey.keyArn);
    const { template } = makeDatabase({ encryptionKey }, stack);
    expect(instanceIn(template).Properties).toMatchObject({ StorageEncrypted: true, KmsKeyId: arn });
    expect(onlyResource(template, 'AWS::SecretsManager::Secret').Properties.KmsKeyId).toEqual(arn);
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: arn });
  });
});

describe('R3.2 TLS', () => {
  const parameters = (props: Parameters<typeof instanceProps>[0]) =>
    onlyResource(makeDatabase(props).template, 'AWS::RDS::DBParameterGroup').Properties.Parameters;

  test('require_secure_transport is on, and the slow log is written to a file, which RDS exports', () => {
    expect(parameters({})).toEqual({
      require_secure_transport: '1', slow_query_log: '1', long_query_time: '1', innodb_print_all_deadlocks: '1', log_error_verbosity: '3', log_output: 'FILE',
    });
  });

  test('parameters: further ones, which win over the defaults, but never over TLS', () => {
    expect(parameters({ parameters: { max_connections: '80', long_query_time: '5' } })).toEqual({
      require_secure_transport: '1',
      slow_query_log: '1',
      long_query_time: '5',
      innodb_print_all_deadlocks: '1',
      log_error_verbosity: '3',
      log_output: 'FILE',
      max_connections: '80',
    });
  });

  test('the instance uses that parameter group, of the right family, and a certificate of today\'s authority', () => {
    const { template } = makeDatabase();
    const [group] = Object.keys(template.findResources('AWS::RDS::DBParameterGroup'));
    expect(onlyResource(template, 'AWS::RDS::DBParameterGroup').Properties.Family).toBe('mysql8.4');
    expect(instanceIn(template).Properties).toMatchObject({ DBParameterGroupName: { Ref: group }, CACertificateIdentifier: 'rds-ca-rsa2048-g1' });
  });

  test('the container is told to use TLS', () => {
    const [container] = onlyResource(makePlatform().template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions;
    expect(container.Environment).toContainEqual({ Name: 'DB_SSL_MODE', Value: 'REQUIRED' });
  });
});

describe('monitoring', () => {
  test('neither enhanced monitoring nor Performance Insights by default', () => {
    const { template } = makeDatabase();
    for (const prop of ['MonitoringInterval', 'MonitoringRoleArn', 'EnablePerformanceInsights']) {
      expect(instanceIn(template).Properties).not.toHaveProperty(prop);
    }
    template.resourceCountIs('AWS::IAM::Role', 0);
  });

  test.each([1, 5, 10, 15, 30, 60])('R5.1 monitoringInterval: %d s, with a role that only RDS monitoring takes', (seconds) => {
    const { template } = makeDatabase({ monitoringInterval: Duration.seconds(seconds) });
    const [role] = Object.keys(template.findResources('AWS::IAM::Role'));
    expect(instanceIn(template).Properties).toMatchObject({ MonitoringInterval: seconds, MonitoringRoleArn: { 'Fn::GetAtt': [role, 'Arn'] } });
    expect(onlyResource(template, 'AWS::IAM::Role').Properties).toEqual({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'monitoring.rds.amazonaws.com' } }],
      },
      ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole']] }],
    });
  });

  test('performanceInsights, for the 7 free days, encrypted with the key where there is one', () => {
    const stack = makeStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const properties = instanceProps({ performanceInsights: true, instanceType: new ec2.InstanceType('t4g.medium'), encryptionKey }, stack);
    expect(properties).toMatchObject({
      EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: 7, PerformanceInsightsKMSKeyId: stack.resolve(encryptionKey.keyArn),
    });
  });

  test.each([['dev', undefined], ['prodLean', undefined], ['prod', 60]] as const)('preset %s: interval %p', (name, seconds) => {
    expect(instanceIn(makePlatform({ preset: PlatformPreset[name]() }).template).Properties.MonitoringInterval).toBe(seconds);
  });
});

describe('R10.2 patches', () => {
  test('minor versions are installed in the maintenance window, unless autoMinorVersionUpgrade is off', () => {
    expect(instanceProps().AutoMinorVersionUpgrade).toBe(true);
    expect(instanceProps({ autoMinorVersionUpgrade: false }).AutoMinorVersionUpgrade).toBe(false);
  });
});

test('undefined, as other jsii languages send what is not given, means the default', () => {
  const given: Parameters<typeof makeDatabase>[0] = {
    enabled: undefined,
    existing: undefined,
    engineVersion: undefined,
    instanceType: undefined,
    databaseName: undefined,
    allocatedStorage: undefined,
    maxAllocatedStorage: undefined,
    multiAz: undefined,
    readReplica: undefined,
    backupRetention: undefined,
    backupWindow: undefined,
    maintenanceWindow: undefined,
    autoMinorVersionUpgrade: undefined,
    deletionProtection: undefined,
    managedPassword: undefined,
    rotateSecretEvery: undefined,
    iamAuthentication: undefined,
    logExports: undefined,
    logRetention: undefined,
    performanceInsights: undefined,
    monitoringInterval: undefined,
    snapshotIdentifier: undefined,
    parameters: undefined,
    databaseSubnets: undefined,
    rotationSubnets: undefined,
    canRotate: undefined,
    dataProtection: undefined,
    accountPlan: undefined,
  };
  expect(makeDatabase(given).template.toJSON()).toEqual(makeDatabase().template.toJSON());
});
