import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SAMPLE_OUT } from '../../shared/paths';
import type { SynthesizedPlatform, SynthesizedStack } from '../assembly';
import { endpointsOf, objectivesOf, runbooksOf } from '../endpoints';
import type { Results, VariantResult } from '../results';
import { countByService } from '../services';
import { architectureOf } from './architecture';
import { drawArchitecture, drawHeads } from './diagram';
import { escape } from './svg';

/** Writes the report as one file without dependencies, and gives back where it is. */
export function writeHtmlReport(results: Results): string {
  const path = resolve(SAMPLE_OUT, 'index.html');
  writeFileSync(path, page(results));
  return path;
}

function page(results: Results): string {
  const { variants } = results;
  const shown = variants.map((_, at) => `#variant-${at}:checked ~ #shown-${at}`).join(',');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What the presets make</title>
<style>
${readFileSync(resolve(__dirname, 'page.css'), 'utf8')}
${shown} { display: block; }
</style>
${drawHeads()}
<main>
<h1>What the presets make</h1>
<p class="lead">Drawn from the templates that <code>npm run sample</code> synthesized. Nothing has been deployed.</p>
<div class="panel">${checks(results)}</div>
<div class="tabs">
${variants.map(({ variant }, at) => `<input type="radio" name="variant" id="variant-${at}"${at ? '' : ' checked'}><label for="variant-${at}">${escape(variant.title)}</label>`).join('\n')}
${variants.map((variant, at) => `<section id="shown-${at}">${presets(variant)}</section>`).join('\n')}
</div>
</main>
</html>
`;
}

function checks({ variants, cdkVersion, featureFlags, packs, nagVersion, acknowledged, lint }: Results): string {
  const advice = [...new Set(variants.flatMap(({ validation }) => validation.advice))];
  const rules = [...acknowledged.values()].reduce((sum, ids) => sum + ids.size, 0);
  return `<ul class="checks">
<li>aws-cdk-lib ${cdkVersion}: all ${featureFlags} recommended feature flags, no credentials, no lookup</li>
<li>${variants[0].validation.validator}: no findings in ${variants.length} syntheses, its warnings counted as errors</li>
<li>cdk-nag ${nagVersion}: no findings of ${packs.join(', ')}; a planted fault was found by all ${packs.length}
<details><summary>${rules} rules are acknowledged, each with a reason</summary>${table([...acknowledged].map(([reason, ids]) => [escape(reason), `<code>${[...ids].map(escape).join('<br>')}</code>`]))}</details></li>
<li>cfn-lint ${lint.version}: no findings in ${lint.templates} templates, besides ${lint.known.length} kinds known to be false
<details><summary>Why they are false</summary>${table(lint.known.map(([{ rule, type, message, reason }, count]) => [`<code>${count} × ${rule}</code>`, `<code>${escape(type)}</code>`, `${escape(message)} …`, escape(reason)]))}</details></li>
${advice.map((each) => `<li class="advice">${escape(each)}</li>`).join('')}
</ul>`;
}

function presets({ variant, platforms }: VariantResult): string {
  return platforms.map((platform) => preset(platform, variant.id)).join('\n');
}

function preset(platform: SynthesizedPlatform, folder: string): string {
  const stacks = [platform.main, ...platform.support];
  const count = stacks.reduce((sum, { template }) => sum + Object.keys(template.Resources).length, 0);
  return `<article class="panel">
<div class="head"><h2>${escape(platform.preset)}</h2><span class="numbers">${count} resources in ${stacks.length} ${stacks.length > 1 ? 'stacks' : 'stack'}</span></div>
${drawArchitecture(architectureOf(platform), `The architecture of ${platform.preset} in ${platform.main.region}`)}
<div class="legend"><span><i style="border-color:var(--exposed)"></i>has a public address</span><span><i style="border-color:var(--accent)"></i>the way of a request</span><span><i style="border-color:var(--data)"></i>data</span><span><i style="border-color:var(--soft);border-style:dashed"></i>standby, or only under load</span></div>
<h3>Bill</h3><p><b>$${platform.bill.monthlyUsd.toFixed(2)}</b> a month, of which $${platform.bill.usageUsd.toFixed(2)} for being used: <a href="${folder}/cost/index.html">every line, and what would lower it</a></p>
<h3>Resources</h3><div class="chips">${countByService(platform).map(([service, number]) => `<span><b>${number}</b> ${escape(service)}</span>`).join('')}</div>
<h3>Stacks</h3>${table(stacks.map((stack) => stackRow(stack, folder)))}
<h3>Endpoints</h3>${table(endpointsOf(platform.main).map(([name, value]) => [escape(name), `<code>${escape(value)}</code>`]))}
<h3>Recovery</h3>${table(objectivesOf(platform.main).map((line) => line.split(/: (.*)/).slice(0, 2).map(escape)))}
${runbooks(platform)}
</article>`;
}

function runbooks({ main }: SynthesizedPlatform): string {
  const names = runbooksOf(main);
  return names.length > 0 ? `<h3>Runbooks</h3><div class="chips">${names.map((name) => `<span>${escape(name)}</span>`).join('')}</div>` : '';
}

function stackRow({ name, region, template, bytes, terminationProtection }: SynthesizedStack, folder: string): string[] {
  const link = `<a href="${folder}/${name}.template.json">${escape(name)}</a>`;
  const numbers = [`${Object.keys(template.Resources).length} resources`, `${Math.ceil(bytes / 1024)} KiB`];
  return [link, region, ...numbers, terminationProtection ? 'protected from termination' : ''];
}

/** Rows of cells that are HTML already. */
function table(rows: string[][]): string {
  return `<table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
}
