import { Duration, Size, type Stack } from 'aws-cdk-lib';
import * as backups from 'aws-cdk-lib/aws-backup';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as fc from 'fast-check';
import {
  AccountPlan, type BackupOptions, Blackout, ChatChannel, ComputeCapacity, DataProtection, type ExistingRecoveryResources, ImageScanning,
  IngressExposure, OfficeHours, PatchWindow, type PdfWebPlatformProps, PlatformDomain, PlatformImage, PlatformNat, PlatformPreset, RecoveryRegion,
  SignedPdfDelivery, VaultLock, WeekDay,
} from '../../src';

/** A choice that is left to the preset more often than not. */
const maybe = <T>(choice: fc.Arbitrary<T>) => fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: choice, weight: 2 });
const seldom = <T>(choice: fc.Arbitrary<T>) => fc.oneof({ arbitrary: fc.constant(undefined), weight: 7 }, { arbitrary: choice, weight: 1 });
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

const backup = maybe(fc.record({
  plan: maybe(oneOf(true, true, false)),
  dailyRetention: maybe(days(0, 7, 35)),
  weeklyRetention: maybe(days(0, 35, 3650)),
  recoveryRetention: maybe(days(30)),
  startTime: maybe(oneOf('20:30', '05:00')),
  pdfs: maybe(fc.boolean()),
  vaultLock: maybe(oneOf(
    VaultLock.governance({ minRetention: Duration.days(7) }),
    VaultLock.compliance({ minRetention: Duration.days(1), maxRetention: Duration.days(100), changeableFor: Duration.days(3) }),
  )),
  restoreTesting: maybe(fc.boolean()),
  replicateDatabaseBackups: maybe(oneOf(true, false)),
  replication: maybe(fc.record({
    enabled: maybe(oneOf(true, true, false)),
    timeControl: maybe(fc.boolean()),
    metrics: maybe(fc.boolean()),
    deleteMarkers: maybe(fc.boolean()),
    storageClass: maybe(oneOf(s3.StorageClass.INFREQUENT_ACCESS, s3.StorageClass.DEEP_ARCHIVE)),
  })),
  replicateImages: fc.boolean(),
  configurationBucket: maybe(fc.boolean()),
  environmentHistory: maybe(fc.boolean()),
}));
const operations = maybe(fc.record({
  runbooks: fc.boolean(),
  drills: maybe(fc.boolean()),
  patching: maybe(fc.record({
    window: maybe(oneOf(PatchWindow.weekly(WeekDay.WEDNESDAY, 11), PatchWindow.monthly(2, WeekDay.SUNDAY, 23, 'Europe/Berlin'), PatchWindow.never())),
    blackouts: oneOf([], [Blackout.yearly('12-20', '01-07')], [Blackout.between('2027-05-01', '2027-05-09'), Blackout.yearly('02-28', '03-01')]),
    approveAfter: maybe(days(0, 360)),
    redeploy: maybe(fc.boolean()),
    instance: maybe(fc.boolean()),
  })),
  imageScanning: maybe(oneOf(...Object.values(ImageScanning))),
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
  vpcId: 'vpc-0123456789abcdef0',
  vpcCidrBlock: '10.0.0.0/16',
  availabilityZones: [`${stack.region}a`, `${stack.region}c`],
  publicSubnetIds: ['subnet-11111111', 'subnet-22222222'],
  privateSubnetIds: ['subnet-33333333', 'subnet-44444444'],
  isolatedSubnetIds: ['subnet-55555555', 'subnet-66666666'],
}));

const existingDatabase = seldom(fc.constant<InStack<rds.IDatabaseInstance>>((stack) => rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'TheirDatabase', {
  instanceIdentifier: 'theirs',
  instanceEndpointAddress: 'theirs.example.internal',
  port: 3306,
  securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'TheirDatabaseGroup', 'sg-0123456789abcdef0')],
})));

const RECOVERY = 'eu-central-1';
const existing = (...parts: (keyof ExistingRecoveryResources)[]) => (stack: Stack) => {
  const all: Required<ExistingRecoveryResources> = {
    encryptionKey: kms.Key.fromKeyArn(stack, 'RecoveryKey', `arn:aws:kms:${RECOVERY}:123456789012:key/2`),
    vault: backups.BackupVault.fromBackupVaultArn(stack, 'RecoveryVault', `arn:aws:backup:${RECOVERY}:123456789012:backup-vault:theirs`),
    pdfBucket: s3.Bucket.fromBucketName(stack, 'RecoveryPdfs', 'their-recovery-pdfs'),
    configurationBucket: s3.Bucket.fromBucketName(stack, 'RecoveryConfiguration', 'their-recovery-configuration'),
  };
  return RecoveryRegion.existing(RECOVERY, Object.fromEntries(parts.map((part) => [part, all[part]])));
};
const made = () => RecoveryRegion.of(RECOVERY);
const recoveryRegion = inStack<RecoveryRegion>(
  made, made, made, made, (stack) => RecoveryRegion.of(stack.region),
  existing('encryptionKey', 'vault', 'pdfBucket', 'configurationBucket'), existing('vault'), existing('encryptionKey'), existing('pdfBucket', 'configurationBucket'),
);
const backupVault = seldom(fc.constant<InStack<backups.IBackupVault>>((stack) =>
  backups.BackupVault.fromBackupVaultArn(stack, 'TheirVault', `arn:aws:backup:${stack.region}:123456789012:backup-vault:theirs`)));

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
  backup,
  operations,
  domain,
  encryptionKey,
  bucket,
  vpc,
  existingDatabase,
  recoveryRegion,
  backupVault,
  /** Whether what would be refused beside other choices is left out: else hardly any platform with many choices would be made. */
  isSensible: fc.boolean(),
});

export type ArbitraryPlatform = typeof arbitraryPlatform extends fc.Arbitrary<infer T> ? T : never;

/** Its props, in a stack. */
export function propsIn(stack: Stack, asked: ArbitraryPlatform): PdfWebPlatformProps {
  const { region: _region, domain: ofDomain, encryptionKey: ofKey, bucket: ofBucket, vpc: ofVpc, existingDatabase: ofDatabase, ...more } = asked;
  const { recoveryRegion: ofRecovery, backupVault: ofVault, isSensible, ...rest } = more;
  const [theirBucket, theirVpc, instance, theirRecovery, vault] = [ofBucket, ofVpc, ofDatabase, ofRecovery, ofVault].map((make) => make?.(stack)) as
    [s3.IBucket?, ec2.IVpc?, rds.IDatabaseInstance?, RecoveryRegion?, backups.IBackupVault?];
  const asBackup: BackupOptions = { ...rest.backup, ...(theirRecovery && { recoveryRegion: theirRecovery }), ...(vault && { vault }) };
  return {
    ...rest,
    domain: ofDomain?.(stack),
    encryptionKey: ofKey?.(stack),
    // What runs on an instance, and how it is reached, is for the presets to say.
    compute: isSensible && rest.preset.name === 'dev' ? undefined : rest.compute,
    ingress: isSensible ? undefined : rest.ingress,
    customerManagedKey: isSensible && ofKey ? undefined : rest.customerManagedKey,
    storage: theirBucket ? { ...(!isSensible && rest.storage), bucket: theirBucket } : rest.storage,
    network: theirVpc ? { ...(!isSensible && rest.network), vpc: theirVpc } : rest.network,
    // What shapes a database of one's own is refused beside another one, which is said elsewhere.
    database: instance && rest.database?.enabled !== false ? { existing: { instance } } : rest.database,
    backup: isSensible ? sensible(asBackup) : asBackup,
  };
}

/** Without what needs a plan, a recovery region or a vault of one's own. */
function sensible(asked: BackupOptions): BackupOptions {
  const { plan, vault, recoveryRegion: region } = asked;
  const useless: (keyof BackupOptions)[] = [
    ...(region ? [] : ['recoveryRetention', 'replicateDatabaseBackups', 'replication', 'replicateImages'] as const),
    ...(plan === false ? ['dailyRetention', 'weeklyRetention', 'recoveryRetention', 'startTime', 'pdfs', 'vault', 'vaultLock', 'restoreTesting'] as const : []),
    ...(vault ? ['vaultLock'] as const : []),
  ];
  return Object.fromEntries(Object.entries(asked).filter(([prop]) => !useless.includes(prop as keyof BackupOptions)));
}
