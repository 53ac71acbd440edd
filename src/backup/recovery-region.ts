import { Stack, Token } from 'aws-cdk-lib';
import type * as backup from 'aws-cdk-lib/aws-backup';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { RecoverySupport } from './recovery-support';
import type { RecoverySupportProps } from './recovery-support-props';
import { checkPattern, conflict, invalid } from '../settings/checks';

/** What an account already has in the recovery region. What is left out is not copied there. */
export interface ExistingRecoveryResources {
  /**
   * The key that encrypts copies there: the database's automated backups, the secret's replica, and what is in `vault`, whose key it must be.
   * By its ARN (`Key.fromKeyArn`), and not by an alias.
   *
   * @default - neither backups nor secret are copied
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The vault that AWS Backup copies recovery points to, by its ARN (`BackupVault.fromBackupVaultArn`). Copies of the database need its
   * `encryptionKey`, too.
   *
   * @default - recovery points are not copied
   */
  readonly vault?: backup.IBackupVault;

  /**
   * The bucket that PDFs are replicated to. It must be versioned, and encrypted with `encryptionKey` or with SSE-S3.
   *
   * @default - PDFs are not replicated
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html
   */
  readonly pdfBucket?: s3.IBucket;

  /**
   * The bucket that configuration files are replicated to, as `pdfBucket`.
   *
   * @default - configuration files are not replicated
   */
  readonly configurationBucket?: s3.IBucket;
}

/** What a platform copies to, in its recovery region. */
export interface RecoveryPlace extends ExistingRecoveryResources {
  /** The region's code. */
  readonly region: string;

  /**
   * What the platform made there.
   *
   * @default - it was there already
   */
  readonly support?: RecoverySupport;
}

/** The second region that everything worth keeping is copied to, in case the first is lost, or what is in it. */
export class RecoveryRegion {
  /** Nothing is copied to another region, whatever a preset says. */
  public static none(): RecoveryRegion {
    return new RecoveryRegion('none');
  }

  /**
   * The platform makes a stack there, beside its own, with a key, a backup vault, and the buckets that are replicated to.
   *
   * @param region the region's code, for example `us-west-2`; another one than the platform's
   */
  public static of(region: string): RecoveryRegion {
    checkRegion(region);
    return new RecoveryRegion(region);
  }

  /**
   * Copies go to what is there already.
   *
   * @param region the region's code
   * @param resources what is there; throws if it is nothing
   */
  public static existing(region: string, resources: ExistingRecoveryResources): RecoveryRegion {
    checkRegion(region);
    if (!Object.values(resources).some((each) => each !== undefined)) {
      throw conflict('RecoveryRegion.existing needs one resource at the least: encryptionKey, vault, pdfBucket or configurationBucket');
    }
    const { pdfBucket, configurationBucket } = resources;
    if (pdfBucket && pdfBucket.bucketName === configurationBucket?.bucketName) {
      throw conflict("RecoveryRegion.existing needs two buckets: 'pdfBucket' and 'configurationBucket' are the same, where files of one name would meet");
    }
    return new RecoveryRegion(region, resources);
  }

  private constructor(
    /** The region's code, or `none`. */
    public readonly region: string,
    private readonly existing?: ExistingRecoveryResources,
  ) {}

  /** Whether nothing is copied. @internal */
  public get _isNone(): boolean {
    return this.region === 'none';
  }

  /** What is copied to. @internal */
  public _bind(scope: Construct, props: Omit<RecoverySupportProps, 'region'>): RecoveryPlace | undefined {
    if (this._isNone) return undefined;
    const { region } = Stack.of(scope);
    if (Token.isUnresolved(region)) {
      throw conflict("the stack's region is unknown, and 'backup.recoveryRegion' must be another one: give the stack 'env.region'");
    }
    if (region === this.region) throw invalid('backup.recoveryRegion', this.region, `another region than the platform's, ${region}`);
    if (partitionOf(region) !== partitionOf(this.region)) {
      throw invalid('backup.recoveryRegion', this.region, `in the same partition as the platform's region, ${region}: AWS copies nothing to another one`);
    }
    if (this.existing) {
      checkThere(this.region, this.existing);
      return { region: this.region, ...this.existing };
    }
    checkKnown(props);
    const support = RecoverySupport._forPlatform(scope, { ...props, region: this.region });
    return { region: this.region, support, ...support._seenFrom(scope) };
  }
}

/** What is known at deployment is a parameter of the platform's stack, which is deployed after the one in the recovery region. */
function checkKnown({ pdfs, accessLogRetention, vaultLock }: Omit<RecoverySupportProps, 'region'>): void {
  const durations = {
    'storage.noncurrentVersionExpiration': pdfs?.noncurrentVersionExpiration,
    'storage.infrequentAccessAfter': pdfs?.infrequentAccessAfter,
    'storage.accessLogRetention': accessLogRetention,
    'backup.vaultLock minRetention': vaultLock?.minRetention,
    'backup.vaultLock maxRetention': vaultLock?.maxRetention,
    'backup.vaultLock changeableFor': vaultLock?.changeableFor,
  };
  const [unknown] = Object.entries(durations).find(([, duration]) => duration?.isUnresolved()) ?? [];
  if (unknown) throw conflict(`'${unknown}' must be known at synth with 'backup.recoveryRegion': the stack there is made with it, too`);
}

/** It names a stack, so it must be known. */
function checkRegion(region: string): void {
  if (Token.isUnresolved(region)) throw invalid('backup.recoveryRegion', 'an unresolved token', "a region's code like 'us-west-2'");
  checkPattern('backup.recoveryRegion', region, /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "a region's code like 'us-west-2'");
}

/** China, GovCloud and others have accounts of their own. */
function partitionOf(region: string): string | undefined {
  return /^(cn|us-gov|us-iso[a-z]*|eu-iso[a-z]*|eusc)-/.exec(region)?.[1];
}

/** An ARN says where something is, as far as it is known. */
function checkThere(region: string, { vault, encryptionKey }: ExistingRecoveryResources): void {
  const isElsewhere = (where?: string) => where !== undefined && !Token.isUnresolved(where) && where !== region;
  const [inVault, inKey] = [vault?.backupVaultArn, encryptionKey?.keyArn].map((arn) => arn?.split(':')[3]);
  if (isElsewhere(inVault)) {
    throw invalid('backup.recoveryRegion vault', inVault, `in ${region}: use BackupVault.fromBackupVaultArn, since fromBackupVaultName takes the stack's region`);
  }
  if (encryptionKey?.keyArn.includes(':alias/')) throw invalid('backup.recoveryRegion encryptionKey', 'an alias', `a key in ${region}, by Key.fromKeyArn`);
  if (isElsewhere(inKey)) throw invalid('backup.recoveryRegion encryptionKey', inKey, `a key in ${region}, by Key.fromKeyArn`);
}
