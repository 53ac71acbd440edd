import { Token } from 'aws-cdk-lib';
import { invalid } from '../../settings/checks';

const FALLBACK = 'UTC';

/** Where people who use a region's platform most likely are. US regions but Virginia and Ohio are on Pacific time. */
const OF_REGION: Record<string, string> = {
  'us-east-1': 'America/New_York',
  'us-east-2': 'America/New_York',
  'us-west-1': 'America/Los_Angeles',
  'us-west-2': 'America/Los_Angeles',
  'ca-central-1': 'America/Toronto',
  'ca-west-1': 'America/Edmonton',
  'mx-central-1': 'America/Mexico_City',
  'sa-east-1': 'America/Sao_Paulo',
  'eu-central-1': 'Europe/Berlin',
  'eu-central-2': 'Europe/Zurich',
  'eu-north-1': 'Europe/Stockholm',
  'eu-south-1': 'Europe/Rome',
  'eu-south-2': 'Europe/Madrid',
  'eu-west-1': 'Europe/Dublin',
  'eu-west-2': 'Europe/London',
  'eu-west-3': 'Europe/Paris',
  'af-south-1': 'Africa/Johannesburg',
  'il-central-1': 'Asia/Jerusalem',
  'me-central-1': 'Asia/Dubai',
  'me-south-1': 'Asia/Bahrain',
  'ap-east-1': 'Asia/Hong_Kong',
  'ap-east-2': 'Asia/Taipei',
  'ap-northeast-1': 'Asia/Tokyo',
  'ap-northeast-2': 'Asia/Seoul',
  'ap-northeast-3': 'Asia/Tokyo',
  'ap-south-1': 'Asia/Kolkata',
  'ap-south-2': 'Asia/Kolkata',
  'ap-southeast-1': 'Asia/Singapore',
  'ap-southeast-2': 'Australia/Sydney',
  'ap-southeast-3': 'Asia/Jakarta',
  'ap-southeast-4': 'Australia/Melbourne',
  'ap-southeast-5': 'Asia/Kuala_Lumpur',
  'ap-southeast-6': 'Pacific/Auckland',
  'ap-southeast-7': 'Asia/Bangkok',
};

/** The region's time zone; UTC where the region is unknown. */
export function timeZoneOf(region: string): string {
  return Token.isUnresolved(region) ? FALLBACK : OF_REGION[region] ?? FALLBACK;
}

/** Throws unless AWS knows the zone; undefined and unresolved tokens pass. */
export function checkTimeZone(prop: string, timeZone: string | undefined): void {
  if (timeZone === undefined || Token.isUnresolved(timeZone)) return;
  // The runtime also takes abbreviations, offsets and any case, which AWS does not.
  if (!/^(UTC|[A-Z]\w+(\/[\w+-]+)+)$/.test(timeZone) || !isKnown(timeZone)) {
    throw invalid(prop, timeZone, "an IANA time zone like 'Asia/Tokyo', or 'UTC'");
  }
}

function isKnown(timeZone: string): boolean {
  try {
    const { timeZone: known } = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions();
    // An alias comes back under another name; the same name in another case is misspelt.
    return known === timeZone || known.toLowerCase() !== timeZone.toLowerCase();
  } catch {
    return false;
  }
}

/** Minutes that a zone is ahead of UTC. */
export function offsetOf(timeZone: string, at: Date): number {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...numeric }).formatToParts(at);
  const [year, month, day, hour, minute] = Object.keys(numeric).map((type) => Number(parts.find((part) => part.type === type)!.value));
  return (Date.UTC(year, month - 1, day, hour, minute) - at.getTime()) / 60_000;
}
