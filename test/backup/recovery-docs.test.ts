import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { DeploymentStrategy } from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { expectInDocs } from './generated-docs';
import { ComputeCapacity, IngressExposure, LossOf, PdfWebPlatform, type PdfWebPlatformProps, PlatformImage, PlatformNat, PlatformPreset, RecoveryRegion } from '../../src';
import { ESTIMATES } from '../../src/backup/recovery-estimates';
import { objectivesTable } from '../../src/backup/recovery-objectives-text';
import '../helpers/platform';

const page = readFileSync(join(__dirname, '../../docs/recovery.md'), 'utf8');
const { prodLean, prod } = PlatformPreset;

function made(props: Partial<PdfWebPlatformProps> | ((stack: Stack) => Partial<PdfWebPlatformProps>), region = 'us-east-1'): PdfWebPlatform {
  const stack = new Stack(new App(), 'PdfProd', { env: { region } });
  return new PdfWebPlatform(stack, 'Platform', { preset: prod(), ...(typeof props === 'function' ? props(stack) : props) });
}

const recovered = (region = 'us-east-1', recovery = 'us-west-2', props: Partial<PdfWebPlatformProps> = {}) =>
  made({ ...props, backup: { recoveryRegion: RecoveryRegion.of(recovery), ...props.backup } }, region);

/** Rows of a platform as `loss: point | time`. */
function rowsOf(platform: PdfWebPlatform, subject: string): string[] {
  const words = (duration?: Duration) => duration?.toHumanString() ?? '-';
  return platform.backup.objectives.filter((row) => row.subject === subject)
    .map(({ loss, recoveryPoint, recoveryTime, until }) => `${loss}: ${words(recoveryPoint)} | ${words(recoveryTime)} | ${words(until)}`);
}

describe('R6.1 docs/recovery.md', () => {
  test.each([
    ['prodLean', () => made({ preset: prodLean() }).backup.objectives],
    ['prod', () => made({}).backup.objectives],
    ['prod with a recovery region', () => recovered().backup.objectives.filter(({ loss }) => loss === LossOf.REGION)],
  ])('has the objectives of %s', (name, objectives) => expectInDocs('recovery.md', `objectives of ${name}`, objectivesTable(objectives())));

  test('and a recovery region changes nothing else', () => {
    const others = (platform: PdfWebPlatform) => objectivesTable(platform.backup.objectives.filter(({ loss }) => loss !== LossOf.REGION));
    expect(others(recovered())).toBe(others(made({})));
  });

  test('says of every estimate what it rests on', () => {
    const basis = page.slice(page.indexOf('## What the figures rest on'), page.indexOf('## What is not covered'));
    for (const duration of Object.values(ESTIMATES)) expect(basis).toContain(duration.toHumanString());
    expect(basis.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(Object.keys(ESTIMATES).length + 1);
  });

  test('names the stack of the recovery region as it is named', () => {
    expect(page).toContain(recovered().backup.supportStack!.stackName);
  });
});

describe('R6.1 objectives are of what is in the template', () => {
  const { ZONE, DATA, REGION } = LossOf;

  test('the other pair of regions has the same', () => {
    const rows = (platform: PdfWebPlatform) => objectivesTable(platform.backup.objectives).replace(/us-west-2|ap-northeast-3/g, 'there');
    expect(rows(recovered('ap-northeast-1', 'ap-northeast-3'))).toBe(rows(recovered()));
  });

  test('retentions are those of instance and plan', () => {
    const plan = { dailyRetention: Duration.days(0), weeklyRetention: Duration.days(400), recoveryRetention: Duration.days(50) };
    const database = { backupRetention: Duration.days(35), multiAz: false, readReplica: false };
    const platform = recovered(undefined, undefined, { database, backup: plan, operations: { drills: false } });
    expect(rowsOf(platform, 'Database')).toEqual([
      `${ZONE}: 5 minutes | 2 hours | -`,
      `${DATA}: 5 minutes | 2 hours | 35 days`,
      `${DATA}: 7 days 12 hours | 2 hours | 400 days`,
      `${REGION}: 30 minutes | 4 hours | 35 days`,
      `${REGION}: 7 days 12 hours | 4 hours | 50 days`,
    ]);
    expect(rowsOf(made({ backup: { plan: false } }), 'Database')).toEqual([
      `${ZONE}: 0 seconds | 2 minutes | -`, `${DATA}: 5 minutes | 2 hours | 7 days`, `${REGION}: - | - | -`,
    ]);
    expect(rowsOf(made({ database: { enabled: false }, operations: { drills: false }, backup: { restoreTesting: false } }), 'Database')).toEqual([]);
  });

  test('what is decided at deployment has no end that is known here', () => {
    const days = (stack: Stack, id: string) => Duration.days(new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber);
    const platform = made((stack) => ({
      database: { backupRetention: days(stack, 'Own') },
      storage: { noncurrentVersionExpiration: days(stack, 'Versions') },
      backup: { weeklyRetention: days(stack, 'Weekly') },
    }));
    const until = platform.backup.objectives.filter(({ loss }) => loss === DATA).map((row) => `${row.subject}: ${row.until?.toHumanString() ?? '-'}`);
    expect(until.slice(0, 4)).toEqual(['Database: -', 'Database: 35 days', 'Database: -', 'PDFs: -']);
  });

  test('PDFs: versions, backups, replication with and without a promise', () => {
    expect(rowsOf(made({ storage: { noncurrentVersionExpiration: Duration.days(10) } }), 'PDFs')[1]).toBe(`${DATA}: 0 seconds | 10 minutes | 10 days`);
    expect(rowsOf(made({ preset: prodLean(), storage: { versioned: false } }), 'PDFs')[1]).toBe(`${DATA}: - | - | -`);
    expect(rowsOf(made({ backup: { pdfs: true } }), 'PDFs').slice(2, 4)).toEqual([`${DATA}: 1 day 12 hours | 12 hours | 35 days`, `${DATA}: 7 days 12 hours | 12 hours | 90 days`]);
    const promised = recovered(undefined, undefined, { backup: { replication: { timeControl: true } } });
    expect(promised.backup.objectives.filter(({ isPromise }) => isPromise).map(({ subject, loss }) => [subject, loss])).toEqual([['PDFs', REGION]]);
    expect(rowsOf(recovered(undefined, undefined, { backup: { replication: { enabled: false } } }), 'PDFs').at(-1)).toBe(`${REGION}: - | - | -`);
    const archived = recovered(undefined, undefined, { backup: { replication: { storageClass: s3.StorageClass.DEEP_ARCHIVE } } });
    expect(rowsOf(archived, 'PDFs').at(-1)).toBe(`${REGION}: 4 hours | 2 days | -`);
  });

  test('what an escape hatch takes away is not counted on', () => {
    const platform = made({});
    (platform.storage.bucket.node.defaultChild as s3.CfnBucket).lifecycleConfiguration = undefined;
    (platform.database!.instance.node.defaultChild as rds.CfnDBInstance).multiAz = false;
    expect(rowsOf(platform, 'PDFs')[1]).toBe(`${DATA}: 0 seconds | 10 minutes | -`);
    expect(rowsOf(platform, 'Database')[0]).toBe(`${ZONE}: 5 minutes | 2 hours | -`);
  });

  test('images and configuration: replicated where they are', () => {
    expect(rowsOf(recovered(undefined, undefined, { backup: { replicateImages: true } }), 'Images').at(-1)).toBe(`${REGION}: 30 minutes | 0 seconds | -`);
    expect(rowsOf(made({ image: PlatformImage.fromRegistry('nginx') }), 'Images')).toEqual([]);
    expect(rowsOf(made({ backup: { configurationBucket: false } }), 'Configuration')).toEqual([]);
  });

  test('brought ones are their owners\'', () => {
    const platform = made((stack) => {
      const vpc = new ec2.Vpc(stack, 'Vpc');
      const instance = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Theirs', {
        instanceIdentifier: 'theirs', instanceEndpointAddress: 'theirs.example.com', port: 3306, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc })],
      });
      return {
        preset: prodLean(),
        network: { vpc, taskSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } },
        database: { existing: { instance } },
        storage: { bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'theirs') },
      };
    });
    expect(rowsOf(platform, 'Database')).toEqual([`${ZONE}: - | - | -`, `${DATA}: - | - | -`, `${DATA}: 7 days 12 hours | 2 hours | 35 days`, `${REGION}: - | - | -`]);
    expect(rowsOf(platform, 'Secret')).toEqual([]);
    expect(rowsOf(platform, 'PDFs').slice(1)).toEqual([`${DATA}: - | - | -`, `${REGION}: - | - | -`]);
  });

  test('a password that RDS keeps is not replicated, and its database is not replaced', () => {
    const platform = recovered(undefined, undefined, { preset: prodLean(), database: { managedPassword: true } });
    expect(rowsOf(platform, 'Secret').at(-1)).toBe(`${REGION}: - | - | -`);
    expect(platform.backup.objectives.filter(({ how }) => how.includes('ReplaceDatabase'))).toEqual([]);
    expect(rowsOf(recovered(), 'Secret').at(-1)).toBe(`${REGION}: 15 minutes | 10 minutes | -`);
  });

  test('the application: tasks, zones, and the way out of them', () => {
    const zone = (props: Partial<PdfWebPlatformProps>) => rowsOf(made({ operations: { drills: false }, ...props }), 'Application')[0];
    expect(zone({})).toBe(`${ZONE}: 0 seconds | 1 minute | -`);
    expect(zone({ network: { nat: PlatformNat.regionalGateway() } })).toBe(`${ZONE}: 0 seconds | 1 minute | -`);
    for (const nat of [PlatformNat.gateway(), PlatformNat.instance()]) expect(zone({ network: { nat } })).toBe(`${ZONE}: 0 seconds | - | -`);
    expect(zone({ preset: prodLean() })).toBe(`${ZONE}: 0 seconds | 5 minutes | -`);
    expect(zone({ preset: PlatformPreset.dev(), compute: { capacity: ComputeCapacity.ec2Instance() }, ingress: { exposure: IngressExposure.INSTANCE } })).toBe(`${ZONE}: 0 seconds | - | -`);
  });

  test('the application: a rollback is as slow as the deployment strategy', () => {
    const data = (compute: PdfWebPlatformProps['compute']) => rowsOf(made({ compute }), 'Application')[1];
    expect(data({ deploymentStrategy: DeploymentStrategy.ROLLING })).toBe(`${DATA}: 0 seconds | 10 minutes | -`);
    expect(data({ deploymentStrategy: DeploymentStrategy.CANARY })).toBe(`${DATA}: 0 seconds | 25 minutes | -`);
    expect(data({ deploymentStrategy: DeploymentStrategy.LINEAR })).toBe(`${DATA}: 0 seconds | 1 hour 9 minutes | -`);
  });

  test('runbooks are named where there are some', () => {
    const names = (props: Partial<PdfWebPlatformProps>) => made(props).backup.objectives.flatMap(({ how }) => how.match(/\b(Restore|Replace|Promote|FailOver|RollBack)[A-Z]\w+/g) ?? []);
    const runbooks = Object.keys(made({}).operations.runbooks!).map((member) => member.charAt(0).toUpperCase() + member.slice(1));
    expect(new Set(names({}))).toEqual(new Set(['FailOverDatabase', 'RestoreDatabase', 'ReplaceDatabase', 'RestorePdf', 'RollBackService']));
    expect(names({ database: { multiAz: false }, operations: { drills: false } })).toContain('PromoteReplica');
    for (const name of [...names({}), 'PromoteReplica']) expect(runbooks).toContain(name);
    expect(names({ operations: { runbooks: false } })).toEqual([]);
  });
});

describe('R6.1 what was kept or copied can be brought', () => {
  const keyIn = (stack: Stack, id: string, region: string) => kms.Key.fromKeyArn(stack, id, `arn:aws:kms:${region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`);
  const bucket = (stack: Stack, encryptionKey: kms.IKey) => s3.Bucket.fromBucketAttributes(stack, 'Replica', { bucketName: 'the-replica-bucket', encryptionKey });

  test('to a new platform in the recovery region, as docs/recovery.md has it', () => {
    const snapshotIdentifier = 'awsbackup:copyjob-1234abcd-12ab-34cd-56ef-1234567890ab';
    const template = Template.fromStack(Stack.of(made((stack) => {
      const key = keyIn(stack, 'RecoveryKey', 'us-west-2');
      return { encryptionKey: key, database: { snapshotIdentifier }, storage: { bucket: bucket(stack, key) } };
    }, 'us-west-2')));
    template.hasResourceProperties('AWS::RDS::DBInstance', { DBSnapshotIdentifier: snapshotIdentifier });
    template.resourceCountIs('AWS::KMS::Key', 0);
    const reads = JSON.stringify(template.findResources('AWS::IAM::Policy'));
    expect(reads).toContain(':s3:::the-replica-bucket/*');
  });

  test('to the same platform made again, as docs/deletion.md has it', () => {
    const platform = made((stack) => {
      const key = keyIn(stack, 'KeptKey', 'us-east-1');
      const there = backup.BackupVault.fromBackupVaultArn(stack, 'KeptVaultThere', 'arn:aws:backup:us-west-2:111122223333:backup-vault:the-kept-vault');
      return {
        encryptionKey: key,
        storage: { bucket: bucket(stack, key) },
        database: { snapshotIdentifier: 'the-final-snapshot' },
        image: PlatformImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'KeptImages', 'the-kept-repository')),
        backup: {
          vault: backup.BackupVault.fromBackupVaultName(stack, 'KeptVault', 'the-kept-vault'),
          recoveryRegion: RecoveryRegion.existing('us-west-2', { encryptionKey: keyIn(stack, 'KeptKeyThere', 'us-west-2'), vault: there }),
        },
      };
    });
    const template = Template.fromStack(Stack.of(platform));
    for (const type of ['AWS::Backup::BackupVault', 'AWS::ECR::Repository', 'AWS::KMS::Key']) template.resourceCountIs(type, 0);
    expect(platform.backup.supportStack).toBeUndefined();
    expect(rowsOf(platform, 'Database').slice(-3)).toEqual([
      `${LossOf.REGION}: 30 minutes | 4 hours | 7 days`, `${LossOf.REGION}: 1 day 12 hours | 4 hours | 35 days`, `${LossOf.REGION}: 7 days 12 hours | 4 hours | 90 days`,
    ]);
  });
});
