import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The resources of a type below a construct. */
export function resourcesIn(scope: IConstruct, type: string): CfnResource[] {
  return scope.node.findAll().filter((each): each is CfnResource => CfnResource.isCfnResource(each) && each.cfnResourceType === type);
}
