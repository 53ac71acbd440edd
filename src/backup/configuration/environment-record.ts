import { type IResolvable, type IResolveContext, Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';

/** What an advanced parameter takes, in bytes. */
export const MOST_BYTES = 8192;

/**
 * A container's environment as JSON text, its names in order: the variables with their values, and of the secrets where their values are.
 * It is read when the template is made, since variables may be added until then.
 */
export class EnvironmentRecord implements IResolvable {
  public readonly creationStack: string[] = [];

  constructor(private readonly container: ecs.ContainerDefinition) {}

  public resolve(context: IResolveContext): unknown {
    const { environment = [], secrets = [] } = this.container.renderContainerDefinition();
    const record = {
      environment: inOrder(environment as { name: string; value: string }[], ({ value }) => value),
      secrets: inOrder(secrets as { name: string; valueFrom: string }[], ({ valueFrom }) => valueFrom),
    };
    context.registerPostProcessor({ postProcess: withoutReferences });
    // Lines of their own: people read it in the console, and compare versions of it.
    return Stack.of(this.container).toJsonString(record, 1);
  }

  public toString(): string {
    return 'the environment of a container';
  }
}

/** How many bytes are known before the deployment: what the values of tokens add to them is not. */
export function knownBytes(resolved: unknown): number {
  const parts: unknown[] = typeof resolved === 'string' ? [resolved] : (resolved as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  return parts.reduce<number>((sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : 0), 0);
}

function inOrder<T extends { name: string }>(entries: T[], valueOf: (entry: T) => string): Record<string, string> {
  const names = entries.map((entry): [string, string] => [entry.name, valueOf(entry)]);
  return Object.fromEntries(names.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Parameter Store refuses `{{…}}`, and CloudFormation would put a secret in the place of a dynamic reference to it. As JSON writes it in
 * another way, it stays the reference.
 */
function withoutReferences(json: unknown): unknown {
  if (typeof json === 'string') return json.replace(/\{(?=\{)/g, '\\u007b');
  if (Array.isArray(json)) return json.map(withoutReferences);
  if (typeof json !== 'object') return json;
  return Object.fromEntries(Object.entries(json as object).map(([key, value]) => [key, withoutReferences(value)]));
}
