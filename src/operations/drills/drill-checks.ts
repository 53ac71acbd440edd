import { Token } from 'aws-cdk-lib';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { PlatformDrillsProps } from './platform-drills';
import { conflict, invalid } from '../../settings/checks';

/** FIS takes no more, and a quota that cannot be raised. */
const MOST_ALARMS = 5;

/** Throws where a drill would be an outage, or where nothing would stop it. */
export function checkDrills({ compute, database, alarms, minTasks = 2 }: PlatformDrillsProps): void {
  if (alarms.length === 0) throw conflict("'operations.drills' needs an alarm that stops a drill: switch 'monitoring.alarms' on, and leave one that pages out of 'monitoring.disabledAlarms'");
  if (alarms.length > MOST_ALARMS) throw invalid('alarms', `${alarms.length} alarms`, `at most ${MOST_ALARMS}: AWS FIS takes no more`);
  if (compute.instance) throw conflict("'operations.drills' needs tasks on Fargate: what one EC2 instance runs has nothing to take over from it");
  if (!Token.isUnresolved(minTasks) && minTasks < 2) {
    throw conflict(`'operations.drills' needs 'compute.minTasks' to be at least 2, got ${minTasks}: with one task, a drill is an outage`);
  }
  const made = madeInstance(database);
  if (made && !made.multiAz) throw conflict("'operations.drills' needs 'database.multiAz' to be on: without a standby, a drill is an outage");
}

/** The instance in the template, of a database of the platform's own. */
export function madeInstance(database: PlatformDrillsProps['database']): rds.CfnDBInstance | undefined {
  // Only a database of the platform's own has a subnet group that the platform knows.
  return database?.subnetGroup && (database.instance.node.defaultChild as rds.CfnDBInstance);
}
