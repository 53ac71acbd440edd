import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { adviseOfficeHours, checkBackup } from './backup-checks';
import type { BackupOptions } from './backup-options';
import { ConfigurationStore } from './configuration/configuration-store';
import { EnvironmentHistory } from './configuration/environment-history';
import { ImageReplication } from './image-replication';
import { PlatformBackupPlan } from './plan/platform-backup-plan';
import { RestoreTesting } from './plan/restore-testing';
import type { RecoveryObjective } from './recovery-objective';
import { describeObjectives, factsOf, recoveryObjectives } from './recovery-objectives';
import type { RecoveryPlace } from './recovery-region';
import type { RecoverySupport } from './recovery-support';
import type { PlatformCompute } from '../compute/platform-compute';
import type { OfficeHours } from '../cost/office-hours/office-hours';
import type { PlatformDatabase } from '../database/platform-database';
import type { DataProtection } from '../settings/data-protection';
import type { PdfStorage } from '../storage/pdf-storage';
import { allowReplication, type Replication, type ReplicationTarget, replicationTo } from '../storage/replication';

/** Props of {@link PlatformBackup}. */
export interface PlatformBackupProps extends BackupOptions {
  /** The PDF bucket. */
  readonly storage: PdfStorage;

  /** What runs the application, whose environment and images are kept. */
  readonly compute: PlatformCompute;

  /**
   * The database.
   *
   * @default - there is none
   */
  readonly database?: PlatformDatabase;

  /**
   * Where copies go.
   *
   * @default - nothing is copied to another region
   */
  readonly recovery?: RecoveryPlace;

  /**
   * When the database runs: AWS Backup backs up no stopped one.
   *
   * @default - always
   */
  readonly officeHours?: OfficeHours;

  /**
   * Encrypts vault and configuration.
   *
   * @default - encrypted with AWS managed keys
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether what is kept outlives the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

/**
 * What is kept beside the data itself: a plan of AWS Backup with restore tests, configuration and its history, and the copies of all of it in
 * the recovery region.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/backup-recovery/welcome.html
 */
export class PlatformBackup extends Construct {
  /** What the platform copies to, in a stack of its own in the recovery region, if it made one. */
  public readonly recovery?: RecoverySupport;

  /** The stack in the recovery region, if the platform made one. */
  public readonly supportStack?: Stack;

  /** Vault, plan and selection, if there is a plan. */
  public readonly plan?: PlatformBackupPlan;

  /** What restores a backup every week to see whether it can be restored. */
  public readonly restoreTesting?: RestoreTesting;

  /** The bucket of the application's configuration files, if there is one. */
  public readonly configuration?: ConfigurationStore;

  /** What S3 copies configuration files to the recovery region with, if it does. */
  public readonly configurationReplicationRole?: iam.Role;

  /** The record of the container's environment, if it is on. */
  public readonly environmentHistory?: EnvironmentHistory;

  /** The registry's replication, if it is on. */
  public readonly imageReplication?: ImageReplication;

  constructor(scope: Construct, id: string, private readonly props: PlatformBackupProps) {
    super(scope, id);
    checkBackup(this, props);
    const { storage, compute, database, recovery, encryptionKey, dataProtection } = props;
    this.recovery = recovery?.support;
    this.supportStack = this.recovery && Stack.of(this.recovery);

    if ((props.plan ?? true) && (database ?? props.pdfs)) {
      this.plan = new PlatformBackupPlan(this, 'Plan', {
        ...props,
        database,
        pdfBucket: props.pdfs ? storage.bucket : undefined,
        recoveryVault: recovery?.vault,
        recoveryVaultRegion: recovery?.region,
        recoveryKey: recovery?.encryptionKey,
        locksRecoveryVault: recovery?.support?.vault !== undefined,
        days: props.officeHours?._backupDaysIn(Stack.of(this).region),
        encryptionKey,
        dataProtection,
      });
      adviseOfficeHours(this, this.plan, props.officeHours);
      if (database?.subnetGroup && props.restoreTesting) this.restoreTesting = new RestoreTesting(this, 'RestoreTesting', { database, vault: this.plan.vault, encryptionKey });
    }
    if (props.configurationBucket ?? true) {
      const copied = this.configurationCopies();
      this.configuration = new ConfigurationStore(this, 'Configuration', { logBucket: storage.logBucket, encryptionKey, dataProtection, ...copied?.replication });
      this.configurationReplicationRole = copied?.replication.replicationRole;
      if (copied) allowReplication(this.configuration.bucket, copied.replication.replicationRole, copied.target);
    }
    if (props.environmentHistory ?? true) this.environmentHistory = new EnvironmentHistory(this, 'Environment', { container: compute.container });
    if (props.replicateImages) {
      this.imageReplication = new ImageReplication(this, 'ImageReplication', { repositoryName: compute.repository!.repositoryName, region: recovery!.region });
    }
  }

  /** How much could be lost at most, and how long it would take to be back: for each thing that is kept, and each way of losing it. */
  public get objectives(): RecoveryObjective[] {
    return recoveryObjectives(factsOf(this, this.props));
  }

  /** The objectives as text, for a stack's output. @internal */
  public _describeObjectives(): string {
    return describeObjectives(this.objectives);
  }

  private configurationCopies(): { target: ReplicationTarget; replication: Replication } | undefined {
    const { recovery, encryptionKey, replication } = this.props;
    if (!recovery?.configurationBucket || replication?.enabled === false) return undefined;
    const { region, configurationBucket: bucket } = recovery;
    // Few files, seldom changed: nothing to measure for the price of four metrics, and nothing to archive.
    const plain = { timeControl: false, metrics: false, storageClass: undefined };
    const target = { ...replication, ...plain, region, bucket, encryptionKey: encryptionKey && recovery.encryptionKey };
    return { target, replication: replicationTo(new Construct(this, 'ConfigurationCopies'), target) };
  }
}
