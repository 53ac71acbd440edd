import type { Bill, ServiceCost } from '../bill';
import { knowsPrices, noPrice, unpricedRegions } from './facts';
import { money, percent } from './format';
import { escapeHtml, shortPath } from './html-text';
import { OTHER, type Palette } from './palette';

interface Segment {
  readonly name: string;
  readonly usd: number;
  readonly className: string;
}

/** The axis of a chart: round numbers up to the first that is not less than the greatest value. */
export function ticks(greatest: number): number[] {
  const rough = greatest / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  // A step of less than a cent has no label that tells it from its neighbour.
  const step = Math.max(0.01, power * [1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9))!);
  const steps = Math.ceil(greatest / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toFixed(2)));
}

/** Widths are in percent, not in a viewBox: text and corners keep their size on a phone. */
function share(usd: number, scale: number): string {
  return `${Number(((usd / scale) * 100).toFixed(3))}%`;
}

function bar(segments: Segment[], scale: number, label: string, grid: number[] = []): string {
  let from = 0;
  const rects = segments.filter(({ usd }) => usd > 0).map(({ name, usd, className }) => {
    const x = share(from, scale);
    from += usd;
    const tip = `<title>${escapeHtml(`${name}: ${money(usd)}`)}</title>`;
    return `<rect class="${className}" x="${x}" y="20%" width="${share(usd, scale)}" height="60%" rx="3">${tip}</rect>`;
  });
  const lines = grid.map((usd) => `<line x1="${share(usd, scale)}" x2="${share(usd, scale)}" y1="0" y2="100%"/>`);
  return `<svg class="bar" role="img" aria-label="${escapeHtml(label)}"><title>${escapeHtml(label)}</title>${lines.join('')}${rects.join('')}</svg>`;
}

function axis(marks: number[], scale: number): string {
  const decimals = marks.every((usd) => Number.isInteger(usd)) ? 0 : 2;
  const labels = marks.map((usd, index) => {
    const anchor = index === 0 ? 'start' : index === marks.length - 1 ? 'end' : 'middle';
    return `<text x="${share(usd, scale)}" y="14" text-anchor="${anchor}">${money(usd).replace(/\.\d+$/, decimals ? '$&' : '')}</text>`;
  });
  return `<div class="bar-row axis" aria-hidden="true"><svg class="bar">${labels.join('')}</svg></div>`;
}

function row(name: string, drawn: string, amount: string): string {
  return `<div class="bar-row"><div class="bar-name">${name}</div>${drawn}<div class="bar-sum">${escapeHtml(amount)}</div></div>`;
}

function swatch(className: string, name: string): string {
  return `<li><span class="swatch ${className}"></span>${escapeHtml(name)}</li>`;
}

function stack(bill: Bill, palette: Palette): Segment[] {
  const sums = new Map(bill.services.map((service) => [service.service, total(service)]));
  const named = palette.coloured().map((name) => ({ name, usd: sums.get(name) ?? 0, className: palette.classOf(name) }));
  const others = bill.services.filter(({ service }) => palette.classOf(service) === 'c0').reduce((sum, service) => sum + total(service), 0);
  return [...named, { name: OTHER, usd: others, className: 'c0' }];
}

export function total({ fixedUsd, usageUsd }: ServiceCost): number {
  return fixedUsd + usageUsd;
}

/** What is said where a chart would be empty. */
export function insteadOfChart(bill: Bill): string {
  if (!knowsPrices(bill)) { return `${noPrice(unpricedRegions(bill)).replace(/^n/, 'N')}: there is nothing to draw.`; }
  return bill.lines.length === 0 ? 'Nothing here is charged for.' : 'All that has a known price comes to $0.00.';
}

/** A stacked bar for each platform, on one scale. */
export function comparisonChart(bills: Bill[], palette: Palette): string {
  const greatest = Math.max(...bills.map((bill) => bill.monthlyUsd));
  if (greatest <= 0) {
    const words = bills.length === 1 ? insteadOfChart(bills[0]) : 'No platform has a known price to draw.';
    return `<p class="empty">${escapeHtml(words)}</p>`;
  }
  const marks = ticks(greatest);
  const scale = marks[marks.length - 1];
  const rows = bills.map((bill) => {
    const name = shortPath(bill.platform);
    if (bill.monthlyUsd <= 0) { return row(name, `<div class="bar-none">${escapeHtml(insteadOfChart(bill))}</div>`, ''); }
    const parts = stack(bill, palette);
    const spoken = parts.filter(({ usd }) => usd > 0).map((part) => `${part.name} ${money(part.usd)}`).join(', ');
    return row(name, bar(parts, scale, `${bill.platform}: ${money(bill.monthlyUsd)} a month. ${spoken}`, marks), money(bill.monthlyUsd));
  });
  const grouped = bills.some((bill) => stack(bill, palette).at(-1)!.usd > 0);
  const legend = [...palette.coloured().map((name) => swatch(palette.classOf(name), name)), ...(grouped ? [swatch('c0', OTHER)] : [])];
  return `<ul class="legend" aria-label="Colours">${legend.join('')}</ul><div class="chart stacked">${rows.join('')}${axis(marks, scale)}</div>`;
}

/** A bar for each service of a platform, in two tones. */
export function serviceBars(bill: Bill): string {
  const charged = bill.services.filter((service) => total(service) > 0);
  if (charged.length === 0) { return `<p class="empty">${escapeHtml(insteadOfChart(bill))}</p>`; }
  const scale = Math.max(...charged.map(total));
  const rows = charged.map((service) => {
    const label = `${service.service}: ${money(service.fixedUsd)} fixed, ${money(service.usageUsd)} by usage, ${percent(total(service), bill.monthlyUsd)} of the total`;
    return row(escapeHtml(service.service), bar(tones(service), scale, label), money(total(service)));
  });
  const legend = [swatch('fixed', 'Fixed'), swatch('usage', 'By usage')];
  return `<ul class="legend" aria-label="Tones">${legend.join('')}</ul><div class="chart services">${rows.join('')}</div>`;
}

/** How a total splits: all of the width is the total. */
export function splitBar(bill: Bill): string {
  const label = `${money(bill.fixedUsd)} fixed, ${money(bill.usageUsd)} by usage`;
  return bar(tones(bill), bill.fixedUsd + bill.usageUsd, label);
}

function tones({ fixedUsd, usageUsd }: { readonly fixedUsd: number; readonly usageUsd: number }): Segment[] {
  return [{ name: 'Fixed', usd: fixedUsd, className: 'fixed' }, { name: 'By usage', usd: usageUsd, className: 'usage' }];
}
