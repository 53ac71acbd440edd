import type { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type MonitoringOptions, type PdfWebPlatformProps, PlatformPreset } from '../../src';
import { makePlatform, onlyResource } from '../helpers/platform';

const lean = (monitoring: MonitoringOptions = {}, props: Partial<PdfWebPlatformProps> = {}) =>
  makePlatform({ preset: PlatformPreset.prodLean(), monitoring, ...props });
const refOf = ({ Ref }: any) => Ref.replace(/^Platform|.{8}$/g, '');

const filtersOf = (template: Template) => Object.values<any>(template.findResources('AWS::Logs::MetricFilter')).map(({ Properties }) => Properties);
const shownFilters = (template: Template) => filtersOf(template).map(({ LogGroupName, MetricTransformations: [{ MetricName }] }) => `${MetricName} of ${refOf(LogGroupName)}`);

/** The saved queries: log groups by name. */
const queriesOf = (template: Template): Record<string, string[]> => Object.fromEntries(
  Object.values<any>(template.findResources('AWS::Logs::QueryDefinition')).map(({ Properties }) => [Properties.Name.split('/').pop(), Properties.LogGroupNames.map(refOf)]),
);

/** The terms of a pattern that any of which is enough: each is a JSON string. */
const termsOf = (pattern: string) => pattern.split(/ (?=\?)/).map((term) => JSON.parse(term.replace(/^\?/, '')));

describe('R5.1 R5.2 errors in logs are counted', () => {
  const made = lean();
  const filters = filtersOf(made.template);

  test('of the application, and of the slow query and the error log of the database', () => {
    const { template, platform } = made;
    expect(shownFilters(template)).toEqual(['ErrorLogs of ComputeLogGroup', 'SlowQueries of DatabaseLogsslowquery', 'Deadlocks of DatabaseLogserror']);
    expect(platform.monitoring.metricFilters).toHaveLength(3);
  });

  test('of the replica too, in the same metrics', () => {
    expect(shownFilters(makePlatform().template)).toEqual([
      'ErrorLogs of ComputeLogGroup', 'SlowQueries of DatabaseLogsslowquery', 'SlowQueries of DatabaseReplicaLogsslowquery',
      'Deadlocks of DatabaseLogserror', 'Deadlocks of DatabaseReplicaLogserror',
    ]);
  });

  test('one for a line, 0 where there is none, in a namespace of the platform that the Logs service takes', () => {
    for (const { MetricTransformations } of filters) {
      expect(MetricTransformations).toEqual([{ DefaultValue: 0, MetricName: expect.any(String), MetricValue: '1', MetricNamespace: 'Stack-Platform-Monitoring-Logs' }]);
      expect(MetricTransformations[0].MetricNamespace).toMatch(/^[^:*$]{1,255}$/);
    }
  });

  test.each([
    ['2026-11-24 ERROR could not render', true],
    ['FATAL: no memory', true],
    ['{"level":"error","msg":"could not render"}', true],
    ['{"level":"fatal"}', true],
    ['{"level": "error", "msg": "as Python writes it"}', true],
    ['ts=1 level=error msg=x', true],
    ['{"level":"info","msg":"an error page was shown"}', false],
    ['GET /pdfs/1 200', false],
  ])('%s: %s', (line, isError) => {
    const [{ FilterPattern }] = filters;
    expect(termsOf(FilterPattern).some((term) => line.includes(term))).toBe(isError);
  });

  test.each([
    ['SlowQueries', '# Query_time: 2.000213  Lock_time: 0.000002 Rows_sent: 1  Rows_examined: 100'],
    ['Deadlocks', '2026-11-24T08:00:00.000000Z 12 [Note] [MY-012468] [InnoDB] Transactions deadlock detected, dumping detailed information.'],
  ])('%s: %s', (id, line) => {
    const { FilterPattern } = filters.find(({ MetricTransformations: [{ MetricName }] }) => MetricName === id);
    expect(termsOf(FilterPattern).some((term) => line.includes(term))).toBe(true);
  });

  test('by a pattern that is given', () => {
    const [{ FilterPattern }] = filtersOf(lean({ errorPattern: logs.FilterPattern.numberValue('$.level', '>=', 50) }).template);
    expect(FilterPattern).toBe('{ $.level >= 50 }');
  });

  test('where logs are exported alone', () => {
    expect(shownFilters(lean({}, { database: { logExports: ['error'] } }).template)).toEqual(['ErrorLogs of ComputeLogGroup', 'Deadlocks of DatabaseLogserror']);
    expect(shownFilters(lean({}, { database: { enabled: false } }).template)).toEqual(['ErrorLogs of ComputeLogGroup']);
    expect(shownFilters(lean({ alarms: false }).template)).toEqual([]);
  });

  test('deadlocks are in the error log, unless it is not exported', () => {
    const parameters = (logExports?: string[]) => onlyResource(lean({}, { database: { logExports } }).template, 'AWS::RDS::DBParameterGroup').Properties.Parameters;
    expect(parameters().innodb_print_all_deadlocks).toBe('1');
    expect(parameters(['slowquery']).innodb_print_all_deadlocks).toBeUndefined();
  });
});

describe('R5.2 queries are saved', () => {
  test('for what there are logs of', () => {
    expect(queriesOf(makePlatform().template)).toEqual({
      'application-errors': ['ComputeLogGroup'],
      'application-errors-by-message': ['ComputeLogGroup'],
      'application-log-volume': ['ComputeLogGroup'],
      'database-slow-statements': ['DatabaseLogsslowquery', 'DatabaseReplicaLogsslowquery'],
      'database-errors': ['DatabaseLogserror', 'DatabaseReplicaLogserror'],
      'network-rejected': ['NetworkVpcFlowLogGroup'],
      'firewall-blocked': ['EdgeSupportWafLogGroup'],
    });
  });

  test('also by dev, which has no alarms', () => {
    const { template, platform } = makePlatform({ preset: PlatformPreset.dev() });
    const names = ['application-errors', 'application-errors-by-message', 'application-log-volume', 'database-errors', 'database-slow-statements', 'network-rejected'];
    expect(Object.keys(queriesOf(template)).sort()).toEqual(names);
    expect(platform.monitoring.savedQueries).toHaveLength(names.length);
  });

  test('not without logs, and not if it is off', () => {
    expect(Object.keys(queriesOf(lean({}, { database: { enabled: false }, network: { flowLogs: false } }).template))).toEqual(['application-errors', 'application-errors-by-message', 'application-log-volume']);
    expect(queriesOf(makePlatform({ monitoring: { savedQueries: false } }).template)).toEqual({});
  });

  test('as commands one after the other', () => {
    const found = Object.values<any>(makePlatform().template.findResources('AWS::Logs::QueryDefinition'));
    const strings = Object.fromEntries(found.map(({ Properties: { Name, QueryString } }) => [Name.split('/').pop(), QueryString]));
    for (const query of Object.values<string>(strings)) {
      for (const command of query.split('\n| ')) expect(command).toMatch(/^(fields|filter|stats|sort|limit|parse) \S/);
    }
    expect(strings['application-errors']).toBe(
      'fields @timestamp, @message, @logStream\n| filter @message like /(?i)(error|fatal|critical|exception)/\n| sort @timestamp desc\n| limit 50',
    );
    expect(strings['network-rejected']).toBe('filter action = "REJECT"\n| stats count(*) as times by srcAddr, dstAddr, dstPort\n| sort times desc\n| limit 25');
    const [, pattern] = /parse @message \/(.*)\/\n/.exec(strings['database-slow-statements'])!;
    expect(new RegExp(pattern).exec('# Query_time: 2.000213  Lock_time: 0.000002 Rows_sent: 1  Rows_examined: 100\nselect 1;')!.groups).toEqual({
      seconds: '2.000213', locked: '0.000002', sent: '1', examined: '100',
    });
  });
});
