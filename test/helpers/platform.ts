import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PdfWebPlatform, type PdfWebPlatformProps, PlatformPreset } from '../../src';

// The offline validator costs seconds for each app; test/presets/validation.test.ts is where it runs, with its rules as errors.
process.env.CDK_VALIDATION ??= 'false';

export interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly platform: PdfWebPlatform;
  readonly template: Template;
}

/** A stack in a region whose availability zones need no lookup, since the account is unknown. */
export function makeStack(props: StackProps = {}, context?: Record<string, unknown>): Stack {
  const app = new App({ context });
  return new Stack(app, 'Stack', { env: { region: 'us-east-1' }, ...props });
}

/** A platform in a stack of its own, with its template. */
export function makePlatform(props: Partial<PdfWebPlatformProps> = {}, stack: Stack = makeStack()): Made {
  const platform = new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prod(), ...props });
  return { app: stack.node.root as App, stack, platform, template: Template.fromStack(stack) };
}

/** All resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Record<string, any> {
  return template.findResources(type);
}

/** The load balancer's rule to the tasks; the other one is the maintenance page's. */
export function productionRule(template: Template): any {
  return Object.values(resourcesOf(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')).find(({ Properties }) => Properties.Priority === 100);
}

/** The one resource of a type. */
export function onlyResource(template: Template, type: string): any {
  const found = Object.values(resourcesOf(template, type));
  if (found.length !== 1) throw new Error(`expected one ${type}, found ${found.length}`);
  return found[0];
}
