import { TimeZone, Token } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Expressions } from './expressions';
import { checkInteger, conflict } from '../../settings/checks';

/** The bounds of scaling while there is work, with the defaults of `compute`. */
export interface TaskBounds {
  readonly minTasks?: number;
  readonly maxTasks?: number;
}

const LEAST = 2;
const MOST = 100;

export function checkTasks({ minTasks, maxTasks }: TaskBounds): void {
  if (Token.isUnresolved(minTasks) && maxTasks === undefined) throw conflict("'compute.maxTasks' is needed where 'compute.minTasks' is a token");
  checkInteger('compute.minTasks', minTasks, 1, MOST);
  checkInteger('compute.maxTasks', maxTasks, minTasks ?? LEAST, MOST);
}

/** Scales a service to nothing and back; between the two, its other scaling goes on. */
export function scaleTasks(scaling: ecs.ScalableTaskCount, { start, stop }: Expressions, zone: string, bounds: TaskBounds): void {
  const timeZone = TimeZone.of(zone);
  const minCapacity = bounds.minTasks ?? LEAST;
  const maxCapacity = bounds.maxTasks ?? Math.min(MOST, minCapacity * 3);
  scaling.scaleOnSchedule('OfficeHoursStart', { schedule: appscaling.Schedule.expression(start), timeZone, minCapacity, maxCapacity });
  scaling.scaleOnSchedule('OfficeHoursStop', { schedule: appscaling.Schedule.expression(stop), timeZone, minCapacity: 0, maxCapacity: 0 });
}
