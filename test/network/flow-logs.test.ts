import { Match } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { importedVpc, makeNetwork } from './network';
import { DataProtection, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

describe('R3.1 flow logs', () => {
  test('by default all connections of the VPC go to CloudWatch Logs', () => {
    const { network, template, stack } = makeNetwork();
    template.resourceCountIs('AWS::EC2::FlowLog', 1);
    template.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceType: 'VPC',
      ResourceId: { Ref: Match.stringLikeRegexp('^NetworkVpc') },
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: stack.resolve(network.flowLogGroup!.logGroupName),
    });
  });

  test('the role that writes them is VPC\'s and may write to this log group only', () => {
    const { template, network, stack } = makeNetwork({ closeDefaultSecurityGroup: false });
    expect(onlyResource(template, 'AWS::IAM::Role').Properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'vpc-flow-logs.amazonaws.com' } },
    ]);
    const { Statement } = onlyResource(template, 'AWS::IAM::Policy').Properties.PolicyDocument;
    expect(Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
        Resource: stack.resolve(network.flowLogGroup!.logGroupArn),
      },
    ]);
  });

  test('flowLogs: false leaves them out, with log group and role', () => {
    const { network, template } = makeNetwork({ flowLogs: false, closeDefaultSecurityGroup: false });
    expect(network.flowLogGroup).toBeUndefined();
    for (const type of ['AWS::EC2::FlowLog', 'AWS::Logs::LogGroup', 'AWS::IAM::Role']) template.resourceCountIs(type, 0);
  });

  test('are kept for a year by default, else as long as flowLogRetention says', () => {
    const daysOf = (flowLogRetention?: RetentionDays) =>
      onlyResource(makeNetwork({ flowLogRetention }).template, 'AWS::Logs::LogGroup').Properties.RetentionInDays;
    expect(daysOf()).toBe(365);
    expect(daysOf(RetentionDays.TWO_WEEKS)).toBe(14);
  });

  test.each([
    ['dev', 7],
    ['prodLean', 30],
    ['prod', 365],
  ] as const)('preset %s has its retention', (name, days) => {
    const { platform, stack, template } = makePlatform({ preset: PlatformPreset[name]() });
    const { Ref: id } = stack.resolve(platform.network.flowLogGroup!.logGroupName);
    expect(template.findResources('AWS::Logs::LogGroup')[id].Properties.RetentionInDays).toBe(days);
  });

  test.each([
    [undefined, 'Retain'],
    [DataProtection.PROTECTED, 'Retain'],
    [DataProtection.DISPOSABLE, 'Delete'],
  ])('with data protection %s the log group has the deletion policy %s', (dataProtection, policy) => {
    const group = onlyResource(makeNetwork({ dataProtection }).template, 'AWS::Logs::LogGroup');
    expect([group.DeletionPolicy, group.UpdateReplacePolicy]).toEqual([policy, policy]);
  });

  test('R3.2 are encrypted with the key, if there is one', () => {
    const stack = makeStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const { template } = makeNetwork({ encryptionKey }, stack);
    expect(onlyResource(template, 'AWS::Logs::LogGroup').Properties.KmsKeyId).toEqual(stack.resolve(encryptionKey.keyArn));
    expect(onlyResource(makeNetwork().template, 'AWS::Logs::LogGroup').Properties).not.toHaveProperty('KmsKeyId');
  });
});

describe('R3.1 default security group', () => {
  const { network, stack, template } = makeNetwork({ flowLogs: false });
  const groupId = stack.resolve((network.closedDefaultSecurityGroup!.association.parameters as any).GroupId[0]);

  test('is the one of the VPC', () => {
    expect(groupId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^NetworkVpc/), 'DefaultSecurityGroup'] });
  });

  test('AWS\'s own runbook closes it once: no schedule, no Lambda, no custom resource', () => {
    const { Properties } = onlyResource(template, 'AWS::SSM::Association');
    expect(Properties).toEqual({
      Name: 'AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules',
      Parameters: { GroupId: [groupId], AutomationAssumeRole: [stack.resolve(network.closedDefaultSecurityGroup!.role.roleArn)] },
    });
    const types = Object.values<any>(template.toJSON().Resources).map(({ Type }) => Type);
    expect(types.filter((type) => /Lambda|Custom/.test(type))).toEqual([]);
  });

  test('the runbook\'s role may remove rules of this group, describe groups, and nothing else', () => {
    const { Properties } = onlyResource(template, 'AWS::IAM::Role');
    expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'ssm.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
    expect(Properties.ManagedPolicyArns).toBeUndefined();
    expect(Properties.Policies).toHaveLength(1);
    const arn = ['arn:', { Ref: 'AWS::Partition' }, ':ec2:us-east-1:', { Ref: 'AWS::AccountId' }, ':security-group/', groupId];
    expect(Properties.Policies[0].PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: ['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'], Resource: { 'Fn::Join': ['', arn] } },
      { Effect: 'Allow', Action: 'ec2:DescribeSecurityGroups', Resource: '*' },
    ]);
  });

  test('closeDefaultSecurityGroup: false leaves it as AWS made it', () => {
    const { network: open, template: left } = makeNetwork({ closeDefaultSecurityGroup: false, flowLogs: false });
    expect(open.closedDefaultSecurityGroup).toBeUndefined();
    left.resourceCountIs('AWS::SSM::Association', 0);
    left.resourceCountIs('AWS::IAM::Role', 0);
  });

  test('the one of an existing VPC is its owner\'s', () => {
    const other = makeStack();
    const { network: brought, template: none } = makeNetwork({ vpc: importedVpc(other, 'public', 'private', 'isolated') }, other);
    expect(brought.closedDefaultSecurityGroup).toBeUndefined();
    expect(none.toJSON().Resources).toBeUndefined();
  });
});
