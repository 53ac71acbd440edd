import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Bill } from '../../src/cost/bill';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, any>;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Resources: Record<string, Resource>;
  readonly Outputs?: Record<string, { readonly Value: any }>;
}

export interface SynthesizedStack {
  readonly name: string;
  readonly region: string;
  readonly template: Template;
  readonly path: string;
  readonly bytes: number;
  readonly terminationProtection: boolean;
  /** Names of the stacks that are deployed before it. */
  readonly dependencies: string[];
  /** Rules that were acknowledged in it, with the reasons. */
  readonly acknowledged: Record<string, string>[];
}

/** A platform: the stack with its outputs, and the support stacks that it needs. */
export interface SynthesizedPlatform {
  readonly preset: string;
  readonly main: SynthesizedStack;
  readonly support: SynthesizedStack[];
  /** What it costs in a month, as the library computed it from the templates. */
  readonly bill: Bill;
}

/** The platforms of a synthesized assembly. */
export function readPlatforms(folder: string): SynthesizedPlatform[] {
  const stacks = readStacks(folder);
  return stacks.flatMap((main) => {
    const preset = /preset (\S+)$/.exec((main.template as any).Description ?? '')?.[1];
    if (!preset) return [];
    const { bills: [bill] } = readJson(resolve(folder, 'cost', `${main.name}.Platform.json`));
    // What it needs is deployed before it, what watches it after it.
    const support = stacks.filter((stack) => main.dependencies.includes(stack.name) || stack.dependencies.includes(main.name));
    return [{ preset, main, bill, support }];
  });
}

function readStacks(folder: string): SynthesizedStack[] {
  const manifest = readJson(resolve(folder, 'manifest.json'));
  const artifacts = Object.entries<any>(manifest.artifacts).filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack');
  return artifacts.map(([id, { properties, environment, dependencies = [], additionalMetadataFile }]) => {
    const path = resolve(folder, properties.templateFile);
    const metadata = additionalMetadataFile ? readJson(resolve(folder, additionalMetadataFile)) : {};
    return {
      name: properties.stackName ?? id,
      region: environment.split('/').at(-1),
      template: readJson(path),
      path,
      bytes: statSync(path).size,
      terminationProtection: properties.terminationProtection ?? false,
      dependencies: dependencies.filter((dependency: string) => artifacts.some(([other]) => other === dependency)),
      acknowledged: Object.values<any[]>(metadata).flat().filter(({ type }) => type === 'aws:cdk:acknowledged-rules').map(({ data }) => data),
    };
  });
}

export function readJson(path: string): any {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The resources of a type, with their logical ids. */
export function resourcesOf(template: Template, type: string): { id: string; properties: Record<string, any> }[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, { Properties }]) => ({ id, properties: Properties ?? {} }));
}
