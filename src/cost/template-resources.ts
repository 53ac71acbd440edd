/** A resource of a synthesized template. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  /** As the template has them: with intrinsic functions, and whatever overrides have put there. */
  properties: Record<string, any>;
  /** Its path in the app, where the template has it, else its logical ID. */
  readonly path: string;
  readonly region: string;
  readonly stack: string;
}

/** What a bill is made of: all resources of one platform, also those of its support stack. */
export interface PricedPlatform {
  /** The platform's path in the app. */
  readonly platform: string;
  readonly preset: string;
  readonly region: string;
  readonly resources: TemplateResource[];
}

/**
 * Whether it is the resource at this path below the platform. Templates without path metadata have logical IDs alone, which are made of
 * the path's parts and a hash.
 */
export function isAt({ path, logicalId }: TemplateResource, below: string): boolean {
  return `/${path}/`.includes(`/${below}/`) || new RegExp(`${below.replace(/\//g, '')}[0-9A-F]{8}$`).test(logicalId);
}

/** Whether a value of a template refers to the resource, by Ref or by one of its attributes. */
export function refersTo(value: unknown, { logicalId }: TemplateResource): boolean {
  const text = JSON.stringify(value ?? '');
  return text.includes(`{"Ref":"${logicalId}"}`) || text.includes(`{"Fn::GetAtt":["${logicalId}",`);
}

/** A value as text: literals as they are, references as `${Name}` or `${Name.Attribute}`. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::Sub': sub } = value as Record<string, unknown>;
  if (ref) return `\${${ref}}`;
  if (attribute) return `\${${(attribute as unknown[]).map(textOf).join('.')}}`;
  if (join) return ((join as unknown[])[1] as unknown[]).map(textOf).join(String((join as unknown[])[0]));
  if (sub) return textOf(Array.isArray(sub) ? sub[0] : sub);
  return JSON.stringify(value);
}

/** A number that the template says outright; undefined for a parameter's and the like. */
export function numberOf(value: unknown): number | undefined {
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const number = isNumeric ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** A number as the template says it, `otherwise` where it says none, and NaN where it is decided at deployment. */
export function amountOf(value: unknown, otherwise: number): number {
  return value === undefined ? otherwise : (numberOf(value) ?? NaN);
}

/** How many a list has; NaN where that is decided at deployment. */
export function countOf(value: unknown): number {
  return value === undefined ? 0 : Array.isArray(value) ? value.length : NaN;
}

/** Whether a boolean property is on; overrides may have it as text. */
export function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}

/** What is in a list, or nothing where there is none. */
export function listOf<T = unknown>(value: unknown): T[] {
  return Array.isArray(value) ? value : [];
}
