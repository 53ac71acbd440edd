import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import type { PlatformEdgeProps } from './platform-edge';
import { ContainerContract } from '../compute/container-contract';
import { IngressExposure } from '../ingress/ingress-options';
import { waitForInternet } from '../network/internet';
import { accountWideName } from '../settings/names';

const DEFAULT_READ_TIMEOUT = Duration.seconds(60);

export interface AppOrigin {
  readonly origin: cloudfront.IOrigin;
  readonly vpcOrigin?: cloudfront.VpcOrigin;
}

/** The way from CloudFront to what stands before the tasks. */
export function appOrigin(scope: Construct, props: PlatformEdgeProps): AppOrigin {
  const { ingress } = props;
  const protocolPolicy = ingress.isHttps ? cloudfront.OriginProtocolPolicy.HTTPS_ONLY : cloudfront.OriginProtocolPolicy.HTTP_ONLY;
  const originSslProtocols = [cloudfront.OriginSslPolicy.TLS_V1_2];
  const timeouts = { readTimeout: readTimeout(props), keepaliveTimeout: Duration.seconds(5) };

  if (ingress.exposure === IngressExposure.VPC_ORIGIN) {
    // An attached VPC origin cannot be updated: with another protocol it is another one, which takes the old one's place.
    const id = ingress.isHttps ? 'VpcOriginHttps' : 'VpcOriginHttp';
    const vpcOrigin = new cloudfront.VpcOrigin(scope, id, {
      vpcOriginName: accountWideName(scope, 64, id),
      endpoint: cloudfront.VpcOriginEndpoint.applicationLoadBalancer(ingress.loadBalancer!),
      protocolPolicy,
      originSslProtocols,
    });
    // Tags are an update too.
    (vpcOrigin.node.defaultChild as cloudfront.CfnVpcOrigin).addPropertyDeletionOverride('Tags');
    // CloudFront asks for an internet gateway, though nothing passes through it, and for a listener to connect to.
    waitForInternet(vpcOrigin, props.vpc);
    vpcOrigin.node.addDependency(ingress.listener!);
    return { vpcOrigin, origin: origins.VpcOrigin.withVpcOrigin(vpcOrigin, { domainName: ingress.originDomainName, ...timeouts }) };
  }

  const headerValue = ingress._originHeaderValue;
  return {
    origin: new origins.HttpOrigin(ingress.originDomainName, {
      protocolPolicy,
      originSslProtocols,
      ...timeouts,
      customHeaders: headerValue ? { [ContainerContract.ORIGIN_VERIFY_HEADER]: headerValue } : undefined,
    }),
  };
}

/** No longer than the load balancer waits. */
function readTimeout({ originReadTimeout, ingress: { idleTimeout } }: PlatformEdgeProps): Duration {
  if (originReadTimeout) return originReadTimeout;
  const isShorter = idleTimeout && !idleTimeout.isUnresolved() && idleTimeout.toSeconds() < DEFAULT_READ_TIMEOUT.toSeconds();
  return isShorter ? idleTimeout : DEFAULT_READ_TIMEOUT;
}
