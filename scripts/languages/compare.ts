import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { readJson } from '../sample/assembly';

/**
 * The templates and bills of an assembly, by file name, as text with sorted keys. Nothing is left out: neither hashes nor metadata. How much
 * a platform is used is in no template, so its bill shows whether a language says it as the others do.
 */
export function filesIn(folder: string): Map<string, string> {
  const cost = resolve(folder, 'cost');
  const bills = existsSync(cost) ? readdirSync(cost).filter((file) => file.endsWith('.json')) : [];
  const files = [...readdirSync(folder).filter(isTemplate), ...bills.map((file) => `cost/${file}`)].sort();
  return new Map(files.map((file) => [file, JSON.stringify(sorted(readJson(resolve(folder, file))), null, 1)]));
}

export function isTemplate(file: string): boolean {
  return file.endsWith('.template.json');
}

/** Throws, with the first lines that differ, unless both are the same. */
export function expectSame(expected: Map<string, string>, actual: Map<string, string>, what: string): void {
  const [names, others] = [expected, actual].map((files) => [...files.keys()].join(', '));
  if (names !== others) throw new Error(`${what}: the templates and bills are ${others}, but TypeScript's ${names}`);
  for (const [file, text] of expected) {
    if (actual.get(file) === text) continue;
    const [wanted, got] = [text, actual.get(file)!].map((each) => each.split('\n'));
    const line = wanted.findIndex((each, index) => each !== got[index]);
    throw new Error(`${what}: ${file} differs from TypeScript's at line ${line + 1} of its sorted form:\n  - ${wanted[line]}\n  + ${got[line]}`);
  }
}

function sorted(value: any): any {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
