import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { graphs, heading, percentiles } from './widgets';
import type { PdfStorage } from '../../storage/pdf-storage';
import { metricsOf } from '../metrics';

/** How much is in the PDF bucket, which S3 measures once a day; and what is asked of it, if that is measured. */
export function storageWidgets(storage: PdfStorage): cloudwatch.IWidget[][] {
  const { bucketName: BucketName } = storage.bucket;
  // Measured once a day: the dashboard's hours would show nothing.
  const start = '-P14D';
  const daily = { period: Duration.days(1) };
  const size = (StorageType: string, label: string) => metricsOf('AWS/S3', { BucketName, StorageType })('BucketSizeBytes', Stats.AVERAGE, { ...daily, label });
  const objects = metricsOf('AWS/S3', { BucketName, StorageType: 'AllStorageTypes' })('NumberOfObjects', Stats.AVERAGE, { ...daily, label: 'objects' });
  const { requestMetricsId: FilterId } = storage;
  const metric = FilterId ? metricsOf('AWS/S3', { BucketName, FilterId }) : undefined;
  return [
    [heading('## PDFs: the bucket')],
    graphs(
      { title: 'Size', start, left: [size('StandardStorage', 'standard'), size('StandardIAStorage', 'infrequent access')] },
      { title: 'Objects', start, left: [objects] },
    ),
    ...(metric
      ? [graphs(
        { title: 'Requests', left: [metric('GetRequests', Stats.SUM, { label: 'reads' }), metric('PutRequests', Stats.SUM, { label: 'writes' })] },
        { title: 'Errors', left: [metric('4xxErrors', Stats.SUM, { label: '4xx' }), metric('5xxErrors', Stats.SUM, { label: '5xx' })] },
        { title: 'Time to first byte', left: percentiles(metric, 'FirstByteLatency'), leftAxis: { min: 0, label: 'ms', showUnits: false } },
        { title: 'Traffic', left: [metric('BytesDownloaded', Stats.SUM, { label: 'read' }), metric('BytesUploaded', Stats.SUM, { label: 'written' })] },
      )]
      : []),
  ];
}
