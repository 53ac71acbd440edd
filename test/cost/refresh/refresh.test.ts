import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { row, ROWS, SAMPLE } from './expected';
import { filesFrom, filesFromAws, PriceFiles } from '../../../scripts/prices/files';
import { command, refresh } from '../../../scripts/prices/refresh';
import { selectorOf } from '../../../scripts/prices/selectors';
import { serialize } from '../../../scripts/prices/serialize';
import { PRICE_LIST } from '../../../src/cost/price-list';

const files = filesFrom(__dirname);
const LIST = resolve(__dirname, '../../../src/cost/price-list.ts');

/** The sample with one file changed, whose path begins so. */
function changed(start: string, change: (file: any) => void): PriceFiles {
  const json = async (path: string) => {
    const file = await files.json(path);
    if (path.startsWith(`/offers/v1.0/aws/${start}`) && !path.includes('/current/')) change(file);
    return file;
  };
  return { ...files, json };
}

const skuOf = (file: any, usageType: string) =>
  Object.keys(file.products).find((sku) => file.products[sku].attributes.usagetype === usageType)!;
const dimensionsOf = (file: any, usageType: string): any[] => {
  const [term]: any[] = Object.values(file.terms.OnDemand[skuOf(file, usageType)]);
  return Object.values(term.priceDimensions);
};

describe('the selectors', () => {
  test.each(Object.entries(SAMPLE))('%s is the one product among decoys, in the unit of the row', async (id, [usEast1, tokyo]) => {
    const { prices, errors } = await refresh([row(id, [-1, -1])], files);
    expect(errors).toEqual([]);
    expect(prices[0].usd).toEqual({ 'us-east-1': usEast1, 'ap-northeast-1': tokyo });
  });

  test('instance types that come later have one as well', () => {
    expect(selectorOf('ec2.m7g.large')?.usageTypes['ap-northeast-1']).toEqual(['APN1-BoxUsage:m7g.large']);
    expect(selectorOf('rds.db.r7g.2xlarge')?.usageTypes['ap-northeast-1']).toEqual(['APN1-InstanceUsage:db.r7g.2xlarge']);
  });

  test('an id without one keeps its row, and is named', async () => {
    const rows = [row('ses.messages', [1, 2])];
    expect(await refresh(rows, files)).toEqual({ prices: rows, changed: [], confirmed: [], withoutSelector: ['ses.messages'], errors: [] });
  });
});

describe('a changed price', () => {
  const rows = ROWS.map((price) => (price.id === 'elb.hours' ? row(price.id, [0.02, 0.0243]) : price));

  test('changes its row alone, with the later publication date of the two files', async () => {
    const { prices, changed: ids, confirmed } = await refresh(rows, files);
    expect(ids).toEqual(['elb.hours']);
    expect(confirmed).toHaveLength(rows.length - 1);
    expect(prices.filter((price) => !rows.includes(price))).toEqual([
      { ...row('elb.hours', SAMPLE['elb.hours']), asOf: '2026-10-02', confidence: 'high', source: 'AWS bulk Price List' },
    ]);
  });

  test('confirmed rows are dated too on demand', async () => {
    const { prices } = await refresh([row('kms.key', [1, 1])], files, true);
    expect(prices[0]).toMatchObject({ asOf: '2026-10-02', confidence: 'high', source: 'AWS bulk Price List' });
  });
});

describe('the step of a price', () => {
  test('is the first that is paid, wherever the file has it', async () => {
    const free = changed('AmazonS3', (file) => {
      for (const prefix of ['', 'APN1-']) {
        const usageType = `${prefix}TimedStorage-ByteHrs`;
        if (skuOf(file, usageType)) dimensionsOf(file, usageType).find(({ beginRange }) => beginRange === '0').pricePerUnit.USD = '0.0000000000';
      }
    });
    expect((await refresh([row('s3.standard', [0, 0])], free)).prices[0].usd).toEqual({ 'us-east-1': 0.022, 'ap-northeast-1': 0.024 });
  });
});

describe('what is wrong is an error that names the id, and the row stays', () => {
  const usageType = 'APN1-LoadBalancerUsage';
  const twin = (file: any) => {
    const sku = skuOf(file, usageType);
    if (sku) file.products.TWIN = { ...file.products[sku], sku: 'TWIN' };
  };

  test.each<[string, (file: any) => void, RegExp]>([
    ['several matches', twin, /2 products match: HANDMADE\d+ \(APN1-LoadBalancerUsage\), TWIN/],
    ['no match', (file) => { delete file.products[skuOf(file, usageType)]; }, /no product of AWSELB has usage type APN1-LoadBalancerUsage/],
    ['another currency', (file) => { dimensionsOf(file, usageType)[0].pricePerUnit = { CNY: '0.2' }; }, /its price in CNY, not USD/],
    ['another unit', (file) => { dimensionsOf(file, usageType)[0].unit = 'Days'; }, /priced by Days, not Hrs/],
    ['no price on demand', (file) => { delete file.terms.OnDemand[skuOf(file, usageType)]; }, /no price on demand/],
    ['nothing to pay', (file) => { dimensionsOf(file, usageType)[0].pricePerUnit.USD = '0.0'; }, /is free/],
  ])('%s', async (_, change, message) => {
    const broken = changed('AWSELB', (file) => { if (file.publicationDate.startsWith('2026-10-02')) change(file); });
    const rows = [row('elb.hours', [0, 0]), row('kms.key', [1, 1])];
    const { prices, errors, confirmed } = await refresh(rows, broken);
    expect(errors).toEqual([expect.stringMatching(/^elb\.hours in ap-northeast-1: /)]);
    expect(errors[0]).toMatch(message);
    expect(prices).toEqual(rows);
    expect(confirmed).toEqual(['kms.key']);
  });
});

describe('the file', () => {
  test('is the same byte for byte where no price has changed', () => {
    expect(serialize(PRICE_LIST)).toBe(readFileSync(LIST, 'utf8'));
  });

  test('quotes as the linter wants it', () => {
    const price = { ...row('a.b', [1, 2]), item: 'the "item"', source: 'AWS\'s' };
    expect(serialize([price])).toContain('item: \'the "item"\', unit: \'unit\'');
    expect(serialize([price])).toContain('source: "AWS\'s"');
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prices-'));
  const target = join(folder, 'price-list.ts');
  const odd = [...ROWS, row('ec2.x9.large', [1, 1]), row('ses.messages', [1, 2])];
  afterEach(() => rmSync(target, { force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes nothing where a price is not found, and says what', async () => {
    const said: string[] = [];
    expect(await command(['--from', __dirname], odd, target, (line) => said.push(line))).toBe(1);
    expect(existsSync(target)).toBe(false);
    expect(said.join('\n')).toMatch(/No selector[^\n]*\n {2}ses\.messages\n.*\n {2}ec2\.x9\.large in us-east-1: /);
  });

  test('writes the rest on demand', async () => {
    expect(await command(['--from', __dirname, '--partial'], odd, target, () => {})).toBe(0);
    expect(readFileSync(target, 'utf8')).toBe(serialize(odd));
  });

  test('says clearly that the network does not answer', async () => {
    const fetching = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') }));
    await expect(refresh(ROWS, filesFromAws())).rejects.toThrow(/price list does not answer .*index\.json: getaddrinfo ENOTFOUND.*--from <folder>/);
    fetching.mockRestore();
  });

  test('says which recorded file is missing', async () => {
    await expect(refresh(ROWS, filesFrom(folder))).rejects.toThrow(`${folder} has no /offers/v1.0/aws/index.json`);
  });
});
