import { Token } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { windowsFor } from '../../src/database/windows';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = 1440;
const WEEK = 7 * DAY;

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const daily = (start: number, length: number) => `${clock(start)}-${clock((start + length) % DAY)}`;
const moment = (minute: number) => `${DAYS[Math.floor(minute / DAY)]}:${clock(minute % DAY)}`;
const weekly = (start: number, length: number) => `${moment(start)}-${moment((start + length) % WEEK)}`;

/** The naive model: which minutes of the week a window covers, one by one. */
function minutes(starts: number[], length: number): Set<number> {
  return new Set(starts.flatMap((start) => Array.from({ length }, (_, minute) => (start + minute) % WEEK)));
}

function overlap(backup: [number, number], maintenance: [number, number]): boolean {
  const everyDay = minutes(DAYS.map((_, day) => day * DAY + backup[0]), backup[1]);
  return [...minutes([maintenance[0]], maintenance[1])].some((minute) => everyDay.has(minute));
}

function accepted(backup: string, maintenance: string): boolean {
  try {
    windowsFor('us-east-1', { backup, maintenance });
    return true;
  } catch (error) {
    expect((error as Error).message).toContain('must not overlap');
    return false;
  }
}

const backups = fc.tuple(fc.integer({ min: 0, max: DAY - 1 }), fc.integer({ min: 30, max: DAY - 1 }));
const shortBackups = fc.tuple(fc.integer({ min: 0, max: DAY - 1 }), fc.integer({ min: 30, max: 180 }));
const maintenances = fc.tuple(fc.integer({ min: 0, max: WEEK - 1 }), fc.integer({ min: 30, max: WEEK - 1 }));
const shortMaintenances = fc.tuple(fc.integer({ min: 0, max: WEEK - 1 }), fc.integer({ min: 30, max: 600 }));

describe('R4.1 R10.2 backup and maintenance are apart', () => {
  test.each([
    ['windows as people choose them', shortBackups, shortMaintenances],
    ['windows of any length', backups, maintenances],
  ])('%s: accepted exactly if no minute of the week is in both', (_, daytimes, times) => {
    fc.assert(
      fc.property(daytimes, times, (backup, maintenance) => {
        expect(accepted(daily(...backup), weekly(...maintenance))).toBe(!overlap(backup, maintenance));
      }),
      { numRuns: 400 },
    );
  });

  test('windows that touch are apart, one minute more is not: before, after, over midnight, over the end of the week', () => {
    fc.assert(
      fc.property(shortBackups, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 30, max: 600 }), ([start, length], day, duration) => {
        const end = (day * DAY + start + length) % WEEK;
        const begin = (day * DAY + start - duration + WEEK) % WEEK;
        expect(accepted(daily(start, length), weekly(end, duration))).toBe(true);
        expect(accepted(daily(start, length), weekly(begin, duration))).toBe(true);
        expect(accepted(daily(start, length), weekly((end - 1 + WEEK) % WEEK, duration))).toBe(false);
        expect(accepted(daily(start, length), weekly((begin + 1) % WEEK, duration))).toBe(false);
      }),
    );
  });

  test.each([
    ['inside', '03:00-04:00', 'sun:03:15-sun:03:45'],
    ['around', '03:15-03:45', 'sun:03:00-sun:04:00'],
    ['the backup of the night before', '23:30-00:30', 'mon:00:00-mon:01:00'],
    ['over the end of the week', '00:00-00:30', 'sun:23:30-mon:00:15'],
    ['a maintenance of a whole day', '12:00-13:00', 'mon:13:00-tue:13:00'],
  ])('%s is an error that names both', (_, backup, maintenance) => {
    expect(() => windowsFor('us-east-1', { backup, maintenance })).toThrow(
      `cdk-pdf-web-platform: 'database.backupWindow' (${backup}) and 'database.maintenanceWindow' (${maintenance}) must not overlap`,
    );
  });

  test('a given window is checked against the default of the other', () => {
    expect(() => windowsFor('us-east-1', { maintenance: 'tue:07:30-tue:08:30' })).toThrow(
      "'database.backupWindow' (07:00-08:00) and 'database.maintenanceWindow' (tue:07:30-tue:08:30) must not overlap",
    );
    expect(() => windowsFor('us-east-1', { backup: '08:00-09:00' })).toThrow(
      "'database.backupWindow' (08:00-09:00) and 'database.maintenanceWindow' (sun:08:30-sun:09:30) must not overlap",
    );
  });
});

describe('form and length', () => {
  test.each(['3:00-4:00', '03:00', '03:00-24:00', '03:60-04:30', '03:00 - 04:00', 'sun:03:00-sun:04:00', ''])('backupWindow refuses \'%s\'', (backup) => {
    expect(() => windowsFor('us-east-1', { backup })).toThrow(`cdk-pdf-web-platform: 'database.backupWindow' must be 'hh:mm-hh:mm' in UTC, got '${backup}'`);
  });

  test.each(['sun:3:00-sun:4:00', '03:00-04:00', 'sunday:03:00-sunday:04:00', 'sun:03:00-04:00', 'sun:03:00-sun:25:00', ''])(
    'maintenanceWindow refuses \'%s\'',
    (maintenance) => {
      expect(() => windowsFor('us-east-1', { maintenance })).toThrow(
        `cdk-pdf-web-platform: 'database.maintenanceWindow' must be 'ddd:hh:mm-ddd:hh:mm' in UTC, got '${maintenance}'`,
      );
    },
  );

  test.each([['03:00-03:29', 29], ['03:00-03:00', 0], ['23:50-00:10', 20]])('a backup window of less than half an hour: %s', (backup, length) => {
    expect(() => windowsFor('us-east-1', { backup })).toThrow(`cdk-pdf-web-platform: 'database.backupWindow' must be at least 30 minutes long, got ${length}`);
  });

  test.each([['sun:03:00-sun:03:29', 29], ['sun:03:00-sun:03:00', 0], ['sun:23:50-mon:00:10', 20]])(
    'a maintenance window of less than half an hour: %s',
    (maintenance, length) => {
      expect(() => windowsFor('us-east-1', { maintenance })).toThrow(
        `cdk-pdf-web-platform: 'database.maintenanceWindow' must be at least 30 minutes long, got ${length}`,
      );
    },
  );

  test('exactly half an hour is enough, over midnight too', () => {
    expect(windowsFor('us-east-1', { backup: '23:45-00:15', maintenance: 'sun:03:00-sun:03:30' })).toEqual({
      backup: '23:45-00:15', maintenance: 'sun:03:00-sun:03:30',
    });
  });
});

describe('tokens', () => {
  const token = Token.asString({ Ref: 'Window' });

  test('one that is known at deployment only is not compared with the other', () => {
    expect(windowsFor('us-east-1', { backup: token, maintenance: 'sun:00:00-sun:23:59' })).toEqual({ backup: token, maintenance: 'sun:00:00-sun:23:59' });
    expect(windowsFor('us-east-1', { backup: '00:00-23:59', maintenance: token })).toEqual({ backup: '00:00-23:59', maintenance: token });
  });

  test('an unresolved region gets defaults that are apart as well', () => {
    const { backup, maintenance } = windowsFor(Token.asString({ Ref: 'AWS::Region' }), {});
    expect([backup, maintenance]).toEqual(['07:00-08:00', 'sun:08:30-sun:09:30']);
  });
});
