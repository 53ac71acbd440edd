import { free, isFirst, type Priced, type PricingContext, unpriced } from './charge';
import { CostKind } from '../bill';
import { listOf, type TemplateResource } from '../template-resources';

const { FIXED, USAGE } = CostKind;

/** Metrics that a distribution's monitoring subscription adds. */
const ADDITIONAL_METRICS = 8;

function distribution(resource: TemplateResource, context: PricingContext): Priced {
  if (!isFirst(resource, context)) return free("its traffic is counted with the first distribution's");
  const { downloads, requests } = context.figures;
  const note = "as for viewers in the region's country; 10 M requests and 1 TB a month are free, once in an account";
  return [
    { item: 'downloads', kind: USAGE, priceId: 'cloudfront.transfer', quantity: downloads, allowance: 'cloudFrontTransfer', note },
    { item: 'HTTPS requests', kind: USAGE, priceId: 'cloudfront.requests', quantity: requests / 10_000, allowance: 'cloudFrontRequests', note },
  ];
}

function additionalMetrics(): Priced {
  return [{ item: "CloudFront's additional metrics", kind: FIXED, priceId: 'cloudwatch.metric', quantity: ADDITIONAL_METRICS }];
}

function webAcl(resource: TemplateResource, context: PricingContext): Priced {
  const rules = listOf(resource.properties.Rules).length;
  const requests = isFirst(resource, context) ? context.figures.requests / 1_000_000 : 0;
  return [
    { item: 'web ACL', kind: FIXED, priceId: 'waf.acl', quantity: 1 },
    { item: 'rules', kind: FIXED, priceId: 'waf.rule', quantity: rules },
    { item: 'requests', kind: USAGE, priceId: 'waf.requests', quantity: requests },
  ];
}

function hostedZone(): Priced {
  return [{ item: 'hosted zone', kind: FIXED, priceId: 'route53.zone', quantity: 1, note: 'queries of aliases of AWS resources are free' }];
}

const PARTS = free('a part of the distribution, whose traffic is charged');

export const EDGE = {
  'AWS::CloudFront::Distribution': distribution,
  'AWS::CloudFront::MonitoringSubscription': additionalMetrics,
  'AWS::CloudFront::Function': unpriced('charged by its calls'),
  ...Object.fromEntries([
    'CachePolicy', 'CloudFrontOriginAccessIdentity', 'KeyGroup', 'OriginAccessControl', 'OriginRequestPolicy', 'PublicKey',
    'ResponseHeadersPolicy', 'VpcOrigin',
  ].map((type) => [`AWS::CloudFront::${type}`, PARTS])),
  'AWS::PricingPlanManager::Subscription': unpriced('a flat-rate plan by the month; the lines of CloudFront and WAF are still those without it'),
  'AWS::CertificateManager::Certificate': free('public certificates are free of charge'),
  'AWS::Route53::HostedZone': hostedZone,
  'AWS::Route53::RecordSet': free('records, and queries of aliases of AWS resources, are free of charge'),
  'AWS::Route53::RecordSetGroup': free('records, and queries of aliases of AWS resources, are free of charge'),
  'AWS::Route53::HealthCheck': unpriced('no price is known of health checks'),
  'AWS::WAFv2::WebACL': webAcl,
  'AWS::WAFv2::IPSet': free('counted as the rules that use it'),
  'AWS::WAFv2::RegexPatternSet': free('counted as the rules that use it'),
  'AWS::WAFv2::WebACLAssociation': free('the web ACL is charged itself'),
  'AWS::WAFv2::LoggingConfiguration': free('what it writes is counted with the logs'),
};
