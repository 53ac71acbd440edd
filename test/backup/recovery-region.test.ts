import { App, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DataProtection, PdfWebPlatform, type PdfWebPlatformProps, PlatformPreset, RecoveryRegion, VaultLock } from '../../src';
import { makePlatform, makeStack, onlyResource, resourcesOf } from '../helpers/platform';

const UNKNOWN = Duration.days(Token.asNumber({ Ref: 'Days' }));
const SUPPORT = 'Stack-us-east-1-Platform-Recovery-us-west-2';

function withRecovery(props: Partial<PdfWebPlatformProps> = {}, region = 'us-west-2') {
  const made = makePlatform({ ...props, backup: { recoveryRegion: RecoveryRegion.of(region), ...props.backup } });
  return { ...made, support: made.platform.backup.supportStack!, there: Template.fromStack(made.platform.backup.supportStack!) };
}

/** What the platform's template takes from the stack in the recovery region. */
function taken(value: unknown, from = SUPPORT): unknown {
  return JSON.parse(JSON.stringify(value), (_key, each) => (each?.['Fn::GetStackOutput']?.StackName === from ? 'from the recovery region' : each));
}

describe('R6.1 the recovery region', () => {
  const { template, there, support, platform } = withRecovery();

  test('has a stack of its own, named after the platform, protected from termination, without a custom resource', () => {
    expect([support.stackName, support.region, support.terminationProtection]).toEqual([SUPPORT, 'us-west-2', true]);
    const types = Object.values<any>(there.toJSON().Resources).map(({ Type }) => Type).sort();
    expect(types.filter((type) => type.startsWith('Custom::') || type === 'AWS::Lambda::Function')).toEqual([]);
    expect([...new Set(types)]).toEqual(['AWS::Backup::BackupVault', 'AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy']);
  });

  test('is deployed before the platform, which takes its values weakly and in one direction only', () => {
    expect(Stack.of(platform).dependencies).toContain(support);
    expect(JSON.stringify(there.toJSON())).not.toContain('Fn::GetStackOutput');
    expect(JSON.stringify(template.toJSON())).not.toContain('Fn::ImportValue');
  });

  test('keeps everything in it when the stack goes: keys, vault, buckets', () => {
    for (const [id, { Type, DeletionPolicy, UpdateReplacePolicy }] of Object.entries<any>(there.toJSON().Resources)) {
      if (['AWS::Backup::BackupVault', 'AWS::KMS::Key', 'AWS::S3::Bucket'].includes(Type)) {
        // What a failed deployment made of a vault would be in the way of the next attempt.
        expect([id, DeletionPolicy, UpdateReplacePolicy]).toEqual([id, Type === 'AWS::Backup::BackupVault' ? 'RetainExceptOnCreate' : 'Retain', 'Retain']);
      }
    }
  });

  test('of disposable data, nothing is kept', () => {
    const disposable = withRecovery({ dataProtection: DataProtection.DISPOSABLE });
    expect(disposable.support.terminationProtection).toBe(false);
    for (const { DeletionPolicy } of Object.values<any>(disposable.there.findResources('AWS::S3::Bucket'))) expect(DeletionPolicy).toBe('Delete');
  });

  test('encrypts its buckets with a key of its own where the platform does', () => {
    const algorithms = (each: Template) =>
      Object.values<any>(each.findResources('AWS::S3::Bucket')).map(({ Properties }) => Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm).sort();
    // The log bucket is SSE-S3 everywhere.
    expect(algorithms(there)).toEqual(['AES256', 'aws:kms', 'aws:kms']);
    expect(algorithms(withRecovery({ preset: PlatformPreset.prodLean() }).there)).toEqual(['AES256', 'AES256', 'AES256']);
  });

  test('its buckets are private, versioned, TLS-only, and their requests are logged', () => {
    for (const { Properties } of Object.values<any>(there.findResources('AWS::S3::Bucket'))) {
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
      expect(Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    }
    const logged = Object.values<any>(there.findResources('AWS::S3::Bucket')).map(({ Properties }) => Properties.LoggingConfiguration?.LogFilePrefix);
    expect(logged.sort()).toEqual(['s3-configuration/', 's3/', undefined]);
    expect(platform.backup.recovery!.logBucket).toBeDefined();
    expect(withRecovery({ storage: { accessLogs: false } }).platform.backup.recovery!.logBucket).toBeUndefined();
  });

  test('R7.1 its copies move and expire as the originals do', () => {
    const rules = (bucket: s3.Bucket) => there.findResources('AWS::S3::Bucket')[support.getLogicalId(bucket.node.defaultChild as s3.CfnBucket)].Properties.LifecycleConfiguration.Rules;
    expect(rules(platform.backup.recovery!.pdfBucket!)).toEqual([
      { Id: 'clean-up', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, ExpiredObjectDeleteMarker: true, NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
      { Id: 'tier', Status: 'Enabled', Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 90 }] },
    ]);
    expect(rules(platform.backup.recovery!.configurationBucket!)).toEqual([
      { Id: 'clean-up', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, ExpiredObjectDeleteMarker: true, NoncurrentVersionExpiration: { NoncurrentDays: 365 } },
    ]);
  });
});

describe('R6.1 what is copied there', () => {
  const { template } = withRecovery();
  const instance = Object.values(resourcesOf(template, 'AWS::RDS::DBInstance')).find(({ Properties }) => Properties.BackupRetentionPeriod).Properties;

  test("RDS's automated backups, for as long as here, encrypted with that region's key", () => {
    expect(taken(instance)).toMatchObject({
      AutomaticBackupReplicationRegion: 'us-west-2',
      AutomaticBackupReplicationKmsKeyId: 'from the recovery region',
      AutomaticBackupReplicationRetentionPeriod: 7,
    });
    expect(Object.values(resourcesOf(template, 'AWS::RDS::DBInstance')).filter(({ Properties }) => Properties.AutomaticBackupReplicationRegion)).toHaveLength(1);
  });

  test('unless replicateDatabaseBackups is off', () => {
    const off = withRecovery({ backup: { replicateDatabaseBackups: false } }).template;
    expect(JSON.stringify(off.toJSON())).not.toContain('AutomaticBackupReplication');
  });

  test("R6.2 the database's secret", () => {
    const secrets = Object.values(resourcesOf(template, 'AWS::SecretsManager::Secret')).filter(({ Properties }) => Properties.ReplicaRegions);
    expect(taken(secrets.map(({ Properties }) => Properties.ReplicaRegions))).toEqual([[{ Region: 'us-west-2', KmsKeyId: 'from the recovery region' }]]);
  });

  test('nothing, without a recovery region', () => {
    const text = JSON.stringify(makePlatform().template.toJSON());
    for (const word of ['AutomaticBackupReplication', 'ReplicaRegions', 'ReplicationConfiguration', 'CopyActions']) expect(text).not.toContain(word);
  });

  test('without a database there is no key to find in its settings, and all the rest', () => {
    const { there, platform } = withRecovery({ database: { enabled: false } });
    expect(platform.backup.recovery!.vault).toBeUndefined();
    expect(Object.keys(there.findResources('AWS::S3::Bucket'))).toHaveLength(3);
  });
});

describe('RecoveryRegion', () => {
  test.each(['', 'us west 2', 'Tokyo', 'ap-northeast'])("refuses '%s'", (region) => {
    expect(() => RecoveryRegion.of(region)).toThrow(/'backup\.recoveryRegion' must be a region's code like 'us-west-2'/);
    expect(() => RecoveryRegion.existing(region, {})).toThrow(/'backup\.recoveryRegion'/);
  });

  test('refuses a token: it names a stack', () => {
    expect(() => RecoveryRegion.of(Lazy.string({ produce: () => 'us-west-2' }))).toThrow(/unresolved token/);
  });

  test("refuses the platform's own region", () => {
    expect(() => withRecovery({}, 'us-east-1')).toThrow(/'backup\.recoveryRegion' must be another region than the platform's, us-east-1, got/);
  });

  test('refuses a platform whose region is unknown', () => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.dev(), storage: { accessLogs: false }, backup: { recoveryRegion: RecoveryRegion.of('us-west-2') } })).toThrow(
      /the stack's region is unknown, and 'backup\.recoveryRegion' must be another one: give the stack 'env\.region'/,
    );
  });

  test('none takes the choice of a preset back', () => {
    const preset = PlatformPreset.prod().derive('copied', { backup: { recoveryRegion: RecoveryRegion.of('us-west-2') } });
    expect(makePlatform({ preset }).platform.backup.supportStack).toBeDefined();
    const { platform, app } = makePlatform({ preset, backup: { recoveryRegion: RecoveryRegion.none() } });
    expect(platform.backup.supportStack).toBeUndefined();
    expect(app.node.children.filter(Stack.isStack)).toHaveLength(1);
  });

  test.each<[string, Partial<PdfWebPlatformProps>]>([
    ['storage.noncurrentVersionExpiration', { storage: { noncurrentVersionExpiration: UNKNOWN } }],
    ['storage.infrequentAccessAfter', { storage: { infrequentAccessAfter: UNKNOWN } }],
    ['storage.accessLogRetention', { storage: { accessLogRetention: UNKNOWN } }],
    ['backup.vaultLock minRetention', { backup: { vaultLock: VaultLock.governance({ minRetention: UNKNOWN }) } }],
  ])('refuses a %s that is known at deployment only: two stacks are made with it', (prop, props) => {
    expect(() => withRecovery(props)).toThrow(`'${prop}' must be known at synth with 'backup.recoveryRegion'`);
  });

  test('existing: refuses one bucket for two kinds of files', () => {
    const bucket = s3.Bucket.fromBucketName(makeStack(), 'Bucket', 'one');
    expect(() => RecoveryRegion.existing('us-west-2', { pdfBucket: bucket, configurationBucket: bucket })).toThrow(/needs two buckets/);
  });

  test('existing: refuses nothing at all', () => {
    expect(() => RecoveryRegion.existing('us-west-2', {})).toThrow(/needs one resource at the least/);
  });
});

describe('an existing recovery region', () => {
  function existing(resources: (stack: Stack) => Parameters<typeof RecoveryRegion.existing>[1], props: Partial<PdfWebPlatformProps> = {}) {
    const stack = makeStack();
    const recoveryRegion = RecoveryRegion.existing('us-west-2', resources(stack));
    return makePlatform({ ...props, backup: { recoveryRegion, ...props.backup } }, stack);
  }
  const KEY = 'arn:aws:kms:us-west-2:111122223333:key/12345678-1234-1234-1234-123456789012';
  const VAULT = 'arn:aws:backup:us-west-2:111122223333:backup-vault:vault';

  test('copies go there, and no stack is made', () => {
    const { template, app, platform } = existing((stack) => ({
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY),
      vault: backup.BackupVault.fromBackupVaultArn(stack, 'Vault', VAULT),
      pdfBucket: s3.Bucket.fromBucketName(stack, 'Pdfs', 'pdfs-there'),
      configurationBucket: s3.Bucket.fromBucketName(stack, 'Configuration', 'configuration-there'),
    }));
    expect(platform.backup.supportStack).toBeUndefined();
    expect(app.node.children.filter(Stack.isStack)).toHaveLength(1);
    const text = JSON.stringify(template.toJSON());
    for (const word of [KEY, VAULT, ':s3:::pdfs-there', ':s3:::configuration-there']) expect(text).toContain(word);
  });

  test('what is left out is not copied, and somebody is told of the PDFs', () => {
    const { template, stack } = existing((scope) => ({ encryptionKey: kms.Key.fromKeyArn(scope, 'Key', KEY) }));
    const text = JSON.stringify(template.toJSON());
    for (const word of ['AutomaticBackupReplication', 'ReplicaRegions']) expect(text).toContain(word);
    for (const word of ['CopyActions', 'ReplicationConfiguration']) expect(text).not.toContain(word);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('PDFs are not replicated to the recovery region'));
  });

  test('PDFs that a key encrypts need one there', () => {
    expect(() => existing((stack) => ({ pdfBucket: s3.Bucket.fromBucketName(stack, 'Pdfs', 'pdfs-there') }))).toThrow(/need one in the recovery region too: give RecoveryRegion\.existing its 'encryptionKey'/);
  });

  test('backups of the database are replicated with a key only', () => {
    const files = (stack: Stack) => ({ configurationBucket: s3.Bucket.fromBucketName(stack, 'Files', 'files-there') });
    expect(() => existing(files, { preset: PlatformPreset.prodLean(), backup: { replicateDatabaseBackups: true } })).toThrow(/'backup\.replicateDatabaseBackups' needs a key in the recovery region/);
  });
});

test('R6.1 recovery points of every rule are copied', () => {
  expect(onlyResource(withRecovery().template, 'AWS::Backup::BackupPlan').Properties.BackupPlan.BackupPlanRule.every((rule: any) => rule.CopyActions.length === 1)).toBe(true);
});
