import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { invalid } from '../settings/checks';
import type { DataProtection } from '../settings/data-protection';
import { removalFor } from '../settings/removal';

/** Props of {@link PlatformKey}. */
export interface PlatformKeyProps {
  /**
   * An existing key. What its policy lacks for CloudWatch Logs is added, unless it is imported: then its owner must do it.
   *
   * @default - a key is made
   */
  readonly key?: kms.IKey;

  /**
   * Whether the key outlives the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

/**
 * The customer managed key that encrypts the platform's data at rest: PDFs, database, secrets, images and logs.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export class PlatformKey extends Construct {
  /**
   * The key. One that the platform makes is rotated every year; one of another stack is held by its ARN, since what that stack's key
   * policy would say of this stack's roles would make the stacks wait for each other.
   */
  public readonly key: kms.IKey;

  private readonly policyOwner: kms.IKey;

  constructor(scope: Construct, id: string, props: PlatformKeyProps = {}) {
    super(scope, id);
    const stack = Stack.of(this);

    if (props.key) checkKey(stack, props.key);
    const key =
      props.key ??
      new kms.Key(this, 'Key', {
        description: `Data at rest of ${this.node.scope!.node.path}`,
        enableKeyRotation: true,
        removalPolicy: removalFor(props.dataProtection).stateful,
      });

    // CloudWatch Logs uses the key on its own behalf, for log groups of this account and region only.
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'CloudWatchLogs',
        principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: '*' }) } },
      }),
    );
    this.policyOwner = key;
    this.key = Stack.of(key) === stack ? key : kms.Key.fromKeyArn(this, 'KeyOfAnotherStack', key.keyArn);
  }

  /** Adds to the key's policy, and says whether that was possible: an imported key's is its owner's. @internal */
  public _addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.policyOwner.addToResourcePolicy(statement, true).statementAdded;
  }
}

/** An alias would be granted to nobody: IAM policies name keys, not aliases. */
function checkKey(stack: Stack, key: kms.IKey): void {
  const arn = JSON.stringify(stack.resolve(key.keyArn));
  const region = arn.startsWith('"arn:') ? arn.split(':')[3] : stack.region;
  if (![region, stack.region].some((each) => Token.isUnresolved(each)) && region !== stack.region) {
    throw invalid('encryptionKey', `a key in ${region}`, `in the stack's region, ${stack.region}`);
  }
  if (arn.includes(':alias/')) throw invalid('encryptionKey', arn, "a key by its ARN ('kms.Key.fromKeyArn'), not an alias");
}
