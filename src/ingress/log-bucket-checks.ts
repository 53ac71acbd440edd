import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { conflict } from '../settings/checks';

/** The bucket's own resource, where it is made in this app; of an imported one nothing is known. */
function made(bucket: s3.IBucket): s3.CfnBucket | undefined {
  const child = bucket.node.defaultChild;
  return child instanceof s3.CfnBucket ? child : undefined;
}

/** Load balancers cannot write to a bucket with a KMS key. */
export function checkLogBucketEncryption(bucket: s3.IBucket): void {
  if (bucket.encryptionKey) throw conflict("'storage.logBucket' must be encrypted by S3 (SSE-S3): load balancers cannot write to a bucket with a KMS key");
}

/** CloudFront's standard logs need a bucket with ACLs enabled, which is no longer the default. */
export function checkLogBucketAcls(bucket: s3.IBucket): void {
  const resource = made(bucket);
  if (!resource) return;
  const ownership = Stack.of(bucket).resolve(resource.ownershipControls)?.rules?.[0]?.objectOwnership ?? 'BucketOwnerEnforced';
  if (ownership !== 'BucketOwnerEnforced') return;
  throw conflict(`'storage.logBucket' must have ACLs enabled for CloudFront's logs ('objectOwnership' BUCKET_OWNER_PREFERRED), got ${ownership}`);
}
