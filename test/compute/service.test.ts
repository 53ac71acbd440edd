import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { makeCompute, serviceOf, taskOf } from './make-compute';
import { DataProtection, PlatformCompute } from '../../src';
import { makeStack, onlyResource } from '../helpers/platform';

describe('R4.2 the Fargate service', () => {
  const { template } = makeCompute();

  test('new tasks start before old ones stop', () => {
    expect(serviceOf(template).DeploymentConfiguration).toMatchObject({ MinimumHealthyPercent: 100, MaximumPercent: 200 });
  });

  test('tasks are spread over the zones again when one comes back', () => {
    expect(serviceOf(template).AvailabilityZoneRebalancing).toBe('ENABLED');
  });

  test('tasks are private by default, in two zones', () => {
    const { AssignPublicIp, Subnets } = serviceOf(template).NetworkConfiguration.AwsvpcConfiguration;
    expect(AssignPublicIp).toBe('DISABLED');
    expect(Subnets.map(({ Ref }: any) => Ref)).toEqual([expect.stringMatching(/^VpcPrivateSubnet1/), expect.stringMatching(/^VpcPrivateSubnet2/)]);
  });

  test('taskSubnets and assignPublicIp put them into public subnets', () => {
    const { template: open } = makeCompute({ taskSubnets: { subnetType: ec2.SubnetType.PUBLIC }, assignPublicIp: true });
    const { AssignPublicIp, Subnets } = serviceOf(open).NetworkConfiguration.AwsvpcConfiguration;
    expect(AssignPublicIp).toBe('ENABLED');
    expect(Subnets[0].Ref).toMatch(/^VpcPublicSubnet1/);
  });

  test('its tags reach the tasks', () => {
    expect(serviceOf(template)).toMatchObject({ EnableECSManagedTags: true, PropagateTags: 'SERVICE', PlatformVersion: 'LATEST' });
  });

  test('healthCheckGracePeriod is 60 seconds by default', () => {
    expect(serviceOf(template).HealthCheckGracePeriodSeconds).toBe(60);
    expect(serviceOf(makeCompute({ healthCheckGracePeriod: Duration.minutes(3) }).template).HealthCheckGracePeriodSeconds).toBe(180);
  });
});

describe('R3.1 the security group of the tasks', () => {
  test('nobody comes in before something stands in front; only HTTPS goes out', () => {
    const { template } = makeCompute();
    const group = onlyResource(template, 'AWS::EC2::SecurityGroup').Properties;
    expect(group.SecurityGroupIngress).toBeUndefined();
    expect(group.SecurityGroupEgress).toEqual([
      expect.objectContaining({ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }),
    ]);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('others connect at the port of the container', () => {
    const stack = makeStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
    const compute = new PlatformCompute(stack, 'Compute', { vpc, containerPort: 3000 });
    const client = new ec2.SecurityGroup(stack, 'Client', { vpc });
    compute.connections.allowDefaultPortFrom(client);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 3000,
      ToPort: 3000,
      IpProtocol: 'tcp',
      GroupId: stack.resolve(compute.securityGroup.securityGroupId),
      SourceSecurityGroupId: stack.resolve(client.securityGroupId),
    });
  });
});

describe('R5.1 Container Insights', () => {
  test.each([
    [undefined, 'enabled'],
    [ecs.ContainerInsights.ENABLED, 'enabled'],
    [ecs.ContainerInsights.ENHANCED, 'enhanced'],
    [ecs.ContainerInsights.DISABLED, 'disabled'],
  ])('containerInsights %s makes a cluster with %s', (containerInsights, Value) => {
    makeCompute({ containerInsights }).template.hasResourceProperties('AWS::ECS::Cluster', { ClusterSettings: [{ Name: 'containerInsights', Value }] });
  });
});

describe('R5.1 the log group of Container Insights', () => {
  const name = Match.objectLike({ 'Fn::Join': ['', Match.arrayWith(['/aws/ecs/containerinsights/', '/performance'])] });

  test('ends with the stack\'s settings, since ECS would keep it for ever', () => {
    const { template } = makeCompute({ logRetention: logs.RetentionDays.ONE_WEEK, dataProtection: DataProtection.DISPOSABLE });
    template.hasResource('AWS::Logs::LogGroup', { Properties: { LogGroupName: name, RetentionInDays: 7 }, DeletionPolicy: 'Delete' });
    makeCompute().template.hasResource('AWS::Logs::LogGroup', { Properties: { LogGroupName: name, RetentionInDays: 90 }, DeletionPolicy: 'Retain' });
  });

  test('is not there without Container Insights', () => {
    makeCompute({ containerInsights: ecs.ContainerInsights.DISABLED }).template.resourcePropertiesCountIs('AWS::Logs::LogGroup', { LogGroupName: name }, 0);
  });
});

describe('R3.2 ECS Exec', () => {
  const messages = { Action: Match.arrayWith(['ssmmessages:OpenDataChannel']) };
  const statement = { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(messages)]) } };

  test('is off by default, and no shell can be opened', () => {
    const { template } = makeCompute();
    expect(serviceOf(template).EnableExecuteCommand).toBe(false);
    template.resourcePropertiesCountIs('AWS::IAM::Policy', statement, 0);
  });

  test('enableExecuteCommand lets the task role open channels', () => {
    const { template } = makeCompute({ enableExecuteCommand: true, readonlyRootFilesystem: false });
    expect(serviceOf(template).EnableExecuteCommand).toBe(true);
    template.hasResourceProperties('AWS::IAM::Policy', { ...statement, Roles: [{ Ref: taskOf(template).TaskRoleArn['Fn::GetAtt'][0] }] });
  });

  test('it does not go with a read-only root file system, which the agent writes to', () => {
    expect(() => makeCompute({ enableExecuteCommand: true })).toThrow(
      "cdk-pdf-web-platform: 'compute.enableExecuteCommand' needs 'compute.readonlyRootFilesystem' to be off: the agent writes into the container",
    );
  });
});

describe('R9.1 the log group of the container', () => {
  const logGroupOf = (made: ReturnType<typeof makeCompute>) =>
    made.template.findResources('AWS::Logs::LogGroup')[made.stack.getLogicalId(made.compute.logGroup.node.defaultChild as logs.CfnLogGroup)];

  test('keeps logs for 90 days and outlives the stack by default', () => {
    const group = logGroupOf(makeCompute());
    expect(group).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { RetentionInDays: 90 } });
    expect(group.Properties.KmsKeyId).toBeUndefined();
  });

  test('retention, key and data protection can be set', () => {
    const stack = makeStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const group = logGroupOf(
      makeCompute({ logRetention: logs.RetentionDays.ONE_WEEK, encryptionKey, dataProtection: DataProtection.DISPOSABLE }, stack),
    );
    expect(group).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { RetentionInDays: 7, KmsKeyId: stack.resolve(encryptionKey.keyArn) },
    });
  });
});
