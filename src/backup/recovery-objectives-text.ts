import type { Duration } from 'aws-cdk-lib';
import { LossOf, type RecoveryObjective } from './recovery-objective';

const WORDS: Record<LossOf, string> = { ZONE: 'zone', DATA: 'data', REGION: 'region' };

function isNothing(duration: Duration): boolean {
  return duration.toMilliseconds() === 0;
}

function lost({ recoveryPoint, isPromise }: RecoveryObjective): string {
  if (!recoveryPoint) return 'all lost';
  return isNothing(recoveryPoint) ? 'nothing lost' : `at most ${recoveryPoint.toHumanString()} lost${isPromise ? ' (promised)' : ''}`;
}

function back({ recoveryTime }: RecoveryObjective): string {
  if (!recoveryTime) return 'not back by itself';
  return isNothing(recoveryTime) ? 'there at once' : `back in ${recoveryTime.toHumanString()}`;
}

/** A line for each row, for a stack's output: in ASCII, and below the 4096 bytes that CloudFormation takes. */
export function describeObjectives(objectives: RecoveryObjective[]): string {
  return objectives.map((row) => {
    const { subject, loss, recoveryPoint, recoveryTime, until, how } = row;
    const figures = [lost(row), back(row), ...(until ? [`as far back as ${until.toHumanString()}`] : [])].join(', ');
    return `${subject}, ${WORDS[loss]} lost: ${recoveryPoint || recoveryTime ? figures : how}`;
  }).join('\n');
}

/** The rows as a table of Markdown. */
export function objectivesTable(objectives: RecoveryObjective[]): string {
  const rows = objectives.map((row) => {
    const { subject, loss, recoveryPoint, recoveryTime, until, how, isPromise } = row;
    const figure = (duration: Duration | undefined, nothing: string) => (duration ? (isNothing(duration) ? nothing : duration.toHumanString()) : '—');
    const point = `${figure(recoveryPoint, 'nothing')}${isPromise ? ' (promised)' : ''}`;
    return `| ${subject} | ${WORDS[loss]} | ${point} | ${figure(recoveryTime, 'at once')} | ${until?.toHumanString() ?? ''} | ${how} |`;
  });
  return ['| | Lost | Of it at most | Back in | As far back as | How |', '|---|---|---|---|---|---|', ...rows].join('\n');
}
