import { createHash } from 'node:crypto';
import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Eight characters that tell a construct from all others of an account and region: of the stack's name, and the path within the stack.
 * A stack that moves into a Stage, or is renamed in code alone, is the same stack to CloudFormation, and its resources keep their names.
 */
export function identityMark(scope: IConstruct, more = ''): string {
  const { stackName, node } = outermostStack(scope);
  const within = scope.node.path.slice(node.path.length);
  return shortHash(`${Token.isUnresolved(stackName) ? '' : stackName}${within}/${more}`);
}

/** The stack whose name is known at synth: a nested one gets its name when it is deployed. */
export function outermostStack(scope: IConstruct): Stack {
  const stack = Stack.of(scope);
  return stack.nestedStackParent ? outermostStack(stack.nestedStackParent) : stack;
}

/**
 * A name for what is named once in an account, whatever the region: the default names of CloudFront's L2s are the same in every region,
 * and so a stack could not be deployed in two. `id` is the construct's, below `scope`.
 */
export function accountWideName(scope: IConstruct, maxLength: number, id: string): string {
  const { stackName, region } = outermostStack(scope);
  const mark = identityMark(scope, id);
  const room = maxLength - mark.length - LONGEST_REGION - 2;
  const readable = Token.isUnresolved(stackName) ? id : `${id}-${stackName}`.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, room);
  return `${readable}-${mark}-${region}`;
}

const LONGEST_REGION = 'ap-southeast-99'.length;

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** A name for what is named once in a region: readable, since people see it in messages. `id` is the construct's, below `scope`. */
export function regionWideName(scope: IConstruct, id: string, maxLength: number): string {
  const { stackName, node } = outermostStack(scope);
  const within = scope.node.path.slice(node.path.length).split('/').filter((part) => part !== '');
  // Stack 'App' with 'Prod-P' would have the names of stack 'App-Prod' with 'P'.
  const mark = within.some((part) => part.includes('-')) ? [identityMark(scope)] : [];
  const name = [Token.isUnresolved(stackName) ? node.id : stackName, ...within, id, ...mark].join('-');
  return name.length <= maxLength ? name : `${name.slice(0, maxLength - 9)}-${shortHash(name)}`;
}
