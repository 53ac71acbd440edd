import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT, SAMPLE, TMP } from './paths';
import { compileLibrary, packLibrary, QUIETLY } from './prepare';
import { run } from './run';
import { step } from './terminal';
import { readJson } from '../sample/assembly';

const FLOOR = resolve(TMP, 'floor/sample');

/** sample/typescript with the lowest aws-cdk-lib that the library takes: what Python, Java and Go have as well. */
export async function installFloorSample(): Promise<void> {
  await compileLibrary();
  await step('Library packed', packLibrary);
  rmSync(FLOOR, { recursive: true, force: true });
  mkdirSync(FLOOR, { recursive: true });
  for (const part of ['bin', 'cdk.json', 'tsconfig.json', '.npmrc']) cpSync(resolve(SAMPLE, part), resolve(FLOOR, part), { recursive: true });
  const manifest = readJson(resolve(SAMPLE, 'package.json'));
  const { devDependencies } = readJson(resolve(ROOT, 'package.json'));
  const peers = { 'aws-cdk-lib': devDependencies['aws-cdk-lib'], 'constructs': devDependencies.constructs };
  const library = { 'cdk-pdf-web-platform': `file:${resolve(ROOT, 'sample/cdk-pdf-web-platform.tgz')}` };
  writeFileSync(resolve(FLOOR, 'package.json'), JSON.stringify({ ...manifest, dependencies: { ...manifest.dependencies, ...peers, ...library } }));
  await step(`Library installed beside aws-cdk-lib ${peers['aws-cdk-lib']}`, () => run('npm', ['install', ...QUIETLY], { cwd: FLOOR }));
  await step('Sample type-checked against it', () => run('npx', ['tsc'], { cwd: FLOOR }));
}

/** Synthesizes an app of that sample, validated as users have it. */
export async function synthesizeWithFloor(app: string, out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  await run('npx', ['cdk', 'synth', '--quiet', '--no-notices', '-o', out, '--app', `npx tsx ${app}`], { cwd: FLOOR, env: { CDK_VALIDATION: undefined } });
}

/** Runs an app of that sample directly, as the other languages' are run. */
export async function runWithFloor(app: string, env: Record<string, string>): Promise<void> {
  await run('npx', ['tsx', `bin/${app}.ts`], { cwd: FLOOR, env });
}
