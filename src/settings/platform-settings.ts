import type { AccountPlan } from './account-plan';
import type { DataProtection } from './data-protection';
import type { BackupOptions } from '../backup/backup-options';
import type { ComputeOptions } from '../compute/compute-options';
import type { CostOptions } from '../cost/cost-options';
import type { DatabaseOptions } from '../database/database-options';
import type { EdgeOptions } from '../edge/edge-options';
import type { IngressOptions } from '../ingress/ingress-options';
import type { MonitoringOptions } from '../monitoring/monitoring-options';
import type { NetworkOptions } from '../network/network-options';
import type { OperationsOptions } from '../operations/operations-options';
import type { StorageOptions } from '../storage/storage-options';

/** What a preset sets, and what may be set instead, prop by prop. */
export interface PlatformSettings {
  /**
   * The network.
   *
   * @default - what the preset sets
   */
  readonly network?: NetworkOptions;

  /**
   * The PDF bucket and access logs.
   *
   * @default - what the preset sets
   */
  readonly storage?: StorageOptions;

  /**
   * The database.
   *
   * @default - what the preset sets
   */
  readonly database?: DatabaseOptions;

  /**
   * What runs the application.
   *
   * @default - what the preset sets
   */
  readonly compute?: ComputeOptions;

  /**
   * The load balancer.
   *
   * @default - what the preset sets
   */
  readonly ingress?: IngressOptions;

  /**
   * CloudFront and its firewall.
   *
   * @default - what the preset sets
   */
  readonly edge?: EdgeOptions;

  /**
   * What is kept beside the data itself, and the recovery region.
   *
   * @default - what the preset sets
   */
  readonly backup?: BackupOptions;

  /**
   * Dashboard, alarms, and whom they tell.
   *
   * @default - what the preset sets
   */
  readonly monitoring?: MonitoringOptions;

  /**
   * Runbooks, drills, patches, scans of images.
   *
   * @default - what the preset sets
   */
  readonly operations?: OperationsOptions;

  /**
   * The bill that each synth computes, and what keeps costs where they should be.
   *
   * @default - what the preset sets
   */
  readonly cost?: CostOptions;

  /**
   * What happens to data when a resource leaves the template or the stack is deleted.
   *
   * @default - what the preset sets
   */
  readonly dataProtection?: DataProtection;

  /**
   * Whether data at rest is encrypted with a KMS key of the customer's own instead of AWS managed ones. A key costs $1 a month.
   * It cannot be changed later: RDS does not change the key of an instance, and the update fails.
   *
   * @default - what the preset sets
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
   */
  readonly customerManagedKey?: boolean;

  /**
   * The plan that the AWS account is on.
   *
   * @default AccountPlan.PAID
   */
  readonly accountPlan?: AccountPlan;
}
