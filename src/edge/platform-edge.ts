import { Annotations, Stack } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { cloudFrontLogBucket } from './access-logs';
import { acknowledgeDistribution } from './acknowledged';
import { appOrigin } from './app-origin';
import { checkEdge } from './edge-checks';
import type { EdgeOptions } from './edge-options';
import { EdgeSupport } from './edge-support';
import { MaintenancePage } from './maintenance-page';
import { accessControl, asTheApplicationSays, bucketOrigin } from './origins';
import { PlatformDomain } from '../domain/platform-domain';
import { PlatformKey } from '../encryption/platform-key';
import type { PlatformIngress } from '../ingress/platform-ingress';
import type { DataProtection } from '../settings/data-protection';

/** Props of {@link PlatformEdge}. */
export interface PlatformEdgeProps extends EdgeOptions {
  /** What CloudFront forwards requests to. */
  readonly ingress: PlatformIngress;

  /** The VPC, for a VPC origin. */
  readonly vpc: ec2.IVpc;

  /** The bucket that signed PDFs are delivered from. */
  readonly pdfBucket: s3.IBucket;

  /**
   * The name that the platform is reached by.
   *
   * @default PlatformDomain.none()
   */
  readonly domain?: PlatformDomain;

  /**
   * Where CloudFront's access logs go: a bucket with ACLs enabled.
   *
   * @default - no access logs
   */
  readonly logBucket?: s3.IBucket;

  /**
   * Whether the support stack is protected from termination, and the maintenance page's bucket outlives the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

/**
 * The edge: CloudFront with HTTP/3, security headers, a cached static path, a maintenance page, and a firewall if asked for.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Introduction.html
 */
export class PlatformEdge extends Construct {
  /** The distribution. */
  public readonly distribution: cloudfront.Distribution;

  /** The platform's URL, without a slash at the end. */
  public readonly url: string;

  /** CloudFront's way into the VPC, with `IngressExposure.VPC_ORIGIN`. */
  public readonly vpcOrigin?: cloudfront.VpcOrigin;

  /** The web ACL, if the platform made one. */
  public readonly webAcl?: wafv2.CfnWebACL;

  /** The stack in us-east-1 that holds certificate and web ACL, if the platform's own is elsewhere. */
  public readonly supportStack?: Stack;

  /** Where the maintenance page is uploaded to. */
  public readonly maintenanceBucket?: s3.Bucket;

  /** What CloudFront reads the maintenance page with. */
  public readonly maintenanceAccess?: cloudfront.S3OriginAccessControl;

  /** What CloudFront reads signed PDFs with. */
  public readonly pdfAccess?: cloudfront.S3OriginAccessControl;

  /** How the static path is cached. */
  public readonly staticCachePolicy: cloudfront.CachePolicy;

  /** CloudFront's certificate, made or given. */
  public readonly certificate?: acm.ICertificate;

  /** Where the web ACL's logs go, if the platform made it. */
  public readonly webAclLogGroup?: logs.LogGroup;

  /** The public keys that were made for signed PDFs. */
  public readonly publicKeys: cloudfront.PublicKey[];

  /** The keys whose signatures CloudFront takes for PDFs. */
  public readonly keyGroup?: cloudfront.IKeyGroup;

  /** The name that AWS WAF counts requests under, if the platform made the web ACL. */
  public readonly webAclMetricName?: string;

  /** Whether CloudFront measures cache hits, the origin's latency and errors by code. */
  public readonly additionalMetrics: boolean;

  /** The records that point to the distribution, with a hosted zone. */
  public readonly records: route53.RecordSet[];

  constructor(scope: Construct, id: string, props: PlatformEdgeProps) {
    super(scope, id);
    checkEdge(this, props);
    const domain = props.domain ?? PlatformDomain.none();
    const support = EdgeSupport.forPlatform(this, { ...props, domain });
    this.webAcl = support?.webAcl?.webAcl;
    this.webAclLogGroup = support?.webAcl?.logGroup;
    this.webAclMetricName = support?.webAcl?.metricName;
    this.additionalMetrics = props.additionalMetrics ?? false;
    const supportStack = support && Stack.of(support);
    this.supportStack = supportStack === Stack.of(this) ? undefined : supportStack;

    const { origin, vpcOrigin } = appOrigin(this, props);
    this.vpcOrigin = vpcOrigin;
    const maintenance = (props.maintenancePage ?? true) ? new MaintenancePage(this, 'Maintenance', props) : undefined;
    this.maintenanceBucket = maintenance?.bucket;

    const keys = props.signedPdfs?._keys(this);
    this.keyGroup = keys?.keyGroup;
    this.publicKeys = keys?.publicKeys ?? [];
    this.staticCachePolicy = asTheApplicationSays(this);
    if (maintenance) this.maintenanceAccess = accessControl(this, 'MaintenanceAccess');
    if (props.signedPdfs) this.pdfAccess = accessControl(this, 'PdfAccess');
    const responses = {
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: props.responseHeadersPolicy ?? cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
      compress: true,
    };
    const logBucket = cloudFrontLogBucket(this, props.logBucket);
    const certificate = support?.certificate ?? domain._edgeCertificate(this);
    this.certificate = certificate;
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: `PDF web platform ${this.node.scope!.node.path}`.slice(0, 128),
      domainNames: domain.domainNames.length > 0 ? domain.domainNames : undefined,
      certificate,
      // Without a certificate of its own CloudFront sets its TLS versions by itself.
      minimumProtocolVersion: certificate && (props.minimumProtocolVersion ?? cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021),
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      priceClass: props.priceClass ?? cloudfront.PriceClass.PRICE_CLASS_ALL,
      geoRestriction: props.geoRestriction,
      webAclId: this.webAcl?.attrArn ?? props.webAclArn,
      enableLogging: logBucket !== undefined,
      logBucket,
      logFilePrefix: logBucket && 'cloudfront/',
      errorResponses: maintenance?.errorResponses,
      publishAdditionalMetrics: props.additionalMetrics ? true : undefined,
      // An application answers each viewer differently: what may be cached is under the static path.
      defaultBehavior: {
        ...responses,
        origin,
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER,
      },
      // CloudFront takes the first pattern that matches: what must not be cached for everybody comes first.
      additionalBehaviors: {
        ...(props.signedPdfs && { [props.signedPdfs.pathPattern]: { ...responses, ...this.signedDelivery(props.pdfBucket) } }),
        ...(maintenance && {
          '/maintenance/*': {
            ...responses,
            origin: bucketOrigin(maintenance.bucket, this.maintenanceAccess!),
            cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
          },
        }),
        [props.staticPathPattern ?? '/static/*']: {
          ...responses,
          origin,
          allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
          cachePolicy: this.staticCachePolicy,
          // The load balancer's certificate is for the host name that the viewer asked for.
          originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER,
        },
      },
    });
    // The key names every distribution of the account, since naming this one would be a cycle; the bucket names this one.
    const keyScope = props.signedPdfs && props.pdfBucket.encryptionKey?.node.scope;
    if (keyScope instanceof PlatformKey) Annotations.of(keyScope).acknowledgeWarning('@aws-cdk/aws-cloudfront-origins:wildcardKeyPolicyForOac');
    acknowledgeDistribution(this.distribution, props, domain, logBucket !== undefined);

    this.records = domain.zone ? this.makeRecords(domain.zone, domain.recordName) : [];
    this.url = `https://${domain.domainNames[0] ?? this.distribution.distributionDomainName}`;
  }

  /** Straight from the bucket, to viewers whose URL is signed. */
  private signedDelivery(bucket: s3.IBucket): cloudfront.BehaviorOptions {
    return {
      origin: bucketOrigin(bucket, this.pdfAccess!),
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
      trustedKeyGroups: [this.keyGroup!],
    };
  }

  private makeRecords(zone: route53.IHostedZone, recordName?: string): route53.RecordSet[] {
    const target = route53.RecordTarget.fromAlias(new targets.CloudFrontTarget(this.distribution));
    return [
      new route53.ARecord(this, 'AliasRecord', { zone, recordName, target }),
      new route53.AaaaRecord(this, 'AliasRecordIpv6', { zone, recordName, target }),
    ];
  }
}
