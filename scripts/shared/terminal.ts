const COLOURED = process.stdout.isTTY || process.env.FORCE_COLOR === '1';
const style = (code: number) => (text: string | number) => (COLOURED ? `\u001b[${code}m${text}\u001b[0m` : String(text));

export const bold = style(1);
export const dim = style(2);
export const green = style(32);
export const yellow = style(33);
export const cyan = style(36);

const WIDTH = 110;

export function print(line = ''): void {
  console.log(line);
}

export function heading(title: string): void {
  print();
  print(bold(`━━ ${title} ${'━'.repeat(Math.max(0, WIDTH - title.length - 4))}`));
}

/** Does a step, then says so with the time it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const result = await work();
  print(`${green('✓')} ${title} ${dim(`${((Date.now() - start) / 1000).toFixed(1)} s`)}`);
  return result;
}

/** Items one after the other, in lines no longer than the terminal's. */
export function flow(items: string[], indent: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 3 <= WIDTH - indent) lines[lines.length - 1] = `${last}   ${item}`;
    else lines.push(item);
  }
  return lines;
}
