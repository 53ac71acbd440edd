import { ArnFormat, Stack, Tags } from 'aws-cdk-lib';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { DrillPermission, Fault } from './drill-content';
import { DRILL_TAG } from '../drill-tag';

/** The standby takes over. */
export function failOver(instance: rds.CfnDBInstance): Fault {
  return {
    name: 'FailOver',
    action: { ...ACTION, targets: { DBInstances: 'FailOver' } },
    target: { resourceType: 'aws:rds:db', resourceArns: [arnOf(instance, instance.ref)], selectionMode: 'ALL' },
    permissions: permissions(instance),
  };
}

/** The standby takes over if the instance runs in a zone. FIS takes an ARN or a zone, not both, and so the instance is found by a tag. */
export function failOverFrom(zone: string, instance: rds.CfnDBInstance): Fault {
  const mark = instance.dbInstanceIdentifier!;
  Tags.of(instance).add(DRILL_TAG, mark);
  return {
    name: 'FailOver',
    action: { ...ACTION, targets: { DBInstances: 'FailOver' } },
    target: {
      resourceType: 'aws:rds:db',
      resourceTags: { [DRILL_TAG]: mark },
      parameters: { availabilityZoneIdentifiers: zone },
      selectionMode: 'ALL',
    },
    permissions: [
      ...permissions(instance),
      { actions: ['tag:GetResources'], resources: ['*'], wildcard: 'the instance that has the tag of the drill' },
    ],
  };
}

const ACTION = { actionId: 'aws:rds:reboot-db-instances', description: 'Has the standby take over', parameters: { forceFailover: 'true' } };

function permissions(instance: rds.CfnDBInstance): DrillPermission[] {
  return [
    { actions: ['rds:RebootDBInstance'], resources: [arnOf(instance, instance.ref)] },
    { actions: ['rds:DescribeDBInstances'], resources: [arnOf(instance, '*')], wildcard: 'FIS looks for the instance among all; it reads only' },
  ];
}

function arnOf(instance: rds.CfnDBInstance, resourceName: string): string {
  return Stack.of(instance).formatArn({ service: 'rds', resource: 'db', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
