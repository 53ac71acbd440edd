import type { Duration } from 'aws-cdk-lib';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/**
 * Who can reach what stands before the tasks.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
 */
export enum IngressExposure {
  /**
   * An internet-facing load balancer that only this platform's CloudFront distribution gets through: its security group lets
   * CloudFront's addresses in, and its listener asks for a secret header.
   */
  CLOUDFRONT_ONLY = 'CLOUDFRONT_ONLY',

  /**
   * An internal load balancer that CloudFront reaches through a VPC origin: nothing is on the internet but the edge.
   *
   * A few availability zones have no VPC origins (`use1-az3`, `usw1-az2`, `apne1-az3`, `cac1-az3`; the names that stand for them differ
   * from account to account). Where a deployment says so, bring a VPC that leaves the zone out.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   */
  VPC_ORIGIN = 'VPC_ORIGIN',

  /** An internet-facing load balancer that everybody reaches on 443, and on 80 to be redirected there. Needs a certificate. */
  PUBLIC = 'PUBLIC',

  /**
   * No load balancer: CloudFront reaches the one EC2 instance (`ComputeCapacity.ec2Instance`), whose security group lets
   * CloudFront's addresses in. The hop from CloudFront is plain HTTP; the application can check the secret header itself.
   */
  INSTANCE = 'INSTANCE',
}

/** The settings of the load balancer. */
export interface IngressOptions {
  /**
   * Who can reach what stands before the tasks.
   *
   * @default IngressExposure.CLOUDFRONT_ONLY
   */
  readonly exposure?: IngressExposure;

  /**
   * The load balancer's TLS policy, TLS 1.2 or newer.
   *
   * @default elbv2.SslPolicy.RECOMMENDED_TLS
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   */
  readonly sslPolicy?: elbv2.SslPolicy;

  /**
   * How long a connection may be silent, from 1 to 4000 seconds: at least `edge.originReadTimeout`.
   *
   * @default Duration.seconds(60)
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether the load balancer refuses to be deleted.
   *
   * @default - true where data is protected (`dataProtection`)
   */
  readonly deletionProtection?: boolean;

  /**
   * The id of the prefix list `com.amazonaws.global.cloudfront.origin-facing` in the platform's region. It counts as some 55 of a
   * security group's 60 rules.
   *
   * @default - looked up in a table of regions
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
   */
  readonly cloudFrontPrefixListId?: string;
}
