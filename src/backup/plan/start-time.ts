import { Stack, Token } from 'aws-cdk-lib';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { WEEK } from '../../cost/office-hours/days';
import type { WeekDay } from '../../cost/office-hours/week-day';
import type { PlatformDatabase } from '../../database/platform-database';
import { type Windows, windowsFor } from '../../database/windows';
import { checkPattern, conflict } from '../../settings/checks';

const HOUR = 60;
const DAY = 24 * HOUR;
const A_WEEK = 7 * DAY;

/** From a minute of the week on, some minutes long. */
interface Span {
  readonly from: number;
  readonly length: number;
}

/** When backups start, 'hh:mm' in UTC: as given, or the first full hour after RDS's own backup that is apart from RDS's windows. */
export function startTimeFor(scope: Construct, days: WeekDay[], database?: PlatformDatabase, given?: string): string {
  checkPattern('backup.startTime', given, /^([01]\d|2[0-3]):[0-5]\d$/, "'hh:mm' in UTC");
  if (Token.isUnresolved(given)) throw conflict("'backup.startTime' must be known at synth, since schedules are made of it");
  const { region } = Stack.of(scope);
  const made = database?.instance.node.defaultChild as rds.CfnDBInstance | undefined;
  const known = made && { backup: made.preferredBackupWindow, maintenance: made.preferredMaintenanceWindow };
  const windows = windowsFor(region, known ?? {});
  if (Object.values(windows).some((window) => Token.isUnresolved(window))) {
    if (given) return given;
    throw conflict("'backup.startTime' is needed where 'database.backupWindow' or 'database.maintenanceWindow' is a token");
  }
  const busy = busySpans(windows);
  const isFree = (minute: number) => days.every((day) => busy.every((span) => !meet(span, { from: WEEK.indexOf(day) * DAY + minute, length: HOUR })));
  const apart = `an hour apart from 'database.backupWindow' (${windows.backup}) and 'database.maintenanceWindow' (${windows.maintenance})`;
  if (given) {
    if (known && !isFree(minuteOfDay(given))) {
      throw conflict(`'backup.startTime' (${given}) must be ${apart}: a backup starts within an hour after it, and none does from an hour before a window to its end`);
    }
    return given;
  }
  const first = Math.ceil(minuteOfDay(windows.backup.slice(6)) / HOUR);
  const hour = [...Array(24).keys()].map((later) => (first + later) % 24).find((each) => isFree(each * HOUR));
  if (hour === undefined) throw conflict(`AWS Backup needs ${apart}, and there is none: make the windows shorter`);
  return `${String(hour).padStart(2, '0')}:00`;
}

function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours * HOUR + minutes;
}

/** In which AWS Backup starts no backup of a database: the windows, and the hour before each. */
function busySpans({ backup, maintenance }: Windows): Span[] {
  const withHourBefore = (from: number, to: number): Span => ({ from: from - HOUR, length: modulo(to - from) + HOUR });
  const [backupStart, backupEnd] = backup.split('-').map(minuteOfDay);
  const backupLength = (backupEnd - backupStart + DAY) % DAY;
  const [start, end] = maintenance.toUpperCase().split('-').map((time) => WEEK.findIndex((day) => time.startsWith(day)) * DAY + minuteOfDay(time.slice(4)));
  const backups = WEEK.map((_day, index) => index * DAY + backupStart).map((from) => withHourBefore(from, from + backupLength));
  return [...backups, withHourBefore(start, end)];
}

function meet(one: Span, other: Span): boolean {
  return modulo(other.from - one.from) < one.length || modulo(one.from - other.from) < other.length;
}

function modulo(minutes: number): number {
  return ((minutes % A_WEEK) + A_WEEK) % A_WEEK;
}
