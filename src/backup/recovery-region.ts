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
   * The key that encrypts copies there: the database's automated backups, and the secret's replica.
   *
   * @default - neither is copied
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The vault that AWS Backup copies recovery points to.
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
    return new RecoveryRegion(region, resources);
  }

  private constructor(
    /** The region's code. */
    public readonly region: string,
    private readonly existing?: ExistingRecoveryResources,
  ) {}

  /** Whether the platform makes the stack there. @internal */
  public get _isMade(): boolean {
    return this.existing === undefined;
  }

  /** What is copied to. @internal */
  public _bind(scope: Construct, props: Omit<RecoverySupportProps, 'region'>): RecoveryPlace {
    const { region } = Stack.of(scope);
    if (Token.isUnresolved(region)) {
      throw conflict("the stack's region is unknown, and 'backup.recoveryRegion' must be another one: give the stack 'env.region'");
    }
    if (region === this.region) throw invalid('backup.recoveryRegion', this.region, `another region than the platform's, ${region}`);
    if (this.existing) return { region: this.region, ...this.existing };
    const support = RecoverySupport._forPlatform(scope, { ...props, region: this.region });
    return { region: this.region, support, ...support._seenFrom(scope) };
  }
}

/** It names a stack, so it must be known. */
function checkRegion(region: string): void {
  if (Token.isUnresolved(region)) throw invalid('backup.recoveryRegion', 'an unresolved token', "a region's code like 'us-west-2'");
  checkPattern('backup.recoveryRegion', region, /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "a region's code like 'us-west-2'");
}
