import type { CostAnomalyDetection } from './accounting/anomaly-detection';
import type { BudgetOptions, CostAllocationTag } from './accounting/budget-options';
import type { CostExportOptions } from './accounting/cost-export-options';
import type { OfficeHours } from './office-hours/office-hours';
import type { UsageAssumptions } from './usage';

/** What the platform may cost, and what keeps it there. */
export interface CostOptions {
  /**
   * Whether each synth writes a bill that is computed from the template: as JSON, Markdown and HTML, in the folder `cost` of the cloud
   * assembly (`cdk.out`).
   *
   * @default true
   */
  readonly report?: boolean;

  /**
   * How much the platform is used: what the bill rests on, beside the template.
   *
   * @default - the workload of the preset; each figure may be given alone
   */
  readonly usage?: UsageAssumptions;

  /**
   * What the platform may cost in a month by the report, in US dollars, from 1 to 1000000. A synth that comes to more fails, and says what
   * is dear and what would lower it; so does one whose bill has a line that no price is known for. Needs `report`.
   *
   * @default - no limit
   */
  readonly maxMonthlyUsd?: number;

  /**
   * When the platform runs: outside of it, EventBridge Scheduler stops database and instance, and scheduled scaling the tasks on Fargate.
   * `OfficeHours.always()` switches a preset's schedule off; so does a read replica, which cannot be stopped.
   *
   * @default - what the preset sets: dev runs on weekdays from 8 to 18, the others always
   */
  readonly officeHours?: OfficeHours;

  /**
   * A budget of AWS Budgets, which tells when real costs come near to it. Without `emails` and `topicArn` it tells the topic of notices
   * (which `monitoring.alarms` makes), and without `costAllocationTag` of its own it counts what the platform's tags, if there are any.
   *
   * @default - none
   */
  readonly budget?: BudgetOptions;

  /**
   * Cost Anomaly Detection, which tells what deviates from the account's habits: to the topic of notices, at once.
   *
   * @default - none: AWS allows one monitor of services in an account
   */
  readonly anomalyDetection?: CostAnomalyDetection;

  /**
   * An export of costs and usage to a bucket. Needs the platform's stack in us-east-1.
   *
   * @default - none
   */
  readonly costExport?: CostExportOptions;

  /**
   * A tag of everything that the platform makes, by which AWS tells its costs apart once it is activated in the billing console.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html
   */
  readonly allocationTag?: CostAllocationTag;
}
