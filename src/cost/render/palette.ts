import type { Bill } from '../bill';

/** Colours that stay apart for colour-blind readers: more than these do not. The rest of the services share a grey. */
export const COLOURS = 7;
export const OTHER = 'Other services';

/** The services of all bills, the dearest first, and the colours of the dearest: the same service has one colour in every bar. */
export class Palette {
  public readonly services: string[];
  private readonly slots: Map<string, number>;

  constructor(bills: Bill[]) {
    const sums = new Map<string, number>();
    for (const { service, fixedUsd, usageUsd } of bills.flatMap((bill) => bill.services)) {
      sums.set(service, (sums.get(service) ?? 0) + fixedUsd + usageUsd);
    }
    this.services = [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([service]) => service);
    const priced = this.services.filter((service) => sums.get(service)! > 0);
    this.slots = new Map(priced.slice(0, COLOURS).map((service, index) => [service, index + 1]));
  }

  /** The CSS class of a service's colour. */
  public classOf(service: string): string {
    const slot = this.slots.get(service);
    return slot === undefined ? 'c0' : `c${slot}`;
  }

  /** The services that have a colour of their own. */
  public coloured(): string[] {
    return [...this.slots.keys()];
  }
}
