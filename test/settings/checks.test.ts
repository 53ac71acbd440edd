import { Annotations as CoreAnnotations, Duration, Lazy, Token } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { advise, checkDuration, checkInteger, checkPattern, conflict, invalid, WholeUnit } from '../../src/settings/checks';
import { makeStack } from '../helpers/platform';

const throws = (check: () => void): boolean => {
  try {
    check();
    return false;
  } catch {
    return true;
  }
};

describe('messages name the package, the prop, what is valid, and the value', () => {
  test.each<[unknown, string]>([
    ['text', "'text'"],
    [3, '3'],
    [undefined, 'undefined'],
    [Duration.minutes(90), '1 hour 30 minutes'],
  ])('%p', (value, shown) => {
    expect(invalid('room.prop', value, 'good').message).toBe(`cdk-pdf-web-platform: 'room.prop' must be good, got ${shown}`);
  });

  test('a conflict says what it is', () => {
    expect(conflict('this and that').message).toBe('cdk-pdf-web-platform: this and that');
  });
});

describe('checkInteger', () => {
  test('takes exactly the whole numbers of the range', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ min: -20, max: 20, noNaN: true })), (value) => {
        expect(throws(() => checkInteger('p', value, -5, 5))).toBe(!(Number.isInteger(value) && value >= -5 && value <= 5));
      }),
    );
  });

  test('refuses what is no number, and lets undefined and tokens pass', () => {
    expect(() => checkInteger('p', NaN, 1, 5)).toThrow("'p' must be a whole number from 1 to 5, got NaN");
    expect(() => checkInteger('p', Infinity, 1, 5)).toThrow('got Infinity');
    for (const value of [undefined, Lazy.number({ produce: () => 99 })]) expect(() => checkInteger('p', value, 1, 5)).not.toThrow();
  });
});

describe('checkDuration', () => {
  const DAY = 86_400_000;
  const durations = fc
    .integer({ min: 0, max: 200 })
    .chain((amount) => fc.constantFrom(Duration.hours(amount), Duration.minutes(amount * 60), Duration.days(amount), Duration.millis(amount * 500)));

  test.each([[WholeUnit.DAYS, DAY], [WholeUnit.MINUTES, 60_000], [WholeUnit.SECONDS, 1000]])('takes exactly the durations of the range that are whole %s, however they are written', (unit, one) => {
    fc.assert(
      fc.property(durations, (value) => {
        const milliseconds = value.toMilliseconds();
        const isIn = milliseconds >= DAY && milliseconds <= 3 * DAY && milliseconds % one === 0;
        expect(throws(() => checkDuration('p', value, Duration.days(1), Duration.days(3), unit))).toBe(!isIn);
      }),
    );
  });

  test('names the prop, the range with its unit, and the value', () => {
    expect(() => checkDuration('room.prop', Duration.hours(36), Duration.days(1), Duration.days(35), WholeUnit.DAYS)).toThrow(
      "cdk-pdf-web-platform: 'room.prop' must be a whole number of days from 1 to 35, got '1.5 days'",
    );
  });

  test('lets undefined and unresolved durations pass', () => {
    for (const value of [undefined, Duration.days(Lazy.number({ produce: () => 99 }))]) {
      expect(() => checkDuration('p', value, Duration.days(1), Duration.days(3), WholeUnit.DAYS)).not.toThrow();
    }
  });
});

describe('checkPattern', () => {
  test('refuses what does not match, and lets undefined and tokens pass', () => {
    expect(() => checkPattern('p', 'b', /^a$/, "an 'a'")).toThrow("cdk-pdf-web-platform: 'p' must be an 'a', got 'b'");
    for (const value of [undefined, 'a', Token.asString({ Ref: 'X' })]) expect(() => checkPattern('p', value, /^a$/, 'an a')).not.toThrow();
  });
});

describe('advise', () => {
  test('warns with an id that can be acknowledged', () => {
    const stack = makeStack();
    advise(stack, 'topic', 'Mind this');
    Annotations.fromStack(stack).hasWarning('/Stack', 'Mind this [ack: cdk-pdf-web-platform:topic]');
    const quiet = makeStack();
    advise(quiet, 'topic', 'Mind this');
    CoreAnnotations.of(quiet).acknowledgeWarning('cdk-pdf-web-platform:topic');
    Annotations.fromStack(quiet).hasNoWarning('*', 'Mind this [ack: cdk-pdf-web-platform:topic]');
  });
});
