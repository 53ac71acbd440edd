import type { Bill, CostProposal, UnbilledResources } from '../bill';
import { serviceBars } from './charts';
import { confidence, priceDates, PROPOSALS_NOTE } from './facts';
import { count, money, percent, plainNumber } from './format';
import { breakable, escapeHtml } from './html-text';
import { linesTable } from './lines-table';
import { anchor, gap, totalOf } from './overview';

function proposal({ change, tradeOff, savesUsd }: CostProposal, bill: Bill): string {
  const share = bill.monthlyUsd > 0 ? `<small>${escapeHtml(percent(savesUsd, bill.monthlyUsd))} of it</small>` : '';
  return `<li><div class="saves"><strong>${escapeHtml(money(savesUsd))}</strong><small>less a month</small>${share}</div>`
    + `<div><p class="change">${escapeHtml(change)}</p><p class="trade-off">${escapeHtml(tradeOff)}</p></div></li>`;
}

function proposals(bill: Bill): string {
  if (bill.proposals.length === 0) { return '<p class="empty">Nothing to propose: no setting that was tried makes it cheaper.</p>'; }
  return `<ul class="proposals">${bill.proposals.map((each) => proposal(each, bill)).join('')}</ul>${bill.proposals.length === 1 ? '' : `<p class="hint">${PROPOSALS_NOTE}</p>`}`;
}

function resources(title: string, list: UnbilledResources[]): string {
  const rows = list.map(({ resourceType, count: many, reason }) =>
    `<tr><th scope="row">${breakable(resourceType)}</th><td class="number">${plainNumber(many)}</td><td>${escapeHtml(reason)}</td></tr>`);
  const table = '<table class="reasons"><thead><tr><th scope="col">Type</th><th scope="col" class="number">Count</th><th scope="col">Why</th></tr></thead>'
    + `<tbody>${rows.join('')}</tbody></table>`;
  const sum = list.reduce((total, { count: many }) => total + many, 0);
  return fold(title, count(sum, 'resource'), list.length === 0 ? '<p class="empty">None.</p>' : table);
}

function assumptions(bill: Bill): string {
  const list = `<ul class="assumptions">${bill.assumptions.map((words) => `<li>${escapeHtml(words)}</li>`).join('')}</ul>`;
  return fold('Assumptions', count(bill.assumptions.length, 'figure'), bill.assumptions.length === 0 ? '<p class="empty">None.</p>' : list);
}

function fold(title: string, hint: string, content: string): string {
  return `<details><summary>${title} <small>${escapeHtml(hint)}</small></summary><div class="fold">${content}</div></details>`;
}

export function platformSection(bill: Bill, index: number): string {
  const id = anchor(index);
  return `<section class="platform" aria-labelledby="${id}"><header><div><h2 id="${id}">${breakable(bill.platform)}</h2>`
    + `<p class="tags"><span>${escapeHtml(bill.preset)}</span><span>${escapeHtml(bill.region)}</span></p></div>${totalOf(bill, 'section-sum')}</header>${gap(bill)}`
    + `<div class="halves"><div class="panel"><h3>By service</h3>${serviceBars(bill)}</div>`
    + `<div class="panel"><h3>What would lower it</h3>${proposals(bill)}</div></div>`
    + `<div class="panel"><h3>Line by line</h3>${linesTable(bill)}<p class="hint">${escapeHtml(`${priceDates(bill)} ${confidence(bill)}`.trim())}</p></div>`
    + `<div class="panel folds">${assumptions(bill)}${resources('Free of charge', bill.freeOfCharge)}${resources('Not priced', bill.notPriced)}</div></section>`;
}
