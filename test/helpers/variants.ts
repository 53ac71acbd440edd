import { App, Duration, Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AccountPlan, type BackupOptions, Blackout, ChatChannel, ComputeCapacity, CostAnomalyDetection, ImageScanning, IngressExposure, OfficeHours,
  PatchWindow, type PdfWebPlatformProps, PlatformImage, PlatformNat, RecoveryRegion, SignedPdfDelivery, VaultLock, WeekDay,
} from '../../src';

const PUBLIC_KEY = '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n';

/** Beside all regions that the variants are made in. */
const RECOVERY = 'ap-northeast-3';
const toRecovery = (more: BackupOptions = {}): Partial<PdfWebPlatformProps> => ({ backup: { recoveryRegion: RecoveryRegion.of(RECOVERY), ...more } });

/** What somebody has already: imported by ARNs and names, and so not bound to the app that it was imported in. */
const THEIRS = new Stack(new App(), 'Theirs', { env: { region: 'ap-northeast-1' } });
const arnThere = (service: string, resource: string) => `arn:aws:${service}:${RECOVERY}:123456789012:${resource}`;
const THEIR_RECOVERY = RecoveryRegion.existing(RECOVERY, {
  encryptionKey: kms.Key.fromKeyArn(THEIRS, 'RecoveryKey', arnThere('kms', 'key/11111111-2222-3333-4444-555555555555')),
  vault: backup.BackupVault.fromBackupVaultArn(THEIRS, 'RecoveryVault', arnThere('backup', 'backup-vault:theirs')),
  pdfBucket: s3.Bucket.fromBucketArn(THEIRS, 'RecoveryPdfs', 'arn:aws:s3:::their-recovery-pdfs'),
  configurationBucket: s3.Bucket.fromBucketArn(THEIRS, 'RecoveryConfiguration', 'arn:aws:s3:::their-recovery-configuration'),
});
const THEIR_VAULT = backup.BackupVault.fromBackupVaultArn(THEIRS, 'Vault', 'arn:aws:backup:ap-northeast-1:123456789012:backup-vault:theirs');
const THEIR_DATABASE = rds.DatabaseInstance.fromDatabaseInstanceAttributes(THEIRS, 'Database', {
  instanceIdentifier: 'main',
  instanceEndpointAddress: 'main.example.internal',
  port: 3306,
  securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(THEIRS, 'DatabaseGroup', 'sg-database')],
});

const NEW_YEAR = [Blackout.yearly('12-20', '01-07'), Blackout.between('2026-08-08', '2026-08-17')];
const SECOND_TUESDAY = PatchWindow.monthly(2, WeekDay.TUESDAY, 13, 'Asia/Tokyo');

/** What consumers may ask for, each of which brings resources or settings that the presets do not have. */
export const VARIANTS: Record<string, [string, Partial<PdfWebPlatformProps>]> = {
  public: ['prod', { ingress: { exposure: IngressExposure.PUBLIC } }],
  natInstance: ['prodLean', { network: { nat: PlatformNat.instance() } }],
  regionalNat: ['prod', { network: { nat: PlatformNat.regionalGateway() } }],
  endpoints: ['prod', { network: { nat: PlatformNat.none(), interfaceEndpoints: [ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER, ec2.InterfaceVpcEndpointAwsService.ECR] } }],
  exec: ['prod', { compute: { enableExecuteCommand: true, readonlyRootFilesystem: false } }],
  malware: ['prod', { storage: { malwareScan: true } }],
  malwareSse: ['prodLean', { storage: { malwareScan: true } }],
  canary: ['prod', { compute: { deploymentStrategy: ecs.DeploymentStrategy.CANARY } }],
  signed: ['prod', { edge: { signedPdfs: SignedPdfDelivery.fromPublicKey(PUBLIC_KEY) } }],
  managed: ['prodLean', { database: { managedPassword: true } }],
  noReplica: ['prod', { database: { readReplica: false, iamAuthentication: true, performanceInsights: true, instanceType: new ec2.InstanceType('m7g.large') } }],
  replicaNoNat: ['prodLean', { database: { readReplica: true } }],
  snapshot: ['prod', { database: { snapshotIdentifier: 'snap' } }],
  registry: ['prod', { image: PlatformImage.fromRegistry('nginx') }],
  free: ['dev', { accountPlan: AccountPlan.FREE }],
  arm: ['dev', { compute: { capacity: ComputeCapacity.ec2Instance(new ec2.InstanceType('t4g.micro')) } }],
  noLogs: ['prod', { storage: { accessLogs: false } }],
  unversioned: ['prodLean', { storage: { versioned: false } }],
  unprotected: ['prod', { database: { deletionProtection: false }, ingress: { deletionProtection: false } }],
  devMaintenance: ['dev', { edge: { maintenancePage: true } }],
  insights: ['prod', { compute: { containerInsights: ecs.ContainerInsights.DISABLED } }],
  waf: ['prodLean', { edge: { waf: true } }],
  noFlowLogs: ['prod', { network: { flowLogs: false } }],
  devAlarms: ['dev', { monitoring: { alarms: true, pageEmails: ['oncall@example.com'] } }],
  alwaysOn: ['dev', { cost: { officeHours: OfficeHours.always() } }],
  lightsOff: ['prodLean', { cost: { officeHours: OfficeHours.weekdays({ timeZone: 'Europe/Berlin' }) } }],
  quiet: ['prod', { monitoring: { alarms: false, dashboard: false, savedQueries: false }, edge: { additionalMetrics: false }, storage: { requestMetrics: false } }],
  chat: ['prod', { monitoring: { chatChannels: [ChatChannel.slack('T0123ABCD', 'C0123ABCD')], noticeEmails: ['team@example.com'] } }],
  accounts: ['prod', { cost: { budget: { monthlyUsd: 300, savingsPlansCoveragePercent: 80 }, anomalyDetection: CostAnomalyDetection.servicesMonitor(), allocationTag: { key: 'app', value: 'pdf' } } }],
  recoveryLean: ['prodLean', toRecovery()],
  recovery: ['prod', toRecovery()],
  recoveryPromised: ['prod', toRecovery({ replication: { timeControl: true, deleteMarkers: false, storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL }, recoveryRetention: Duration.days(365) })],
  recoveryUnmeasured: ['prodLean', toRecovery({ replication: { metrics: false } })],
  recoveryWithoutPdfs: ['prod', toRecovery({ replication: { enabled: false } })],
  recoveryWithoutDatabase: ['prod', { ...toRecovery(), database: { enabled: false } }],
  recoveryOfSnapshots: ['prodLean', toRecovery({ replicateDatabaseBackups: false })],
  recoveryWithoutPlan: ['prodLean', toRecovery({ plan: false })],
  recoveryWithoutLogs: ['prod', { ...toRecovery(), storage: { accessLogs: false } }],
  recoveryOfImages: ['prod', toRecovery({ replicateImages: true })],
  recoveryExists: ['prod', { backup: { recoveryRegion: THEIR_RECOVERY } }],
  recoveryExistsLean: ['prodLean', { backup: { recoveryRegion: THEIR_RECOVERY, pdfs: true, replicateImages: true } }],
  pdfsBackedUp: ['prod', toRecovery({ pdfs: true })],
  pdfsBackedUpLean: ['prodLean', { backup: { pdfs: true } }],
  governed: ['prod', toRecovery({ vaultLock: VaultLock.governance({ minRetention: Duration.days(7), maxRetention: Duration.days(400) }) })],
  compliant: ['prod', { backup: { vaultLock: VaultLock.compliance({ minRetention: Duration.days(7), changeableFor: Duration.days(30) }) } }],
  theirVault: ['prod', toRecovery({ vault: THEIR_VAULT })],
  restoreTests: ['prodLean', { backup: { restoreTesting: true, dailyRetention: Duration.days(7), startTime: '20:30' } }],
  noPlan: ['prod', { backup: { plan: false, configurationBucket: false, environmentHistory: false } }],
  theirDatabaseBackedUp: ['prod', { ...toRecovery({ replicateDatabaseBackups: false }), database: { existing: { instance: THEIR_DATABASE } } }],
  blackouts: ['prod', { operations: { patching: { window: SECOND_TUESDAY, blackouts: NEW_YEAR } } }],
  devBlackouts: ['dev', { operations: { patching: { blackouts: NEW_YEAR, approveAfter: Duration.days(0), redeploy: true } } }],
  devRedeployed: ['dev', { operations: { patching: { redeploy: true, window: PatchWindow.weekly(WeekDay.MONDAY, 9) } } }],
  unpatched: ['prod', { operations: { patching: { window: PatchWindow.never() }, drills: false, runbooks: false } }],
  inspected: ['prod', { operations: { imageScanning: ImageScanning.ENHANCED } }],
  devOperated: ['dev', {
    ...toRecovery({
      plan: true,
      pdfs: true,
      restoreTesting: true,
      configurationBucket: true,
      environmentHistory: true,
      replicateImages: true,
      vaultLock: VaultLock.governance({ minRetention: Duration.days(1) }),
    }),
    monitoring: { alarms: true, pageEmails: ['oncall@example.com'] },
    operations: { runbooks: true, imageScanning: ImageScanning.ENHANCED },
  }],
  switchedOff: ['prod', { database: { monitoringInterval: Duration.seconds(0), rotateSecretEvery: Duration.days(0) }, storage: { infrequentAccessAfter: Duration.days(0) } }],
};
