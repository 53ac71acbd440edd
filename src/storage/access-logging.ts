import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { acknowledge, inPacks } from '../settings/acknowledge';

/**
 * Has S3 log a bucket's requests in another one, if there is one. The L2 prop does the same by a bucket policy or by a legacy ACL, as a feature flag of
 * the consumer's says; the policy is the better way for all of them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function logRequests(bucket: s3.Bucket, logBucket: s3.IBucket | undefined, prefix: string): void {
  if (!logBucket) {
    acknowledge(bucket, 'Access logs are switched off by "storage.accessLogs".', 'AwsSolutions-S1', ...inPacks('S3BucketLoggingEnabled'));
    return;
  }
  (bucket.node.defaultChild as s3.CfnBucket).loggingConfiguration = { destinationBucketName: logBucket.bucketName, logFilePrefix: prefix };
  logBucket.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [logBucket.arnForObjects(`${prefix}*`)],
      // Not aws:SourceArn too: the load balancer waits for this policy, and the bucket (by its CORS rule) for CloudFront, which waits
      // for the load balancer.
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(bucket).account } },
    }),
  );
}
