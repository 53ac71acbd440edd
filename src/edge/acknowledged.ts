import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { PlatformEdgeProps } from './platform-edge';
import type { PlatformDomain } from '../domain/platform-domain';
import { acknowledge } from '../settings/acknowledge';

/** Findings about the distribution that stay, each with the setting that decides it. */
export function acknowledgeDistribution(
  distribution: cloudfront.Distribution,
  props: PlatformEdgeProps,
  domain: PlatformDomain,
  isLogged: boolean,
): void {
  if (!props.geoRestriction) {
    acknowledge(distribution, 'Which countries may come in is the application owner\'s decision ("edge.geoRestriction").', 'AwsSolutions-CFR1');
  }
  if (!props.waf && !props.webAclArn) {
    acknowledge(distribution, 'A firewall is the choice of "edge.waf"; it is on in prod.', 'AwsSolutions-CFR2');
  }
  if (!isLogged) {
    acknowledge(
      distribution,
      props.logBucket ? 'CloudFront delivers no access logs to buckets of this region.' : 'Access logs are switched off by "storage.accessLogs".',
      'AwsSolutions-CFR3',
    );
  }
  if (domain.domainNames.length === 0) {
    acknowledge(
      distribution,
      "Without a domain the certificate is CloudFront's own, and CloudFront alone sets its TLS versions. A 'domain' brings TLS 1.2 as the least.",
      'AwsSolutions-CFR4',
    );
  }
  if (!props.ingress.isHttps) {
    acknowledge(
      distribution,
      'Without a domain the origin has no certificate to show. Only CloudFront\'s own addresses reach it; a "domain" turns HTTPS on.',
      'AwsSolutions-CFR5',
    );
  }
}
