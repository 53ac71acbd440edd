import type { Bill, BillLine } from '../bill';
import { isPriced, noPrice } from './facts';
import { count, freeQuantity, money, NOTHING, quantity, unitPrice } from './format';
import { breakable, escapeHtml } from './html-text';

const COLUMNS = ['Resource', 'What is charged', 'Quantity', 'Of it free', 'Price', 'Price of', 'A month'];
const NUMBERS = new Set(['Quantity', 'Of it free', 'Price', 'A month']);

/** The label is for phones, where each line is a block; the roles keep it a table for screen readers there. */
function cell(column: number, content: string): string {
  const name = COLUMNS[column];
  const classes = [...(NUMBERS.has(name) ? ['number'] : []), ...(content === NOTHING ? ['nothing'] : [])];
  return `<td role="cell"${classes.length > 0 ? ` class="${classes.join(' ')}"` : ''} data-label="${name}">${content}</td>`;
}

function resource({ path, service, resourceType }: BillLine): string {
  return `<div><span class="path">${breakable(path)}</span><small>${escapeHtml(service)} · ${breakable(resourceType)}</small></div>`;
}

function item({ item: words, kind, note }: BillLine): string {
  const more = note ? `<small>${escapeHtml(note)}</small>` : '';
  return `<div>${escapeHtml(words)} <span class="kind ${kind}-kind">${kind === 'fixed' ? 'fixed' : 'by usage'}</span>${more}</div>`;
}

function price({ unitUsd, unit }: BillLine): string {
  return escapeHtml(unitPrice(unitUsd, unit)).replace(/ per .*/s, '<small>$&</small>');
}

function origin({ priceDate, confidence }: BillLine): string {
  const sure = confidence ? `<small> ${escapeHtml(confidence)} confidence</small>` : '';
  return `${escapeHtml(priceDate ?? '')}${sure}` || NOTHING;
}

function line(of: BillLine): string {
  const cells = [
    resource(of),
    item(of),
    escapeHtml(quantity(of.quantity, of.unit)),
    escapeHtml(freeQuantity(of.free, of.unit)),
    price(of),
    origin(of),
    isPriced(of) ? `<strong>${escapeHtml(money(of.monthlyUsd))}</strong>` : `<em>${escapeHtml(noPrice(of.region))}</em>`,
  ];
  return `<tr role="row"${isPriced(of) ? '' : ' class="unpriced"'}>${cells.map((content, column) => cell(column, content)).join('')}</tr>`;
}

/** Every line of a bill. The sum is that of the bill. */
export function linesTable(bill: Bill): string {
  if (bill.lines.length === 0) { return '<p class="empty">No lines.</p>'; }
  const head = COLUMNS.map((name) => `<th role="columnheader" scope="col"${NUMBERS.has(name) ? ' class="number"' : ''}>${name}</th>`).join('');
  const sum = escapeHtml(bill.lines.some(isPriced) ? money(bill.monthlyUsd) : NOTHING);
  return `<table role="table" class="lines"><caption>${count(bill.lines.length, 'line')}, the dearest first</caption>`
    + `<thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${bill.lines.map(line).join('')}</tbody>`
    + `<tfoot role="rowgroup"><tr role="row"><th role="rowheader" scope="row" colspan="6">Total of the lines with a price</th><td role="cell" class="number"><strong>${sum}</strong></td></tr></tfoot></table>`;
}
