import { patchingWork } from './patching-checks';
import type { PatchingOptions } from './patching-options';
import { overlay } from '../../settings/overlay';
import type { PlatformSettings } from '../../settings/platform-settings';

/** What stays of a base's patching when other choices are laid on it: not what they leave without effect, which would be refused. */
export function keptPatching(base: PlatformSettings, over: PlatformSettings): PatchingOptions | undefined {
  const theirs = base.operations?.patching;
  if (!theirs) return undefined;
  const given = over.operations?.patching ?? {};
  const { blackouts, redeploy, instance, approveAfter, window } = given;
  const capacity = over.compute?.capacity;
  const dropped = new Set<keyof PatchingOptions>();
  const drop = (...props: (keyof PatchingOptions)[]) => props.forEach((prop) => dropped.add(prop));

  if (window?.isNever) drop('blackouts', 'redeploy', 'instance', 'approveAfter');
  // Whoever asks for something to be done wants a window.
  if (!window && theirs.window?.isNever && (blackouts?.length || redeploy || instance || approveAfter)) drop('window');
  if (capacity && !capacity.hostType) drop('instance', 'approveAfter');
  if (instance === false) drop('approveAfter');
  if (approveAfter && instance === undefined && theirs.instance === false) drop('instance');

  const onInstance = (capacity ?? base.compute?.capacity)?.hostType !== undefined;
  const { redeploys, patches } = patchingWork(overlay(without(theirs, dropped), given), onInstance);
  const isChosen = capacity || redeploy === false || instance === false;
  if (isChosen && !redeploys && !patches) drop('blackouts', ...(theirs.window?.isNever ? [] : ['window' as const]));
  return without(theirs, dropped);
}

function without(options: PatchingOptions, dropped: Set<keyof PatchingOptions>): PatchingOptions {
  return Object.fromEntries(Object.entries(options).filter(([prop]) => !dropped.has(prop as keyof PatchingOptions)));
}
