import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { graphs, heading, PERCENT, percentiles } from './widgets';
import type { PlatformEdge } from '../../edge/platform-edge';
import { EDGE_REGION } from '../../settings/support-stack';
import { edgeMetrics, firewallMetrics } from '../metrics';

/** What viewers get from CloudFront, and what the firewall keeps away. All of it is measured in us-east-1. */
export function edgeWidgets(edge: PlatformEdge): cloudwatch.IWidget[][] {
  const metric = edgeMetrics(edge.distribution.distributionId, EDGE_REGION);
  const region = EDGE_REGION;
  const firewall = edge.webAclMetricName && firewallMetrics(edge.webAclMetricName);
  return [
    [heading('## CloudFront: what viewers get')],
    graphs(
      { title: 'Requests', region, left: [metric('Requests', Stats.SUM, { label: 'requests' })] },
      {
        title: 'Error rate',
        region,
        left: [metric('4xxErrorRate', Stats.AVERAGE, { label: '4xx %' }), metric('5xxErrorRate', Stats.AVERAGE, { label: '5xx %' })],
        leftAxis: { min: 0, label: '%', showUnits: false },
      },
      {
        title: 'Traffic',
        region,
        left: [metric('BytesDownloaded', Stats.SUM, { label: 'to viewers' }), metric('BytesUploaded', Stats.SUM, { label: 'from viewers' })],
      },
    ),
    ...(edge.additionalMetrics
      ? [graphs(
        { title: 'Time to first byte from the origin', region, left: percentiles(metric, 'OriginLatency'), leftAxis: { min: 0, label: 'ms', showUnits: false } },
        { title: 'Answered from the cache', region, left: [metric('CacheHitRate', Stats.AVERAGE, { label: 'hits %' })], leftAxis: PERCENT },
        {
          title: 'Errors by kind',
          region,
          left: ['502', '503', '504'].map((code) => metric(`${code}ErrorRate`, Stats.AVERAGE, { label: `${code} %` })),
          leftAxis: { min: 0, label: '%', showUnits: false },
        },
      )]
      : []),
    ...(firewall
      ? [graphs({
        title: 'Firewall',
        region,
        left: [firewall('AllowedRequests', Stats.SUM, { label: 'let through' })],
        right: [firewall('BlockedRequests', Stats.SUM, { label: 'blocked' }), firewall('CountedRequests', Stats.SUM, { label: 'counted' })],
      })]
      : []),
  ];
}
