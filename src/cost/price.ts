import { PRICE_LIST } from './price-list';

/** The regions whose prices are known. */
export const PRICED_REGIONS = ['us-east-1', 'ap-northeast-1'] as const;
export type PricedRegion = (typeof PRICED_REGIONS)[number];

/** What one unit of something costs, on demand and without taxes. */
export interface Price {
  /** A name of our own: service, a dot, and what of it. */
  readonly id: string;
  readonly item: string;
  /** What `usd` buys one of: `hour`, `GB-month`, `1000` requests … */
  readonly unit: string;
  readonly usd: Readonly<Record<PricedRegion, number>>;
  /** The day of the reading, as YYYY-MM-DD. */
  readonly asOf: string;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly source: string;
}

const BY_ID = new Map(PRICE_LIST.map((price) => [price.id, price]));

/** The price with this id, if it is known. */
export function priceOf(id: string): Price | undefined {
  return BY_ID.get(id);
}

/** Where AWS asks much the same as in a region whose prices are known: recovery regions of those. */
const NEIGHBOURS = new Map<string, PricedRegion>([['us-west-2', 'us-east-1'], ['ap-northeast-3', 'ap-northeast-1']]);

/** What a price is in one region, and how sure. */
export interface Quote {
  readonly usd: number;
  readonly confidence: Price['confidence'];
  /** The region that it is taken from, if it is another. */
  readonly takenFrom?: PricedRegion;
}

/** The price in a region; undefined where none is known. */
export function quoteIn(region: string, { usd, confidence }: Price): Quote | undefined {
  const known = PRICED_REGIONS.find((each) => each === region);
  if (known) return { usd: usd[known], confidence };
  const takenFrom = NEIGHBOURS.get(region);
  return takenFrom && { usd: usd[takenFrom], confidence: confidence === 'high' ? 'medium' : 'low', takenFrom };
}
