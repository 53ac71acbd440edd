import type { Construct } from 'constructs';
import { call, sleep, TRUE } from './automation';
import { assertAvailable, assertInstance, byName, describeInstance, waitForInstance, waitUntilAvailable } from './instance-steps';
import type { OwnDatabase } from './own-database';
import { Runbook } from './runbook';

/** Has the standby in the other zone take over. */
export function failOverDatabase(scope: Construct, id: string, own: OwnDatabase): Runbook {
  const { identifier } = own;
  const it = byName(identifier);
  return Runbook._make(scope, id, {
    description: {
      what: `Has the standby of the database \`${identifier}\` take over, in the other availability zone. RDS does it by itself when the instance `
        + 'fails; by hand it is for an instance that hangs, for a zone that is failing, and for drills.',
      before: [
        'Connections break, and for one to two minutes there are none. What is committed is not lost.',
        'The instance must be Multi-AZ and available: other states end the runbook before anything happens.',
      ],
      after: ['Look at the target errors: tasks must have connected again. If not, redeploy the service (runbook RedeployService).'],
      undo: 'None is needed: zones are equal. Started once more, it goes back to the zone before.',
    },
    steps: [
      assertInstance('assertMultiAz', it, 'MultiAZ', TRUE, { description: 'Without a standby, a reboot would be an outage.' }),
      assertAvailable('assertAvailable', it),
      describeInstance('describeBefore', it, { Zone: 'AvailabilityZone', StandbyZone: 'SecondaryAvailabilityZone' }),
      call('failOver', { api: 'rds:RebootDBInstance', inputs: { DBInstanceIdentifier: identifier, ForceFailover: true } }),
      sleep('failOverBegins', 'PT30S'),
      waitUntilAvailable('waitUntilAvailable', it),
      // RDS shows the zones as they are now after minutes only.
      waitForInstance('waitForStandbyZone', it, 'AvailabilityZone', ['{{ describeBefore.StandbyZone }}']),
      describeInstance('describeAfter', it, { Zone: 'AvailabilityZone', Endpoint: 'Endpoint.Address' }),
    ],
    outputs: ['describeBefore.Zone', 'describeAfter.Zone', 'describeAfter.Endpoint'],
    permissions: [{ actions: ['rds:DescribeDBInstances', 'rds:RebootDBInstance'], resources: [own.instanceArn] }],
  });
}
