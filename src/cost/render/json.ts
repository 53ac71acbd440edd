import type { Bill } from '../bill';
import { DISCLAIMER } from './facts';

/** Grows when a field goes away or changes its meaning; one more field is no reason. */
export const SCHEMA_VERSION = 1;

/** Keys in one order, whatever order the bill was made in: two files of the same bills have no difference. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(sorted); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

export function renderJson(bills: Bill[]): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, currency: 'USD', disclaimer: DISCLAIMER, bills: sorted(bills) }, undefined, 2)}\n`;
}
