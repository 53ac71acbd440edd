import { Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { problemsOf } from './automation-schema';
import { documentsOf, makeRunbooks, type Wanted } from './make-runbooks';
import { ComputeCapacity } from '../../../src/compute/compute-capacity';
import { IngressExposure } from '../../../src/ingress/ingress-options';

const CASES: Record<string, Wanted> = {
  all: { database: { readReplica: true, monitoringInterval: Duration.seconds(60) }, encryptionKey: (stack) => new kms.Key(stack, 'Key') },
  least: { database: { multiAz: false, managedPassword: true } },
  instance: {
    compute: { capacity: ComputeCapacity.ec2Instance() },
    ingress: { exposure: IngressExposure.INSTANCE },
    database: null,
  },
};

const VALID = {
  schemaVersion: '0.3',
  description: 'Test',
  assumeRole: 'arn',
  parameters: { Name: { type: 'String', description: 'A name', default: 'a', allowedPattern: '^a$' } },
  mainSteps: [
    { name: 'choose', action: 'aws:branch', inputs: { Choices: [{ NextStep: 'one', Variable: '{{ Name }}', StringEquals: 'a' }], Default: 'two' } },
    { name: 'one', action: 'aws:executeAwsApi', inputs: { Service: 'rds', Api: 'A' }, outputs: [{ Name: 'Id', Selector: '$.Ids[0]', Type: 'String' }] },
    {
      name: 'two',
      action: 'aws:waitForAwsResourceProperty',
      timeoutSeconds: 60,
      inputs: { Service: 'rds', Api: 'A', PropertySelector: '$.Id', DesiredValues: ['{{ one.Id }}'] },
    },
  ],
  outputs: ['one.Id'],
};

/** A valid document with changes to its steps, by index. */
function changed(changes: Record<number, object>, more: object = {}): any {
  const mainSteps = VALID.mainSteps.map((step, index) => ({ ...step, ...changes[index] }));
  return { ...VALID, mainSteps, ...more };
}

describe('R9.2 every runbook is a valid Automation document', () => {
  test.each(Object.keys(CASES))('%s', (name) => {
    const documents = documentsOf(makeRunbooks(CASES[name]).template);
    expect(Object.keys(documents).length).toBeGreaterThanOrEqual(4);
    expect(Object.entries(documents).flatMap(([id, document]) => problemsOf(document).map((problem) => `${id}: ${problem}`))).toEqual([]);
  });

  test('each says what to check before and after, and how to undo; and what a person needs next', () => {
    for (const { description, outputs } of Object.values(documentsOf(makeRunbooks(CASES.all).template))) {
      expect(description).toMatch(/^.{40,}\n\n\*\*Before\*\*\n\n- .{20}[^]*\n\n\*\*After\*\*\n\n- .{20}[^]*\n\n\*\*Undo\*\*\n\n.{20}/);
      expect(outputs.length).toBeGreaterThan(0);
    }
  });

  test('none branches on an empty text, which AWS shows no example of', () => {
    const documents = Object.values(documentsOf(makeRunbooks(CASES.all).template));
    const choices = documents.flatMap(({ mainSteps }) => mainSteps.flatMap(({ inputs }: any) => inputs.Choices ?? []));
    expect(choices.map(({ StringEquals }) => StringEquals)).toEqual(['latest', 'previous', 'newest']);
    const defaults = documents.flatMap(({ parameters = {} }) => Object.values<any>(parameters).map((parameter) => parameter.default));
    expect(defaults).not.toContain('');
  });

  test('none has code in it', () => {
    expect(JSON.stringify(documentsOf(makeRunbooks(CASES.all).template))).not.toMatch(/executeScript|invokeLambda/);
  });
});

describe('the check itself', () => {
  test('finds nothing in a valid document', () => expect(problemsOf(VALID)).toEqual([]));

  test.each([
    [changed({}, { files: {} }), "document: 'files' is not known"],
    [changed({}, { schemaVersion: '2.2' }), 'document: schemaVersion'],
    [changed({}, { description: 'x'.repeat(70_000) }), 'document: larger than 64 KB'],
    [changed({}, { outputs: ['one.Other'] }), 'outputs: one.Other is not known'],
    [changed({}, { parameters: { Name: { type: 'String', default: 'b', allowedPattern: '^a$' } } }), 'Name: its default does not fit its pattern'],
    [changed({}, { parameters: { Name: { type: 'Text' } } }), 'Name: name or type'],
    [changed({}, { parameters: { Name: { type: 'String', minItems: 1 } } }), "Name: 'minItems' is not known"],
    [changed({ 1: { isend: true } }), "one: 'isend' is not known"],
    [changed({ 1: { name: 'o-ne' } }), 'o-ne: name'],
    [changed({ 2: { name: 'one' } }), 'steps: a name is there twice'],
    [changed({ 1: { action: 'aws:executeScript' } }), 'one: needs a known action instead of aws:executeScript'],
    [changed({ 1: { inputs: { Service: 'rds' } } }), 'one: needs Api'],
    [changed({ 1: { nextStep: 'three' } }), "one: no step 'three' below"],
    [changed({ 1: { onFailure: 'step:three' } }), "one: no step 'three' below"],
    [changed({ 2: { nextStep: 'one' } }), "two: no step 'one' below"],
    [changed({ 1: { outputs: [{ Name: 'Id', Selector: 'Ids[0]', Type: 'String' }] } }), 'one: output Id'],
    [changed({ 1: { outputs: [{ Name: 'Id', Selector: '$.Ids[?(@.a)]', Type: 'String' }] } }), 'one: output Id'],
    [changed({ 1: { outputs: [{ Name: 'Id', Selector: '$.Ids[0]', Type: 'Text' }] } }), 'one: output Id'],
    [changed({ 2: { timeoutSeconds: undefined } }), 'two: needs timeoutSeconds'],
    [changed({ 2: { inputs: { ...VALID.mainSteps[2].inputs, PropertySelector: 'Id' } } }), 'two: PropertySelector'],
    [changed({ 2: { inputs: { ...VALID.mainSteps[2].inputs, DesiredValues: ['{{ two.Id }}'] } } }), 'two: {{ two.Id }} is not known'],
    [changed({ 0: { inputs: { Choices: [], Default: 'two' } } }), 'one: is never reached'],
  ])('%#: %j', (document, problem) => {
    expect(problemsOf(document)).toContain(problem);
  });
});
