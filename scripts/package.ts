import { acceptApi, breakingChanges, provesToFail } from './package/api-gate';
import { checkImportCost } from './package/import-cost';
import { compileSnippets, findSnippetsInSamples } from './package/snippets';
import { checkTarball } from './package/tarball';
import { compileLibrary } from './shared/prepare';
import { dim, green, heading, print, step } from './shared/terminal';

/*
 * `npm run package:check`: what is about to be published, as its consumers will meet it: examples that compile, an API that has not
 * broken since the last release, and a tarball with what belongs there. `npm run api:accept` makes the API of now the one to keep.
 */
async function main(): Promise<void> {
  heading('The package');
  await compileLibrary();
  if (process.argv.includes('--accept-api')) {
    acceptApi();
    return print(`${green('✓')} The API as it is now is what later changes are compared with: commit test/api/`);
  }
  const snippets = await step('Examples of README, docs and docstrings compiled by jsii-rosetta --strict', compileSnippets);
  const others = findSnippetsInSamples();
  const broken = await step('API compared with the last release by jsii-diff', () => breakingChanges());
  if (broken.length > 0) throw new Error(`the API would break consumers (docs/upgrading.md says how to accept that):\n  ${broken.join('\n  ')}`);
  const planted = await step('API gate proven to shut', provesToFail);
  const imported = await step('Imports measured: no service of aws-cdk-lib without need', checkImportCost);
  const tarball = await step('Tarball read', checkTarball);
  print(dim(`  ${snippets} examples in TypeScript, ${others} in other languages that stand in their samples · API unbroken, ${planted} planted breaks found · ${imported} · ${tarball.files} files, ${tarball.kib} KiB`));
}

main().catch((error) => {
  console.error(`\n✗ ${error.message}`);
  process.exitCode = 1;
});
