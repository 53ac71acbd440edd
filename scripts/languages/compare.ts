import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { readJson } from '../sample/assembly';

/** The templates of an assembly, by file name, as text with sorted keys. Nothing is left out: neither hashes nor metadata. */
export function templatesIn(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.template.json')).sort();
  return new Map(files.map((file) => [file, JSON.stringify(sorted(readJson(resolve(folder, file))), null, 1)]));
}

/** Throws, with the first lines that differ, unless both are the same. */
export function expectSame(expected: Map<string, string>, actual: Map<string, string>, what: string): void {
  const [names, others] = [expected, actual].map((templates) => [...templates.keys()].join(', '));
  if (names !== others) throw new Error(`${what}: the templates are ${others}, but TypeScript's ${names}`);
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
