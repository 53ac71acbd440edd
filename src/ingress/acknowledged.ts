import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IngressExposure } from './ingress-options';
import type { PlatformLoadBalancerProps } from './platform-load-balancer';
import { acknowledge, inPacks } from '../settings/acknowledge';
import { removalFor } from '../settings/removal';

/** Findings about the load balancer that stay, each with the setting that decides it. */
export function acknowledgeLoadBalancer(loadBalancer: elbv2.ApplicationLoadBalancer, props: PlatformLoadBalancerProps): void {
  const isPublic = props.exposure === IngressExposure.PUBLIC;
  acknowledge(
    loadBalancer,
    isPublic
      ? '"ingress.exposure" PUBLIC asks for a way round CloudFront and its web ACL; a web ACL for the load balancer is the application owner\'s.'
      : 'The web ACL is at the edge ("edge.waf"), the only way to this load balancer.',
    ...inPacks('ALBWAFEnabled'),
  );
  if (!(props.deletionProtection ?? removalFor(props.dataProtection).isProtected)) {
    acknowledge(loadBalancer, 'Deletion protection is switched off by "ingress.deletionProtection" or by disposable data ("dataProtection").', ...inPacks('ELBDeletionProtectionEnabled'));
  }
  if (!props.logBucket) {
    acknowledge(loadBalancer, 'Access logs are switched off by "storage.accessLogs".', 'AwsSolutions-ELB2', ...inPacks('ELBLoggingEnabled'));
  }
}

/** Findings about a listener without TLS that stay. */
export function acknowledgePlainListener(listener: elbv2.ApplicationListener): void {
  acknowledge(
    listener,
    "Without a 'domain' there is no name to issue a certificate for. Only CloudFront's own addresses come in, and viewers speak TLS to CloudFront.",
    ...inPacks('ELBv2ACMCertificateRequired', 'ALBHttpToHttpsRedirection'),
  );
}

/** Findings about a load balancer that everybody may reach, and its redirect. */
export function acknowledgePublic(securityGroup: ec2.SecurityGroup, redirect: elbv2.ApplicationListener): void {
  acknowledge(securityGroup, '"ingress.exposure" PUBLIC asks for a load balancer that everybody reaches.', 'AwsSolutions-EC23');
  acknowledge(redirect, 'The listener on port 80 does nothing but redirect to HTTPS.', ...inPacks('ELBv2ACMCertificateRequired'));
}
