import { Token } from 'aws-cdk-lib';
import { checkPattern, conflict } from '../settings/checks';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = 24 * 60;
const WEEK = 7 * DAY;
const TIME = '([01]\\d|2[0-3]):[0-5]\\d';
const WEEKDAY = `(${DAYS.join('|')})`;

export interface Windows {
  readonly backup: string;
  readonly maintenance: string;
}

/** An hour in the night of the region's part of the world, in UTC. Unknown regions get the Americas' night. */
function nightHour(region: string): number {
  if (Token.isUnresolved(region)) return 7;
  if (region.startsWith('ap-')) return 17;
  if (/^(eu|af|me|il)-/.test(region)) return 1;
  return 7;
}

/** The windows as given, or the defaults, checked for form, length and collision. */
export function windowsFor(region: string, given: Partial<Windows>): Windows {
  const two = (hour: number) => String(hour).padStart(2, '0');
  const night = nightHour(region);
  const backup = given.backup ?? `${two(night)}:00-${two(night + 1)}:00`;
  const maintenance = given.maintenance ?? `sun:${two(night + 1)}:30-sun:${two(night + 2)}:30`;
  checkPattern('database.backupWindow', backup, new RegExp(`^${TIME}-${TIME}$`), "'hh:mm-hh:mm' in UTC");
  checkPattern(
    'database.maintenanceWindow', maintenance, new RegExp(`^${WEEKDAY}:${TIME}-${WEEKDAY}:${TIME}$`), "'ddd:hh:mm-ddd:hh:mm' in UTC",
  );
  if (!Token.isUnresolved(backup) && !Token.isUnresolved(maintenance)) checkApart(backup, maintenance);
  return { backup, maintenance };
}

function checkApart(backup: string, maintenance: string): void {
  const [backupStart, backupEnd] = backup.split('-').map((time) => minuteOfDay(time));
  const [start, end] = maintenance.split('-').map((time) => DAYS.indexOf(time.slice(0, 3)) * DAY + minuteOfDay(time.slice(4)));
  const backupLength = (backupEnd - backupStart + DAY) % DAY;
  const length = (end - start + WEEK) % WEEK;
  for (const [prop, minutes] of [['backupWindow', backupLength], ['maintenanceWindow', length]] as const) {
    if (minutes < 30) throw conflict(`'database.${prop}' must be at least 30 minutes long, got ${minutes}`);
  }
  // The backup runs every day, so the two collide if they do on any day of the week (or the one before it, over midnight).
  const collides = [...Array(7).keys()].some((day) => {
    const from = (day * DAY + backupStart - start + WEEK) % WEEK;
    return from < length || from + backupLength > WEEK;
  });
  if (collides) throw conflict(`'database.backupWindow' (${backup}) and 'database.maintenanceWindow' (${maintenance}) must not overlap`);
}

function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
