import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlarmSeverity, AlarmTopics, DataProtection, type MonitoringOptions, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const PUBLISHERS = ['cloudwatch.amazonaws.com', 'events.amazonaws.com', 'events.rds.amazonaws.com', 'budgets.amazonaws.com', 'costalerts.amazonaws.com'];
const OF_THIS_ACCOUNT = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };

const lean = (monitoring: MonitoringOptions = {}, stack = makeStack()) => makePlatform({ preset: PlatformPreset.prodLean(), monitoring }, stack);
const topicIds = (template: Template) => Object.keys(template.findResources('AWS::SNS::Topic'));

/** The statements of a key that let the publishers use it. */
const publishing = (key: any) => {
  const statements: any[] = key.Properties.KeyPolicy.Statement;
  return statements.filter(({ Principal }) => [Principal.Service].flat().some((each) => PUBLISHERS.includes(each)));
};

describe('R5.2 the topics that alarms tell', () => {
  const { template, platform, stack } = lean({ pageEmails: ['on-call@example.com'], noticeEmails: ['team@example.com', 'lead@example.com'] });

  test('are two, named after the stack in messages', () => {
    const topics = Object.values<any>(template.findResources('AWS::SNS::Topic'));
    expect(topics.map(({ Properties }) => Properties.DisplayName)).toEqual(['Stack page', 'Stack notice']);
  });

  test('take messages of the services that publish, on behalf of this account, and nothing without TLS', () => {
    const policies = Object.values<any>(template.findResources('AWS::SNS::TopicPolicy'));
    const alarms = (id: string, Service: string | string[]) => ({ Sid: 'PublishAlarms', Effect: 'Allow', Principal: { Service }, Action: 'sns:Publish', Resource: { Ref: id }, Condition: OF_THIS_ACCOUNT });
    const [page, notice] = topicIds(template);
    const allowed = {
      [page]: [alarms(page, 'cloudwatch.amazonaws.com')],
      // EventBridge does not say on whose behalf it publishes.
      [notice]: [
        alarms(notice, PUBLISHERS.filter((each) => each !== 'events.amazonaws.com')),
        { Sid: 'PublishEvents', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: { Ref: notice } },
      ],
    };
    expect(policies.map(({ Properties }) => Properties)).toEqual(topicIds(template).map((id) => ({
      Topics: [{ Ref: id }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Sid: 'AllowPublishThroughSSLOnly', Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: { Ref: id }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
          ...allowed[id],
        ],
      },
    })));
  });

  test('tell e-mail addresses', () => {
    const subscriptions = Object.values<any>(template.findResources('AWS::SNS::Subscription')).map(({ Properties }) => Properties);
    const [page, notice] = topicIds(template);
    expect(subscriptions).toEqual([
      { Protocol: 'email', TopicArn: { Ref: page }, Endpoint: 'on-call@example.com' },
      { Protocol: 'email', TopicArn: { Ref: notice }, Endpoint: 'team@example.com' },
      { Protocol: 'email', TopicArn: { Ref: notice }, Endpoint: 'lead@example.com' },
    ]);
  });

  test('are members, by severity', () => {
    const topics = platform.monitoring.topics!;
    expect(topics.topicFor(AlarmSeverity.PAGE)).toBe(topics.pageTopic);
    expect(topics.topicFor(AlarmSeverity.NOTICE)).toBe(topics.noticeTopic);
    expect([topics.pageTopic, topics.noticeTopic].map(({ topicArn }) => stack.resolve(topicArn).Ref)).toEqual(topicIds(template));
    expect(platform.monitoring.edgeTopics).toBe(topics);
  });

  test('the room can stand alone: two topics, with a key that goes with them', () => {
    const alone = makeStack();
    new AlarmTopics(alone, 'Topics');
    const made = Template.fromStack(alone);
    made.resourceCountIs('AWS::SNS::Topic', 2);
    expect(onlyResource(made, 'AWS::KMS::Key').DeletionPolicy).toBe('Delete');
  });
});

describe('R5.2 R3.2 what encrypts the topics', () => {
  const usable = (key: any) => {
    const statements = publishing(key);
    expect(statements.flatMap(({ Principal }: any) => Principal.Service).sort()).toEqual([...PUBLISHERS].sort());
    for (const { Principal, Condition } of statements) {
      const isEvents = Principal.Service === 'events.amazonaws.com';
      expect(Condition).toEqual(isEvents ? { ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': expect.anything() } } : OF_THIS_ACCOUNT);
    }
    for (const statement of statements) expect(statement).toMatchObject({ Effect: 'Allow', Action: ['kms:Decrypt', expect.stringMatching(/^kms:GenerateDataKey\*?$/)], Resource: '*' });
  };
  const keysOf = (template: Template) => Object.values<any>(template.findResources('AWS::SNS::Topic')).map(({ Properties }) => Properties.KmsMasterKeyId);

  test('a key of its own where the platform has none, which the publishers may use', () => {
    const { template } = lean();
    const [id] = Object.keys(template.findResources('AWS::KMS::Key'));
    expect(keysOf(template)).toEqual([{ 'Fn::GetAtt': [id, 'Arn'] }, { 'Fn::GetAtt': [id, 'Arn'] }]);
    const key = onlyResource(template, 'AWS::KMS::Key');
    expect(key.Properties.EnableKeyRotation).toBe(true);
    usable(key);
  });

  test.each([[DataProtection.PROTECTED, 'Delete'], [DataProtection.DISPOSABLE, 'Delete']])('with %s it goes with the stack, since nothing that is kept needs it: %s', (dataProtection, policy) => {
    const { template } = makePlatform({ preset: PlatformPreset.prodLean(), dataProtection });
    expect(onlyResource(template, 'AWS::KMS::Key').DeletionPolicy).toBe(policy);
  });

  test("the platform's key where it has one", () => {
    const { template, platform, stack } = makePlatform();
    expect(keysOf(template)).toEqual(Array(2).fill(stack.resolve(platform.encryption!.key.keyArn)));
    usable(onlyResource(template, 'AWS::KMS::Key'));
  });

  test('a key of another stack is held by its ARN, and its policy says what it must there', () => {
    const stack = makeStack();
    const keys = new Stack(stack.node.root as App, 'Keys', { env: { region: 'us-east-1' } });
    makePlatform({ encryptionKey: new kms.Key(keys, 'Key') }, stack);
    Annotations.fromStack(stack).hasNoWarning('/Stack/Platform/Monitoring/Topics', Match.stringLikeRegexp('topic-key-policy'));
    usable(onlyResource(Template.fromStack(keys), 'AWS::KMS::Key'));
  });

  test('one that is imported cannot be told: its owner is', () => {
    const stack = makeStack();
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555');
    new AlarmTopics(stack, 'Topics', { encryptionKey: key });
    Annotations.fromStack(stack).hasWarning('/Stack/Topics', Match.stringLikeRegexp('it must allow .*events.amazonaws.com kms:Decrypt and kms:GenerateDataKey.*cdk-pdf-web-platform:topic-key-policy'));
  });
});

describe('R5.2 existing topics', () => {
  const topic = (stack: Stack, name: string, region = 'us-east-1') => sns.Topic.fromTopicArn(stack, name, `arn:aws:sns:${region}:123456789012:${name}`);

  test('are told instead: none is made, and no key', () => {
    const stack = makeStack();
    const { template } = lean({ pageTopic: topic(stack, 'pages'), noticeTopic: topic(stack, 'notices') }, stack);
    for (const type of ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::KMS::Key']) template.resourceCountIs(type, 0);
    const told = Object.values<any>(template.findResources('AWS::CloudWatch::Alarm')).filter(({ Properties }) => Properties.AlarmName).map(({ Properties }) => Properties.AlarmActions[0].split(':')[5]);
    expect([...new Set(told)].sort()).toEqual(['notices', 'pages']);
  });

  test('one of them: the other is made, with a key', () => {
    const stack = makeStack();
    const { template } = lean({ pageTopic: topic(stack, 'pages') }, stack);
    expect(onlyResource(template, 'AWS::SNS::Topic').Properties.DisplayName).toBe('Stack notice');
    template.resourceCountIs('AWS::KMS::Key', 1);
  });
});
