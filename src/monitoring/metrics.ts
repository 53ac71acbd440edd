import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { EDGE_REGION } from '../settings/support-stack';

export const ONE_MINUTE = Duration.minutes(1);
export const FIVE_MINUTES = Duration.minutes(5);

/** Two hours of five minutes: an instance begins without credits and has to earn them first. */
export const CREDIT_PERIODS = 24;

type Dimensions = Record<string, string>;

/** Metrics of one thing: a namespace and what names the thing there. */
export function metricsOf(namespace: string, dimensionsMap: Dimensions, region?: string) {
  return (metricName: string, statistic: string = cloudwatch.Stats.AVERAGE, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric =>
    new cloudwatch.Metric({ namespace, metricName, dimensionsMap, statistic, period: FIVE_MINUTES, region, ...options });
}

/** CloudFront's, which exist in us-east-1 alone and say `Global` for the region. */
export function edgeMetrics(distributionId: string, region?: string) {
  return metricsOf('AWS/CloudFront', { DistributionId: distributionId, Region: 'Global' }, region);
}

/** The firewall's. AWS WAF names a web ACL by its metric name, and has no region for CloudFront's. */
export function firewallMetrics(metricName: string) {
  return metricsOf('AWS/WAFV2', { WebACL: metricName, Rule: 'ALL' }, EDGE_REGION);
}

/**
 * Errors in percent of everything that was asked, or 0 where that was too little to mean something: one error at night is no alarm.
 *
 * @param label what it is called
 * @param least how much must have been asked
 * @param errors how many of them
 * @param requests what was asked
 * @param errorsAreRequests whether that counts the errors as well: those that it does not count must not be lost from the whole
 */
export function errorPercent(
  label: string, least: number, errors: cloudwatch.IMetric, requests: cloudwatch.IMetric, errorsAreRequests: boolean,
): cloudwatch.MathExpression {
  const all = errorsAreRequests ? 'FILL(requests,0)' : '(FILL(requests,0)+FILL(errors,0))';
  return new cloudwatch.MathExpression({
    label,
    expression: `IF(${all}>=${least},100*FILL(errors,0)/${all},0)`,
    usingMetrics: { errors, requests },
    period: FIVE_MINUTES,
  });
}
