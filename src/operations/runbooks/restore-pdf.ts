import { Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { assertThat, branch, type Call, call, FALSE, type Step, TRUE } from './automation';
import { Runbook } from './runbook';
import type { Permission } from './runbook-content';

/** Stands for no version: branches on an empty text are not documented. */
const NEWEST = 'newest';

/** Makes an old version of a PDF the current one. */
export function restorePdf(scope: Construct, id: string, bucket: s3.IBucket): Runbook {
  const { bucketName } = bucket;
  return Runbook._make(scope, id, {
    description: {
      what: `Makes an old version of one PDF in the bucket \`${bucketName}\` the current one, by a copy: what was deleted is there again, what was `
        + 'overwritten is as it was. No version is lost.',
      before: [
        `Look at the versions: \`aws s3api list-object-versions --bucket ${bucketName} --prefix KEY\`.`,
        'Without a version, the PDF must be deleted; the newest version before that comes back. For one that was overwritten, give the version.',
        'S3 copies up to 5 GB in one call. What is larger, or has other characters in its key than the parameter takes, is copied by `aws s3 cp` or '
          + '`aws s3api copy-object` (with the source\'s key URL-encoded).',
        'A version in an archive class must be restored from there first.',
      ],
      after: [
        'CloudFront may have cached another state: the runbook InvalidateCdn has it forget that.',
        'What the application\'s database says of the PDF is not changed.',
      ],
      undo: 'Delete the PDF, or start this runbook again with the version that was current before.',
    },
    parameters: {
      Key: {
        type: 'String',
        description: 'The key of the PDF, with characters that need no encoding.',
        allowedPattern: '^[A-Za-z0-9!_.*\'()/-]{1,1024}$',
      },
      VersionId: {
        type: 'String',
        description: `The version that becomes the current one, or "${NEWEST}": that of a PDF that is deleted.`,
        default: NEWEST,
        allowedPattern: '^[A-Za-z0-9._-]{1,1024}$',
      },
    },
    steps: stepsOf(bucketName),
    outputs: ['describeCurrent.VersionId'],
    permissions: permissionsOf(bucket),
  });
}

function stepsOf(bucket: string): Step[] {
  // Of the keys that begin so, the key itself is the first; of its versions, the newest.
  const versions: Call = { api: 's3:ListObjectVersions', inputs: { Bucket: bucket, Prefix: '{{ Key }}' } };
  const copy = (name: string, versionId: string) => call(name, {
    api: 's3:CopyObject', inputs: { Bucket: bucket, Key: '{{ Key }}', CopySource: `${bucket}/{{ Key }}?versionId=${versionId}` },
  }, {}, { nextStep: 'assertCurrent' });
  return [
    branch('chooseVersion', [{ variable: '{{ VersionId }}', equals: NEWEST, nextStep: 'assertKey' }], 'copyGiven'),
    assertThat('assertKey', versions, '$.Versions[0].Key', ['{{ Key }}'], { description: 'S3 has no version of this PDF.' }),
    assertThat('assertDeleted', versions, '$.Versions[0].IsLatest', FALSE, { description: 'The newest version is the current one: give VersionId.' }),
    call('findNewest', versions, { VersionId: '$.Versions[0].VersionId' }),
    copy('copyNewest', '{{ findNewest.VersionId }}'),
    copy('copyGiven', '{{ VersionId }}'),
    assertThat('assertCurrent', versions, '$.Versions[0].IsLatest', TRUE),
    call('describeCurrent', versions, { VersionId: '$.Versions[0].VersionId' }),
  ];
}

function permissionsOf(bucket: s3.IBucket): Permission[] {
  const { encryptionKey } = bucket;
  const throughS3 = { 'kms:ViaService': `s3.${Stack.of(bucket).region}.amazonaws.com` };
  return [
    { actions: ['s3:ListBucketVersions'], resources: [bucket.bucketArn] },
    {
      actions: ['s3:GetObjectVersion', 's3:GetObjectVersionTagging', 's3:PutObject', 's3:PutObjectTagging'],
      resources: [bucket.arnForObjects('*')],
      wildcard: 'Which PDF of this one bucket it is, is a parameter.',
    },
    ...(encryptionKey ? [{ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [encryptionKey.keyArn], conditions: { StringEquals: throughS3 } }] : []),
  ];
}
