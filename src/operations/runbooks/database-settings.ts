import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';

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
  };
}

/** What a promoted replica lacks to stand in for the instance: a replica has one zone, and is not protected. */
export function settingsAfterPromotion(instance: CfnDBInstance): object {
  return { ...backupSettings(instance), MultiAZ: instance.multiAz, DeletionProtection: instance.deletionProtection };
}

export function backupSettings(instance: CfnDBInstance): object {
  return { BackupRetentionPeriod: instance.backupRetentionPeriod, PreferredBackupWindow: instance.preferredBackupWindow };
}
