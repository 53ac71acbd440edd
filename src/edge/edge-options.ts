import type { Duration } from 'aws-cdk-lib';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { SignedPdfDelivery } from './signed-pdf-delivery';

/** The settings of CloudFront and its web application firewall. */
export interface EdgeOptions {
  /**
   * Whether a web ACL with AWS's common rules and a rate limit stands before CloudFront. It costs some $8 a month and $0.60 per
   * million requests.
   *
   * @default false
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
   */
  readonly waf?: boolean;

  /**
   * Requests that one address may send in 5 minutes, from 10 to 2000000000. Needs `waf`.
   *
   * @default 2000
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
   */
  readonly wafRateLimit?: number;

  /**
   * Rules of AWS's common rule set that count instead of block. The default lets bodies over 8 KB pass, which PDF uploads through
   * the application are. Needs `waf`.
   *
   * @default ['SizeRestrictions_BODY']
   */
  readonly wafCountedRules?: string[];

  /**
   * How long the web ACL's logs are kept. Needs `waf`.
   *
   * @default logs.RetentionDays.ONE_YEAR
   */
  readonly wafLogRetention?: logs.RetentionDays;

  /**
   * The ARN of an existing web ACL of scope CLOUDFRONT. Not with `waf`.
   *
   * @default - none
   */
  readonly webAclArn?: string;

  /**
   * Whether CloudFront measures what it does not by default: cache hits, the origin's latency, errors by code. Eight metrics at the
   * price of custom ones, some $2.40 a month.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html
   */
  readonly additionalMetrics?: boolean;

  /**
   * The path pattern that CloudFront caches as the application's `Cache-Control` says: what comes without one is not cached. Everything
   * else is never cached.
   *
   * @default '/static/*'
   */
  readonly staticPathPattern?: string;

  /**
   * Security headers of all responses.
   *
   * @default - the managed policy SecurityHeadersPolicy
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
   */
  readonly responseHeadersPolicy?: cloudfront.IResponseHeadersPolicy;

  /**
   * Oldest TLS version and ciphers for viewers. Needs a `domain`: without one CloudFront sets its own.
   *
   * @default cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021
   */
  readonly minimumProtocolVersion?: cloudfront.SecurityPolicyProtocol;

  /**
   * How long CloudFront waits for the application to answer, from 1 to 120 seconds; with a load balancer, `ingress.idleTimeout` at the
   * most.
   *
   * @default - 60 seconds; `ingress.idleTimeout` if that is shorter
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
   */
  readonly originReadTimeout?: Duration;

  /**
   * Which edge locations serve the platform.
   *
   * @default cloudfront.PriceClass.PRICE_CLASS_ALL
   */
  readonly priceClass?: cloudfront.PriceClass;

  /**
   * Countries that are let in or kept out.
   *
   * @default - all countries are let in
   */
  readonly geoRestriction?: cloudfront.GeoRestriction;

  /**
   * Delivery of PDFs straight from the bucket, to viewers with a URL that the application signed.
   *
   * @default - PDFs are delivered by the application
   */
  readonly signedPdfs?: SignedPdfDelivery;

  /**
   * Whether viewers see a page from S3 when the application is out of reach (502, 503, 504). The page is yours to upload:
   * `maintenance/index.html` in the maintenance bucket, whose name is an output.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
   */
  readonly maintenancePage?: boolean;
}
