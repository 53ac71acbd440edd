import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT, TMP } from '../scripts/shared/paths';
import { compileLibrary } from '../scripts/shared/prepare';
import { run } from '../scripts/shared/run';
import { dim, heading, print } from '../scripts/shared/terminal';

/*
 * `npm run bench`: what importing the library, making a platform and synthesizing it take, in TypeScript and in Python. Each run is a
 * process of its own; what is shown is the median. Validation, which aws-cdk-lib does in the same time for every app, is left out.
 */

const RUNS = 7;
const PRESETS: Record<string, string> = { dev: 'dev', prodLean: 'prod_lean', prod: 'prod' };

interface Times {
  readonly importMs: number;
  readonly makeMs: number;
  readonly synthMs: number;
}

async function main(): Promise<void> {
  await compileLibrary();
  heading(`Milliseconds, median of ${RUNS} runs`);
  print(`${'import'.padStart(30)}${'make'.padStart(10)}${'synth'.padStart(10)}${'all'.padStart(10)}`);
  const python = resolve(TMP, 'languages/python/bin/python');
  for (const [preset, inPython] of Object.entries(PRESETS)) {
    await show(`TypeScript ${preset}`, 'node', [resolve(__dirname, 'measure.cjs'), ROOT, preset]);
    if (existsSync(python)) await show(`Python     ${preset}`, python, [resolve(__dirname, 'measure.py'), inPython]);
  }
  if (!existsSync(python)) print(dim('Python: not measured, npm run languages installs the package for it'));
}

async function show(title: string, command: string, args: string[]): Promise<void> {
  const runs: Times[] = [];
  for (let n = 0; n < RUNS; n += 1) runs.push(JSON.parse((await run(command, args, { env: { CDK_VALIDATION: 'false' } })).trim().split('\n').at(-1)!));
  const [imported, made, synthesized] = (['importMs', 'makeMs', 'synthMs'] as const).map((part) => median(runs.map((times) => times[part])));
  const cell = (milliseconds: number) => milliseconds.toFixed(0).padStart(10);
  print(`${title.padEnd(20)}${cell(imported)}${cell(made)}${cell(synthesized)}${cell(imported + made + synthesized)}`);
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

main().catch((error) => {
  console.error(`\n✗ ${error.message}`);
  process.exitCode = 1;
});
