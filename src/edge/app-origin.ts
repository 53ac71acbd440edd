import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import type { PlatformEdgeProps } from './platform-edge';
import { ContainerContract } from '../compute/container-contract';
import { IngressExposure } from '../ingress/ingress-options';
import { waitForInternet } from '../network/internet';

export interface AppOrigin {
  readonly origin: cloudfront.IOrigin;
  readonly vpcOrigin?: cloudfront.VpcOrigin;
}

/** The way from CloudFront to what stands before the tasks. */
export function appOrigin(scope: Construct, props: PlatformEdgeProps): AppOrigin {
  const { ingress } = props;
  const protocolPolicy = ingress.isHttps ? cloudfront.OriginProtocolPolicy.HTTPS_ONLY : cloudfront.OriginProtocolPolicy.HTTP_ONLY;
  const originSslProtocols = [cloudfront.OriginSslPolicy.TLS_V1_2];
  const timeouts = { readTimeout: props.originReadTimeout ?? Duration.seconds(60), keepaliveTimeout: Duration.seconds(5) };

  if (ingress.exposure === IngressExposure.VPC_ORIGIN) {
    const vpcOrigin = new cloudfront.VpcOrigin(scope, 'VpcOrigin', {
      endpoint: cloudfront.VpcOriginEndpoint.applicationLoadBalancer(ingress.loadBalancer!),
      protocolPolicy,
      originSslProtocols,
    });
    // An attached VPC origin cannot be updated, and tags are an update.
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
