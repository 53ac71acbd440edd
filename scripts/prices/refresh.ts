import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PriceFiles, filesFrom, filesFromAws } from './files';
import { OfferFiles } from './offer-file';
import { Found, Lookup, Unmatched } from './select';
import { Selector, selectorOf } from './selectors';
import { serialize } from './serialize';
import { Price, PRICED_REGIONS, PricedRegion } from '../../src/cost/price';

export interface Outcome {
  readonly prices: Price[];
  readonly changed: string[];
  /** Whose price is still what the row says. */
  readonly confirmed: string[];
  readonly withoutSelector: string[];
  /** What is wrong, beginning with the id. */
  readonly errors: string[];
}

/** `restamp` dates confirmed rows as well. */
export async function refresh(prices: readonly Price[], files: PriceFiles, restamp = false): Promise<Outcome> {
  const lookup = new Lookup(new OfferFiles(files), prices.map(({ id }) => id), PRICED_REGIONS);
  const outcome: Outcome = { prices: [], changed: [], confirmed: [], withoutSelector: [], errors: [] };
  for (const price of prices) outcome.prices.push(await refreshed(price, lookup, outcome, restamp));
  return outcome;
}

async function refreshed(price: Price, lookup: Lookup, outcome: Outcome, restamp: boolean): Promise<Price> {
  const selector = selectorOf(price.id);
  if (!selector) {
    outcome.withoutSelector.push(price.id);
    return price;
  }
  const found = await findAll(price.id, selector, lookup, outcome.errors);
  if (!found) return price;
  const changed = PRICED_REGIONS.some((region) => found[region].usd !== price.usd[region]);
  (changed ? outcome.changed : outcome.confirmed).push(price.id);
  if (!changed && !restamp) return price;
  const dates = PRICED_REGIONS.map((region) => found[region].publicationDate.slice(0, 10)).sort();
  const usd = Object.fromEntries(PRICED_REGIONS.map((region) => [region, found[region].usd])) as Price['usd'];
  // The later date: the file of the earlier one was still current then.
  return { ...price, usd, asOf: dates[dates.length - 1], confidence: 'high', source: 'AWS bulk Price List' };
}

async function findAll(id: string, selector: Selector, lookup: Lookup, errors: string[]): Promise<Record<PricedRegion, Found> | undefined> {
  const found: Partial<Record<PricedRegion, Found>> = {};
  for (const region of PRICED_REGIONS) {
    try {
      found[region] = await lookup.find(selector, region);
    } catch (error) {
      if (!(error instanceof Unmatched)) throw error;
      errors.push(`${id} in ${region}: ${error.message}`);
    }
  }
  return PRICED_REGIONS.every((region) => found[region]) ? found as Record<PricedRegion, Found> : undefined;
}

/** The command: what it takes is in its header, what it returns is its exit status. */
export async function command(args: string[], prices: readonly Price[], target: string, print: (line: string) => void): Promise<number> {
  const { values } = parseArgs({ args, options: { from: { type: 'string' }, partial: { type: 'boolean' }, restamp: { type: 'boolean' } } });
  const outcome = await refresh(prices, values.from ? filesFrom(values.from) : filesFromAws(), values.restamp);
  const list = (title: string, lines: string[]) => lines.length > 0 && print(`${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  list('Changed', outcome.changed.map((id) => `${id}: ${amounts(prices, id)} → ${amounts(outcome.prices, id)}`));
  list('No selector, so the old row stays', outcome.withoutSelector);
  list('Errors, so the old row stays', outcome.errors);
  print(`${outcome.changed.length} changed, ${outcome.confirmed.length} confirmed, ${prices.length} rows`);
  if (outcome.errors.length > 0 && !values.partial) {
    print('Nothing was written; --partial writes the rest.');
    return 1;
  }
  writeFileSync(target, serialize(outcome.prices));
  return 0;
}

function amounts(prices: readonly Price[], id: string): string {
  return Object.values(prices.find((price) => price.id === id)!.usd).join(' / ');
}
