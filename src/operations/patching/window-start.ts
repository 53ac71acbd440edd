import type { WeekDay } from '../../cost/office-hours/week-day';

/** When a window begins. */
export interface WindowStart {
  readonly day: WeekDay;
  readonly hour: number;
  /** Which of the month's; by default all. */
  readonly nth?: number;
}

/** As a schedule's expression has it: SUN, or SUN#2 for the second one of a month. */
export function dayOf({ day, nth }: WindowStart): string {
  return nth === undefined ? day : `${day}#${nth}`;
}
