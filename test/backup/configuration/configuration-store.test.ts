import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { DataProtection } from '../../../src';
import { ConfigurationStore, type ConfigurationStoreProps } from '../../../src/backup/configuration/configuration-store';
import { makeStack, onlyResource } from '../../helpers/platform';

type Props = (stack: ReturnType<typeof makeStack>) => ConfigurationStoreProps;

function make(props: Props = () => ({}), encrypted = false) {
  const stack = makeStack();
  const encryptionKey = encrypted ? new kms.Key(stack, 'Key') : undefined;
  const store = new ConfigurationStore(stack, 'Store', { encryptionKey, ...props(stack) });
  const bucketId = stack.resolve(store.bucket.bucketName).Ref;
  return {
    stack,
    store,
    encryptionKey,
    bucketId,
    get bucket() {
      return Template.fromStack(stack).findResources('AWS::S3::Bucket')[bucketId];
    },
  };
}

const logs: Props = (stack) => ({ logBucket: new s3.Bucket(stack, 'Logs') });
const copies: Props = (stack) => ({
  replicationRole: new iam.Role(stack, 'Copier', { assumedBy: new iam.ServicePrincipal('s3.amazonaws.com') }),
  replicationRules: [{ id: 'copy', priority: 1, destination: s3.Bucket.fromBucketName(stack, 'Copy', 'copy'), deleteMarkerReplication: true }],
});

describe('R6.2 the bucket of configuration files', () => {
  test('keeps versions for a year, and nothing else is in it', () => {
    const { bucket } = make();
    expect(bucket).toEqual({
      Type: 'AWS::S3::Bucket',
      UpdateReplacePolicy: 'Retain',
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'clean-up',
              Status: 'Enabled',
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
              ExpiredObjectDeleteMarker: true,
              NoncurrentVersionExpiration: { NoncurrentDays: 365 },
            },
          ],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    });
  });

  test('needs no props', () => {
    const stack = makeStack();
    expect(Template.fromStack(new ConfigurationStore(stack, 'Store').bucket.stack).toJSON()).toEqual(Template.fromStack(make().stack).toJSON());
  });

  test('or for as long as is asked', () => {
    const { bucket } = make(() => ({ noncurrentVersionExpiration: Duration.days(30) }));
    expect(bucket.Properties.LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration).toEqual({ NoncurrentDays: 30 });
  });

  test('goes with the stack where data is not protected', () => {
    const { bucket } = make(() => ({ dataProtection: DataProtection.DISPOSABLE }));
    expect([bucket.DeletionPolicy, bucket.UpdateReplacePolicy]).toEqual(['Delete', 'Delete']);
  });

  test('is encrypted with a key of the customer\'s own, where there is one', () => {
    const { bucket, stack, encryptionKey } = make(undefined, true);
    expect(bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([
      { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: stack.resolve(encryptionKey!.keyArn) } },
    ]);
  });

  test('takes no request without TLS 1.2', () => {
    const { stack } = make();
    const statements: any[] = onlyResource(Template.fromStack(stack), 'AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement;
    expect(statements.map(({ Effect, Condition }) => [Effect, Condition])).toEqual([
      ['Deny', { Bool: { 'aws:SecureTransport': 'false' } }],
      ['Deny', { NumericLessThan: { 's3:TlsVersion': 1.2 } }],
    ]);
  });

  test('logs its requests', () => {
    const { bucket, stack } = make(logs);
    expect(bucket.Properties.LoggingConfiguration).toEqual({ DestinationBucketName: { Ref: expect.stringMatching(/^Logs/) }, LogFilePrefix: 's3-configuration/' });
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))).toContain('/s3-configuration/*');
  });

  test('is replicated as it is told', () => {
    const { bucket } = make(copies);
    expect(bucket.Properties.ReplicationConfiguration).toEqual({
      Role: { 'Fn::GetAtt': [expect.stringMatching(/^Copier/), 'Arn'] },
      Rules: [expect.objectContaining({ Id: 'copy', Status: 'Enabled', Destination: { Bucket: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::copy']] } } })],
    });
  });

  test.each<[string, ConfigurationStoreProps]>([
    ["'noncurrentVersionExpiration' must be a whole number of days from 1 to 3650, got '0 days'", { noncurrentVersionExpiration: Duration.days(0) }],
    ["'noncurrentVersionExpiration' must be a whole number of days from 1 to 3650, got '3651 days'", { noncurrentVersionExpiration: Duration.days(3651) }],
    ["'replicationRole' and 'replicationRules' are given together or not at all", { replicationRules: [] }],
  ])('refuses: %s', (message, props) => {
    expect(() => make(() => props)).toThrow(message);
  });

  test('refuses a role without rules', () => {
    expect(() => make((stack) => ({ replicationRole: copies(stack).replicationRole }))).toThrow("'replicationRole' and 'replicationRules'");
  });
});

describe('R3.2 least privilege: configuration files', () => {
  function granted(encrypted: boolean) {
    const { stack, store, encryptionKey } = make(undefined, encrypted);
    const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    expect(store.grantRead(role).success).toBe(true);
    const { Statement } = onlyResource(Template.fromStack(stack), 'AWS::IAM::Policy').Properties.PolicyDocument;
    return { Statement, stack, store, encryptionKey };
  }

  test.each([false, true])('grantRead names its actions one by one, with a key: %s', (encrypted) => {
    const { Statement, stack, store, encryptionKey } = granted(encrypted);
    expect(Statement).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: stack.resolve(store.bucket.arnForObjects('*')) },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: stack.resolve(store.bucket.bucketArn) },
      ...(encryptionKey ? [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(encryptionKey.keyArn) }] : []),
    ]);
  });

  test.each<[string, Props | undefined, boolean]>([
    ['nothing', undefined, false],
    ['logs', logs, false],
    ['copies', copies, true],
  ])('cdk-nag has nothing against it, with %s', (_name, props, encrypted) => {
    const { stack, store } = make(props, encrypted);
    new s3.CfnBucket(stack, 'Canary');
    for (const pack of [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()]) {
      const { violations } = pack.validateScope(stack);
      const paths = violations.flatMap(({ violatingResources }) => violatingResources.map(({ constructPath }) => constructPath));
      expect(paths).toContain('Stack/Canary');
      expect(paths.filter((path) => path?.startsWith(store.node.path))).toEqual([]);
    }
  });
});
