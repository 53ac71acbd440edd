import { App, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { instanceIn, makeDatabase, makeVpc } from './database';
import { PlatformDatabase, PlatformPreset } from '../../src';
import { instanceIdentifier } from '../../src/database/instance-identifier';
import { makePlatform, makeStack } from '../helpers/platform';

const identifierOf = (props: Parameters<typeof makeDatabase>[0] = {}, stack?: Stack): string =>
  instanceIn(makeDatabase(props, stack).template).Properties.DBInstanceIdentifier;

describe('the instance keeps its name', () => {
  test('whatever else changes, so that no update replaces a database unnoticed', () => {
    const name = identifierOf();
    expect(name).toMatch(/^stack-database-[0-9a-f]{8}$/);
    const changes: Parameters<typeof makeDatabase>[0][] = [
      { databaseName: 'other' }, { readReplica: true }, { multiAz: false }, { managedPassword: true }, { logExports: [] },
    ];
    for (const change of changes) expect(identifierOf(change)).toBe(name);
  });

  test('from deployment to deployment: this one must never change, or databases are replaced', () => {
    const { template } = makePlatform({ preset: PlatformPreset.prodLean() });
    expect(instanceIn(template).Properties.DBInstanceIdentifier).toBe('stack-database-d883dbb5');
  });

  test('when its stack moves into a Stage, or is renamed in code alone: the same stack to CloudFormation', () => {
    const app = new App();
    const stackName = 'Live';
    const stacks = [new Stack(app, 'Live', { stackName }), new Stack(app, 'Renamed', { stackName }), new Stack(new Stage(app, 'Stage'), 'Live', { stackName })];
    const names = stacks.map((stack) => instanceIdentifier(new Construct(new Construct(stack, 'Database'), 'Default')));
    expect(new Set(names).size).toBe(1);
  });

  test('and so a snapshot that is known at deployment only is refused', () => {
    expect(() => makeDatabase({ snapshotIdentifier: Fn.importValue('Snapshot') })).toThrow(
      "cdk-pdf-web-platform: 'database.snapshotIdentifier' must be known at synth, since the instance is named after it, got 'an unresolved token'",
    );
  });

  test('the replica\'s is derived from it', () => {
    const { template } = makeDatabase({ readReplica: true });
    const names = Object.values(template.findResources('AWS::RDS::DBInstance')).map(({ Properties }) => Properties.DBInstanceIdentifier);
    expect(names.sort()).toEqual([identifierOf(), `${identifierOf()}-replica`]);
  });
});

describe('another name is another instance', () => {
  test('each snapshot has its own, since restoring is the one wanted replacement', () => {
    const names = [undefined, 'first', 'second'].map((snapshotIdentifier) => identifierOf({ snapshotIdentifier }));
    expect(new Set(names).size).toBe(3);
    expect(identifierOf({ snapshotIdentifier: 'first' })).toBe(names[1]);
  });

  test('two databases in one stack, and one in each of two stacks', () => {
    const app = new App();
    const stacks = ['One', 'Two'].map((id) => new Stack(app, id));
    for (const stack of stacks) {
      const vpc = makeVpc(stack);
      for (const id of ['Reports', 'Users']) new PlatformDatabase(stack, id, { vpc });
    }
    const names = stacks.flatMap((stack) =>
      Object.values(Template.fromStack(stack).findResources('AWS::RDS::DBInstance')).map(({ Properties }) => Properties.DBInstanceIdentifier),
    );
    expect(new Set(names).size).toBe(4);
  });
});

describe('names that RDS takes', () => {
  test('a nested stack, whose name is known at deployment only, uses its path', () => {
    const nested = new NestedStack(makeStack(), 'Nested');
    const name = identifierOf({}, nested);
    expect(name).toMatch(/^[a-z][a-z0-9-]*-[0-9a-f]{8}$/);
  });

  test('of any stack and construct: letters, digits and single dashes, room for the replica, a letter first', () => {
    const stackName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,127}$/);
    const id = fc.stringMatching(/^Db[A-Za-z0-9_-]{0,100}$/);
    fc.assert(
      fc.property(stackName, id, fc.option(fc.string(), { nil: undefined }), (name, parent, snapshot) => {
        const stack = new Stack(new App(), 'Stack', { stackName: name });
        const scope = new Construct(new Construct(stack, parent), 'Default');
        const identifier = instanceIdentifier(scope, snapshot);
        expect(identifier).toMatch(/^[a-z]([a-z0-9]|-(?!-))*[a-z0-9]$/);
        expect(`${identifier}-replica`.length).toBeLessThanOrEqual(63);
      }),
      { numRuns: 100 },
    );
  });
});
