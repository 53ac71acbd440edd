import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledgeInstance, acknowledgeReplica, acknowledgeSource } from './acknowledged';
import { checkDatabase, monitoringInterval, storageLimits } from './database-checks';
import { DatabaseLogs } from './database-logs';
import { makeSecret, rotate } from './database-secret';
import { instanceIdentifier } from './instance-identifier';
import { DEFAULT_LOG_EXPORTS, MYSQL_PORT, mysqlEngine } from './mysql';
import type { PlatformDatabaseProps } from './platform-database';
import { windowsFor } from './windows';
import { checkSubnets } from '../network/subnets';
import { AccountPlan } from '../settings/account-plan';
import { acknowledgeManagedPolicy } from '../settings/acknowledge';
import { conflict } from '../settings/checks';
import { removalFor } from '../settings/removal';

/** The database of the platform's own: one instance, what it needs, and its replica. */
export class MadeDatabase extends Construct {
  public readonly instance: rds.DatabaseInstance | rds.DatabaseInstanceFromSnapshot;
  public readonly readReplica?: rds.DatabaseInstanceReadReplica;
  public readonly secret: secretsmanager.ISecret;
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly subnetGroup: rds.SubnetGroup;
  public readonly parameterGroup: rds.ParameterGroup;
  public readonly monitoringRole?: iam.Role;
  public readonly logGroups: logs.LogGroup[] = [];
  public readonly rotation?: secretsmanager.HostedRotation;

  constructor(scope: Construct, id: string, private readonly props: PlatformDatabaseProps) {
    super(scope, id);
    const instanceType = props.instanceType ?? ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.SMALL);
    checkDatabase(props, props.accountPlan ?? AccountPlan.PAID, instanceType);
    const identifier = instanceIdentifier(this, props.snapshotIdentifier);

    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'The database: only the tasks come in, nothing goes out',
      allowAllOutbound: false,
    });
    this.subnetGroup = new rds.SubnetGroup(this, 'SubnetGroup', {
      vpc: props.vpc,
      vpcSubnets: this.subnets(),
      description: 'Where the database may run',
    });
    this.parameterGroup = this.makeParameterGroup();
    if (monitoringInterval(props)) this.monitoringRole = this.makeMonitoringRole();
    const common = { ...this.commonProps(), instanceType };
    const ownSecret = props.managedPassword ? undefined : makeSecret(this, props);
    this.instance = this.makeInstance(identifier, common, ownSecret);
    this.secret = ownSecret || !props.encryptionKey ? this.instance.secret! : this.managedSecret(props.encryptionKey);
    if (ownSecret) this.rotation = rotate(ownSecret, this.instance, props);
    if (props.readReplica) this.readReplica = this.makeReplica(`${identifier}-replica`, common);
  }

  /** What the instance and its replica have in common. */
  private commonProps() {
    const { props, logExports } = this;
    return {
      vpc: props.vpc,
      subnetGroup: this.subnetGroup,
      securityGroups: [this.securityGroup],
      parameterGroup: this.parameterGroup,
      port: MYSQL_PORT,
      storageType: rds.StorageType.GP3,
      maxAllocatedStorage: storageLimits(props).most,
      preferredMaintenanceWindow: this.windows.maintenance,
      autoMinorVersionUpgrade: props.autoMinorVersionUpgrade ?? true,
      cloudwatchLogsExports: logExports,
      iamAuthentication: props.iamAuthentication ?? false,
      enablePerformanceInsights: props.performanceInsights ? true : undefined,
      performanceInsightEncryptionKey: props.performanceInsights ? props.encryptionKey : undefined,
      monitoringInterval: monitoringInterval(props),
      monitoringRole: this.monitoringRole,
      caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
      publiclyAccessible: false,
      copyTagsToSnapshot: true,
    };
  }

  private makeInstance(
    identifier: string,
    common: CommonProps,
    secret?: secretsmanager.Secret,
  ): rds.DatabaseInstance | rds.DatabaseInstanceFromSnapshot {
    const { props } = this;
    const removal = removalFor(props.dataProtection);
    const source = {
      ...common,
      engine: mysqlEngine(this.props),
      instanceIdentifier: identifier,
      allocatedStorage: storageLimits(props).allocated,
      multiAz: props.multiAz ?? true,
      deletionProtection: props.deletionProtection ?? removalFor(props.dataProtection).isProtected,
      preferredBackupWindow: this.windows.backup,
      backupRetention: props.backupRetention ?? Duration.days(props.accountPlan === AccountPlan.FREE ? 1 : 7),
      deleteAutomatedBackups: !removal.isProtected,
      // CloudFormation's default would pay for Extended Support when 8.4's standard support ends.
      engineLifecycleSupport: rds.EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED,
      removalPolicy: removal.database,
    };
    const instance = props.snapshotIdentifier
      ? new rds.DatabaseInstanceFromSnapshot(this, 'Instance', {
        ...source,
        snapshotIdentifier: props.snapshotIdentifier,
        credentials: rds.SnapshotCredentials.fromSecret(secret!),
      })
      : new rds.DatabaseInstance(this, 'Instance', {
        ...source,
        databaseName: props.databaseName ?? 'app',
        storageEncrypted: true,
        storageEncryptionKey: props.encryptionKey,
        ...(secret ? { credentials: rds.Credentials.fromSecret(secret) } : { manageMasterUserPassword: true }),
      });
    this.recordLogs('Logs', identifier, instance);
    // The L2 names no key for the secret that RDS makes, and RDS would take the AWS managed one.
    if (props.managedPassword && props.encryptionKey) {
      (instance.node.defaultChild as rds.CfnDBInstance).masterUserSecret = { kmsKeyId: props.encryptionKey.keyArn };
    }
    if (props.recoveryRegion && props.recoveryKey && (props.replicateBackups ?? true)) {
      const made = instance.node.defaultChild as rds.CfnDBInstance;
      made.automaticBackupReplicationRegion = props.recoveryRegion;
      made.automaticBackupReplicationKmsKeyId = props.recoveryKey.keyArn;
      made.automaticBackupReplicationRetentionPeriod = source.backupRetention.toDays();
    }
    acknowledgeInstance(instance, props);
    acknowledgeSource(instance, props);
    return instance;
  }

  /** The secret that RDS makes, with the key that it was told to use: who may read it must be let to decrypt it. */
  private managedSecret(encryptionKey: kms.IKey): secretsmanager.ISecret {
    const secretCompleteArn = this.instance.secret!.secretArn;
    return secretsmanager.Secret.fromSecretAttributes(this, 'ManagedSecret', { secretCompleteArn, encryptionKey });
  }

  private subnets(): ec2.SubnetSelection {
    const selection = this.props.databaseSubnets ?? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    const { hasPublic } = checkSubnets(this.props.vpc, selection, { prop: 'network.databaseSubnets', purpose: 'the database', leastZones: 2 });
    if (hasPublic) throw conflict("'network.databaseSubnets' must be isolated or private: a database never stands in public subnets");
    return selection;
  }

  private makeParameterGroup(): rds.ParameterGroup {
    const { props, logExports } = this;
    return new rds.ParameterGroup(this, 'ParameterGroup', {
      engine: mysqlEngine(props),
      description: 'Refuses connections without TLS',
      parameters: {
        ...(logExports.includes('slowquery') ? { slow_query_log: '1', long_query_time: '1' } : {}),
        ...(logExports.includes('general') ? { general_log: '1' } : {}),
        ...(logExports.includes('error') ? { innodb_print_all_deadlocks: '1', log_error_verbosity: '3' } : {}),
        ...(logExports.length > 0 ? { log_output: 'FILE' } : {}),
        ...props.parameters,
        require_secure_transport: '1',
      },
    });
  }

  /** One role for both instances. */
  private makeMonitoringRole(): iam.Role {
    const policy = iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonRDSEnhancedMonitoringRole');
    const role = new iam.Role(this, 'MonitoringRole', { assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com'), managedPolicies: [policy] });
    acknowledgeManagedPolicy(role, policy, 'AWS keeps this policy for this one purpose: RDS writes operating-system metrics to its own log group.');
    return role;
  }

  private makeReplica(identifier: string, common: CommonProps): rds.DatabaseInstanceReadReplica {
    const replica = new rds.DatabaseInstanceReadReplica(this, 'ReadReplica', {
      ...common,
      instanceIdentifier: identifier,
      sourceDatabaseInstance: this.instance,
      // It holds nothing that its source does not, and what is protected could not be switched off again. Encrypted as its source is.
      deletionProtection: false,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.recordLogs('ReplicaLogs', identifier, replica);
    acknowledgeInstance(replica, { ...this.props, multiAz: false, deletionProtection: false, inBackupPlan: false });
    acknowledgeReplica(replica);
    return replica;
  }

  private recordLogs(id: string, identifier: string, instance: rds.DatabaseInstanceBase): void {
    const { groups } = new DatabaseLogs(this, id, {
      identifier,
      exports: this.logExports,
      retention: this.props.logRetention ?? logs.RetentionDays.THREE_MONTHS,
      encryptionKey: this.props.encryptionKey,
    });
    instance.node.addDependency(...groups);
    this.logGroups.push(...groups);
  }

  private get logExports(): string[] {
    return this.props.logExports ?? DEFAULT_LOG_EXPORTS;
  }

  private get windows() {
    return windowsFor(Stack.of(this).region, { backup: this.props.backupWindow, maintenance: this.props.maintenanceWindow });
  }
}

type CommonProps = Omit<rds.DatabaseInstanceReadReplicaProps, 'sourceDatabaseInstance'>;
