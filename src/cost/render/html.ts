import type { Bill } from '../bill';
import { DISCLAIMER } from './facts';
import { count } from './format';
import { overview } from './overview';
import { Palette } from './palette';
import { platformSection } from './platform-section';
import { STYLE } from './style';

/** One page that needs nothing else: no script, no font, no image is loaded. The same bills always make the same page. */
export function renderHtml(bills: Bill[]): string {
  const palette = new Palette(bills);
  const title = bills.length === 1 ? 'What the platform costs a month' : 'What the platforms cost a month';
  const lead = `${count(bills.length, 'platform')}, estimated from the templates before anything is deployed.`;
  return '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>'
    + '<meta name="color-scheme" content="light dark"/><meta name="robots" content="noindex"/>'
    + `<title>${title}</title><style>${STYLE}</style></head><body>`
    + `<header class="top"><p class="kicker">Cost estimate</p><h1>${title}</h1><p class="lead">${lead}</p></header>`
    + `<main>${overview(bills, palette)}${bills.map(platformSection).join('')}</main>`
    + `<footer><p>${DISCLAIMER}</p><p>Each line names the day of its price and how sure it is.</p></footer></body></html>\n`;
}
