import { Lazy } from 'aws-cdk-lib';
import { makePlan, theirs } from './make-plan';
import { WeekDay } from '../../../src';
import { makeStack } from '../../helpers/platform';

const startTime = (database: object, plan: object = {}, region = 'us-east-1') =>
  makePlan({ database, plan }, makeStack({ env: { region: region === 'none' ? undefined : region } })).plan.startTime;

describe('R6.1 the start time keeps an hour away from RDS\'s windows', () => {
  test.each([
    // The backup ends at 8, and the maintenance of Sundays is at 8:30.
    ['the Americas', 'us-east-1', '10:00'],
    ['Asia', 'ap-northeast-1', '20:00'],
    ['Europe', 'eu-central-1', '04:00'],
    ['a region that is not known', 'none', '10:00'],
  ])('%s: %s', (_name, region, expected) => {
    expect(startTime({}, {}, region)).toBe(expected);
  });

  test.each([
    ['right after it', { backupWindow: '13:00-13:30', maintenanceWindow: 'sun:17:30-sun:18:30' }, '14:00'],
    ['at once where it ends with the hour', { backupWindow: '13:00-14:00', maintenanceWindow: 'sun:17:30-sun:18:30' }, '14:00'],
    ['over midnight', { backupWindow: '23:30-00:15', maintenanceWindow: 'wed:01:30-wed:03:00' }, '03:00'],
    ['maintenance over the week\'s end', { backupWindow: '20:00-22:00', maintenanceWindow: 'sun:23:30-mon:00:30' }, '01:00'],
    ['maintenance in capitals', { backupWindow: '13:00-13:30', maintenanceWindow: 'sun:15:00-sun:16:00' }, '16:00'],
  ])('%s', (_name, database, expected) => {
    expect(startTime(database)).toBe(expected);
  });

  test('days without a backup do not matter', () => {
    const database = { backupWindow: '13:00-13:30', maintenanceWindow: 'sun:15:00-sun:16:00' };
    expect(startTime(database, { days: [WeekDay.MONDAY, WeekDay.FRIDAY] })).toBe('14:00');
  });

  test.each(['10:00', '05:00', '04:59', '23:45', '09:30'])('%s is taken', (given) => {
    expect(startTime({}, { startTime: given })).toBe(given);
  });

  test.each(['05:01', '07:00', '07:59', '08:00', '09:29'])('refuses %s', (given) => {
    expect(() => startTime({}, { startTime: given })).toThrow(
      `'backup.startTime' (${given}) must be an hour apart from 'database.backupWindow' (07:00-08:00) and 'database.maintenanceWindow' (sun:08:30-sun:09:30)`,
    );
  });

  test.each(['8:00', '24:00', '08:60', 'noon', ''])("refuses '%s'", (given) => {
    expect(() => startTime({}, { startTime: given })).toThrow(`'backup.startTime' must be 'hh:mm' in UTC, got '${given}'`);
  });

  test('an existing database, whose windows are not known: a guess, and no refusal', () => {
    const of = (plan: object) => {
      const stack = makeStack();
      return makePlan({ database: theirs(stack), plan }, stack).plan.startTime;
    };
    expect(of({})).toBe('10:00');
    expect(of({ startTime: '07:30' })).toBe('07:30');
  });

  test('tokens', () => {
    const backupWindow = Lazy.string({ produce: () => '07:00-08:00' });
    expect(startTime({ backupWindow }, { startTime: '07:30' })).toBe('07:30');
    expect(() => startTime({ backupWindow })).toThrow("'backup.startTime' is needed where 'database.backupWindow' or 'database.maintenanceWindow' is a token");
    const given = Lazy.string({ produce: () => '10:00' });
    expect(() => startTime({}, { startTime: given })).toThrow("'backup.startTime' must be known at synth, since schedules are made of it");
  });

  test('no hour that is free', () => {
    expect(() => startTime({ backupWindow: '00:00-22:30', maintenanceWindow: 'sun:22:45-sun:23:30' })).toThrow(
      "AWS Backup needs an hour apart from 'database.backupWindow' (00:00-22:30) and 'database.maintenanceWindow' (sun:22:45-sun:23:30), and there is none",
    );
  });
});
