import { arn, idOf, makePatching, statementsOf, trustOf } from './make-patching';
import { WeekDay } from '../../../src';
import { Blackout } from '../../../src/operations/patching/blackout';
import { PatchWindow } from '../../../src/operations/patching/patch-window';
import { onlyResource } from '../../helpers/platform';

const BLACKOUTS = [Blackout.yearly('12-20', '01-07')];

describe('R10.2 tasks are replaced in the window', () => {
  const made = makePatching();
  const { stack, patching, compute, template } = made;
  const service = { Ref: idOf(stack, compute.service.node.findChild('Service')) };
  const serviceName = { 'Fn::GetAtt': [service.Ref, 'Name'] };
  const cluster = { Ref: idOf(stack, compute.cluster) };

  test('by a call of ECS on Sunday at night', () => {
    expect(onlyResource(template, 'AWS::Scheduler::Schedule').Properties).toEqual({
      Description: 'Replaces the tasks, so that patches of Fargate and of the image land',
      GroupName: { Ref: idOf(stack, patching.scheduleGroup) },
      ScheduleExpression: 'cron(0 4 ? * SUN *)',
      ScheduleExpressionTimezone: 'America/New_York',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':scheduler:::aws-sdk:ecs:updateService']] },
        RoleArn: { 'Fn::GetAtt': [idOf(stack, patching.schedulerRole), 'Arn'] },
        Input: { 'Fn::Join': ['', ['{"Cluster":"', cluster, '","Service":"', serviceName, '","ForceNewDeployment":true}']] },
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
      },
    });
    expect(patching.schedule).toBeDefined();
    expect(patching.description).toBe('SUN 04:00 America/New_York');
  });

  test('R3.2 the role may do exactly this', () => {
    expect(statementsOf(made, patching.schedulerRole)).toEqual([{ Effect: 'Allow', Action: 'ecs:UpdateService', Resource: service }]);
    expect(trustOf(made, patching.schedulerRole)).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: {
          StringEquals: {
            'aws:SourceAccount': { Ref: 'AWS::AccountId' },
            'aws:SourceArn': { 'Fn::GetAtt': [idOf(stack, patching.scheduleGroup), 'Arn'] },
          },
        },
      },
    ]);
  });

  test('by nothing else', () => {
    for (const type of ['Document', 'PatchBaseline', 'MaintenanceWindow', 'MaintenanceWindowTask']) template.resourceCountIs(`AWS::SSM::${type}`, 0);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    const { calendar, redeployDocument, redeployRole, patchBaseline, maintenanceWindow, patchDocument, patchRole } = patching;
    expect([calendar, redeployDocument, redeployRole, patchBaseline, maintenanceWindow, patchDocument, patchRole].filter(Boolean)).toEqual([]);
  });

  test.each([
    ['never', { window: PatchWindow.never(), blackouts: BLACKOUTS }],
    ['not to be redeployed', { redeploy: false, blackouts: BLACKOUTS }],
  ])('%s: nothing is made', (_name, props) => {
    const { template: without, patching: none } = makePatching(props);
    expect(JSON.stringify(without.toJSON())).not.toContain('"Patching');
    expect([none.schedule, none.calendar]).toEqual([undefined, undefined]);
  });

  test('an empty list of blackouts is none', () => {
    expect(makePatching({ blackouts: [] }).template.toJSON()).toEqual(template.toJSON());
  });
});

describe('R10.2 with blackouts, the calendar is asked first', () => {
  const made = makePatching({ blackouts: BLACKOUTS, window: PatchWindow.monthly(2, WeekDay.SUNDAY, 3, 'Asia/Tokyo') });
  const { stack, patching, compute, template } = made;
  const calendarArn = arn('ssm', ':document/', { Ref: idOf(stack, patching.calendar) });
  const executions = arn('ssm', ':automation-execution/*');
  const role = { 'Fn::GetAtt': [idOf(stack, patching.redeployRole), 'Arn'] };
  const service = { Ref: idOf(stack, compute.service.node.findChild('Service')) };
  const documents = template.findResources('AWS::SSM::Document');

  test('the calendar', () => {
    expect(documents[idOf(stack, patching.calendar)].Properties).toEqual({
      DocumentType: 'ChangeCalendar',
      DocumentFormat: 'TEXT',
      Content: expect.stringContaining('DTSTART:20261219T150000Z\r\nDTEND:20270106T150000Z\r\nRRULE:FREQ=YEARLY\r\n'),
    });
  });

  test('the document ends in peace when it is closed', () => {
    const { Content, ...rest } = documents[idOf(stack, patching.redeployDocument)].Properties;
    expect(rest).toEqual({ DocumentType: 'Automation', DocumentFormat: 'JSON' });
    expect(Content).toEqual({
      schemaVersion: '0.3',
      description: 'Replaces the tasks, so that patches of Fargate and of the image land, unless there is a blackout',
      assumeRole: role,
      mainSteps: [
        {
          name: 'askCalendar',
          action: 'aws:executeAwsApi',
          inputs: { Service: 'ssm', Api: 'GetCalendarState', CalendarNames: [calendarArn] },
          outputs: [{ Name: 'State', Selector: '$.State', Type: 'String' }],
        },
        {
          name: 'isOpen',
          action: 'aws:branch',
          inputs: { Choices: [{ NextStep: 'redeploy', Variable: '{{ askCalendar.State }}', StringEquals: 'OPEN' }], Default: 'blackout' },
        },
        {
          name: 'redeploy',
          action: 'aws:executeAwsApi',
          inputs: {
            Service: 'ecs',
            Api: 'UpdateService',
            cluster: { Ref: idOf(stack, compute.cluster) },
            service: { 'Fn::GetAtt': [service.Ref, 'Name'] },
            forceNewDeployment: true,
          },
          isEnd: true,
        },
        { name: 'blackout', action: 'aws:sleep', inputs: { Duration: 'PT1S' } },
      ],
    });
    expect(Object.keys(documents)).toHaveLength(2);
  });

  test('the schedule starts it', () => {
    const { Target, ScheduleExpression, ScheduleExpressionTimezone } = onlyResource(template, 'AWS::Scheduler::Schedule').Properties;
    expect([ScheduleExpression, ScheduleExpressionTimezone]).toEqual(['cron(0 3 ? * SUN#2 *)', 'Asia/Tokyo']);
    expect(Target.Arn['Fn::Join'][1][2]).toBe(':scheduler:::aws-sdk:ssm:startAutomationExecution');
    expect(Target.Input).toEqual({ 'Fn::Join': ['', ['{"DocumentName":"', { Ref: idOf(stack, patching.redeployDocument) }, '"}']] });
  });

  test('R3.2 the schedule may start it, and pass its role to Systems Manager', () => {
    expect(statementsOf(made, patching.schedulerRole)).toEqual([
      {
        Effect: 'Allow',
        Action: 'ssm:StartAutomationExecution',
        Resource: [arn('ssm', ':document/', { Ref: idOf(stack, patching.redeployDocument) }), executions],
      },
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: role, Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } } },
    ]);
  });

  test('R3.2 its steps may ask this calendar and replace the tasks of this service', () => {
    expect(statementsOf(made, patching.redeployRole)).toEqual([
      { Effect: 'Allow', Action: 'ssm:GetCalendarState', Resource: calendarArn },
      { Effect: 'Allow', Action: 'ecs:UpdateService', Resource: service },
    ]);
    expect(trustOf(made, patching.redeployRole)).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'ssm.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: { 'aws:SourceArn': executions } },
      },
    ]);
  });
});
