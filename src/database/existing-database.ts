import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ExistingDatabase } from './database-options';
import { conflict, invalid } from '../settings/checks';

/** The tasks must be let in, and the container is told one port for both. */
export function checkExisting(scope: Construct, { instance, readReplica }: ExistingDatabase): void {
  for (const [prop, each] of Object.entries({ instance, readReplica })) {
    if (each?.connections.securityGroups.length === 0) throw conflict(`'database.existing.${prop}' needs its 'securityGroups', which the tasks are let into`);
  }
  const [port, replicaPort] = [instance, readReplica].map((each) => each && Stack.of(scope).resolve(each.connections.defaultPort?.toString()));
  if (readReplica && typeof port === 'string' && typeof replicaPort === 'string' && port !== replicaPort) {
    throw invalid('database.existing.readReplica', `port ${replicaPort}`, `on the instance's port, which is ${port}`);
  }
}

/**
 * A secret of another stack, and its key, by their ARNs: what its own grants would write into that stack's key policy would make the
 * stacks wait for each other.
 */
export function secretSeenFrom(scope: Construct, secret: secretsmanager.ISecret): secretsmanager.ISecret {
  if (Stack.of(secret) === Stack.of(scope)) return secret;
  const { encryptionKey } = secret;
  return secretsmanager.Secret.fromSecretAttributes(scope, 'SecretOfAnotherStack', {
    secretCompleteArn: secret.secretArn,
    encryptionKey: encryptionKey && kms.Key.fromKeyArn(scope, 'KeyOfSecretOfAnotherStack', encryptionKey.keyArn),
  });
}
