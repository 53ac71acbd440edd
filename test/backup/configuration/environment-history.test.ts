import { App, CfnParameter, Fn, NestedStack, SecretValue, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { EnvironmentHistory } from '../../../src/backup/configuration/environment-history';
import { EnvironmentRecord } from '../../../src/backup/configuration/environment-record';
import { makeStack, onlyResource } from '../../helpers/platform';

function make(stack: Stack = makeStack(), scope: Construct = stack) {
  const task = new ecs.FargateTaskDefinition(scope, 'Task');
  const container = task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('httpd') });
  const history = new EnvironmentHistory(scope, 'Environment', { container });
  return {
    stack,
    container,
    history,
    get parameter() {
      return onlyResource(Template.fromStack(stack), 'AWS::SSM::Parameter').Properties;
    },
  };
}

/** The value as it is deployed, with the logical ids in the place of what they stand for. */
const deployed = (value: any): string => (typeof value === 'string' ? value : value['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : Object.values(part).flat().join('.'))).join(''));
const recorded = (value: any) => JSON.parse(deployed(value));

describe('R6.2 the environment of the container', () => {
  test('is recorded as JSON, with names in order, also of what is added later', () => {
    const made = make();
    made.container.addEnvironment('LAST', 'z');
    made.container.addEnvironment('FIRST', 'with "quotes" and\nlines');
    made.container.addEnvironment('MIDDLE', '');
    const { parameter } = made;
    expect(Object.keys(recorded(parameter.Value).environment)).toEqual(['FIRST', 'LAST', 'MIDDLE']);
    expect(recorded(parameter.Value)).toEqual({ environment: { FIRST: 'with "quotes" and\nlines', LAST: 'z', MIDDLE: '' }, secrets: {} });
  });

  test('is recorded when there is none', () => {
    expect(recorded(make().parameter.Value)).toEqual({ environment: {}, secrets: {} });
  });

  test('is a parameter with a readable name, in the cheapest tier that takes it', () => {
    expect(make().parameter).toEqual({
      Name: '/environment/Stack/Environment',
      Description: 'The environment of the application as it was deployed; the versions are its history',
      Tier: 'Intelligent-Tiering',
      Type: 'String',
      Value: expect.any(String),
    });
  });

  test('refers to what the container refers to', () => {
    const made = make();
    made.container.addEnvironment('BUCKET', new s3.Bucket(made.stack, 'Bucket').bucketName);
    expect(recorded(made.parameter.Value).environment.BUCKET).toMatch(/^Bucket[0-9A-F]{8}$/);
  });

  test('refers to what is in another stack, too', () => {
    const app = new App();
    const bucket = new s3.Bucket(new Stack(app, 'Other'), 'Bucket');
    const made = make(new Stack(app, 'Stack'));
    made.container.addEnvironment('BUCKET', bucket.bucketName);
    expect(recorded(made.parameter.Value).environment.BUCKET).toMatch(/^Other:ExportsOutput/);
  });

  test('changes nothing but the parameter and the task definition, and nothing waits for it', () => {
    const resources = (value: string) => {
      const made = make();
      made.container.addEnvironment('NAME', value);
      return Template.fromStack(made.stack).toJSON().Resources as Record<string, any>;
    };
    const [one, other] = ['a', 'b'].map(resources);
    const changed = Object.keys(one).filter((id) => JSON.stringify(one[id]) !== JSON.stringify(other[id]));
    expect(changed.map((id) => one[id].Type).sort()).toEqual(['AWS::ECS::TaskDefinition', 'AWS::SSM::Parameter']);
    const [parameter] = Object.keys(one).filter((id) => one[id].Type === 'AWS::SSM::Parameter');
    expect(JSON.stringify(Object.values(one))).not.toContain(parameter);
  });
});

describe('R3.2 R6.2 secrets', () => {
  test('are recorded by where they come from', () => {
    const made = make();
    const secret = new secretsmanager.Secret(made.stack, 'Secret');
    made.container.addSecret('DB_USER', ecs.Secret.fromSecretsManager(secret, 'username'));
    made.container.addSecret('API_KEY', ecs.Secret.fromSecretsManager(secret));
    const { secrets, environment } = recorded(made.parameter.Value);
    expect(environment).toEqual({});
    expect(Object.keys(secrets)).toEqual(['API_KEY', 'DB_USER']);
    expect(secrets).toEqual({ API_KEY: expect.stringMatching(/^Secret\w+$/), DB_USER: expect.stringMatching(/^Secret\w+:username::$/) });
  });

  test('stay references where a variable would have CloudFormation put one in', () => {
    const made = make();
    const secret = new secretsmanager.Secret(made.stack, 'Secret');
    made.container.addEnvironment('LITERAL', SecretValue.secretsManager('name').unsafeUnwrap());
    made.container.addEnvironment('BY_ARN', secret.secretValueFromJson('password').unsafeUnwrap());
    made.container.addEnvironment('IN_SUB', Fn.sub('{{resolve:secretsmanager:${Name}}}', { Name: 'name' }));
    made.container.addEnvironment('BRACES', '{{{name}}}');
    const { parameter: { Value } } = made;
    expect(JSON.stringify(Value)).not.toContain('{{');
    expect(recorded(Value).environment).toMatchObject({
      LITERAL: '{{resolve:secretsmanager:name:SecretString:::}}',
      BY_ARN: expect.stringMatching(/^\{\{resolve:secretsmanager:Secret\w+:SecretString:password::\}\}$/),
      BRACES: '{{{name}}}',
    });
    expect(JSON.stringify(Value)).toContain('\\\\u007b{resolve:secretsmanager:${Name}');
  });

  test('text that is not known before is left as it is', () => {
    const made = make();
    const names = new CfnParameter(made.stack, 'Names', { type: 'CommaDelimitedList' });
    made.container.addEnvironment('SECOND', Fn.select(1, names.valueAsList));
    expect(made.parameter.Value['Fn::Join'][1]).toContainEqual({ 'Fn::Select': [1, { Ref: 'Names' }] });
  });
});

describe('R6.2 the length that Parameter Store takes', () => {
  const filled = (length: number, more?: string) => {
    const made = make();
    const rest = JSON.stringify({ environment: { LONG: '' }, secrets: {} }, undefined, 1).length;
    made.container.addEnvironment('LONG', 'x'.repeat(length - rest));
    if (more) made.container.addEnvironment('BUCKET', more);
    return made.stack.node.root as App;
  };

  test('is 8 KB', () => {
    expect(() => filled(8192).synth()).not.toThrow();
    expect(() => filled(8193).synth()).toThrow(
      "the container's environment is 8193 bytes, of which Parameter Store takes 8192: put what is long into configuration files, or switch 'backup.environmentHistory' off",
    );
  });

  test('is counted without what is known at deployment only', () => {
    expect(() => filled(8100, Fn.ref('AWS::StackName')).synth()).not.toThrow();
    expect(() => filled(8192, Fn.ref('AWS::StackName')).synth()).toThrow(/environment is 82\d\d bytes/);
  });

  test('is counted in bytes', () => {
    const made = make();
    made.container.addEnvironment('LONG', 'ä'.repeat(4100));
    expect(() => (made.stack.node.root as App).synth()).toThrow(/environment is 82\d\d bytes/);
  });
});

describe('R6.2 the name of the parameter', () => {
  const nameIn = (stack: Stack, scope: Construct = stack) => make(stack, scope).history.parameter.node.defaultChild as any;

  test('is the path in the stack', () => {
    const stack = makeStack({ stackName: 'aws-pdf' });
    expect(nameIn(stack, new Construct(new Construct(stack, 'Platform'), 'Backup')).name).toBe('/environment/aws-pdf/Platform/Backup/Environment');
  });

  test('is the same in a stage, by the stack\'s name', () => {
    const stage = new Stage(new App(), 'Live');
    expect(nameIn(new Stack(stage, 'Stack', { stackName: 'Stack' })).name).toBe('/environment/Stack/Environment');
  });

  test('is made of the outermost stack\'s name in a nested one', () => {
    const nested = new NestedStack(makeStack(), 'Nested');
    expect(nameIn(nested).name).toBe('/environment/Stack/Nested/Environment');
  });

  test.each<[string, (stack: Stack) => Construct]>([
    ['characters', (stack) => new Construct(stack, 'a platform')],
    ['depth', (stack) => [...Array(14).keys()].reduce<Construct>((scope, level) => new Construct(scope, `Level${level}`), stack)],
    ['length', (stack) => new Construct(stack, 'x'.repeat(600))],
  ])('has a mark where the path is nothing that Parameter Store takes: %s', (_what, scopeIn) => {
    const stack = makeStack();
    const { name } = nameIn(stack, scopeIn(stack));
    expect(name).toMatch(/^\/environment\/Stack-[A-Za-z0-9_.-]+-[0-9a-f]{8}$/);
    expect(name.length).toBeLessThan(230);
  });
});

test('R6.2 the record says what it is where a token is shown', () => {
  expect(new EnvironmentRecord(make().container).toString()).toBe('the environment of a container');
});
