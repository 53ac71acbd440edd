const NARROW_SPACE = '\u202f';
export const NOTHING = '—';

/** Groups of three, by a space that does not break: no reader takes it for a decimal point, as a comma is in half of the world. */
function grouped(digits: string): string {
  const [whole, fraction] = digits.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE);
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

/** An amount. Less than half a cent says so, since `$0.00` would say that it is free. */
export function money(usd: number | undefined, unknown = NOTHING): string {
  if (usd === undefined) { return unknown; }
  const size = Math.abs(usd);
  if (size > 0 && size < 0.005) { return `${usd < 0 ? '−' : ''}<$0.01`; }
  return `${usd < 0 ? '−' : ''}$${grouped(size.toFixed(2))}`;
}

/** What a single unit costs: as many decimals as the price has, at least two. */
export function unitPrice(usd: number | undefined, unit: string, unknown = NOTHING): string {
  if (usd === undefined) { return unknown; }
  const [whole, fraction = ''] = usd.toFixed(8).replace(/0+$/, '').split('.');
  return `$${grouped(whole)}.${fraction.padEnd(2, '0')} per ${unitName(unit)}`;
}

/** A number with two decimals at the most. What is less than that keeps two digits that tell something. */
export function plainNumber(value: number): string {
  const size = Math.abs(value);
  const rounded = size > 0 && size < 0.005 ? Number(value.toPrecision(2)).toFixed(8) : value.toFixed(2);
  return grouped(rounded.replace(/\.?0+$/, ''));
}

/** An amount of units. Where the unit is a number (prices of `1000` requests), the product is what people count. */
export function quantity(value: number, unit: string): string {
  const size = Number(unit);
  if (Number.isFinite(size)) { return plainNumber(value * size); }
  // What is priced by the month is counted in things: `3 months` of rules would be read as time.
  if (unit === 'each' || unit === 'month') { return plainNumber(value); }
  const plural = value !== 1 && /(hour|month)$/.test(unit) ? 's' : '';
  return `${plainNumber(value)} ${unit}${plural}`;
}

/** Nothing where nothing is free: a column of zeros hides those that are not. */
export function freeQuantity(value: number, unit: string): string {
  return value > 0 ? quantity(value, unit) : NOTHING;
}

export function percent(part: number, whole: number): string {
  const share = whole > 0 ? (part / whole) * 100 : 0;
  if (share > 0 && share < 0.5) { return `<1${NARROW_SPACE}%`; }
  if (share > 99.5 && share < 100) { return `>99${NARROW_SPACE}%`; }
  return `${Math.round(share)}${NARROW_SPACE}%`;
}

/** `1 line`, `2 lines`. */
export function count(value: number, noun: string): string {
  return `${plainNumber(value)} ${noun}${value === 1 ? '' : 's'}`;
}

function unitName(unit: string): string {
  return Number.isFinite(Number(unit)) ? plainNumber(Number(unit)) : unit;
}
