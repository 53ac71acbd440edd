import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { CostAnomalyAlerts } from './accounting/anomaly-detection';
import { CostExport } from './accounting/cost-export';
import { PlatformBudget } from './accounting/platform-budget';
import { checkCost } from './cost-checks';
import type { CostOptions } from './cost-options';
import { OfficeHoursSchedule } from './office-hours/office-hours-schedule';
import type { PlatformCompute } from '../compute/platform-compute';
import type { PlatformDatabase } from '../database/platform-database';
import type { PlatformMonitoring } from '../monitoring/platform-monitoring';
import type { DataProtection } from '../settings/data-protection';

/** Props of {@link PlatformCost}. */
export interface PlatformCostProps extends CostOptions {
  /** What an office-hours schedule stops. */
  readonly compute: PlatformCompute;

  /**
   * What an office-hours schedule stops as well.
   *
   * @default - no database
   */
  readonly database?: PlatformDatabase;

  /** Whose topic of notices is told. */
  readonly monitoring: PlatformMonitoring;

  /**
   * The customer managed key that encrypts the database.
   *
   * @default - encrypted with the AWS managed key
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Least number of tasks while there is work, on Fargate.
   *
   * @default 2
   */
  readonly minTasks?: number;

  /**
   * Most tasks while there is work, on Fargate.
   *
   * @default - three times minTasks, at most 100
   */
  readonly maxTasks?: number;

  /**
   * Whether the export's bucket outlives the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

/** What keeps costs where they should be: a schedule, a budget, anomaly detection, an export. */
export class PlatformCost extends Construct {
  /** What stops the platform outside office hours, if it does. */
  public readonly officeHours?: OfficeHoursSchedule;

  /** The budget, if there is one. */
  public readonly budget?: PlatformBudget;

  /** Who is told of unusual costs, if anybody is. */
  public readonly anomalyAlerts?: CostAnomalyAlerts;

  /** The export of costs and usage, if there is one. */
  public readonly costExport?: CostExport;

  constructor(scope: Construct, id: string, props: PlatformCostProps) {
    super(scope, id);
    checkCost(props);
    const { officeHours, budget, anomalyDetection, costExport, allocationTag, dataProtection } = props;
    const topicArn = props.monitoring.topics?.noticeTopic.topicArn;

    if (officeHours && !officeHours.isAlways) this.officeHours = new OfficeHoursSchedule(this, 'OfficeHours', { ...props, officeHours });
    if (budget) {
      const told = budget.emails?.length || budget.topicArn;
      this.budget = new PlatformBudget(this, 'Budget', {
        ...budget,
        topicArn: told ? budget.topicArn : topicArn,
        costAllocationTag: budget.costAllocationTag ?? allocationTag,
      });
    }
    if (anomalyDetection) this.anomalyAlerts = new CostAnomalyAlerts(this, 'Anomalies', { detection: anomalyDetection, topicArn });
    if (costExport) this.costExport = new CostExport(this, 'Export', { dataProtection, ...costExport });
  }
}
