import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/**
 * Lets somebody who may read a secret decrypt it as well. A secret's own grant does that through the policy of its key, which is out of
 * reach where the key was imported: then it must be the reader's policy.
 */
export function grantDecrypt(secret: secretsmanager.ISecret, ...readers: iam.IGrantable[]): void {
  const { encryptionKey: key } = secret;
  if (!key || key instanceof kms.Key) return;
  for (const { grantPrincipal } of readers) {
    grantPrincipal.addToPrincipalPolicy(
      new iam.PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(secret).region}.amazonaws.com` } },
      }),
    );
  }
}
