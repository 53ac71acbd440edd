import { Names, Stack, Stage, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { conflict } from './checks';
import { outermostStack, shortHash } from './names';

/** Where CloudFront has its certificate, its web ACL and its metrics. */
export const EDGE_REGION = 'us-east-1';

export interface SupportStackProps {
  readonly region: string;
  readonly description: string;
  readonly terminationProtection: boolean;
}

/**
 * A sibling of the platform's stack in another region, named after both and the room that needs it, so that two platforms of one stack
 * have one each. Who refers to whom must be decided once for each such stack: both ways would make them wait for each other.
 */
export function makeSupportStack(room: Construct, props: SupportStackProps): Stack {
  const stack = Stack.of(room);
  const stage = Stage.of(room);
  if (!stage) throw conflict(`the platform's stack must be in an App or a Stage, so that its ${props.region} support stack can be made beside it`);
  const within = room.node.path.slice(stack.node.path.length).replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  // The region is part of it: one stack name may be used in several, and their support stacks meet in this one.
  const name = `${Names.uniqueResourceName(stack, { maxLength: 80, separator: '-' })}-${stack.region}-${within}-${props.region}`;
  return new Stack(stage, name, {
    stackName: Token.isUnresolved(stack.stackName) ? undefined : shorten(`${stack.stackName}-${stack.region}-${within}-${props.region}`),
    env: { account: stack.account, region: props.region },
    description: `${props.description} for ${outermostStack(stack).stackName}`,
    terminationProtection: props.terminationProtection,
  });
}

/** CloudFormation takes 128 characters. */
function shorten(name: string): string {
  if (name.length <= 128) return name;
  return `${name.slice(0, 119)}-${shortHash(name)}`;
}
