import { readFileSync } from 'node:fs';
import { Lazy, Token } from 'aws-cdk-lib';
import { OfficeHours } from '../../../src/cost/office-hours/office-hours';
import { WeekDay } from '../../../src/cost/office-hours/week-day';

const { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY } = WeekDay;
const ALL = [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY];

describe('R2.1 OfficeHours', () => {
  test.each([
    ['weekdays', OfficeHours.weekdays(), 50, 'MON-FRI 08:00–18:00'],
    ['weekdays in Tokyo', OfficeHours.weekdays({ start: 8, stop: 18, timeZone: 'Asia/Tokyo' }), 50, 'MON-FRI 08:00–18:00 Asia/Tokyo'],
    ['of, with its default hours', OfficeHours.of({ days: [TUESDAY] }), 10, 'TUE 08:00–18:00'],
    ['two days in a row', OfficeHours.of({ days: [TUESDAY, MONDAY], start: 9, stop: 17 }), 16, 'MON,TUE 09:00–17:00'],
    ['days apart', OfficeHours.of({ days: [FRIDAY, MONDAY, WEDNESDAY], start: 9, stop: 10 }), 3, 'MON,WED,FRI 09:00–10:00'],
    ['every day', OfficeHours.of({ days: ALL, start: 6, stop: 24, timeZone: 'UTC' }), 126, 'MON-SUN 06:00–24:00 UTC'],
    ['whole days', OfficeHours.of({ days: [SATURDAY, SUNDAY], start: 0, stop: 24 }), 48, 'SAT,SUN 00:00–24:00'],
    ['always', OfficeHours.always(), 168, 'always'],
  ])('%s', (_name, hours, perWeek, description) => {
    expect([hours.hoursPerWeek, hours.description, hours.isAlways]).toEqual([perWeek, description, perWeek === 168]);
  });

  test('the database runs 20 minutes longer for each time that it is started', () => {
    expect(OfficeHours.weekdays().databaseHoursPerWeek).toBeCloseTo(50 + 5 / 3);
    expect(OfficeHours.of({ days: [SATURDAY, SUNDAY, TUESDAY], start: 0, stop: 24 }).databaseHoursPerWeek).toBeCloseTo(72 + 2 / 3);
    expect(OfficeHours.always().databaseHoursPerWeek).toBe(168);
  });

  test.each<[string, () => OfficeHours, string]>([
    ['start below', () => OfficeHours.weekdays({ start: -1 }), "'officeHours.start' must be a whole number from 0 to 23, got -1"],
    ['start above', () => OfficeHours.weekdays({ start: 24 }), "'officeHours.start' must be a whole number from 0 to 23, got 24"],
    ['start within an hour', () => OfficeHours.weekdays({ start: 8.5 }), "'officeHours.start' must be a whole number from 0 to 23, got 8.5"],
    ['stop below', () => OfficeHours.weekdays({ stop: 0 }), "'officeHours.stop' must be a whole number from 1 to 24, got 0"],
    ['stop above', () => OfficeHours.weekdays({ stop: 25 }), "'officeHours.stop' must be a whole number from 1 to 24, got 25"],
    ['over midnight', () => OfficeHours.weekdays({ start: 22, stop: 6 }), "'officeHours.start' must be before 'officeHours.stop', got 22 and 6"],
    ['no hour', () => OfficeHours.weekdays({ start: 8, stop: 8 }), "'officeHours.start' must be before 'officeHours.stop', got 8 and 8"],
    ['stop before the default start', () => OfficeHours.weekdays({ stop: 7 }), 'got 8 and 7'],
    ['no day', () => OfficeHours.of({ days: [] }), "'officeHours.days' must be at least one day, got 'no day'"],
    ['a day twice', () => OfficeHours.of({ days: [MONDAY, MONDAY] }), "'officeHours.days' must be days of the week, none twice, got 'MON,MON'"],
    ['no such day', () => OfficeHours.of({ days: ['MO' as WeekDay] }), "'officeHours.days' must be days of the week"],
    ['no hour off', () => OfficeHours.of({ days: ALL, start: 0, stop: 24 }), "'officeHours' with no hour off is 'OfficeHours.always()'"],
    ['a token', () => OfficeHours.weekdays({ start: Lazy.number({ produce: () => 8 }) }), "'officeHours.start' must be known at synth"],
    ...['Asia/Tokio', 'asia/tokyo', 'Asia/tokyo', 'JST', '+09:00', 'utc', '', 'Asia/Tokyo '].map((timeZone): [string, () => OfficeHours, string] => [
      `time zone '${timeZone}'`, () => OfficeHours.weekdays({ timeZone }), `'officeHours.timeZone' must be an IANA time zone like 'Asia/Tokyo', or 'UTC', got '${timeZone}'`,
    ]),
  ])('refuses %s', (_name, make, message) => {
    expect(make).toThrow(message);
  });

  test.each(['UTC', 'Etc/UTC', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Europe/Berlin'])('takes the time zone %s', (timeZone) => {
    expect(OfficeHours.weekdays({ timeZone }).timeZone).toBe(timeZone);
  });

  test('a time zone that is a token passes', () => {
    const timeZone = Lazy.string({ produce: () => 'Asia/Tokyo' });
    expect(Token.isUnresolved(OfficeHours.weekdays({ timeZone }).timeZone)).toBe(true);
  });
});

describe('R2.1 when what is started and stopped', () => {
  test('the database before the application and after it, stops on every day', () => {
    expect(OfficeHours.weekdays()._expressions).toEqual({
      databaseStart: 'cron(45 7 ? * MON-FRI *)',
      start: 'cron(0 8 ? * MON-FRI *)',
      stop: 'cron(0 18 ? * * *)',
      databaseStop: 'cron(5 18 ? * * *)',
    });
  });

  test('work that begins at midnight: the database starts the day before', () => {
    expect(OfficeHours.of({ days: [MONDAY, WEDNESDAY], start: 0, stop: 6 })._expressions).toMatchObject({
      databaseStart: 'cron(45 23 ? * TUE,SUN *)',
      start: 'cron(0 0 ? * MON,WED *)',
    });
  });

  test('work that ends at midnight: the stop is the next day\'s first minute', () => {
    expect(OfficeHours.weekdays({ stop: 24 })._expressions).toMatchObject({ stop: 'cron(0 0 ? * * *)', databaseStop: 'cron(5 0 ? * * *)' });
  });

  test('whole days: nothing stops between two of them', () => {
    expect(OfficeHours.of({ days: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY], start: 0, stop: 24 })._expressions).toEqual({
      databaseStart: 'cron(45 23 ? * MON,TUE,WED,THU,SUN *)',
      start: 'cron(0 0 ? * MON-FRI *)',
      stop: 'cron(0 0 ? * SAT,SUN *)',
      databaseStop: 'cron(5 0 ? * SAT,SUN *)',
    });
  });
});

describe('R2.1 the time zone of a region', () => {
  test.each([
    ['us-east-1', 'America/New_York'],
    ['us-east-2', 'America/New_York'],
    ['us-west-1', 'America/Los_Angeles'],
    ['us-west-2', 'America/Los_Angeles'],
    ['ap-northeast-1', 'Asia/Tokyo'],
    ['ap-northeast-2', 'Asia/Seoul'],
    ['ap-northeast-3', 'Asia/Tokyo'],
    ['eu-central-1', 'Europe/Berlin'],
    ['eu-west-1', 'Europe/Dublin'],
    ['eu-west-2', 'Europe/London'],
    ['xx-nowhere-1', 'UTC'],
    [Token.asString({ Ref: 'AWS::Region' }), 'UTC'],
  ])('%s: %s', (region, timeZone) => {
    expect(OfficeHours.weekdays()._timeZoneIn(region)).toBe(timeZone);
    expect(OfficeHours.weekdays({ timeZone: 'Europe/Oslo' })._timeZoneIn(region)).toBe('Europe/Oslo');
  });

  test('every one in the table is a time zone', () => {
    const source = readFileSync(require.resolve('../../../src/cost/office-hours/time-zones'), 'utf8');
    const zones = [...source.matchAll(/-\d': '([\w/]+)'/g)].map(([, zone]) => zone);
    expect(zones.length).toBeGreaterThan(30);
    for (const timeZone of zones) expect(() => OfficeHours.weekdays({ timeZone })).not.toThrow();
  });
});

describe('R2.1 a backup window in which the database runs', () => {
  test.each([
    ['in Tokyo, which has no summer time', OfficeHours.weekdays(), 'ap-northeast-1', '23:00-23:30'],
    ['in New York, in winter and summer', OfficeHours.weekdays(), 'us-east-1', '13:00-13:30'],
    ['on the other half of the globe', OfficeHours.weekdays(), 'ap-southeast-2', '22:00-22:30'],
    ['half an hour off', OfficeHours.weekdays(), 'ap-south-1', '02:30-03:00'],
    ['over midnight', OfficeHours.weekdays({ start: 0, timeZone: 'Asia/Kolkata' }), 'us-east-1', '18:30-19:00'],
    ['none in the one hour that summer time moves', OfficeHours.weekdays({ start: 8, stop: 9 }), 'us-east-1', undefined],
    ['in one hour without summer time', OfficeHours.weekdays({ start: 8, stop: 9 }), 'ap-northeast-1', '23:00-23:30'],
    ['none to choose always', OfficeHours.always(), 'us-east-1', undefined],
    ['none where the zone is a token', OfficeHours.weekdays({ timeZone: Lazy.string({ produce: () => 'UTC' }) }), 'us-east-1', undefined],
  ])('%s', (_name, hours, region, window) => {
    expect(hours._backupWindowIn(region)).toBe(window);
    if (window) expect(hours._isStoppedIn(window, region)).toBe(false);
  });

  test.each([
    ['07:00-08:00', true],
    ['12:30-13:30', true],
    ['13:00-22:00', false],
    ['21:30-22:30', true],
    ['23:30-00:30', true],
    [undefined, false],
    [Lazy.string({ produce: () => '07:00-08:00' }), false],
  ])('New York: %s is outside: %s', (window, stopped) => {
    expect(OfficeHours.weekdays()._isStoppedIn(window, 'us-east-1')).toBe(stopped);
  });
});
