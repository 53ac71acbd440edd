import { Token } from 'aws-cdk-lib';
import { dayOf, type WindowStart } from './window-start';
import { checkTimeZone } from '../../cost/office-hours/time-zones';
import type { WeekDay } from '../../cost/office-hours/week-day';
import { checkInteger, invalid } from '../../settings/checks';

/**
 * The hour that patches land in.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-windows.html
 */
export class PatchWindow {
  /**
   * Once a week. Throws if the hour is not whole or out of range, or if the time zone does not exist.
   *
   * @param day the day of the week
   * @param hour when it begins: a whole hour from 0 to 23
   * @param timeZone where its clock hangs, an IANA time zone like `Asia/Tokyo`; by default that of the office hours, or of the stack's region
   */
  public static weekly(day: WeekDay, hour: number, timeZone?: string): PatchWindow {
    return new PatchWindow(check({ day, hour }, timeZone), timeZone);
  }

  /**
   * Once a month. Throws as {@link PatchWindow.weekly} does, and if `nth` is out of range.
   *
   * @param nth which of the month's: a whole number from 1 to 4. The second Sunday is the second one of the month, not that of its second week.
   * @param day the day of the week
   * @param hour when it begins: a whole hour from 0 to 23
   * @param timeZone where its clock hangs, an IANA time zone like `Asia/Tokyo`; by default that of the office hours, or of the stack's region
   */
  public static monthly(nth: number, day: WeekDay, hour: number, timeZone?: string): PatchWindow {
    checkKnown('nth', nth);
    checkInteger('patching.window nth', nth, 1, 4);
    return new PatchWindow({ ...check({ day, hour }, timeZone), nth }, timeZone);
  }

  /** Not at all: whoever operates the platform patches by other means. */
  public static never(): PatchWindow {
    return new PatchWindow();
  }

  private constructor(
    /** When it begins, unless it never does. @internal */
    public readonly _start?: WindowStart,
    /** The time zone, where one was given. */
    public readonly timeZone?: string,
  ) {}

  /** Whether there is none. */
  public get isNever(): boolean {
    return this._start === undefined;
  }

  /** The window in words, like `SUN 04:00 Asia/Tokyo` or `SUN#2 04:00`; without a time zone where none was given. */
  public get description(): string {
    return this._describe(this.timeZone);
  }

  /** The same where the time zone is known. @internal */
  public _describe(timeZone?: string): string {
    if (!this._start) return 'never';
    const { hour } = this._start;
    return [dayOf(this._start), `${String(hour).padStart(2, '0')}:00`, ...(timeZone ? [timeZone] : [])].join(' ');
  }

  /** As EventBridge Scheduler and maintenance windows write it. @internal */
  public get _cron(): string | undefined {
    return this._start && `cron(0 ${this._start.hour} ? * ${dayOf(this._start)} *)`;
  }
}

function check(start: WindowStart, timeZone?: string): WindowStart {
  checkKnown('hour', start.hour);
  checkInteger('patching.window hour', start.hour, 0, 23);
  checkTimeZone('patching.window timeZone', timeZone);
  return start;
}

function checkKnown(name: string, value: number): void {
  if (Token.isUnresolved(value)) throw invalid(`patching.window ${name}`, 'an unresolved token', 'known at synth, since an expression is made of it');
}
