import type { Allowance } from './allowances';
import type { Figures } from './figures';
import type { CostKind } from '../bill';
import type { TemplateResource } from '../template-resources';

/** One thing that a resource is charged for. */
export interface Charge {
  /** What, in words. */
  readonly item: string;
  readonly kind: CostKind;
  /** The price, also one that the price list does not have: its line then says that no price is known. */
  readonly priceId: string;
  /** In the price's unit. */
  readonly quantity: number;
  /** What `quantity` counts, where the price list does not say it: by default hours. */
  readonly unit?: string;
  readonly note?: string;
  /** Of which free allowance it takes. */
  readonly allowance?: Allowance;
  /** How much of the quantity comes with the resource, without a charge of its own. */
  readonly included?: number;
  /** Where it is charged, if it is not in the resource's own region. */
  readonly region?: string;
}

/** Costs nothing. */
export interface Free {
  readonly free: string;
}

/** May cost something, which nothing here counts. */
export interface Unpriced {
  readonly unpriced: string;
}

export type Priced = Charge[] | Free | Unpriced;

/** What a pricer knows beside its resource. */
export interface PricingContext {
  readonly figures: Figures;
  /** All resources of the platform. */
  readonly resources: readonly TemplateResource[];
  /** Hours of a month that the resource runs: fewer than `figures.hours` where a schedule stops it. */
  hours(resource: TemplateResource): number;
}

export type Pricer = (resource: TemplateResource, context: PricingContext) => Priced;

/** What is known about a type. */
export type Entry = Free | Unpriced | Pricer;
export type Catalog = Readonly<Record<string, Entry>>;

export function free(reason: string): Free {
  return { free: reason };
}

export function unpriced(reason: string): Unpriced {
  return { unpriced: reason };
}

/** The resources of a type. */
export function ofType({ resources }: PricingContext, type: string): TemplateResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** Whether it is the first of its type: where a figure of the whole platform is counted, so that it is counted once. */
export function isFirst(resource: TemplateResource, context: PricingContext): boolean {
  return ofType(context, resource.type)[0] === resource;
}

/** A note on a schedule, where one stops the resource. */
export function scheduleNote(resource: TemplateResource, context: PricingContext): string | undefined {
  const share = context.hours(resource) / context.figures.hours;
  return share < 1 ? `a schedule runs it ${+(share * 168).toFixed(1)} of 168 hours a week` : undefined;
}

/** Notes that there are, in one. */
export function notes(...all: (string | undefined | false)[]): { note?: string } {
  const some = all.filter((note) => note);
  return some.length > 0 ? { note: some.join('; ') } : {};
}
