import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { containerOf, makeCompute, serviceOf, taskOf } from './make-compute';
import { ComputeCapacity } from '../../src';
import { makeStack, onlyResource } from '../helpers/platform';

const onInstance = (type?: string, stack = makeStack()) =>
  makeCompute({ capacity: ComputeCapacity.ec2Instance(type ? new ec2.InstanceType(type) : undefined) }, stack);

describe('R2.1 the instance', () => {
  const { template, compute, stack } = onInstance();

  test('takes IMDSv2 only, and no container reaches it', () => {
    template.hasResourceProperties('AWS::EC2::Instance', { MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 } });
  });

  test('has an encrypted disk and detailed monitoring', () => {
    template.hasResourceProperties('AWS::EC2::Instance', {
      Monitoring: true,
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeSize: 30, VolumeType: 'gp3' } }],
    });
  });

  test('is in a public subnet, in the security group of the application', () => {
    const instance = onlyResource(template, 'AWS::EC2::Instance').Properties;
    expect(instance.SubnetId.Ref).toMatch(/^VpcPublicSubnet1/);
    expect(instance.SecurityGroupIds).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^ComputeSecurityGroup/), 'GroupId'] }]);
  });

  test('keeps its address when it is stopped and started', () => {
    const [instanceId] = Object.keys(template.findResources('AWS::EC2::Instance'));
    template.hasResourceProperties('AWS::EC2::EIPAssociation', {
      AllocationId: { 'Fn::GetAtt': [stack.getLogicalId(compute.elasticIp!), 'AllocationId'] },
      InstanceId: { Ref: instanceId },
    });
  });

  test('joins the cluster by itself', () => {
    const [clusterId] = Object.keys(template.findResources('AWS::ECS::Cluster'));
    const text = JSON.stringify(onlyResource(template, 'AWS::EC2::Instance').Properties.UserData);
    expect(text).toContain('echo \\"ECS_CLUSTER=",{"Ref":"' + clusterId + '"},"\\" >> /etc/ecs/ecs.config');
  });

  test('is not in an auto scaling group, which would replace it when a schedule stops it', () => {
    template.resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 0);
    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
    expect(compute.scaling).toBeUndefined();
  });

  test.each([
    ['t3.micro', '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id'],
    ['t4g.micro', '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id'],
  ])('%s runs the ECS-optimized Amazon Linux 2023 of its processor', (type, parameter) => {
    const images = onInstance(type).template.findParameters('*', { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>' });
    expect(Object.values(images).map(({ Default }) => Default)).toEqual([parameter]);
  });
});

describe('R3.2 the role of the instance', () => {
  const statements = () => {
    const { template } = onInstance();
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { PolicyName: Match.stringLikeRegexp('^ComputeHostRole') } }));
    return { template, statements: policy.Properties.PolicyDocument.Statement as any[] };
  };

  test('has exactly what the ECS agent needs, on this cluster', () => {
    const { template, statements: all } = statements();
    const cluster = { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::ECS::Cluster'))[0], 'Arn'] };
    expect(all.slice(0, 5)).toEqual([
      { Effect: 'Allow', Action: ['ecs:RegisterContainerInstance', 'ecs:DeregisterContainerInstance'], Resource: cluster },
      {
        Effect: 'Allow',
        Action: expect.arrayContaining(['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState']),
        Resource: { 'Fn::Join': ['', expect.arrayContaining([':ecs:us-east-1:', ':container-instance/', { Ref: cluster['Fn::GetAtt'][0] }, '/*'])] },
        Condition: { ArnEquals: { 'ecs:cluster': cluster } },
      },
      { Effect: 'Allow', Action: expect.arrayContaining(['ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange']), Resource: cluster },
      { Effect: 'Allow', Action: 'ecs:DiscoverPollEndpoint', Resource: '*' },
      { Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: { StringEquals: { 'cloudwatch:namespace': 'CWAgent' } } },
    ]);
  });

  test('R10.2 and what the agent of Systems Manager needs: no parameter, no secret', () => {
    const { statements: all } = statements();
    const arn = (service: string, rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:us-east-1:`, { Ref: 'AWS::AccountId' }, rest]] });
    const ofAws = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, rest]] });
    expect(all.slice(5)).toEqual([
      {
        Effect: 'Allow',
        Action: ['ssm:UpdateInstanceInformation', 'ssm:ListInstanceAssociations', 'ssm:UpdateInstanceAssociationStatus', 'ssm:PutComplianceItems'],
        Resource: [arn('ec2', ':instance/*'), arn('ssm', ':association/*')],
      },
      { Effect: 'Allow', Action: 'ssm:GetDocument', Resource: ofAws(':ssm:us-east-1::document/AWS-*') },
      {
        Effect: 'Allow',
        Action: [
          'ssm:GetDeployablePatchSnapshotForInstance',
          'ssm:PutInventory',
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: [
          ofAws(':s3:::aws-ssm-us-east-1/*'),
          ofAws(':s3:::patch-baseline-snapshot-us-east-1/*'),
          ofAws(':s3:::patch-baseline-snapshot-us-east-1-*/*'),
          ofAws(':s3:::aws-patch-manager-us-east-1-*/*'),
        ],
      },
    ]);
    expect(JSON.stringify(all)).not.toMatch(/Parameter|secretsmanager/);
  });

  test('R3.1 nobody needs SSH: no key pair, no port, and Systems Manager is reached over TLS', () => {
    const { template } = onInstance();
    const [{ Properties }] = Object.values(template.findResources('AWS::EC2::Instance'));
    expect(Properties).not.toHaveProperty('KeyName');
    const group = Object.values(template.findResources('AWS::EC2::SecurityGroup'))[0].Properties;
    expect(group.SecurityGroupIngress).toBeUndefined();
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    expect(group.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 })]);
  });

  test('R5.1 the instance tells how full its disk is, and works without telling', () => {
    const { template } = onInstance();
    const { UserData } = Object.values(template.findResources('AWS::EC2::Instance'))[0].Properties;
    const script = JSON.stringify(UserData);
    expect(script).toContain('amazon-cloudwatch-agent-ctl');
    const commands = (UserData['Fn::Base64']['Fn::Join'][1] as unknown[]).filter((part): part is string => typeof part === 'string').join('').split('\n');
    const config = JSON.parse(commands.find((line) => line.startsWith('{'))!);
    expect(config.metrics).toEqual({
      namespace: 'CWAgent',
      append_dimensions: { InstanceId: '${aws:InstanceId}' },
      aggregation_dimensions: [['InstanceId']],
      metrics_collected: { disk: { measurement: ['used_percent'], resources: ['/'], drop_device: true }, mem: { measurement: ['used_percent'] } },
    });
    const measuring = commands.filter((line) => /dnf|cat >|agent-ctl/.test(line));
    expect(measuring).toHaveLength(3);
    for (const line of measuring) expect(line).toMatch(/\|\| true$/);
  });

  test('is no AWS managed policy and can be assumed by EC2 only', () => {
    const { template } = onInstance();
    template.hasResource('AWS::IAM::Role', {
      Properties: {
        Description: 'The ECS agent of the platform instance',
        ManagedPolicyArns: Match.absent(),
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }] },
      },
    });
  });
});

describe('R2.1 the task on the instance', () => {
  const { template } = onInstance();

  test('the old task stops before the new one starts, since both want the port', () => {
    expect(serviceOf(template)).toMatchObject({
      LaunchType: 'EC2',
      DesiredCount: 1,
      DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100, DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
    });
  });

  test('the container is reached at the port of the instance', () => {
    expect(taskOf(template)).toMatchObject({ NetworkMode: 'bridge', RequiresCompatibilities: ['EC2'] });
    expect(containerOf(template).PortMappings).toEqual([{ ContainerPort: 8080, HostPort: 80, Name: 'http', Protocol: 'tcp' }]);
  });

  test('it is placed when the instance is there', () => {
    const [instanceId] = Object.keys(template.findResources('AWS::EC2::Instance'));
    expect(onlyResource(template, 'AWS::ECS::Service').DependsOn).toContain(instanceId);
  });
});

describe('R1.1 the name that CloudFront reaches the instance by', () => {
  const nameIn = (env?: { region: string }) => {
    const stack = new Stack(undefined, 'Named', { env });
    const { compute } = onInstance(undefined, stack);
    return { name: stack.resolve(compute.instanceDnsName), template: Template.fromStack(stack), compute };
  };

  test('us-east-1 has a name of its own kind', () => {
    const parts = nameIn({ region: 'us-east-1' }).name['Fn::Join'][1];
    expect(parts[0]).toBe('ec2-');
    expect(parts[2]).toBe('.compute-1.');
  });

  test('elsewhere the name carries the region', () => {
    expect(nameIn({ region: 'ap-northeast-1' }).name['Fn::Join'][1][2]).toBe('.ap-northeast-1.compute.');
  });

  test('where the region is known at deployment, one condition decides', () => {
    const { name, template, compute } = nameIn();
    const [condition] = Object.keys(template.findConditions('*', { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }));
    expect(name['Fn::If'][0]).toBe(condition);
    expect(JSON.stringify(name['Fn::If'][1])).toContain('.compute-1.');
    expect(JSON.stringify(name['Fn::If'][2])).toContain('.compute.');
    expect(compute.instanceDnsName).toBeDefined();
  });
});

test('R2.1 the instance needs public subnets, where CloudFront reaches it', () => {
  const taskSubnets = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };
  expect(() => makeCompute({ capacity: ComputeCapacity.ec2Instance(), taskSubnets })).toThrow(
    'cdk-pdf-web-platform: ComputeCapacity.ec2Instance needs public subnets, where CloudFront reaches it',
  );
});
