import type { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** The settings of the PDF bucket and of the bucket that access logs go to. */
export interface StorageOptions {
  /**
   * An existing bucket for PDFs. It excludes every prop that shapes a bucket of the platform's own. Its CORS rules,
   * encryption and lifecycle stay its owner's.
   *
   * @default - a bucket is made
   */
  readonly bucket?: s3.IBucket;

  /**
   * Whether old versions of PDFs are kept when they are overwritten or deleted.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
   */
  readonly versioned?: boolean;

  /**
   * How long old versions are kept, from 1 day to 10 years, in whole days.
   *
   * @default Duration.days(90)
   */
  readonly noncurrentVersionExpiration?: Duration;

  /**
   * When an upload that was never completed is thrown away, from 1 day to 1 year, in whole days.
   *
   * @default Duration.days(7)
   */
  readonly abortIncompleteUploadAfter?: Duration;

  /**
   * When PDFs move to the Standard-Infrequent Access tier, from 30 days to 10 years, in whole days; 0 days for never. The tier costs about half,
   * and a fee for each GB that is read.
   *
   * @default - PDFs stay in the Standard tier
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
   */
  readonly infrequentAccessAfter?: Duration;

  /**
   * Whether browsers may upload and read PDFs directly (with presigned URLs) from pages of the platform's own origin.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
   */
  readonly directUploads?: boolean;

  /**
   * Further origins whose pages may use presigned URLs, for example `http://localhost:3000` in development.
   *
   * @default - the platform's own origin only
   */
  readonly uploadOrigins?: string[];

  /**
   * Whether GuardDuty scans every uploaded object and tags it with the result (`GuardDutyMalwareScanStatus`), which the application
   * may read. Nobody can read an object with threats in it; one that is not scanned yet can be read. The policy of an existing
   * bucket is its owner's, and so is that rule. Billed per GB scanned.
   *
   * @default false
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/gdu-malware-protection-s3.html
   */
  readonly malwareScan?: boolean;

  /**
   * Whether S3 measures requests to the PDF bucket: their number, errors, latency and bytes. Up to 16 metrics at the price of custom
   * ones, at most $4.80 a month. Not with `bucket`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   */
  readonly requestMetrics?: boolean;

  /**
   * Whether requests to the PDF bucket, to the load balancer and to CloudFront are logged in the log bucket.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
   */
  readonly accessLogs?: boolean;

  /**
   * An existing bucket for access logs. It needs SSE-S3 encryption, enabled ACLs (for CloudFront) and a policy that lets S3 and
   * the load balancer write; AWS CDK adds the policy where it can.
   *
   * @default - a bucket is made
   */
  readonly logBucket?: s3.IBucket;

  /**
   * How long access logs are kept, from 1 day to 10 years, in whole days.
   *
   * @default Duration.days(365)
   */
  readonly accessLogRetention?: Duration;
}
