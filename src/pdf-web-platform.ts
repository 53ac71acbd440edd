import { Stack, Tags } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { PlatformBackup } from './backup/platform-backup';
import { bindRecovery, databaseCopies, pdfCopies } from './backup/recovery-needs';
import { PlatformCompute } from './compute/platform-compute';
import type { PlatformImage } from './compute/platform-image';
import { CostReport } from './cost/cost-report';
import { PlatformCost } from './cost/platform-cost';
import { PlatformDatabase } from './database/platform-database';
import { PlatformDomain } from './domain/platform-domain';
import { PlatformEdge } from './edge/platform-edge';
import { PlatformKey } from './encryption/platform-key';
import { PlatformIngress } from './ingress/platform-ingress';
import { PlatformMonitoring } from './monitoring/platform-monitoring';
import { PlatformNetwork } from './network/platform-network';
import { PlatformOperations } from './operations/platform-operations';
import { checkTogether } from './platform-checks';
import { addOutputs } from './platform-outputs';
import { connectTasks, tellContainer } from './platform-wires';
import { conflict } from './settings/checks';
import { mergeSettings } from './settings/merge-settings';
import type { PlatformPreset } from './settings/platform-preset';
import type { PlatformSettings } from './settings/platform-settings';
import { PdfStorage } from './storage/pdf-storage';

/** Props of {@link PdfWebPlatform}. */
export interface PdfWebPlatformProps extends PlatformSettings {
  /** The choices for this kind of environment. */
  readonly preset: PlatformPreset;

  /**
   * The application's image.
   *
   * @default PlatformImage.ownRepository(): a repository is made, and releases go through the stack's image parameter
   */
  readonly image?: PlatformImage;

  /**
   * The name that the platform is reached by.
   *
   * @default PlatformDomain.none(): CloudFront's own name
   */
  readonly domain?: PlatformDomain;

  /**
   * An existing KMS key for data at rest. It implies `customerManagedKey`.
   *
   * @default - as `customerManagedKey` says
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Tags of everything that can be tagged.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

/**
 * The infrastructure of a PDF web application, from VPC to CloudFront.
 *
 * Requests travel CloudFront → load balancer → tasks → database and bucket; each is a room with a construct of its own, whose
 * resources are public members.
 */
export class PdfWebPlatform extends Construct implements ec2.IConnectable, iam.IGrantable {
  /** The preset. */
  public readonly preset: PlatformPreset;

  /** What the preset and the props together set. */
  public readonly settings: PlatformSettings;

  /** The key that encrypts data at rest, with `customerManagedKey`. */
  public readonly encryption?: PlatformKey;

  /** VPC, subnets, endpoints, flow logs. */
  public readonly network: PlatformNetwork;

  /** The PDF bucket and access logs. */
  public readonly storage: PdfStorage;

  /** MySQL, unless it is switched off. */
  public readonly database?: PlatformDatabase;

  /** Cluster, service, task definition, container, repository. */
  public readonly compute: PlatformCompute;

  /** Load balancer, listener, target groups. */
  public readonly ingress: PlatformIngress;

  /** CloudFront, firewall, certificate, records. */
  public readonly edge: PlatformEdge;

  /** Plan, vault, restore tests, configuration, and what is copied to the recovery region. */
  public readonly backup: PlatformBackup;

  /** Dashboard, alarms, and the topics that they tell. */
  public readonly monitoring: PlatformMonitoring;

  /** Runbooks, drills, patches, scans of images. */
  public readonly operations: PlatformOperations;

  /** Schedule, budget, anomaly detection, export. */
  public readonly cost: PlatformCost;

  /** The bill that each synth computes, unless it is off. */
  public readonly costReport?: CostReport;

  constructor(scope: Construct, id: string, props: PdfWebPlatformProps) {
    super(scope, id);
    const { preset, image, encryptionKey: key } = props;
    const domain = props.domain ?? PlatformDomain.none();
    const settings = mergeSettings(preset.settings, onlySettings(props));
    this.preset = preset;
    this.settings = settings;
    checkTogether(this, settings, domain, props);
    const { dataProtection, accountPlan } = settings;

    // What is kept: encryption, network, PDFs, database.
    if (key ?? settings.customerManagedKey) this.encryption = new PlatformKey(this, 'Encryption', { key, dataProtection });
    const encryptionKey = this.encryption?.key;
    const recovery = bindRecovery(this, settings, encryptionKey !== undefined);
    this.network = new PlatformNetwork(this, 'Network', { ...settings.network, encryptionKey, dataProtection });
    const { vpc, publicSubnets, taskSubnets, internalSubnets, databaseSubnets } = this.network;
    this.storage = new PdfStorage(this, 'Storage', { ...settings.storage, ...pdfCopies(recovery, settings), encryptionKey, dataProtection });
    const { logBucket } = this.storage;
    if (settings.database?.enabled ?? true) {
      const rotation = { rotationSubnets: taskSubnets, canRotate: this.network.reachesSecretsManager };
      const backupWindow = this.backupWindow();
      const copies = databaseCopies(recovery, settings);
      this.database = new PlatformDatabase(this, 'Database', {
        ...settings.database, backupWindow, vpc, databaseSubnets, ...rotation, ...copies, encryptionKey, dataProtection, accountPlan,
      });
    }

    // The way of a request, from the inside out: tasks, load balancer, CloudFront.
    const onInstance = settings.compute?.capacity?.hostType !== undefined;
    this.compute = new PlatformCompute(this, 'Compute', {
      ...settings.compute,
      vpc,
      taskSubnets: onInstance ? publicSubnets : taskSubnets,
      assignPublicIp: this.network.tasksNeedPublicIp,
      image,
      encryptionKey,
      dataProtection,
      accountPlan,
      keepRevisions: settings.operations?.runbooks ?? true,
    });
    this.ingress = new PlatformIngress(this, 'Ingress', {
      ...settings.ingress, vpc, publicSubnets, internalSubnets, compute: this.compute, domain, logBucket, encryptionKey, dataProtection,
    });
    this.edge = new PlatformEdge(this, 'Edge', {
      ...settings.edge, vpc, ingress: this.ingress, pdfBucket: this.storage.bucket, domain, logBucket, dataProtection,
    });

    // What is kept beside them, and in the recovery region.
    const { network, storage, database, compute, ingress, edge } = this;
    const { officeHours, allocationTag, report = true, usage, maxMonthlyUsd } = settings.cost ?? {};
    this.backup = new PlatformBackup(this, 'Backup', { ...settings.backup, storage, database, compute, recovery, officeHours, encryptionKey, dataProtection });

    connectTasks(this);
    tellContainer(this);

    // What watches them.
    const { backup } = this;
    const stopsOutsideOfficeHours = officeHours !== undefined && !officeHours.isAlways;
    this.monitoring = new PlatformMonitoring(this, 'Monitoring', {
      ...settings.monitoring, network, storage, database, compute, ingress, edge, backup, stopsOutsideOfficeHours, encryptionKey,
    });
    const { monitoring } = this;
    const { minTasks, maxTasks } = settings.compute ?? {};
    this.operations = new PlatformOperations(this, 'Operations', {
      ...settings.operations, network, storage, database, compute, ingress, edge, monitoring, officeHours, minTasks, encryptionKey, dataProtection,
    });
    // What it costs, and what keeps it there.
    this.cost = new PlatformCost(this, 'Cost', { ...settings.cost, compute, database, monitoring, minTasks, maxTasks, encryptionKey, dataProtection });
    const supportStacks = [edge.supportStack, backup.supportStack, monitoring.supportStack].filter((stack) => stack !== undefined);
    const tags = { ...props.tags, ...(allocationTag && { [allocationTag.key]: allocationTag.value }) };
    for (const [tag, value] of Object.entries(tags)) [this, ...supportStacks].forEach((part) => Tags.of(part).add(tag, value));
    addOutputs(this);
    if (report) this.costReport = new CostReport(this, 'CostReport', { subject: this, supportStacks, preset: preset.name, usage, maxMonthlyUsd });
  }

  /** The platform's URL, without a slash at the end. */
  public get url(): string {
    return this.edge.url;
  }

  /** The tasks' connections. */
  public get connections(): ec2.Connections {
    return this.compute.connections;
  }

  /** The principal that the application acts as: its task role. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.compute.grantPrincipal;
  }

  /** Lets a principal read PDFs. */
  public grantReadPdfs(grantee: iam.IGrantable): iam.Grant {
    return this.storage.grantRead(grantee);
  }

  /** Lets a principal read, write and delete PDFs; not their old versions. */
  public grantReadWritePdfs(grantee: iam.IGrantable): iam.Grant {
    return this.storage.grantReadWrite(grantee);
  }

  /**
   * Lets a principal log in to the database with its IAM role.
   *
   * @param grantee who
   * @param databaseUser as whom
   * @throws if there is no database, or IAM authentication is off
   */
  public grantDatabaseConnect(grantee: iam.IGrantable, databaseUser: string): iam.Grant {
    if (!this.database) throw conflict("grantDatabaseConnect needs a database, and 'database.enabled' is off");
    if (!this.settings.database?.existing && !this.settings.database?.iamAuthentication) {
      throw conflict("grantDatabaseConnect needs 'database.iamAuthentication' to be on");
    }
    return this.database.grantConnect(grantee, databaseUser);
  }

  /** RDS backs up no stopped database: with office hours, within them. */
  private backupWindow(): string | undefined {
    const { database, cost } = this.settings;
    return database?.backupWindow ?? (database?.existing ? undefined : cost?.officeHours?._backupWindowIn(Stack.of(this).region));
  }
}

/** The settings among the props. */
function onlySettings(props: PdfWebPlatformProps): PlatformSettings {
  const { network, storage, database, compute, ingress, edge, backup, monitoring, operations, cost } = props;
  const { dataProtection, customerManagedKey, accountPlan } = props;
  return {
    network, storage, database, compute, ingress, edge, backup, monitoring, operations, cost, dataProtection, customerManagedKey, accountPlan,
  };
}
