import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { PlatformBackup } from '../../backup/platform-backup';
import type { PdfStorage } from '../../storage/pdf-storage';
import { REPLICATION_RULE_ID } from '../../storage/replication';
import type { AlarmRow } from '../alarm-row';
import { AlarmSeverity } from '../alarm-severity';
import { metricsOf } from '../metrics';

/** What would go unseen until it is needed: copies that do not arrive, and backups that are not made. */
export function backupRows(storage: PdfStorage, backup?: PlatformBackup): Record<string, AlarmRow> {
  return { ...(backup?.plan?.isDaily && vaultRows(backup.plan.vault.backupVaultName)), ...replicationRows(storage) };
}

/** Failures are events; that nothing happened at all is none. Less often than daily, CloudWatch does not look back far enough. */
function vaultRows(BackupVaultName: string): Record<string, AlarmRow> {
  return {
    BackupMissing: {
      metric: metricsOf('AWS/Backup', { BackupVaultName })('NumberOfBackupJobsCompleted', cloudwatch.Stats.SUM, { period: Duration.days(1) }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
      description: 'AWS Backup has completed no backup for two days',
      severity: AlarmSeverity.NOTICE,
    },
  };
}

/** Of its metrics of replication, S3 publishes this one alone in the region of the original. */
function replicationRows({ bucket, replicaBucket, measuresReplication }: PdfStorage): Record<string, AlarmRow> {
  if (!replicaBucket || !measuresReplication) return {};
  const metric = metricsOf('AWS/S3', { SourceBucket: bucket.bucketName, DestinationBucket: replicaBucket.bucketName, RuleId: REPLICATION_RULE_ID });
  return {
    PdfReplicationFailed: {
      metric: metric('OperationsFailedReplication', cloudwatch.Stats.SUM),
      threshold: 1,
      evaluationPeriods: 1,
      description: 'PDFs did not get into the recovery region, and S3 does not try again',
      severity: AlarmSeverity.NOTICE,
    },
  };
}
