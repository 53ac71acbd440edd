import type * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { failOver } from './database-faults';
import { Drill } from './drill';
import type { DrillSetting } from './drill-content';

/** The database's instance fails. */
export function databaseFailover(scope: Construct, id: string, setting: DrillSetting, instance: rds.CfnDBInstance): Drill {
  return Drill._make(scope, id, setting, {
    description: `The instance of the database ${instance.dbInstanceIdentifier} fails. To be seen: its standby takes over, connections break and `
      + 'are made again within two minutes, and nothing that was committed is lost.',
    faults: [failOver(instance)],
  });
}
