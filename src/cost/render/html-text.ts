const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** Text for HTML, in elements and in quoted attributes. Controls that no HTML may have are left out. */
export function escapeHtml(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

const LONGEST = 44;

/** A path for where there is little room: its beginning and its end, which tells one from another. The whole is in its `title`. */
export function shortPath(path: string): string {
  const characters = [...path];
  if (characters.length <= LONGEST) { return breakable(path); }
  const short = `${characters.slice(0, 16).join('')}…${characters.slice(17 - LONGEST).join('')}`;
  return `<span title="${escapeHtml(path)}">${breakable(short)}</span>`;
}

/** A path or a type that may be broken behind its separators, so that a long one widens no table. */
export function breakable(text: string): string {
  return escapeHtml(text).replace(/(\/|::)/g, '$1<wbr/>');
}
