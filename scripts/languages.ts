import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { expectSame, filesIn, isTemplate } from './languages/compare';
import { CSHARP } from './languages/csharp';
import { GO } from './languages/go';
import { JAVA } from './languages/java';
import type { Language, SampleApp } from './languages/language';
import { PYTHON } from './languages/python';
import { readJson } from './sample/assembly';
import { installFloorSample, runWithFloor } from './shared/floor';
import { SAMPLE, TMP } from './shared/paths';
import { compileLibrary } from './shared/prepare';
import { run } from './shared/run';
import { green, heading, print, step, yellow } from './shared/terminal';

/*
 * `npm run languages`: the packages for all languages, installed by a consumer in each, and the proof that they are one library: the
 * same platforms, written in TypeScript, Python, Java and Go, synthesize to the same templates and bills, byte for byte once keys are
 * sorted.
 */

const APPS: SampleApp[] = ['app', 'parity'];

async function main(): Promise<void> {
  heading('One library, five languages');
  await compileLibrary();
  await step('Packages built: npm, PyPI, Maven, Go, NuGet (npx projen package-all)', () => run('npx', ['projen', 'package-all']));
  await installFloorSample();
  const reference = await synthesizeAll('TypeScript', runWithFloor);

  const skipped: string[] = [];
  for (const language of [PYTHON, JAVA, GO, CSHARP]) {
    const missing = await language.missing();
    if (missing) skipped.push(`${language.name}: skipped, ${missing}`);
    else await compareWith(reference, language);
  }

  const files = [...reference.values()].flatMap((each) => [...each.keys()]);
  const templates = files.filter(isTemplate).length;
  print(`${green('✓')} ${templates} templates and ${files.length - templates} bills are the same in TypeScript, Python, Java and Go: the sample, and one with everything brought and one with everything overridden`);
  for (const line of skipped) print(`${yellow('–')} ${line}`);
}

async function compareWith(reference: Map<SampleApp, Map<string, string>>, language: Language): Promise<void> {
  await language.install();
  const own = await synthesizeAll(language.name, (app, env) => language.synthesize(app, env));
  for (const app of APPS) expectSame(reference.get(app)!, own.get(app)!, `${language.name} ${app}`);
}

/** Both apps' templates and bills, under the feature flags that the sample follows; validated are the same templates elsewhere. */
async function synthesizeAll(name: string, synthesize: Language['synthesize']): Promise<Map<SampleApp, Map<string, string>>> {
  const { context } = readJson(resolve(SAMPLE, 'cdk.json'));
  const made = new Map<SampleApp, Map<string, string>>();
  for (const app of APPS) {
    const out = resolve(TMP, 'languages/out', name, app);
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    const env = { CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify({ ...context, region: 'ap-northeast-1', nag: 'false' }), CDK_VALIDATION: 'false' };
    await step(`${name}: ${app} synthesized`, () => synthesize(app, env));
    made.set(app, filesIn(out));
  }
  return made;
}

main().catch((error) => {
  console.error(`\n✗ ${error.message}`);
  process.exitCode = 1;
});
