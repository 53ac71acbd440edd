import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Compares a part of a page of docs/ with what it is generated from. With UPDATE_DOCS=1 it is written instead. */
export function expectInDocs(page: string, name: string, generated: string): void {
  const file = join(__dirname, '../../docs', page);
  const text = readFileSync(file, 'utf8');
  const part = new RegExp(`(<!-- generated: ${name} -->\n\n)([^]*?)(\n\n<!-- end of ${name} -->)`);
  const [, , written] = part.exec(text) ?? [];
  if (process.env.UPDATE_DOCS) writeFileSync(file, text.replace(part, (_all, begin, _old, end) => `${begin}${generated}${end}`));
  else expect(written).toBe(generated);
}
