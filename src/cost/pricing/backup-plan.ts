import { type Charge, ofType, type Priced, type PricingContext, unpriced } from './charge';
import { freeBackups, keptFor, monthlyChange, ownBackupDays, snapshotsKept } from './database-backups';
import { regionIn, regionOfCopies } from './regions';
import { CostKind } from '../bill';
import { amountOf, listOf, refersTo, type TemplateResource, textOf } from '../template-resources';

const { USAGE } = CostKind;

interface Kept {
  readonly Lifecycle?: { readonly DeleteAfterDays?: unknown };
}

interface Copy extends Kept {
  readonly DestinationBackupVaultArn?: unknown;
}

interface Rule extends Kept {
  readonly CopyActions?: Copy[];
}

const FULL = 'a full one, and the changes since';
/** Days of what is never deleted: as after a year. */
const FOR_EVER = 365;

/** AWS Backup has the database's snapshots billed by RDS, and those of a bucket by itself. */
export function backupPlan(resource: TemplateResource, context: PricingContext): Priced {
  const rules = listOf<Rule>(resource.properties.BackupPlan?.BackupPlanRule);
  const selections = ofType(context, 'AWS::Backup::BackupSelection').filter(({ properties }) => refersTo(properties.BackupPlanId, resource));
  const selected = selections.flatMap(({ properties }) => listOf(properties.BackupSelection?.Resources));
  const database = selected.find((each) => textOf(each).includes(':db:'));
  const bucket = selected.find((each) => textOf(each).includes(':s3:::') || ofType(context, 'AWS::S3::Bucket').some((other) => refersTo(each, other)));
  const charges = [
    ...(database === undefined ? [] : databaseCharges(rules, database, context)),
    ...(bucket === undefined ? [] : bucketCharges(rules, context)),
  ];
  return charges.length > 0 ? charges : unpriced('charged by the GB that it keeps, and what it backs up is not in the template');
}

function databaseCharges(rules: Rule[], arn: unknown, context: PricingContext): Charge[] {
  const { figures } = context;
  const database = ofType(context, 'AWS::RDS::DBInstance').find((each) => refersTo(arn, each));
  const days = longest(rules);
  const own = database ? ownBackupDays(database) : 0;
  const common = { kind: USAGE, priceId: 'rds.backup', unit: 'GB-month' };
  return [
    {
      ...common,
      item: `backups of the database in the vault, ${keptFor(days)} at the longest`,
      quantity: own === 0 ? snapshotsKept(figures, days) : figures.databaseDailyChange * Math.max(0, days - own),
      included: database && freeBackups(database, figures),
      note: own === 0 ? FULL : "the changes that RDS's own backups do not hold; free as those are, up to the size of the database's storage",
    },
    ...copies(rules, context).flatMap(([region, copyDays]): Charge[] => [
      {
        ...common,
        item: `copies of the database's backups in ${region}, ${keptFor(copyDays)} at the longest`,
        quantity: snapshotsKept(figures, copyDays),
        region,
        note: FULL,
      },
      {
        item: `copies of the database's backups: their way to ${region}`,
        kind: USAGE,
        priceId: 'transfer.regions',
        quantity: monthlyChange(figures),
        unit: 'GB',
        note: 'the first full one is not counted',
      },
    ]),
  ];
}

function bucketCharges(rules: Rule[], context: PricingContext): Charge[] {
  const { figures } = context;
  const common = { kind: USAGE, priceId: 'backup.s3', quantity: figures.pdfStorage, unit: 'GB-month' };
  const note = 'at the least: requests and events of each PDF are charged too, and small PDFs as if they had 128 KB';
  return [
    { ...common, item: 'backup of the PDF bucket in the vault', note },
    ...copies(rules, context).flatMap(([region]): Charge[] => [
      { ...common, item: `copy of the PDF bucket's backup in ${region}`, region },
      { item: `copy of the PDF bucket's backup: its way to ${region}`, kind: USAGE, priceId: 'transfer.regions', quantity: figures.pdfUploads, unit: 'GB' },
    ]),
  ];
}

/** Each region that is copied to, with the days that copies are kept there at the longest. */
function copies(rules: Rule[], context: PricingContext): [region: string, days: number][] {
  const all = rules.flatMap(({ CopyActions: actions }) => listOf<Copy>(actions))
    .map((copy) => ({ copy, region: regionIn(copy.DestinationBackupVaultArn) ?? regionOfCopies(context) }));
  const daysIn = (region: string) => longest(all.filter((each) => each.region === region).map(({ copy }) => copy));
  return [...new Set(all.map(({ region }) => region))].map((region) => [region, daysIn(region)]);
}

function longest(all: Kept[]): number {
  return Math.max(...all.map(({ Lifecycle: lifecycle }) => amountOf(lifecycle?.DeleteAfterDays, FOR_EVER)));
}
