/** What a person reads before starting a runbook. */
export interface DescriptionParts {
  readonly what: string;
  readonly before: string[];
  readonly after: string[];
  readonly undo: string;
}

/** In Markdown, as the console shows it. */
export function describe({ what, before, after, undo }: DescriptionParts): string {
  const list = (items: string[]) => items.map((item) => `- ${item}`).join('\n');
  return [what, '**Before**', list(before), '**After**', list(after), '**Undo**', undo].join('\n\n');
}
