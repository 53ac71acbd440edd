import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnElement, CfnResource, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { TemplateResource } from './template-resources';

/** Everything below constructs as it was synthesized: overrides and escape hatches count, and what others put into the same stacks does not. */
export function synthesizedResources(outdir: string, roots: IConstruct[]): TemplateResource[] {
  const elements = roots.flatMap((root) => root.node.findAll()).filter((each): each is CfnResource => CfnResource.isCfnResource(each));
  const stacks = [...new Set(elements.map((element) => Stack.of(element)))];
  return stacks.flatMap((stack) => {
    const template = JSON.parse(readFileSync(join(outdir, stack.templateFile), 'utf8'));
    return elements
      .filter((element) => Stack.of(element) === stack)
      .map((element) => ({ element, logicalId: logicalIdOf(element) }))
      // What a condition or an aspect took out of the template is not there to pay for.
      .filter(({ logicalId }) => template.Resources?.[logicalId] !== undefined)
      .map(({ element, logicalId }) => ({
        logicalId,
        type: template.Resources[logicalId].Type,
        properties: template.Resources[logicalId].Properties ?? {},
        path: element.node.path.replace(/\/Resource$/, ''),
        region: regionOf(stack),
        stack: stack.stackName,
      }));
  });
}

/** The stack's region; where it is decided at deployment, one that no price is known for. */
export function regionOf(stack: Stack): string {
  return Token.isUnresolved(stack.region) ? 'unknown region' : stack.region;
}

function logicalIdOf(element: CfnElement): string {
  return Stack.of(element).resolve(element.logicalId);
}
