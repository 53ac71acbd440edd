import { WEEK } from './days';
import type { Shift } from './expressions';
import { offsetOf } from './time-zones';
import type { WeekDay } from './week-day';

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

/** The days, in UTC, on which an hour begins that lies that many minutes after the begin of work. */
export function utcDaysOf(shift: Shift, timeZone: string, minutesLater: number): WeekDay[] {
  const { from } = hoursInUtc(shift, timeZone);
  const later = Math.floor((from + minutesLater) / DAY);
  return shift.days.map((day) => WEEK[(WEEK.indexOf(day) + later + WEEK.length) % WEEK.length]);
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

function modulo(minutes: number): number {
  return ((minutes % DAY) + DAY) % DAY;
}

function written(minutes: number): string {
  return [Math.floor(modulo(minutes) / 60), modulo(minutes) % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
