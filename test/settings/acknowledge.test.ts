import { Fn, type Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { acknowledge, acknowledgeInlinePolicy, acknowledgeManagedPolicy, acknowledgeServiceManagedLogs, acknowledgeWildcard, inPacks } from '../../src/settings/acknowledge';
import { makeStack } from '../helpers/platform';

/** The ids that are acknowledged at a construct, each with its reason. */
const acknowledged = (scope: IConstruct): Record<string, string> =>
  Object.fromEntries(
    scope.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data))
      // aws-cdk-lib puts this before ids without '::'.
      .map(([id, reason]) => [id.replace(/^Annotation::/, ''), reason]),
  );

const role = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });

describe('acknowledge', () => {
  test('records each id with the reason, at this construct alone', () => {
    const stack = makeStack();
    acknowledge(role(stack), 'because', 'AwsSolutions-S1', 'CloudFormation-Validate::W1');
    expect(acknowledged(stack.node.findChild('Role'))).toEqual({ 'AwsSolutions-S1': 'because', 'CloudFormation-Validate::W1': 'because' });
    expect(acknowledged(stack)).toEqual({});
  });

  test('takes the ids of findings on ARNs, which have more than one \'::\'', () => {
    const stack = makeStack();
    acknowledge(stack, 'because', 'AwsSolutions-IAM5[Resource::arn:aws:s3:::bucket/*]');
    expect(acknowledged(stack)).toEqual({ 'AwsSolutions-IAM5[Resource::arn:aws:s3:::bucket/*]': 'because' });
  });
});

describe('inPacks', () => {
  test('a rule of all packs', () => {
    expect(inPacks('IAMNoInlinePolicy')).toEqual(['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'].map((pack) => `${pack}-IAMNoInlinePolicy`));
  });

  test('a rule that a pack lacks is not acknowledged there', () => {
    expect(inPacks('ALBWAFEnabled')).toEqual(['NIST.800.53.R5-ALBWAFEnabled', 'PCI.DSS.321-ALBWAFEnabled']);
    expect(inPacks('RDSMultiAZSupport')).toEqual(['NIST.800.53.R5-RDSMultiAZSupport', 'HIPAA.Security-RDSMultiAZSupport']);
  });
});

describe('ids as cdk-nag writes them', () => {
  test('a wildcard on a resource of the stack', () => {
    const stack = makeStack();
    const key = new kms.Key(stack, 'Key');
    acknowledgeWildcard(stack, `${key.keyArn}/*`, 'all of it');
    expect(Object.keys(acknowledged(stack))).toEqual([expect.stringMatching(/^AwsSolutions-IAM5\[Resource::<Key[0-9A-F]{8}\.Arn>\/\*\]$/)]);
  });

  test('a wildcard on a plain resource, and on one with Ref', () => {
    const stack = makeStack();
    acknowledgeWildcard(stack, '*', 'everything');
    acknowledgeWildcard(stack, stack.formatArn({ service: 's3', resource: '*' }), 'everything');
    expect(Object.keys(acknowledged(stack))).toEqual([
      'AwsSolutions-IAM5[Resource::*]', 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:us-east-1:<AWS::AccountId>:*]',
    ]);
  });

  test('another intrinsic function, written out', () => {
    const stack = makeStack();
    acknowledgeWildcard(stack, `${Fn.importValue('Bucket')}/*`, 'theirs');
    expect(acknowledged(stack)).toEqual({ 'AwsSolutions-IAM5[Resource::{"Fn::ImportValue":"Bucket"}/*]': 'theirs' });
  });

  test('an AWS managed policy', () => {
    const stack = makeStack();
    acknowledgeManagedPolicy(stack, iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/Some'), 'AWS keeps it');
    expect(acknowledged(stack)).toEqual({ 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/Some]': 'AWS keeps it' });
  });

  test('without a construct there is nothing to record', () => {
    expect(() => acknowledgeWildcard(undefined, '*', 'nowhere')).not.toThrow();
  });
});

test('acknowledgeInlinePolicy: the policy that grants end up in, where there is one', () => {
  const stack = makeStack();
  const made = role(stack);
  expect(acknowledgeInlinePolicy(made)).toBeUndefined();
  made.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/k'] }));
  const policy = acknowledgeInlinePolicy(made)!;
  expect(policy).toBe(made.node.findChild('DefaultPolicy'));
  expect(Object.keys(acknowledged(policy))).toEqual(inPacks('IAMNoInlinePolicy'));
});

test('acknowledgeServiceManagedLogs', () => {
  const group = new logs.LogGroup(makeStack(), 'Group');
  acknowledgeServiceManagedLogs(group);
  expect(Object.keys(acknowledged(group))).toEqual(inPacks('CloudWatchLogGroupEncrypted'));
});
