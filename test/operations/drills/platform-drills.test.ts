import { App, Fn, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { makeDrills, templatesOf, type Wanted } from './make-drills';
import { ComputeCapacity, DataProtection, PlatformNat } from '../../../src';
import { makeVpc } from '../../database/database';
import { onlyResource } from '../../helpers/platform';

const idOf = (construct: any) => Stack.of(construct).getLogicalId(construct.node.defaultChild ?? construct);
const arn = (service: string, ...rest: any[]) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:us-east-1:`, { Ref: 'AWS::AccountId' }, ...rest]],
});
const existing = (stack: Stack) => ({
  existing: {
    instance: rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Existing', {
      instanceIdentifier: 'shared',
      instanceEndpointAddress: 'db.example.com',
      port: 3306,
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
    }),
  },
});
const advice = ({ drills }: ReturnType<typeof makeDrills>, topic: string) =>
  Annotations.fromStack(Stack.of(drills)).findWarning('*', Match.stringLikeRegexp(`cdk-pdf-web-platform:${topic}\\b`)).map(({ id }) => id);

describe('R4.2 what fails in a drill', () => {
  const { stack, network, compute, database, drills, template } = makeDrills();
  const made = templatesOf(template);
  const cluster = { Ref: idOf(compute.cluster) };
  const service = { 'Fn::GetAtt': [idOf(compute.service), 'Name'] };
  const zone = { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] };
  const identifier = (database!.instance.node.defaultChild as rds.CfnDBInstance).dbInstanceIdentifier!;
  const watch = { ActionId: 'aws:fis:wait', Description: 'Watches the alarms', Parameters: { duration: 'PT10M' } };

  test('there are three, each with a name for the console and an id to start it by', () => {
    expect(Object.keys(made).sort()).toEqual(['DatabaseFailover', 'TaskLoss', 'ZoneInterruption']);
    expect(made.TaskLoss.Tags).toEqual({ Name: 'Stack-Drills-TaskLoss' });
    expect(stack.resolve(drills.taskLoss.templateId)).toEqual({ 'Fn::GetAtt': [idOf(drills.taskLoss.template), 'Id'] });
  });

  test('nothing starts them', () => {
    for (const type of ['AWS::Scheduler::Schedule', 'AWS::Events::Rule', 'AWS::Lambda::Function']) template.resourceCountIs(type, 0);
  });

  test('the instance of this database', () => {
    expect(made.DatabaseFailover).toMatchObject({
      Actions: {
        FailOver: { ActionId: 'aws:rds:reboot-db-instances', Parameters: { forceFailover: 'true' }, Targets: { DBInstances: 'FailOver' } },
        Watch: watch,
      },
      ExperimentOptions: { AccountTargeting: 'single-account', EmptyTargetResolutionMode: 'fail' },
    });
    expect(made.DatabaseFailover.Targets).toEqual({
      FailOver: { ResourceType: 'aws:rds:db', ResourceArns: [arn('rds', ':db:', { Ref: idOf(database!.instance) })], SelectionMode: 'ALL' },
    });
  });

  test('one task of this service', () => {
    expect(made.TaskLoss.Actions).toEqual({
      StopTask: { ActionId: 'aws:ecs:stop-task', Description: 'Stops one task', Targets: { Tasks: 'StopTask' } },
      Watch: watch,
    });
    expect(made.TaskLoss.Targets).toEqual({
      StopTask: { ResourceType: 'aws:ecs:task', Parameters: { cluster, service }, SelectionMode: 'COUNT(1)' },
    });
    expect(made.TaskLoss.ExperimentOptions).toEqual({ AccountTargeting: 'single-account', EmptyTargetResolutionMode: 'fail' });
  });

  test('the first zone: its tasks, its subnets, and the database where it runs there', () => {
    expect(made.ZoneInterruption.Actions).toEqual({
      StopTasks: { ActionId: 'aws:ecs:stop-task', Description: 'Stops all tasks in the zone', Targets: { Tasks: 'StopTasks' } },
      CutOff: {
        ActionId: 'aws:network:disrupt-connectivity',
        Description: "Cuts the zone's subnets off",
        Parameters: { duration: 'PT5M', scope: 'all' },
        Targets: { Subnets: 'CutOff' },
      },
      FailOver: {
        ActionId: 'aws:rds:reboot-db-instances',
        Description: 'Has the standby take over',
        Parameters: { forceFailover: 'true' },
        Targets: { DBInstances: 'FailOver' },
      },
      Watch: watch,
    });
    const { publicSubnets, privateSubnets, isolatedSubnets } = network.vpc;
    const subnets = [publicSubnets, privateSubnets, isolatedSubnets].map(([subnet]) => arn('ec2', ':subnet/', { Ref: idOf(subnet) }));
    expect(made.ZoneInterruption.Targets).toEqual({
      StopTasks: {
        ResourceType: 'aws:ecs:task',
        Parameters: { cluster, service },
        Filters: [{ Path: 'AvailabilityZone', Values: [zone] }],
        SelectionMode: 'ALL',
      },
      CutOff: { ResourceType: 'aws:ec2:subnet', ResourceArns: subnets, SelectionMode: 'ALL' },
      FailOver: {
        ResourceType: 'aws:rds:db',
        ResourceTags: { 'cdk-pdf-web-platform:drill': identifier },
        Parameters: { availabilityZoneIdentifiers: zone },
        SelectionMode: 'ALL',
      },
    });
    expect(made.ZoneInterruption.ExperimentOptions).toEqual({ AccountTargeting: 'single-account', EmptyTargetResolutionMode: 'skip' });
  });

  test('the zone is that of its subnets', () => {
    for (const [subnet] of [network.vpc.publicSubnets, network.vpc.privateSubnets, network.vpc.isolatedSubnets]) {
      expect(template.findResources('AWS::EC2::Subnet')[idOf(subnet)].Properties.AvailabilityZone).toEqual(zone);
    }
  });

  test('the instance has the tag, and its replica has not', () => {
    const { template: withReplica } = makeDrills({ database: () => ({ readReplica: true }) });
    const tagged = Object.values(withReplica.findResources('AWS::RDS::DBInstance')).map(({ Properties }) =>
      [Properties.SourceDBInstanceIdentifier === undefined, (Properties.Tags ?? []).filter(({ Key }: any) => Key === 'cdk-pdf-web-platform:drill')]);
    expect(Object.fromEntries(tagged as any)).toEqual({ true: [{ Key: 'cdk-pdf-web-platform:drill', Value: identifier }], false: [] });
  });

  test('no target has an ARN beside what FIS takes no ARN with', () => {
    for (const { Targets } of Object.values(made)) {
      for (const target of Object.values<any>(Targets)) {
        if (target.ResourceArns) expect([target.ResourceTags, target.Filters, target.Parameters]).toEqual([undefined, undefined, undefined]);
      }
    }
  });

  test('with a known zone', () => {
    const app = new App({ context: { 'availability-zones:account=111111111111:region=ap-northeast-1': ['ap-northeast-1a', 'ap-northeast-1c'] } });
    const known = new Stack(app, 'Known', { env: { account: '111111111111', region: 'ap-northeast-1' } });
    const { ZoneInterruption } = templatesOf(makeDrills({}, known).template);
    expect(ZoneInterruption.Description).toBe(
      'The availability zone ap-northeast-1a fails: its tasks are stopped, its subnets are cut off for 5 minutes, the database fails over if it runs '
      + 'there. To be seen: the load balancer leaves it, tasks of other zones answer, and ECS starts new ones there. '
      + 'Stopped when one of these alarms begins: Alarm1, Alarm2.',
    );
    expect(ZoneInterruption.Targets.StopTasks.Filters[0].Values).toEqual(['ap-northeast-1a']);
    expect(ZoneInterruption.Targets.CutOff.ResourceArns).toHaveLength(3);
  });

  test('with public subnets alone for the tasks', () => {
    const made2 = makeDrills({ network: () => ({ nat: PlatformNat.none() }), compute: { assignPublicIp: true } });
    expect(templatesOf(made2.template).ZoneInterruption.Targets.CutOff.ResourceArns).toHaveLength(2);
    expect(advice(made2, 'drills-nat')).toEqual([]);
  });
});

describe('R4.2 what stops a drill, and what it says', () => {
  const { alarms, drills, template } = makeDrills();
  const made = Object.values(templatesOf(template));

  test('the alarms', () => {
    const stops = alarms.map((alarm) => ({ Source: 'aws:cloudwatch:alarm', Value: { 'Fn::GetAtt': [idOf(alarm), 'Arn'] } }));
    for (const { StopConditions } of made) expect(StopConditions).toEqual(stops);
  });

  test('descriptions name what is to be seen, and the alarms', () => {
    for (const { Description } of made) {
      const text = typeof Description === 'string' ? Description : Description['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : 'us-east-1a')).join('');
      expect(text).toMatch(/ To be seen: .*\. Stopped when one of these alarms begins: Alarm1, Alarm2\.$/);
      expect(text.length).toBeLessThanOrEqual(512);
    }
  });

  test('all write to one log group, which lets the delivery of logs in', () => {
    const group = onlyResource(template, 'AWS::Logs::ResourcePolicy').Properties;
    const logGroup = idOf(drills.logGroup);
    for (const { LogConfiguration } of made) {
      expect(LogConfiguration).toEqual({ LogSchemaVersion: 2, CloudWatchLogsConfiguration: { LogGroupArn: { 'Fn::GetAtt': [logGroup, 'Arn'] } } });
    }
    expect(group.PolicyName).toBe('Stack-Drills-Log');
    expect(policyIn(group.PolicyDocument)).toEqual({
      Version: '2012-10-17',
      Statement: [{
        Sid: 'AWSLogDeliveryWrite20150319',
        Effect: 'Allow',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:<AWS::Partition>:logs:us-east-1:<AWS::AccountId>:log-group:<${logGroup}>:log-stream:*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' },
          ArnLike: { 'aws:SourceArn': 'arn:<AWS::Partition>:logs:us-east-1:<AWS::AccountId>:*' },
        },
      }],
    });
    expect(drills.logPolicy.node.defaultChild).toBeDefined();
  });

  test.each<[string, Wanted, object]>([
    ['by default', {}, { RetentionInDays: 365, DeletionPolicy: 'Retain' }],
    ['of its own', { drills: { logRetention: logs.RetentionDays.ONE_WEEK, dataProtection: DataProtection.DISPOSABLE } }, { RetentionInDays: 7, DeletionPolicy: 'Delete' }],
    ['encrypted', { encryptionKey: (stack) => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111111111111:key/1') },
      { KmsKeyId: 'arn:aws:kms:us-east-1:111111111111:key/1' }],
  ])('the log group %s', (_, wanted, expected) => {
    const made2 = makeDrills(wanted);
    const { Properties, DeletionPolicy } = made2.template.findResources('AWS::Logs::LogGroup')[idOf(made2.drills.logGroup)];
    expect({ ...Properties, DeletionPolicy }).toMatchObject(expected);
  });

  test('a description is cut rather than refused', () => {
    const others = new Stack(new App(), 'Others');
    const alarm = cloudwatch.Alarm.fromAlarmArn(others, 'A'.repeat(255), 'arn:aws:cloudwatch:us-east-1:111111111111:alarm:A');
    const { drills: named } = makeDrills({ drills: { alarms: [alarm, alarm] } });
    expect(named.taskLoss.template.description).toHaveLength(512);
  });
});

function policyIn(document: any): any {
  if (typeof document === 'string') return JSON.parse(document);
  return JSON.parse(document['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join(''));
}

describe('R4.2 where a drill is left out', () => {
  test('a database that was brought is left alone, with an advice', () => {
    const made = makeDrills({ database: existing });
    const templates = templatesOf(made.template);
    expect(Object.keys(templates)).toEqual(['TaskLoss', 'ZoneInterruption']);
    expect(made.drills.databaseFailover).toBeUndefined();
    expect(Object.keys(templates.ZoneInterruption.Actions)).toEqual(['StopTasks', 'CutOff', 'Watch']);
    expect(templates.ZoneInterruption.ExperimentOptions.EmptyTargetResolutionMode).toBe('fail');
    expect(advice(made, 'drills-database')).toEqual(['/Stack/Drills']);
  });

  test('without a database, without an advice', () => {
    const made = makeDrills({ database: null });
    const templates = templatesOf(made.template);
    expect(Object.keys(templates)).toEqual(['TaskLoss', 'ZoneInterruption']);
    expect(Object.keys(templates.ZoneInterruption.Targets)).toEqual(['StopTasks', 'CutOff']);
    for (const topic of ['drills-database', 'drills-network', 'drills-nat']) expect(advice(made, topic)).toEqual([]);
  });

  test('the subnets of a VPC that was brought are left alone, with an advice', () => {
    const made = makeDrills({ network: (stack) => ({ vpc: makeVpc(stack) }) });
    const { ZoneInterruption } = templatesOf(made.template);
    expect(Object.keys(ZoneInterruption.Targets)).toEqual(['StopTasks', 'FailOver']);
    expect(JSON.stringify(ZoneInterruption.Description)).not.toContain('cut off');
    expect(advice(made, 'drills-network')).toEqual(['/Stack/Drills']);
  });

  test('in a VPC with a list of zones that only a deployment knows, the zone is one of them', () => {
    const made = makeDrills({
      database: null,
      network: (stack) => ({
        vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
          vpcId: 'vpc-1', availabilityZones: Fn.getAzs(), publicSubnetIds: ['subnet-1'], privateSubnetIds: ['subnet-2'],
        }),
      }),
    });
    expect(templatesOf(made.template).ZoneInterruption.Targets.StopTasks.Filters[0].Values).toEqual([{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }]);
  });

  test.each([
    ['one NAT gateway', PlatformNat.gateway(), ['/Stack/Drills']],
    ['a NAT instance', PlatformNat.instance(), ['/Stack/Drills']],
    ['one NAT gateway in each zone', PlatformNat.gatewayPerAz(), []],
    ['a regional NAT gateway', PlatformNat.regionalGateway(), []],
  ])('with %s: what goes with the zone is told', (_, nat, expected) => {
    expect(advice(makeDrills({ network: () => ({ nat }) }), 'drills-nat')).toEqual(expected);
  });
});

describe('R4.2 where a drill would be an outage', () => {
  test.each<[string, Wanted, string]>([
    ['a database without a standby', { database: () => ({ multiAz: false }) }, "'operations.drills' needs 'database.multiAz' to be on: without a standby, a drill is an outage"],
    ['one task', { drills: { minTasks: 1 } }, "'operations.drills' needs 'compute.minTasks' to be at least 2, got 1: with one task, a drill is an outage"],
    ['no alarm', { alarms: 0 }, "'operations.drills' needs an alarm that stops a drill: switch 'monitoring.alarms' on"],
    ['too many alarms', { alarms: 6 }, "'alarms' must be at most 5: AWS FIS takes no more, got '6 alarms'"],
    ['one instance', { network: () => ({ nat: PlatformNat.none() }), compute: { capacity: ComputeCapacity.ec2Instance() } },
      "'operations.drills' needs tasks on Fargate: what one EC2 instance runs has nothing to take over from it"],
  ])('%s is refused', (_, wanted, message) => {
    expect(() => makeDrills(wanted)).toThrow(`cdk-pdf-web-platform: ${message}`);
  });

  test('what is known at deployment only is not', () => {
    const minTasks = Token.asNumber({ Ref: 'MinTasks' });
    expect(() => makeDrills({ drills: { minTasks }, alarms: 5 })).not.toThrow();
  });
});

describe('R3.2 cdk-nag', () => {
  test.each<[string, Wanted]>([
    ['as it is', {}],
    ['with what was brought', { database: existing, network: (stack) => ({ vpc: makeVpc(stack) }) }],
  ])('has nothing against the drills, %s', (_, wanted) => {
    const { stack } = makeDrills(wanted);
    for (const pack of [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()]) {
      const paths = pack.validateScope(stack).violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
      // The alarms of the test tell nobody: without this, the pack would not be known to have run.
      if (pack instanceof NIST80053R5Checks) expect(paths.some((path) => path.includes('/Alarm1'))).toBe(true);
      expect(paths.filter((path) => path.includes('/Drills/'))).toEqual([]);
    }
  });
});
