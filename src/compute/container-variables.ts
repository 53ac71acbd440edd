import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerVariable } from './container-contract';

/**
 * What contradicts the contract in a container to which variables were added after the platform had set its own: `addEnvironment` would
 * replace them in silence, and ECS refuses a name that is both a variable and a secret.
 */
export function contradictions(container: ecs.ContainerDefinition, told: Map<string, string>): string[] {
  const { environment = [], secrets = [] } = container.renderContainerDefinition();
  const variables = (environment as { name: string; value: string }[]).map(({ name, value }) => ({ name, value }));
  const secretNames = (secrets as { name: string }[]).map(({ name }) => name);
  const taken: string[] = Object.values(ContainerVariable);
  const replaced = variables.filter(({ name, value }) => told.has(name) && told.get(name) !== value).map(({ name }) => name);
  const twice = secretNames.filter((name, index) => secretNames.indexOf(name) !== index || variables.some((variable) => variable.name === name));
  return [
    ...replaced.map((name) => `cdk-pdf-web-platform: the container's variable ${name} is the platform's to set (it is one of ${taken.join(', ')})`),
    ...[...new Set(twice)].map((name) => `cdk-pdf-web-platform: the container has ${name} twice, as a variable or a secret`),
  ];
}
