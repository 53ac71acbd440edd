import { Duration, Size, type Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import {
  AccountPlan, ChatChannel, ComputeCapacity, DataProtection, IngressExposure, OfficeHours, type PdfWebPlatformProps, PlatformDomain, PlatformImage,
  PlatformNat, PlatformPreset, SignedPdfDelivery, WeekDay,
} from '../../src';

/** A choice that is left to the preset more often than not. */
const maybe = <T>(choice: fc.Arbitrary<T>) => fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: choice, weight: 2 });
const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const days = (...amounts: number[]) => fc.constantFrom(...amounts).map((amount) => Duration.days(amount));
const seconds = (...amounts: number[]) => fc.constantFrom(...amounts).map((amount) => Duration.seconds(amount));

const PEM = '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n';
const { ROLLING, BLUE_GREEN, CANARY, LINEAR } = ecs.DeploymentStrategy;
const { SECRETS_MANAGER, ECR, ECR_DOCKER } = ec2.InterfaceVpcEndpointAwsService;

const network = maybe(fc.record({
  cidr: maybe(oneOf('10.9.0.0/16', '192.168.32.0/19')),
  nat: maybe(oneOf(PlatformNat.none(), PlatformNat.instance(), PlatformNat.gateway(), PlatformNat.gatewayPerAz(), PlatformNat.regionalGateway())),
  flowLogs: maybe(fc.boolean()),
  closeDefaultSecurityGroup: maybe(fc.boolean()),
  interfaceEndpoints: maybe(oneOf([SECRETS_MANAGER], [ECR, ECR_DOCKER])),
}));
const storage = maybe(fc.record({
  versioned: maybe(fc.boolean()),
  directUploads: maybe(fc.boolean()),
  malwareScan: maybe(fc.boolean()),
  accessLogs: maybe(fc.boolean()),
  infrequentAccessAfter: maybe(days(0, 30, 400)),
}));
const database = maybe(fc.record({
  enabled: maybe(oneOf(true, true, false)),
  instanceType: maybe(oneOf('t3.micro', 't4g.small', 'm7g.large').map((name) => new ec2.InstanceType(name))),
  multiAz: maybe(fc.boolean()),
  readReplica: maybe(fc.boolean()),
  managedPassword: maybe(fc.boolean()),
  rotateSecretEvery: maybe(days(0, 30)),
  iamAuthentication: maybe(fc.boolean()),
  allocatedStorage: maybe(oneOf(20, 100, 400).map((amount) => Size.gibibytes(amount))),
  backupRetention: maybe(days(1, 7, 35)),
  deletionProtection: maybe(fc.boolean()),
  snapshotIdentifier: maybe(oneOf('snapshot-1')),
  monitoringInterval: maybe(seconds(0, 60)),
}));
const compute = maybe(fc.record({
  capacity: maybe(oneOf(ComputeCapacity.fargate(), ComputeCapacity.fargate({ cpu: 256, memoryLimitMiB: 512 }), ComputeCapacity.ec2Instance())),
  deploymentStrategy: maybe(oneOf(ROLLING, BLUE_GREEN, CANARY, LINEAR)),
  minTasks: maybe(oneOf(1, 2, 7)),
  containerPort: maybe(oneOf(3000)),
  readonlyRootFilesystem: maybe(fc.boolean()),
  containerInsights: maybe(oneOf(ecs.ContainerInsights.DISABLED, ecs.ContainerInsights.ENHANCED)),
}));
const ingress = maybe(fc.record({
  exposure: maybe(oneOf(...Object.values(IngressExposure))),
  idleTimeout: maybe(seconds(30, 300)),
  deletionProtection: maybe(fc.boolean()),
}));
const edge = maybe(fc.record({
  waf: maybe(fc.boolean()),
  maintenancePage: maybe(fc.boolean()),
  originReadTimeout: maybe(seconds(20, 100)),
  signedPdfs: maybe(oneOf(SignedPdfDelivery.fromPublicKey(PEM))),
}));

const monitoring = maybe(fc.record({
  dashboard: maybe(fc.boolean()),
  alarms: maybe(oneOf(true, true, false)),
  edgeAlarms: maybe(fc.boolean()),
  disabledAlarms: maybe(oneOf(['PlatformUnhealthy'], ['ReleaseErrors', 'Latency'])),
  pageEmails: maybe(oneOf(['oncall@example.com'])),
  noticeEmails: maybe(oneOf(['team@example.com', 'lead@example.com'])),
  chatChannels: maybe(oneOf([ChatChannel.slack('T0123ABCD', 'C0123ABCD')])),
  rollBackOnAlarms: maybe(fc.boolean()),
  savedQueries: maybe(fc.boolean()),
}));
const cost = maybe(fc.record({
  report: maybe(oneOf(true, true, false)),
  officeHours: maybe(oneOf(OfficeHours.weekdays(), OfficeHours.always(), OfficeHours.of({ days: [WeekDay.SUNDAY], start: 0, stop: 24 }))),
  budget: maybe(oneOf({ monthlyUsd: 100 }, { monthlyUsd: 10, emails: ['cfo@example.com'] })),
  allocationTag: maybe(oneOf({ key: 'app', value: 'pdf' })),
}));

/** What must be made in the platform's stack: a way to make it there. */
type InStack<T> = (stack: Stack) => T;
const inStack = <T>(...ways: InStack<T>[]) => maybe(oneOf(...ways));

const domain = inStack<PlatformDomain>(
  (stack) => PlatformDomain.fromZone(route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCD', zoneName: 'example.com' }), 'pdf'),
  (stack) => PlatformDomain.fromCertificates({
    domainNames: ['pdf.example.com'],
    edgeCertificate: acm.Certificate.fromCertificateArn(stack, 'EdgeCertificate', 'arn:aws:acm:us-east-1:123456789012:certificate/1'),
    originCertificate: acm.Certificate.fromCertificateArn(stack, 'OriginCertificate', `arn:aws:acm:${stack.region}:123456789012:certificate/2`),
  }),
);
const encryptionKey = inStack<kms.IKey>(
  (stack) => new kms.Key(stack, 'OwnKey'),
  (stack) => kms.Key.fromKeyArn(stack, 'TheirKey', `arn:aws:kms:${stack.region}:123456789012:key/1`),
);
const bucket = inStack<s3.IBucket>((stack) => s3.Bucket.fromBucketName(stack, 'TheirBucket', 'their-pdfs'));
const vpc = inStack<ec2.IVpc>((stack) => ec2.Vpc.fromVpcAttributes(stack, 'TheirVpc', {
  vpcId: 'vpc-1',
  vpcCidrBlock: '10.0.0.0/16',
  availabilityZones: [`${stack.region}a`, `${stack.region}c`],
  publicSubnetIds: ['p-1', 'p-2'],
  privateSubnetIds: ['s-1', 's-2'],
  isolatedSubnetIds: ['i-1', 'i-2'],
}));

/** A platform that somebody might ask for, sensible or not. */
export const arbitraryPlatform = fc.record({
  region: oneOf('us-east-1', 'ap-northeast-1'),
  preset: oneOf(PlatformPreset.dev(), PlatformPreset.prodLean(), PlatformPreset.prod()),
  image: maybe(oneOf(PlatformImage.ownRepository(), PlatformImage.fromRegistry('nginx'))),
  dataProtection: maybe(oneOf(...Object.values(DataProtection))),
  customerManagedKey: maybe(fc.boolean()),
  accountPlan: maybe(oneOf(...Object.values(AccountPlan))),
  network,
  storage,
  database,
  compute,
  ingress,
  edge,
  monitoring,
  cost,
  domain,
  encryptionKey,
  bucket,
  vpc,
});

export type ArbitraryPlatform = typeof arbitraryPlatform extends fc.Arbitrary<infer T> ? T : never;

/** Its props, in a stack. */
export function propsIn(stack: Stack, asked: ArbitraryPlatform): PdfWebPlatformProps {
  const { domain: makeDomain, encryptionKey: makeKey, bucket: makeBucket, vpc: makeVpc, region: _region, ...rest } = asked;
  return {
    ...rest,
    domain: makeDomain?.(stack),
    encryptionKey: makeKey?.(stack),
    storage: makeBucket ? { ...rest.storage, bucket: makeBucket(stack) } : rest.storage,
    network: makeVpc ? { ...rest.network, vpc: makeVpc(stack) } : rest.network,
  };
}
