import { type Bill, type BillLine, CostKind, type ServiceCost, type UnbilledResources } from './bill';
import { type Price, priceOf, quoteIn } from './price';
import { AllowancePool } from './pricing/allowances';
import { entryOf } from './pricing/catalog';
import { type Charge, notes, type Priced, type PricingContext } from './pricing/charge';
import { assumptionsOf, figuresOf } from './pricing/figures';
import { serviceOf } from './pricing/services';
import { runningShare } from './running-hours';
import type { PricedPlatform, TemplateResource } from './template-resources';
import type { UsageAssumptions } from './usage';

/** Where prices come from: by their id, and the type of the resource that is charged. */
export type PriceLookup = (id: string, resourceType?: string) => Price | undefined;

export interface EstimateOptions {
  /** By default the price list. */
  readonly prices?: PriceLookup;
}

/** Prices a platform's templates. The bill has no proposals: those are bills of changed templates, and so made of this. */
export function estimateBill(platform: PricedPlatform, usage: UsageAssumptions, options: EstimateOptions = {}): Bill {
  const prices = options.prices ?? priceOf;
  const { resources } = platform;
  const figures = figuresOf(usage);
  const context: PricingContext = { figures, resources, hours: (resource) => figures.hours * runningShare(resource, resources) };
  const pool = new AllowancePool(figures.freeAllowances);
  const priced = resources.map((resource) => ({ resource, outcome: outcomeOf(resource, context) }));
  const lines = priced
    .flatMap(({ resource, outcome }) => (Array.isArray(outcome) ? outcome.map((charge) => ({ resource, charge })) : []))
    .map(({ resource, charge }) => lineOf(resource, charge, freeOf(charge, pool), prices(charge.priceId, resource.type)))
    .sort((a, b) => (b.monthlyUsd ?? -1) - (a.monthlyUsd ?? -1));
  const sum = (kind: CostKind, of: readonly BillLine[] = lines) => total(of.filter((line) => line.kind === kind));
  return {
    platform: platform.platform,
    preset: platform.preset,
    region: platform.region,
    lines,
    freeOfCharge: grouped(priced, (outcome) => ('free' in outcome ? outcome.free : undefined)),
    notPriced: grouped(priced, (outcome) => ('unpriced' in outcome ? outcome.unpriced : undefined)),
    monthlyUsd: total(lines),
    fixedUsd: sum(CostKind.FIXED),
    usageUsd: sum(CostKind.USAGE),
    services: servicesOf(lines, sum),
    assumptions: assumptionsOf(figures),
    proposals: [],
  };
}

/** What a resource is charged for; what is not used at all makes no line. */
function outcomeOf(resource: TemplateResource, context: PricingContext): Priced {
  const entry = entryOf(resource.type);
  const outcome = typeof entry === 'function' ? entry(resource, context) : entry;
  if (!Array.isArray(outcome)) return outcome;
  const charges = outcome.filter(({ quantity }) => !(quantity <= 0)).map(asFarAsKnown);
  return charges.length > 0 ? charges : { free: 'not used, by the assumptions' };
}

/** What comes with the resource, then what AWS gives the account. */
function freeOf({ quantity, included = 0, allowance }: Charge, pool: AllowancePool): number {
  const own = Math.min(included, quantity);
  return own + pool.take(allowance, quantity - own);
}

/** What is decided at deployment has no price: neither none nor the least is a guess that a limit could rest on. */
function asFarAsKnown(charge: Charge): Charge {
  if (Number.isFinite(charge.quantity)) return charge;
  const nothingFree = { allowance: undefined, included: undefined };
  return { ...charge, ...nothingFree, quantity: 1, priceId: `${charge.priceId}.unknownQuantity`, note: 'how much of it there is, is decided at deployment' };
}

function lineOf(resource: TemplateResource, charge: Charge, taken: number, price: Price | undefined): BillLine {
  const { logicalId, path, type: resourceType } = resource;
  const { item, kind, priceId, quantity, unit = 'hour', region = resource.region } = charge;
  const quote = price && quoteIn(region, price);
  const known = quote
    ? { unitUsd: quote.usd, monthlyUsd: (quantity - taken) * quote.usd, priceDate: price.asOf, confidence: quote.confidence }
    : {};
  return {
    logicalId,
    path,
    resourceType,
    service: serviceOf(priceId),
    item,
    kind,
    region,
    quantity,
    free: taken,
    unit: price?.unit ?? unit,
    priceId,
    ...known,
    ...notes(charge.note, quote?.takenFrom && `the price is taken as in ${quote.takenFrom}`),
  };
}

function total(lines: readonly BillLine[]): number {
  return lines.reduce((usd, { monthlyUsd }) => usd + (monthlyUsd ?? 0), 0);
}

function servicesOf(lines: readonly BillLine[], sum: (kind: CostKind, of: readonly BillLine[]) => number): ServiceCost[] {
  return [...new Set(lines.map(({ service }) => service))]
    .map((service) => lines.filter((line) => line.service === service && line.monthlyUsd !== undefined))
    .filter((of) => of.length > 0)
    .map((of) => ({ service: of[0].service, fixedUsd: sum(CostKind.FIXED, of), usageUsd: sum(CostKind.USAGE, of) }))
    .sort((a, b) => b.fixedUsd + b.usageUsd - a.fixedUsd - a.usageUsd);
}

/** Resources without lines, by type and reason, in the order of the alphabet. */
function grouped(
  priced: readonly { resource: TemplateResource; outcome: Priced }[], reasonOf: (outcome: Exclude<Priced, Charge[]>) => string | undefined,
): UnbilledResources[] {
  const groups = new Map<string, UnbilledResources>();
  for (const { resource, outcome } of priced) {
    const reason = Array.isArray(outcome) ? undefined : reasonOf(outcome);
    if (reason === undefined) continue;
    const key = `${resource.type} ${reason}`;
    groups.set(key, { resourceType: resource.type, count: (groups.get(key)?.count ?? 0) + 1, reason });
  }
  return [...groups.keys()].sort().map((key) => groups.get(key)!);
}
