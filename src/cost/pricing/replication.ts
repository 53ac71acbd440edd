import { type Charge, notes, type Priced, type PricingContext, unpriced } from './charge';
import { regionIn, regionOfCopies } from './regions';
import { CostKind } from '../bill';
import { listOf, type TemplateResource, textOf } from '../template-resources';

const { FIXED, USAGE } = CostKind;

/**
 * What waits (bytes, operations, seconds), and what failed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
const REPLICATION_METRICS = 4;

interface Rule {
  readonly Status?: unknown;
  readonly Destination?: {
    readonly Bucket?: unknown;
    readonly StorageClass?: string;
    readonly EncryptionConfiguration?: { readonly ReplicaKmsKeyID?: unknown };
    readonly Metrics?: { readonly Status?: unknown };
    readonly ReplicationTime?: { readonly Status?: unknown };
  };
}

/** What copies of PDFs cost: there as what they are, and here their way. */
export function pdfReplication(bucket: TemplateResource, context: PricingContext): Charge[] {
  const rules = listOf<Rule>(bucket.properties.ReplicationConfiguration?.Rules).filter(({ Status: status }) => status !== 'Disabled');
  return rules.flatMap(({ Destination: destination = {} }) => copies(destination, context));
}

function copies({ Bucket: bucket, StorageClass: storageClass, ...destination }: NonNullable<Rule['Destination']>, context: PricingContext): Charge[] {
  const { pdfStorage, pdfWrites, pdfUploads } = context.figures;
  const region = regionIn(bucket) ?? regionIn(destination.EncryptionConfiguration?.ReplicaKmsKeyID) ?? regionOfCopies(context);
  const isOther = storageClass !== undefined && storageClass !== 'STANDARD';
  const note = notes(isOther && `as if in the standard class: ${storageClass} costs less to keep`);
  const isEnabled = (part?: { readonly Status?: unknown }) => part?.Status === 'Enabled';
  const metrics: Charge = { item: 'metrics of replication', kind: FIXED, priceId: 'cloudwatch.metric', quantity: REPLICATION_METRICS, allowance: 'metrics' };
  const promise: Charge = { item: 'replication time control', kind: USAGE, priceId: 's3.replicationTimeControl', quantity: pdfUploads };
  return [
    { item: `copies of PDFs in ${region}`, kind: USAGE, priceId: 's3.standard', quantity: pdfStorage, region, ...note },
    { item: `writing copies of PDFs in ${region}`, kind: USAGE, priceId: 's3.put', quantity: pdfWrites / 1000, region },
    { item: `copies of PDFs: their way to ${region}`, kind: USAGE, priceId: 'transfer.regions', quantity: pdfUploads },
    ...(isEnabled(destination.ReplicationTime) ? [promise] : []),
    ...(isEnabled(destination.Metrics) ? [metrics] : []),
  ];
}

interface ImageRule {
  readonly Destinations?: { readonly Region?: unknown }[];
}

/** A registry's rules may be of other repositories too: counted is what this platform has. */
export function imageReplication({ properties, region: own }: TemplateResource, { figures }: PricingContext): Priced {
  const rules = listOf<ImageRule>(properties.ReplicationConfiguration?.Rules);
  const destinations = rules.flatMap(({ Destinations: all }) => listOf<{ Region?: unknown }>(all));
  const regions = [...new Set(destinations.map(({ Region: region }) => textOf(region)))].filter((region) => region !== own);
  if (regions.length === 0) return unpriced('copies of images in other accounts are charged there');
  const common = { kind: USAGE, quantity: figures.images };
  return regions.flatMap((region): Charge[] => [
    { ...common, item: `copies of images in ${region}`, priceId: 'ecr.storage', region, note: 'as many as are kept here: what is deleted here stays there' },
    { ...common, item: `copies of images: their way to ${region}`, priceId: 'transfer.regions', note: 'as if all of them were new each month' },
  ]);
}
