import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PdfStorageProps } from './pdf-storage';
import type { ReplicationOptions } from '../backup/backup-options';
import { acknowledgeInlinePolicy, acknowledgeWildcard } from '../settings/acknowledge';

/** Where a bucket is replicated to. */
export interface ReplicationTarget extends ReplicationOptions {
  readonly region: string;
  readonly bucket: s3.IBucket;
  /** The key that encrypts the copies, where the originals are encrypted with a key too. */
  readonly encryptionKey?: kms.IKey;
}

/** The one rule's id, by which its metrics are found. */
export const REPLICATION_RULE_ID = 'recovery-region';

/** The role that S3 copies with, and the one rule. */
export interface Replication {
  readonly replicationRole: iam.Role;
  readonly replicationRules: s3.ReplicationRule[];
}

/** What makes a bucket be replicated. Its role is given its permissions by {@link allowReplication}, once there is a bucket. */
export function replicationTo(scope: Construct, target: ReplicationTarget): Replication {
  const { bucket: destination, encryptionKey, timeControl = false } = target;
  return {
    replicationRole: new iam.Role(scope, 'ReplicationRole', {
      description: 'Copies objects to the recovery region',
      // Where S3 says on whose behalf it asks; its documentation does not say that it always does.
      assumedBy: new iam.ServicePrincipal('s3.amazonaws.com', { conditions: { StringEqualsIfExists: { 'aws:SourceAccount': Stack.of(scope).account } } }),
    }),
    replicationRules: [
      {
        id: REPLICATION_RULE_ID,
        priority: 1,
        destination,
        ...(encryptionKey && { kmsKey: encryptionKey, sseKmsEncryptedObjects: true }),
        storageClass: target.storageClass,
        deleteMarkerReplication: target.deleteMarkers ?? true,
        replicationTimeControl: timeControl ? s3.ReplicationTimeValue.FIFTEEN_MINUTES : undefined,
        metrics: isMeasured(target) ? s3.ReplicationTimeValue.FIFTEEN_MINUTES : undefined,
      },
    ],
  };
}

/** The promise of a time comes with metrics. */
export function isMeasured({ metrics = true, timeControl = false }: ReplicationTarget): boolean {
  return metrics || timeControl;
}

/** Lets the replication's role read this bucket and write the other, and no more than that. */
export function allowReplication(bucket: s3.Bucket, role: iam.Role, target: ReplicationTarget): void {
  const { region } = Stack.of(bucket);
  const { bucket: destination, encryptionKey } = target;
  const allow = (statement: iam.PolicyStatementProps) => role.addToPolicy(new iam.PolicyStatement(statement));
  allow({ actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [bucket.bucketArn] });
  allow({
    actions: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
    resources: [bucket.arnForObjects('*')],
  });
  allow({ actions: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], resources: [destination.arnForObjects('*')] });
  if (bucket.encryptionKey && encryptionKey) {
    const throughS3In = (where: string) => ({ StringEquals: { 'kms:ViaService': `s3.${where}.amazonaws.com` } });
    allow({ actions: ['kms:Decrypt'], resources: [bucket.encryptionKey.keyArn], conditions: throughS3In(region) });
    allow({ actions: ['kms:Encrypt', 'kms:GenerateDataKey'], resources: [encryptionKey.keyArn], conditions: throughS3In(target.region) });
  }
  const policy = acknowledgeInlinePolicy(role);
  for (const each of [bucket, destination]) {
    acknowledgeWildcard(policy, each.arnForObjects('*'), 'Every object of the one bucket is copied to the other.');
  }
  // S3 wants a threshold with its promise only; the L2 writes one with metrics, too.
  if (isMeasured(target) && !target.timeControl) {
    (bucket.node.defaultChild as s3.CfnBucket).addPropertyDeletionOverride('ReplicationConfiguration.Rules.0.Destination.Metrics.EventThreshold');
  }
}

/** Where PDFs of a bucket of the platform's own go. */
export function replicationTarget(props: PdfStorageProps): ReplicationTarget | undefined {
  const { bucket, replicaBucket, replicaRegion, replicaKey, encryptionKey, replication } = props;
  if (bucket || !replicaBucket || !replicaRegion) return undefined;
  return { ...replication, bucket: replicaBucket, region: replicaRegion, encryptionKey: encryptionKey && replicaKey };
}
