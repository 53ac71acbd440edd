import { WeekDay } from './week-day';

/** The week in its order. */
export const WEEK: WeekDay[] = Object.values(WeekDay);

/** The day before. */
export function dayBefore(day: WeekDay): WeekDay {
  return WEEK[(WEEK.indexOf(day) + WEEK.length - 1) % WEEK.length];
}

/** Days as a schedule's expression has them: '*', a run like MON-FRI, or a list. They must be in the order of the week. */
export function written(days: WeekDay[]): string {
  if (days.length === WEEK.length) return '*';
  const isRun = days.length > 2 && WEEK.indexOf(days[days.length - 1]) - WEEK.indexOf(days[0]) === days.length - 1;
  return isRun ? `${days[0]}-${days[days.length - 1]}` : days.join(',');
}
