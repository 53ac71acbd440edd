import { Token } from 'aws-cdk-lib';
import type { CostOptions } from './cost-options';
import type { UsageAssumptions } from './usage';
import { checkNumber, conflict, invalid } from '../settings/checks';

const NUMBERS: [keyof UsageAssumptions, number][] = [
  ['requests', 1e12], ['pdfWrites', 1e12], ['pdfReads', 1e12], ['averageTasks', 1000], ['averageLoadBalancerCapacityUnits', 1e6], ['hours', 744],
];
const SIZES: (keyof UsageAssumptions)[] = [
  'downloads', 'pdfStorage', 'pdfUploads', 'logs', 'egress', 'images', 'databaseSize', 'databaseDailyChange', 'extraBackups',
];

/** The report is computed at synth: what it rests on must be known by then. */
export function checkCost(options: CostOptions): void {
  const { usage, maxMonthlyUsd } = options;
  if (options.report === false) {
    if (maxMonthlyUsd !== undefined) throw conflict("'cost.maxMonthlyUsd' needs 'cost.report' to be on");
    if (Object.values(usage ?? {}).some((value) => value !== undefined)) throw conflict("'cost.usage' needs 'cost.report' to be on");
  }
  known('cost.maxMonthlyUsd', maxMonthlyUsd);
  checkNumber('cost.maxMonthlyUsd', maxMonthlyUsd, 1, 1_000_000);
  checkUsage(usage ?? {});
}

function checkUsage(usage: UsageAssumptions): void {
  for (const [prop, most] of NUMBERS) {
    const value = usage[prop] as number | undefined;
    known(`cost.usage.${prop}`, value);
    checkNumber(`cost.usage.${prop}`, value, 0, most);
  }
  for (const prop of SIZES) {
    const size = usage[prop] as UsageAssumptions['logs'];
    if (size?.isUnresolved()) throw invalid(`cost.usage.${prop}`, 'an unresolved token', 'known at synth');
  }
}

/** A bill is computed at synth. */
function known(prop: string, value: number | undefined): void {
  if (Token.isUnresolved(value)) throw invalid(prop, 'an unresolved token', 'known at synth');
}
