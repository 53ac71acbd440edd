import { App, Duration, Fn, Lazy, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, type NagPack, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { DataProtection } from '../../../src';
import { CostExport } from '../../../src/cost/accounting/cost-export';
import { COST_EXPORT_COLUMNS } from '../../../src/cost/accounting/cost-export-columns';
import { CostExportGranularity, type CostExportOptions } from '../../../src/cost/accounting/cost-export-options';
import { makeStack, onlyResource } from '../../helpers/platform';

const PREFIX_RULE = "'cost.costExport.prefix' must be 1 to 200 letters, digits and ! - _ . * ' ( ) / without a slash at its ends";

function makeExport(options?: CostExportOptions, stack = makeStack()) {
  const costExport = new CostExport(stack, 'Costs', options);
  return { stack, costExport, template: Template.fromStack(stack), exportOf: () => onlyResource(Template.fromStack(stack), 'AWS::BCMDataExports::Export') };
}

describe('R7.1 R7.2 the export of costs and usage', () => {
  test('is CUR 2.0 by day and resource, as Parquet, into a bucket of its own', () => {
    const { stack, costExport, exportOf } = makeExport();
    expect(exportOf().Properties).toEqual({
      Export: {
        Name: expect.stringMatching(/^costs-daily-Stack-[0-9a-f]{8}-us-east-1$/),
        DataQuery: {
          QueryStatement: expect.stringMatching(/^SELECT bill_bill_type, .* FROM COST_AND_USAGE_REPORT$/),
          TableConfigurations: {
            COST_AND_USAGE_REPORT: {
              TIME_GRANULARITY: 'DAILY',
              INCLUDE_RESOURCES: 'TRUE',
              INCLUDE_SPLIT_COST_ALLOCATION_DATA: 'FALSE',
              INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: 'FALSE',
            },
          },
        },
        DestinationConfigurations: {
          S3Destination: {
            S3Bucket: stack.resolve(costExport.bucket.bucketName),
            S3Prefix: 'cost-and-usage',
            S3Region: 'us-east-1',
            S3OutputConfigurations: { OutputType: 'CUSTOM', Format: 'PARQUET', Compression: 'PARQUET', Overwrite: 'OVERWRITE_REPORT' },
          },
        },
        RefreshCadence: { Frequency: 'SYNCHRONOUS' },
      },
    });
  });

  test('asks for columns that the table has, each once, and within the length of a query', () => {
    expect(new Set(COST_EXPORT_COLUMNS).size).toBe(COST_EXPORT_COLUMNS.length);
    expect(COST_EXPORT_COLUMNS).toEqual(expect.arrayContaining(['line_item_unblended_cost', 'line_item_resource_id', 'resource_tags']));
    for (const column of COST_EXPORT_COLUMNS) expect(column).toMatch(/^[a-z_]+$/);
    expect(COST_EXPORT_COLUMNS.join(', ').length).toBeLessThan(36_000);
  });

  test('of another granularity is another export, with another name', () => {
    const { Export } = makeExport({ granularity: CostExportGranularity.HOURLY, prefix: "a/b-c_d.e!*'()" }).exportOf().Properties;
    expect(Export.Name).toMatch(/^costs-hourly-Stack-/);
    expect(Export.DataQuery.TableConfigurations.COST_AND_USAGE_REPORT.TIME_GRANULARITY).toBe('HOURLY');
    expect(Export.DestinationConfigurations.S3Destination.S3Prefix).toBe("a/b-c_d.e!*'()");
  });

  test('waits for the policy of the bucket', () => {
    const { template, exportOf } = makeExport();
    expect(exportOf().DependsOn).toEqual(Object.keys(template.findResources('AWS::S3::BucketPolicy')));
  });

  test('needs a stack in us-east-1', () => {
    expect(() => makeExport({}, makeStack({ env: { region: 'ap-northeast-1' } }))).toThrow("'cost.costExport' needs the platform's stack in us-east-1, where alone AWS makes data exports, got 'ap-northeast-1'");
  });

  test('an unknown region passes', () => {
    const { exportOf } = makeExport({}, new Stack(new App(), 'Stack'));
    expect(exportOf().Properties.Export.DestinationConfigurations.S3Destination.S3Region).toEqual({ Ref: 'AWS::Region' });
  });

  test.each<[CostExportOptions, string]>([
    [{ prefix: '' }, `${PREFIX_RULE}, got ''`],
    [{ prefix: '/costs' }, "got '/costs'"],
    [{ prefix: 'costs/' }, "got 'costs/'"],
    [{ prefix: 'co sts' }, "got 'co sts'"],
    [{ prefix: 'a'.repeat(201) }, PREFIX_RULE],
    [{ retention: Duration.days(30) }, "'cost.costExport.retention' must be a whole number of days from 31 to 3650, got '30 days'"],
    [{ retention: Duration.days(3651) }, "got '3651 days'"],
  ])('%j is refused', (options, message) => {
    expect(() => makeExport(options)).toThrow(message);
  });

  test('tokens pass', () => {
    const { template, exportOf } = makeExport({ prefix: Fn.importValue('prefix'), retention: Duration.days(Lazy.number({ produce: () => 7 })) });
    expect(exportOf().Properties.Export.DestinationConfigurations.S3Destination.S3Prefix).toEqual({ 'Fn::ImportValue': 'prefix' });
    expect(onlyResource(template, 'AWS::S3::Bucket').Properties.LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(7);
  });
});

describe('R7.2 the bucket of the export', () => {
  const deliveryOf = (template: Template) =>
    onlyResource(template, 'AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement.filter(({ Sid }: any) => Sid);

  test('is private, encrypted, versioned and expires', () => {
    const bucket = onlyResource(makeExport().template, 'AWS::S3::Bucket');
    expect(bucket.Properties).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [{
          Id: 'expire-exports',
          Status: 'Enabled',
          ExpirationInDays: 1095,
          NoncurrentVersionExpiration: { NoncurrentDays: 7 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        }],
      },
    });
    expect(bucket.DeletionPolicy).toBe('Retain');
  });

  test('goes with a disposable stack, and keeps as long as asked', () => {
    const bucket = onlyResource(makeExport({ dataProtection: DataProtection.DISPOSABLE, retention: Duration.days(31) }).template, 'AWS::S3::Bucket');
    expect(bucket.DeletionPolicy).toBe('Delete');
    expect(bucket.Properties.LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(31);
  });

  test('R3.2 lets AWS write for this account alone, as its documentation has it', () => {
    const { stack, costExport, template } = makeExport();
    const arn = stack.resolve(costExport.bucket.bucketArn);
    const sourceArn = (rest: string[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest[0], { Ref: 'AWS::AccountId' }, rest[1]]] });
    expect(deliveryOf(template)).toEqual([
      {
        Sid: 'EnableAWSDataExportsToWriteToS3AndCheckPolicy',
        Effect: 'Allow',
        Principal: { Service: ['billingreports.amazonaws.com', 'bcm-data-exports.amazonaws.com'] },
        Action: ['s3:PutObject', 's3:GetBucketPolicy'],
        Resource: [arn, { 'Fn::Join': ['', [arn, '/*']] }],
        Condition: {
          StringLike: {
            'aws:SourceAccount': { Ref: 'AWS::AccountId' },
            'aws:SourceArn': [sourceArn([':cur:us-east-1:', ':definition/*']), sourceArn([':bcm-data-exports:us-east-1:', ':export/*'])],
          },
        },
      },
    ]);
  });

  test('R3.2 takes TLS 1.2 and later only', () => {
    const { Statement } = onlyResource(makeExport().template, 'AWS::S3::BucketPolicy').Properties.PolicyDocument;
    expect(Statement.filter(({ Effect }: any) => Effect === 'Deny').map(({ Condition }: any) => Condition)).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } }, { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    ]);
  });

  test('logs its requests where that is asked for', () => {
    const stack = makeStack();
    const accessLogBucket = new s3.Bucket(stack, 'Logs');
    const { template } = makeExport({ accessLogBucket }, stack);
    const destination = stack.resolve(accessLogBucket.bucketName);
    template.hasResourceProperties('AWS::S3::Bucket', { LoggingConfiguration: { DestinationBucketName: destination, LogFilePrefix: 'cost-export/' } });
  });

  test('can be brought, with the policy that CDK adds', () => {
    const stack = makeStack();
    const bucket = new s3.Bucket(stack, 'Theirs');
    const { template, costExport } = makeExport({ bucket }, stack);
    template.resourceCountIs('AWS::S3::Bucket', 1);
    expect(deliveryOf(template)).toHaveLength(1);
    expect(costExport.bucket).toBe(bucket);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('can be imported from another region, with a warning about the policy', () => {
    const stack = makeStack();
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'their-costs', region: 'ap-northeast-1' });
    const { template, exportOf } = makeExport({ bucket }, stack);
    template.resourceCountIs('AWS::S3::Bucket', 0);
    expect(exportOf().Properties.Export.DestinationConfigurations.S3Destination).toMatchObject({ S3Bucket: 'their-costs', S3Region: 'ap-northeast-1' });
    expect(exportOf()).not.toHaveProperty('DependsOn');
    Annotations.fromStack(stack).hasWarning('/Stack/Costs', Match.stringLikeRegexp('must let Data Exports write.*\\[ack: cdk-pdf-web-platform:cost-export-bucket\\]'));
  });

  test('that is brought excludes what shapes one of its own', () => {
    const stack = makeStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Theirs', 'their-costs');
    expect(() => new CostExport(stack, 'A', { bucket, retention: Duration.days(90) })).toThrow("'cost.costExport.retention' cannot be combined with 'cost.costExport.bucket'");
    expect(() => new CostExport(stack, 'B', { bucket, accessLogBucket: bucket })).toThrow("'cost.costExport.accessLogBucket' cannot be combined with 'cost.costExport.bucket'");
  });
});

describe('R3.2 R7.2 cdk-nag', () => {
  const packs = (): NagPack[] => [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()];
  const findings = (app: App) =>
    packs().flatMap((pack) => pack.validateScope(app).violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath ?? '?' }))));

  test.each([false, true])('nothing is left, and every pack ran (requests logged: %s)', (logged) => {
    const stack = makeStack();
    const accessLogBucket = logged ? s3.Bucket.fromBucketName(stack, 'Logs', 'logs') : undefined;
    new CostExport(stack, 'Costs', { accessLogBucket });
    new s3.CfnBucket(stack, 'Canary');
    const found = findings(stack.node.root as App);
    expect(new Set(found.map(({ path }) => path))).toEqual(new Set(['Stack/Canary']));
    for (const pack of ['AwsSolutions-', 'NIST.800.53.R5-', 'HIPAA.Security-', 'PCI.DSS.321-']) {
      expect(found.some(({ rule }) => rule.startsWith(pack))).toBe(true);
    }
  });

  test('every acknowledgement is needed', () => {
    const stack = makeStack();
    const { bucket } = new CostExport(stack, 'Costs');
    const acknowledged = bucket.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data).map((id) => id.replace(/^annotation::/i, '')));
    const bare = makeStack();
    new s3.Bucket(bare, 'Bucket', { enforceSSL: true, versioned: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL });
    const open = new Set(findings(bare.node.root as App).map(({ rule }) => rule));
    expect(acknowledged.filter((id) => !open.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(5);
  });
});
