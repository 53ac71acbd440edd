import { type App, Stack } from 'aws-cdk-lib';

/** What refers to what, or waits for it. */
export type Graph = Record<string, string[]>;

/** The resources of a template. */
export function resourceGraph({ Resources: resources }: any): Graph {
  return Object.fromEntries(Object.entries<any>(resources).map(([id, { Properties, DependsOn = [] }]) =>
    [id, [...referredTo(Properties), ...[DependsOn].flat()].filter((each) => each in resources)]));
}

/** The stacks of an app: what each is deployed after, and what it takes values from, weakly or not. */
export function stackGraph(app: App): Graph {
  const stacks = app.node.findAll().filter((each) => Stack.isStack(each));
  const templates = Object.fromEntries(app.synth().stacks.map(({ stackName, template }) => [stackName, JSON.stringify(template)]));
  return Object.fromEntries(stacks.map(({ stackName, dependencies }) => {
    const taken = [...templates[stackName].matchAll(/"(?:Fn::GetStackOutput":\{"StackName|Fn::ImportValue)":"([\w-]+)/g)].map(([, name]) => name);
    return [stackName, [...new Set([...dependencies.map((each) => each.stackName), ...taken])]];
  }));
}

/** Every way that leads back to where it began. */
export function cyclesIn(graph: Graph): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const follow = (each: string, path: string[]) => {
    if (path.includes(each)) found.push([...path.slice(path.indexOf(each)), each].join(' > '));
    if (path.includes(each) || done.has(each)) return;
    for (const next of graph[each]) follow(next, [...path, each]);
    done.add(each);
  };
  Object.keys(graph).forEach((each) => follow(each, []));
  return found;
}

function referredTo(value: any): string[] {
  if (Array.isArray(value)) return value.flatMap(referredTo);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries<any>(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [inner];
    if (key === 'Fn::GetAtt') return [[inner].flat()[0].split('.')[0]];
    if (key === 'Fn::Sub') return [...[inner].flat()[0].matchAll(/\$\{(\w+)/g)].map(([, id]) => id);
    return referredTo(inner);
  });
}
