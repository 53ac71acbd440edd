import { Names, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { identityMark } from '../settings/names';

/** RDS takes 63 characters; the replica's suffix and the snapshot's mark need some of them. */
const LONGEST = 46;

/**
 * The instance's name. It is fixed for two reasons: the log groups can be made (with their retention) before the instance, and an
 * update that would replace the instance fails instead of replacing it, since the name is taken. Restoring from another snapshot
 * is the one wanted replacement, so the snapshot is part of the name.
 */
export function instanceIdentifier(scope: Construct, snapshotIdentifier?: string): string {
  const { stackName } = Stack.of(scope);
  const path = Names.uniqueResourceName(scope, { maxLength: LONGEST });
  const readable = Token.isUnresolved(stackName) ? path : `${stackName}-${scope.node.scope!.node.id}`;
  const mark = identityMark(scope, snapshotIdentifier);
  const name = readable
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  return `${name || 'db'}-${mark}`;
}
