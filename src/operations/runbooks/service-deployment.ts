import { assertThat, type Call, call, minutes, sleep, type Step, waitFor } from './automation';
import type { Permission } from './runbook-content';
import type { PlatformCompute } from '../../compute/platform-compute';

/** Traffic that moves by steps takes its time; the circuit breaker ends what comes to nothing. */
const LONGEST_DEPLOYMENT = minutes(180);

/** A description of the service. */
export function theService({ cluster, service }: PlatformCompute): Call {
  return { api: 'ecs:DescribeServices', inputs: { cluster: cluster.clusterName, services: [service.serviceName] } };
}

/**
 * Has the service make a deployment, and waits for its end. If ECS takes it back, the one that is completed in the end is another one, and
 * the last step fails.
 */
export function deployService(name: string, compute: PlatformCompute, change: object, lastNext?: string): Step[] {
  const inputs = { cluster: compute.cluster.clusterName, service: compute.service.serviceName, ...change };
  const it = theService(compute);
  return [
    call(name, { api: 'ecs:UpdateService', inputs }, { DeploymentId: '$.service.deployments[0].id' }),
    sleep(`${name}Begins`, 'PT15S'),
    waitFor(`${name}Ends`, it, '$.services[0].deployments[0].rolloutState', ['COMPLETED'], { timeoutSeconds: LONGEST_DEPLOYMENT }),
    assertThat(`${name}Lasts`, it, '$.services[0].deployments[0].id', [`{{ ${name}.DeploymentId }}`], {
      description: 'ECS has not taken it back.', nextStep: lastNext,
    }),
  ];
}

/** What tells which revision runs, and how many tasks. */
export function describeService(name: string, compute: PlatformCompute): Step {
  return call(name, theService(compute), { TaskDefinition: '$.services[0].taskDefinition', RunningTasks: '$.services[0].runningCount' });
}

export function servicePermission({ service }: PlatformCompute): Permission {
  return { actions: ['ecs:DescribeServices', 'ecs:UpdateService'], resources: [service.serviceArn] };
}
