/** Whether something costs the same however much it is used. */
export enum CostKind {
  /** For being there: hours, months. */
  FIXED = 'fixed',
  /** For being used: requests, gigabytes. */
  USAGE = 'usage',
}

/** One line of a bill: one thing that one resource is charged for. */
export interface BillLine {
  /** The resource's logical ID in its template. */
  readonly logicalId: string;

  /** Its path in the app, where the template has it, else its logical ID. */
  readonly path: string;

  /** Its CloudFormation type. */
  readonly resourceType: string;

  /** The service, as AWS's bill names it: `Amazon RDS`. */
  readonly service: string;

  /** What is charged, in words: `db.t4g.micro, one zone`. */
  readonly item: string;

  /** Whether it is for being there or for being used. */
  readonly kind: CostKind;

  /** The region whose price it is. */
  readonly region: string;

  /** How much, in `unit`s of a month. */
  readonly quantity: number;

  /** Of the quantity, what AWS gives for free. */
  readonly free: number;

  /** What `quantity` counts: `hour`, `GB-month`. */
  readonly unit: string;

  /**
   * What one unit costs.
   *
   * @default - no price is known
   */
  readonly unitUsd?: number;

  /**
   * What it comes to in a month.
   *
   * @default - no price is known
   */
  readonly monthlyUsd?: number;

  /** Which price: its name in the price list, also where that has none for the region. */
  readonly priceId: string;

  /**
   * The day of the price, as YYYY-MM-DD.
   *
   * @default - no price is known
   */
  readonly priceDate?: string;

  /**
   * How sure the price is: `high`, `medium` or `low`.
   *
   * @default - no price is known
   */
  readonly confidence?: string;

  /**
   * What else to know: where the quantity comes from, what is not counted.
   *
   * @default - nothing
   */
  readonly note?: string;
}

/** Resources of one type that bring no line. */
export interface UnbilledResources {
  /** The CloudFormation type. */
  readonly resourceType: string;

  /** How many. */
  readonly count: number;

  /** Why they cost nothing, or why no price is given. */
  readonly reason: string;
}

/** A change of settings that makes a platform cheaper. */
export interface CostProposal {
  /** What to change, with the prop: `'compute.capacity' on ARM64`. */
  readonly change: string;

  /** What it gives up, in a sentence. */
  readonly tradeOff: string;

  /** What it saves in a month: the bill minus the bill of the changed template. */
  readonly savesUsd: number;
}

/** What a platform costs in a month, on demand and without taxes. */
export interface Bill {
  /** The platform's path in the app. */
  readonly platform: string;

  /** The name of its preset. */
  readonly preset: string;

  /** The region of its stack. */
  readonly region: string;

  /** The lines, the dearest first; those without a known price at the end. */
  readonly lines: BillLine[];

  /** What is free of charge. */
  readonly freeOfCharge: UnbilledResources[];

  /** What may cost something, and is not in the lines. */
  readonly notPriced: UnbilledResources[];

  /** The sum of the lines whose price is known. */
  readonly monthlyUsd: number;

  /** Of it, what is for being there. */
  readonly fixedUsd: number;

  /** Of it, what is for being used. */
  readonly usageUsd: number;

  /** The sum by service, the dearest first. */
  readonly services: ServiceCost[];

  /** Usage that the bill rests on, in words: `300 000 requests`. */
  readonly assumptions: string[];

  /** What would lower it, the most first. */
  readonly proposals: CostProposal[];
}

/** What one service costs in a month. */
export interface ServiceCost {
  /** The service, as AWS's bill names it. */
  readonly service: string;

  /** For being there. */
  readonly fixedUsd: number;

  /** For being used. */
  readonly usageUsd: number;
}
