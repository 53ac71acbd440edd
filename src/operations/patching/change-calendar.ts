import { Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { Blackout } from './blackout';
import { momentOf } from './local-time';
import { shortHash } from '../../settings/names';
import { documentName } from '../runbooks/document-name';

export interface ChangeCalendarProps {
  readonly blackouts: Blackout[];
  /** Where the days begin. */
  readonly timeZone: string;
}

/**
 * A Change Calendar of Systems Manager: open, but on the days of a blackout.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
 */
export class ChangeCalendar extends Construct {
  public readonly document: ssm.CfnDocument;

  constructor(scope: Construct, id: string, { blackouts, timeZone }: ChangeCalendarProps) {
    super(scope, id);
    const content = calendarOf(blackouts, timeZone);
    this.document = new ssm.CfnDocument(this, 'Calendar', {
      // Other days are another name, by which CloudFormation can replace it. One that CloudFormation makes would be the stack's, and SSM
      // refuses some: those that begin with 'aws', as 'AwsPdf' does.
      name: documentName(scope, `${id}-${shortHash(content)}`),
      documentType: 'ChangeCalendar',
      documentFormat: 'TEXT',
      content: {},
    });
    // CloudFormation takes text, the L1 objects only.
    this.document.addPropertyOverride('Content', content);
  }

  /** The calendar's ARN, which is asked for its state. */
  public get arn(): string {
    return Stack.of(this).formatArn({ service: 'ssm', resource: 'document', resourceName: this.document.ref });
  }
}

/** As iCalendar writes it. Moments are in UTC: with a time zone's name, iCalendar asks for all of its rules. */
export function calendarOf(blackouts: Blackout[], timeZone: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'PRODID:-//AWS//Change Calendar 1.0//EN',
    'VERSION:2.0',
    'X-CALENDAR-TYPE:DEFAULT_OPEN',
    'X-WR-CALDESC:No patches and no scheduled redeployments',
    ...blackouts.flatMap((blackout, index) => eventOf(blackout, timeZone, index)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

function eventOf({ _from, _until, _isYearly, description }: Blackout, timeZone: string, index: number): string[] {
  return [
    'BEGIN:VEVENT',
    // When it was written would be another time at each synth.
    'DTSTAMP:20260101T000000Z',
    `UID:blackout-${index + 1}-${shortHash(description)}`,
    'SUMMARY:Blackout',
    `DTSTART:${written(momentOf(_from, timeZone))}`,
    `DTEND:${written(momentOf(_until, timeZone))}`,
    ...(_isYearly ? ['RRULE:FREQ=YEARLY'] : []),
    'END:VEVENT',
  ];
}

/** Like 20261220T000000Z. */
function written(moment: Date): string {
  return moment.toISOString().replace(/[-:]|\.\d{3}/g, '');
}
