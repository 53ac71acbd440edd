import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { makeStorage, pdfBucket } from './storage';
import type { PdfStorageProps, ReplicationOptions } from '../../src';
import { makeStack, resourcesOf } from '../helpers/platform';

const KEY_THERE = 'arn:aws:kms:us-west-2:111122223333:key/12345678-1234-1234-1234-123456789012';
const THERE = 'arn:aws:s3:::pdfs-there';

function replicated(replication?: ReplicationOptions, { key = false, ...more }: Partial<PdfStorageProps> & { key?: boolean } = {}) {
  const stack = makeStack();
  return makeStorage(
    {
      replicaBucket: s3.Bucket.fromBucketArn(stack, 'There', THERE),
      replicaRegion: 'us-west-2',
      replicaKey: key ? kms.Key.fromKeyArn(stack, 'KeyThere', KEY_THERE) : undefined,
      encryptionKey: key ? new kms.Key(stack, 'Key') : undefined,
      replication,
      ...more,
    },
    stack,
  );
}

const configurationOf = (made: ReturnType<typeof makeStorage>) => pdfBucket(made.template).Properties.ReplicationConfiguration;
const RULE = { Id: 'recovery-region', Priority: 1, Status: 'Enabled', Filter: { Prefix: '' }, DeleteMarkerReplication: { Status: 'Enabled' } };

describe('R6.2 replication of PDFs', () => {
  test('every PDF, every version and every deletion, with metrics, and no promise of a time', () => {
    expect(configurationOf(replicated()).Rules).toEqual([{ ...RULE, Destination: { Bucket: THERE, Metrics: { Status: 'Enabled' } } }]);
  });

  test('encrypted with the key of the other region, where a key encrypts them here', () => {
    expect(configurationOf(replicated(undefined, { key: true })).Rules).toEqual([
      {
        ...RULE,
        Destination: { Bucket: THERE, Metrics: { Status: 'Enabled' }, EncryptionConfiguration: { ReplicaKmsKeyID: KEY_THERE } },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
      },
    ]);
  });

  test('timeControl: 15 minutes, with metrics whether they are asked for or not', () => {
    const fifteen = { Minutes: 15 };
    expect(configurationOf(replicated({ timeControl: true, metrics: false })).Rules[0].Destination).toEqual({
      Bucket: THERE,
      Metrics: { Status: 'Enabled', EventThreshold: fifteen },
      ReplicationTime: { Status: 'Enabled', Time: fifteen },
    });
  });

  test('metrics, deleteMarkers and storageClass are choices', () => {
    const storageClass = s3.StorageClass.GLACIER_INSTANT_RETRIEVAL;
    const [rule] = configurationOf(replicated({ metrics: false, deleteMarkers: false, storageClass })).Rules;
    expect(rule).toEqual({ ...RULE, DeleteMarkerReplication: { Status: 'Disabled' }, Destination: { Bucket: THERE, StorageClass: 'GLACIER_IR' } });
  });

  test.each([[undefined, true], [{ metrics: false }, false], [{ metrics: false, timeControl: true }, true]])('%j: measured %s', (options, measured) => {
    const { storage } = replicated(options);
    expect([storage.measuresReplication, storage.replicaBucket?.bucketArn]).toEqual([measured, THERE]);
  });

  test('without a replica: none of it', () => {
    const made = makeStorage();
    expect(configurationOf(made)).toBeUndefined();
    expect([made.storage.replicationRole, made.storage.replicaBucket, made.storage.measuresReplication]).toEqual([undefined, undefined, false]);
  });
});

describe('R3.2 the role that S3 replicates with', () => {
  function statements(made: ReturnType<typeof makeStorage>) {
    const role = made.stack.getLogicalId(made.storage.replicationRole!.node.defaultChild as any);
    const [policy] = Object.values(resourcesOf(made.template, 'AWS::IAM::Policy')).filter(({ Properties }) => Properties.Roles[0].Ref === role);
    return policy.Properties.PolicyDocument.Statement;
  }
  const at = (made: ReturnType<typeof makeStorage>) => [made.stack.getLogicalId(made.storage.bucket.node.defaultChild as any), 'Arn'];

  test('reads this bucket, writes the other, and no more', () => {
    const made = replicated();
    const Arn = { 'Fn::GetAtt': at(made) };
    const objects = { 'Fn::Join': ['', [Arn, '/*']] };
    expect(statements(made)).toEqual([
      { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: Arn },
      { Effect: 'Allow', Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'], Resource: objects },
      { Effect: 'Allow', Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], Resource: `${THERE}/*` },
    ]);
  });

  test('with keys: decrypts with the one and encrypts with the other, each through S3 of its region', () => {
    const made = replicated(undefined, { key: true });
    expect(statements(made).slice(3)).toEqual([
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: made.stack.resolve(made.storage.bucket.encryptionKey!.keyArn), Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } },
      { Effect: 'Allow', Action: ['kms:Encrypt', 'kms:GenerateDataKey'], Resource: KEY_THERE, Condition: { StringEquals: { 'kms:ViaService': 's3.us-west-2.amazonaws.com' } } },
    ]);
  });
});

describe('what cannot be replicated is refused', () => {
  test.each([
    ['unversioned PDFs', { versioned: false }, /'backup\.recoveryRegion' needs 'storage\.versioned' to be on/],
    ['PDFs with a key, without one there', { encryptionKey: 'make' }, /need one in the recovery region too/],
    ['a replica without a region', { replicaRegion: undefined }, /'replicaBucket' and 'replicaRegion' are given together/],
  ])('%s', (_what, props: any, message) => {
    const stack = makeStack();
    const encryptionKey = props.encryptionKey && new kms.Key(stack, 'Key');
    const there = s3.Bucket.fromBucketArn(stack, 'There', THERE);
    expect(() => makeStorage({ replicaBucket: there, replicaRegion: 'us-west-2', ...props, encryptionKey }, stack)).toThrow(message);
  });

  test('a brought bucket, whose replication is its owner\'s', () => {
    const stack = makeStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'mine');
    expect(() => makeStorage({ bucket, replicaBucket: bucket, replicaRegion: 'us-west-2' }, stack)).toThrow(/'replicaBucket' cannot be combined with 'storage\.bucket'/);
  });
});
