import { ofType, type PricingContext } from './charge';
import { amountOf, listOf, numberOf, refersTo, type TemplateResource } from '../template-resources';

/** What Fargate charges a task by. */
export interface TaskSize {
  readonly vcpu: number;
  readonly gb: number;
  readonly processor: 'x86' | 'arm64';
  readonly extraStorageGb: number;
}

/** GB of storage that each task has for free. */
const FREE_STORAGE_GB = 20;

/** The size of a service's tasks; undefined if the template does not say it. */
export function taskSizeOf(service: TemplateResource, context: PricingContext): TaskSize | undefined {
  const definition = ofType(context, 'AWS::ECS::TaskDefinition').find((other) => refersTo(service.properties.TaskDefinition, other));
  const vcpu = amount(definition?.properties.Cpu, /^(.*?)\s*vCPU$/i);
  const gb = amount(definition?.properties.Memory, /^(.*?)\s*GB$/i);
  if (!definition || vcpu === undefined || gb === undefined) return undefined;
  const processor = definition.properties.RuntimePlatform?.CpuArchitecture === 'ARM64' ? 'arm64' : 'x86';
  const storage = numberOf(definition.properties.EphemeralStorage?.SizeInGiB) ?? FREE_STORAGE_GB;
  return { vcpu, gb, processor, extraStorageGb: Math.max(0, storage - FREE_STORAGE_GB) };
}

/** Either in units of 1024, or spelt out with the unit. */
function amount(value: unknown, withUnit: RegExp): number | undefined {
  const spelt = typeof value === 'string' ? withUnit.exec(value) : null;
  if (spelt) return numberOf(spelt[1]);
  const units = numberOf(value);
  return units === undefined ? undefined : units / 1024;
}

/** Tasks on average: as assumed, else the fewest that scaling keeps, else as many as asked for. */
export function taskCount(service: TemplateResource, context: PricingContext): number {
  const { averageTasks } = context.figures;
  if (averageTasks !== undefined) return averageTasks;
  const fewest = scalableTargetOf(service, context.resources)?.properties.MinCapacity;
  if (fewest === undefined) return amountOf(service.properties.DesiredCount, 1);
  const least = amountOf(fewest, 1);
  return least === 0 ? (startedBySchedule(service, context) ?? 0) : least;
}

/** What scales a service. */
export function scalableTargetOf(service: TemplateResource, resources: readonly TemplateResource[]): TemplateResource | undefined {
  return resources.find(({ type, properties }) => type === 'AWS::ApplicationAutoScaling::ScalableTarget' && refersTo(properties.ResourceId, service));
}

/** Where tasks are scaled to none outside of office hours, the schedule says how many there are within. */
function startedBySchedule(service: TemplateResource, { resources }: PricingContext): number | undefined {
  const actions = listOf<{ ScalableTargetAction?: { MinCapacity?: number } }>(scalableTargetOf(service, resources)?.properties.ScheduledActions);
  return actions.map(({ ScalableTargetAction: action }) => numberOf(action?.MinCapacity)).find((tasks) => tasks);
}
