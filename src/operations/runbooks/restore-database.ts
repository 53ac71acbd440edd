import type { Construct } from 'constructs';
import { branch, call, FALSE, type Step, TRUE } from './automation';
import { restoreSettings, settingsAfterRestore } from './database-settings';
import { assertInstance, byName, changeInstance, describeInstance, waitForInstance, waitUntilAvailable } from './instance-steps';
import { BESIDE, LOGS, type OwnDatabase } from './own-database';
import { Runbook } from './runbook';
import type { Permission } from './runbook-content';

const NEW = '{{ NewInstanceIdentifier }}';

/** Stands for no time: branches on an empty text are not documented. */
const LATEST = 'latest';

/** Restores the database to a point in time, into a new instance beside it. */
export function restoreDatabase(scope: Construct, id: string, own: OwnDatabase): Runbook {
  return Runbook._make(scope, id, {
    description: {
      what: `Restores the database \`${own.identifier}\` to a point in time, into a new instance beside it. The present one runs on, and is not touched.`,
      before: [
        'Decide on the time: the last moment at which the data was good, within the retention of automated backups.',
        'Some 30 minutes or more go by, and hours with much data. The new instance is billed like the present one.',
        'An instance that was deleted is restored from its retained backups, which this runbook does not do: '
          + '`aws rds restore-db-instance-to-point-in-time --source-dbi-resource-id …`.',
      ],
      after: [
        'Look at the data in the new instance: it is reached from the tasks alone, at the endpoint among the outputs.',
        ...afterwards(own),
        'Class, network, parameters, zones, protection, windows, monitoring and tags are as the template says.',
        LOGS,
      ],
      undo: 'Delete the new instance: `aws rds modify-db-instance --no-deletion-protection …`, then `delete-db-instance`, and its log groups. Nothing else has '
        + 'changed.',
    },
    parameters: {
      RestoreTime: {
        type: 'String',
        description: 'The point in time, in UTC, like 2027-01-31T09:55:00Z, or "latest": the latest that can be restored, some 5 minutes ago.',
        default: LATEST,
        allowedPattern: '^latest$|^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$',
      },
      NewInstanceIdentifier: own.parameter('The name of the new instance. It must not exist.', 'new'),
    },
    steps: stepsOf(own),
    outputs: ['describeRestored.Identifier', 'describeRestored.Endpoint', 'describeRestored.ResourceId'],
    permissions: permissionsOf(own),
  });
}

/** Which password it has depends on who keeps the password. */
function afterwards({ instance }: OwnDatabase): string[] {
  if (instance.manageMasterUserPassword) {
    return ['With `database.managedPassword` the secret belongs to the present instance: give the new one a password of its own, and copy data from it.'];
  }
  return [
    'It has the master password of that time. If the secret was rotated since, give it the present one (docs/runbooks.md, `same_password`).',
    'Let it take the place of the present one with the runbook ReplaceDatabase.',
  ];
}

function stepsOf({ identifier, instance }: OwnDatabase): Step[] {
  const restore = (name: string, time: object) => call(name, {
    api: 'rds:RestoreDBInstanceToPointInTime',
    inputs: { SourceDBInstanceIdentifier: identifier, TargetDBInstanceIdentifier: NEW, ...time, ...restoreSettings(instance) },
  }, {}, { nextStep: 'waitUntilRestored' });
  const [group] = instance.vpcSecurityGroups!;
  return [
    branch('chooseTime', [{ variable: '{{ RestoreTime }}', equals: LATEST, nextStep: 'restoreToLatestTime' }], 'restoreToTime'),
    restore('restoreToLatestTime', { UseLatestRestorableTime: true }),
    restore('restoreToTime', { RestoreTime: '{{ RestoreTime }}' }),
    waitUntilAvailable('waitUntilRestored', byName(NEW)),
    ...changeInstance('completeSettings', NEW, settingsAfterRestore(instance)),
    waitForInstance('waitForSecurityGroup', byName(NEW), 'VpcSecurityGroups[0].Status', ['active']),
    assertInstance('assertSecurityGroup', byName(NEW), 'VpcSecurityGroups[0].VpcSecurityGroupId', [group]),
    assertInstance('assertEncrypted', byName(NEW), 'StorageEncrypted', TRUE),
    assertInstance('assertPrivate', byName(NEW), 'PubliclyAccessible', FALSE),
    describeInstance('describeRestored', byName(NEW), {
      Identifier: 'DBInstanceIdentifier', Endpoint: 'Endpoint.Address', ResourceId: 'DbiResourceId',
    }),
  ];
}

function permissionsOf(own: OwnDatabase): Permission[] {
  const { instance, besideArn } = own;
  return [
    {
      actions: ['rds:RestoreDBInstanceToPointInTime'],
      resources: [own.instanceArn, besideArn, own.arn('subgrp', instance.dbSubnetGroupName!), own.arn('pg', instance.dbParameterGroupName!)],
      wildcard: BESIDE,
    },
    {
      actions: ['rds:RestoreDBInstanceToPointInTime'],
      resources: [own.arn('og', 'default:mysql-*')],
      wildcard: 'RDS asks for the option group, too: the default one of whatever version the instance has come to.',
    },
    // The last one for the tags that a restore is told.
    { actions: ['rds:DescribeDBInstances', 'rds:ModifyDBInstance', 'rds:AddTagsToResource'], resources: [besideArn], wildcard: BESIDE },
    ...(instance.monitoringRoleArn
      ? [{ actions: ['iam:PassRole'], resources: [instance.monitoringRoleArn], conditions: { StringEquals: { 'iam:PassedToService': 'monitoring.rds.amazonaws.com' } } }]
      : []),
    ...own.keyPermissions,
  ];
}
