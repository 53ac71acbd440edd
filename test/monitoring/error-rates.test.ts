import { Match, type Template } from 'aws-cdk-lib/assertions';
import { makePlatform, onlyResource } from '../helpers/platform';

type Data = Record<string, number | undefined>;

/** What CloudWatch makes of one period: the few functions that the expressions are made of; undefined is no data. */
function evaluate(expression: string, data: Data): number | undefined {
  const names = Object.keys(data);
  const FILL = (value: number | undefined, instead: number) => value ?? instead;
  const IF = (condition: boolean, yes: number | undefined, no: number | undefined) => (condition ? yes : no);
  const calculate = new Function('FILL', 'IF', ...names, `return ${expression}`);
  const value = calculate(FILL, IF, ...names.map((name) => data[name]));
  return Number.isNaN(value) ? undefined : value;
}

/** Whether one period is on the wrong side: no data is on the right one. */
function breaches(template: Template, id: string, data: Data): boolean {
  const [alarm] = Object.values<any>(template.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: `Stack-Platform-${id}` } }));
  const [{ Expression }, ...metrics] = alarm.Properties.Metrics;
  expect(metrics.map(({ Id }: any) => Id).sort()).toEqual(Object.keys(data).sort());
  expect(alarm.Properties).toMatchObject({ ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' });
  const value = evaluate(Expression, data);
  return value !== undefined && value >= alarm.Properties.Threshold;
}

describe('R5.2 an error rate counts only where enough was asked', () => {
  const { template } = makePlatform();

  test.each<[string, string, Data, boolean]>([
    ['LoadBalancerErrors', 'no requests at all', { requests: undefined, errors: undefined }, false],
    ['LoadBalancerErrors', 'one error of one request', { requests: 1, errors: 1 }, false],
    ['LoadBalancerErrors', 'one error that was no request', { requests: undefined, errors: 1 }, false],
    ['LoadBalancerErrors', '19 requests and one error', { requests: 19, errors: 1 }, true],
    ['LoadBalancerErrors', '18 requests and one error', { requests: 18, errors: 1 }, false],
    ['LoadBalancerErrors', '20 requests without errors', { requests: 20, errors: undefined }, false],
    ['LoadBalancerErrors', 'nothing but errors of its own', { requests: undefined, errors: 50 }, true],
    ['LoadBalancerErrors', 'less than one in a hundred', { requests: 1000, errors: 10 }, false],
    ['LoadBalancerErrors', 'one in a hundred', { requests: 990, errors: 10 }, true],
    ['TargetErrors', 'no requests at all', { requests: undefined, errors: undefined }, false],
    ['TargetErrors', 'one error of one request', { requests: 1, errors: 1 }, false],
    ['TargetErrors', 'one error of 20 requests', { requests: 20, errors: 1 }, true],
    ['TargetErrors', 'one error of 21 requests', { requests: 21, errors: 1 }, false],
    ['TargetErrors', 'nothing but errors, too few', { requests: 19, errors: 19 }, false],
    ['TargetErrors', 'requests without errors', { requests: 1000, errors: undefined }, false],
    ['EdgeErrors', 'no requests at all', { requests: undefined, errors: undefined }, false],
    ['EdgeErrors', 'one error of one request', { requests: 1, errors: 100 }, false],
    ['EdgeErrors', '5 % of 20 requests', { requests: 20, errors: 5 }, true],
    ['EdgeErrors', '4.9 % of many', { requests: 5000, errors: 4.9 }, false],
    ['Latency', 'no requests at all', { requests: undefined, p95: undefined }, false],
    ['Latency', 'one slow request', { requests: 1, p95: 30 }, false],
    ['Latency', '20 requests, as slow as the threshold', { requests: 20, p95: 2 }, true],
    ['Latency', '20 requests, faster', { requests: 20, p95: 1.99 }, false],
  ])('%s: %s', (id, _name, data, expected) => {
    expect(breaches(template, id, data)).toBe(expected);
  });
});

describe('R5.2 what CloudWatch allows an alarm to be made of', () => {
  const templates = (['prod', 'dev'] as const).map((preset) => makePlatform(preset === 'dev' ? { monitoring: { alarms: true } } : {}).template);
  const alarms = templates.flatMap((template) => Object.values<any>(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties));

  test('at most ten metrics of one period, without SEARCH, and one of them returned', () => {
    for (const { Metrics = [] } of alarms) {
      const periods = new Set(Metrics.filter(({ MetricStat }: any) => MetricStat).map(({ MetricStat: { Period } }: any) => Period));
      expect(periods.size).toBeLessThanOrEqual(1);
      expect(Metrics.length).toBeLessThanOrEqual(10);
      expect(JSON.stringify(Metrics)).not.toContain('SEARCH');
      if (Metrics.length > 0) expect(Metrics.filter(({ ReturnData }: any) => ReturnData)).toHaveLength(1);
      for (const { Id, Expression } of Metrics) {
        expect(Id).toMatch(/^[a-z][A-Za-z0-9_]{0,254}$/);
        if (Expression) for (const each of Metrics.slice(1)) expect(Expression).toContain(each.Id);
      }
    }
  });

  test('a window of at most a day, or a week of long periods, and no more datapoints than periods', () => {
    for (const { Period, Metrics, EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } of alarms) {
      const period = Period ?? Metrics.find(({ MetricStat }: any) => MetricStat).MetricStat.Period;
      expect(period * EvaluationPeriods).toBeLessThanOrEqual(period >= 3600 ? 604_800 : 86_400);
      expect(DatapointsToAlarm).toBeLessThanOrEqual(EvaluationPeriods);
    }
  });

  test('names of at most 255 characters, descriptions of at most 1024', () => {
    for (const { AlarmName = '', AlarmDescription } of alarms) {
      expect(AlarmName.length).toBeLessThanOrEqual(255);
      expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
    }
  });
});

describe('R5.2 one alarm for the platform', () => {
  test('is on while any alarm is that pages, and tells the notice topic', () => {
    const { template } = makePlatform();
    const { Properties } = onlyResource(template, 'AWS::CloudWatch::CompositeAlarm');
    const [, parts] = Properties.AlarmRule['Fn::Join'];
    const shown = parts.map((part: any) => (typeof part === 'string' ? part : part['Fn::GetAtt'][0].replace(/^PlatformMonitoring(Edge)?Alarms|.{8}$/g, ''))).join('');
    const ids = ['LoadBalancerErrors', 'TargetErrors', 'UnhealthyTasks', 'RunningTasks', 'DatabaseStorage', 'ReplicaStorage', 'EdgeErrors'];
    expect(shown).toBe(`(${ids.map((id) => `ALARM("${id}")`).join(' OR ')})`);
    expect(Properties).toMatchObject({ AlarmName: 'Stack-Platform-PlatformUnhealthy', AlarmDescription: expect.stringMatching(/#platform-unhealthy$/) });
    for (const actions of [Properties.AlarmActions, Properties.OKActions]) expect(actions).toEqual([{ Ref: expect.stringMatching(/^PlatformMonitoringTopicsNotice/) }]);
    const pages = template.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmActions: [{ Ref: Match.stringLikeRegexp('TopicsPage') }] } });
    expect(Object.keys(pages)).toHaveLength(ids.length);
  });

  test('is made of alarms of its own region', () => {
    const { template } = makePlatform({ monitoring: { edgeAlarms: false } });
    expect(JSON.stringify(onlyResource(template, 'AWS::CloudWatch::CompositeAlarm'))).not.toContain('EdgeErrors');
  });
});
