import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { conflict } from '../settings/checks';

/** The bucket's own resource, where it is made in this app; of an imported one nothing is known. */
export function madeBucket(bucket: s3.IBucket): s3.CfnBucket | undefined {
  const child = bucket.node.defaultChild;
  return child instanceof s3.CfnBucket ? child : undefined;
}

/** Load balancers cannot write to a bucket with a KMS key, be it the customer's own (`encryptionKey`) or S3's (`aws/s3`). */
export function checkLogBucketEncryption(bucket: s3.IBucket): void {
  const rules = Stack.of(bucket).resolve(madeBucket(bucket)?.bucketEncryption)?.serverSideEncryptionConfiguration ?? [];
  const isWithKms = rules.some((rule: any) => String(rule.serverSideEncryptionByDefault?.sseAlgorithm).startsWith('aws:kms'));
  if (!isWithKms && !bucket.encryptionKey) return;
  throw conflict("'storage.logBucket' must be encrypted by S3 (SSE-S3): load balancers cannot write to a bucket with a KMS key");
}
