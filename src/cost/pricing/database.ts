import { type Charge, free, notes, ofType, type Priced, type PricingContext, scheduleNote, unpriced } from './charge';
import { databaseBackups } from './database-backups';
import { CostKind } from '../bill';
import { isOn, numberOf, refersTo, type TemplateResource, textOf } from '../template-resources';

const { FIXED } = CostKind;

export function databaseInstance(resource: TemplateResource, context: PricingContext): Priced {
  const { properties } = resource;
  const source = sourceOf(resource, context);
  const zones = zonesOf(properties.MultiAZ);
  const instanceHours = zones * context.hours(resource);
  const type = textOf(properties.DBInstanceClass);
  const size = numberOf(properties.AllocatedStorage) ?? numberOf(source?.properties.AllocatedStorage);
  const where = zones === 2 ? 'two zones' : zones === 1 ? 'one zone' : 'one zone or two';
  return [
    { item: `${type}, ${where}`, kind: FIXED, priceId: `rds.${type}`, quantity: instanceHours, ...notes(scheduleNote(resource, context)) },
    ...storage(properties, size === undefined ? undefined : zones * size, where),
    ...extendedSupport(resource, source, instanceHours),
    ...insights(properties),
    ...(properties.Iops === undefined ? [] : [{ item: 'operations beyond the baseline', kind: FIXED, priceId: 'rds.iops', quantity: 1, unit: 'month' }]),
    ...ownSecret(properties),
    ...databaseBackups(resource, context),
  ];
}

/** One or two; NaN where that is decided at deployment. */
export function zonesOf(multiAz: unknown): number {
  if (isOn(multiAz)) return 2;
  return typeof multiAz === 'object' && multiAz !== null ? NaN : 1;
}

/** What a read replica copies. */
function sourceOf({ properties }: TemplateResource, context: PricingContext): TemplateResource | undefined {
  const source = properties.SourceDBInstanceIdentifier;
  if (source === undefined) return undefined;
  const isNamed = (other: TemplateResource) => refersTo(source, other) || textOf(source) === other.properties.DBInstanceIdentifier;
  return ofType(context, 'AWS::RDS::DBInstance').find(isNamed);
}

/** Storage is charged while the instance is stopped, too. gp2 and gp3 cost the same. */
export function storage(properties: TemplateResource['properties'], gb: number | undefined, where: string): Charge[] {
  const type = properties.StorageType ?? 'gp2';
  const common = { item: `${type} storage, ${where}`, kind: FIXED };
  if (gb === undefined) {
    return [{ ...common, priceId: 'rds.storage.unknownSize', quantity: 1, unit: 'month', note: 'its size is not in the template' }];
  }
  const note = notes(properties.MaxAllocatedStorage !== undefined && 'it may grow by itself');
  return [{ ...common, priceId: /^gp[23]$/.test(type) ? 'rds.storage.gp3' : `rds.storage.${type}`, quantity: gb, unit: 'GB-month', ...note }];
}

const OLD_VERSIONS = /^(5\.7|8\.0)(\.|$)/;

/** MySQL 5.7 and 8.0 are past their standard support: RDS charges for their patches unless it is told to upgrade them. */
function extendedSupport({ properties }: TemplateResource, source: TemplateResource | undefined, instanceHours: number): Charge[] {
  const setting = (name: string) => textOf(properties[name] ?? source?.properties[name]);
  if (setting('EngineLifecycleSupport') === 'open-source-rds-extended-support-disabled') return [];
  if (setting('Engine') !== 'mysql' || !OLD_VERSIONS.test(setting('EngineVersion'))) return [];
  const common = { item: `Extended Support of MySQL ${setting('EngineVersion')}`, kind: FIXED };
  const vcpus = vcpusOf(textOf(properties.DBInstanceClass));
  if (vcpus === undefined) {
    return [{ ...common, priceId: 'rds.extendedSupport.unknownVcpus', quantity: instanceHours, note: 'by vCPU, whose number is not known here' }];
  }
  const note = 'the price of its first two years: the third costs twice as much';
  return [{ ...common, priceId: 'rds.extendedSupport', quantity: vcpus * instanceHours, note }];
}

/** vCPUs of a class of the size large or more; the smaller ones of T3 and T4g have as many as their large. */
export function vcpusOf(type: string): number | undefined {
  const [, family, size] = /^db\.(\w+)\.(\w+)$/.exec(type) ?? [];
  if (size === 'large' || (/^t(3|4g)$/.test(family) && /^(micro|small|medium)$/.test(size))) return 2;
  const times = /^(\d*)xlarge$/.exec(size ?? '');
  return times ? 4 * Number(times[1] || 1) : undefined;
}

/** Seven days of Performance Insights are free. */
function insights(properties: TemplateResource['properties']): Charge[] {
  const isAdvanced = properties.DatabaseInsightsMode === 'advanced';
  if (!isAdvanced && (numberOf(properties.PerformanceInsightsRetentionPeriod) ?? 0) <= 7) return [];
  return [{ item: 'Performance Insights beyond seven days', kind: FIXED, priceId: 'rds.performanceInsights', quantity: 1, unit: 'month' }];
}

/** RDS makes a secret, in the account and on its bill, that no template has. */
function ownSecret(properties: TemplateResource['properties']): Charge[] {
  if (!isOn(properties.ManageMasterUserPassword)) return [];
  return [{ item: 'secret that RDS makes', kind: FIXED, priceId: 'secretsmanager.secret', quantity: 1 }];
}

const PARTS = free('a part of the database, which is charged itself');

export const DATABASE = {
  'AWS::RDS::DBInstance': databaseInstance,
  'AWS::RDS::DBParameterGroup': PARTS,
  'AWS::RDS::DBSubnetGroup': PARTS,
  'AWS::RDS::OptionGroup': PARTS,
  'AWS::RDS::EventSubscription': free('RDS sends events for nothing'),
  'AWS::RDS::DBProxy': unpriced("charged by the hour and its database's vCPUs"),
};
