import type * as rds from 'aws-cdk-lib/aws-rds';
import { monitoringInterval } from './database-checks';
import { DEFAULT_LOG_EXPORTS, MYSQL_LOGS } from './mysql';
import type { PlatformDatabaseProps } from './platform-database';
import { acknowledge, inPacks } from '../settings/acknowledge';
import { removalFor } from '../settings/removal';

/** Findings that follow from a setting: each is recorded with the setting that decides it. */
export function acknowledgeInstance(instance: rds.DatabaseInstanceBase, props: PlatformDatabaseProps): void {
  if (!(props.deletionProtection ?? removalFor(props.dataProtection).isProtected)) {
    acknowledge(
      instance,
      'Deletion protection is switched off by "database.deletionProtection" or by disposable data ("dataProtection").',
      'AwsSolutions-RDS10',
      ...inPacks('RDSInstanceDeletionProtectionEnabled'),
    );
  }
  if (!(props.multiAz ?? true)) {
    acknowledge(instance, 'One availability zone is the choice of "database.multiAz"; a replica has its source.', 'AwsSolutions-RDS3', ...inPacks('RDSMultiAZSupport'));
  }
  if (!monitoringInterval(props)) {
    acknowledge(instance, 'Enhanced monitoring is the choice of "database.monitoringInterval".', ...inPacks('RDSEnhancedMonitoringEnabled'));
  }
  if (!props.inBackupPlan) {
    acknowledge(instance, 'Automated backups are on; a plan of AWS Backup on top is the choice of "backup.plan". A replica has its source.', ...inPacks('RDSInBackupPlan'));
  }
  acknowledge(
    instance,
    'The standard port is closed to all but the tasks\' security group; another number would hide nothing.',
    'AwsSolutions-RDS11',
  );
}

/** Findings about the source instance alone: a replica names neither its logs' rule nor its version. */
export function acknowledgeSource(instance: rds.DatabaseInstanceBase, props: PlatformDatabaseProps): void {
  for (const log of MYSQL_LOGS) {
    if ((props.logExports ?? DEFAULT_LOG_EXPORTS).includes(log)) continue;
    acknowledge(
      instance,
      `The ${log} log is not exported: "database.logExports" decides. General and audit logs would record every statement with its data.`,
      ...inPacks(`RDSLoggingEnabled[LogExport::${log}]`),
    );
  }
  if (props.snapshotIdentifier) {
    acknowledge(
      instance,
      'A restored instance is encrypted as its snapshot is, and naming it again is an error; snapshots of this platform are encrypted.',
      'AwsSolutions-RDS2',
      ...inPacks('RDSStorageEncrypted'),
    );
  }
  if (!props.engineVersion) {
    acknowledge(
      instance,
      "RDS takes a major version and picks its newest minor; the validator's list holds minor versions only.",
      'CloudFormation-Validate::E9006',
    );
  }
}

/** Findings about the replica alone. */
export function acknowledgeReplica(replica: rds.DatabaseInstanceReadReplica): void {
  acknowledge(
    replica,
    'A replica is encrypted as its source is, which is encrypted.',
    'AwsSolutions-RDS2',
    'CloudFormation-Validate::W9008',
    ...inPacks('RDSStorageEncrypted'),
  );
}
