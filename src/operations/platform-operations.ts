import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { PlatformDrills } from './drills/platform-drills';
import type { OperationsOptions } from './operations-options';
import { PlatformPatching } from './patching/platform-patching';
import { PlatformRunbooks } from './runbooks/platform-runbooks';
import { ImageScanFindings, ImageScanning } from '../backup/image-scanning';
import type { PlatformCompute } from '../compute/platform-compute';
import type { OfficeHours } from '../cost/office-hours/office-hours';
import type { PlatformDatabase } from '../database/platform-database';
import type { PlatformEdge } from '../edge/platform-edge';
import type { PlatformIngress } from '../ingress/platform-ingress';
import type { PlatformMonitoring } from '../monitoring/platform-monitoring';
import type { PlatformNetwork } from '../network/platform-network';
import { conflict } from '../settings/checks';
import type { DataProtection } from '../settings/data-protection';
import type { PdfStorage } from '../storage/pdf-storage';

/** Props of {@link PlatformOperations}. */
export interface PlatformOperationsProps extends OperationsOptions {
  /** The network, a zone of which a drill takes away. */
  readonly network: PlatformNetwork;

  /** The PDF bucket. */
  readonly storage: PdfStorage;

  /**
   * The database.
   *
   * @default - there is none
   */
  readonly database?: PlatformDatabase;

  /** What runs the application. */
  readonly compute: PlatformCompute;

  /** The load balancer. */
  readonly ingress: PlatformIngress;

  /** CloudFront. */
  readonly edge: PlatformEdge;

  /** Whose alarms stop drills, and whose topic is told of vulnerable images. */
  readonly monitoring: PlatformMonitoring;

  /**
   * When the instance runs: it is patched then.
   *
   * @default - always
   */
  readonly officeHours?: OfficeHours;

  /**
   * Least number of tasks, on Fargate.
   *
   * @default 2
   */
  readonly minTasks?: number;

  /**
   * The key that encrypts the platform's data.
   *
   * @default - encrypted with AWS managed keys
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the logs of drills outlive the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

/** What keeps a running platform in order: runbooks, drills, patches, scans of images. */
export class PlatformOperations extends Construct {
  /** The runbooks, if they are made. */
  public readonly runbooks?: PlatformRunbooks;

  /** The drills, if they are made. */
  public readonly drills?: PlatformDrills;

  /** What lets patches land. */
  public readonly patching: PlatformPatching;

  /** What tells of vulnerable images, where there is a repository, and alarms are on or the registry's setting is made. */
  public readonly imageScanFindings?: ImageScanFindings;

  /** Throws if images of no repository are to be scanned, or what it makes refuses its options. */
  constructor(scope: Construct, id: string, props: PlatformOperationsProps) {
    super(scope, id);
    const { compute, monitoring, imageScanning: scanning, otherContinuousScans, otherScansOnPush, encryptionKey, dataProtection } = props;
    if (props.runbooks ?? true) this.runbooks = new PlatformRunbooks(this, 'Runbooks', props);
    if (props.drills) {
      this.drills = new PlatformDrills(this, 'Drills', { ...props, alarms: monitoring._stopDrills, encryptionKey, dataProtection });
    }
    const { runbookUrl } = monitoring;
    const topic = monitoring.topics?.noticeTopic;
    this.patching = new PlatformPatching(this, 'Patching', { ...props.patching, compute, officeHours: props.officeHours, topic, runbookUrl });

    const { repository } = compute;
    const scans = { scanning, otherContinuousScans, otherScansOnPush };
    ImageScanFindings._checkFilters(scans);
    if (!repository && scanning && scanning !== ImageScanning.BASIC) {
      throw conflict(`'operations.imageScanning' ${scanning} needs the image's repository: PlatformImage.ownRepository() or fromEcrRepository()`);
    }
    // Without alarms nobody is told, but Inspector scans all the same.
    if (repository && (topic || scanning === ImageScanning.ENHANCED)) {
      this.imageScanFindings = new ImageScanFindings(this, 'ImageScans', { repository, ...scans, topic, runbookUrl });
    }
  }
}
