import { App, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { makeCompute } from './make-compute';
import { ComputeCapacity, ContainerVariable, PdfWebPlatform, type PdfWebPlatformProps, type PlatformComputeProps, PlatformImage, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const { CANARY, LINEAR } = ecs.DeploymentStrategy;

describe('R8.2 the first task', () => {
  // A cycle would be an error of Template.fromStack.
  const PRESETS = [PlatformPreset.dev(), PlatformPreset.prodLean(), PlatformPreset.prod()];
  const VARIANTS: Partial<PdfWebPlatformProps>[] = [
    {},
    { customerManagedKey: true },
    { customerManagedKey: false, database: { rotateSecretEvery: Duration.days(30) } },
    { compute: { deploymentStrategy: CANARY } },
  ];
  const cases = PRESETS.flatMap((preset) => ['us-east-1', 'ap-northeast-1'].flatMap((region) => VARIANTS.map((props) => ({ preset, region, props }))))
    // One instance has no room for a canary; rotation in dev and prodLean would have no way to Secrets Manager.
    .filter(({ preset, props }) => !(preset.name === 'dev' && props.compute) && !(preset.name !== 'prod' && props.database));

  test.each(cases)('of $preset.name in $region with $props waits for all that its execution role is granted', ({ preset, region, props }) => {
    const stack = makeStack({ env: { region } });
    const platform = new PdfWebPlatform(stack, 'Platform', { preset, ...props });
    platform.compute.container.addSecret('LATER', ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Later')));
    const template = Template.fromStack(stack);
    const role = stack.resolve(platform.compute.taskDefinition.executionRole!.roleName).Ref;
    const policies = Object.keys(template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: role }] } }));
    expect(policies).toHaveLength(1);
    expect(onlyResource(template, 'AWS::ECS::Service').DependsOn).toEqual(expect.arrayContaining([...policies, role]));
  });
});

describe('R1.1 the platform\'s variables', () => {
  const synth = (change: (platform: PdfWebPlatform, stack: Stack) => void, preset = PlatformPreset.prodLean()) => () => {
    const stack = makeStack();
    const platform = new PdfWebPlatform(stack, 'Platform', { preset });
    change(platform, stack);
    return (stack.node.root as App).synth();
  };
  const secret = (stack: Stack) => ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Theirs'));

  const SECRETS = ['DB_USER', 'DB_PASSWORD', 'ORIGIN_VERIFY_SECRET'];

  test.each(Object.values<string>(ContainerVariable).filter((name) => !SECRETS.includes(name)))('%s cannot be replaced after the fact', (name) => {
    expect(synth(({ compute }) => compute.container.addEnvironment(name, 'elsewhere'))).toThrow(
      new RegExp(`cdk-pdf-web-platform: the container's variable ${name} is the platform's to set \\(it is one of PORT, `),
    );
  });

  test.each([['DB_USER', PlatformPreset.prodLean()], ['ORIGIN_VERIFY_SECRET', PlatformPreset.dev()]])('nor can %s, which is a secret of the platform\'s', (name, preset) => {
    expect(synth(({ compute }) => compute.container.addEnvironment(name, 'elsewhere'), preset)).toThrow(
      new RegExp(`cdk-pdf-web-platform: the container has ${name} twice, as a variable or a secret`),
    );
  });

  test('a secret cannot be added twice', () => {
    const add = (platform: PdfWebPlatform, theirs: ecs.Secret) => ['THEIRS', 'THEIRS'].forEach((name) => platform.compute.container.addSecret(name, theirs));
    expect(synth((platform, stack) => add(platform, secret(stack)))).toThrow('cdk-pdf-web-platform: the container has THEIRS twice, as a variable or a secret');
  });

  test.each(['PORT', 'DB_HOST', 'DB_PASSWORD'])('nor can a secret take the name %s', (name) => {
    expect(synth(({ compute }, stack) => compute.container.addSecret(name, secret(stack)))).toThrow(
      new RegExp(`cdk-pdf-web-platform: the container has ${name} twice, as a variable or a secret`),
    );
  });

  test('others can be added, before and after', () => {
    expect(synth(({ compute }, stack) => {
      compute.container.addEnvironment('THEIRS', 'x');
      compute.container.addSecret('THEIR_SECRET', secret(stack));
    })).not.toThrow();
  });
});

describe('R8.2 deployments of more than 33 hours, which CloudFormation refuses', () => {
  const minutes = (amount: number) => Duration.minutes(amount);

  test.each([
    [CANARY, { bakeTime: minutes(1440), trafficStepTime: minutes(541) }, 1981],
    [LINEAR, { bakeTime: minutes(5), trafficStepTime: minutes(120), trafficStepPercent: 3 }, 3965],
    [LINEAR, { bakeTime: minutes(1440), trafficStepTime: minutes(61) }, 1989],
  ])('%s with %p is refused', (deploymentStrategy, options, total) => {
    expect(() => makeCompute({ deploymentStrategy, ...options })).toThrow(
      `cdk-pdf-web-platform: 'compute.bakeTime' and 'compute.trafficStepTime' of all steps must be 1980 minutes at the most together: with ${deploymentStrategy} they are ${total}`,
    );
  });

  test('33 hours are taken', () => {
    expect(() => makeCompute({ deploymentStrategy: CANARY, bakeTime: minutes(1440), trafficStepTime: minutes(540) })).not.toThrow();
    expect(() => makeCompute({ deploymentStrategy: LINEAR, bakeTime: minutes(1440), trafficStepTime: minutes(60) })).not.toThrow();
    // The last step is no wait.
    for (const [bake, trafficStepPercent] of [[300, 50], [1440, 100]]) {
      const options = { bakeTime: minutes(bake), trafficStepTime: minutes(1440), trafficStepPercent };
      expect(() => makeCompute({ deploymentStrategy: LINEAR, ...options })).not.toThrow();
    }
  });

  test.each([0.15, 10.05])('steps of %d percent are refused, of tenths taken', (trafficStepPercent) => {
    expect(() => makeCompute({ deploymentStrategy: CANARY, trafficStepPercent })).toThrow(
      `cdk-pdf-web-platform: 'compute.trafficStepPercent' must be from 0.1 to 100 with CANARY, in tenths, got ${trafficStepPercent}`,
    );
    expect(() => makeCompute({ deploymentStrategy: CANARY, trafficStepPercent: 12.3 })).not.toThrow();
  });
});

describe('R2.1 an instance that has room for the task', () => {
  const ofType = (type: string, memory?: number) => () => ComputeCapacity.ec2Instance(new ec2.InstanceType(type), memory);

  test('is none with less than 1 GiB', () => {
    expect(ofType('t3.nano')).toThrow("cdk-pdf-web-platform: 'compute.capacity instanceType' must be one with 1 GiB of memory or more, like t3.micro, got 't3.nano'");
  });

  test.each([['t3.micro', 825, 824], ['t4g.small', 2000, 1848], ['t2.2xlarge', 40000, 32568]])('%s cannot give a task %d MiB', (type, memory, most) => {
    expect(ofType(type, memory)).toThrow(`cdk-pdf-web-platform: 'compute.capacity memoryLimitMiB' must be a whole number from 128 to ${most}, got ${memory}`);
    expect(ofType(type, most)).not.toThrow();
  });

  test('of a type whose memory is not known here is trusted', () => {
    expect(ofType('m7g.large', 7000)).not.toThrow();
  });
});

describe('R3.1 tasks in isolated subnets', () => {
  const advised = (taskSubnets: ec2.SubnetSelection) => {
    const stack = makeStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      subnetConfiguration: [
        { name: 'public', subnetType: ec2.SubnetType.PUBLIC },
        { name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
        { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      ],
    });
    makePlatform({ network: { vpc, taskSubnets } }, stack);
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('ack: cdk-pdf-web-platform:isolated-tasks'));
  };

  test('are told that they need endpoints; others are not', () => {
    expect(advised({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED })).toHaveLength(1);
    expect(advised({ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS })).toEqual([]);
  });

  const isolated = { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
  const open = { name: 'public', subnetType: ec2.SubnetType.PUBLIC };
  test.each<[string, ec2.SubnetConfiguration[], Partial<PlatformComputeProps>, number]>([
    ['the VPC has no others', [isolated], {}, 1],
    ['the VPC has private ones as well', [isolated, { name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }], {}, 0],
    ['tasks have public addresses', [isolated, open], { assignPublicIp: true }, 0],
    ['the task is on an instance', [isolated, open], { capacity: ComputeCapacity.ec2Instance() }, 0],
  ])('without a choice of subnets, where %s', (_where, subnetConfiguration, props, times) => {
    const stack = makeStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, restrictDefaultSecurityGroup: false, subnetConfiguration });
    makeCompute({ vpc, ...props }, stack);
    const told = Match.stringLikeRegexp('The placeholder, .* is not in ECR. \\[ack: cdk-pdf-web-platform:isolated-tasks');
    expect(Annotations.fromStack(stack).findWarning('*', told)).toHaveLength(times);
  });
});

describe('R8.2 in a nested stack, whose parameters nobody can set', () => {
  const inNested = (image?: (stack: Stack) => PlatformImage) => () => {
    const nested = new NestedStack(makeStack(), 'Nested');
    return new PdfWebPlatform(nested, 'Platform', { preset: PlatformPreset.dev(), image: image?.(nested) });
  };

  test('the pipeline cannot own the image', () => {
    expect(inNested()).toThrow('cdk-pdf-web-platform: an image that the pipeline releases is a parameter of its stack, which nobody can set in a nested stack');
  });

  test('the app can', () => {
    expect(inNested((stack) => PlatformImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repository', 'app'), '1.0'))).not.toThrow();
  });
});

describe('what AWS CDK would say without naming the prop', () => {
  test('compute.cluster by its ARN alone', () => {
    const stack = makeStack();
    const cluster = ecs.Cluster.fromClusterArn(stack, 'Theirs', 'arn:aws:ecs:us-east-1:123456789012:cluster/theirs');
    expect(() => makeCompute({ cluster }, stack)).toThrow("cdk-pdf-web-platform: 'compute.cluster' must know its VPC: import it with 'ecs.Cluster.fromClusterAttributes'");
  });

  test.each(['/nowhere', __dirname])('an image of %s, which has no Dockerfile', (folder) => {
    expect(() => PlatformImage.fromAsset(folder)).toThrow(`cdk-pdf-web-platform: 'image directory' must be a folder with a Dockerfile, got '${folder}'`);
  });
});
