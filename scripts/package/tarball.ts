import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT } from '../shared/paths';
import { run } from '../shared/run';

/** All that a consumer's `npm install` brings: anything else in the tarball is a mistake. */
const BELONGS = [/^lib\/[\w/-]+\.(js|d\.ts)$/, /^\.jsii(\.tabl\.json)?$/, /^(package\.json|README\.md|LICENSE|API\.md|CHANGELOG\.md)$/];
/** Some 350 of them are the assembly that other languages are generated from, and API.md. */
const LARGEST_KIB = 1400;

export interface Tarball {
  readonly files: number;
  readonly kib: number;
}

/** Reads what `npm pack` would put into the tarball, and checks it. */
export async function checkTarball(): Promise<Tarball> {
  const packed = JSON.parse(await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']));
  const [{ files, size }]: { files: { path: string }[]; size: number }[] = Object.values(packed);
  const paths = files.map(({ path }) => path);
  const strangers = paths.filter((path) => !BELONGS.some((pattern) => pattern.test(path)));
  if (strangers.length > 0) throw new Error(`the tarball has what it should not: ${strangers.join(', ')}`);
  for (const needed of ['lib/index.js', 'lib/index.d.ts', '.jsii', 'LICENSE', 'README.md']) {
    if (!paths.includes(needed)) throw new Error(`the tarball lacks ${needed}`);
  }
  checkMaps(paths.filter((path) => path.endsWith('.js')));
  checkManifest(paths);
  const kib = Math.round(size / 1024);
  if (kib > LARGEST_KIB) throw new Error(`the tarball has ${kib} KiB, more than ${LARGEST_KIB}`);
  return { files: paths.length, kib };
}

/** A source map must carry its sources: src/ is not in the package. */
function checkMaps(paths: string[]): void {
  for (const path of paths) {
    const [, inline] = /\/\/# sourceMappingURL=(.+)\s*$/.exec(readFileSync(resolve(ROOT, path), 'utf8')) ?? [];
    if (!inline) continue;
    const [, encoded] = /^data:application\/json;(?:charset=utf-8;)?base64,(.+)$/.exec(inline) ?? [];
    const map = encoded && JSON.parse(Buffer.from(encoded, 'base64').toString());
    if (!map?.sourcesContent?.every((source: string | null) => source)) throw new Error(`${path} has a source map that points nowhere`);
  }
}

function checkManifest(paths: string[]): void {
  const manifest = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'));
  if (Object.keys(manifest.dependencies ?? {}).length > 0) throw new Error('package.json has dependencies: peers are all that there may be');
  const expected = ['aws-cdk-lib', 'constructs'];
  if (Object.keys(manifest.peerDependencies).sort().join() !== expected.join()) throw new Error(`package.json: peerDependencies must be ${expected.join(' and ')}`);
  if (!manifest.engines?.node) throw new Error('package.json names no engines.node');
  for (const word of ['aws', 'cdk', 'aws-cdk']) if (!manifest.keywords.includes(word)) throw new Error(`package.json lacks the keyword ${word}, which Construct Hub asks for`);
  const targets = Object.values<any>(manifest.exports).flatMap((target) => (typeof target === 'string' ? [target] : Object.values<string>(target)));
  const missing = targets.map((target) => target.replace('./', '')).filter((target) => !paths.includes(target) || !statSync(resolve(ROOT, target)).isFile());
  if (missing.length > 0) throw new Error(`package.json exports what the tarball lacks: ${missing.join(', ')}`);
}
