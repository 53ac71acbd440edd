import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT, SAMPLE, SAMPLE_APP, TMP } from './paths';
import { run } from './run';
import { step } from './terminal';

export const QUIETLY = ['--no-audit', '--no-fund', '--loglevel=error'];

/** From a checkout to a sample that can be synthesized, with the library installed as npm would deliver it. */
export async function prepareSample(): Promise<void> {
  if (!existsSync(resolve(ROOT, 'node_modules'))) await step('Dependencies installed', () => run('npm', ['ci', ...QUIETLY]));
  await compileLibrary();
  await step('Library packed', packLibrary);
  await step('Library installed in sample/typescript', installLibrary);
  await step('Sample type-checked', () => run('npx', ['tsc'], { cwd: SAMPLE }));
}

/** Compiles the library, unless what is there was compiled from the sources as they are. */
export async function compileLibrary(): Promise<void> {
  const sources = ['src', 'package.json', 'README.md', 'tsconfig.json'].map((name) => newest(resolve(ROOT, name)));
  const assembly = resolve(ROOT, '.jsii');
  if (existsSync(assembly) && statSync(assembly).mtimeMs > Math.max(...sources)) return;
  await step('Library compiled by jsii, its examples by jsii-rosetta', async () => {
    await run('npx', ['projen', 'compile']);
    await run('npx', ['projen', 'post-compile']);
  });
}

/** When a file, or anything in a folder, was last changed. */
function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(resolve(path, name))));
}

/** Installs the application that the platform is for, and runs its tests. */
export async function testSampleApp(): Promise<void> {
  await step('sample/app installed', () => run('npm', ['ci', ...QUIETLY], { cwd: SAMPLE_APP }));
  await step('sample/app tested', () => run('node', ['--test'], { cwd: SAMPLE_APP }));
}

/** Packs the library as npm would publish it. */
export async function packLibrary(): Promise<void> {
  const folder = resolve(TMP, 'packed');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run('npm', ['pack', '--pack-destination', folder]);
  const [tarball] = readdirSync(folder);
  // Without the version, which releases change, so that the sample's package.json can name it.
  renameSync(resolve(folder, tarball), resolve(ROOT, 'sample/cdk-pdf-web-platform.tgz'));
}

async function installLibrary(): Promise<void> {
  // npm takes a package of the same version for the same package.
  rmSync(resolve(SAMPLE, 'node_modules/cdk-pdf-web-platform'), { recursive: true, force: true });
  rmSync(resolve(SAMPLE, 'node_modules/.package-lock.json'), { force: true });
  await run('npm', ['install', ...QUIETLY], { cwd: SAMPLE });
}
