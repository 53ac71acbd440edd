import type { Bill } from '../../../src/cost/bill';
import { bold, cyan, dim, flow, green, heading, print, yellow } from '../../shared/terminal';
import type { SynthesizedPlatform, SynthesizedStack } from '../assembly';
import { endpointsOf, objectivesOf, runbooksOf } from '../endpoints';
import type { Results } from '../results';
import { countByService } from '../services';
import { folderOf, fromRoot } from '../variants';

const LABEL = 12;
const NAME = 26;

export function printReport(results: Results): void {
  const [{ platforms }] = results.variants;
  for (const { preset } of platforms) printPreset(preset, results);
  printChecks(results);
}

function printPreset(preset: string, { variants }: Results): void {
  heading(preset);
  const perVariant = variants.map(({ variant, platforms }) => ({ variant, platform: platforms.find((each) => each.preset === preset)! }));

  block('Stacks', perVariant.flatMap(({ variant, platform }) => [platform.main, ...platform.support].map((stack, at) => stackLine(at === 0 && variant.context.zoneName ? 'with a domain' : '', stack))));
  const [first] = perVariant;
  block('Resources', flow(countByService(first.platform).map(([service, count]) => `${cyan(count)} ${service}`), LABEL));
  block('Endpoints', endpointsOf(first.platform.main).map(([name, value]) => `${name.padEnd(NAME)}${value}`));
  const withDomain = perVariant.find(({ variant }) => variant.context.zoneName);
  if (withDomain) block('', [`${'Url with a domain'.padEnd(NAME)}${urlOf(withDomain.platform)}`]);
  block('Recovery', objectivesOf(first.platform.main));
  block('Runbooks', flow(runbooksOf(first.platform.main), LABEL));
  block('Bill', perVariant.filter(({ variant }) => !variant.context.zoneName).flatMap(({ platform }) => billLines(platform.bill)));
  block('Templates', perVariant.map(({ variant, platform }) => dim(`${fromRoot(folderOf(variant))}/${platform.main.name}.template.json`)));
}

/** The bill in a few words: the page beside the templates has all of it. */
function billLines({ region, monthlyUsd, fixedUsd, usageUsd, services, proposals }: Bill): string[] {
  const dear = services.slice(0, 4).map(({ service, fixedUsd: fixed, usageUsd: usage }) => `${service} ${usd(fixed + usage)}`);
  const rest = monthlyUsd - services.slice(0, 4).reduce((sum, each) => sum + each.fixedUsd + each.usageUsd, 0);
  const [best] = proposals;
  return [
    `${region.padEnd(16)}${bold(`${usd(monthlyUsd)} a month`)}: ${usd(fixedUsd)} for being there, ${usd(usageUsd)} for being used`,
    dim(`${''.padEnd(16)}${dear.join(' · ')} · rest ${usd(rest)}`),
    ...(best ? [dim(`${''.padEnd(16)}-${usd(best.savesUsd)} with ${best.change}`)] : []),
  ];
}

function usd(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

function urlOf({ main }: SynthesizedPlatform): string {
  return Object.fromEntries(endpointsOf(main)).Url;
}

function stackLine(note: string, { name, region, template, bytes, terminationProtection }: SynthesizedStack): string {
  const numbers = `${String(Object.keys(template.Resources).length).padStart(3)} resources  ${String(Math.ceil(bytes / 1024)).padStart(4)} KiB`;
  const kept = terminationProtection ? dim('  protected from termination') : '';
  return `${region.padEnd(16)}${numbers}  ${bold(name)}${note && dim(`  ${note}`)}${kept}`;
}

function block(label: string, lines: string[]): void {
  lines.forEach((line, at) => print(`${(at ? '' : label).padEnd(LABEL)}${line}`));
}

function printChecks({ variants, packs, nagVersion, cdkVersion, featureFlags, acknowledged, lint }: Results): void {
  heading('Checks');
  const rules = [...acknowledged.values()].reduce((sum, ids) => sum + ids.size, 0);
  ok(`aws-cdk-lib ${cdkVersion}`, `all ${featureFlags} recommended feature flags, no credentials, no lookup`);
  ok(variants[0].validation.validator, `0 findings in ${variants.length} syntheses, its warnings counted as errors`);
  ok(`cdk-nag ${nagVersion}`, `0 findings of ${packs.join(', ')};`);
  print(`  ${''.padEnd(32)}a planted fault was found by all ${packs.length}; ${rules} rules are acknowledged with a reason each`);
  ok(`cfn-lint ${lint.version}`, `0 findings in ${lint.templates} templates, besides these known to be false:`);
  for (const reason of new Set(lint.known.map(([known]) => known.reason))) {
    const findings = lint.known.filter(([known]) => known.reason === reason);
    findings.forEach(([{ rule, type, message }, count]) => print(`    ${String(count).padStart(2)} × ${rule} ${type}: ${message} …`));
    print(dim(`         ${reason}`));
  }
  for (const advice of new Set(variants.flatMap(({ validation }) => validation.advice))) print(`${yellow('!')} Advice of aws-cdk-lib: ${advice}`);
}

function ok(what: string, result: string): void {
  print(`${green('✓')} ${what.padEnd(32)}${result}`);
}
