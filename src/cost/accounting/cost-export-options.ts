import type { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { DataProtection } from '../../settings/data-protection';

/** What one line of the export sums up. */
export enum CostExportGranularity {
  /** An hour. */
  HOURLY = 'HOURLY',
  /** A day. */
  DAILY = 'DAILY',
  /** A month. */
  MONTHLY = 'MONTHLY',
}

/**
 * The export of costs and usage to a bucket.
 *
 * @see https://docs.aws.amazon.com/cur/latest/userguide/what-is-data-exports.html
 */
export interface CostExportOptions {
  /**
   * An existing bucket of this account for the export, in any region. It excludes every prop that shapes a bucket of the export's own,
   * and its encryption stays its owner's. AWS CDK adds the policy that the export needs where it can, and the synth warns where it cannot
   * (`cdk-pdf-web-platform:cost-export-bucket`).
   *
   * @default - a bucket is made
   * @see https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html
   */
  readonly bucket?: s3.IBucket;

  /**
   * The folder of the bucket that is written to, without slashes at its ends: 1 to 200 letters, digits and `! - _ . * ' ( ) /`.
   *
   * @default 'cost-and-usage'
   */
  readonly prefix?: string;

  /**
   * What one line sums up. A change replaces the export, which starts anew in another folder.
   *
   * @default CostExportGranularity.DAILY
   */
  readonly granularity?: CostExportGranularity;

  /**
   * How long the export is kept, from 31 days (since AWS writes to a month's files until the month is billed) to 10 years, in whole days.
   *
   * @default Duration.days(1095)
   */
  readonly retention?: Duration;

  /**
   * An existing bucket, in the region of the stack, for the log of requests to the export's bucket.
   *
   * @default - requests are not logged
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
   */
  readonly accessLogBucket?: s3.IBucket;

  /**
   * Whether the bucket that is made outlives the stack; an existing one always does.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}
