import { Token } from 'aws-cdk-lib';
import { offsetOf } from '../../cost/office-hours/time-zones';

const MINUTE = 60_000;

/**
 * The moment at which the clocks of a time zone show a date that is written as if the zone were UTC. A zone that is unknown at synth counts
 * as UTC.
 */
export function momentOf(local: Date, timeZone: string): Date {
  if (Token.isUnresolved(timeZone)) return local;
  // Once more with the offset of the moment itself, for zones that change their clocks in between.
  const near = local.getTime() - MINUTE * offsetOf(timeZone, local);
  return new Date(local.getTime() - MINUTE * offsetOf(timeZone, new Date(near)));
}
