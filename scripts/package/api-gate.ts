import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ROOT, TMP } from '../shared/paths';
import { run } from '../shared/run';

/** The API of the last release, as jsii wrote it. */
const BASELINE = resolve(ROOT, 'test/api/baseline.jsii.gz');

/** Breaking changes that the next major version is to bring, one key of jsii-diff a line. */
const ACCEPTED = resolve(ROOT, 'test/api/accepted-changes.txt');

/**
 * What jsii-diff finds to be breaking, as its keys; of experimental APIs too. The baseline is a folder: a package of npm that is not
 * published would be skipped with exit code 0.
 */
export async function breakingChanges(current: string = ROOT): Promise<string[]> {
  const baseline = assemblyFolder('api-baseline', JSON.parse(gunzipSync(readFileSync(BASELINE)).toString()));
  const options = ['--error-on', 'all', '--keys', '--ignore-file', ACCEPTED];
  const output = await run('npx', ['jsii-diff', baseline, current, ...options], { accept: [0, 1], withErrors: true });
  return [...output.matchAll(/^err .*\[(\S+)\]$/gm)].map(([, key]) => key);
}

/** Proof that the gate shuts: planted changes that break consumers, each with the key that must be found. */
export async function provesToFail(): Promise<number> {
  const planted: [string, (assembly: any) => void][] = [
    ['removed:cdk-pdf-web-platform.NetworkOptions.cidr', ({ types }) => remove(types['cdk-pdf-web-platform.NetworkOptions'].properties, 'cidr')],
    ['removed:cdk-pdf-web-platform.IngressExposure.PUBLIC', ({ types }) => remove(types['cdk-pdf-web-platform.IngressExposure'].members, 'PUBLIC')],
    ['removed:cdk-pdf-web-platform.PdfWebPlatform.grantReadPdfs', ({ types }) => remove(types['cdk-pdf-web-platform.PdfWebPlatform'].methods, 'grantReadPdfs')],
  ];
  for (const [key, plant] of planted) {
    const assembly = JSON.parse(readFileSync(resolve(ROOT, '.jsii'), 'utf8'));
    plant(assembly);
    const found = await breakingChanges(assemblyFolder('api-planted', assembly));
    if (!found.includes(key)) throw new Error(`the API gate let a planted breaking change pass: ${key} (it found ${found.join(', ') || 'nothing'})`);
  }
  return planted.length;
}

/** Makes the API as it is now the one that later changes are compared with. */
export function acceptApi(): void {
  writeFileSync(BASELINE, gzipSync(readFileSync(resolve(ROOT, '.jsii')), { level: 9 }));
  writeFileSync(ACCEPTED, '');
}

/** jsii-diff reads folders with a package.json. */
function assemblyFolder(name: string, assembly: object): string {
  const folder = resolve(TMP, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, '.jsii'), JSON.stringify(assembly));
  cpSync(resolve(ROOT, 'package.json'), resolve(folder, 'package.json'));
  return folder;
}

function remove(members: { name: string }[], name: string): void {
  const index = members.findIndex((member) => member.name === name);
  if (index < 0) throw new Error(`nothing to plant: the API has no ${name}`);
  members.splice(index, 1);
}
