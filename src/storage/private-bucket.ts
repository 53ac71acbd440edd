import { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { isZero } from '../settings/checks';

/** What every bucket has in common: nobody from outside, nothing without TLS, nothing unencrypted. */
export function privateBucket(encryptionKey?: kms.IKey): s3.BucketProps {
  const { KMS, S3_MANAGED } = s3.BucketEncryption;
  return {
    ...(encryptionKey ? { encryption: KMS, encryptionKey, bucketKeyEnabled: true } : { encryption: S3_MANAGED }),
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
  };
}

export interface DataLifecycle {
  readonly abortIncompleteUploadAfter?: Duration;
  /** Undefined: there are no old versions. */
  readonly noncurrentVersionExpiration?: Duration;
  /** 0 for never. */
  readonly infrequentAccessAfter?: Duration;
}

/** What becomes of data: of old versions, of uploads that were never completed, and in the course of time. */
export function dataLifecycle({ abortIncompleteUploadAfter, noncurrentVersionExpiration, infrequentAccessAfter }: DataLifecycle): s3.LifecycleRule[] {
  return [
    {
      id: 'clean-up',
      abortIncompleteMultipartUploadAfter: abortIncompleteUploadAfter ?? Duration.days(7),
      noncurrentVersionExpiration,
      expiredObjectDeleteMarker: noncurrentVersionExpiration && true,
    },
    ...(infrequentAccessAfter && !isZero(infrequentAccessAfter)
      ? [{ id: 'tier', transitions: [{ storageClass: s3.StorageClass.INFREQUENT_ACCESS, transitionAfter: infrequentAccessAfter }] }]
      : []),
  ];
}
