import { App, Stack } from 'aws-cdk-lib';
import { arn, idOf, makePatching, ON_INSTANCE, statementsOf, trustOf } from './make-patching';
import { WeekDay } from '../../../src';
import { Blackout } from '../../../src/operations/patching/blackout';
import { PatchWindow } from '../../../src/operations/patching/patch-window';
import type { PlatformPatchingProps } from '../../../src/operations/patching/platform-patching';
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
    ['never', { window: PatchWindow.never(), redeploy: false, instance: false, blackouts: [] }],
    ['not to be redeployed', { redeploy: false }],
  ])('%s: nothing is made', (_name, props) => {
    const { template: without, patching: none } = makePatching(props);
    expect(JSON.stringify(without.toJSON())).not.toContain('"Patching');
    expect([none.schedule, none.calendar]).toEqual([undefined, undefined]);
  });

  test.each<[string, Partial<PlatformPatchingProps>]>([
    ["'patching.blackouts' needs a 'patching.window', and PatchWindow.never() is none", { window: PatchWindow.never(), blackouts: BLACKOUTS }],
    ["'patching.redeploy' needs a 'patching.window', and PatchWindow.never() is none", { window: PatchWindow.never(), redeploy: true }],
    ["'patching.blackouts' needs 'patching.redeploy' to be on: nothing else is done in a window", { redeploy: false, blackouts: BLACKOUTS }],
    ["'patching.window' needs 'patching.redeploy' to be on", { redeploy: false, window: PatchWindow.weekly(WeekDay.MONDAY, 4), blackouts: BLACKOUTS }],
  ])('refuses what would have no effect: %s', (message, props) => {
    expect(() => makePatching(props)).toThrow(`cdk-pdf-web-platform: ${message}`);
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
      Name: expect.stringMatching(/^Stack-Patching-Blackouts-[0-9a-f]{8}$/),
      DocumentType: 'ChangeCalendar',
      DocumentFormat: 'TEXT',
      Content: expect.stringContaining('DTSTART:20261219T150000Z\r\nDTEND:20270106T150000Z\r\nRRULE:FREQ=YEARLY\r\n'),
    });
  });

  test('which other days replace by one of another name', () => {
    const nameOf = (blackouts: Blackout[]) => makePatching({ blackouts }).patching.calendar!.name;
    expect(nameOf(BLACKOUTS)).toBe(nameOf([Blackout.yearly('12-20', '01-07')]));
    expect(nameOf(BLACKOUTS)).not.toBe(nameOf([Blackout.yearly('12-20', '01-08')]));
  });

  test.each(['AwsPdf', 'Amazon', 'amznPdf', `Pdf${'x'.repeat(125)}`])('with names that Systems Manager takes, in stack %s', (name) => {
    const named = makePatching({ blackouts: BLACKOUTS, redeploy: true }, ON_INSTANCE, new Stack(new App(), name, { env: { region: 'us-east-1' } }));
    const names = Object.values(named.template.findResources('AWS::SSM::Document')).map(({ Properties }) => Properties.Name);
    expect(new Set(names).size).toBe(3);
    for (const each of names) expect(each).toMatch(/^(?!aws|amazon|amzn)[\w.-]{3,128}$/i);
  });

  test('the document ends in peace when it is closed', () => {
    const { Content, ...rest } = documents[idOf(stack, patching.redeployDocument)].Properties;
    expect(rest).toEqual({
      Name: 'Stack-Patching-Redeploy-Guarded', DocumentType: 'Automation', DocumentFormat: 'JSON', UpdateMethod: 'NewVersion',
    });
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
