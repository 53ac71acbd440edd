import type { Size } from 'aws-cdk-lib';

/**
 * How much a platform is used in a month: what no template says. Presets set the design's workload; each figure may be set instead.
 *
 * Figures that a template does say (hours of an instance, gigabytes of its disk) are read there.
 */
export interface UsageAssumptions {
  /**
   * Requests that reach CloudFront, a month. From 0.
   *
   * @default 300000
   */
  readonly requests?: number;

  /**
   * What viewers download through CloudFront, a month.
   *
   * @default Size.gibibytes(10)
   */
  readonly downloads?: Size;

  /**
   * PDFs in the bucket, old versions included.
   *
   * @default Size.gibibytes(10)
   */
  readonly pdfStorage?: Size;

  /**
   * PDFs that are written, a month. From 0.
   *
   * @default 10000
   */
  readonly pdfWrites?: number;

  /**
   * PDFs that are read, a month. From 0.
   *
   * @default 100000
   */
  readonly pdfReads?: number;

  /**
   * Of the PDFs that are written, their size together, a month: what is copied to a recovery region.
   *
   * @default Size.gibibytes(1): 10 000 PDFs of 100 KB
   */
  readonly pdfUploads?: Size;

  /**
   * Logs of the container, the database, the VPC and the firewall together, a month.
   *
   * @default Size.gibibytes(1)
   */
  readonly logs?: Size;

  /**
   * What tasks load from and send to the internet and AWS's APIs, through NAT where there is one, a month.
   *
   * @default Size.gibibytes(10)
   */
  readonly egress?: Size;

  /**
   * Images in the repository.
   *
   * @default Size.gibibytes(1)
   */
  readonly images?: Size;

  /**
   * Tasks that run on average, on Fargate. From 0.
   *
   * @default - the least number of tasks that scaling keeps
   */
  readonly averageTasks?: number;

  /**
   * Load balancer capacity units on average: the most of 25 new connections a second, 3000 active ones, 1 GB an hour. From 0.
   *
   * @default 0.1
   * @see https://aws.amazon.com/elasticloadbalancing/pricing/
   */
  readonly averageLoadBalancerCapacityUnits?: number;

  /**
   * What is in the database, and so in a full backup of it: less than the storage that is set aside for it, which the template says.
   *
   * @default Size.gibibytes(5)
   */
  readonly databaseSize?: Size;

  /**
   * What changes in the database each day, and so is in each further backup, and once more in its transaction logs.
   *
   * @default - 2 % of databaseSize
   */
  readonly databaseDailyChange?: Size;

  /**
   * Backups of the database that no template says (snapshots by hand), beyond what is free.
   *
   * @default - none
   */
  readonly extraBackups?: Size;

  /**
   * Hours of a month that everything runs. From 0 to 744. An office-hours schedule shortens those of what it stops.
   *
   * @default 730
   */
  readonly hours?: number;

  /**
   * Whether AWS's free allowances (5 GB of logs, 10 alarms, 1 TB of CloudFront …) are this platform's to use. They are one per account:
   * switch it off where something else uses them up.
   *
   * @default true
   */
  readonly freeAllowances?: boolean;
}
