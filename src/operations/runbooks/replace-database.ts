import type { Construct } from 'constructs';
import { call, type Step, TRUE } from './automation';
import { databaseTags } from './database-settings';
import { assertAvailable, assertInstance, byName, byResourceId, describeInstance, refuseReplica, waitForInstance, waitUntilAvailable } from './instance-steps';
import { BESIDE, LOGS, type OwnDatabase } from './own-database';
import { Runbook } from './runbook';
import { DRILL_TAG } from '../drill-tag';

const NEW = '{{ NewInstanceIdentifier }}';
const REPLACED = '{{ ReplacedInstanceIdentifier }}';

/** Puts another instance in the place of the database, by their names. */
export function replaceDatabase(scope: Construct, id: string, own: OwnDatabase): Runbook {
  const { identifier } = own;
  return Runbook._make(scope, id, {
    description: {
      what:
        `Puts a restored or promoted instance in the place of the database \`${identifier}\`: the present one is renamed, and the other gets its name. `
        + 'The host name is made of the name, so neither the application nor the stack notices. Deletion protection does not stand in the way.',
      before: [
        'Some 20 minutes go by in which there is no database: turn the maintenance page on, and let nobody write.',
        'The other instance must be promoted, if it was a replica, and have the master password that the secret has (docs/runbooks.md, `same_password`).',
        'If the present instance is gone, the step that describes it fails, and the other one gets the name all the same.',
      ],
      after: [
        'Redeploy the service (runbook RedeployService), so that tasks let go of old connections, and turn the maintenance page off.',
        ...followUps(own),
        'With `database.iamAuthentication`, policies name the resource id of the replaced instance: deploy the stack with the new one.',
        LOGS,
        'Events, alarms and the plan of AWS Backup go by the name, and go on. The replaced instance is billed until somebody deletes it.',
      ],
      undo: 'Start this runbook again with the name of the replaced instance as NewInstanceIdentifier, and another one as ReplacedInstanceIdentifier.',
    },
    parameters: {
      NewInstanceIdentifier: own.parameter('The instance that takes the place.', 'new'),
      ReplacedInstanceIdentifier: own.parameter('The name that the present instance gets. It must not exist.', 'old'),
    },
    steps: stepsOf(own),
    outputs: ['describeDatabase.Endpoint', 'describeDatabase.ResourceId'],
    permissions: [
      { actions: ['rds:ModifyDBInstance'], resources: [own.instanceArn, own.besideArn], wildcard: BESIDE },
      { actions: ['rds:AddTagsToResource'], resources: [own.instanceArn] },
      { actions: ['rds:RemoveTagsFromResource'], resources: [own.besideArn], wildcard: BESIDE },
      {
        actions: ['rds:DescribeDBInstances'],
        resources: [own.arn('db', '*')],
        wildcard: 'A description by resource id, which stays when the name changes, is one of all instances to IAM. It only reads.',
      },
      ...(own.instance.multiAz ? own.keyPermissions : []),
    ],
  });
}

/** What belongs to the replaced instance, and not to the name. */
function followUps({ replica, instance }: OwnDatabase): string[] {
  return [
    ...(replica ? ['The read replica follows the replaced instance: make it anew (docs/runbooks.md).'] : []),
    ...(instance.automaticBackupReplicationRegion
      ? ['Automated backups of the new instance are not replicated, and what was replicated of the replaced one stays there and is billed: '
          + `\`aws rds start-db-instance-automated-backups-replication\` in ${instance.automaticBackupReplicationRegion}, and `
          + '`delete-db-instance-automated-backup` there for the latter when nobody needs it.']
      : []),
    ...(instance.multiAz
      ? ['After a promotion, the standby in the other zone follows by itself: within hours, with much data (`MultiAZ` says whether it is there).']
      : []),
  ];
}

function stepsOf(own: OwnDatabase): Step[] {
  const { identifier, instance } = own;
  const current = '{{ describeCurrent.ResourceId }}';
  const next = '{{ describeNew.ResourceId }}';
  return [
    assertAvailable('assertNewAvailable', byName(NEW)),
    assertInstance('assertNewEncrypted', byName(NEW), 'StorageEncrypted', TRUE),
    refuseReplica('refuseReplica', byName(NEW), instance),
    describeInstance('describeNew', byName(NEW), { ResourceId: 'DbiResourceId' }),
    describeInstance('describeCurrent', byName(identifier), { ResourceId: 'DbiResourceId' }, {
      description: 'Where there is none any more, the name is free.', onFailure: 'step:renameNew', isCritical: false,
    }),
    rename('renameCurrent', identifier, REPLACED),
    ...waitForName('Current', current, REPLACED),
    call('untagCurrent', { api: 'rds:RemoveTagsFromResource', inputs: { ResourceName: own.arn('db', REPLACED), TagKeys: [DRILL_TAG] } }, {}, {
      description: 'Drills are of the database, and not of what was it.', onFailure: 'step:renameNew', isCritical: false,
    }),
    rename('renameNew', NEW, identifier),
    ...waitForName('New', next, identifier),
    waitForInstance('waitForEndpoint', byName(identifier), 'Endpoint.Address', [own.database.host]),
    describeInstance('describeDatabase', byName(identifier), { Endpoint: 'Endpoint.Address', ResourceId: 'DbiResourceId' }),
    call('tagDatabase', { api: 'rds:AddTagsToResource', inputs: { ResourceName: own.instanceArn, Tags: databaseTags(instance) } }),
    ...addStandby(own),
  ];
}

/** Of a promoted replica, which has none. It takes hours with much data, and the database works meanwhile: nobody waits for it. */
function addStandby({ identifier, instance }: OwnDatabase): Step[] {
  const inputs = { DBInstanceIdentifier: identifier, MultiAZ: true, ApplyImmediately: true };
  return instance.multiAz ? [call('addStandby', { api: 'rds:ModifyDBInstance', inputs })] : [];
}

function rename(name: string, from: string, to: string): Step {
  return call(name, { api: 'rds:ModifyDBInstance', inputs: { DBInstanceIdentifier: from, NewDBInstanceIdentifier: to, ApplyImmediately: true } });
}

/** The new name takes effect after minutes, and so does the end of being available. */
function waitForName(which: string, resourceId: string, name: string): Step[] {
  return [
    waitForInstance(`waitFor${which}Name`, byResourceId(resourceId), 'DBInstanceIdentifier', [name]),
    waitUntilAvailable(`waitUntil${which}Available`, byResourceId(resourceId)),
  ];
}
