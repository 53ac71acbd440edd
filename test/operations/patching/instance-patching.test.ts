import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { arn, idOf, makePatching, ON_INSTANCE, statementsOf, trustOf } from './make-patching';
import { OfficeHours, WeekDay } from '../../../src';
import { Blackout } from '../../../src/operations/patching/blackout';
import { PatchWindow } from '../../../src/operations/patching/patch-window';
import type { PlatformPatchingProps } from '../../../src/operations/patching/platform-patching';
import { makeStack, onlyResource } from '../../helpers/platform';

const PARAMETERS = { Operation: ['Install'], RebootOption: ['RebootIfNeeded'] };
const onInstance = (props?: Partial<PlatformPatchingProps>, stack = makeStack()) => makePatching(props, ON_INSTANCE, stack);

describe('R10.2 the instance is patched in a maintenance window', () => {
  const { stack, patching, compute, template } = onInstance();
  const instance = { Ref: idOf(stack, compute.instance) };

  test('which patches: what AWS approves, seven days after their release', () => {
    expect(onlyResource(template, 'AWS::SSM::PatchBaseline').Properties).toEqual({
      Name: 'Stack-Patching-Instance-Baseline',
      Description: expect.any(String),
      OperatingSystem: 'AMAZON_LINUX_2023',
      PatchGroups: ['Stack-Patching-Instance-Group'],
      ApprovalRules: {
        PatchRules: [
          {
            ApproveAfterDays: 7,
            PatchFilterGroup: { PatchFilters: [{ Key: 'CLASSIFICATION', Values: ['Security'] }, { Key: 'SEVERITY', Values: ['Critical', 'Important'] }] },
          },
          { ApproveAfterDays: 7, PatchFilterGroup: { PatchFilters: [{ Key: 'CLASSIFICATION', Values: ['Bugfix'] }] } },
        ],
      },
    });
  });

  test('the instance, and nothing else, is of its patch group', () => {
    const tagged = Object.entries(template.toJSON().Resources).filter(([, { Properties }]: any) => JSON.stringify(Properties?.Tags ?? []).includes('PatchGroup'));
    expect(tagged.map(([id]) => id)).toEqual([instance.Ref]);
    expect((tagged[0][1] as any).Properties.Tags).toContainEqual({ Key: 'PatchGroup', Value: 'Stack-Patching-Instance-Group' });
  });

  test('when: one hour on Sunday at night', () => {
    expect(onlyResource(template, 'AWS::SSM::MaintenanceWindow').Properties).toEqual({
      Name: 'Stack-Patching-Instance-Window',
      Description: 'Installs the approved patches, and reboots where one needs it',
      Schedule: 'cron(0 4 ? * SUN *)',
      ScheduleTimezone: 'America/New_York',
      Duration: 1,
      Cutoff: 0,
      AllowUnassociatedTargets: false,
    });
  });

  test("what: AWS's own document on this instance", () => {
    const window = { Ref: idOf(stack, patching.maintenanceWindow) };
    expect(onlyResource(template, 'AWS::SSM::MaintenanceWindowTarget').Properties).toEqual({
      WindowId: window, ResourceType: 'INSTANCE', Targets: [{ Key: 'InstanceIds', Values: [instance] }],
    });
    expect(onlyResource(template, 'AWS::SSM::MaintenanceWindowTask').Properties).toEqual({
      WindowId: window,
      Description: expect.any(String),
      Priority: 1,
      TaskType: 'RUN_COMMAND',
      TaskArn: 'AWS-RunPatchBaseline',
      Targets: [{ Key: 'WindowTargetIds', Values: [{ Ref: idOf(stack, patching.maintenanceWindowTarget) }] }],
      MaxConcurrency: '1',
      MaxErrors: '1',
      TaskInvocationParameters: { MaintenanceWindowRunCommandParameters: { Parameters: PARAMETERS } },
    });
    expect(patching.maintenanceWindowTask).toBeDefined();
  });

  test('its task is not redeployed, which would stop it; unless it is asked for', () => {
    template.resourceCountIs('AWS::Scheduler::Schedule', 0);
    template.resourceCountIs('AWS::SSM::Document', 0);
    expect(patching.schedule).toBeUndefined();
    onInstance({ redeploy: true }).template.resourceCountIs('AWS::Scheduler::Schedule', 1);
  });

  test.each([
    [{ instance: false }, 0],
    [{ window: PatchWindow.never() }, 0],
    [{ instance: true }, 1],
  ])('%j: %d', (props, count) => {
    const { template: made } = onInstance(props);
    for (const type of ['PatchBaseline', 'MaintenanceWindow', 'MaintenanceWindowTask']) made.resourceCountIs(`AWS::SSM::${type}`, count);
  });

  test.each([0, 3, 360])('patches are approved after %d days', (days) => {
    const { PatchRules } = onlyResource(onInstance({ approveAfter: Duration.days(days) }).template, 'AWS::SSM::PatchBaseline').Properties.ApprovalRules;
    expect(PatchRules.map(({ ApproveAfterDays }: any) => ApproveAfterDays)).toEqual([days, days]);
  });

  test.each([
    [Duration.days(361), "'patching.approveAfter' must be a whole number of days from 0 to 360, got '361 days'"],
    [Duration.hours(36), "'patching.approveAfter' must be a whole number of days from 0 to 360, got '1.5 days'"],
  ])('refuses %# for approveAfter', (approveAfter, message) => {
    expect(() => onInstance({ approveAfter })).toThrow(message);
  });

  test('Fargate has no instance to patch', () => {
    expect(() => makePatching({ instance: true })).toThrow("'patching.instance' needs 'compute.capacity' to be an EC2 instance: Fargate has none to patch");
    expect(() => makePatching({ instance: false })).not.toThrow();
    expect(() => makePatching({ approveAfter: Duration.days(3) })).toThrow("'patching.approveAfter' needs 'compute.capacity' to be an EC2 instance");
  });

  test.each<[string, Partial<PlatformPatchingProps>]>([
    ["'patching.approveAfter' needs 'patching.instance' to be on", { instance: false, approveAfter: Duration.days(3) }],
    ["'patching.instance' needs a 'patching.window', and PatchWindow.never() is none", { window: PatchWindow.never(), instance: true }],
    ["'patching.approveAfter' needs a 'patching.window'", { window: PatchWindow.never(), approveAfter: Duration.days(3) }],
    [
      "'patching.window' needs 'patching.instance' or 'patching.redeploy' to be on: nothing else is done in a window",
      { instance: false, window: PatchWindow.weekly(WeekDay.MONDAY, 4) },
    ],
  ])('refuses what would have no effect: %s', (message, props) => {
    expect(() => onInstance(props)).toThrow(`cdk-pdf-web-platform: ${message}`);
    expect(() => onInstance({ instance: false, redeploy: true, window: PatchWindow.weekly(WeekDay.MONDAY, 4) })).not.toThrow();
  });
});

describe('R10.2 with blackouts, the maintenance window asks the calendar first', () => {
  const made = onInstance({ blackouts: [Blackout.between('2026-12-20', '2027-01-07')] });
  const { stack, patching, compute, template } = made;
  const instance = { Ref: idOf(stack, compute.instance) };

  test('it starts the automation', () => {
    template.resourceCountIs('AWS::SSM::MaintenanceWindowTarget', 0);
    expect(patching.maintenanceWindowTarget).toBeUndefined();
    expect(onlyResource(template, 'AWS::SSM::MaintenanceWindowTask').Properties).toEqual({
      WindowId: { Ref: idOf(stack, patching.maintenanceWindow) },
      Description: expect.any(String),
      Priority: 1,
      TaskType: 'AUTOMATION',
      TaskArn: { Ref: idOf(stack, patching.patchDocument) },
      TaskInvocationParameters: { MaintenanceWindowAutomationParameters: { DocumentVersion: '$DEFAULT' } },
    });
  });

  test('which patches the instance if it is open', () => {
    const { mainSteps } = template.findResources('AWS::SSM::Document')[idOf(stack, patching.patchDocument)].Properties.Content;
    expect(mainSteps.map(({ name }: any) => name)).toEqual(['askCalendar', 'isOpen', 'patch', 'blackout']);
    expect(mainSteps[1].inputs.Choices[0].NextStep).toBe('patch');
    expect(mainSteps[2]).toEqual({
      name: 'patch',
      action: 'aws:runCommand',
      inputs: { DocumentName: 'AWS-RunPatchBaseline', InstanceIds: [instance], Parameters: PARAMETERS },
      isEnd: true,
    });
  });

  test('R3.2 its steps may ask this calendar and patch this instance', () => {
    expect(statementsOf(made, patching.patchRole)).toEqual([
      { Effect: 'Allow', Action: 'ssm:GetCalendarState', Resource: arn('ssm', ':document/', { Ref: idOf(stack, patching.calendar) }) },
      {
        Effect: 'Allow',
        Action: 'ssm:SendCommand',
        Resource: [
          { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:us-east-1::document/AWS-RunPatchBaseline']] },
          arn('ec2', ':instance/', instance),
        ],
      },
      { Effect: 'Allow', Action: ['ssm:DescribeInstanceInformation', 'ssm:ListCommands', 'ssm:ListCommandInvocations'], Resource: '*' },
    ]);
    expect(trustOf(made, patching.patchRole)[0].Principal).toEqual({ Service: 'ssm.amazonaws.com' });
  });

  test('one calendar for both, where tasks are redeployed too', () => {
    const both = onInstance({ blackouts: [Blackout.yearly('12-20', '01-07')], redeploy: true });
    const types = Object.values(both.template.findResources('AWS::SSM::Document')).map(({ Properties }) => Properties.DocumentType);
    expect(types.sort()).toEqual(['Automation', 'Automation', 'ChangeCalendar']);
  });
});

describe('R10.2 an instance that office hours stop', () => {
  const officeHours = OfficeHours.weekdays({ timeZone: 'Asia/Tokyo' });
  const ADVICE = Match.stringLikeRegexp('.*\\[ack: cdk-pdf-web-platform:patch-window\\]');
  const advised = (props: Partial<PlatformPatchingProps>, stack = makeStack()) => Annotations.fromStack(onInstance(props, stack).stack);

  test('is patched in the middle of the first day of work', () => {
    const { patching } = onInstance({ officeHours });
    expect(patching.description).toBe('MON 13:00 Asia/Tokyo');
  });

  test.each([
    [WeekDay.MONDAY, 8],
    [WeekDay.FRIDAY, 17],
  ])('no advice for %s at %d', (day, hour) => {
    advised({ officeHours, window: PatchWindow.weekly(day, hour) }).hasNoWarning('*', ADVICE);
  });

  test.each([
    [WeekDay.MONDAY, 7],
    [WeekDay.FRIDAY, 18],
    [WeekDay.SUNDAY, 12],
  ])('an advice for %s at %d, when it is stopped', (day, hour) => {
    advised({ officeHours, window: PatchWindow.weekly(day, hour) }).hasWarning('/Stack/Patching', Match.stringLikeRegexp(
      `.*no instance that is stopped is patched: choose a 'patching.window' within MON-FRI 08:00–18:00 Asia/Tokyo, not ${day} .*Asia/Tokyo.*`));
  });

  test('an advice for another time zone', () => {
    advised({ officeHours, window: PatchWindow.weekly(WeekDay.MONDAY, 12, 'UTC') }).hasWarning('/Stack/Patching', Match.stringLikeRegexp(
      ".*'patching.window' and 'cost.officeHours' have different time zones: make sure that MON 12:00 UTC is within MON-FRI 08:00–18:00 Asia/Tokyo.*"));
  });

  test('no advice for a time zone that is not known at synth', () => {
    const stack = makeStack();
    const window = PatchWindow.weekly(WeekDay.MONDAY, 12, 'UTC');
    advised({ officeHours: OfficeHours.weekdays({ timeZone: stack.stackId }), window }, stack).hasNoWarning('*', ADVICE);
    const other = makeStack();
    advised({ officeHours, window: PatchWindow.weekly(WeekDay.MONDAY, 12, other.stackId) }, other).hasNoWarning('*', ADVICE);
  });

  test('no advice where it always runs, or tasks run on Fargate', () => {
    advised({ officeHours: OfficeHours.always(), window: PatchWindow.weekly(WeekDay.MONDAY, 12, 'UTC') }).hasNoWarning('*', ADVICE);
    const fargate = makePatching({ officeHours, window: PatchWindow.weekly(WeekDay.SUNDAY, 1) });
    Annotations.fromStack(fargate.stack).hasNoWarning('*', ADVICE);
  });
});
