import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Blackout, PlatformMonitoring, type PdfWebPlatformProps, RecoveryRegion } from '../../src';
import { ALARM_IDS } from '../../src/monitoring/monitoring-checks';
import { allResources, appWith } from '../helpers/configurations';

const read = (file: string) => readFileSync(join(__dirname, '../../docs', file), 'utf8');

/** Everything that can be watched, in two platforms: one on Fargate with all of prod and a recovery region, and one on an instance. */
const WATCHED: [string, Partial<PdfWebPlatformProps>][] = [
  ['prod', { backup: { recoveryRegion: RecoveryRegion.of('us-west-2') } }],
  ['dev', { monitoring: { alarms: true }, operations: { patching: { blackouts: [Blackout.yearly('12-20', '01-07')] } } }],
];
const resources = WATCHED.flatMap(([preset, props]) => allResources(appWith(preset, { region: 'us-east-1', hasDomain: true }, props)));
const alarms = new Map(resources
  .filter(({ type, properties }) => /^AWS::CloudWatch::(Alarm|CompositeAlarm)$/.test(type) && /Runbook/.test(properties.AlarmDescription ?? ''))
  .map(({ properties }) => [(properties.AlarmName as string).replace('Stack-Platform-', ''), properties]));

const SIGN: Record<string, string> = { GreaterThanOrEqualToThreshold: '≥', LessThanOrEqualToThreshold: '≤', LessThanThreshold: '<' };
const rollback: string[] = resources.find(({ type, properties }) => type === 'AWS::ECS::Service' && properties.LaunchType !== 'EC2')!.properties.DeploymentConfiguration.Alarms.AlarmNames;

function size(value: number): string {
  return value >= 1024 ** 2 ? `${value / 1024 ** 2} MiB` : String(value);
}

/** A row of the table as the documentation writes it. */
function row(id: string, alarm: any): string {
  const [what] = alarm.AlarmDescription.split('. Runbook:');
  const severity = JSON.stringify(alarm.AlarmActions).includes('TopicsPage') ? 'page' : 'notice';
  if (alarm.AlarmRule) return `| \`${id}\` | ${what} | — | — | ${severity} | |`;
  const seconds = alarm.Period ?? alarm.Metrics.map(({ MetricStat }: any) => MetricStat?.Period).find(Boolean);
  const { DatapointsToAlarm: points, EvaluationPeriods: periods } = alarm;
  const of = points === periods ? `${periods} ×` : `${points} of ${periods} ×`;
  const back = rollback.includes(`Stack-Platform-${id}`) ? 'yes' : '';
  return `| \`${id}\` | ${what} | ${SIGN[alarm.ComparisonOperator]} ${size(alarm.Threshold)} | ${of} ${seconds >= 86400 ? '1 day' : `${seconds / 60} min`} | ${severity} | ${back}${back ? ' ' : ''}|`;
}

/** The rows of the table in a section of docs/monitoring.md. */
function rowsUnder(heading: string): string[] {
  const section = read('monitoring.md').split(/^## /m).find((each) => each.startsWith(`${heading}\n`))!;
  return section.split('\n').filter((line) => /^\| `[A-Z]/.test(line));
}

test('R5.2 docs/monitoring.md lists every alarm as it is made', () => {
  expect([...alarms.keys()].sort()).toEqual([...ALARM_IDS].sort());
  const expected = ALARM_IDS.map((id) => row(id, alarms.get(id)));
  expect(rowsUnder('The alarms')).toEqual(expected);
});

test('R5.2 R8.2 docs/monitoring.md lists every event rule, with the runbook that it links', () => {
  const rules = resources.filter(({ type, properties }) => type === 'AWS::Events::Rule' && /runbook/.test(JSON.stringify(properties.Targets)));
  const expected = rules.map(({ id, properties }) => {
    const name = id.replace(/^Platform(MonitoringEvents|OperationsImageScans|OperationsPatchingRules)|.{8}$/g, '');
    const [, anchor] = /#([\w-]+)/.exec(JSON.stringify(properties.Targets))!;
    return [`\`${name}\``, properties.Description, `runbooks.md#${anchor}`];
  });
  const written = rowsUnder('What happens once').map((line) => {
    const [, name, what, , runbook] = line.split('|').map((cell) => cell.trim());
    return [name, what, /\((.*)\)/.exec(runbook)![1]];
  });
  const unique = new Map(expected.map((each) => [each[0], each]));
  expect(written).toHaveLength(unique.size);
  expect(new Set(written)).toEqual(new Set(unique.values()));
});

describe('R9.2 every runbook that is linked is there', () => {
  const slug = (heading: string) => heading.trim().toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-');
  const sections = new Map(read('runbooks.md').split(/^## /m).slice(1).map((section) => [slug(section.split('\n')[0]), section]));
  const links = resources.flatMap(({ type, properties }) => {
    const text = JSON.stringify(type === 'AWS::Events::Rule' ? properties.Targets : properties.AlarmDescription ?? '');
    return [...text.matchAll(/docs\/runbooks\.md#([\w-]+)/g)].map(([, anchor]) => anchor);
  });

  test('alarms and event rules link to more than twenty', () => {
    expect(new Set(links).size).toBeGreaterThan(20);
    expect(PlatformMonitoring.DEFAULT_RUNBOOK_URL).toMatch(/docs\/runbooks\.md$/);
  });

  test.each([...new Set(links), 'database-events'].sort())('%s, with its five steps in their order', (anchor) => {
    const steps = [...(sections.get(anchor) ?? '').matchAll(/^\d\. \*\*(\w+)/gm)].map(([, word]) => word);
    expect(steps).toEqual(['Identify', 'Scope', 'Recover', 'Verify', 'Prevent']);
  });

  test('and no other section pretends to be one', () => {
    expect([...sections.keys()].filter((anchor) => ![...links, 'database-events', 'shell', 'procedures'].includes(anchor))).toEqual([]);
  });
});
