import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { PlatformCompute, type PlatformComputeProps, PlatformDomain, PlatformIngress, type PlatformIngressProps } from '../../src';
import { makeStack } from '../helpers/platform';

/** The room alone, before the room that it stands before: what is not given here is the documented default. */
export function makeIngress(props: Partial<PlatformIngressProps> = {}, stack = makeStack(), compute: Partial<PlatformComputeProps> = {}) {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, restrictDefaultSecurityGroup: false });
  const ingress = new PlatformIngress(stack, 'Ingress', { vpc, compute: new PlatformCompute(stack, 'Compute', { vpc, ...compute }), ...props });
  return { stack, vpc, ingress, template: Template.fromStack(stack) };
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
    domainNames: ['pdf.example.com'],
    edgeCertificate: certificate('edge'),
    originCertificate: withOrigin ? certificate('origin') : undefined,
  });
}

/** The attributes of the one load balancer. */
export function attributesOf(template: Template): Record<string, any> {
  const [loadBalancer] = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'));
  return Object.fromEntries(loadBalancer.Properties.LoadBalancerAttributes.map(({ Key, Value }: any) => [Key, Value]));
}

/** The rules that let somebody into a security group, inline ones and those of their own. */
export function ingressRulesOf(template: Template, description: RegExp): any[] {
  const groups = Object.entries<any>(template.findResources('AWS::EC2::SecurityGroup'));
  const [[groupId, group]] = groups.filter(([, { Properties }]) => description.test(Properties.GroupDescription));
  const apart = Object.values<any>(template.findResources('AWS::EC2::SecurityGroupIngress'))
    .filter(({ Properties }) => Properties.GroupId['Fn::GetAtt'][0] === groupId)
    .map(({ Properties }) => Properties);
  return [...(group.Properties.SecurityGroupIngress ?? []), ...apart];
}
