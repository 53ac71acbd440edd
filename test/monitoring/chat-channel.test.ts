import { Token } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { AlarmSeverity, ChatChannel, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const TEAM = '11111111-2222-3333-4444-555555555555';
const TENANT = 'AAAAAAAA-bbbb-cccc-dddd-eeeeeeeeeeee';
const CHANNEL = '19%3ad3f4e5%40thread.tacv2';
const SLACK = ['T0123ABCD', 'C0123ABCD'] as const;

const make = (...chatChannels: ChatChannel[]) => makePlatform({ preset: PlatformPreset.prodLean(), monitoring: { chatChannels } });
const topicsOf = (template: Template) => Object.keys(template.findResources('AWS::SNS::Topic')).map((Ref) => ({ Ref }));
const rolesOf = (template: Template) => Object.entries<any>(template.findResources('AWS::IAM::Role')).filter(([id]) => /MonitoringChat/.test(id));

const common = (template: Template, number: number) => ({
  IamRoleArn: { 'Fn::GetAtt': [rolesOf(template)[number - 1][0], 'Arn'] },
  GuardrailPolicies: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AWSDenyAll']] }],
  LoggingLevel: 'ERROR',
});

describe('R5.2 alarms in a Slack channel', () => {
  test('pages and notices, with a role and a guardrail that allow nothing', () => {
    const { template, platform } = make(ChatChannel.slack(...SLACK));
    const { Properties } = onlyResource(template, 'AWS::Chatbot::SlackChannelConfiguration');
    expect(Properties).toEqual({
      ...common(template, 1),
      ConfigurationName: expect.stringMatching(/^Channel\d-Stack-[0-9a-f]{8}-us-east-1$/),
      SlackWorkspaceId: 'T0123ABCD',
      SlackChannelId: 'C0123ABCD',
      SnsTopicArns: topicsOf(template),
    });
    expect(platform.monitoring.chatRoles).toHaveLength(1);
  });

  test('the role is for the service alone, and has no policies', () => {
    const { template } = make(ChatChannel.slack(...SLACK));
    const [[id, { Properties }], ...others] = rolesOf(template);
    expect(others).toEqual([]);
    expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'chatbot.amazonaws.com' } }]);
    expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    expect(Properties).not.toHaveProperty('Policies');
    const policies = Object.values<any>(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties: { Roles } }) => Roles);
    expect(policies).not.toContainEqual({ Ref: id });
  });

  test.each([[AlarmSeverity.PAGE, 0], [AlarmSeverity.NOTICE, 1]])('%s alone', (severity, index) => {
    const { template } = make(ChatChannel.slack(...SLACK, { severities: [severity] }));
    expect(onlyResource(template, 'AWS::Chatbot::SlackChannelConfiguration').Properties.SnsTopicArns).toEqual([topicsOf(template)[index]]);
  });
});

describe('R5.2 alarms in a Microsoft Teams channel', () => {
  test('property by property', () => {
    const { template } = make(ChatChannel.teams({ teamId: TEAM, tenantId: TENANT, channelId: CHANNEL }));
    expect(onlyResource(template, 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration').Properties).toEqual({
      ...common(template, 1),
      ConfigurationName: expect.stringMatching(/^Channel\d-Stack-[0-9a-f]{8}-us-east-1$/),
      TeamId: TEAM,
      TeamsTenantId: TENANT,
      TeamsChannelId: CHANNEL,
      SnsTopicArns: topicsOf(template),
    });
  });

  test('beside a Slack channel: each has its name and its role', () => {
    const ids = { teamId: TEAM, tenantId: TENANT, channelId: CHANNEL };
    const { template } = make(ChatChannel.slack(...SLACK), ChatChannel.teams({ ...ids, severities: [AlarmSeverity.PAGE] }));
    const slack = onlyResource(template, 'AWS::Chatbot::SlackChannelConfiguration').Properties;
    const teams = onlyResource(template, 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration').Properties;
    expect(slack.ConfigurationName).not.toBe(teams.ConfigurationName);
    expect([slack, teams]).toMatchObject([common(template, 1), common(template, 2)]);
    expect(teams.SnsTopicArns).toEqual([topicsOf(template)[0]]);
  });
});

test('R5.2 elsewhere: one configuration of a channel, in the stack that is deployed last, with the topics of both regions', () => {
  const { template, app, platform } = makePlatform({ preset: PlatformPreset.prodLean(), monitoring: { chatChannels: [ChatChannel.slack(...SLACK)] } }, makeStack({ env: { region: 'ap-northeast-1' } }));
  template.resourceCountIs('AWS::Chatbot::SlackChannelConfiguration', 0);
  const support = app.synth().getStackByName(platform.monitoring.supportStack!.stackName).template;
  const [{ Properties: { SnsTopicArns } }] = Object.values<any>(support.Resources).filter(({ Type }: any) => Type === 'AWS::Chatbot::SlackChannelConfiguration') as any[];
  expect(SnsTopicArns.map((arn: any) => Object.keys(arn)[0])).toEqual(['Fn::GetStackOutput', 'Ref', 'Fn::GetStackOutput', 'Ref']);
});

describe('R5.2 a channel that is misspelt', () => {
  const teams = (props: object) => () => ChatChannel.teams({ teamId: TEAM, tenantId: TENANT, channelId: CHANNEL, ...props });
  test.each<[string, () => ChatChannel]>([
    ["'monitoring.chatChannels workspaceId' must be a Slack workspace's id, like T0123ABCD, got 'our-workspace'", () => ChatChannel.slack('our-workspace', 'C0123ABCD')],
    ["'monitoring.chatChannels workspaceId' must be a Slack workspace's id, like T0123ABCD, got ''", () => ChatChannel.slack('', 'C0123ABCD')],
    ["'monitoring.chatChannels channelId' must be a Slack channel's id, like C0123ABCD, got '#alarms'", () => ChatChannel.slack('T0123ABCD', '#alarms')],
    ["'monitoring.chatChannels teamId' must be a GUID, got 'team'", teams({ teamId: 'team' })],
    ["'monitoring.chatChannels channelId' must be a Teams channel's id as its link has it, like 19%3Aab…%40thread.tacv2, got ''", teams({ channelId: '' })],
    ["'monitoring.chatChannels severities' must name at least one, or the channel is told nothing", () => ChatChannel.slack('T0123ABCD', 'C0123ABCD', { severities: [] })],
    ["'monitoring.chatChannels' must be without repetition: AWS takes one configuration of a channel, got 'T0123ABCD/C0123ABCD'", () => (make(ChatChannel.slack(...SLACK), ChatChannel.slack(...SLACK)), ChatChannel.slack(...SLACK))],
    ["'monitoring.chatChannels tenantId' must be a GUID, got '11111111-2222-3333-4444-55555555555'", teams({ tenantId: TEAM.slice(0, -1) })],
  ])('%s', (message, channel) => {
    expect(channel).toThrow(`cdk-pdf-web-platform: ${message}`);
  });

  test('is not noticed where it is known at deployment', () => {
    const id = Token.asString({ Ref: 'Id' });
    expect(() => [ChatChannel.slack(id, id), ChatChannel.teams({ teamId: id, tenantId: id, channelId: id })]).not.toThrow();
  });
});
