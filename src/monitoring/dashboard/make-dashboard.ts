import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { computeWidgets } from './compute-widgets';
import { databaseWidgets } from './database-widgets';
import { edgeWidgets } from './edge-widgets';
import { ingressWidgets } from './ingress-widgets';
import { logWidgets } from './log-widgets';
import { storageWidgets } from './storage-widgets';
import { heading } from './widgets';
import type { PlatformCompute } from '../../compute/platform-compute';
import type { PlatformDatabase } from '../../database/platform-database';
import type { PlatformEdge } from '../../edge/platform-edge';
import type { PlatformIngress } from '../../ingress/platform-ingress';
import type { PlatformNetwork } from '../../network/platform-network';
import type { PdfStorage } from '../../storage/pdf-storage';

export interface DashboardParts {
  readonly network: PlatformNetwork;
  readonly storage: PdfStorage;
  readonly database?: PlatformDatabase;
  readonly compute: PlatformCompute;
  readonly ingress: PlatformIngress;
  readonly edge: PlatformEdge;
  /** To which more may be added. */
  readonly alarms: cloudwatch.IAlarm[];
  readonly edgeAlarms: cloudwatch.IAlarm[];
  readonly unhealthy?: cloudwatch.CompositeAlarm;
  readonly runbookUrl: string;
}

/** One page, from what users notice down to what it is made of: alarms, edge, load balancer, tasks, database, bucket, logs. */
export function makeDashboard(scope: Construct, parts: DashboardParts): cloudwatch.Dashboard {
  const dashboard = new cloudwatch.Dashboard(scope, 'Dashboard', {
    start: '-PT12H',
    // Periods are part of what a metric means: the samples of a minute are the running tasks.
    periodOverride: cloudwatch.PeriodOverride.INHERIT,
  });
  const { edge, unhealthy, alarms, edgeAlarms } = parts;
  dashboard.addWidgets(heading(`# ${scope.node.scope!.node.path}`, `[Open the application](${edge.url}) · [Runbooks](${parts.runbookUrl})`));
  const atFirst = [...(unhealthy ? [unhealthy] : []), ...edgeAlarms];
  if (atFirst.length > 0) dashboard.addWidgets(alarmStates('The platform as a whole, and CloudFront', atFirst));
  if (alarms.length > 0) dashboard.addWidgets(alarmStates('Alarms', alarms));
  const rows = [
    ...edgeWidgets(edge), ...ingressWidgets(parts.ingress), ...computeWidgets(parts), ...databaseWidgets(parts.database),
    ...storageWidgets(parts.storage), ...logWidgets(parts),
  ];
  for (const row of rows) dashboard.addWidgets(...row);
  return dashboard;
}

function alarmStates(title: string, alarms: cloudwatch.IAlarm[]): cloudwatch.IWidget {
  return new cloudwatch.AlarmStatusWidget({ title, alarms, width: 24, height: 2 + Math.ceil(alarms.length / 6) });
}
