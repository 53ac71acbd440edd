import { scalableTargetOf } from './pricing/tasks';
import { listOf, numberOf, refersTo, type TemplateResource, textOf } from './template-resources';
import { weeklyHours } from './weekly-hours';

const HOURS_OF_WEEK = 168;
/** What EventBridge Scheduler calls to start and to stop, by the type of what is started and stopped. */
export const CALLS: Record<string, { start: string; stop: string }> = {
  'AWS::RDS::DBInstance': { start: 'rds:startDBInstance', stop: 'rds:stopDBInstance' },
  'AWS::EC2::Instance': { start: 'ec2:startInstances', stop: 'ec2:stopInstances' },
};

/**
 * The part of the time that a resource runs, from 0 to 1: less than all where the template has schedules that stop it and start it again.
 */
export function runningShare(resource: TemplateResource, resources: readonly TemplateResource[]): number {
  const [starts, stops] = resource.type === 'AWS::ECS::Service' ? ofTasks(resource, resources) : ofCalls(resource, resources);
  return (weeklyHours(starts, stops) ?? HOURS_OF_WEEK) / HOURS_OF_WEEK;
}

type Expressions = [starts: string[], stops: string[]];

/** Schedules that call the service's API with the resource's name. */
function ofCalls(resource: TemplateResource, resources: readonly TemplateResource[]): Expressions {
  const calls = CALLS[resource.type];
  const schedules = resources.filter(({ type, properties }) => type === 'AWS::Scheduler::Schedule' && properties.State !== 'DISABLED');
  const expressions = (call: string) => schedules
    .filter(({ properties: { Target: target } }) => textOf(target?.Arn).endsWith(`:aws-sdk:${call}`) && names(target?.Input, resource))
    .map(({ properties }) => textOf(properties.ScheduleExpression));
  return calls ? [expressions(calls.start), expressions(calls.stop)] : [[], []];
}

function names(input: unknown, resource: TemplateResource): boolean {
  const identifier = resource.properties.DBInstanceIdentifier;
  // In quotes, since a replica's identifier begins with its source's.
  return refersTo(input, resource) || textOf(input).includes(`\${${resource.logicalId}}`)
    || (typeof identifier === 'string' && textOf(input).includes(`"${identifier}"`));
}

/** Scheduled actions that let no task run, and those that let some. */
function ofTasks(service: TemplateResource, resources: readonly TemplateResource[]): Expressions {
  const actions = listOf<{ Schedule?: unknown; ScalableTargetAction?: { MaxCapacity?: unknown } }>(
    scalableTargetOf(service, resources)?.properties.ScheduledActions,
  );
  const stopping = actions.filter(({ ScalableTargetAction: action }) => numberOf(action?.MaxCapacity) === 0);
  const expressions = (of: typeof actions) => of.map(({ Schedule: schedule }) => textOf(schedule));
  return [expressions(actions.filter((action) => !stopping.includes(action))), expressions(stopping)];
}
