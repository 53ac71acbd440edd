import type { Construct } from 'constructs';
import { Runbook } from './runbook';
import { deployService, describeService, servicePermissions } from './service-deployment';
import type { PlatformCompute } from '../../compute/platform-compute';

/** Replaces all tasks by new ones of the same revision. */
export function redeployService(scope: Construct, id: string, compute: PlatformCompute): Runbook {
  return Runbook._make(scope, id, {
    description: {
      what: 'Replaces all tasks of the service by new ones of the same revision, as a release would: for tasks that hang, that hold old connections, '
        + 'or that have not read a secret since it changed.',
      before: [
        compute.instance
          ? 'The one task is stopped before the new one is started: for a minute or two there is none.'
          : 'New tasks are started before old ones are stopped: users notice nothing.',
        'An image tag that moved since is pulled anew. No release may be under way: it would end here.',
      ],
      after: ['Look at the target errors and the log of the new tasks.'],
      undo: 'None is needed. If the new tasks do not become healthy, ECS keeps the old ones and the runbook fails.',
    },
    steps: [...deployService('redeploy', compute, { forceNewDeployment: true }), describeService('describeAfter', compute)],
    outputs: ['redeployFound.Deployment', 'describeAfter.TaskDefinition', 'describeAfter.RunningTasks'],
    permissions: servicePermissions(compute),
  });
}
