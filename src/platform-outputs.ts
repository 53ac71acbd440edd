import { CfnOutput, Lazy } from 'aws-cdk-lib';
import { MaintenancePage } from './edge/maintenance-page';
import type { PdfWebPlatform } from './pdf-web-platform';

/** What a person or a pipeline needs to know of a deployed platform. */
export function addOutputs(platform: PdfWebPlatform): void {
  const { storage, database, compute, edge, backup, monitoring, operations, cost } = platform;
  const output = (name: string, value: string | undefined, description: string) => {
    if (value !== undefined) new CfnOutput(platform, name, { value, description });
  };
  output('Url', edge.url, 'Where users find the application');
  output('DistributionId', edge.distribution.distributionId, 'For invalidations');
  output('DistributionDomainName', edge.distribution.distributionDomainName, 'What DNS records point to');
  output('PdfBucketName', storage.bucket.bucketName, 'Where PDFs are kept');
  output('LogBucketName', storage.logBucket?.bucketName, 'Where access logs go');
  output('MaintenanceBucketName', edge.maintenanceBucket?.bucketName, `Where the maintenance page is uploaded to, as ${MaintenancePage.PATH.slice(1)}`);
  output('DatabaseHost', database?.host, 'Where the database is written to');
  output('DatabaseReaderHost', database?.readReplica && database.readerHost, 'Where the database is read from');
  output('DatabaseSecretArn', database?.secret?.secretArn, 'User and password of the database');
  output('ClusterName', compute.cluster.clusterName, 'The ECS cluster');
  output('ServiceName', compute.service.serviceName, 'The ECS service');
  output('LogGroupName', compute.logGroup.logGroupName, "The container's logs");
  output('RepositoryUri', compute.repository?.repositoryUri, 'Where images are pushed to');
  output('ConfigurationBucketName', backup.configuration?.bucket.bucketName, "Where the application's configuration files are uploaded to");
  output('EnvironmentParameterName', backup.environmentHistory?.parameter.parameterName, "Whose history has the container's environments");
  output('BackupVaultName', backup.plan?.vault.backupVaultName, 'Where AWS Backup keeps recovery points');
  // At synth: what is changed until then counts.
  output('RecoveryObjectives', Lazy.string({ produce: () => backup._describeObjectives() }), 'What could be lost at most, and how long until it is back');
  output('Runbooks', operations.runbooks?.all.map(({ documentName }) => documentName).join(' '), 'Automation documents of Systems Manager for recovery');
  output('OfficeHours', cost.officeHours?.description, 'When instance and database run: outside of it they are stopped');
  output('PageTopicArn', monitoring.topics?.pageTopic.topicArn, 'Who is told of what must be acted on at once');
  output('NoticeTopicArn', monitoring.topics?.noticeTopic.topicArn, 'Who is told of what can wait');
  output('ImageParameterName', compute.imageParameter?.logicalId, 'The stack parameter that a release changes');
}
