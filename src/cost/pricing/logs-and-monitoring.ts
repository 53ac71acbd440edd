import { type Charge, free, notes, ofType, type Priced, type PricingContext, unpriced } from './charge';
import { dashboardMetrics } from './dashboard-metrics';
import { MONTH } from './figures';
import { CostKind } from '../bill';
import { isAt, listOf, numberOf, type TemplateResource } from '../template-resources';

const { FIXED, USAGE } = CostKind;
const LOG_GROUP = 'AWS::Logs::LogGroup';

/** Metrics of a dashboard that is free: one with more is charged. */
const FREE_DASHBOARD_METRICS = 50;

/** An alarm is charged by the metrics that it uses; a band of expected values counts as two more. */
function alarm({ properties }: TemplateResource): Priced {
  const queries = listOf<{ MetricStat?: { Period?: number }; Expression?: string }>(properties.Metrics);
  const metrics = Math.max(1, queries.filter(({ MetricStat: stat }) => stat).length);
  const bands = queries.filter(({ Expression: expression }) => /ANOMALY_DETECTION_BAND/.test(expression ?? '')).length;
  const periods = [properties.Period, ...queries.map(({ MetricStat: stat }) => stat?.Period)];
  const isFast = periods.some((period) => (numberOf(period) ?? 60) < 60);
  const common = { item: metrics === 1 ? 'alarm' : `alarm on ${metrics} metrics`, kind: FIXED, quantity: metrics + 2 * bands, unit: 'month' };
  return [isFast ? { ...common, priceId: 'cloudwatch.highResolutionAlarm' } : { ...common, priceId: 'cloudwatch.alarm', allowance: 'alarms' }];
}

function compositeAlarm(): Priced {
  return [{ item: 'composite alarm', kind: FIXED, priceId: 'cloudwatch.compositeAlarm', quantity: 1 }];
}

function dashboard({ properties }: TemplateResource): Priced {
  const metrics = dashboardMetrics(properties.DashboardBody);
  const isSmall = metrics !== undefined && metrics <= FREE_DASHBOARD_METRICS;
  const why = metrics === undefined ? 'its metrics cannot be counted' : `it has ${metrics} metrics`;
  const charge: Charge = { item: 'dashboard', kind: FIXED, priceId: 'cloudwatch.dashboard', quantity: 1 };
  if (isSmall) return [{ ...charge, allowance: 'dashboards' }];
  return [{ ...charge, note: `three of up to ${FREE_DASHBOARD_METRICS} metrics are free; ${why}` }];
}

function metricFilter({ properties }: TemplateResource): Priced {
  const quantity = Math.max(1, listOf(properties.MetricTransformations).length);
  return [{ item: 'metric of a log filter', kind: FIXED, priceId: 'cloudwatch.metric', quantity, allowance: 'metrics' }];
}

/** The figure is of all logs together: it is counted at the container's log group, which writes the most of them. */
function logGroup(resource: TemplateResource, context: PricingContext): Priced {
  const groups = ofType(context, LOG_GROUP);
  const main = groups.find((group) => isAt(group, 'Compute/LogGroup')) ?? groups[0];
  if (resource !== main) return free("its logs are counted with those of the container's log group");
  const { logs } = context.figures;
  const days = numberOf(resource.properties.RetentionInDays);
  const months = days === undefined ? 12 : days / MONTH;
  const kept = days === undefined ? 'kept for ever: counted as after a year' : `kept for ${days} days: counted as once that time is full`;
  const writing = resource.properties.LogGroupClass === 'INFREQUENT_ACCESS' ? 'logs.ingestion.infrequentAccess' : 'logs.ingestion';
  const all = `of all ${groups.length} log groups together`;
  return [
    { item: 'logs that are written', kind: USAGE, priceId: writing, quantity: logs, unit: 'GB', allowance: 'logsIngestion', note: all },
    {
      item: 'logs that are kept',
      kind: USAGE,
      priceId: 'logs.storage',
      quantity: logs * months,
      allowance: 'logsStorage',
      ...notes(all, kept, 'uncompressed, which is more than AWS counts'),
    },
  ];
}

const FREE_PARTS = free('free of charge; what its logs cost is counted with the logs');

export const LOGS_AND_MONITORING = {
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::AnomalyDetector': free('the alarms that use it are charged'),
  'AWS::CloudWatch::CompositeAlarm': compositeAlarm,
  'AWS::CloudWatch::Dashboard': dashboard,
  [LOG_GROUP]: logGroup,
  'AWS::Logs::LogStream': FREE_PARTS,
  'AWS::Logs::MetricFilter': metricFilter,
  'AWS::Logs::QueryDefinition': free('a saved query is free; each run of it is charged by the GB that it reads'),
  'AWS::Logs::ResourcePolicy': free('policies are free of charge'),
  'AWS::Logs::SubscriptionFilter': unpriced('charged by where it sends the logs to'),
  'AWS::Logs::Delivery': unpriced('charged by the GB that is delivered'),
  'AWS::Logs::DeliveryDestination': FREE_PARTS,
  'AWS::Logs::DeliverySource': FREE_PARTS,
};
