/** What the picture is drawn with. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is written beside an arrow. */
export interface Label {
  readonly at: [number, number];
  readonly text: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

export function escape(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

export function rectangle({ x, y, width, height }: Box, style: string, radius = 8): string {
  return `<rect class="${style}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
}

export function text(x: number, y: number, content: string, style = '', anchor: 'start' | 'middle' | 'end' = 'start'): string {
  return `<text class="${style}" x="${x}" y="${y}" text-anchor="${anchor}">${escape(content)}</text>`;
}

/** A box with a title, a line of details and what is said at its upper edge. */
export function card(box: Box, style: string, title: string, details: string, badge?: string): string {
  const middle = box.x + box.width / 2;
  const centre = box.y + box.height / 2;
  const width = (badge?.length ?? 0) * 5.7 + 18;
  return [
    rectangle(box, `card ${style}`),
    text(middle, centre - 2, title, 'title', 'middle'),
    text(middle, centre + 14, details, 'details', 'middle'),
    badge && rectangle({ x: box.x + box.width - width - 8, y: box.y - 8, width, height: 16 }, 'badge', 8),
    badge && text(box.x + box.width - 8 - width / 2, box.y + 4, badge, 'badge-text', 'middle'),
  ].filter(Boolean).join('');
}

/** A line with an arrow's head, through points; the label stands beside the given point. */
export function arrow(points: [number, number][], label?: Label, style = 'request'): string {
  const path = points.map(([x, y], at) => `${at ? 'L' : 'M'}${x} ${y}`).join(' ');
  return `<path class="arrow ${style}" d="${path}" marker-end="url(#head-${style})"/>${label ? text(label.at[0], label.at[1], label.text, `label ${style}`, label.anchor ?? 'start') : ''}`;
}
