import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ComputeCapacity, PlatformCompute } from '../../../src';
import { PlatformPatching, type PlatformPatchingProps } from '../../../src/operations/patching/platform-patching';
import { makeStack } from '../../helpers/platform';

export const ON_INSTANCE = ComputeCapacity.ec2Instance();

/** Patching with what it patches, without a preset: by default tasks on Fargate. */
export function makePatching(props: Partial<PlatformPatchingProps> = {}, capacity = ComputeCapacity.fargate(), stack: Stack = makeStack()) {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, restrictDefaultSecurityGroup: false });
  const compute = new PlatformCompute(stack, 'Compute', { vpc, capacity });
  const patching = new PlatformPatching(stack, 'Patching', { compute, ...props });
  return {
    stack,
    compute,
    patching,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

export type MadePatching = ReturnType<typeof makePatching>;

/** What a reference to a construct becomes in the template. */
export function idOf(stack: Stack, construct: any): string {
  return stack.getLogicalId(construct.node.defaultChild ?? construct);
}

/** The statements of a role's own policy. */
export function statementsOf({ stack, template }: MadePatching, role: any): any[] {
  return template.findResources('AWS::IAM::Policy')[idOf(stack, role.node.findChild('DefaultPolicy'))].Properties.PolicyDocument.Statement;
}

/** The statements of who may assume a role. */
export function trustOf({ stack, template }: MadePatching, role: any): any[] {
  return template.findResources('AWS::IAM::Role')[idOf(stack, role)].Properties.AssumeRolePolicyDocument.Statement;
}

/** An ARN of the stack's account and region, as the template joins it. */
export function arn(service: string, ...rest: any[]) {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:us-east-1:`, { Ref: 'AWS::AccountId' }, ...rest]] };
}
