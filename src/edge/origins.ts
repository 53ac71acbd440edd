import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { accountWideName } from '../settings/names';

/** What CloudFront reads a private bucket with. */
export function accessControl(scope: Construct, id: string): cloudfront.S3OriginAccessControl {
  return new cloudfront.S3OriginAccessControl(scope, id, { originAccessControlName: accountWideName(scope, 64, id) });
}

/** A private bucket that CloudFront alone reads. */
export function bucketOrigin(bucket: s3.IBucket, originAccessControl: cloudfront.S3OriginAccessControl): cloudfront.IOrigin {
  return origins.S3BucketOrigin.withOriginAccessControl(bucket, { originAccessControl });
}

/**
 * Caches what the application says may be cached, for as long as it says, and nothing else. AWS's own CachingOptimized would keep for
 * a day what comes without a word, and for a second what must not be kept at all.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function asTheApplicationSays(scope: Construct): cloudfront.CachePolicy {
  return new cloudfront.CachePolicy(scope, 'StaticCache', {
    cachePolicyName: accountWideName(scope, 128, 'StaticCache'),
    comment: "As the application's Cache-Control says",
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(365),
    queryStringBehavior: cloudfront.CacheQueryStringBehavior.all(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });
}
