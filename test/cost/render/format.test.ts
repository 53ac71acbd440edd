import { count, freeQuantity, money, percent, plainNumber, quantity, unitPrice } from '../../../src/cost/render/format';
import { breakable, escapeHtml, shortPath } from '../../../src/cost/render/html-text';

const S = '\u202f';

test.each([
  [0, '$0.00'], [0.001, '<$0.01'], [-0.001, '−<$0.01'], [0.005, '$0.01'], [28, '$28.00'], [1234567.891, `$1${S}234${S}567.89`], [-12.5, '−$12.50'], [undefined, '—'],
])('%p dollars are %p', (usd, shown) => expect(money(usd)).toBe(shown));

test('an unknown amount says what the caller says', () => {
  expect(money(undefined, 'no price known')).toBe('no price known');
  expect(unitPrice(undefined, 'hour', 'no price known')).toBe('no price known');
});

test.each([
  [0.025, 'hour', '$0.025 per hour'], [5, 'month', '$5.00 per month'], [0.4, 'month', '$0.40 per month'], [0.00037, '1000', `$0.00037 per 1${S}000`],
  [1234.5, 'month', `$1${S}234.50 per month`], [undefined, 'hour', '—'],
])('a price of %p by %p is %p', (usd, unit, shown) => expect(unitPrice(usd, unit)).toBe(shown));

test.each([
  [730, 'hour', '730 hours'], [3, 'month', '3'], [1, 'hour', '1 hour'], [0, 'hour', '0 hours'], [20, 'GB-month', '20 GB-months'], [10, 'GB', '10 GB'],
  [30, '10000', `300${S}000`], [0.3, '1000000', `300${S}000`], [1200, 'each', `1${S}200`], [0.00001, 'GB', '0.00001 GB'], [182.556, 'hour', '182.56 hours'],
])('%p of %p is %p', (value, unit, shown) => expect(quantity(value, unit)).toBe(shown));

test('of nothing free, nothing is said', () => {
  expect(freeQuantity(0, 'GB')).toBe('—');
  expect(freeQuantity(5, 'GB')).toBe('5 GB');
});

test.each([[1, 0, '0'], [0, 5, '0'], [1, 1000, '<1'], [1, 3, '33'], [999, 1000, '>99'], [5, 5, '100']])('%p of %p is %p percent', (part, whole, shown) => {
  expect(percent(part, whole)).toBe(`${shown}${S}%`);
});

test('numbers keep no zeros that say nothing', () => {
  expect([plainNumber(0), plainNumber(100), plainNumber(1.5), plainNumber(-1234)]).toEqual(['0', '100', '1.5', `-1${S}234`]);
  expect([count(1, 'line'), count(0, 'line')]).toEqual(['1 line', '0 lines']);
});

test('text is escaped, and controls that HTML may not have are left out', () => {
  expect(escapeHtml('<a href="x">&\'\u0000\u001b')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;');
  expect(breakable('A/<b>::c')).toBe('A/<wbr/>&lt;b&gt;::<wbr/>c');
});

test('a long path keeps its beginning, its end and its whole in the title', () => {
  const path = `Start/${'x'.repeat(100)}/The"End`;
  const short = shortPath(path);
  expect(short).toMatch(/^<span title="Start\/x{100}\/The&quot;End">Start\/<wbr\/>x{10}…x+\/<wbr\/>The&quot;End<\/span>$/);
  expect(shortPath('Short/Path')).toBe('Short/<wbr/>Path');
  expect(() => encodeURIComponent(shortPath('😀'.repeat(60)))).not.toThrow();
});
