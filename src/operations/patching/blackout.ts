import { conflict, invalid } from '../../settings/checks';

/** A year for days that come back each year: one without a 29th of February. */
const ANY_YEAR = 2026;

/**
 * Days on which no patch lands and no task is redeployed on schedule.
 *
 * It holds back what the platform schedules itself. RDS knows nothing of it: what it does in the maintenance window of the database goes on.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
 */
export class Blackout {
  /**
   * Days that come once. Throws if a date does not exist, or if the first is not before the other.
   *
   * @param from the first day, like `2026-12-20`: it begins at midnight of the window's time zone
   * @param until the first day after it, like `2027-01-07`
   */
  public static between(from: string, until: string): Blackout {
    const [first, after] = [parse('from', from, DATE, 'YYYY-MM-DD'), parse('until', until, DATE, 'YYYY-MM-DD')];
    if (first >= after) throw conflict(`'patching.blackouts from' must be before 'patching.blackouts until', got ${from} and ${until}`);
    return new Blackout(first, after, false, `${from} to ${until}`);
  }

  /**
   * Days that come each year, over New Year too. Throws if a date does not exist in each year, or if the two are the same.
   *
   * @param from the first day, like `12-20`
   * @param until the first day after it, like `01-07`
   */
  public static yearly(from: string, until: string): Blackout {
    const [first, after] = [['from', from], ['until', until]].map(([name, day]) => parse(name, day, DAY_OF_YEAR, 'MM-DD', `${ANY_YEAR}-`));
    if (from === until) throw conflict(`'patching.blackouts from' and 'until' must be different days, got ${from} twice`);
    const isOverNewYear = first > after;
    return new Blackout(first, isOverNewYear ? nextYear(after) : after, true, `${from} to ${until}, each year`);
  }

  private constructor(
    /** Midnight of its first day, as if the time zone were UTC. @internal */
    public readonly _from: Date,
    /** Midnight of the first day after it, as if the time zone were UTC. @internal */
    public readonly _until: Date,
    /** Whether it comes each year. @internal */
    public readonly _isYearly: boolean,
    /** The days in words. The last is the first one after it. */
    public readonly description: string,
  ) {}
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_OF_YEAR = /^\d{2}-\d{2}$/;

function parse(name: string, day: string, pattern: RegExp, form: string, prefix = ''): Date {
  const date = new Date(`${prefix}${day}T00:00:00Z`);
  // The runtime takes the 30th of February for the 2nd of March.
  if (!pattern.test(day) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(`${prefix}${day}T`)) {
    throw invalid(`patching.blackouts ${name}`, day, `a day as ${form}${prefix ? ', in every year' : ''}`);
  }
  return date;
}

function nextYear(date: Date): Date {
  return new Date(Date.UTC(ANY_YEAR + 1, date.getUTCMonth(), date.getUTCDate()));
}
