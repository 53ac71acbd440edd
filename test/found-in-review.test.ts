import { Duration, Size, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ComputeCapacity, type ComputeOptions, type EdgeOptions, PdfWebPlatform, PlatformCompute, PlatformNat, PlatformPreset } from '../src';
import { appWith } from './helpers/configurations';
import { makePlatform, makeStack } from './helpers/platform';

describe('R3.2 ingress.sslPolicy takes every policy with TLS 1.2 or newer, and no other', () => {
  test.each(Object.entries(elbv2.SslPolicy))('%s', (_name, sslPolicy) => {
    const isModern = !/(2015-05|2016-08|1-0-2015|TLS13-1-[01]-|TLS-1-1-|FS-1-1-|FS-2018|TLS-1-0)/.test(sslPolicy);
    const make = () => appWith('prod', { region: 'us-east-1', hasDomain: true }, { ingress: { sslPolicy } });
    if (isModern) expect(make).not.toThrow();
    else expect(make).toThrow("'ingress.sslPolicy' must be a policy with TLS 1.2 or newer");
  });
});

describe('R2.1 one EC2 instance', () => {
  test('stands in public subnets although there are private ones', () => {
    const { template, stack, platform } = makePlatform({ preset: PlatformPreset.dev(), network: { nat: PlatformNat.gateway() } });
    template.hasResourceProperties('AWS::EC2::Instance', { SubnetId: stack.resolve(platform.network.vpc.publicSubnets[0].subnetId) });
  });

  test('waits for the internet gateway with its address', () => {
    const { template } = makePlatform({ preset: PlatformPreset.dev() });
    const [address] = Object.values<any>(template.findResources('AWS::EC2::EIP'));
    expect(address.DependsOn).toContainEqual(expect.stringContaining('VPCGW'));
  });

  test.each<[keyof ComputeOptions, unknown]>([['healthCheckPath', '/up'], ['scaleOutCpuPercent', 80]])('%s has no effect and is refused', (prop, value) => {
    expect(() => makePlatform({ preset: PlatformPreset.dev(), compute: { [prop]: value } })).toThrow(`'compute.${prop}' has no effect on one EC2 instance`);
  });
});

describe('what contradicts itself is refused', () => {
  const compute: [string, ComputeOptions][] = [
    ["'compute.writablePaths' has no effect with 'compute.readonlyRootFilesystem' off", { writablePaths: ['/x'], readonlyRootFilesystem: false }],
    ["'compute.writablePaths' must differ in letters and digits", { writablePaths: ['/a/b', '/a-b'] }],
    ["'compute.enableExecuteCommand' needs 'compute.readonlyRootFilesystem' to be off", { enableExecuteCommand: true }],
    ["'compute.scaleInCpuPercent' must be a whole number from 1 to 19, got 30", { scaleOutCpuPercent: 20 }],
    ["'compute.scaleOutCpuPercent' must be known at synth", { scaleOutCpuPercent: Token.asNumber({ Ref: 'Percent' }) }],
  ];
  test.each(compute)('%s', (message, options) => {
    expect(() => makePlatform({ compute: options })).toThrow(message);
  });

  test('one name for a variable and a secret', () => {
    const stack = makeStack();
    const secrets = { TOKEN: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Token')) };
    expect(() => makePlatform({ compute: { environment: { TOKEN: 'x' }, secrets } }, stack)).toThrow(
      "'compute.environment' and 'compute.secrets' both set TOKEN",
    );
  });

  test('a number of tasks that is known at deployment, without the most', () => {
    const stack = makeStack();
    const props = { vpc: new ec2.Vpc(stack, 'Vpc'), minTasks: Token.asNumber({ Ref: 'Tasks' }) };
    expect(() => new PlatformCompute(stack, 'Compute', props)).toThrow("'compute.maxTasks' is needed where 'compute.minTasks' is a token");
  });

  const edge: [string, EdgeOptions][] = [
    ["path patterns of 'edge' must differ, got /maintenance/*, /maintenance/*", { staticPathPattern: '/maintenance/*' }],
    ["'edge.staticPathPattern' must be a part of the paths, like '/static/*', got '/*'", { staticPathPattern: '/*' }],
  ];
  test.each(edge)('%s', (message, options) => {
    expect(() => makePlatform({ edge: options })).toThrow(message);
  });

  test('database settings without a database', () => {
    expect(() => makePlatform({ database: { enabled: false, multiAz: true } })).toThrow("'database.multiAz' cannot be combined with 'database.enabled' false");
  });

  test('access logs of a load balancer in an unknown region', () => {
    expect(() => makePlatform({ preset: PlatformPreset.prodLean() }, makeStack({ env: {} }))).toThrow("the load balancer's access logs need it");
  });
});

describe('what is brought or switched off clears what the preset says about it', () => {
  test('a web ACL of its own replaces the one of prod', () => {
    const { platform } = makePlatform({ edge: { webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/1' } });
    expect(platform.edge.webAcl).toBeUndefined();
  });

  test('a derived preset that limits the rate, with the firewall off', () => {
    const preset = PlatformPreset.prod().derive('limited', { edge: { wafRateLimit: 500 } });
    expect(makePlatform({ preset, edge: { waf: false } }).platform.edge.webAcl).toBeUndefined();
  });

  test('more tasks at the least than the preset has at the most', () => {
    makePlatform({ compute: { minTasks: 40 } }).template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 40, MaxCapacity: 100 });
  });

  test('an asset for an ARM instance is built for ARM', () => {
    expect(ComputeCapacity.ec2Instance(new ec2.InstanceType('t4g.micro'))._cpuArchitecture._cpuArchitecture).toBe('ARM64');
  });
});

describe('network, storage and database', () => {
  test('R3.2 IAM login to the replica names its resource id, whatever the consumer\'s feature flags', () => {
    const stack = makeStack();
    const platform = new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prod(), database: { iamAuthentication: true } });
    const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
    platform.grantDatabaseConnect(role, 'reporting');
    const resources = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: Match.stringLikeRegexp('Reader') }] } }));
    expect(resources.match(/DbiResourceId"/g)).toHaveLength(2);
    expect(resources).not.toContain('DBInstanceArn');
  });

  test('R3.1 the regional NAT gateway waits until the VPC is attached to its internet gateway', () => {
    const { template } = makePlatform({ network: { nat: PlatformNat.regionalGateway() } });
    const [gateway] = Object.values<any>(template.findResources('AWS::EC2::NatGateway'));
    expect(gateway.DependsOn).toContainEqual(expect.stringContaining('VPCGW'));
  });

  test.each([[100, 110], [50, 55], [200, 220], [65536, 65536]])('%d GiB may grow to %d GiB, and need not grow further', (allocated, most) => {
    const sizes = { allocatedStorage: Size.gibibytes(allocated), maxAllocatedStorage: Size.gibibytes(most) };
    expect(() => makePlatform({ database: sizes })).not.toThrow();
    if (most > allocated) {
      expect(() => makePlatform({ database: { ...sizes, maxAllocatedStorage: Size.gibibytes(most - 1) } })).toThrow(`from ${most} GiB`);
    }
  });

  test('large storage alone is no error', () => {
    expect(() => makePlatform({ database: { allocatedStorage: Size.gibibytes(40000) } })).not.toThrow();
  });

  test('switching versions, access logs or flow logs off clears what the preset says about them', () => {
    expect(() => makePlatform({ preset: PlatformPreset.dev(), storage: { versioned: false } })).not.toThrow();
    expect(() => makePlatform({ storage: { accessLogs: false }, network: { flowLogs: false } })).not.toThrow();
  });

  test('what shapes logs that are off is refused', () => {
    expect(() => makePlatform({ storage: { accessLogs: false, accessLogRetention: Duration.days(9) } })).toThrow("'storage.accessLogRetention' needs");
    expect(() => makePlatform({ network: { flowLogs: false, flowLogRetention: 7 } })).toThrow("'network.flowLogRetention' needs 'network.flowLogs' to be on");
  });

  test('a derived preset keeps its log bucket beside a brought PDF bucket, its endpoints beside a brought VPC, its names beside a database', () => {
    const stack = makeStack();
    const logBucket = new s3.Bucket(stack, 'Logs', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
    const interfaceEndpoints = [ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER];
    const preset = PlatformPreset.prod().derive('own', { storage: { logBucket }, network: { interfaceEndpoints }, database: { databaseName: 'pdf' } });
    const instance = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
      instanceIdentifier: 'db', instanceEndpointAddress: 'db.example.com', port: 3306, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
    });
    const { platform } = makePlatform(
      { preset, storage: { bucket: new s3.Bucket(stack, 'Pdfs') }, network: { vpc: new ec2.Vpc(stack, 'Vpc') }, database: { existing: { instance } } },
      stack,
    );
    expect(platform.storage.logBucket).toBe(logBucket);
    expect(platform.network.interfaceEndpoints).toHaveLength(1);
    expect(platform.database?.databaseName).toBe('pdf');
  });

  test('isolated task subnets do not reach Secrets Manager', () => {
    const stack = makeStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      subnetConfiguration: [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }, { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    const { platform } = makePlatform({ network: { vpc, taskSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } } }, stack);
    expect(platform.network.reachesSecretsManager).toBe(false);
    expect(platform.database?.rotation).toBeUndefined();
  });
});
