import { DEV, EMPTY, FREE, HOSTILE, LEAN, PROD, UNKNOWN } from './bills';
import type { Bill } from '../../../src/cost/bill';
import { DISCLAIMER, PROPOSALS_NOTE } from '../../../src/cost/render/facts';
import { renderJson } from '../../../src/cost/render/json';
import { escapeMarkdown, renderMarkdown } from '../../../src/cost/render/markdown';

const S = '\u202f';

/** The sections of a bill's Markdown, by title. */
function sections(bill: Bill): Record<string, string> {
  const [head, ...rest] = renderMarkdown(bill).split(/^## /m);
  return { head, ...Object.fromEntries(rest.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n')).trim()])) };
}

/** The cells of a table's rows: pipes that are escaped part nothing. */
function rows(table: string): string[][] {
  return table.split('\n').filter((row) => row.startsWith('|')).map((row) => row.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));
}

test('it has all sections, in order', () => {
  expect(Object.keys(sections(PROD))).toEqual(
    ['head', 'By service', 'Lines', 'Assumptions', 'Free of charge', 'Not priced', 'What would lower it', 'What this is']);
});

test('the total is that of the bill, and splits', () => {
  expect(sections(PROD).head).toBe(`# What Prod/Platform costs a month\n\nPreset prod, region ap-northeast-1.\n\n**$209.19 a month**: $206.61 (99${S}%) fixed, $2.58 (1${S}%) by usage.\n\n`);
});

test('services and their shares', () => {
  const [head, rule, ...services] = rows(sections(DEV)['By service']);
  expect(head).toEqual(['Service', 'Fixed', 'By usage', 'Per month', 'Share']);
  expect(rule).toEqual(['---', '---:', '---:', '---:', '---:']);
  expect(services[0]).toEqual(['Amazon RDS', '$21.01', '$0.00', '$21.01', `75${S}%`]);
  expect(services).toHaveLength(DEV.services.length);
});

test('lines with what is free, the price, its day and how sure it is', () => {
  const table = rows(sections(LEAN).Lines);
  expect(table).toHaveLength(LEAN.lines.length + 2);
  expect(table[2]).toEqual(['Lean/Platform/Database/Instance (AWS::RDS::DBInstance)', 'db.t4g.micro, one zone', '730 hours', '—', '$0.025 per hour', '2026-09-23, high', '$18.25']);
  expect(table).toContainEqual(['Lean/Platform/Edge/Distribution (AWS::CloudFront::Distribution)', 'HTTPS requests, by usage', `300${S}000`, `300${S}000`, `$0.012 per 10${S}000`, '2024-07-01, medium', '$0.00']);
  expect(table).toContainEqual(expect.arrayContaining(['Alarms (10 are free, once in an account)', '12', '10', '$0.20']));
});

test('the rest is in words, with reasons and savings', () => {
  const prod = sections(PROD);
  expect(prod.Assumptions.split('\n')).toEqual(PROD.assumptions.map((words) => `- ${words}`));
  expect(rows(prod['Free of charge'])[2]).toEqual(['AWS::IAM::Role', '7', 'IAM is free of charge']);
  expect(rows(prod['Not priced'])[2]).toEqual(['Custom::S3AutoDeleteObjects', '1', 'a function that runs when the stack changes']);
  expect(rows(prod['What would lower it'])[2]).toEqual(
    ['\'network.internet\' by a NAT instance', 'One small instance replaces a managed gateway, and is yours to patch.', '$41.94']);
  expect(prod['What would lower it']).toContain(PROPOSALS_NOTE);
  expect(prod['What this is']).toMatch(new RegExp(`^${DISCLAIMER} Prices of 2024-07-01 to 2026-09-23\\. Of the total, .*% on prices of high confidence`));
});

test('prices of one day name it once', () => {
  const bill = { ...PROD, lines: PROD.lines.filter(({ priceDate }) => priceDate === '2026-09-23') };
  expect(sections(bill)['What this is']).toContain('Prices of 2026-09-23.');
});

test('where no price is known, each line says so and no sum is shown', () => {
  const { head, Lines, ...rest } = sections(UNKNOWN);
  expect(head).toContain('**No price known.** 4 lines: no price known for ap-northeast-3.');
  expect(rows(Lines).slice(2).map((cells) => cells.slice(3))).toEqual(UNKNOWN.lines.map(() => ['—', '—', '—', 'no price known for ap-northeast-3']));
  expect(renderMarkdown(UNKNOWN)).not.toContain('$');
  expect(rest).toEqual({
    'By service': 'None has a known price.',
    'Assumptions': 'None.',
    'Free of charge': 'None.',
    'Not priced': 'None.',
    'What would lower it': 'None: no setting that was tried makes it cheaper.',
    'What this is': `${DISCLAIMER} No price is known.`,
  });
  expect(sections(EMPTY).Lines).toBe('None.');
  expect(sections(FREE).head).toContain('**$0.00 a month**');
});

test('a sum that leaves lines out says which', () => {
  expect(sections(HOSTILE).head).toContain('Without 1 line: no price known for ap-northeast-1.');
});

test('names end no cell, begin no tag and no new line', () => {
  const markdown = renderMarkdown(HOSTILE);
  expect(markdown).not.toMatch(/<(?!br)/);
  expect(markdown).toContain('&lt;script&gt;alert("1")&lt;/script&gt;\\|x');
  for (const title of ['By service', 'Lines'] as const) {
    const table = rows(sections(HOSTILE)[title]);
    expect(new Set(table.map(({ length }) => length))).toEqual(new Set([table[0].length]));
  }
  expect(escapeMarkdown('a|b*c_d`e\\f\n[g] & <h>')).toBe('a\\|b\\*c\\_d\\`e\\\\f \\[g\\] &amp; &lt;h&gt;');
});

test('JSON has the version, the disclaimer and the bills as they are', () => {
  const json = renderJson([DEV, UNKNOWN]);
  expect(JSON.parse(json)).toEqual({ schemaVersion: 1, currency: 'USD', disclaimer: DISCLAIMER, bills: [DEV, UNKNOWN] });
  expect(json).toMatch(/^\{\n {2}"schemaVersion": 1,\n/);
  expect(json.endsWith('}\n')).toBe(true);
});

test('JSON is the same, whatever the order in which a bill was made', () => {
  const reversed = Object.fromEntries(Object.entries({ ...PROD, none: null }).reverse()) as never;
  expect(renderJson([reversed])).toBe(renderJson([{ ...PROD, none: null } as never]));
  expect(renderMarkdown(structuredClone(PROD))).toBe(renderMarkdown(PROD));
});
