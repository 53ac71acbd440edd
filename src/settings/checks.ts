import { Annotations, Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** An error that names the prop, the value and what would be valid. */
export function invalid(prop: string, value: unknown, valid: string): Error {
  const shown = value instanceof Duration ? value.toHumanString() : typeof value === 'string' ? `'${value}'` : String(value);
  return new Error(`cdk-pdf-web-platform: '${prop}' must be ${valid}, got ${shown}`);
}

/** An error about props that exclude each other, or one that needs another. */
export function conflict(message: string): Error {
  return new Error(`cdk-pdf-web-platform: ${message}`);
}

/** Throws unless `value` is a whole number in the range; undefined and unresolved tokens pass. */
export function checkInteger(prop: string, value: number | undefined, min: number, max: number): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (!Number.isInteger(value) || value < min || value > max) throw invalid(prop, value, `a whole number from ${min} to ${max}`);
}

/** Throws unless `value` is a number in the range; undefined and unresolved tokens pass. */
export function checkNumber(prop: string, value: number | undefined, min: number, max: number, what = 'a number'): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (!(value >= min && value <= max)) throw invalid(prop, value, `${what} from ${min} to ${max}`);
}

/** The units that AWS takes durations in. */
export enum WholeUnit {
  DAYS = 'days',
  MINUTES = 'minutes',
  SECONDS = 'seconds',
}

const ONE_OF: Record<WholeUnit, Duration> = { days: Duration.days(1), minutes: Duration.minutes(1), seconds: Duration.seconds(1) };

/** Throws unless `value` is in the range and a whole number of the unit; undefined and unresolved durations pass. */
export function checkDuration(prop: string, value: Duration | undefined, min: Duration, max: Duration, unit: WholeUnit): void {
  if (value === undefined || value.isUnresolved()) return;
  const [amount, least, most] = [value, min, max].map((each) => each.toMilliseconds() / ONE_OF[unit].toMilliseconds());
  if (!Number.isInteger(amount) || amount < least || amount > most) {
    throw invalid(prop, `${amount} ${unit}`, `a whole number of ${unit} from ${least} to ${most}`);
  }
}

/** Whether a duration is none: what switches off, prop by prop, what a preset switches on. */
export function isZero(value: Duration | undefined): boolean {
  return value !== undefined && !value.isUnresolved() && value.toMilliseconds() === 0;
}

/** Throws unless `value` matches; undefined and unresolved tokens pass. */
export function checkPattern(prop: string, value: string | undefined, pattern: RegExp, valid: string): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (!pattern.test(value)) throw invalid(prop, value, valid);
}

/** Throws unless AWS takes the tags on every kind of resource. */
export function checkTags(tags: { [key: string]: string } = {}): void {
  const entries = Object.entries(tags);
  if (entries.length > MOST_TAGS) throw invalid('tags', `${entries.length} tags`, `at most ${MOST_TAGS}`);
  for (const [key, value] of entries) {
    if (/^aws:/i.test(key)) throw invalid('tags', key, "without keys that begin with 'aws:', which AWS keeps for itself");
    checkPattern('tags', key, /^.{1,128}$/s, 'keys of 1 to 128 characters');
    checkPattern(`tags ${key}`, value, /^.{0,256}$/s, 'at most 256 characters long');
  }
}

/** AWS takes 50, of which AWS CDK sets some. */
const MOST_TAGS = 45;

/** Advice: shown at synth, acknowledgeable by its id. */
export function advise(scope: IConstruct, topic: string, message: string): void {
  Annotations.of(scope).addWarningV2(`cdk-pdf-web-platform:${topic}`, message);
}
