import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { PlatformIngress } from '../../ingress/platform-ingress';
import type { AlarmRow } from '../alarm-row';
import { AlarmSeverity } from '../alarm-severity';
import type { AlarmThresholds } from '../alarm-thresholds';
import { errorPercent, FIVE_MINUTES, metricsOf, ONE_MINUTE } from '../metrics';

/** What the load balancer sees of the application. */
export function ingressRows(ingress: PlatformIngress, thresholds: AlarmThresholds): Record<string, AlarmRow> {
  const { loadBalancer, certificate } = ingress;
  if (!loadBalancer) return {};
  const least = thresholds.minRequests ?? 20;
  const metric = loadBalancerMetrics(loadBalancer);
  const requests = metric('RequestCount', cloudwatch.Stats.SUM);
  const latency = thresholds.latencyP95 ?? Duration.seconds(2);
  return {
    LoadBalancerErrors: {
      // Of what reached no task, which RequestCount leaves out.
      metric: errorPercent('Load balancer errors %', least, metric('HTTPCode_ELB_5XX_Count', cloudwatch.Stats.SUM), requests, false),
      threshold: thresholds.loadBalancerErrorPercent ?? 1,
      description: 'Requests reach no task: the load balancer answers them with 5xx itself',
      severity: AlarmSeverity.PAGE,
      ...TWO_OF_THREE,
    },
    TargetErrors: {
      metric: errorPercent('Application errors %', least, metric('HTTPCode_Target_5XX_Count', cloudwatch.Stats.SUM), requests, true),
      threshold: thresholds.targetErrorPercent ?? 5,
      description: 'The application answers too many requests with 5xx',
      severity: AlarmSeverity.PAGE,
      ...TWO_OF_THREE,
    },
    UnhealthyTasks: {
      metric: overTargetGroups(ingress, 'UnHealthyHostCount', cloudwatch.Stats.MAXIMUM, 'Unhealthy tasks'),
      threshold: thresholds.unhealthyTasks ?? 1,
      description: 'Tasks fail their health check',
      severity: AlarmSeverity.PAGE,
      evaluationPeriods: 10,
      datapointsToAlarm: 8,
    },
    ReleaseErrors: {
      // A release bakes for minutes: what takes it back must see it within them.
      metric: errorsByMinute(metric, Math.ceil(least / 5)),
      threshold: thresholds.targetErrorPercent ?? 5,
      description: 'Too many requests are answered with 5xx, minute by minute: a release that begins this is taken back',
      severity: AlarmSeverity.NOTICE,
      ...TWO_OF_THREE,
      rollsBack: true,
    },
    Latency: {
      metric: new cloudwatch.MathExpression({
        label: 'p95 of response times',
        expression: `IF(FILL(requests,0)>=${least},p95,0)`,
        usingMetrics: { p95: metric('TargetResponseTime', cloudwatch.Stats.p(95)), requests },
        period: FIVE_MINUTES,
      }),
      threshold: latency.toMilliseconds() / 1000,
      description: 'One request in twenty takes too long',
      severity: AlarmSeverity.NOTICE,
      evaluationPeriods: 4,
      datapointsToAlarm: 3,
    },
    ...(certificate && { OriginCertificate: certificateRow(certificate.certificateArn, thresholds, 'The load balancer\'s certificate') }),
  };
}

/** The newest datapoint may come late, and would count as none. */
export const TWO_OF_THREE = { evaluationPeriods: 3, datapointsToAlarm: 2 };

/** What the application and, for want of it, the load balancer answer with 5xx, in percent of a minute's requests. */
function errorsByMinute(metric: ReturnType<typeof loadBalancerMetrics>, least: number): cloudwatch.IMetric {
  const sum = (name: string) => metric(name, cloudwatch.Stats.SUM, { period: ONE_MINUTE });
  const all = '(FILL(requests,0)+FILL(unanswered,0))';
  return new cloudwatch.MathExpression({
    label: 'Errors by the minute %',
    expression: `IF(${all}>=${least},100*(FILL(errors,0)+FILL(unanswered,0))/${all},0)`,
    usingMetrics: { requests: sum('RequestCount'), errors: sum('HTTPCode_Target_5XX_Count'), unanswered: sum('HTTPCode_ELB_5XX_Count') },
    period: ONE_MINUTE,
  });
}

/** Metrics of the load balancer as a whole. */
export function loadBalancerMetrics(loadBalancer: elbv2.ApplicationLoadBalancer) {
  return metricsOf('AWS/ApplicationELB', { LoadBalancer: loadBalancer.loadBalancerFullName });
}

/** The sum over both groups of tasks, between which releases may move the traffic: the idle one has no data. */
export function overTargetGroups(ingress: PlatformIngress, metricName: string, statistic: string, label: string): cloudwatch.IMetric {
  const LoadBalancer = ingress.loadBalancer!.loadBalancerFullName;
  const of = (group: elbv2.ApplicationTargetGroup) =>
    metricsOf('AWS/ApplicationELB', { LoadBalancer, TargetGroup: group.targetGroupFullName })(metricName, statistic, { period: ONE_MINUTE, label });
  const { targetGroup, alternateTargetGroup } = ingress;
  if (!alternateTargetGroup) return of(targetGroup!);
  const id = label.replace(/\W/g, '').toLowerCase();
  return new cloudwatch.MathExpression({
    label,
    // Ids are one for each metric of a graph.
    expression: `FILL(${id}One,0)+FILL(${id}Other,0)`,
    usingMetrics: { [`${id}One`]: of(targetGroup!), [`${id}Other`]: of(alternateTargetGroup) },
    period: ONE_MINUTE,
  });
}

/** ACM renews by itself; when it could not, somebody has to look at the DNS records. */
export function certificateRow(arn: string, thresholds: AlarmThresholds, which: string): AlarmRow {
  return {
    metric: metricsOf('AWS/CertificateManager', { CertificateArn: arn })('DaysToExpiry', cloudwatch.Stats.MINIMUM, { period: Duration.days(1) }),
    threshold: thresholds.certificateDays ?? 30,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    // The metric ends with the certificate: that must not look like an end of the alarm.
    treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    description: `${which} expires soon: it was not renewed`,
    severity: AlarmSeverity.NOTICE,
    runbookAnchor: 'certificate',
  };
}
