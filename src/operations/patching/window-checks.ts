import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PatchWindow } from './patch-window';
import type { OfficeHours } from '../../cost/office-hours/office-hours';
import { WeekDay } from '../../cost/office-hours/week-day';
import { advise } from '../../settings/checks';

/** When the fewest are there: on Sunday at night, or else, with office hours, while the platform runs and people can look after it. */
export function defaultWindow(officeHours?: OfficeHours): PatchWindow {
  if (!officeHours || officeHours.isAlways) return PatchWindow.weekly(WeekDay.SUNDAY, 4);
  const { days: [first], start, stop } = officeHours._shift;
  return PatchWindow.weekly(first, Math.floor((start + stop) / 2));
}

/** An instance that is stopped is not patched. */
export function adviseOfficeHours(scope: Construct, window: PatchWindow, timeZone: string, officeHours: OfficeHours, region: string): void {
  if (officeHours.isAlways) return;
  const { days, start, stop } = officeHours._shift;
  const { day, hour } = window._start!;
  const theirs = officeHours._timeZoneIn(region);
  const areSame = timeZone === theirs || Token.isUnresolved(timeZone) || Token.isUnresolved(theirs);
  const isWithin = days.includes(day) && hour >= start && hour < stop;
  if (areSame && isWithin) return;
  const hours = officeHours._describe(theirs);
  advise(scope, 'patch-window', areSame
    ? `no instance that is stopped is patched: choose a 'patching.window' within ${hours}, not ${window._describe(timeZone)}`
    : `'patching.window' and 'cost.officeHours' have different time zones: make sure that ${window._describe(timeZone)} is within ${hours}`);
}
