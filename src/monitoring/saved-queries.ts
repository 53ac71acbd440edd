import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import type { PlatformCompute } from '../compute/platform-compute';
import { groupsOf } from '../database/database-logs';
import type { PlatformDatabase } from '../database/platform-database';
import type { PlatformEdge } from '../edge/platform-edge';
import type { PlatformNetwork } from '../network/platform-network';
import { outermostStack } from '../settings/names';

/** A question to the logs of one kind. */
export interface SavedQuery {
  readonly name: string;
  readonly logGroups: logs.ILogGroup[];
  readonly lines: string[];
}

/** What one asks logs when something is wrong. The dashboard shows the first of each. */
export function savedQueries(compute: PlatformCompute, database?: PlatformDatabase, network?: PlatformNetwork): SavedQuery[] {
  const flowLogs = network?.flowLogGroup ? [network.flowLogGroup] : [];
  return [
    {
      name: 'application-errors',
      logGroups: [compute.logGroup],
      lines: ['fields @timestamp, @message, @logStream', 'filter @message like /(?i)(error|fatal|critical|exception)/', 'sort @timestamp desc', 'limit 50'],
    },
    {
      name: 'application-errors-by-message',
      logGroups: [compute.logGroup],
      lines: ['filter @message like /(?i)(error|fatal|critical|exception)/', 'stats count(*) as times, max(@timestamp) as last by substr(@message, 0, 120) as message', 'sort times desc', 'limit 25'],
    },
    {
      name: 'application-log-volume',
      logGroups: [compute.logGroup],
      lines: ['stats count(*) as lines, sum(strlen(@message)) / 1024 / 1024 as MiB by bin(1h)', 'sort bin(1h) desc'],
    },
    {
      name: 'database-slow-statements',
      logGroups: groupsOf('slowquery', database?.logGroups),
      lines: [
        'filter @message like /Query_time/',
        'parse @message /Query_time: (?<seconds>[\\d.]+)\\s+Lock_time: (?<locked>[\\d.]+) Rows_sent: (?<sent>\\d+)\\s+Rows_examined: (?<examined>\\d+)/',
        'fields @timestamp, seconds, locked, sent, examined, @message', 'sort seconds desc', 'limit 25',
      ],
    },
    {
      name: 'database-errors',
      logGroups: groupsOf('error', database?.logGroups),
      lines: ['fields @timestamp, @message', 'filter @message like /\\[ERROR\\]|(?i)deadlock/', 'sort @timestamp desc', 'limit 50'],
    },
    {
      name: 'network-rejected',
      logGroups: flowLogs,
      lines: ['filter action = "REJECT"', 'stats count(*) as times by srcAddr, dstAddr, dstPort', 'sort times desc', 'limit 25'],
    },
  ].filter(({ logGroups }) => logGroups.length > 0);
}

/** The firewall's logs are in us-east-1, where its queries are saved as well. */
export function firewallQueries(edge: PlatformEdge): SavedQuery[] {
  if (!edge.webAclLogGroup) return [];
  return [
    {
      name: 'firewall-blocked',
      logGroups: [edge.webAclLogGroup],
      lines: [
        'filter action = "BLOCK"', 'stats count(*) as times by httpRequest.clientIp, httpRequest.country, terminatingRuleId, httpRequest.uri', 'sort times desc', 'limit 25',
      ],
    },
  ];
}

/** A folder of the platform's own: its stack's name, and its path within. */
export function queryFolder(platform: IConstruct): string {
  const { stackName, node } = outermostStack(platform);
  // CloudWatch Logs takes names of 255 characters.
  return `${stackName}${platform.node.path.slice(node.path.length)}`.slice(0, 220);
}

/** Saves them in CloudWatch Logs Insights. */
export function saveQueries(scope: Construct, folder: string, queries: SavedQuery[]): logs.QueryDefinition[] {
  return queries.map(({ name, logGroups, lines }) => new logs.QueryDefinition(scope, name, {
    queryDefinitionName: `${folder}/${name}`,
    logGroups,
    // As it is written: the L2's builder has an order of its own, and no place for a parse between two filters.
    queryString: Object.assign(new logs.QueryString(), { toString: () => lines.join('\n| ') }),
  }));
}
