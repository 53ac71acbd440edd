import { free, isFirst, type Priced, type PricingContext, unpriced } from './charge';
import { imageReplication, pdfReplication } from './replication';
import { CostKind } from '../bill';
import { isAt, listOf, type TemplateResource } from '../template-resources';

const { FIXED, USAGE } = CostKind;
/** Metrics of requests that a metrics configuration turns on. */
const REQUEST_METRICS = 16;
/** Where the PDF bucket is, below the platform. */
export const PDF_BUCKET = 'Storage/Bucket';
/** Where its replica is, below the stack in the recovery region. */
const PDF_REPLICA = 'Recovery/Pdfs/Bucket';
const CONFIGURATION_BUCKETS = ['Backup/Configuration/Bucket', 'Recovery/Configuration/Bucket'];

function bucket(resource: TemplateResource, context: PricingContext): Priced {
  const { figures } = context;
  if (isAt(resource, PDF_REPLICA)) return free('its PDFs are counted with the bucket that they are copied from');
  if (CONFIGURATION_BUCKETS.some((place) => isAt(resource, place))) {
    return unpriced('configuration files: by what is in them, which no figure says; cents for some files');
  }
  if (!isAt(resource, PDF_BUCKET)) return unpriced('access logs and pages: by what is in them, which no figure says; cents for a small site');
  const rules = JSON.stringify(resource.properties.LifecycleConfiguration ?? '');
  const note = rules.includes('"StorageClass"') ? 'as if none of it had moved to a cheaper storage class yet' : undefined;
  return [
    { item: 'PDFs, old versions included', kind: USAGE, priceId: 's3.standard', quantity: figures.pdfStorage, ...(note ? { note } : {}) },
    { item: 'PDFs that are written', kind: USAGE, priceId: 's3.put', quantity: figures.pdfWrites / 1000 },
    { item: 'PDFs that are read', kind: USAGE, priceId: 's3.get', quantity: figures.pdfReads / 1000 },
    ...listOf(resource.properties.MetricsConfigurations).map(() => ({
      item: 'metrics of requests',
      kind: FIXED,
      priceId: 'cloudwatch.metric',
      quantity: REQUEST_METRICS,
      allowance: 'metrics' as const,
      note: 'at most: S3 counts a metric only where there are such requests',
    })),
    ...pdfReplication(resource, context),
  ];
}

function repository(resource: TemplateResource, context: PricingContext): Priced {
  if (!isFirst(resource, context)) return free('its images are counted with those of the first repository');
  return [{ item: 'images', kind: USAGE, priceId: 'ecr.storage', quantity: context.figures.images }];
}

/** Basic scans are free. */
function scanning({ properties }: TemplateResource): Priced {
  if (properties.ScanType !== 'ENHANCED') return free('basic scans of images are free of charge');
  return unpriced('Amazon Inspector charges for each image that is pushed, and for each time that it scans one again');
}

export const STORAGE = {
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': free('policies are free of charge'),
  'AWS::ECR::Repository': repository,
  'AWS::ECR::ReplicationConfiguration': imageReplication,
  'AWS::ECR::RegistryScanningConfiguration': scanning,
  'AWS::ECR::RegistryPolicy': free('policies are free of charge'),
  'AWS::ECR::RepositoryCreationTemplate': free('a template is free of charge'),
  'AWS::GuardDuty::MalwareProtectionPlan': unpriced('GuardDuty charges for each scanned object and GB'),
};
