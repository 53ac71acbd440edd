/** An element of a page. */
export interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: (Element | string)[];
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': '\'' };
const TOKEN = /<!doctype html>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;

function decoded(raw: string): string {
  const bare = raw.replace(/&(?:amp|lt|gt|quot|#39);/g, '');
  if (bare.includes('&')) { throw new Error(`a bare ampersand: ${raw}`); }
  return raw.replace(/&[#\w]+;/g, (entity) => ENTITIES[entity]);
}

/** Reads a page more strictly than a browser: every element is closed, in order, attributes are quoted and named once. */
export function parse(html: string): Element {
  const root: Element = { name: '#root', attributes: {}, children: [] };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < html.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(html);
    if (!match) { throw new Error(`not well-formed: ${html.slice(at, at + 80)}`); }
    const [, closed, name, attributes, selfClosed, words] = match;
    const parent = open[open.length - 1];
    if (words !== undefined) {
      parent.children.push(parent.name === 'style' ? words : decoded(words));
    } else if (closed) {
      if (parent.name !== closed) { throw new Error(`</${closed}> closes <${parent.name}>`); }
      open.pop();
    } else if (name) {
      const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, decoded(value)] as const);
      if (new Set(pairs.map(([key]) => key)).size < pairs.length) { throw new Error(`an attribute twice: ${attributes}`); }
      const element: Element = { name, attributes: Object.fromEntries(pairs), children: [] };
      parent.children.push(element);
      if (!selfClosed) { open.push(element); }
    }
  }
  if (open.length > 1) { throw new Error(`<${open[open.length - 1].name}> is not closed`); }
  return root;
}

/** All elements below, in the page's order, that have this name and (if given) this class. */
export function all(element: Element, name: string, className?: string): Element[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') { return []; }
    const classes = (child.attributes.class ?? '').split(' ');
    const fits = (name === '*' || child.name === name) && (className === undefined || classes.includes(className));
    return [...(fits ? [child] : []), ...all(child, name, className)];
  });
}

/** What a reader sees of an element, without the titles of drawings. */
export function text(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : child.name === 'title' ? '' : text(child))).join('');
}
