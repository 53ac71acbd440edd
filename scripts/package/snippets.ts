import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT, TMP } from '../shared/paths';
import { run } from '../shared/run';

const FENCE = /^```ts\b/gm;

/**
 * Compiles every TypeScript example of the README, of docs/ and of the docstrings, with what `rosetta/` says that they take for given.
 * jsii-rosetta reads a package's own readme only, so it gets a package whose readme is all of them. Gives back how many there are.
 */
export async function compileSnippets(): Promise<number> {
  const folder = resolve(TMP, 'snippets');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pages = [resolve(ROOT, 'README.md'), ...markdownIn(resolve(ROOT, 'docs'))].map((page) => readFileSync(page, 'utf8'));
  const assembly = JSON.parse(readFileSync(resolve(ROOT, '.jsii'), 'utf8'));
  writeFileSync(resolve(folder, '.jsii'), JSON.stringify({ ...assembly, readme: { markdown: pages.join('\n\n') } }));
  cpSync(resolve(ROOT, 'package.json'), resolve(folder, 'package.json'));
  cpSync(resolve(ROOT, 'rosetta'), resolve(folder, 'rosetta'), { recursive: true });
  symlinkSync(resolve(ROOT, 'lib'), resolve(folder, 'lib'));
  mkdirSync(resolve(folder, 'node_modules'));
  symlinkSync(folder, resolve(folder, 'node_modules/cdk-pdf-web-platform'));
  for (const peer of ['aws-cdk-lib', 'constructs']) symlinkSync(resolve(ROOT, 'node_modules', peer), resolve(folder, 'node_modules', peer));

  await run('npx', ['jsii-rosetta', 'extract', '--strict', '--directory', folder, folder]);
  const { snippets } = JSON.parse(readFileSync(resolve(folder, '.jsii.tabl.json'), 'utf8'));
  const compiled = Object.values<any>(snippets).filter(({ didCompile }) => didCompile).length;
  const expected = pages.join('\n').match(FENCE)!.length + (JSON.stringify(assembly.types).match(/"example":/g) ?? []).length;
  if (compiled !== expected) throw new Error(`${expected} examples are written, but ${compiled} were compiled`);
  return compiled;
}

function markdownIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => resolve(entry.parentPath, entry.name))
    .sort();
}

/** Where the examples of other languages are compiled. */
const SAMPLES: Record<string, string> = { python: 'sample/python', java: 'sample/java', go: 'sample/go', csharp: 'sample/csharp' };

/**
 * Every example of another language stands in the sample of that language too, which `npm run languages` compiles. Gives back how many
 * there are.
 */
export function findSnippetsInSamples(): number {
  const pages = [resolve(ROOT, 'README.md'), ...markdownIn(resolve(ROOT, 'docs'))];
  const snippets = pages.flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/^```(python|java|go|csharp)\n([\s\S]*?)^```$/gm)]);
  for (const [, language, code] of snippets) {
    const folder = resolve(ROOT, SAMPLES[language]);
    const sources = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const stands = sources.some((entry) => readFileSync(resolve(entry.parentPath, entry.name), 'utf8').includes(code));
    if (!stands) throw new Error(`this ${language} example is in no file of ${SAMPLES[language]}, so nothing compiles it:\n${code}`);
  }
  return snippets.length;
}
