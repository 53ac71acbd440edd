import { Lazy } from 'aws-cdk-lib';
import { OfficeHours, WeekDay } from '../../../src';
import { PatchWindow } from '../../../src/operations/patching/patch-window';
import { defaultWindow } from '../../../src/operations/patching/window-checks';

describe('R10.2 the patch window', () => {
  test.each([
    [PatchWindow.weekly(WeekDay.SUNDAY, 4), 'cron(0 4 ? * SUN *)', 'SUN 04:00'],
    [PatchWindow.weekly(WeekDay.WEDNESDAY, 23, 'Asia/Tokyo'), 'cron(0 23 ? * WED *)', 'WED 23:00 Asia/Tokyo'],
    [PatchWindow.monthly(2, WeekDay.SATURDAY, 0), 'cron(0 0 ? * SAT#2 *)', 'SAT#2 00:00'],
    [PatchWindow.monthly(4, WeekDay.MONDAY, 12, 'UTC'), 'cron(0 12 ? * MON#4 *)', 'MON#4 12:00 UTC'],
  ])('%# is written as the schedulers take it, and in words', (window, cron, description) => {
    expect([window._cron, window.description, window.isNever]).toEqual([cron, description, false]);
  });

  test('never', () => {
    const window = PatchWindow.never();
    expect([window.isNever, window._cron, window.description, window.timeZone]).toEqual([true, undefined, 'never', undefined]);
  });

  test.each([
    [() => PatchWindow.weekly(WeekDay.SUNDAY, 24), "'patching.window hour' must be a whole number from 0 to 23, got 24"],
    [() => PatchWindow.weekly(WeekDay.SUNDAY, 4.5), "'patching.window hour' must be a whole number from 0 to 23, got 4.5"],
    [() => PatchWindow.weekly(WeekDay.SUNDAY, -1), "'patching.window hour' must be a whole number from 0 to 23, got -1"],
    [() => PatchWindow.weekly(WeekDay.SUNDAY, 4, 'Asia/Nowhere'), "'patching.window timeZone' must be an IANA time zone like 'Asia/Tokyo', or 'UTC', got 'Asia/Nowhere'"],
    [() => PatchWindow.weekly(WeekDay.SUNDAY, Lazy.number({ produce: () => 4 })), "'patching.window hour' must be known at synth, since an expression is made of it"],
    [() => PatchWindow.monthly(0, WeekDay.SUNDAY, 4), "'patching.window nth' must be a whole number from 1 to 4, got 0"],
    [() => PatchWindow.monthly(5, WeekDay.SUNDAY, 4), "'patching.window nth' must be a whole number from 1 to 4, got 5"],
    [() => PatchWindow.monthly(Lazy.number({ produce: () => 1 }), WeekDay.SUNDAY, 4), "'patching.window nth' must be known at synth"],
    [() => PatchWindow.monthly(1, WeekDay.SUNDAY, 24), "'patching.window hour' must be a whole number from 0 to 23, got 24"],
  ])('refuses %#', (make, message) => {
    expect(make).toThrow(message);
  });

  test.each([
    [undefined, 'SUN 04:00'],
    [OfficeHours.always(), 'SUN 04:00'],
    [OfficeHours.weekdays(), 'MON 13:00'],
    [OfficeHours.of({ days: [WeekDay.SATURDAY, WeekDay.THURSDAY], start: 9, stop: 10 }), 'THU 09:00'],
  ])('by default: Sunday at night, or in the middle of the first day of work (%#)', (officeHours, description) => {
    expect(defaultWindow(officeHours).description).toBe(description);
  });
});
