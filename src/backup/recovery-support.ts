import { CrossStackReferences, ReferenceStrength } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { makeVault } from './plan/backup-vault';
import type { ExistingRecoveryResources } from './recovery-region';
import type { RecoverySupportProps, ReplicatedBucket } from './recovery-support-props';
import { ReplicaBucket } from './replica-bucket';
import { PlatformKey } from '../encryption/platform-key';
import { DataProtection } from '../settings/data-protection';
import { removalFor } from '../settings/removal';
import { makeSupportStack } from '../settings/support-stack';
import { PlatformLogBucket } from '../storage/platform-log-bucket';

/** What the platform copies to in the recovery region, in a stack there. */
export class RecoverySupport extends Construct {
  /** In a stack that is deployed before the platform's, which refers to it weakly. @internal */
  public static _forPlatform(scope: Construct, props: RecoverySupportProps): RecoverySupport {
    const support = makeSupportStack(scope, {
      region: props.region,
      description: `Copies in the recovery region ${props.region}`,
      // What is in it is what is left when the platform's region is lost; and a weak reference protects nothing.
      terminationProtection: removalFor(props.dataProtection ?? DataProtection.PROTECTED).isProtected,
    });
    return new RecoverySupport(support, 'Recovery', props);
  }

  /** The key that encrypts what is copied here: backups of the database always, buckets with `customerManagedKey`. */
  public readonly encryption: PlatformKey;
  /** The vault that AWS Backup copies recovery points to. */
  public readonly vault?: backup.BackupVault;
  /** Where requests to the buckets are logged, with `storage.accessLogs`. */
  public readonly logBucket?: s3.Bucket;
  /** Where PDFs are replicated to. */
  public readonly pdfBucket?: s3.Bucket;
  /** Where configuration files are replicated to. */
  public readonly configurationBucket?: s3.Bucket;
  private readonly customerManagedKey: boolean;

  private constructor(scope: Construct, id: string, props: RecoverySupportProps) {
    super(scope, id);
    const { dataProtection, pdfs, configuration } = props;
    this.customerManagedKey = props.customerManagedKey;
    this.encryption = new PlatformKey(this, 'Encryption', { dataProtection });
    if (props.vault) this.vault = makeVault(this, 'Vault', { encryptionKey: this.encryption.key, lock: props.vaultLock, dataProtection });
    if (props.accessLogs && (pdfs || configuration)) {
      this.logBucket = new PlatformLogBucket(this, 'Logs', { retention: props.accessLogRetention, dataProtection }).bucket;
    }
    if (pdfs) this.pdfBucket = this.replica('Pdfs', 's3/', pdfs, dataProtection);
    if (configuration) this.configurationBucket = this.replica('Configuration', 's3-configuration/', configuration, dataProtection);
    for (const each of [this.encryption.key, this.vault, this.pdfBucket, this.configurationBucket]) {
      if (each) CrossStackReferences.of(each).produce(ReferenceStrength.WEAK);
    }
  }

  /** As the platform's stack sees it: by ARNs, since an L2 of another region is asked for a name that it does not have. @internal */
  public _seenFrom(scope: Construct): ExistingRecoveryResources {
    // With its name: taking it out of the ARN is more than CloudFormation may do with an output of another stack.
    const bucketSeen = (id: string, bucket: s3.Bucket | undefined) => {
      const made = bucket?.node.defaultChild as s3.CfnBucket | undefined;
      return made && s3.Bucket.fromBucketAttributes(scope, id, { bucketArn: made.attrArn, bucketName: made.ref });
    };
    return {
      encryptionKey: kms.Key.fromKeyArn(scope, 'RecoveryKey', (this.encryption.key.node.defaultChild as kms.CfnKey).attrArn),
      vault: this.vault && backup.BackupVault.fromBackupVaultArn(scope, 'RecoveryVault', (this.vault.node.defaultChild as backup.CfnBackupVault).attrBackupVaultArn),
      pdfBucket: bucketSeen('RecoveryPdfBucket', this.pdfBucket),
      configurationBucket: bucketSeen('RecoveryConfigurationBucket', this.configurationBucket),
    };
  }

  private replica(id: string, logPrefix: string, replicated: ReplicatedBucket, dataProtection?: DataProtection): s3.Bucket {
    const encryptionKey = this.customerManagedKey ? this.encryption.key : undefined;
    return new ReplicaBucket(this, id, { ...replicated, encryptionKey, logBucket: this.logBucket, logPrefix, dataProtection }).bucket;
  }
}
