import { Token } from 'aws-cdk-lib';
import { backupWindowIn, runsIn, utcDaysOf } from './backup-window';
import { WEEK, written } from './days';
import { databaseOverhead, type Expressions, expressionsOf, isAllDay, type Shift } from './expressions';
import { checkTimeZone, timeZoneOf } from './time-zones';
import { WeekDay } from './week-day';
import { checkInteger, conflict, invalid } from '../../settings/checks';

/** Props of {@link OfficeHours.weekdays}. */
export interface WeekdayHours {
  /**
   * When work begins: a whole hour from 0 to 23, before `stop`.
   *
   * @default 8
   */
  readonly start?: number;

  /**
   * When work ends: a whole hour from 1 to 24 (midnight), after `start`.
   *
   * @default 18
   */
  readonly stop?: number;

  /**
   * Where the clock of `start` and `stop` hangs: an IANA time zone like `Asia/Tokyo`. Daylight saving time is followed; what falls into the
   * hour that it skips is not run that day.
   *
   * @default - the time zone of the stack's region; UTC where the region is unknown at synth or not in the table
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  readonly timeZone?: string;
}

/** Props of {@link OfficeHours.of}. */
export interface OfficeHoursProps extends WeekdayHours {
  /** The days of work: at least one, none twice. */
  readonly days: WeekDay[];
}

/**
 * When a platform runs that is not needed around the clock.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
 */
export class OfficeHours {
  /**
   * Monday to Friday. Throws if an hour is not whole, out of range or not before the other, or if the time zone does not exist.
   *
   * @param hours from when to when; by default 8 to 18
   */
  public static weekdays(hours: WeekdayHours = {}): OfficeHours {
    return OfficeHours.of({ ...hours, days: [WeekDay.MONDAY, WeekDay.TUESDAY, WeekDay.WEDNESDAY, WeekDay.THURSDAY, WeekDay.FRIDAY] });
  }

  /**
   * Any days, with the same hours each. Throws as {@link OfficeHours.weekdays} does, and if there is no day, one twice, or no hour off.
   *
   * @param props the days and hours
   */
  public static of(props: OfficeHoursProps): OfficeHours {
    const { start = 8, stop = 18, timeZone } = props;
    for (const [prop, hour] of Object.entries({ start, stop })) {
      if (Token.isUnresolved(hour)) throw invalid(`officeHours.${prop}`, 'an unresolved token', 'known at synth, since expressions are made of it');
    }
    checkInteger('officeHours.start', start, 0, 23);
    checkInteger('officeHours.stop', stop, 1, 24);
    if (start >= stop) throw conflict(`'officeHours.start' must be before 'officeHours.stop', got ${start} and ${stop}`);
    if (props.days.length === 0) throw invalid('officeHours.days', 'no day', 'at least one day');
    const days = WEEK.filter((day) => props.days.includes(day));
    if (days.length !== props.days.length) throw invalid('officeHours.days', props.days.join(','), 'days of the week, none twice');
    if (stop - start === 24 && days.length === WEEK.length) throw conflict("'officeHours' with no hour off is 'OfficeHours.always()'");
    checkTimeZone('officeHours.timeZone', timeZone);
    return new OfficeHours({ days, start, stop }, timeZone);
  }

  /** Around the clock: no schedule, also where a preset has one. */
  public static always(): OfficeHours {
    return new OfficeHours({ days: WEEK, start: 0, stop: 24 });
  }

  private constructor(
    private readonly shift: Shift,
    /** The time zone, where one was given; else the schedule takes that of its stack's region. */
    public readonly timeZone?: string,
  ) {}

  /** Whether nothing is ever stopped. */
  public get isAlways(): boolean {
    return isAllDay(this.shift) && this.shift.days.length === WEEK.length;
  }

  /** Hours of a week that the application runs, to 168. */
  public get hoursPerWeek(): number {
    return this.shift.days.length * (this.shift.stop - this.shift.start);
  }

  /** Hours of a week that the database runs, to 168: it starts 15 minutes before the application and stops 5 minutes after it. */
  public get databaseHoursPerWeek(): number {
    return this.hoursPerWeek + databaseOverhead(this.shift);
  }

  /** The hours in words, like `MON-FRI 08:00–18:00 Asia/Tokyo`; without a time zone where none was given. */
  public get description(): string {
    return this._describe(this.timeZone);
  }

  /** The same where the time zone is known. @internal */
  public _describe(timeZone?: string): string {
    if (this.isAlways) return 'always';
    const { days, start, stop } = this.shift;
    const [from, to] = [start, stop].map((hour) => `${String(hour).padStart(2, '0')}:00`);
    return [days.length === WEEK.length ? 'MON-SUN' : written(days), `${from}–${to}`, ...(timeZone ? [timeZone] : [])].join(' ');
  }

  /** The time zone in a region. @internal */
  public _timeZoneIn(region: string): string {
    return this.timeZone ?? timeZoneOf(region);
  }

  /** When what is started and stopped. @internal */
  public get _expressions(): Expressions {
    return expressionsOf(this.shift);
  }

  /** Days of work, and their first and last hour. @internal */
  public get _shift(): Shift {
    return this.shift;
  }

  /** A backup window in which the database runs, for `database.backupWindow`; undefined where there is none or it cannot be known. @internal */
  public _backupWindowIn(region: string): string | undefined {
    const timeZone = this._timeZoneIn(region);
    return this.isAlways || Token.isUnresolved(timeZone) ? undefined : backupWindowIn(this.shift, timeZone);
  }

  /** The days, in UTC, on which AWS Backup finds the database running, an hour and a half after work begins; undefined: on all. @internal */
  public _backupDaysIn(region: string): WeekDay[] | undefined {
    const timeZone = this._timeZoneIn(region);
    return this.isAlways || Token.isUnresolved(timeZone) ? undefined : utcDaysOf(this.shift, timeZone, 90);
  }

  /** Whether the database is stopped in (a part of) a window in UTC, as far as that can be known. @internal */
  public _isStoppedIn(window: string | undefined, region: string): boolean {
    const timeZone = this._timeZoneIn(region);
    return window !== undefined && ![window, timeZone].some((each) => Token.isUnresolved(each)) && !runsIn(window, this.shift, timeZone);
  }
}
