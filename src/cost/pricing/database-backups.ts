import { type Charge, ofType, type PricingContext } from './charge';
import { type Figures, MONTH } from './figures';
import { CostKind } from '../bill';
import { amountOf, numberOf, type TemplateResource, textOf } from '../template-resources';

const { USAGE } = CostKind;

/**
 * Backups of a database are snapshots, of which the first is a full one and each further one has what has changed since. Changes are counted
 * as if each day others were made: what is kept for some days is the database and that many days of changes. RDS's own backups have the
 * transaction logs besides, which are as large again as the changes.
 *
 * What RDS keeps in the database's region is free up to the size of the database's storage, snapshots of AWS Backup included.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
 * @see https://aws.amazon.com/blogs/database/demystifying-amazon-rds-backup-storage-costs/
 */
export function snapshotsKept({ databaseSize, databaseDailyChange }: Figures, days: number): number {
  return databaseSize + databaseDailyChange * days;
}

/** Changes of a month: what goes to another region, whether in one snapshot or in many. */
export function monthlyChange({ databaseDailyChange }: Figures): number {
  return databaseDailyChange * MONTH;
}

/** How long something is kept, in words. */
export function keptFor(days: number): string {
  return `kept ${Number.isNaN(days) ? 'for some time' : `${days} days`}`;
}

/** Days that RDS keeps its own backups; NaN where that is decided at deployment. */
export function ownBackupDays({ properties }: TemplateResource): number {
  return amountOf(properties.BackupRetentionPeriod, 1);
}

function ownBackupsKept(figures: Figures, days: number): number {
  return days === 0 ? 0 : snapshotsKept(figures, days) + figures.databaseDailyChange * days;
}

/** GB that further backups in the region may have for free. */
export function freeBackups(database: TemplateResource, figures: Figures): number {
  return Math.max(0, (numberOf(database.properties.AllocatedStorage) ?? 0) - ownBackupsKept(figures, ownBackupDays(database)));
}

/** What RDS keeps of a database by itself, here and in another region. The figures are of one database: they are counted at the first. */
export function databaseBackups(resource: TemplateResource, context: PricingContext): Charge[] {
  const { figures } = context;
  const { properties } = resource;
  const primaries = ofType(context, resource.type).filter((each) => each.properties.SourceDBInstanceIdentifier === undefined);
  if (primaries[0] !== resource) return [];
  const days = ownBackupDays(resource);
  const common = { kind: USAGE, priceId: 'rds.backup', unit: 'GB-month' };
  return [
    {
      ...common,
      item: `automated backups, ${keptFor(days)}`,
      quantity: ownBackupsKept(figures, days),
      included: numberOf(properties.AllocatedStorage) ?? 0,
      note: "free up to the size of the database's storage",
    },
    { ...common, item: 'backups beyond its own size', quantity: figures.extraBackups },
    ...replicatedBackups(resource, figures, days),
  ];
}

/** In a region without databases nothing is free. */
function replicatedBackups({ properties }: TemplateResource, figures: Figures, ownDays: number): Charge[] {
  const region = textOf(properties.AutomaticBackupReplicationRegion);
  if (!region) return [];
  const days = amountOf(properties.AutomaticBackupReplicationRetentionPeriod, ownDays);
  const item = `automated backups replicated to ${region}`;
  return [
    { item: `${item}, ${keptFor(days)}`, kind: USAGE, priceId: 'rds.backup', quantity: ownBackupsKept(figures, days), unit: 'GB-month', region },
    {
      item: `${item}: their way`,
      kind: USAGE,
      priceId: 'transfer.regions',
      quantity: 2 * monthlyChange(figures),
      unit: 'GB',
      note: 'changes and transaction logs; the first full one is not counted',
    },
  ];
}
