import type { Bill, BillLine } from '../bill';
import { percent } from './format';

/** What every rendering says, so that nobody takes the figures for more than they are. */
export const DISCLAIMER = 'An estimate, not an invoice: on-demand prices, without taxes, without discounts, credits and support plans.';

export const PROPOSALS_NOTE = 'Each saving is that of one change alone; the savings of several do not simply add up.';

export function isPriced(line: BillLine): boolean {
  return line.monthlyUsd !== undefined;
}

/** What a total is worth: without a single price, a total of $0.00 would be a lie. */
export function knowsPrices(bill: Bill): boolean {
  return bill.lines.length === 0 || bill.lines.some(isPriced);
}

export function noPrice(region: string): string {
  return `no price known for ${region}`;
}

/** The regions of the lines without a price: CloudFront's firewall is billed in another than the platform. */
export function unpricedRegions(bill: Bill): string {
  const regions = bill.lines.filter((line) => !isPriced(line)).map((line) => line.region);
  return [...new Set(regions)].sort().join(', ');
}

export function unpricedCount(bill: Bill): number {
  return bill.lines.filter((line) => !isPriced(line)).length;
}

/** The days of the prices: the oldest tells whether to look again. */
export function priceDates(bill: Bill): string {
  const days = bill.lines.flatMap((line) => line.priceDate ?? []).sort();
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined) { return 'No price is known.'; }
  return first === last ? `Prices of ${first}.` : `Prices of ${first} to ${last}.`;
}

/** How much of the total rests on prices of which confidence. */
export function confidence(bill: Bill): string {
  const parts = ['high', 'medium', 'low'].flatMap((level) => {
    const sum = bill.lines.filter((line) => line.confidence === level).reduce((total, line) => total + (line.monthlyUsd ?? 0), 0);
    return sum > 0 ? [`${percent(sum, bill.monthlyUsd)} on prices of ${level} confidence`] : [];
  });
  return parts.length === 0 ? '' : `Of the total, ${parts.join(', ')}.`;
}

/** The date of a line's price and how sure it is. */
export function provenance(line: BillLine): string {
  return [line.priceDate, line.confidence].filter((part) => part !== undefined).join(', ');
}
