import type { Shift } from './expressions';

const DAY = 24 * 60;

/** RDS's shortest window. */
const SHORTEST = 30;

/**
 * A backup window, 'hh:mm-hh:mm' in UTC, in which the database runs, in summer and winter: RDS makes no automated backup of a stopped one.
 * None where the hours are too short for one.
 */
export function backupWindowIn(shift: Shift, timeZone: string): string | undefined {
  const { from, length } = hoursInUtc(shift, timeZone);
  return length < SHORTEST ? undefined : `${written(from)}-${written(from + SHORTEST)}`;
}

/** Whether the database runs in the whole of a window. */
export function runsIn(window: string, shift: Shift, timeZone: string): boolean {
  const { from, length } = hoursInUtc(shift, timeZone);
  const [start, end] = window.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return modulo(start - from) + modulo(end - start) <= length;
}

/** The minutes of a day, in UTC, that are hours of work the whole year. */
function hoursInUtc({ start, stop }: Shift, timeZone: string): { from: number; length: number } {
  // One in each half of the year: the zone's standard and daylight saving time.
  const offsets = [0, 6].map((month) => offsetOf(timeZone, new Date(Date.UTC(2026, month, 1))));
  const from = start * 60 - Math.min(...offsets);
  return { from, length: stop * 60 - Math.max(...offsets) - from };
}

/** Minutes that a zone is ahead of UTC. */
function offsetOf(timeZone: string, at: Date): number {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...numeric }).formatToParts(at);
  const [year, month, day, hour, minute] = Object.keys(numeric).map((type) => Number(parts.find((part) => part.type === type)!.value));
  return (Date.UTC(year, month - 1, day, hour, minute) - at.getTime()) / 60_000;
}

function modulo(minutes: number): number {
  return ((minutes % DAY) + DAY) % DAY;
}

function written(minutes: number): string {
  return [Math.floor(modulo(minutes) / 60), modulo(minutes) % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
