import type { Construct } from 'constructs';
import { call, type Step } from './automation';
import { backupSettings, settingsAfterPromotion } from './database-settings';
import { assertAvailable, byName, changeInstance, describeInstance, retentionOf, waitForInstance, waitUntilAvailable } from './instance-steps';
import type { OwnDatabase } from './own-database';
import { Runbook } from './runbook';

/** Makes the read replica an instance of its own. */
export function promoteReplica(scope: Construct, id: string, own: OwnDatabase): Runbook {
  const { identifier } = own;
  const replica = own.replica!.dbInstanceIdentifier!;
  return Runbook._make(scope, id, {
    description: {
      what:
        `Makes the read replica \`${replica}\` an instance of its own that can be written to, with backups and protection as \`${identifier}\` has `
        + 'them in the template. For when that one is lost, and waiting for it or for a restore takes too long.',
      before: [
        'What the replica has not received is lost: look at its lag (CloudWatch, `ReplicaLag`).',
        'Let nobody write: turn the maintenance page on. What is written to the old instance meanwhile is in that one alone.',
      ],
      after: [
        `Let it take the place of \`${identifier}\` with the runbook ReplaceDatabase, with \`${replica}\` as NewInstanceIdentifier. A standby is `
          + 'made after that, if the template has one.',
        `Then make a replica anew under the name \`${replica}\` (docs/runbooks.md); until then, what the application reads from its host fails.`,
      ],
      undo: 'None: a promoted replica never follows again. While it has not taken the place, the application goes on writing to the old instance.',
    },
    steps: stepsOf(own, replica),
    outputs: ['describePromoted.Identifier', 'describePromoted.Endpoint'],
    permissions: [
      {
        actions: ['rds:DescribeDBInstances', 'rds:ModifyDBInstance', 'rds:PromoteReadReplica'],
        resources: [own.arn('db', replica)],
      },
    ],
  });
}

function stepsOf({ instance }: OwnDatabase, replica: string): Step[] {
  const it = byName(replica);
  return [
    assertAvailable('assertAvailable', it),
    call('promote', { api: 'rds:PromoteReadReplica', inputs: { DBInstanceIdentifier: replica, ...backupSettings(instance) } }),
    // A replica keeps no backups; that it does is the one sign of the promotion, before and after which it is called available.
    waitForInstance('waitForBackups', it, 'BackupRetentionPeriod', [retentionOf(instance)]),
    waitUntilAvailable('waitUntilPromoted', it),
    ...changeInstance('completeSettings', replica, settingsAfterPromotion(instance)),
    describeInstance('describePromoted', it, { Identifier: 'DBInstanceIdentifier', Endpoint: 'Endpoint.Address' }),
  ];
}
