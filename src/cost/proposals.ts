import type { Bill, BillLine, CostProposal } from './bill';
import { BACKUP_CANDIDATES } from './candidates/backup';
import type { Candidate, Design } from './candidates/candidate';
import { COMPUTE_CANDIDATES } from './candidates/compute';
import { DATABASE_CANDIDATES } from './candidates/database';
import { NETWORK_CANDIDATES } from './candidates/network';
import { OPERATIONS_CANDIDATES } from './candidates/operations';
import { estimateBill, type EstimateOptions } from './estimate';
import { priceOf } from './price';
import type { PricedPlatform } from './template-resources';
import type { UsageAssumptions } from './usage';

const CANDIDATES: readonly Candidate[] = [
  ...COMPUTE_CANDIDATES, ...DATABASE_CANDIDATES, ...NETWORK_CANDIDATES, ...BACKUP_CANDIDATES, ...OPERATIONS_CANDIDATES,
];
const LEAST_USD = 0.01;

/** What would lower the bill, the most first. Each saving is the bill minus the bill of the changed template: of one change alone. */
export function propose(platform: PricedPlatform, usage: UsageAssumptions, options: EstimateOptions = {}): CostProposal[] {
  const prices = options.prices ?? priceOf;
  const bill = estimateBill(platform, usage, { prices });
  return CANDIDATES
    .map(({ change, tradeOff, apply }) => ({ change, tradeOff, savesUsd: saving(bill, apply({ platform: copyOf(platform), usage, prices })) }))
    .filter(({ savesUsd }) => savesUsd > LEAST_USD)
    .sort((a, b) => b.savesUsd - a.savesUsd);
}

/** Candidates change what they are given. */
function copyOf(platform: PricedPlatform): PricedPlatform {
  return { ...platform, resources: structuredClone(platform.resources) };
}

function saving(bill: Bill, design: Design | undefined): number {
  if (!design) return 0;
  const changed = estimateBill(design.platform, design.usage, { prices: design.prices });
  // What has no price seems to cost nothing: to change to it would look like a saving.
  const before = new Set(withoutPrice(bill));
  return withoutPrice(changed).every((line) => before.has(line)) ? bill.monthlyUsd - changed.monthlyUsd : 0;
}

function withoutPrice({ lines }: Bill): string[] {
  return lines.filter(({ monthlyUsd }) => monthlyUsd === undefined).map(({ logicalId, priceId }: BillLine) => `${logicalId} ${priceId}`);
}
