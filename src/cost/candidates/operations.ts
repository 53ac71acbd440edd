import { Size } from 'aws-cdk-lib';
import { type Candidate, type Design, edited, made, ofType, withResources } from './candidate';
import { OfficeHours } from '../office-hours/office-hours';
import { figuresOf } from '../pricing/figures';
import { CALLS, runningShare } from '../running-hours';
import { isOn, numberOf, type TemplateResource } from '../template-resources';

const MONTH = 30;

const SHORTER_RETENTION: Candidate = {
  change: '\'compute.logRetention\', \'database.logRetention\' and \'network.flowLogRetention\' of a month',
  tradeOff: 'What happened longer ago than a month cannot be looked up.',
  apply: (design) => edited(design,
    ofType(design, 'AWS::Logs::LogGroup').filter(({ properties }) => (numberOf(properties.RetentionInDays) ?? Infinity) > MONTH),
    ({ properties }) => (properties.RetentionInDays = MONTH)),
};

const FEWER_LOGS: Candidate = {
  change: "half the logs: a higher level in the application, or 'network.flowLogs' false",
  tradeOff: 'Less can be looked up when something is wrong.',
  apply: (design) => {
    const { logs } = figuresOf(design.usage);
    return { ...design, usage: { ...design.usage, logs: Size.gibibytes(logs / 2) } };
  },
};

/** Something for development: one instance with tasks, and a database that no replica keeps from being stopped. */
function stoppable(design: Design): TemplateResource[] {
  const isForDevelopment = ofType(design, 'AWS::ECS::Service').some(({ properties }) => properties.LaunchType === 'EC2');
  const databases = ofType(design, 'AWS::RDS::DBInstance');
  const hosts = ofType(design, 'AWS::EC2::Instance').filter(({ properties }) => properties.SourceDestCheck !== false);
  const all = [...hosts, ...(databases.length === 1 && !isOn(databases[0].properties.MultiAZ) ? databases : [])];
  return isForDevelopment ? all.filter((resource) => runningShare(resource, design.platform.resources) === 1) : [];
}

function schedule(design: Design, { logicalId }: TemplateResource, call: string, expression: string): TemplateResource {
  return made(design, `${logicalId}${call}`, 'AWS::Scheduler::Schedule', {
    ScheduleExpression: expression,
    Target: { Arn: `arn:aws:scheduler:::aws-sdk:${call}`, Input: { 'Fn::Join': ['', ['["', { Ref: logicalId }, '"]']] } },
  });
}

const OFFICE_HOURS: Candidate = {
  change: "'cost.officeHours' OfficeHours.weekdays()",
  tradeOff: 'Outside of 50 hours a week nobody can use it without starting it by hand.',
  apply: (design) => {
    const { start, stop, databaseStart, databaseStop } = OfficeHours.weekdays()._expressions;
    const schedules = stoppable(design).flatMap((resource) => {
      const hours = resource.type === 'AWS::RDS::DBInstance' ? [databaseStart, databaseStop] : [start, stop];
      const { start: startCall, stop: stopCall } = CALLS[resource.type];
      return [startCall, stopCall].map((call, index) => schedule(design, resource, call, hours[index]));
    });
    return schedules.length > 0 ? withResources(design, [...design.platform.resources, ...schedules]) : undefined;
  },
};

export const OPERATIONS_CANDIDATES = [SHORTER_RETENTION, FEWER_LOGS, OFFICE_HOURS];
