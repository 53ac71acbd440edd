import * as s3 from 'aws-cdk-lib/aws-s3';

/** What every bucket without a key of the customer's own has in common: nobody from outside, nothing without TLS, nothing unencrypted. */
export function privateBucket(): s3.BucketProps {
  return {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
  };
}
