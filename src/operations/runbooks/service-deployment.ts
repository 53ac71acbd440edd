import { Stack } from 'aws-cdk-lib';
import { assertThat, type Call, call, integer, minutes, sleep, type Step, waitFor } from './automation';
import type { Permission } from './runbook-content';
import { trafficTime } from './traffic-time';
import type { PlatformCompute } from '../../compute/platform-compute';

/** Beside the time in which traffic moves; the circuit breaker ends what comes to nothing. */
const LONGEST_DEPLOYMENT = minutes(180);

/** As ECS spells them. */
const BEGUN = ['PENDING', 'IN_PROGRESS'];
const SUCCESSFUL = 'SUCCESSFUL';
const ENDED = [SUCCESSFUL, 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];

const LISTED = '$.serviceDeployments[0]';

/** A description of the service. */
export function theService({ cluster, service }: PlatformCompute): Call {
  return { api: 'ecs:DescribeServices', inputs: { cluster: cluster.clusterName, services: [service.serviceName] } };
}

/**
 * Has the service make a deployment, waits for its end, and fails unless it was a success. UpdateService does not say which deployment it
 * has made (aws/containers-roadmap#2709), and what a service says of its deployments depends on the strategy; so it is looked for among those
 * that have begun and not ended, where an earlier one is never found.
 */
export function deployService(name: string, compute: PlatformCompute, change: object): Step[] {
  const it = { cluster: compute.cluster.clusterName, service: compute.service.serviceName };
  const begun = { api: 'ecs:ListServiceDeployments', inputs: { ...it, status: BEGUN } };
  const found = { api: 'ecs:DescribeServiceDeployments', inputs: { serviceDeploymentArns: [`{{ ${name}Found.Deployment }}`] } };
  return [
    call(name, { api: 'ecs:UpdateService', inputs: { ...it, ...change } }),
    sleep(`${name}Begins`, 'PT5S'),
    waitFor(`${name}Begun`, begun, `${LISTED}.status`, BEGUN, {
      timeoutSeconds: minutes(5), description: 'Without tasks, it may be over before it is seen.',
    }),
    call(`${name}Found`, begun, { Deployment: `${LISTED}.serviceDeploymentArn` }),
    waitFor(`${name}Ends`, found, `${LISTED}.status`, ENDED, { timeoutSeconds: LONGEST_DEPLOYMENT + trafficTime(compute).toSeconds() }),
    assertThat(`${name}Lasts`, found, `${LISTED}.status`, [SUCCESSFUL], { description: 'ECS has neither stopped it nor taken it back.' }),
  ];
}

/** What tells which revision runs, and how many tasks. */
export function describeService(name: string, compute: PlatformCompute): Step {
  return call(name, theService(compute), { TaskDefinition: '$.services[0].taskDefinition', RunningTasks: integer('$.services[0].runningCount') });
}

/** What a deployment and a description need. */
export function servicePermissions({ cluster, service }: PlatformCompute): Permission[] {
  const resourceName = `${cluster.clusterName}/${service.serviceName}/*`;
  return [
    { actions: ['ecs:DescribeServices', 'ecs:UpdateService', 'ecs:ListServiceDeployments'], resources: [service.serviceArn] },
    {
      actions: ['ecs:DescribeServiceDeployments'],
      resources: [Stack.of(service).formatArn({ service: 'ecs', resource: 'service-deployment', resourceName })],
      wildcard: 'Deployments of this one service; they are made later.',
    },
  ];
}
