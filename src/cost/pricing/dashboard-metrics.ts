import { textOf } from '../template-resources';

interface Widget {
  readonly properties?: { readonly metrics?: unknown[][] };
}

/** Metrics that a dashboard shows; undefined if its body cannot be read, like one that a parameter brings. */
export function dashboardMetrics(body: unknown): number | undefined {
  try {
    const { widgets } = JSON.parse(textOf(body)) as { widgets: Widget[] };
    const rows = widgets.flatMap(({ properties }) => properties?.metrics ?? []);
    // Expressions are objects, and show no metric of their own.
    return rows.filter(([first]) => typeof first === 'string').length;
  } catch {
    return undefined;
  }
}
