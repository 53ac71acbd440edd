import type { Price } from '../../src/cost/price';

const HEADER = `import type { Price } from './price';

/** What AWS asked on the day that each row names. \`npm run prices:refresh\` writes this file anew from AWS's bulk price list. */
export const PRICE_LIST: readonly Price[] = [
`;

/** The whole of src/cost/price-list.ts, one price a line, so that a diff shows which prices have moved. */
export function serialize(prices: readonly Price[]): string {
  return `${HEADER}${prices.map((price) => `  ${row(price)},\n`).join('')}];\n`;
}

function row(price: Price): string {
  const { id, item, unit, usd, asOf, confidence, source } = price;
  const regions = Object.entries(usd).map(([region, amount]) => `${quoted(region)}: ${amount}`).join(', ');
  const start = `id: ${quoted(id)}, item: ${quoted(item)}, unit: ${quoted(unit)}, usd: { ${regions} }`;
  return `{ ${start}, asOf: ${quoted(asOf)}, confidence: ${quoted(confidence)}, source: ${quoted(source)} }`;
}

/** As ESLint's `quotes` wants it here: single, unless that would need escapes. */
function quoted(text: string): string {
  if (text.includes('\'') && !text.includes('"')) return JSON.stringify(text);
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\'', '\\\'')}'`;
}
