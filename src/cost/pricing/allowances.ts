/**
 * What AWS gives every account for free each month, for ever, in the unit of the price that takes of it.
 *
 * @see https://aws.amazon.com/free/
 */
export const ALLOWANCES = {
  alarms: 10,
  dashboards: 3,
  metrics: 10,
  logsIngestion: 5,
  logsStorage: 5,
  cloudFrontTransfer: 1024,
  /** Ten million, in units of ten thousand. */
  cloudFrontRequests: 1000,
  egress: 100,
} as const;

export type Allowance = keyof typeof ALLOWANCES;

/** The allowances of one bill: whoever comes first takes of them. */
export class AllowancePool {
  private readonly left: Record<string, number>;

  constructor(isOpen: boolean) {
    this.left = isOpen ? { ...ALLOWANCES } : {};
  }

  /** How much of the quantity is free. */
  public take(allowance: Allowance | undefined, quantity: number): number {
    if (!allowance) return 0;
    const taken = Math.min(this.left[allowance] ?? 0, quantity);
    this.left[allowance] = (this.left[allowance] ?? 0) - taken;
    return taken;
  }
}
