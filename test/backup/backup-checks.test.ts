import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  type BackupOptions, ImageReplication, OfficeHours, PdfWebPlatform, type PdfWebPlatformProps, PlatformBackup, PlatformImage, PlatformNat,
  PlatformPreset, RecoveryRegion, VaultLock,
} from '../../src';
import { makePlatform, makeStack, resourcesOf } from '../helpers/platform';

const { dev, prodLean } = PlatformPreset;
const KEY = 'arn:aws:kms:us-west-2:111122223333:key/12345678-1234-1234-1234-123456789012';
const VAULT = 'arn:aws:backup:us-west-2:111122223333:backup-vault:vault';
const there = (stack: Stack) => ({
  encryptionKey: kms.Key.fromKeyArn(stack, 'TheirKey', KEY),
  vault: backup.BackupVault.fromBackupVaultArn(stack, 'TheirVault', VAULT),
  pdfBucket: s3.Bucket.fromBucketName(stack, 'TheirPdfs', 'pdfs-there'),
  configurationBucket: s3.Bucket.fromBucketName(stack, 'TheirFiles', 'files-there'),
});
type Resources = Parameters<typeof RecoveryRegion.existing>[1];
type Props = Partial<PdfWebPlatformProps>;
const DAY = Duration.days(1);

function make(backupOf: (stack: Stack) => BackupOptions, props: Props | ((stack: Stack) => Props) = {}, stack = makeStack()) {
  return makePlatform({ ...(typeof props === 'function' ? props(stack) : props), backup: backupOf(stack) }, stack);
}
const existing = (resources: (all: ReturnType<typeof there>) => Resources, more: BackupOptions = {}, props: Props = {}) =>
  make((stack) => ({ recoveryRegion: RecoveryRegion.existing('us-west-2', resources(there(stack))), ...more }), props);
const WITHOUT_DATABASE: Props = { preset: prodLean(), database: { enabled: false } };

/** Messages of a topic. */
function advice(stack: Stack, topic: string): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`cdk-pdf-web-platform:${topic}\\b`)).map(({ entry }) => String(entry.data));
}

describe('R6.1 what would not be copied is refused', () => {
  const NEEDS_KEY = "configuration files that a key encrypts need one in the recovery region too: give RecoveryRegion.existing its 'encryptionKey'";

  test('files that a key encrypts, without a key there', () => {
    const files = (all: ReturnType<typeof there>) => ({ configurationBucket: all.configurationBucket });
    expect(() => existing(files)).toThrow(NEEDS_KEY);
    expect(() => existing(files, {}, { preset: prodLean() })).not.toThrow();
    expect(() => existing(files, { replication: { enabled: false } })).not.toThrow();
    const off = existing(files, { configurationBucket: false });
    expect(advice(off.stack, 'recovery-configuration')[0]).toContain("Nothing is copied to the 'configurationBucket' of RecoveryRegion.existing");
    expect(advice(existing((all) => all).stack, 'recovery-configuration')).toEqual([]);
  });

  test('copies of the database, without the key of their vault', () => {
    const vault = (all: ReturnType<typeof there>) => ({ vault: all.vault });
    expect(() => existing(vault)).toThrow("RecoveryRegion.existing with a 'vault' needs its 'encryptionKey': copies of the database are encrypted with it");
    expect(() => existing(vault, { pdfs: true }, WITHOUT_DATABASE)).not.toThrow();
    expect(() => existing(vault, { plan: false }, { preset: prodLean() })).not.toThrow();
  });

  test('backups of no database', () => {
    const backups = { recoveryRegion: RecoveryRegion.of('us-west-2'), replicateDatabaseBackups: true };
    expect(() => make(() => backups, WITHOUT_DATABASE)).toThrow("'backup.replicateDatabaseBackups' needs a database");
  });

  test('a retention of copies that are not made', () => {
    const needsVault = "'backup.recoveryRetention' needs a vault in the recovery region";
    expect(() => existing(({ pdfBucket, encryptionKey }) => ({ pdfBucket, encryptionKey }), { recoveryRetention: DAY })).toThrow(needsVault);
    expect(() => existing((all) => all, { recoveryRetention: DAY })).not.toThrow();
  });

  test('PDFs: somebody is told why', () => {
    const theirs = (stack: Stack) => ({ preset: prodLean(), storage: { bucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'theirs') } });
    const recoveryRegion = RecoveryRegion.of('us-west-2');
    const told = (made: { stack: Stack }) => advice(made.stack, 'recovery-pdfs').map((message) => message.replace(/ \[ack.*/, ''));
    const start = 'PDFs are not replicated to the recovery region: ';
    expect(told(make(() => ({ recoveryRegion }), theirs))).toEqual([`${start}'storage.bucket' is its owner's to replicate.`]);
    expect(told(make(() => ({ recoveryRegion, replication: { timeControl: true } }), theirs))).toEqual([
      `${start}'storage.bucket' is its owner's to replicate, and 'backup.replication' says nothing about it.`,
    ]);
    expect(told(existing(({ encryptionKey }) => ({ encryptionKey })))).toEqual([`${start}RecoveryRegion.existing has no 'pdfBucket'.`]);
    expect(told(existing((all) => all))).toEqual([]);
    expect(told(existing(({ encryptionKey }) => ({ encryptionKey }), { replication: { enabled: false } }))).toEqual([]);
  });
});

describe('R6.1 what cannot be done is said', () => {
  test('of a database that was brought', () => {
    const brought = (stack: Stack): Props => {
      const vpc = new ec2.Vpc(stack, 'Vpc');
      const instance = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Theirs', {
        instanceIdentifier: 'theirs', instanceEndpointAddress: 'theirs.example.com', port: 3306, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc })],
      });
      const network = { vpc, taskSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } };
      return { preset: prodLean(), network, database: { existing: { instance } } };
    };
    const recoveryRegion = RecoveryRegion.of('us-west-2');
    const { stack } = make(() => ({ recoveryRegion, restoreTesting: true }), brought);
    expect(advice(stack, 'recovery-database')[0]).toContain("The automated backups and the secret of 'database.existing' are not replicated");
    expect(advice(stack, 'restore-testing')[0]).toContain("'backup.restoreTesting' needs a database of the platform's own");
    expect(() => make(() => ({ recoveryRegion, replicateDatabaseBackups: true }), brought)).toThrow("'backup.replicateDatabaseBackups' cannot be combined with 'database.existing'");
  });

  test('of images that are in no repository', () => {
    expect(() => make(() => ({ recoveryRegion: RecoveryRegion.of('us-west-2'), replicateImages: true }), { image: PlatformImage.fromRegistry('nginx') })).toThrow(
      "'backup.replicateImages' needs a repository",
    );
  });

  test.each<[BackupOptions, string]>([
    [{ plan: false, startTime: '10:00' }, "'backup.startTime' needs 'backup.plan' to be on"],
    [{ recoveryRetention: DAY }, "'backup.recoveryRetention' needs 'backup.recoveryRegion'"],
  ])('%j', (options, message) => {
    expect(() => make(() => options)).toThrow(message);
  });

  test('of a time at which the database is stopped', () => {
    const officeHours = OfficeHours.weekdays({ timeZone: 'Etc/UTC' });
    const of = (startTime: string) => advice(make(() => ({ startTime }), { preset: prodLean(), cost: { officeHours } }).stack, 'backup-office-hours');
    expect(of('23:30')[0]).toContain("AWS Backup backs up no stopped database: choose a 'backup.startTime' (UTC, now 23:30)");
    expect(of('15:00')).toEqual([]);
  });

  test('and nothing of what is as it is by default', () => {
    const { platform, stack } = make(() => ({ plan: false, configurationBucket: false, environmentHistory: false }), { preset: prodLean() });
    const { storage, compute, database } = platform;
    const alone = new PlatformBackup(stack, 'Alone', { storage, compute, database });
    expect([alone.plan, alone.configuration, alone.environmentHistory].every((each) => each !== undefined)).toBe(true);
    expect(Annotations.fromStack(stack).findWarning('/Stack/Alone*', Match.anyValue())).toEqual([]);
  });
});

describe('R6.1 a recovery region is where its ARNs say', () => {
  test.each<[string, (stack: Stack) => Resources, string]>([
    ['a vault by its name', (stack) => ({ vault: backup.BackupVault.fromBackupVaultName(stack, 'V', 'vault') }), "'backup.recoveryRegion vault' must be in us-west-2: use BackupVault.fromBackupVaultArn, since fromBackupVaultName takes the stack's region, got 'us-east-1'"],
    ['a key of another region', (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'K', KEY.replace('us-west-2', 'eu-west-1')) }), "'backup.recoveryRegion encryptionKey' must be a key in us-west-2, by Key.fromKeyArn, got 'eu-west-1'"],
    ['an alias', (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'K', 'arn:aws:kms:us-west-2:111122223333:alias/theirs') }), "'backup.recoveryRegion encryptionKey' must be a key in us-west-2, by Key.fromKeyArn, got 'an alias'"],
  ])('%s', (_name, resources, message) => {
    expect(() => make((stack) => ({ recoveryRegion: RecoveryRegion.existing('us-west-2', resources(stack)) }))).toThrow(message);
  });

  test('which may be known at deployment only', () => {
    const region = (stack: Stack) => RecoveryRegion.existing('us-west-2', {
      encryptionKey: new kms.Key(stack, 'K'),
      vault: backup.BackupVault.fromBackupVaultArn(stack, 'V', `arn:aws:backup:${Stack.of(stack).partition}:111122223333:backup-vault:v`),
    });
    expect(() => make((stack) => ({ recoveryRegion: region(stack) }))).not.toThrow();
  });

  test.each(['cn-north-1', 'us-gov-west-1', 'eusc-de-east-1'])('and not in another partition, as %s', (region) => {
    expect(() => make(() => ({ recoveryRegion: RecoveryRegion.of(region) }))).toThrow(
      `'backup.recoveryRegion' must be in the same partition as the platform's region, us-east-1: AWS copies nothing to another one, got '${region}'`,
    );
  });
});

describe('R6.2 backups of PDFs', () => {
  test('are of versioned buckets', () => {
    expect(() => make(() => ({ pdfs: true }), { preset: prodLean(), storage: { versioned: false } })).toThrow(
      "'backup.pdfs' needs 'storage.versioned' to be on: AWS Backup backs up versioned buckets only",
    );
  });

  test('need the keys of what was brought', () => {
    const bucket = (withKey: boolean) => (stack: Stack) => ({
      preset: prodLean(),
      storage: { bucket: s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', encryptionKey: withKey ? new kms.Key(stack, 'TheirKey') : undefined }) },
    });
    const of = (withKey: boolean) => advice(make(() => ({ pdfs: true }), bucket(withKey)).stack, 'backup-pdfs-key');
    expect(of(false)[0]).toContain("import the bucket with its 'encryptionKey'");
    expect(of(true)).toEqual([]);
    const vault = (pdfs: boolean) => advice(make((stack) => ({ pdfs, vault: backup.BackupVault.fromBackupVaultName(stack, 'V', 'theirs') })).stack, 'backup-vault-key');
    expect(vault(true)[0]).toContain("allow 'backup.plan.role' kms:CreateGrant and kms:DescribeKey on it");
    expect(vault(false)).toEqual([]);
  });
});

describe('R6.1 without anything to back up', () => {
  test.each<[string, (stack: Stack) => BackupOptions, string]>([
    ['startTime', () => ({ startTime: 'foo' }), "'backup.startTime' needs a database or 'backup.pdfs'"],
    ['vault', (stack) => ({ vault: backup.BackupVault.fromBackupVaultName(stack, 'V', 'theirs') }), "'backup.vault' needs a database or 'backup.pdfs'"],
    ['vaultLock', () => ({ vaultLock: VaultLock.governance({ minRetention: DAY }) }), "'backup.vaultLock' needs a database or 'backup.pdfs'"],
    ['recoveryRetention', () => ({ recoveryRegion: RecoveryRegion.of('us-west-2'), recoveryRetention: DAY }), "'backup.recoveryRetention' needs a database or 'backup.pdfs'"],
    ['dailyRetention', () => ({ dailyRetention: Duration.days(3651) }), "'backup.dailyRetention' must be a whole number of days from 0 to 3650"],
  ])('%s is not ignored', (_name, options, message) => {
    expect(() => make(options, WITHOUT_DATABASE)).toThrow(message);
  });

  test('the presets are fine', () => {
    for (const preset of [dev(), prodLean()]) expect(() => make(() => ({}), { preset, database: { enabled: false } })).not.toThrow();
  });
});

describe('R6.1 a lock in the recovery region alone', () => {
  const lock = VaultLock.governance({ minRetention: Duration.days(40) });
  const mine = (stack: Stack) => backup.BackupVault.fromBackupVaultName(stack, 'V', 'mine');
  const recovered = (more: BackupOptions) => make((stack) => ({ recoveryRegion: RecoveryRegion.of('us-west-2'), vault: mine(stack), vaultLock: lock, ...more }));

  test('is on the vault that the platform makes there', () => {
    const { platform, template } = recovered({ dailyRetention: Duration.days(50) });
    expect(resourcesOf(template, 'AWS::Backup::BackupVault')).toEqual({});
    const [vault] = Object.values(resourcesOf(Template.fromStack(platform.backup.supportStack!), 'AWS::Backup::BackupVault'));
    expect(vault.Properties.LockConfiguration).toEqual({ MinRetentionDays: 40 });
  });

  test('is about copies', () => {
    expect(() => recovered({})).toThrow("'backup.dailyRetention' must be at least 40 days");
    expect(() => recovered({ recoveryRetention: Duration.days(39) })).toThrow("'backup.recoveryRetention' must be at least 40 days");
    expect(() => recovered({ recoveryRetention: Duration.days(40) })).not.toThrow();
  });

  test('is nowhere if neither vault is the platform\'s', () => {
    expect(() => make((stack) => ({ recoveryRegion: RecoveryRegion.existing('us-west-2', there(stack)), vault: mine(stack), vaultLock: lock }))).toThrow(
      "'backup.vaultLock' cannot be combined with 'backup.vault': its owner locks it",
    );
  });
});

test('R6.2 files are not archived with the PDFs', () => {
  const { template } = make(() => ({ recoveryRegion: RecoveryRegion.of('us-west-2'), replication: { storageClass: s3.StorageClass.DEEP_ARCHIVE } }));
  const classes = Object.values(resourcesOf(template, 'AWS::S3::Bucket')).filter(({ Properties }) => Properties.ReplicationConfiguration)
    .map(({ Properties }) => Properties.ReplicationConfiguration.Rules[0].Destination.StorageClass);
  expect(classes).toHaveLength(2);
  expect(new Set(classes)).toEqual(new Set(['DEEP_ARCHIVE', undefined]));
});

describe('R6.2 a registry has one configuration', () => {
  const backupOf = { recoveryRegion: RecoveryRegion.of('us-west-2'), replicateImages: true };
  const ONE = /'backup\.replicateImages' is for one platform of a stack: a registry has one configuration/;

  test('so there is one platform which makes it', () => {
    const stack = makeStack();
    for (const id of ['One', 'Other']) new PdfWebPlatform(stack, id, { preset: prodLean(), backup: backupOf });
    expect(() => Template.fromStack(stack)).toThrow(ONE);
  });

  test('or another construct', () => {
    const stack = makeStack();
    new ecr.CfnReplicationConfiguration(stack, 'Own', { replicationConfiguration: { rules: [ImageReplication.rule('app', 'eu-west-1', stack.account)] } });
    expect(() => make(() => backupOf, {}, stack)).toThrow(ONE);
    expect(() => make(() => backupOf)).not.toThrow();
  });
});

describe('R4.2 zones are those that tasks are in', () => {
  const zone = (props: (stack: Stack) => Props) => {
    const stack = makeStack();
    const row = makePlatform({ operations: { drills: false }, ...props(stack) }, stack).platform.backup.objectives.find(({ subject }) => subject === 'Application')!;
    return row.how;
  };
  const GO_ON = 'The load balancer sends requests to the tasks in the other zones.';
  const network = (stack: Stack, subnets: (vpc: ec2.Vpc) => ec2.ISubnet[]) => {
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      maxAzs: 2,
      subnetConfiguration: (['PUBLIC', 'PRIVATE_WITH_EGRESS', 'PRIVATE_ISOLATED'] as const).map((type) => ({ name: type, subnetType: ec2.SubnetType[type], cidrMask: 24 })),
    });
    return { network: { vpc, taskSubnets: { subnets: subnets(vpc) } } };
  };

  test('not those of the VPC', () => {
    expect(zone(() => ({ network: { nat: PlatformNat.gatewayPerAz() } }))).toBe(GO_ON);
    expect(zone((stack) => network(stack, ({ privateSubnets }) => privateSubnets))).toBe(GO_ON);
    expect(zone((stack) => network(stack, ({ privateSubnets }) => privateSubnets.slice(0, 1)))).toBe('All tasks are in one zone.');
  });

  test('a subnet of which nothing is known is one', () => {
    const unknown = (stack: Stack) => ['subnet-1', 'subnet-2'].map((subnetId) =>
      ec2.Subnet.fromSubnetAttributes(stack, subnetId, { subnetId, availabilityZone: 'us-east-1a', routeTableId: 'rtb-1' }));
    expect(zone((stack) => network(stack, () => unknown(stack)))).toBe(GO_ON);
  });
});
