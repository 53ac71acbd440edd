import { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { CloudFrontPeer, cloudFrontPrefixListId } from './cloudfront-prefix-list';
import { IngressExposure, type IngressOptions } from './ingress-options';
import { OriginSecret } from './origin-secret';
import { PlatformLoadBalancer } from './platform-load-balancer';
import type { PlatformCompute } from '../compute/platform-compute';
import type { PlatformDomain } from '../domain/platform-domain';
import { checkDuration, checkPattern, conflict, WholeUnit } from '../settings/checks';
import type { DataProtection } from '../settings/data-protection';

/** Props of {@link PlatformIngress}. */
export interface PlatformIngressProps extends IngressOptions {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /** What runs the application. */
  readonly compute: PlatformCompute;

  /**
   * Where an internet-facing load balancer goes.
   *
   * @default - the VPC's public subnets
   */
  readonly publicSubnets?: ec2.SubnetSelection;

  /**
   * Where an internal load balancer goes.
   *
   * @default - the VPC's private subnets with egress
   */
  readonly internalSubnets?: ec2.SubnetSelection;

  /**
   * The name that the platform is reached by: its certificate lets CloudFront speak HTTPS to the load balancer.
   *
   * @default PlatformDomain.none(): HTTP; not with IngressExposure.PUBLIC
   */
  readonly domain?: PlatformDomain;

  /**
   * Where the load balancer's access logs go: a bucket with SSE-S3.
   *
   * @default - no access logs
   */
  readonly logBucket?: s3.IBucket;

  /**
   * Encrypts the secret that CloudFront shows the load balancer.
   *
   * @default - the AWS managed key
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the load balancer is protected from deletion.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

const DEFAULT_IDLE_TIMEOUT = Duration.seconds(60);

/**
 * What stands before the tasks and who may come to it: a load balancer that only CloudFront reaches, by default.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
 */
export class PlatformIngress extends Construct {
  /** Who can reach it. */
  public readonly exposure: IngressExposure;

  /** The load balancer; none with `IngressExposure.INSTANCE`. */
  public readonly loadBalancer?: elbv2.ApplicationLoadBalancer;

  /** Where requests come in. */
  public readonly listener?: elbv2.ApplicationListener;

  /** The rule that sends requests on to the tasks. */
  public readonly productionRule?: elbv2.ApplicationListenerRule;

  /** The rule that a runbook has match everything, so that viewers see the maintenance page. */
  public readonly maintenanceRule?: elbv2.ApplicationListenerRule;

  /** The tasks. With a deployment strategy that moves traffic, one of two groups. */
  public readonly targetGroup?: elbv2.ApplicationTargetGroup;

  /** The other group, where releases move traffic. */
  public readonly alternateTargetGroup?: elbv2.ApplicationTargetGroup;

  /** The load balancer's security group. */
  public readonly securityGroup?: ec2.SecurityGroup;

  /** The load balancer's certificate, made or given. */
  public readonly certificate?: acm.ICertificate;

  /** What ECS moves the traffic with, with a deployment strategy that does. */
  public readonly trafficRole?: iam.Role;

  /** What CloudFront says in the header `X-Origin-Verify`, where something asks for it. */
  public readonly originSecret?: secretsmanager.Secret;

  /** The name that CloudFront connects to. */
  public readonly originDomainName: string;

  /** Whether CloudFront connects with TLS. */
  public readonly isHttps: boolean;

  /** How long the load balancer lets a connection be silent, and so a request wait. None without a load balancer. */
  public readonly idleTimeout?: Duration;

  private readonly headerValue?: string;

  constructor(scope: Construct, id: string, props: PlatformIngressProps) {
    super(scope, id);
    this.exposure = props.exposure ?? IngressExposure.CLOUDFRONT_ONLY;
    const certificate = this.exposure === IngressExposure.INSTANCE ? undefined : props.domain?._originCertificate(this);
    this.certificate = certificate;
    this.isHttps = certificate !== undefined;
    this.validateProps(props);

    if (this.exposure === IngressExposure.CLOUDFRONT_ONLY || this.exposure === IngressExposure.INSTANCE) {
      const originSecret = new OriginSecret(this, 'OriginSecret', { encryptionKey: props.encryptionKey });
      this.originSecret = originSecret.secret;
      this.headerValue = originSecret.value;
    }
    if (this.exposure === IngressExposure.INSTANCE) {
      props.compute.securityGroup.addIngressRule(this.cloudFront(props), ec2.Port.tcp(props.compute.port), 'CloudFront');
      this.originDomainName = props.compute.instanceDnsName!;
      return;
    }

    // Of each scheme its own, with its own target groups: a group cannot serve two load balancers (docs/decisions/008).
    const balancer = new PlatformLoadBalancer(this, this.exposure === IngressExposure.VPC_ORIGIN ? 'Internal' : 'Public', {
      ...props,
      idleTimeout: props.idleTimeout ?? DEFAULT_IDLE_TIMEOUT,
      exposure: this.exposure,
      certificate,
      peer: this.exposure === IngressExposure.PUBLIC ? ec2.Peer.anyIpv4() : this.cloudFront(props),
      requiredHeaderValue: this.headerValue,
    });
    this.idleTimeout = props.idleTimeout ?? DEFAULT_IDLE_TIMEOUT;
    this.loadBalancer = balancer.loadBalancer;
    this.listener = balancer.listener;
    this.productionRule = balancer.productionRule;
    this.maintenanceRule = balancer.maintenanceRule;
    this.targetGroup = balancer.targetGroup;
    this.alternateTargetGroup = balancer.alternateTargetGroup;
    this.securityGroup = balancer.securityGroup;
    this.trafficRole = balancer.trafficRole;
    this.originDomainName = this.loadBalancer.loadBalancerDnsName;
  }

  /** What CloudFront must say in the header, if anything asks for it: a reference that is resolved at deployment. @internal */
  public get _originHeaderValue(): string | undefined {
    return this.headerValue;
  }

  private cloudFront(props: PlatformIngressProps): ec2.IPeer {
    return new CloudFrontPeer(props.cloudFrontPrefixListId ?? cloudFrontPrefixListId(this));
  }

  private validateProps(props: PlatformIngressProps): void {
    const onInstance = props.compute.instance !== undefined;
    if (onInstance !== (this.exposure === IngressExposure.INSTANCE)) {
      throw conflict(
        `'ingress.exposure' ${this.exposure} cannot be combined with ${onInstance ? 'ComputeCapacity.ec2Instance, which needs INSTANCE' : 'Fargate, which needs a load balancer'}`,
      );
    }
    const howToGetOne = props.domain?.domainNames.length ? "give its 'originCertificate'" : "give a 'domain'";
    if (this.exposure === IngressExposure.PUBLIC && !this.isHttps) {
      throw conflict(`'ingress.exposure' PUBLIC needs a certificate: ${howToGetOne}`);
    }
    if (onInstance) {
      if (props.domain?._hasGivenOriginCertificate) throw conflict("'originCertificate' has no effect without a load balancer");
      for (const prop of ['sslPolicy', 'idleTimeout', 'deletionProtection'] as const) {
        if (props[prop] !== undefined) throw conflict(`'ingress.${prop}' has no effect without a load balancer`);
      }
    }
    if (props.sslPolicy !== undefined && !this.isHttps) throw conflict(`'ingress.sslPolicy' needs a certificate: ${howToGetOne}`);
    checkPattern('ingress.sslPolicy', props.sslPolicy, /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/, 'a policy with TLS 1.2 or newer');
    checkDuration('ingress.idleTimeout', props.idleTimeout, Duration.seconds(1), Duration.seconds(4000), WholeUnit.SECONDS);
    checkPattern('ingress.cloudFrontPrefixListId', props.cloudFrontPrefixListId, /^pl-[0-9a-f]{8,17}$/, "the id of a prefix list ('pl-…')");
    if (props.cloudFrontPrefixListId && this.exposure === IngressExposure.PUBLIC) {
      throw conflict("'ingress.cloudFrontPrefixListId' has no effect with 'ingress.exposure' PUBLIC");
    }
  }
}
