import type * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { failOverFrom } from './database-faults';
import { Drill } from './drill';
import type { DrillSetting } from './drill-content';
import { CUT_OFF_MINUTES, cutOff } from './network-faults';
import { stopTasksIn } from './task-faults';
import { firstZone, ownSubnetsIn, sharesNat } from './zone';
import type { PlatformCompute } from '../../compute/platform-compute';
import type { PlatformNetwork } from '../../network/platform-network';
import { advise } from '../../settings/checks';

export interface ZoneInterruptionParts {
  readonly network: PlatformNetwork;
  readonly compute: PlatformCompute;
  /** The database's, if it is of the platform's own. */
  readonly instance?: rds.CfnDBInstance;
}

/** The first availability zone fails, as far as FIS can have it. */
export function zoneInterruption(scope: Construct, id: string, setting: DrillSetting, parts: ZoneInterruptionParts): Drill {
  const { network, compute, instance } = parts;
  const zone = firstZone(network);
  const subnets = ownSubnetsIn(zone, network);
  if (subnets.length === 0) {
    advise(scope, 'drills-network', "The drill of a zone leaves the subnets of 'network.vpc' alone: what else is in them would be cut off with the platform");
  } else if (sharesNat(network)) {
    advise(scope, 'drills-nat', "The drill of a zone takes the NAT of all zones away with it: 'network.nat' with one in each zone, or a regional gateway, has no such zone");
  }
  const happens = [
    'its tasks are stopped',
    ...(subnets.length > 0 ? [`its subnets are cut off for ${CUT_OFF_MINUTES} minutes`] : []),
    ...(instance ? ['the database fails over if it runs there'] : []),
  ];
  return Drill._make(scope, id, setting, {
    description: `The availability zone ${zone} fails: ${happens.join(', ')}. To be seen: the load balancer leaves it, tasks of other zones `
      + 'answer, and ECS starts new ones there.',
    faults: [
      stopTasksIn(zone, compute),
      ...(subnets.length > 0 ? [cutOff(network.vpc, subnets)] : []),
      ...(instance ? [failOverFrom(zone, instance)] : []),
    ],
    // The database may run in another zone.
    skipsEmptyTargets: instance !== undefined,
  });
}
