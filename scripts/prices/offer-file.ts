import type { PriceFiles } from './files';

/** One product of a price file, with the prices that ask for no commitment. */
export interface Product {
  readonly sku: string;
  /** By `keyOf` their names, as JSON ("instanceType") and CSV ("Instance Type") spell them differently. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly rates: Rate[];
}

/** A step of a price: from `beginRange` units a month on. */
export interface Rate {
  readonly unit: string;
  readonly beginRange: number;
  /** By currency. */
  readonly price: Readonly<Record<string, string>>;
}

export interface OfferFile {
  readonly publicationDate: string;
  readonly products: Product[];
}

/** The JSON file's shape, as far as it is read. */
interface OfferJson {
  readonly publicationDate: string;
  readonly products: Record<string, { readonly productFamily?: string; readonly attributes: Record<string, string> }>;
  readonly terms: { readonly OnDemand?: Record<string, Record<string, { readonly priceDimensions: Record<string, DimensionJson> }>> };
}

interface DimensionJson {
  readonly unit: string;
  readonly beginRange?: string;
  readonly pricePerUnit: Record<string, string>;
}

/** Its JSON is longer than the longest string that Node.js can hold. */
const CSV_OFFERS = ['AmazonEC2'];
/** Lines of the CSV that stand before the row of the columns' names. */
const CSV_METADATA = 5;

export function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Reads the current files of the offers, of each only the products with the usage types that are asked for. */
export class OfferFiles {
  private readonly index = new Map<string, Promise<any>>();

  constructor(private readonly files: PriceFiles) {}

  /** `place` is a region, or "aws-other" for what belongs to none; undefined, if the offer has no file for it. */
  async read(offer: string, place: string, usageTypes: ReadonlySet<string>): Promise<OfferFile | undefined> {
    const regions = (await this.json('/offers/v1.0/aws/index.json')).offers[offer]?.currentRegionIndexUrl;
    const path: string | undefined = regions && (await this.json(regions)).regions[place]?.currentVersionUrl;
    if (!path) return undefined;
    return CSV_OFFERS.includes(offer)
      ? ofCsv(await this.files.lines(path.replace(/\.json$/, '.csv')), usageTypes)
      : ofJson(await this.files.json(path), usageTypes);
  }

  private json(path: string): Promise<any> {
    if (!this.index.has(path)) this.index.set(path, this.files.json(path));
    return this.index.get(path)!;
  }
}

function ofJson({ publicationDate, products, terms }: OfferJson, usageTypes: ReadonlySet<string>): OfferFile {
  const found = Object.entries(products).filter(([, { attributes }]) => usageTypes.has(attributes.usagetype));
  return {
    publicationDate,
    products: found.map(([sku, { productFamily = '', attributes }]) => ({
      sku,
      attributes: keyed({ ...attributes, productFamily }),
      rates: Object.values(terms.OnDemand?.[sku] ?? {})
        .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
        .map(({ unit, beginRange, pricePerUnit }) => ({ unit, beginRange: Number(beginRange ?? 0), price: pricePerUnit })),
    })),
  };
}

/** A row of the CSV is one rate, with all attributes of its product. */
async function ofCsv(lines: AsyncIterable<string>, usageTypes: ReadonlySet<string>): Promise<OfferFile> {
  // Most rows are of other products: a search for the text spares splitting them.
  const mayBeOf = new RegExp([...usageTypes].map((type) => `"${type.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"`).join('|'));
  const products = new Map<string, Product>();
  let publicationDate = '';
  let columns: string[] | undefined;
  let metadata = 0;
  for await (const line of lines) {
    if (metadata < CSV_METADATA) {
      metadata++;
      const [name, value] = cells(line);
      if (name === 'Publication Date') publicationDate = value;
    } else if (!columns) {
      columns = cells(line);
    } else if (mayBeOf.test(line)) {
      const values = cells(line);
      const row = keyed(Object.fromEntries(columns.map((column, i) => [column, values[i] ?? ''])));
      if (row.termtype !== 'OnDemand' || !usageTypes.has(row.usagetype)) continue;
      const product: Product = products.get(row.sku) ?? { sku: row.sku, attributes: row, rates: [] };
      product.rates.push({ unit: row.unit, beginRange: Number(row.startingrange), price: { [row.currency]: row.priceperunit } });
      products.set(row.sku, product);
    }
  }
  return { publicationDate, products: [...products.values()] };
}

function keyed(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [keyOf(name), value]));
}

/** A quote within a quoted cell is doubled. */
function cells(line: string): string[] {
  const found = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g);
  return [...found].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}
