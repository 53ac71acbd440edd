import type { Bill } from './bill';
import { UNKNOWN_TYPE } from './pricing/catalog';
import { conflict } from '../settings/checks';

const MOST_SHOWN = 5;

/** Throws if a bill comes to more than it may, or to an unknown sum; and says what is dear, and what would lower it. */
export function checkBill(bill: Bill, maxMonthlyUsd: number, page: string): void {
  const unknown = bill.lines.filter(({ monthlyUsd }) => monthlyUsd === undefined).map(({ item, region }) => `${item} (${region})`);
  const strange = bill.notPriced.filter(({ reason }) => reason === UNKNOWN_TYPE).map(({ resourceType }) => resourceType);
  const items = [...new Set([...unknown, ...strange])];
  if (items.length > 0) {
    throw conflict(
      `'cost.maxMonthlyUsd' ${maxMonthlyUsd} cannot be kept for ${bill.platform}: no price is known for ${shown(items)}. Leave it out, or see ${page}`,
    );
  }
  if (bill.monthlyUsd <= maxMonthlyUsd) return;
  const dearest = bill.lines.slice(0, MOST_SHOWN).map(({ monthlyUsd, item, path }) => `  ${usd(monthlyUsd!)} ${item} (${path})`);
  const cheaper = bill.proposals.slice(0, MOST_SHOWN).map(({ savesUsd, change, tradeOff }) => `  -${usd(savesUsd)} ${change}: ${tradeOff}`);
  throw conflict(
    [
      `'cost.maxMonthlyUsd' must be at least what ${bill.platform} comes to, ${usd(bill.monthlyUsd)} a month, got ${usd(maxMonthlyUsd)}`,
      'The dearest lines:',
      ...dearest,
      ...(cheaper.length > 0 ? ['What would lower it:', ...cheaper] : []),
      `All of it: ${page}`,
    ].join('\n'),
  );
}

function shown(items: string[]): string {
  const more = items.length - MOST_SHOWN;
  return items.slice(0, MOST_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function usd(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
