import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { heading } from './widgets';
import type { PlatformCompute } from '../../compute/platform-compute';
import type { PlatformDatabase } from '../../database/platform-database';
import type { PlatformEdge } from '../../edge/platform-edge';
import type { PlatformNetwork } from '../../network/platform-network';
import { EDGE_REGION } from '../../settings/support-stack';
import { firewallQueries, savedQueries } from '../saved-queries';

const SHOWN: Record<string, string> = {
  'application-errors': 'Newest errors of the application',
  'application-errors-by-message': 'Errors of the application by message',
  'database-slow-statements': 'Slowest statements of the database',
  'firewall-blocked': 'What the firewall blocked',
};

export interface LogWidgetParts {
  readonly compute: PlatformCompute;
  readonly database?: PlatformDatabase;
  readonly network: PlatformNetwork;
  readonly edge: PlatformEdge;
}

/** What the logs say, asked anew each time the dashboard is opened. */
export function logWidgets({ compute, database, network, edge }: LogWidgetParts): cloudwatch.IWidget[][] {
  const queries = [
    ...savedQueries(compute, database, network).map((query) => ({ ...query, region: undefined })),
    ...firewallQueries(edge).map((query) => ({ ...query, region: EDGE_REGION })),
  ].filter(({ name }) => name in SHOWN);
  const widgets = queries.map(({ name, logGroups, lines, region }) =>
    new cloudwatch.LogQueryWidget({
      title: SHOWN[name],
      logGroupNames: logGroups.map(({ logGroupName }) => logGroupName),
      queryLines: lines,
      view: cloudwatch.LogQueryVisualizationType.TABLE,
      region,
      width: 12,
      height: 6,
    }),
  );
  const pairs = widgets.flatMap((_, index) => (index % 2 === 0 ? [widgets.slice(index, index + 2)] : []));
  return [[heading('## Logs')], ...pairs];
}
