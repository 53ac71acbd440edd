import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { failOverDatabase } from './fail-over-database';
import { invalidateCdn } from './invalidate-cdn';
import { maintenancePageOff, maintenancePageOn } from './maintenance-page';
import { OwnDatabase } from './own-database';
import { promoteReplica } from './promote-replica';
import { redeployService } from './redeploy-service';
import { replaceDatabase } from './replace-database';
import { restoreDatabase } from './restore-database';
import { restorePdf } from './restore-pdf';
import { rollBackService } from './roll-back-service';
import type { Runbook } from './runbook';
import type { PlatformCompute } from '../../compute/platform-compute';
import type { PlatformDatabase } from '../../database/platform-database';
import type { PlatformEdge } from '../../edge/platform-edge';
import type { PlatformIngress } from '../../ingress/platform-ingress';
import type { PdfStorage } from '../../storage/pdf-storage';

/** Props of {@link PlatformRunbooks}. */
export interface PlatformRunbooksProps {
  /** What runs the application. */
  readonly compute: PlatformCompute;

  /**
   * The database. One that was brought has no runbooks: the platform does not know how it was made.
   *
   * @default - there is none
   */
  readonly database?: PlatformDatabase;

  /** The load balancer. */
  readonly ingress: PlatformIngress;

  /** CloudFront. */
  readonly edge: PlatformEdge;

  /** The PDF bucket. */
  readonly storage: PdfStorage;

  /**
   * The customer managed key that encrypts the database.
   *
   * @default - encrypted with the AWS managed key
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Recovery as Automation documents: each is of this one platform, with a role of its own that can do what its steps do and no more. Nothing
 * starts them but a person. They say themselves what to check before and after, and how to undo.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/running-simple-automations.html
 */
export class PlatformRunbooks extends Construct {
  /** Restores the database to a point in time, into a new instance. */
  public readonly restoreDatabase?: Runbook;

  /** Puts a restored or promoted instance in the place of the database. None with `database.managedPassword`: it has another secret. */
  public readonly replaceDatabase?: Runbook;

  /** Makes the read replica an instance of its own, if there is one. */
  public readonly promoteReplica?: Runbook;

  /** Has the standby of a Multi-AZ database take over. */
  public readonly failOverDatabase?: Runbook;

  /** Takes the service back to an older revision of its task definition. */
  public readonly rollBackService: Runbook;

  /** Replaces all tasks by new ones. */
  public readonly redeployService: Runbook;

  /** Has CloudFront forget what it has cached. */
  public readonly invalidateCdn: Runbook;

  /** Turns the maintenance page on, where there is a load balancer. */
  public readonly maintenancePageOn?: Runbook;

  /** Turns the maintenance page off. */
  public readonly maintenancePageOff?: Runbook;

  /** Makes an old version of a PDF the current one, where the bucket keeps versions as far as is known. */
  public readonly restorePdf?: Runbook;

  /** All of them. */
  public readonly all: Runbook[];

  constructor(scope: Construct, id: string, props: PlatformRunbooksProps) {
    super(scope, id);
    const { compute, ingress, edge, storage } = props;
    const own = OwnDatabase.of(props.database, props.encryptionKey);
    if (own) {
      const { instance, replica } = own;
      this.restoreDatabase = restoreDatabase(this, 'RestoreDatabase', own);
      if (!instance.manageMasterUserPassword) this.replaceDatabase = replaceDatabase(this, 'ReplaceDatabase', own);
      if (replica) this.promoteReplica = promoteReplica(this, 'PromoteReplica', own);
      if (instance.multiAz) this.failOverDatabase = failOverDatabase(this, 'FailOverDatabase', own);
    }
    this.rollBackService = rollBackService(this, 'RollBackService', compute);
    this.redeployService = redeployService(this, 'RedeployService', compute);
    this.invalidateCdn = invalidateCdn(this, 'InvalidateCdn', edge);
    if (ingress.maintenanceRule) {
      const { listenerRuleArn } = ingress.maintenanceRule;
      this.maintenancePageOn = maintenancePageOn(this, 'MaintenancePageOn', listenerRuleArn, edge);
      this.maintenancePageOff = maintenancePageOff(this, 'MaintenancePageOff', listenerRuleArn);
    }
    if (keepsVersions(storage.bucket)) this.restorePdf = restorePdf(this, 'RestorePdf', storage.bucket);
    this.all = [
      this.restoreDatabase, this.replaceDatabase, this.promoteReplica, this.failOverDatabase, this.rollBackService, this.redeployService,
      this.invalidateCdn, this.maintenancePageOn, this.maintenancePageOff, this.restorePdf,
    ].filter((runbook) => runbook !== undefined);
  }
}

/** Of a bucket that was imported, nobody knows; it has the runbook. */
function keepsVersions(bucket: s3.IBucket): boolean {
  const made = bucket.node.defaultChild as s3.CfnBucket | undefined;
  return made === undefined || made.versioningConfiguration !== undefined;
}
