import { Duration } from 'aws-cdk-lib';
import type { PatchingOptions } from './patching-options';
import { checkDuration, conflict, WholeUnit } from '../../settings/checks';

/** What a window does. */
export interface PatchingWork {
  readonly redeploys: boolean;
  readonly patches: boolean;
}

/** What is done in a window, on an EC2 instance or on Fargate. */
export function patchingWork({ redeploy, instance }: PatchingOptions, onInstance: boolean): PatchingWork {
  return { redeploys: redeploy ?? !onInstance, patches: onInstance && (instance ?? true) };
}

/** Throws if a value is out of range, or a prop would have no effect. */
export function checkPatching(options: PatchingOptions, onInstance: boolean): void {
  const { approveAfter, instance, redeploy, window } = options;
  checkDuration('patching.approveAfter', approveAfter, Duration.days(0), Duration.days(360), WholeUnit.DAYS);
  if (!onInstance) {
    const [prop] = [...(instance ? ['instance'] : []), ...(approveAfter ? ['approveAfter'] : [])];
    if (prop) throw conflict(`'patching.${prop}' needs 'compute.capacity' to be an EC2 instance: Fargate has none to patch`);
  }
  if (approveAfter && instance === false) throw conflict("'patching.approveAfter' needs 'patching.instance' to be on");

  const blackouts = options.blackouts?.length;
  if (window?.isNever) {
    const needy = Object.entries({ blackouts, redeploy, instance, approveAfter }).find(([, value]) => value);
    if (needy) throw conflict(`'patching.${needy[0]}' needs a 'patching.window', and PatchWindow.never() is none`);
    return;
  }
  const { redeploys, patches } = patchingWork(options, onInstance);
  const [idle] = [...(window ? ['window'] : []), ...(blackouts ? ['blackouts'] : [])];
  if (idle && !redeploys && !patches) {
    throw conflict(`'patching.${idle}' needs ${onInstance ? "'patching.instance' or " : ''}'patching.redeploy' to be on: nothing else is done in a window`);
  }
}
