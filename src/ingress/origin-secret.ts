import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge, inPacks } from '../settings/acknowledge';

export interface OriginSecretProps {
  readonly encryptionKey?: kms.IKey;
}

/**
 * What CloudFront says in a header and the load balancer's rule asks for. Both read it when the stack is deployed, so the value is
 * in no template.
 */
export class OriginSecret extends Construct {
  public readonly secret: secretsmanager.Secret;

  constructor(scope: Construct, id: string, props: OriginSecretProps = {}) {
    super(scope, id);
    this.secret = new secretsmanager.Secret(this, 'Secret', {
      description: 'What CloudFront says in the header X-Origin-Verify',
      encryptionKey: props.encryptionKey,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    acknowledge(
      this.secret,
      'CloudFront and the listener rule must change together, which a rotation function cannot do; a new secret is a deployment. ' +
        "The security group's prefix list is the first lock, this header the second.",
      'AwsSolutions-SMG4',
      ...inPacks('SecretsManagerRotationEnabled'),
    );
    if (!props.encryptionKey) {
      acknowledge(this.secret, 'Secrets Manager encrypts the secret with the AWS managed key; a key of the customer\'s own is the choice of "customerManagedKey".', ...inPacks('SecretsManagerUsingKMSKey'));
    }
  }

  /** The value, as a reference that CloudFormation resolves at deployment. */
  public get value(): string {
    return this.secret.secretValue.unsafeUnwrap();
  }
}
