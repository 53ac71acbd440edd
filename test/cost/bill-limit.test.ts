import { type Bill, type BillLine, CostKind } from '../../src';
import { checkBill } from '../../src/cost/bill-limit';

const line = (path: string, monthlyUsd: number | undefined, item = path.toLowerCase()): BillLine => ({
  logicalId: path, path, resourceType: 'AWS::X::Y', service: 'X', item, kind: CostKind.FIXED, region: 'us-east-1', quantity: 1, free: 0, unit: 'month', priceId: 'x', monthlyUsd,
});
const bill = (lines: BillLine[], more: Partial<Bill> = {}): Bill => ({
  platform: 'Stack/Platform',
  preset: 'prod',
  region: 'us-east-1',
  lines,
  freeOfCharge: [],
  notPriced: [],
  monthlyUsd: lines.reduce((sum, { monthlyUsd }) => sum + (monthlyUsd ?? 0), 0),
  fixedUsd: 0,
  usageUsd: 0,
  services: [],
  assumptions: [],
  proposals: [],
  ...more,
});

describe('R7.2 maxMonthlyUsd', () => {
  const six = ['A', 'B', 'C', 'D', 'E', 'F'].map((path, at) => line(path, 60 - at * 10));

  test('is kept up to the last cent', () => {
    expect(() => checkBill(bill(six), 210, 'page')).not.toThrow();
    expect(() => checkBill(bill(six), 209.99, 'page')).toThrow();
  });

  test('names the five dearest lines and what would lower them', () => {
    const proposals = [1, 2, 3, 4, 5, 6].map((each) => ({ change: `change ${each}`, tradeOff: `trade-off ${each}`, savesUsd: 10 - each }));
    expect(() => checkBill(bill(six, { proposals }), 50, '/out/index.html')).toThrow(
      [
        "cdk-pdf-web-platform: 'cost.maxMonthlyUsd' must be at least what Stack/Platform comes to, $210.00 a month, got $50.00",
        'The dearest lines:',
        '  $60.00 a (A)', '  $50.00 b (B)', '  $40.00 c (C)', '  $30.00 d (D)', '  $20.00 e (E)',
        'What would lower it:',
        ...[1, 2, 3, 4, 5].map((each) => `  -$${10 - each}.00 change ${each}: trade-off ${each}`),
        'All of it: /out/index.html',
      ].join('\n'),
    );
  });

  test('proposes nothing where nothing is proposed', () => {
    expect(() => checkBill(bill(six), 50, 'page')).toThrow(/20\.00 e \(E\)\nAll of it: page$/);
  });

  test('cannot be kept where a price is not known, however small the rest', () => {
    expect(() => checkBill(bill([line('A', 1), line('B', undefined), line('C', undefined, 'b')]), 1000, 'page')).toThrow(
      "cdk-pdf-web-platform: 'cost.maxMonthlyUsd' 1000 cannot be kept for Stack/Platform: no price is known for b (us-east-1). Leave it out, or see page",
    );
    const many = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((path) => line(path, undefined));
    expect(() => checkBill(bill(many), 1000, 'page')).toThrow(/e \(us-east-1\) and 2 more\./);
  });
});
