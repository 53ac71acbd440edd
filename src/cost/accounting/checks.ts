import { Token } from 'aws-cdk-lib';
import { checkInteger, checkNumber, checkPattern, conflict, invalid } from '../../settings/checks';

/** Who is told: e-mail addresses, an SNS topic, or both. */
export interface Recipients {
  readonly emails?: string[];
  readonly topicArn?: string;
}

/** The stricter of the patterns that Budgets and Cost Anomaly Detection have for addresses, so that one list serves both. */
const EMAIL = /^[\w.!#$%&'*+=?^{|}~-]+@[\w-]+(\.[\w-]+)+$/;

/** The limit of addresses for a notification of Budgets, and for a subscription to anomalies. */
const MOST_EMAILS = 10;

/** Throws unless there is somebody to tell, and everybody can be told; unresolved addresses and ARNs pass. */
export function checkRecipients(prop: string, { emails = [], topicArn }: Recipients): void {
  // Each address becomes a subscriber of its own, which a list that is only known at deployment cannot.
  if (Token.isUnresolved(emails)) throw invalid(`${prop}.emails`, 'an unresolved token', 'a list whose length is known at synth');
  checkInteger(`${prop}.emails number of addresses`, emails.length, 0, MOST_EMAILS);
  for (const email of emails) {
    checkPattern(`${prop}.emails`, email, EMAIL, 'e-mail addresses');
    if (emails.indexOf(email) !== emails.lastIndexOf(email)) throw invalid(`${prop}.emails`, email, 'without repetition');
  }
  checkPattern(`${prop}.topicArn`, topicArn, /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/, 'the ARN of an SNS topic');
  if (emails.length === 0 && topicArn === undefined) throw conflict(`'${prop}' needs 'emails' or 'topicArn': nobody would be told`);
}

/** Throws unless `value` is a number in the range; undefined and unresolved tokens pass. */
export function checkUsd(prop: string, value: number | undefined, min: number, max: number): void {
  checkNumber(prop, value, min, max, 'a number of US dollars');
}
