import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { checkNotMade } from './database-checks';
import type { DatabaseOptions } from './database-options';
import { checkExisting, secretSeenFrom } from './existing-database';
import { MadeDatabase } from './made-database';
import { MYSQL_PORT } from './mysql';
import type { AccountPlan } from '../settings/account-plan';
import { conflict } from '../settings/checks';
import type { DataProtection } from '../settings/data-protection';

/** Props of {@link PlatformDatabase}. */
export interface PlatformDatabaseProps extends DatabaseOptions {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /**
   * Where the instance goes.
   *
   * @default - the VPC's isolated subnets
   */
  readonly databaseSubnets?: ec2.SubnetSelection;

  /**
   * Where the rotation function goes: subnets with a way to Secrets Manager.
   *
   * @default - the VPC's private subnets with egress
   */
  readonly rotationSubnets?: ec2.SubnetSelection;

  /**
   * Whether Secrets Manager can be reached from there. If not, a replica brings no rotation, and `rotateSecretEvery` is an error.
   *
   * @default true
   */
  readonly canRotate?: boolean;

  /**
   * Encrypts storage, backups, secret and logs.
   *
   * @default - encrypted with AWS managed keys
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the database is snapshotted and protected from deletion.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;

  /**
   * The plan of the AWS account.
   *
   * @default AccountPlan.PAID
   */
  readonly accountPlan?: AccountPlan;

  /**
   * The region that the secret, and (with `replicateBackups`) the automated backups are copied to.
   *
   * @default - to none
   */
  readonly recoveryRegion?: string;

  /**
   * Encrypts both there.
   *
   * @default - neither is copied
   */
  readonly recoveryKey?: kms.IKey;

  /**
   * Whether automated backups are replicated to `recoveryRegion`.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html
   */
  readonly replicateBackups?: boolean;

  /**
   * Whether a plan of AWS Backup backs the instance up as well.
   *
   * @default false
   */
  readonly inBackupPlan?: boolean;
}

/**
 * The database: RDS for MySQL in isolated subnets, encrypted at rest and in transit, backed up every day; or an existing one.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_MySQL.html
 */
export class PlatformDatabase extends Construct implements ec2.IConnectable {
  /** The instance, made or brought. */
  public readonly instance: rds.IDatabaseInstance;

  /** The read replica, if there is one. */
  public readonly readReplica?: rds.IDatabaseInstance;

  /** The secret with `username` and `password`; none for an existing database that was given without. */
  public readonly secret?: secretsmanager.ISecret;

  /** The database's name in the instance. */
  public readonly databaseName: string;

  /** The instance's security group, where the platform made it. */
  public readonly securityGroup?: ec2.SecurityGroup;

  /** Where the instance may run, where the platform made it. */
  public readonly subnetGroup?: rds.SubnetGroup;

  /** The instance's MySQL parameters, where the platform made it. */
  public readonly parameterGroup?: rds.ParameterGroup;

  /** What RDS records operating-system metrics with, with `monitoringInterval`. */
  public readonly monitoringRole?: iam.Role;

  /** Where RDS exports its logs to. */
  public readonly logGroups: logs.LogGroup[];

  /** What replaces the password, if the platform's own secret is rotated. */
  public readonly rotation?: secretsmanager.HostedRotation;

  /** Who may connect. */
  public readonly connections: ec2.Connections;

  constructor(scope: Construct, id: string, props: PlatformDatabaseProps) {
    super(scope, id);
    this.databaseName = props.databaseName ?? 'app';

    if (props.existing) {
      checkNotMade(props, "'database.existing'");
      checkExisting(this, props.existing);
      this.instance = props.existing.instance;
      this.readReplica = props.existing.readReplica;
      this.secret = props.existing.secret && secretSeenFrom(this, props.existing.secret);
      this.logGroups = [];
    } else {
      const made = new MadeDatabase(this, 'Default', props);
      this.instance = made.instance;
      this.readReplica = made.readReplica;
      this.secret = made.secret;
      this.securityGroup = made.securityGroup;
      this.subnetGroup = made.subnetGroup;
      this.parameterGroup = made.parameterGroup;
      this.monitoringRole = made.monitoringRole;
      this.logGroups = made.logGroups;
      this.rotation = made.rotation;
    }
    const groups = [this.instance, this.readReplica].flatMap((each) => each?.connections.securityGroups ?? []);
    this.connections = new ec2.Connections({
      // By id: one group may have been imported twice, and two rules that are the same are an error.
      securityGroups: [...new Map(groups.map((group) => [JSON.stringify(Stack.of(this).resolve(group.securityGroupId)), group])).values()],
      defaultPort: (props.existing && this.instance.connections.defaultPort) ?? ec2.Port.tcp(MYSQL_PORT),
    });
  }

  /** The host to write to. */
  public get host(): string {
    return this.instance.dbInstanceEndpointAddress;
  }

  /** The host to read from: the replica's, or the instance's where there is none. */
  public get readerHost(): string {
    return (this.readReplica ?? this.instance).dbInstanceEndpointAddress;
  }

  /** The port of both. */
  public get port(): string {
    return this.instance.dbInstanceEndpointPort;
  }

  /**
   * Lets a principal log in with its IAM role. The database user must exist and use the AWS authentication plugin.
   *
   * @param grantee who
   * @param databaseUser as whom
   */
  public grantConnect(grantee: iam.IGrantable, databaseUser: string): iam.Grant {
    if (!databaseUser) throw conflict('grantConnect needs the name of a database user');
    if ([this.instance, this.readReplica].some((each) => each && each.instanceResourceId === undefined)) {
      throw conflict("grantConnect needs the 'instanceResourceId' that 'database.existing' was imported with");
    }
    const grant = this.instance.grantConnect(grantee, databaseUser);
    if (!this.readReplica) return grant;
    // The L2's own replica grants on the wrong id, unless a feature flag of the consumer's corrects it.
    const replica = this.readReplica.node.defaultChild as rds.CfnDBInstance | undefined;
    if (!replica) return grant.combine(this.readReplica.grantConnect(grantee, databaseUser));
    const user = { service: 'rds-db', resource: 'dbuser', resourceName: `${replica.attrDbiResourceId}/${databaseUser}`, arnFormat: ArnFormat.COLON_RESOURCE_NAME };
    const resourceArns = [Stack.of(this).formatArn(user)];
    return grant.combine(iam.Grant.addToPrincipal({ grantee, actions: ['rds-db:connect'], resourceArns }));
  }
}
