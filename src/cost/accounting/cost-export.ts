import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as bcmdataexports from 'aws-cdk-lib/aws-bcmdataexports';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { COST_EXPORT_COLUMNS } from './cost-export-columns';
import { CostExportGranularity, type CostExportOptions } from './cost-export-options';
import { acknowledge, inPacks } from '../../settings/acknowledge';
import { advise, checkDuration, checkPattern, conflict, WholeUnit } from '../../settings/checks';
import { accountWideName } from '../../settings/names';
import { removalFor } from '../../settings/removal';
import { logRequests } from '../../storage/access-logging';
import { privateBucket } from '../../storage/private-bucket';

/** Where AWS keeps every data export, wherever its bucket is. */
const EXPORT_REGION = 'us-east-1';

const TABLE = 'COST_AND_USAGE_REPORT';

/**
 * An export of the account's costs and usage (CUR 2.0, as Parquet files with a line for each resource) to a bucket. AWS delivers first
 * within 24 hours, then up to three times a day. The stack must be in us-east-1.
 *
 * @see https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html
 */
export class CostExport extends Construct {
  /** The bucket that the export is written to. */
  public readonly bucket: s3.IBucket;

  /** The export. */
  public readonly dataExport: bcmdataexports.CfnExport;

  constructor(scope: Construct, id: string, props: CostExportOptions = {}) {
    super(scope, id);
    const { region } = Stack.of(this);
    if (!Token.isUnresolved(region) && region !== EXPORT_REGION) {
      throw conflict(
        `'cost.costExport' needs the platform's stack in ${EXPORT_REGION}, where alone AWS makes data exports, got '${region}': make a CostExport in a stack of its own there`,
      );
    }
    checkPattern('cost.costExport.prefix', props.prefix, /^(?!\/)[\w!.*'()/-]{1,200}(?<!\/)$/, "1 to 200 letters, digits and ! - _ . * ' ( ) / without a slash at its ends");
    checkDuration('cost.costExport.retention', props.retention, Duration.days(31), Duration.days(3650), WholeUnit.DAYS);
    for (const prop of ['retention', 'accessLogBucket'] as const) {
      if (props.bucket && props[prop] !== undefined) throw conflict(`'cost.costExport.${prop}' cannot be combined with 'cost.costExport.bucket'`);
    }

    this.bucket = props.bucket ?? this.makeBucket(props);
    const { statementAdded, policyDependable } = this.bucket.addToResourcePolicy(this.deliveryStatement());
    if (!statementAdded) {
      advise(
        this,
        'cost-export-bucket',
        'AWS CDK cannot change the policy of the existing bucket: it must let Data Exports write, as https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html says.',
      );
    }

    const granularity = props.granularity ?? CostExportGranularity.DAILY;
    this.dataExport = new bcmdataexports.CfnExport(this, 'Export', {
      export: {
        // AWS never changes an export's granularity: another one is another export, which needs another name.
        name: accountWideName(this, 128, `costs-${granularity.toLowerCase()}`),
        dataQuery: {
          queryStatement: `SELECT ${COST_EXPORT_COLUMNS.join(', ')} FROM ${TABLE}`,
          tableConfigurations: {
            [TABLE]: {
              TIME_GRANULARITY: granularity,
              INCLUDE_RESOURCES: 'TRUE',
              INCLUDE_SPLIT_COST_ALLOCATION_DATA: 'FALSE',
              INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: 'FALSE',
            },
          },
        },
        destinationConfigurations: {
          s3Destination: {
            s3Bucket: this.bucket.bucketName,
            s3Prefix: props.prefix ?? 'cost-and-usage',
            s3Region: this.bucket.env.region,
            s3OutputConfigurations: { outputType: 'CUSTOM', format: 'PARQUET', compression: 'PARQUET', overwrite: 'OVERWRITE_REPORT' },
          },
        },
        refreshCadence: { frequency: 'SYNCHRONOUS' },
      },
    });
    // AWS looks at the policy when the export is made.
    if (policyDependable) this.dataExport.node.addDependency(policyDependable);
  }

  private makeBucket(props: CostExportOptions): s3.Bucket {
    const bucket = new s3.Bucket(this, 'Bucket', {
      ...privateBucket(),
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        {
          id: 'expire-exports',
          expiration: props.retention ?? Duration.days(1095),
          // Each delivery overwrites the month's files.
          noncurrentVersionExpiration: Duration.days(7),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      removalPolicy: removalFor(props.dataProtection).stateful,
    });
    if (props.accessLogBucket) logRequests(bucket, props.accessLogBucket, 'cost-export/');
    else acknowledge(bucket, 'Whether requests are logged is the choice of "accessLogBucket".', 'AwsSolutions-S1', ...inPacks('S3BucketLoggingEnabled'));
    acknowledge(bucket, 'S3 encrypts the export with its own key; it holds costs, no data of users.', ...inPacks('S3DefaultEncryptionKMS'));
    acknowledge(bucket, 'The export is a copy of billing data that AWS keeps itself; the recovery region does not need it.', ...inPacks('S3BucketReplicationEnabled'));
    return bucket;
  }

  /** The statement that AWS documents for the bucket, word for word. */
  private deliveryStatement(): iam.PolicyStatement {
    const stack = Stack.of(this);
    const arn = (service: string, resource: string) => stack.formatArn({ service, region: EXPORT_REGION, resource, resourceName: '*' });
    return new iam.PolicyStatement({
      sid: 'EnableAWSDataExportsToWriteToS3AndCheckPolicy',
      principals: ['billingreports', 'bcm-data-exports'].map((service) => new iam.ServicePrincipal(`${service}.amazonaws.com`)),
      actions: ['s3:PutObject', 's3:GetBucketPolicy'],
      resources: [this.bucket.bucketArn, this.bucket.arnForObjects('*')],
      conditions: {
        StringLike: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': [arn('cur', 'definition'), arn('bcm-data-exports', 'export')] },
      },
    });
  }
}
