import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PlatformCompute, type PlatformComputeProps } from '../../src';
import { makeStack, onlyResource } from '../helpers/platform';

/** The room alone, without a preset: what is not given here is the documented default. */
export function makeCompute(props: Partial<PlatformComputeProps> = {}, stack = makeStack()) {
  const vpc = props.vpc ?? new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, restrictDefaultSecurityGroup: false });
  const compute = new PlatformCompute(stack, 'Compute', { vpc, ...props });
  return { stack, vpc, compute, template: Template.fromStack(stack) };
}

/** The properties of the one service. */
export function serviceOf(template: Template): any {
  return onlyResource(template, 'AWS::ECS::Service').Properties;
}

/** The properties of the one task definition. */
export function taskOf(template: Template): any {
  return onlyResource(template, 'AWS::ECS::TaskDefinition').Properties;
}

/** The one container of the one task definition. */
export function containerOf(template: Template): any {
  const containers = taskOf(template).ContainerDefinitions;
  if (containers.length !== 1) throw new Error(`expected one container, found ${containers.length}`);
  return containers[0];
}

/** The container's plain variables. */
export function environmentOf(template: Template): Record<string, any> {
  return Object.fromEntries((containerOf(template).Environment ?? []).map(({ Name, Value }: any) => [Name, Value]));
}

/** The container's secrets. */
export function secretsOf(template: Template): Record<string, any> {
  return Object.fromEntries((containerOf(template).Secrets ?? []).map(({ Name, ValueFrom }: any) => [Name, ValueFrom]));
}
