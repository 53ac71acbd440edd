import type { Construct } from 'constructs';
import { Drill } from './drill';
import type { DrillSetting } from './drill-content';
import { stopOneTask } from './task-faults';
import type { PlatformCompute } from '../../compute/platform-compute';

/** One task ends. */
export function taskLoss(scope: Construct, id: string, setting: DrillSetting, compute: PlatformCompute): Drill {
  return Drill._make(scope, id, setting, {
    description: 'One task of the service ends. To be seen: the other tasks answer all requests, and ECS starts a new one within minutes.',
    faults: [stopOneTask(compute)],
  });
}
