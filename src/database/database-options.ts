import type { Duration, Size } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/** A database that exists: the platform's tasks are let in and told where it is. */
export interface ExistingDatabase {
  /** The instance, for example from `rds.DatabaseInstance.fromDatabaseInstanceAttributes`. */
  readonly instance: rds.IDatabaseInstance;

  /**
   * Its read replica, on the same port.
   *
   * @default - reads go to the instance
   */
  readonly readReplica?: rds.IDatabaseInstance;

  /**
   * The secret with `username` and `password`.
   *
   * @default - the container gets no credentials (IAM authentication)
   */
  readonly secret?: secretsmanager.ISecret;
}

/** The settings of the MySQL database. */
export interface DatabaseOptions {
  /**
   * Whether the platform has a database at all.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * An existing database. It excludes every prop that shapes a database of the platform's own, but `databaseName`.
   *
   * @default - a database is made
   */
  readonly existing?: ExistingDatabase;

  /**
   * MySQL version, 8.4 or newer. MySQL 8.0 left standard support in July 2026 and is refused, since RDS would charge for
   * Extended Support.
   *
   * @default - MySQL 8.4
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
   */
  readonly engineVersion?: rds.MysqlEngineVersion;

  /**
   * Instance class, without `db.`. `t2` classes are refused: RDS does not create them for MySQL 8.
   *
   * @default - t4g.small
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * Name of the database that is made in the instance: letters, digits and underscores, at most 64, a letter first.
   *
   * @default 'app'
   */
  readonly databaseName?: string;

  /**
   * Storage at the start, from 20 GiB to 64 TiB, on gp3.
   *
   * @default Size.gibibytes(20)
   */
  readonly allocatedStorage?: Size;

  /**
   * How far RDS may grow the storage by itself: at least 10 % more than `allocatedStorage`. Storage never shrinks.
   *
   * @default - twice `allocatedStorage`, 100 GiB at the least
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
   */
  readonly maxAllocatedStorage?: Size;

  /**
   * Whether a standby in a second availability zone takes over by itself when the instance fails.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
   */
  readonly multiAz?: boolean;

  /**
   * Whether there is a read replica, whose endpoint the container gets as `DB_READER_HOST`. It is never promoted by itself.
   *
   * @default false
   */
  readonly readReplica?: boolean;

  /**
   * How long automated daily backups are kept, from 1 to 35 days. On the AWS Free plan (`accountPlan`) 1 day is the most.
   *
   * @default - 7 days; 1 day on the AWS Free plan
   */
  readonly backupRetention?: Duration;

  /**
   * Daily window of the automated backup in UTC, `hh:mm-hh:mm`, at least 30 minutes, apart from the maintenance window.
   *
   * @default - an hour in the night of the region's part of the world
   */
  readonly backupWindow?: string;

  /**
   * Weekly window of maintenance in UTC, `ddd:hh:mm-ddd:hh:mm`, at least 30 minutes, apart from the backup window.
   *
   * @default - Sunday, half an hour after the default backup window ends
   */
  readonly maintenanceWindow?: string;

  /**
   * Whether minor versions are installed in the maintenance window.
   *
   * @default true
   */
  readonly autoMinorVersionUpgrade?: boolean;

  /**
   * Whether the instance refuses to be deleted. Its replica, which holds nothing of its own, never does.
   *
   * @default - true where data is protected (`dataProtection`)
   */
  readonly deletionProtection?: boolean;

  /**
   * Whether RDS makes the master password, keeps it in Secrets Manager and replaces it every 7 days. It cannot be combined with
   * a read replica, a restore from a snapshot or `rotateSecretEvery`.
   *
   * Whichever way a password is replaced: the container's `DB_PASSWORD` is the one of the task's start, so an application that
   * lives longer than a password reads it from `DB_SECRET_ARN` when a login fails.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
   */
  readonly managedPassword?: boolean;

  /**
   * How often the platform's own secret gets a new password, from 1 day to 1000 days, in whole days; 0 days for never. The rotation
   * function is AWS's own; it runs in the task subnets and needs a way to Secrets Manager from there: NAT, or an interface endpoint.
   *
   * @default - 30 days where there is a read replica, else never
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
   */
  readonly rotateSecretEvery?: Duration;

  /**
   * Whether users may log in with an IAM role; `grantDatabaseConnect` says which.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
   */
  readonly iamAuthentication?: boolean;

  /**
   * Which logs go to CloudWatch Logs: any of `error`, `slowquery`, `general`, `audit`. RDS writes an audit log only with an option
   * group that has the audit plugin, which is added through the instance.
   *
   * @default ['error', 'slowquery']
   */
  readonly logExports?: string[];

  /**
   * How long exported logs are kept.
   *
   * @default logs.RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Whether Performance Insights records the load, for 7 days and free of charge. Micro and small classes do not have it.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
   */
  readonly performanceInsights?: boolean;

  /**
   * How often operating-system metrics are recorded: 1, 5, 10, 15, 30 or 60 seconds; 0 seconds for never.
   *
   * @default - not recorded
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html
   */
  readonly monitoringInterval?: Duration;

  /**
   * A snapshot to restore from, known at synth. Setting or changing it makes a new instance from the snapshot, under a new name; the
   * old one is snapshotted and deleted, which its deletion protection refuses: deploy `deletionProtection: false` first. Keep it set
   * afterwards: removing it makes an empty instance.
   *
   * The snapshot must be encrypted, its master user named `admin`, and it must hold `databaseName`.
   *
   * @default - the instance starts empty
   */
  readonly snapshotIdentifier?: string;

  /**
   * Further MySQL parameters. `require_secure_transport` is always on.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };
}
