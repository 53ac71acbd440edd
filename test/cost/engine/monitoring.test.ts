import { Size } from 'aws-cdk-lib';
import { bill, figures, linesOf, resource } from './helpers';
import { dashboardMetrics } from '../../../src/cost/pricing/dashboard-metrics';

const alarm = (id: string, properties: object = { MetricName: 'CPUUtilization', Period: 60 }) => resource(id, 'CloudWatch::Alarm', properties);
const alarms = (count: number) => Array.from({ length: count }, (_, index) => alarm(`Alarm${index}`));

describe('alarms', () => {
  test('ten are free', () => {
    expect(bill(alarms(10)).monthlyUsd).toBe(0);
    expect(bill(alarms(12)).monthlyUsd).toBeCloseTo(0.2, 10);
    expect(bill(alarms(12), { freeAllowances: false }).monthlyUsd).toBeCloseTo(1.2, 10);
  });

  test('metric math counts the metrics that it uses', () => {
    const math = alarm('Rate', { Metrics: [{ Expression: 'a / b' }, { MetricStat: { Period: 300 } }, { MetricStat: { Period: 300 } }] });
    expect(linesOf([...alarms(9), math])).toContainEqual(expect.objectContaining({ logicalId: 'Rate', quantity: 2, free: 1, monthlyUsd: 0.1, item: 'alarm on 2 metrics' }));
  });

  test('a band of expected values counts as two metrics more', () => {
    const band = alarm('Band', { Metrics: [{ MetricStat: {} }, { Expression: 'ANOMALY_DETECTION_BAND(m1, 2)' }] });
    expect(figures([band], { freeAllowances: false })).toEqual([['cloudwatch.alarm', 3, 0.3]].map(([id, n, usd]) => [id, n, usd]));
  });

  test('a query is one metric at least', () => {
    expect(figures([alarm('Query', { Metrics: [{ Expression: 'SELECT AVG(CPUUtilization)' }] })], { freeAllowances: false })).toEqual([['cloudwatch.alarm', 1, 0.1]]);
  });

  test('of those by the second no price is known', () => {
    expect(figures([alarm('Fast', { MetricName: 'M', Period: 10 })])).toEqual([['cloudwatch.highResolutionAlarm', 1, undefined]]);
    expect(figures([alarm('Fast', { Metrics: [{ MetricStat: { Period: 30 } }] })])).toEqual([['cloudwatch.highResolutionAlarm', 1, undefined]]);
  });

  test('a composite alarm', () => {
    expect(figures([resource('C', 'CloudWatch::CompositeAlarm')])).toEqual([['cloudwatch.compositeAlarm', 1, 0.5]]);
  });
});

describe('dashboards', () => {
  const body = (metrics: number) => ({
    'Fn::Join': ['', ['{"widgets":[{"properties":{"region":"', { Ref: 'AWS::Region' }, '","metrics":[[{"expression":"a"}],',
      Array.from({ length: metrics }, () => '["AWS/ECS","CPUUtilization"]').join(), ']}},{"type":"text","properties":{}},{"type":"alarm"}]}']],
  });
  const dashboard = (id: string, DashboardBody: unknown) => resource(id, 'CloudWatch::Dashboard', { DashboardBody });

  test('three small ones are free', () => {
    expect(bill(['A', 'B', 'C'].map((id) => dashboard(id, body(50)))).monthlyUsd).toBe(0);
    expect(bill(['A', 'B', 'C', 'D'].map((id) => dashboard(id, body(50)))).monthlyUsd).toBe(3);
  });

  test('one with more than 50 metrics is charged, and so is one that cannot be read', () => {
    expect(linesOf([dashboard('A', body(51))])).toMatchObject([{ monthlyUsd: 3, note: 'three of up to 50 metrics are free; it has 51 metrics' }]);
    expect(linesOf([dashboard('A', { Ref: 'Parameter' })])).toMatchObject([{ monthlyUsd: 3, note: 'three of up to 50 metrics are free; its metrics cannot be counted' }]);
  });

  test('expressions are no metrics', () => {
    expect(dashboardMetrics(body(2))).toBe(2);
    expect(dashboardMetrics('{"widgets":[]}')).toBe(0);
    expect(dashboardMetrics(undefined)).toBeUndefined();
  });
});

test('filters: a metric each, ten of which are free', () => {
  const filter = (id: string, count: number) => resource(id, 'Logs::MetricFilter', { MetricTransformations: Array.from({ length: count }, () => ({})) });
  expect(figures([filter('A', 8), filter('B', 4), filter('C', 0)])).toEqual([['cloudwatch.metric', 4, 0.6], ['cloudwatch.metric', 1, 0.3], ['cloudwatch.metric', 8, 0]]);
});

describe('logs', () => {
  const group = (id: string, properties = {}, path = id) => resource(id, 'Logs::LogGroup', properties, { path });
  const flow = group('Flow', { RetentionInDays: 7 });
  const container = group('Container', { RetentionInDays: 365 }, 'Stack/Platform/Compute/LogGroup');

  test('all of them at the container\'s group, 5 GB of each kind free', () => {
    // (8 − 5) × 0.5; (8 × 12 − 5) × 0.03
    const { lines, freeOfCharge } = bill([flow, container], { logs: Size.gibibytes(8) });
    expect(lines).toMatchObject([
      { logicalId: 'Container', priceId: 'logs.storage', quantity: 96, free: 5 },
      { logicalId: 'Container', priceId: 'logs.ingestion', quantity: 8, free: 5, monthlyUsd: 1.5, note: 'of all 2 log groups together' },
    ]);
    expect(lines[0].monthlyUsd).toBeCloseTo(2.73, 10);
    expect(freeOfCharge).toMatchObject([{ resourceType: 'AWS::Logs::LogGroup', count: 1 }]);
  });

  test('at the first where the container has none; kept for ever counts a year', () => {
    expect(linesOf([flow]).map(({ logicalId }) => logicalId)).toEqual(['Flow', 'Flow']);
    expect(linesOf([group('A')])[0]).toMatchObject({ priceId: 'logs.storage', quantity: 12 });
    expect(linesOf([group('A')])[0].note).toContain('kept for ever');
  });

  test('of those for infrequent access no price is known', () => {
    expect(figures([group('A', { LogGroupClass: 'INFREQUENT_ACCESS', RetentionInDays: 365 })])).toContainEqual(['logs.ingestion.infrequentAccess', 1, undefined]);
  });

  test('no logs, no lines', () => {
    expect(bill([container], { logs: Size.gibibytes(0) })).toMatchObject({ lines: [], freeOfCharge: [{ reason: 'not used, by the assumptions' }] });
  });
});
