import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { containerOf, environmentOf, makeCompute, secretsOf, taskOf } from './make-compute';
import { ComputeCapacity } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

describe('R3.2 the container has no more than it needs', () => {
  test('by default it is not root, writes to /tmp only, and is not privileged', () => {
    const { template } = makeCompute();
    expect(containerOf(template)).toMatchObject({
      Name: 'app',
      Essential: true,
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      MountPoints: [{ ContainerPath: '/tmp', ReadOnly: false, SourceVolume: 'tmp' }],
      LinuxParameters: { InitProcessEnabled: true },
    });
    expect(containerOf(template).Privileged).toBeUndefined();
    expect(taskOf(template).Volumes).toEqual([{ Name: 'tmp' }]);
  });

  test.each(['fargate', 'instance'])('the same on %s', (where) => {
    const capacity = where === 'fargate' ? ComputeCapacity.fargate() : ComputeCapacity.ec2Instance();
    expect(containerOf(makeCompute({ capacity }).template)).toMatchObject({ User: '1000:1000', ReadonlyRootFilesystem: true });
  });

  test.each(['0', 'root', 'node', '1234', 'app:web', 'www-data:www-data'])('user %s', (user) => {
    expect(containerOf(makeCompute({ user }).template).User).toBe(user);
  });

  test("user 'image' leaves it to the image", () => {
    expect(containerOf(makeCompute({ user: 'image' }).template).User).toBeUndefined();
  });

  test('readonlyRootFilesystem off needs no writable paths', () => {
    const { template } = makeCompute({ readonlyRootFilesystem: false });
    expect(containerOf(template).ReadonlyRootFilesystem).toBe(false);
    expect(containerOf(template).MountPoints).toBeUndefined();
    expect(taskOf(template).Volumes).toBeUndefined();
  });

  test('writablePaths replace /tmp, each with a volume of its own', () => {
    const { template } = makeCompute({ writablePaths: ['/var/cache/pdf', '/run'] });
    expect(containerOf(template).MountPoints).toEqual([
      { ContainerPath: '/var/cache/pdf', ReadOnly: false, SourceVolume: 'var-cache-pdf' },
      { ContainerPath: '/run', ReadOnly: false, SourceVolume: 'run' },
    ]);
    expect(taskOf(template).Volumes).toEqual([{ Name: 'var-cache-pdf' }, { Name: 'run' }]);
  });

  test('no writablePaths, nothing is writable', () => {
    expect(taskOf(makeCompute({ writablePaths: [] }).template).Volumes).toBeUndefined();
  });
});

describe('R8.2 the end of a container', () => {
  test('stopTimeout is 30 seconds by default, for the container and for the load balancer', () => {
    const { template } = makePlatform();
    expect(containerOf(template).StopTimeout).toBe(30);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }]),
    });
  });

  test('stopTimeout moves both', () => {
    const { template } = makePlatform({ compute: { stopTimeout: Duration.seconds(90) } });
    expect(containerOf(template).StopTimeout).toBe(90);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '90' }]),
    });
  });
});

describe('R8.2 the health check', () => {
  test.each([
    [{}, '/health', 8080],
    [{ healthCheckPath: '/up', containerPort: 3000 }, '/up', 3000],
  ])('%j asks %s at port %i', (compute, HealthCheckPath, Port) => {
    const { template, platform } = makePlatform({ compute });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckPath,
      HealthCheckPort: Match.absent(), // the port that the target is registered with
      Protocol: elbv2.ApplicationProtocol.HTTP,
      TargetType: 'ip',
      Matcher: { HttpCode: '200' },
      HealthCheckIntervalSeconds: 15,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
    });
    expect(platform.compute.healthCheckPath).toBe(HealthCheckPath);
    expect(containerOf(template).PortMappings).toEqual([{ ContainerPort: Port, Name: 'http', Protocol: 'tcp' }]);
  });
});

describe('R9.1 the logs of the container', () => {
  test('go to its log group without ever blocking it', () => {
    const { template, compute, stack } = makeCompute();
    expect(containerOf(template).LogConfiguration).toEqual({
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': stack.resolve(compute.logGroup.logGroupName),
        'awslogs-region': 'us-east-1',
        'awslogs-stream-prefix': 'app',
        'mode': 'non-blocking',
      },
    });
  });
});

describe("R6.2 the application's own variables and secrets", () => {
  test('stand beside those of the platform', () => {
    const stack = makeStack();
    const secret = new secretsmanager.Secret(stack, 'ApiKey');
    const { template } = makeCompute({ environment: { FEATURE: 'on' }, secrets: { API_KEY: ecs.Secret.fromSecretsManager(secret) } }, stack);
    expect(environmentOf(template)).toEqual({ FEATURE: 'on', PORT: '8080', AWS_REGION: 'us-east-1' });
    expect(secretsOf(template)).toEqual({ API_KEY: stack.resolve(secret.secretArn) });
  });

  test('the task starts with the right to read the secret, and the application has none', () => {
    const stack = makeStack();
    const secret = new secretsmanager.Secret(stack, 'ApiKey');
    const { template } = makeCompute({ secrets: { API_KEY: ecs.Secret.fromSecretsManager(secret) } }, stack);
    const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter((policy) => JSON.stringify(policy).includes('secretsmanager'));
    expect(policies.map((policy) => policy.Properties.Roles)).toEqual([[{ Ref: taskOf(template).ExecutionRoleArn['Fn::GetAtt'][0] }]]);
    expect(policies[0].Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Allow', Resource: stack.resolve(secret.secretArn) }),
    );
    expect(onlyResource(template, 'AWS::SecretsManager::Secret')).toBeDefined();
  });
});
