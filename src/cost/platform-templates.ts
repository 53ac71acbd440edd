import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnElement, CfnResource, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { TemplateResource } from './template-resources';
import { conflict } from '../settings/checks';

/** Everything below constructs as it was synthesized: overrides and escape hatches count, and what others put into the same stacks does not. */
export function synthesizedResources(outdir: string, roots: IConstruct[]): TemplateResource[] {
  const elements = roots.flatMap((root) => root.node.findAll()).filter((each): each is CfnResource => CfnResource.isCfnResource(each));
  const stacks = [...new Set(elements.map((element) => Stack.of(element)))];
  return stacks.flatMap((stack) => {
    const path = join(outdir, stack.templateFile);
    if (!existsSync(path)) throw conflict(`'cost.report' reads the templates of stacks that were made before it, and '${stack.node.path}' was made after it`);
    const template = JSON.parse(readFileSync(path, 'utf8'));
    return elements
      .filter((element) => Stack.of(element) === stack)
      .map((element) => ({ element, logicalId: logicalIdOf(element) }))
      // What an escape hatch took out of the template is not there to pay for. What has a condition counts as if it is made.
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
