import { billOf, DEV, EMPTY, FREE, HOSTILE, LEAN, PROD, UNKNOWN } from './bills';
import { all, type Element, parse, text } from './tree';
import type { Bill } from '../../../src/cost/bill';
import { comparisonChart, serviceBars, splitBar, ticks } from '../../../src/cost/render/charts';
import { Palette } from '../../../src/cost/render/palette';

const percentOf = (rect: Element, name: string) => Number(rect.attributes[name].replace(/%$/, ''));
const widths = (svg: Element) => all(svg, 'rect').map((rect) => percentOf(rect, 'width'));
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const chart = (bills: Bill[]) => parse(comparisonChart(bills, new Palette(bills)));
const bars = (root: Element) => all(root, 'svg').filter((svg) => svg.attributes.role === 'img');

test('the axis has round numbers up to the first that is not less', () => {
  expect(ticks(210)).toEqual([0, 50, 100, 150, 200, 250]);
  expect(ticks(50)).toEqual([0, 10, 20, 30, 40, 50]);
  expect(ticks(1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticks(0.001)).toEqual([0, 0.01]);
});

test.each([0.003, 0.02, 0.3, 7, 28, 46.1, 99.99, 100, 210, 12345])('the axis of %p covers it, with few marks', (greatest) => {
  const marks = ticks(greatest);
  expect(marks[marks.length - 1]).toBeGreaterThanOrEqual(greatest - 1e-9);
  expect(marks.length).toBeGreaterThan(1);
  expect(marks.length).toBeLessThanOrEqual(8);
});

test('stacked bars are as long as the totals, on one scale, without gaps and overlaps', () => {
  const drawn = bars(chart([DEV, LEAN, PROD]));
  expect(drawn).toHaveLength(3);
  [DEV, LEAN, PROD].forEach((bill, index) => {
    expect(sum(widths(drawn[index]))).toBeCloseTo((bill.monthlyUsd / 250) * 100, 1);
    let end = 0;
    for (const rect of all(drawn[index], 'rect')) {
      expect(percentOf(rect, 'x')).toBeCloseTo(end, 2);
      end += percentOf(rect, 'width');
    }
  });
});

test('a service has one colour in every bar, and what has none of its own is one segment', () => {
  const root = chart([DEV, LEAN, PROD]);
  const colourOf = (svg: Element) => all(svg, 'rect').map((rect) => [text(all(rect, 'title')[0]).split(':')[0], rect.attributes.class]);
  const pairs = bars(root).flatMap(colourOf);
  expect(new Set(pairs.map(String)).size).toBe(new Set(pairs.map(([name]) => name)).size);
  expect(all(root, 'li').map(text)).toEqual([
    'Amazon RDS', 'Amazon VPC', 'AWS Fargate', 'Elastic Load Balancing', 'AWS WAF', 'Amazon EC2', 'AWS KMS', 'Other services',
  ]);
  expect(all(bars(root)[2], 'rect', 'c0')).toHaveLength(1);
});

test('what all bars show is told to those who do not see them', () => {
  for (const svg of bars(chart([DEV, PROD, HOSTILE]))) {
    expect(svg.attributes['aria-label']).toMatch(/: \$\d+\.\d\d a month\. Amazon RDS \$/);
    expect(text(svg.children[0] as Element)).toBe(svg.attributes['aria-label']);
  }
});

test('labels of the axis have no cents, unless marks have', () => {
  const labels = (root: Element) => all(root, 'text').map(text);
  expect(labels(chart([PROD]))).toEqual(['$0', '$50', '$100', '$150', '$200', '$250']);
  const cheap = billOf('A', 'dev', 'us-east-1', [['B', 'S3::Bucket', 'Amazon S3', 'x', 'usage' as never, 1, 0, 'each', 0.9]]);
  expect(labels(chart([cheap]))).toEqual(['$0.00', '$0.20', '$0.40', '$0.60', '$0.80', '$1.00']);
  expect(all(chart([cheap]), 'li').map(text)).toEqual(['Amazon S3']);
});

test('a platform without a price says so in place of its bar', () => {
  const root = chart([DEV, UNKNOWN, FREE, EMPTY]);
  expect(bars(root)).toHaveLength(1);
  expect(all(root, 'div', 'bar-none').map(text)).toEqual([
    'No price known for ap-northeast-3: there is nothing to draw.', 'All that has a known price comes to $0.00.', 'Nothing here is charged for.',
  ]);
});

test.each([
  [[UNKNOWN], 'No price known for ap-northeast-3: there is nothing to draw.'], [[FREE], 'All that has a known price comes to $0.00.'],
  [[EMPTY], 'Nothing here is charged for.'], [[UNKNOWN, EMPTY], 'No platform has a known price to draw.'],
])('where nothing has a price, no empty chart is drawn', (bills, words) => {
  const root = chart(bills);
  expect(text(root)).toBe(words);
  expect(all(root, 'svg')).toEqual([]);
});

test('bars of services are proportional to the dearest, fixed and usage apart', () => {
  const services = PROD.services.filter(({ fixedUsd, usageUsd }) => fixedUsd + usageUsd > 0);
  const drawn = bars(parse(serviceBars(PROD)));
  expect(drawn).toHaveLength(services.length);
  const scale = services[0].fixedUsd + services[0].usageUsd;
  services.forEach(({ fixedUsd, usageUsd }, index) => {
    const part = (name: string) => sum(all(drawn[index], 'rect', name).map((rect) => percentOf(rect, 'width')));
    expect(part('fixed')).toBeCloseTo((fixedUsd / scale) * 100, 2);
    expect(part('usage')).toBeCloseTo((usageUsd / scale) * 100, 2);
  });
  expect(text(parse(serviceBars(UNKNOWN)))).toContain('there is nothing to draw');
});

test('the split of a total fills its bar', () => {
  const rects = widths(parse(splitBar(PROD)));
  expect(sum(rects)).toBeCloseTo(100, 2);
  expect(rects[0]).toBeCloseTo((PROD.fixedUsd / PROD.monthlyUsd) * 100, 2);
});

test('services of the same cost stand by name', () => {
  const rows = (names: string[]) => names.map((name) => ['B', 'X::Y', name, 'x', 'fixed' as never, 1, 0, 'each', 2] as never);
  expect(new Palette([billOf('A', 'dev', 'r', rows(['Zeta', 'Alpha', 'Mid']))]).services).toEqual(['Alpha', 'Mid', 'Zeta']);
});
