import { Stack } from 'aws-cdk-lib';
import type { DrillPermission, Fault } from './drill-content';
import type { PlatformCompute } from '../../compute/platform-compute';

/** One task of the service ends. */
export function stopOneTask(compute: PlatformCompute): Fault {
  return {
    name: 'StopTask',
    action: { actionId: 'aws:ecs:stop-task', description: 'Stops one task', targets: { Tasks: 'StopTask' } },
    target: { resourceType: 'aws:ecs:task', parameters: serviceOf(compute), selectionMode: 'COUNT(1)' },
    permissions: permissions(compute),
  };
}

/** All tasks of the service that run in a zone end. FIS takes five at once, unless its quota is raised. */
export function stopTasksIn(zone: string, compute: PlatformCompute): Fault {
  return {
    name: 'StopTasks',
    action: { actionId: 'aws:ecs:stop-task', description: 'Stops all tasks in the zone', targets: { Tasks: 'StopTasks' } },
    target: {
      resourceType: 'aws:ecs:task',
      parameters: serviceOf(compute),
      filters: [{ path: 'AvailabilityZone', values: [zone] }],
      selectionMode: 'ALL',
    },
    permissions: permissions(compute),
  };
}

function serviceOf({ cluster, service }: PlatformCompute): Record<string, string> {
  return { cluster: cluster.clusterName, service: service.serviceName };
}

function permissions({ cluster }: PlatformCompute): DrillPermission[] {
  const tasks = Stack.of(cluster).formatArn({ service: 'ecs', resource: 'task', resourceName: `${cluster.clusterName}/*` });
  const conditions = { ArnEquals: { 'ecs:cluster': cluster.clusterArn } };
  return [
    { actions: ['ecs:ListTasks'], resources: ['*'], conditions, wildcard: 'the list of the tasks of this one cluster' },
    { actions: ['ecs:DescribeTasks', 'ecs:StopTask'], resources: [tasks], conditions, wildcard: 'Tasks come and go; these are of this one cluster' },
  ];
}
