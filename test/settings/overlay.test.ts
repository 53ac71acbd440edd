import * as fc from 'fast-check';
import { overlay } from '../../src/settings/overlay';

type Options = Partial<Record<'a' | 'b' | 'c' | 'd', number | string | boolean | undefined>>;

const value = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(undefined));
const options: fc.Arbitrary<Options> = fc.record({ a: value, b: value, c: value, d: value }, { requiredKeys: [] });
const given = (object: Options) => Object.fromEntries(Object.entries(object).filter(([, each]) => each !== undefined));

describe('overlay', () => {
  test('what is given wins, prop by prop; what is not, or is undefined, keeps the base\'s', () => {
    fc.assert(
      fc.property(options, options, (base, over) => {
        const laid = overlay(base, over);
        for (const prop of ['a', 'b', 'c', 'd'] as const) expect(laid[prop]).toBe(over[prop] === undefined ? base[prop] : over[prop]);
      }),
    );
  });

  test('is associative, so that a preset of a preset is as one preset', () => {
    fc.assert(
      fc.property(options, options, options, (first, second, third) => {
        expect(given(overlay(overlay(first, second), third))).toEqual(given(overlay(first, overlay(second, third))));
      }),
    );
  });

  test('laying the same on again changes nothing, and neither input is changed', () => {
    fc.assert(
      fc.property(options, options, (base, over) => {
        const before = [structuredClone(base), structuredClone(over)];
        const once = overlay(base, over);
        expect(overlay(once, over)).toEqual(once);
        expect([base, over]).toEqual(before);
        expect(once).not.toBe(base);
      }),
    );
  });

  test('false, 0 and the empty string are given', () => {
    expect(overlay<Options>({ a: true, b: 1, c: 'text' }, { a: false, b: 0, c: '' })).toEqual({ a: false, b: 0, c: '' });
  });

  test('objects are taken whole, not merged', () => {
    expect(overlay<{ list: number[] }>({ list: [1, 2] }, { list: [3] })).toEqual({ list: [3] });
  });

  test('either side may be missing', () => {
    expect(overlay<Options>(undefined, { a: 1 })).toEqual({ a: 1 });
    expect(overlay<Options>({ a: 1 }, undefined)).toEqual({ a: 1 });
    expect(overlay<Options>(undefined, undefined)).toEqual({});
  });
});
