import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { identityMark, regionWideName } from '../../settings/names';

/** SSM takes 128 characters. */
const LONGEST = 128;

/** Ids of rooms that people need not read in a name. */
const ROOMS = ['Operations', 'Runbooks'];

/** SSM keeps names for itself that begin so. */
const RESERVED = /^(aws|amazon|amzn)/i;

/** A document's name, of letters, digits, dashes, dots and underscores. */
export function documentName(scope: IConstruct, id: string): string {
  const isRoom = ROOMS.includes(scope.node.id) && !Stack.isStack(scope);
  if (isRoom) return documentName(scope.node.scope!, id);
  const name = regionWideName(scope, id, LONGEST);
  const valid = name.replace(/[^\w.-]+/g, '-').replace(RESERVED, 'pdf-$1');
  return valid === name ? name : `${valid.slice(0, LONGEST - 9)}-${identityMark(scope, id)}`;
}
