import { keyOf, OfferFile, OfferFiles, Product } from './offer-file';
import { Selector, selectorOf } from './selectors';
import { PricedRegion } from '../../src/cost/price';

export interface Found {
  readonly usd: number;
  readonly publicationDate: string;
}

/** The file is there, but not the price as expected. */
export class Unmatched extends Error {}

/** Prices looked up in AWS's files, each of which is read once for all ids. */
export class Lookup {
  private readonly usageTypes = new Map<string, Set<string>>();
  private readonly read = new Map<string, Promise<OfferFile | undefined>>();

  constructor(private readonly files: OfferFiles, ids: readonly string[], regions: readonly PricedRegion[]) {
    for (const selector of ids.map(selectorOf)) {
      if (selector) for (const region of regions) this.expect(selector, region);
    }
  }

  /** Throws `Unmatched` with what is wrong, without the id. */
  async find(selector: Selector, region: PricedRegion): Promise<Found> {
    for (const place of selector.places) {
      const file = await this.file(selector.offer, placeIn(place, region));
      const products = file ? matching(file.products, selector, region, place === 'region') : [];
      if (file && products.length > 0) return { usd: priceOf(products, selector), publicationDate: file.publicationDate };
    }
    throw new Unmatched(`no product of ${selector.offer} has usage type ${selector.usageTypes[region].join(' or ')} and what else it must have`);
  }

  private file(offer: string, place: string): Promise<OfferFile | undefined> {
    const key = `${offer} ${place}`;
    if (!this.read.has(key)) this.read.set(key, this.files.read(offer, place, this.usageTypes.get(key)!));
    return this.read.get(key)!;
  }

  private expect({ offer, places, usageTypes }: Selector, region: PricedRegion): void {
    for (const place of places) {
      const key = `${offer} ${placeIn(place, region)}`;
      const expected = this.usageTypes.get(key) ?? new Set<string>();
      for (const type of usageTypes[region]) expected.add(type);
      this.usageTypes.set(key, expected);
    }
  }
}

function placeIn(place: Selector['places'][number], region: PricedRegion): string {
  return place === 'region' ? region : place;
}

function matching(products: readonly Product[], { attributes, usageTypes }: Selector, region: PricedRegion, regional: boolean): Product[] {
  const here = products.filter((product) => usageTypes[region].includes(product.attributes.usagetype) && (!regional || isIn(product, region)));
  for (const wanted of attributes) {
    const found = here.filter((product) => Object.entries(wanted).every(([name, value]) => (product.attributes[keyOf(name)] ?? '') === value));
    if (found.length > 0) return found;
  }
  return [];
}

/** A region's file has its local zones and Outposts as well. */
function isIn({ attributes }: Product, region: string): boolean {
  const code = attributes.regioncode || attributes.fromregioncode;
  return (!code || code === region) && !/Outposts|Local Zone|Wavelength/.test(attributes.locationtype ?? '');
}

function priceOf(products: readonly Product[], { units, factor }: Selector): number {
  if (products.length > 1) {
    throw new Unmatched(`${products.length} products match: ${products.map(({ sku, attributes }) => `${sku} (${attributes.usagetype})`).join(', ')}`);
  }
  const [{ sku, rates }] = products;
  if (rates.length === 0) throw new Unmatched(`${sku} has no price on demand`);
  for (const { unit, price } of rates) {
    if (!units.some((expected) => expected.toLowerCase() === unit.toLowerCase())) {
      throw new Unmatched(`${sku} is priced by ${unit}, not ${units.join(' or ')}`);
    }
    if (!(Number(price.USD) >= 0)) throw new Unmatched(`${sku} has its price in ${Object.keys(price).join(', ') || 'no currency'}, not USD`);
  }
  // The steps beyond it are for quantities that no platform of ours reaches, the free one before it does not last.
  const paid = rates.filter(({ price }) => Number(price.USD) > 0).sort((a, b) => a.beginRange - b.beginRange);
  if (paid.length === 0) throw new Unmatched(`${sku} is free`);
  if (paid[1]?.beginRange === paid[0].beginRange) throw new Unmatched(`${sku} has several prices from ${paid[0].beginRange} on`);
  return Number((Number(paid[0].price.USD) * factor).toPrecision(10));
}
