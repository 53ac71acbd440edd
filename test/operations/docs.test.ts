import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { PlatformPreset } from '../../src';
import { expectInDocs } from '../backup/generated-docs';
import { PRESETS } from '../helpers/configurations';
import { makePlatform, resourcesOf } from '../helpers/platform';

const DOCS = join(__dirname, '../../docs');
const read = (page: string) => readFileSync(join(DOCS, page), 'utf8');
const { template, platform } = makePlatform({ preset: PlatformPreset.prod() });
const { runbooks, drills } = platform.operations;

/** What documents are there with; by default in every platform. */
const THERE_WITH: Record<string, string> = {
  RestoreDatabase: 'A database of the platform\'s own',
  ReplaceDatabase: 'The same, without `database.managedPassword`',
  PromoteReplica: '`database.readReplica`',
  FailOverDatabase: '`database.multiAz`',
  MaintenancePageOn: 'A load balancer',
  MaintenancePageOff: 'The same',
  RestorePdf: '`storage.versioned`',
};

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((row, index) => (index === 1 ? `|${row.join('|')}|` : `| ${row.join(' | ')} |`)).join('\n');
}

/** The actions of the statements that belong to a role, in their order. */
function actionsOf(roleId: string): string[] {
  const policies = Object.values(resourcesOf(template, 'AWS::IAM::Policy'))
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }: any) => Ref === roleId));
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  return [...new Set(statements.flatMap(({ Action }: any) => Action as string | string[]))];
}

const code = (words: string[]) => words.map((word) => `\`${word}\``).join(', ');
const idOf = (made: any): string => Stack.of(made).getLogicalId(made.node.defaultChild ?? made);

/** The first column of the table under a heading, with its names. */
function firstColumn(page: string, heading: string): string[] {
  const [, after] = read(page).split(new RegExp(`^##+ ${heading}\\n`, 'm'));
  const [section] = after.split(/^##/m);
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
}

describe('R9.2 docs/operations.md and docs/runbooks.md list the runbooks as prod makes them', () => {
  test('each document, with what it is there with and what its role may do', () => {
    const rows = runbooks!.all.map((runbook) => [`\`${runbook.node.id}\``, THERE_WITH[runbook.node.id] ?? '—', code(actionsOf(idOf(runbook.role)))]);
    expectInDocs('operations.md', 'documents', table(['Document', 'There with', 'Its role may'], rows));
  });

  test('by the names that docs/operations.md says', () => {
    expect(runbooks!.all.map(({ documentName }) => documentName)).toEqual(runbooks!.all.map(({ node }) => `Stack-Platform-${node.id}`));
  });

  test('in docs/runbooks.md, in the same order', () => {
    expect(firstColumn('runbooks.md', 'The Automation documents')).toEqual(runbooks!.all.map(({ node }) => node.id));
  });

  test('with their parameters', () => {
    const rows = read('runbooks.md').split('\n').filter((line) => runbooks!.all.some(({ node }) => line.startsWith(`| \`${node.id}\` |`)));
    const written = rows.map((line) => [...line.split('|')[3].matchAll(/`([A-Z]\w+)`/g)].map(([, name]) => name));
    const made = runbooks!.all.map(({ document }) => Object.keys(document.content.parameters ?? {}));
    expect(written).toEqual(made);
  });

  test('whatever `run` starts is there, with parameters that it has', () => {
    const calls = [...read('runbooks.md').matchAll(/\brun ([A-Z][a-z]\w+)((?: +['"]?\w+=\S+)*)/g)];
    expect(calls.length).toBeGreaterThan(15);
    for (const [, name, given] of calls) {
      const runbook = runbooks!.all.find(({ node }) => node.id === name);
      expect([name, runbook !== undefined]).toEqual([name, true]);
      const parameters = Object.keys(runbook!.document.content.parameters ?? {});
      for (const [, parameter] of given.matchAll(/['"]?(\w+)=/g)) expect([name, parameters]).toEqual([name, expect.arrayContaining([parameter])]);
    }
  });
});

describe('R4.2 docs/operations.md lists the drills as prod makes them', () => {
  const all = [drills!.databaseFailover!, drills!.taskLoss, drills!.zoneInterruption];

  test('each drill, with what FIS does and which alarms stop it', () => {
    const templates = resourcesOf(template, 'AWS::FIS::ExperimentTemplate');
    expect(Object.keys(templates)).toHaveLength(all.length);
    const rows = all.map((drill) => {
      const { Actions, StopConditions } = templates[idOf(drill.template)].Properties;
      const stops = StopConditions.map(({ Value }: any) => Value['Fn::GetAtt'][0].replace(/^PlatformMonitoringAlarms|.{8}$/g, ''));
      return [`\`${drill.node.id}\``, code(Object.values<any>(Actions).map(({ ActionId }) => ActionId)), code(stops)];
    });
    expectInDocs('operations.md', 'drills', table(['Drill', 'What FIS does', 'Stopped by'], rows));
  });

  test('and docs/runbooks.md says of each what is to be seen', () => {
    expect(firstColumn('runbooks.md', 'Drills')).toEqual(all.map(({ node }) => node.id));
  });

  test('by a name that docs/runbooks.md finds it by', () => {
    expect(read('runbooks.md')).toContain("starts_with(not_null(tags.Name, ''), '$PREFIX') && contains(tags.Name, '-Drills-$1')");
    const names = Object.values(resourcesOf(template, 'AWS::FIS::ExperimentTemplate')).map(({ Properties }) => Properties.Tags.Name);
    expect(names).toEqual(all.map(({ node }) => expect.stringMatching(`^Stack-Platform-.*-Drills-${node.id}$`)));
  });
});

test('R10.2 docs/operations.md says when which preset does what', () => {
  const rows = Object.values(PRESETS).map((preset) => {
    const { operations } = makePlatform({ preset: preset() }).platform;
    const { patching } = operations;
    const [day, hour] = patching.description.split(/[ :]/);
    const at = `${{ SUN: 'Sunday', MON: 'Monday' }[day]} at ${Number(hour)}`;
    return [
      operations.runbooks ? 'on' : 'off',
      operations.drills ? 'on' : 'off',
      patching.schedule ? at : 'off',
      patching.maintenanceWindow ? at : '—',
      operations.imageScanFindings ? 'on' : 'off (no alarms)',
    ];
  });
  const [heads, , ...written] = read('operations.md').split('\n').filter((line) => line.startsWith('|')).slice(0, 7);
  expect(heads).toBe(`| | ${Object.keys(PRESETS).join(' | ')} |`);
  expect(written.map((line) => line.split('|').slice(2, -1).map((cell) => cell.trim()))).toEqual(rows[0].map((_cell, row) => rows.map((preset) => preset[row])));
});

describe('R9.2 links between pages lead somewhere', () => {
  const slug = (heading: string) => heading.trim().toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-');
  const anchorsOf = (file: string) => [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => slug(heading));

  test.each(['runbooks.md', 'monitoring.md', 'operations.md'])('%s', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([\w-]+))?\)/g)];
    expect(links.length).toBeGreaterThan(3);
    const broken = links.filter(([, path, anchor]) => {
      const file = path ? join(dirname(join(DOCS, page)), path) : join(DOCS, page);
      return !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});
