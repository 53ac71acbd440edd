import { CostKind, type Bill, type UnbilledResources } from '../bill';
import { confidence, DISCLAIMER, isPriced, knowsPrices, noPrice, priceDates, PROPOSALS_NOTE, provenance, unpricedCount, unpricedRegions } from './facts';
import { count, freeQuantity, money, NOTHING, percent, plainNumber, quantity, unitPrice } from './format';

/** Text that Markdown takes for nothing else, on one line: a pipe would end a table's cell, a `<` begin a tag. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\t-\r \u2028\u2029]+/g, ' ').replace(/[\\`*_~[\]|]|^#/g, '\\$&').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A table. Columns that begin with `>` are numbers, and stand to the right. */
function table(columns: string[], rows: string[][]): string {
  const names = columns.map((name) => name.replace(/^>/, ''));
  const rule = columns.map((name) => (name.startsWith('>') ? '---:' : '---'));
  return [names, rule, ...rows.map((cells) => cells.map(escapeMarkdown))].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function section(title: string, content: string): string {
  return `## ${title}\n\n${content}`;
}

function summary(bill: Bill): string {
  const without = unpricedCount(bill);
  const gap = `${count(without, 'line')}: ${noPrice(escapeMarkdown(unpricedRegions(bill)))}.`;
  if (!knowsPrices(bill)) { return `**No price known.** ${gap}`; }
  const split = (usd: number) => `${money(usd)} (${percent(usd, bill.monthlyUsd)})`;
  const sum = `**${money(bill.monthlyUsd)} a month**: ${split(bill.fixedUsd)} fixed, ${split(bill.usageUsd)} by usage.`.replace(/</g, '&lt;');
  return without === 0 ? sum : `${sum} Without ${gap}`;
}

function services(bill: Bill): string {
  if (bill.services.length === 0) { return 'None has a known price.'; }
  const rows = bill.services.map(({ service, fixedUsd, usageUsd }) => {
    const sum = fixedUsd + usageUsd;
    return [service, money(fixedUsd), money(usageUsd), money(sum), percent(sum, bill.monthlyUsd)];
  });
  return table(['Service', '>Fixed', '>By usage', '>Per month', '>Share'], rows);
}

function lines(bill: Bill): string {
  if (bill.lines.length === 0) { return 'None.'; }
  const rows = bill.lines.map((line) => [
    `${line.path} (${line.resourceType})`,
    `${line.item}${line.kind === CostKind.USAGE ? ', by usage' : ''}${line.note ? ` (${line.note})` : ''}`,
    quantity(line.quantity, line.unit),
    freeQuantity(line.free, line.unit),
    unitPrice(line.unitUsd, line.unit),
    provenance(line) || NOTHING,
    isPriced(line) ? money(line.monthlyUsd) : noPrice(line.region),
  ]);
  return table(['Resource', 'Item', '>Quantity', '>Of it free', '>Price', 'Price of', '>Per month'], rows);
}

function resources(list: UnbilledResources[]): string {
  if (list.length === 0) { return 'None.'; }
  return table(['Type', '>Count', 'Why'], list.map((each) => [each.resourceType, plainNumber(each.count), each.reason]));
}

function proposals(bill: Bill): string {
  if (bill.proposals.length === 0) { return 'None: no setting that was tried makes it cheaper.'; }
  const rows = bill.proposals.map(({ change, tradeOff, savesUsd }) => [change, tradeOff, money(savesUsd)]);
  return `${table(['Change', 'What it gives up', '>Saves per month'], rows)}\n\n${PROPOSALS_NOTE}`;
}

function assumptions(bill: Bill): string {
  return bill.assumptions.length === 0 ? 'None.' : bill.assumptions.map((words) => `- ${escapeMarkdown(words)}`).join('\n');
}

/** One bill, for a pull request or a wiki. */
export function renderMarkdown(bill: Bill): string {
  return [
    `# What ${escapeMarkdown(bill.platform)} costs a month`,
    `Preset ${escapeMarkdown(bill.preset)}, region ${escapeMarkdown(bill.region)}.`,
    summary(bill),
    section('By service', services(bill)),
    section('Lines', lines(bill)),
    section('Assumptions', assumptions(bill)),
    section('Free of charge', resources(bill.freeOfCharge)),
    section('Not priced', resources(bill.notPriced)),
    section('What would lower it', proposals(bill)),
    section('What this is', [DISCLAIMER, priceDates(bill), confidence(bill).replace(/</g, '&lt;')].filter((part) => part !== '').join(' ')),
  ].join('\n\n') + '\n';
}
