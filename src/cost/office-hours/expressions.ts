import { dayBefore, WEEK, written } from './days';
import type { WeekDay } from './week-day';

/** Minutes that the database is started before work begins: a stopped one takes some ten to be available. */
const DATABASE_LEAD = 15;

/** Minutes that the database is stopped after the application, which so ends in order. */
const DATABASE_LAG = 5;

const DAY = 24 * 60;

/** Days of work, in the order of the week, and its first and last hour. */
export interface Shift {
  readonly days: WeekDay[];
  readonly start: number;
  readonly stop: number;
}

/** When what happens, as expressions of EventBridge Scheduler and of Application Auto Scaling. */
export interface Expressions {
  readonly start: string;
  readonly stop: string;
  readonly databaseStart: string;
  readonly databaseStop: string;
}

/**
 * Starts on days of work, stops on every day: what somebody has started on a day off, or RDS by itself after seven days, does not run on
 * unseen. Where work goes on over midnight, days of work have no stop.
 */
export function expressionsOf(shift: Shift): Expressions {
  const { days, start, stop } = shift;
  const lead = start * 60 - DATABASE_LEAD;
  const stopDays = isAllDay(shift) ? WEEK.filter((day) => !days.includes(day)) : WEEK;
  const daysBefore = days.map(dayBefore);
  return {
    start: cron(start * 60, days),
    stop: cron((stop * 60) % DAY, stopDays),
    databaseStart: lead < 0 ? cron(lead + DAY, WEEK.filter((day) => daysBefore.includes(day))) : cron(lead, days),
    databaseStop: cron((stop * 60 + DATABASE_LAG) % DAY, stopDays),
  };
}

/** Hours of a week that the database runs longer than the application. */
export function databaseOverhead(shift: Shift): number {
  const { days } = shift;
  const starts = isAllDay(shift) ? days.filter((day) => !days.includes(dayBefore(day))) : days;
  return (starts.length * (DATABASE_LEAD + DATABASE_LAG)) / 60;
}

/** Whether a day of work begins and ends at midnight. */
export function isAllDay({ start, stop }: Shift): boolean {
  return stop - start === 24;
}

function cron(minuteOfDay: number, days: WeekDay[]): string {
  return `cron(${minuteOfDay % 60} ${Math.floor(minuteOfDay / 60)} ? * ${written(days)} *)`;
}
