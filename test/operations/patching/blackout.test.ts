import { Lazy } from 'aws-cdk-lib';
import { Blackout } from '../../../src/operations/patching/blackout';
import { calendarOf } from '../../../src/operations/patching/change-calendar';

const eventsOf = (blackout: Blackout, timeZone: string) =>
  calendarOf([blackout], timeZone).split('\r\n').filter((line) => /^(DTSTART|DTEND|RRULE)/.test(line));

describe('R10.2 blackouts', () => {
  test('in words', () => {
    expect(Blackout.between('2026-12-20', '2027-01-07').description).toBe('2026-12-20 to 2027-01-07');
    expect(Blackout.yearly('12-20', '01-07').description).toBe('12-20 to 01-07, each year');
  });

  test.each([
    [() => Blackout.between('2026-02-30', '2026-03-05'), "'patching.blackouts from' must be a day as YYYY-MM-DD, got '2026-02-30'"],
    [() => Blackout.between('2026-01-01', '2026-13-01'), "'patching.blackouts until' must be a day as YYYY-MM-DD, got '2026-13-01'"],
    [() => Blackout.between('20 Dec 2026', '2027-01-01'), "'patching.blackouts from' must be a day as YYYY-MM-DD, got '20 Dec 2026'"],
    [() => Blackout.between('12-20', '2027-01-01'), "'patching.blackouts from' must be a day as YYYY-MM-DD, got '12-20'"],
    [() => Blackout.between('2026-12-20', '2026-12-20'), "'patching.blackouts from' must be before 'patching.blackouts until', got 2026-12-20 and 2026-12-20"],
    [() => Blackout.between('2026-12-21', '2026-12-20'), "'patching.blackouts from' must be before 'patching.blackouts until', got 2026-12-21 and 2026-12-20"],
    [() => Blackout.between(Lazy.string({ produce: () => '' }), '2026-12-20'), "'patching.blackouts from' must be a day as YYYY-MM-DD, got '${Token"],
    [() => Blackout.yearly('02-29', '03-05'), "'patching.blackouts from' must be a day as MM-DD, in every year, got '02-29'"],
    [() => Blackout.yearly('12-20', '2027-01-07'), "'patching.blackouts until' must be a day as MM-DD, in every year, got '2027-01-07'"],
    [() => Blackout.yearly('12-20', '12-20'), "'patching.blackouts from' and 'until' must be different days, got 12-20 twice"],
  ])('refuses %#', (make, message) => {
    expect(make).toThrow(message);
  });

  test('as a calendar', () => {
    expect(calendarOf([Blackout.between('2026-12-20', '2027-01-07'), Blackout.yearly('03-25', '04-03')], 'Asia/Tokyo')).toBe([
      'BEGIN:VCALENDAR',
      'PRODID:-//AWS//Change Calendar 1.0//EN',
      'VERSION:2.0',
      'X-CALENDAR-TYPE:DEFAULT_OPEN',
      'X-WR-CALDESC:No patches and no scheduled redeployments',
      'BEGIN:VEVENT',
      'DTSTAMP:20260101T000000Z',
      'UID:blackout-1-a5e3f043',
      'SUMMARY:Blackout',
      'DTSTART:20261219T150000Z',
      'DTEND:20270106T150000Z',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTAMP:20260101T000000Z',
      'UID:blackout-2-782a02ac',
      'SUMMARY:Blackout',
      'DTSTART:20260324T150000Z',
      'DTEND:20260402T150000Z',
      'RRULE:FREQ=YEARLY',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'));
  });

  test.each([
    ['UTC', '20261220T000000Z', '20270107T000000Z'],
    ['America/New_York', '20261220T050000Z', '20270107T050000Z'],
    ['Asia/Kolkata', '20261219T183000Z', '20270106T183000Z'],
    [Lazy.string({ produce: () => 'Asia/Tokyo' }), '20261220T000000Z', '20270107T000000Z'],
  ])('over New Year, each year, in %s', (timeZone, start, end) => {
    expect(eventsOf(Blackout.yearly('12-20', '01-07'), timeZone)).toEqual([`DTSTART:${start}`, `DTEND:${end}`, 'RRULE:FREQ=YEARLY']);
  });

  test('begins and ends at midnight of summer and of winter', () => {
    // Clocks go forward on 29 March 2026 at 2, back on 25 October at 3.
    expect(eventsOf(Blackout.between('2026-03-29', '2026-03-30'), 'Europe/Berlin')).toEqual(['DTSTART:20260328T230000Z', 'DTEND:20260329T220000Z']);
    expect(eventsOf(Blackout.between('2026-10-25', '2026-10-26'), 'Europe/Berlin')).toEqual(['DTSTART:20261024T220000Z', 'DTEND:20261025T230000Z']);
    expect(eventsOf(Blackout.between('2026-03-08', '2026-03-09'), 'America/New_York')).toEqual(['DTSTART:20260308T050000Z', 'DTEND:20260309T040000Z']);
  });
});
