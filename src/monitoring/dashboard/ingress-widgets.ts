import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { graphs, heading, percentiles, SECONDS } from './widgets';
import type { PlatformIngress } from '../../ingress/platform-ingress';
import { loadBalancerMetrics, overTargetGroups } from '../rows/ingress-rows';

/** What the load balancer sees of the application. */
export function ingressWidgets(ingress: PlatformIngress): cloudwatch.IWidget[][] {
  if (!ingress.loadBalancer) return [];
  const metric = loadBalancerMetrics(ingress.loadBalancer);
  return [
    [heading('## Load balancer: how the application answers')],
    graphs(
      {
        title: 'Requests and connections',
        left: [metric('RequestCount', Stats.SUM, { label: 'requests' })],
        right: [metric('ActiveConnectionCount', Stats.SUM, { label: 'connections' })],
      },
      {
        title: 'Errors',
        left: [
          metric('HTTPCode_Target_5XX_Count', Stats.SUM, { label: 'application 5xx' }),
          metric('HTTPCode_ELB_5XX_Count', Stats.SUM, { label: 'load balancer 5xx' }),
          metric('HTTPCode_Target_4XX_Count', Stats.SUM, { label: 'application 4xx' }),
        ],
      },
      { title: 'Response time', left: percentiles(metric, 'TargetResponseTime'), leftAxis: SECONDS },
      {
        title: 'Tasks that are asked',
        left: [
          overTargetGroups(ingress, 'HealthyHostCount', Stats.MINIMUM, 'healthy'),
          overTargetGroups(ingress, 'UnHealthyHostCount', Stats.MAXIMUM, 'unhealthy'),
        ],
      },
    ),
  ];
}
