import { type IResolvable, Lazy } from 'aws-cdk-lib';
import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { DRILL_TAG } from '../drill-tag';

/** What a restore is told: without it, RDS would take its own defaults. */
export function restoreSettings(instance: CfnDBInstance): object {
  return {
    DBInstanceClass: instance.dbInstanceClass,
    DBSubnetGroupName: instance.dbSubnetGroupName,
    DBParameterGroupName: instance.dbParameterGroupName,
    VpcSecurityGroupIds: instance.vpcSecurityGroups,
    PubliclyAccessible: false,
    MultiAZ: instance.multiAz,
    StorageType: instance.storageType,
    MaxAllocatedStorage: instance.maxAllocatedStorage,
    AutoMinorVersionUpgrade: instance.autoMinorVersionUpgrade,
    CopyTagsToSnapshot: instance.copyTagsToSnapshot,
    EnableCloudwatchLogsExports: instance.enableCloudwatchLogsExports,
    EnableIAMDatabaseAuthentication: instance.enableIamDatabaseAuthentication,
    DeletionProtection: instance.deletionProtection,
    // RDS's default would pay for Extended Support when standard support ends.
    EngineLifecycleSupport: instance.engineLifecycleSupport,
    Tags: Lazy.any({ produce: () => tagsOf(instance).filter(({ Key }) => Key !== DRILL_TAG) }, { omitEmptyArray: true }),
  };
}

/** What a restore does not take along, and cannot be told. */
export function settingsAfterRestore(instance: CfnDBInstance): object {
  return {
    ...backupSettings(instance),
    PreferredMaintenanceWindow: instance.preferredMaintenanceWindow,
    MonitoringInterval: instance.monitoringInterval,
    MonitoringRoleArn: instance.monitoringRoleArn,
    EnablePerformanceInsights: instance.enablePerformanceInsights,
    PerformanceInsightsKMSKeyId: instance.performanceInsightsKmsKeyId,
    // A restore would take the account's default.
    CACertificateIdentifier: instance.caCertificateIdentifier,
  };
}

/** What a promoted replica lacks to stand in for the instance, except for the standby, which takes RDS its time. */
export function settingsAfterPromotion(instance: CfnDBInstance): object {
  return { ...backupSettings(instance), DeletionProtection: instance.deletionProtection };
}

export function backupSettings(instance: CfnDBInstance): object {
  return { BackupRetentionPeriod: instance.backupRetentionPeriod, PreferredBackupWindow: instance.preferredBackupWindow };
}

/** What the database is tagged with. Never nothing, which RDS would refuse; without drills, nobody looks for theirs. */
export function databaseTags(instance: CfnDBInstance): IResolvable {
  const drill = { Key: DRILL_TAG, Value: instance.dbInstanceIdentifier };
  return Lazy.any({ produce: () => [...tagsOf(instance).filter(({ Key }) => Key !== DRILL_TAG), drill] });
}

/** As RDS is told them. They are known only when all aspects have run. */
function tagsOf(instance: CfnDBInstance): { Key: string; Value: string }[] {
  const tags: { key: string; value: string }[] = instance.tags.renderTags() ?? [];
  return tags.filter(({ key }) => !key.startsWith('aws:')).map(({ key, value }) => ({ Key: key, Value: value }));
}
