const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MINUTES_OF_DAY = 24 * 60;
const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

/**
 * Hours of a week between starts and stops, which are schedule expressions. Undefined if that cannot be said: without both, or with one
 * that is not by days of the week.
 */
export function weeklyHours(starts: readonly string[], stops: readonly string[]): number | undefined {
  if (starts.length === 0 || stops.length === 0) return undefined;
  const startMinutes = minutesOf(starts);
  const stopMinutes = minutesOf(stops);
  if (!startMinutes || !stopMinutes) return undefined;
  // A start while it runs changes nothing, and neither does a second stop: a run ends with the first stop after it began.
  const events = [...startMinutes.map((at) => ({ at, runs: true })), ...stopMinutes.map((at) => ({ at, runs: false }))]
    .sort((a, b) => a.at - b.at || Number(a.runs) - Number(b.runs));
  const minutes = events.map(({ at, runs }, index) => {
    const next = events[index + 1]?.at ?? events[0].at + MINUTES_OF_WEEK;
    return runs ? next - at : 0;
  });
  return minutes.reduce((total, run) => total + run, 0) / 60;
}

/** How often a schedule is due in a week; undefined if that cannot be said. */
export function timesAWeek(expression: string): number | undefined {
  return minutesOfOne(expression)?.length;
}

/** Minutes of the week, from Sunday on. */
function minutesOf(expressions: readonly string[]): number[] | undefined {
  const all = expressions.map(minutesOfOne);
  return all.some((one) => one === undefined) ? undefined : all.flatMap((one) => one!);
}

function minutesOfOne(expression: string): number[] | undefined {
  const [, minute, hour, dayOfMonth, dayOfWeek] = /^cron\((\d+) (\d+) ([?*]) \* (\S+) \*\)$/.exec(expression) ?? [];
  if (minute === undefined) return undefined;
  const days = dayOfMonth === '*' ? everyDay() : daysOf(dayOfWeek);
  return days?.map((day) => day * MINUTES_OF_DAY + Number(hour) * 60 + Number(minute));
}

function everyDay(): number[] {
  return DAYS.map((_, day) => day);
}

/** `MON-FRI`, `MON,WED`, `2-6`, `*`: AWS counts the days from 1, a Sunday. */
function daysOf(text: string): number[] | undefined {
  if (text === '*' || text === '?') return everyDay();
  const ranges = text.split(',').map((part) => part.split('-').map(dayOf));
  if (ranges.flat().some((day) => day === undefined)) return undefined;
  return [...new Set(ranges.flatMap(([from, to = from]) => everyDay().map((more) => (from! + more) % 7).slice(0, ((to! - from! + 7) % 7) + 1)))];
}

function dayOf(name: string): number | undefined {
  const day = /^[1-7]$/.test(name) ? Number(name) - 1 : DAYS.indexOf(name.toUpperCase());
  return day < 0 ? undefined : day;
}
