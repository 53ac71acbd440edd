import { DEV, EMPTY, FREE, HOSTILE, LEAN, PROD, UNKNOWN } from './bills';
import { all, type Element, parse, text } from './tree';
import type { Bill } from '../../../src/cost/bill';
import { DISCLAIMER, PROPOSALS_NOTE } from '../../../src/cost/render/facts';
import { money } from '../../../src/cost/render/format';
import { renderHtml } from '../../../src/cost/render/html';

const ALL = [DEV, LEAN, PROD, UNKNOWN, HOSTILE, FREE];
const SETS: [string, Bill[]][] = [...ALL.map((_, index): [string, Bill[]] => [`${index + 1}`, ALL.slice(0, index + 1)]), ['empty', [EMPTY]], ['unknown', [UNKNOWN]], ['no', []]];
const page = (bills: Bill[]) => parse(renderHtml(bills));
const sections = (root: Element) => all(root, 'section', 'platform');
const cells = (row: Element, name = 'td') => all(row, name).map(text);

test.each(SETS)('a page of %s bills is well-formed, and has a language, a title and one heading', (_, bills) => {
  const root = page(bills);
  const [html] = all(root, 'html');
  expect(html.attributes.lang).toBe('en');
  expect(all(root, 'head').flatMap((head) => all(head, 'title'))).toHaveLength(1);
  expect(all(root, 'h1')).toHaveLength(1);
  expect(sections(root)).toHaveLength(bills.length);
  expect(all(root, 'li', 'card')).toHaveLength(bills.length);
});

test.each(SETS)('a page of %s bills loads nothing, runs nothing, and is the same each time', (_, bills) => {
  const html = renderHtml(bills);
  expect(html).not.toMatch(/https?:\/\/|\/\/\w+\.\w+|@import|url\(/);
  expect(all(parse(html), '*').map(({ name }) => name)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(script|link|img|iframe|object)$/)]));
  expect(all(parse(html), '*').flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => name.startsWith('on') || name === 'src')).toEqual([]);
  expect(renderHtml(structuredClone(bills))).toBe(html);
});

test.each(SETS)('on a page of %s bills, IDs are unique and every link and label leads to one', (_, bills) => {
  const elements = all(page(bills), '*');
  const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = elements.flatMap(({ attributes }) => [attributes['aria-labelledby'] ?? [], attributes.href?.slice(1) ?? []].flat());
  expect(ids).toEqual(expect.arrayContaining(targets));
});

test('every drawing that tells something has a label, and every table headers', () => {
  const root = page(ALL);
  for (const svg of all(root, 'svg').filter((each) => each.attributes.role === 'img')) {
    expect(svg.attributes['aria-label']).not.toBe('');
    expect((svg.children[0] as Element).name).toBe('title');
  }
  for (const table of all(root, 'table')) {
    expect(all(table, 'th').length).toBeGreaterThan(2);
    expect(all(table, 'th').every(({ attributes }) => attributes.scope === 'col' || attributes.scope === 'row')).toBe(true);
  }
});

test('sums are those of the bills', () => {
  const root = page([DEV, LEAN, PROD]);
  const sums = [DEV, LEAN, PROD].map((bill) => money(bill.monthlyUsd));
  expect(sums).toEqual(['$27.95', '$45.33', '$209.19']);
  expect(all(root, 'p', 'sum').map(text)).toEqual(sums.map((sum) => `${sum} a month`));
  expect(all(root, 'p', 'section-sum').map(text)).toEqual(sums.map((sum) => `${sum} a month`));
  expect(all(root, 'table', 'lines').map((table) => cells(all(table, 'tfoot')[0])[0])).toEqual(sums);
  const splits = all(root, 'dl', 'split').map((split) => cells(split, 'dd').map((cell) => cell.split(' ')[0]));
  expect(splits).toEqual([DEV, LEAN, PROD].map((bill) => [money(bill.fixedUsd), money(bill.usageUsd)]));
});

test('the figures by service have a row for each service, and the totals', () => {
  const [matrix] = all(page([DEV, PROD, UNKNOWN]), 'details', 'matrix');
  const rows = all(matrix, 'tr').map((row) => [...cells(row, 'th'), ...cells(row)]);
  expect(rows[0]).toEqual(['Service', 'Dev/Platform', 'Prod/Platform', 'Osaka/Platform']);
  expect(rows[1]).toEqual(['Amazon RDS', '$21.01', '$81.28', '—']);
  expect(rows[rows.length - 1]).toEqual(['Total', '$27.95', '$209.19', '—']);
  expect(all(page([UNKNOWN]), 'details', 'matrix')).toEqual([]);
});

test('each line has its resource, quantity, price with date, and sum', () => {
  const rows = all(all(sections(page([DEV, PROD]))[1], 'tbody')[0], 'tr');
  expect(rows).toHaveLength(PROD.lines.length);
  expect(cells(rows[0])).toEqual([
    'Prod/Platform/Database/InstanceAmazon RDS · AWS::RDS::DBInstance', 'db.t4g.small, two zones fixed', '730 hours', '—', '$0.10 per hour', '2026-09-23 low confidence', '$73.00',
  ]);
  const free = rows.map((row) => cells(row)).find(([, item]) => item.startsWith('Downloads'))!;
  expect(free.slice(1)).toEqual(['Downloads by usage1 TB a month is free, once in an account', '10 GB', '10 GB', '$0.114 per GB', '2024-07-01 medium confidence', '$0.00']);
});

test('proposals come with what they save and give up', () => {
  const [dev, lean, prod] = sections(page([DEV, LEAN, PROD]));
  const list = (section: Element) => all(section, 'ul', 'proposals').flatMap((each) => all(each, 'li')).map(text);
  expect(list(prod)[0]).toBe('$41.94less a month20\u202f% of it\'network.internet\' by a NAT instanceOne small instance replaces a managed gateway, and is yours to patch.');
  expect([list(dev), list(lean), list(prod)].map(({ length }) => length)).toEqual([1, 0, 3]);
  expect(text(lean)).toContain('Nothing to propose');
  expect([dev, prod].map((section) => text(section).includes(PROPOSALS_NOTE))).toEqual([false, true]);
  expect(all(page([DEV, LEAN, PROD]), 'p', 'best').map(text)).toEqual(['1 proposal: saves $14.60', '3 proposals: the first saves $41.94']);
});

test('a proposal for a platform without a price has no share of its total', () => {
  expect(text(page([{ ...UNKNOWN, proposals: PROD.proposals }]))).not.toContain('of it\'');
});

test('assumptions, what is free and what has no price are folded, with reasons', () => {
  const folds = all(all(sections(page([PROD]))[0], 'div', 'folds')[0], 'details').map(text);
  expect(folds).toHaveLength(3);
  PROD.assumptions.forEach((words) => expect(folds[0]).toContain(words));
  expect(folds[1]).toContain('Free of charge 11 resources');
  expect(folds[1]).toContain('AWS::IAM::Role7IAM is free of charge');
  expect(folds[2]).toContain('Custom::S3AutoDeleteObjects1a function that runs when the stack changes');
  expect(all(all(sections(page([UNKNOWN]))[0], 'div', 'folds')[0], 'details').map(text)).toEqual(
    ['Assumptions 0 figuresNone.', 'Free of charge 0 resourcesNone.', 'Not priced 0 resourcesNone.']);
});

test('where no price is known, it says so, and no sum is shown', () => {
  const root = page([UNKNOWN]);
  expect(all(root, 'p', 'sum').map(text)).toEqual(['No price known']);
  expect(all(root, 'p', 'gap').map(text)).toEqual(['4 lines: no price known for ap-northeast-3', '4 lines: no price known for ap-northeast-3']);
  expect(all(root, 'em').map(text)).toEqual(UNKNOWN.lines.map(() => 'no price known for ap-northeast-3'));
  expect(text(all(root, 'body')[0])).not.toContain('$');
  expect(all(root, 'svg')).toEqual([]);
  expect(all(page([HOSTILE]), 'p', 'gap').map(text)[0]).toBe('Without 1 line: no price known for ap-northeast-1');
});

test('names that are markup are shown, not obeyed', () => {
  const html = renderHtml([HOSTILE]);
  expect(html).not.toContain('<script>');
  expect(all(parse(html), 'h2').map(text)[1]).toBe(HOSTILE.platform);
  expect(text(all(parse(html), 'table', 'lines')[0])).toContain('db | "big"\n<b>');
});

test('it says what it is, of which days, and how sure', () => {
  const words = text(page([PROD]));
  expect(words).toContain(DISCLAIMER);
  expect(words).toContain('Prices of 2024-07-01 to 2026-09-23. Of the total, ');
  expect(text(page([EMPTY]))).toContain('No lines.');
  expect(words).toContain('What the platform costs a month');
  expect(all(page([DEV, LEAN, PROD, FREE]), 'ul', 'four')).toHaveLength(1);
});
