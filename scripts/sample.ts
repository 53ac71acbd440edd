import { resolve } from 'node:path';
import { readJson, readPlatforms } from './sample/assembly';
import { lint } from './sample/checks/cfn-lint';
import { checkFeatureFlags } from './sample/checks/feature-flags';
import { acknowledgements, provePacksRun, readValidation } from './sample/checks/validation-report';
import { printReport } from './sample/report/console';
import { writeHtmlReport } from './sample/report/html';
import type { Results } from './sample/results';
import { folderOf, fromRoot, synthesize, VARIANTS } from './sample/variants';
import { SAMPLE } from './shared/paths';
import { prepareSample, testSampleApp } from './shared/prepare';
import { bold, heading, print, step } from './shared/terminal';

/*
 * `npm run sample`: from a checkout to proof that a consumer can use the library. Builds and packs it, installs it in sample/typescript,
 * synthesizes all presets in two regions and with a domain, validates the templates and reports what they would make.
 */

/** The packs in sample/typescript/bin/app.ts, as their rules' ids name them. */
const PACKS = ['AwsSolutions', 'NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'];

async function main(): Promise<void> {
  heading('The library and its sample');
  await prepareSample();
  await testSampleApp();
  const featureFlags = await checkFeatureFlags();
  for (const variant of VARIANTS) await step(`Synthesized: dev, prodLean and prod in ${variant.title}`, () => synthesize(variant));
  await step(`cdk-nag proven to run: a planted fault is found by ${PACKS.length} packs`, () => provePacksRun(PACKS));

  const variants = VARIANTS.map((variant) => {
    const folder = folderOf(variant);
    return { variant, platforms: readPlatforms(folder), validation: readValidation(folder) };
  });
  const platforms = variants.flatMap((each) => each.platforms);
  const results: Results = {
    variants,
    cdkVersion: versionOf('aws-cdk-lib'),
    featureFlags,
    packs: PACKS,
    nagVersion: versionOf('cdk-nag'),
    acknowledged: acknowledgements(platforms),
    lint: await step('Templates read by cfn-lint', () => lint(platforms.flatMap(({ main: stack, support }) => [stack, ...support]))),
  };

  printReport(results);
  print();
  print(`${bold('Open')} ${fromRoot(writeHtmlReport(results))} for the pictures of what these templates make,`);
  print(`and ${fromRoot(resolve(folderOf(VARIANTS[0]), 'cost/index.html'))} for what they cost.`);
}

function versionOf(dependency: string): string {
  return readJson(resolve(SAMPLE, 'node_modules', dependency, 'package.json')).version;
}

main().catch((error) => {
  console.error(`\n✗ ${error.message}`);
  process.exitCode = 1;
});
