import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { PlatformCompute, PlatformDomain, PlatformEdge, type PlatformEdgeProps, PlatformIngress, type PlatformIngressProps } from '../../src';
import { makeStack, onlyResource } from '../helpers/platform';

/** The room alone, before the rooms that it stands before: what is not given here is the documented default. */
export function makeEdge(props: Partial<PlatformEdgeProps> = {}, stack = makeStack(), ingressProps: Partial<PlatformIngressProps> = {}) {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, restrictDefaultSecurityGroup: false });
  const compute = new PlatformCompute(stack, 'Compute', { vpc });
  const ingress = new PlatformIngress(stack, 'Ingress', { vpc, compute, domain: props.domain, ...ingressProps });
  const pdfBucket = new s3.Bucket(stack, 'Pdfs');
  const edge = new PlatformEdge(stack, 'Edge', { vpc, ingress, pdfBucket, ...props });
  return { stack, ingress, edge, template: Template.fromStack(stack) };
}

/** A domain in an imported zone. */
export function zoneDomain(stack: Stack, recordName?: string): PlatformDomain {
  const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
  return PlatformDomain.fromZone(zone, recordName);
}

/** A domain with certificates that exist. */
export function certificateDomain(stack: Stack, withOrigin = true): PlatformDomain {
  const certificate = (id: string) => acm.Certificate.fromCertificateArn(stack, id, `arn:aws:acm:us-east-1:123456789012:certificate/${id}`);
  return PlatformDomain.fromCertificates({
    domainNames: ['pdf.example.com', 'www.example.com'],
    edgeCertificate: certificate('edge'),
    originCertificate: withOrigin ? certificate('origin') : undefined,
  });
}

/** The configuration of the one distribution. */
export function distributionOf(template: Template): any {
  return onlyResource(template, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;
}

/** All behaviors of the one distribution, by path pattern; `*` is the default. */
export function behaviorsOf(template: Template): Record<string, any> {
  const { DefaultCacheBehavior, CacheBehaviors = [] } = distributionOf(template);
  return Object.fromEntries([['*', DefaultCacheBehavior], ...CacheBehaviors.map((behavior: any) => [behavior.PathPattern, behavior])]);
}

/** The origin of a behavior. */
export function originOf(template: Template, pathPattern: string): any {
  const id = behaviorsOf(template)[pathPattern].TargetOriginId;
  return distributionOf(template).Origins.find(({ Id }: any) => Id === id);
}
