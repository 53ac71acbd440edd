import type { Bill } from '../bill';
import { comparisonChart, splitBar, total } from './charts';
import { knowsPrices, noPrice, unpricedCount, unpricedRegions } from './facts';
import { count, money, NOTHING, percent } from './format';
import { escapeHtml, shortPath } from './html-text';
import type { Palette } from './palette';

/** The anchor of a platform's section: by its place, since a path may be no ID. */
export function anchor(index: number): string {
  return `platform-${index + 1}`;
}

/** The total of a bill, in the tone of its place. */
export function totalOf(bill: Bill, className: string): string {
  if (!knowsPrices(bill)) { return `<p class="${className} unknown">No price known</p>`; }
  return `<p class="${className}">${escapeHtml(money(bill.monthlyUsd))}<small> a month</small></p>`;
}

/** What a total leaves out. */
export function gap(bill: Bill): string {
  const lines = unpricedCount(bill);
  if (lines === 0) { return ''; }
  const without = knowsPrices(bill) ? `Without ${count(lines, 'line')}:` : `${count(lines, 'line')}:`;
  return `<p class="gap">${escapeHtml(`${without} ${noPrice(unpricedRegions(bill))}`)}</p>`;
}

function split(bill: Bill): string {
  if (bill.monthlyUsd <= 0) { return ''; }
  const part = (className: string, name: string, usd: number) =>
    `<div><dt><span class="swatch ${className}"></span>${name}</dt><dd>${escapeHtml(money(usd))} <small>${escapeHtml(percent(usd, bill.monthlyUsd))}</small></dd></div>`;
  return `${splitBar(bill)}<dl class="split">${part('fixed', 'Fixed', bill.fixedUsd)}${part('usage', 'By usage', bill.usageUsd)}</dl>`;
}

function saving({ proposals }: Bill): string {
  if (proposals.length === 0) { return ''; }
  const words = `${count(proposals.length, 'proposal')}: ${proposals.length === 1 ? 'saves' : 'the first saves'}`;
  return `<p class="best">${words} <strong>${escapeHtml(money(proposals[0].savesUsd))}</strong></p>`;
}

function card(bill: Bill, index: number): string {
  return `<li class="card"><h3><a href="#${anchor(index)}">${shortPath(bill.platform)}</a></h3>`
    + `<p class="tags"><span>${escapeHtml(bill.preset)}</span><span>${escapeHtml(bill.region)}</span></p>${totalOf(bill, 'sum')}${split(bill)}${gap(bill)}${saving(bill)}</li>`;
}

/** The figures of the chart, for those who want to read or copy them. Nothing to show where there is no price at all. */
function matrix(bills: Bill[], palette: Palette): string {
  if (palette.services.length === 0) { return ''; }
  const head = bills.map((bill) => `<th scope="col" class="number">${shortPath(bill.platform)}</th>`).join('');
  const rows = palette.services.map((name) => {
    const cells = bills.map((bill) => {
      const service = bill.services.find((candidate) => candidate.service === name);
      return `<td class="number">${escapeHtml(service ? money(total(service)) : NOTHING)}</td>`;
    });
    return `<tr><th scope="row"><span class="swatch ${palette.classOf(name)}"></span>${escapeHtml(name)}</th>${cells.join('')}</tr>`;
  });
  const sums = bills.map((bill) => `<td class="number">${escapeHtml(knowsPrices(bill) ? money(bill.monthlyUsd) : NOTHING)}</td>`).join('');
  return '<details class="matrix"><summary>The figures by service</summary><div class="scroll" tabindex="0" role="region" aria-label="Dollars a month by service and platform">'
    + `<table><caption>Dollars a month by service and platform</caption><thead><tr><th scope="col">Service</th>${head}</tr></thead>`
    + `<tbody>${rows.join('')}</tbody><tfoot><tr><th scope="row">Total</th>${sums}</tr></tfoot></table></div></details>`;
}

export function overview(bills: Bill[], palette: Palette): string {
  return `<section aria-labelledby="overview"><h2 id="overview">${bills.length === 1 ? 'The total' : 'Side by side'}</h2>`
    + `<ul class="cards${bills.length === 4 ? ' four' : ''}">${bills.map(card).join('')}</ul>`
    + `<div class="panel"><h3>A month by service</h3>${comparisonChart(bills, palette)}${matrix(bills, palette)}</div></section>`;
}
