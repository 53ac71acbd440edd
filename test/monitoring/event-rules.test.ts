import type { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { type MonitoringOptions, type PdfWebPlatformProps, PlatformMonitoring, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const lean = (monitoring: MonitoringOptions = {}) => makePlatform({ preset: PlatformPreset.prodLean(), monitoring });

/** The rules by their ids, of the room alone. */
const rulesOf = (template: Template): Record<string, any> => Object.fromEntries(
  Object.entries<any>(template.findResources('AWS::Events::Rule'))
    .filter(([id]) => id.startsWith('PlatformMonitoringEvents'))
    .map(([id, { Properties }]) => [id.replace(/^PlatformMonitoringEvents|.{8}$/g, ''), Properties]),
);
const idOf = (template: Template, type: string, like: RegExp) => Object.keys(template.findResources(type)).find((id) => like.test(id))!;

describe('R5.2 R4.2 what happens once is told', () => {
  const { template, platform } = lean();
  const rules = rulesOf(template);
  const bucket = idOf(template, 'AWS::S3::Bucket', /^PlatformStorageBucket/);
  const instance = idOf(template, 'AWS::RDS::DBInstance', /./);

  test('by three rules', () => {
    expect(Object.keys(rules)).toEqual(['FailedDeployment', 'FailedBackup', 'FailedRotation']);
    expect(platform.monitoring.rules).toHaveLength(3);
  });

  test('a release of this service that failed', () => {
    expect(rules.FailedDeployment.EventPattern).toEqual({
      'source': ['aws.ecs'],
      'detail-type': ['ECS Deployment State Change'],
      'resources': [{ Ref: idOf(template, 'AWS::ECS::Service', /./) }],
      'detail': { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    });
  });

  test('a backup of the bucket or the database that failed', () => {
    expect(rules.FailedBackup.EventPattern).toEqual({
      'source': ['aws.backup'],
      'detail-type': ['Backup Job State Change', 'Copy Job State Change'],
      'detail': {
        state: ['FAILED', 'ABORTED', 'EXPIRED'],
        resourceArn: [
          { 'Fn::GetAtt': [bucket, 'Arn'] },
          { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds:us-east-1:', { Ref: 'AWS::AccountId' }, ':db:', { Ref: instance }]] },
        ],
      },
    });
  });

  test("the database's secret that was not rotated", () => {
    expect(rules.FailedRotation.EventPattern).toEqual({
      'source': ['aws.secretsmanager'],
      'detail-type': ['AWS Service Event via CloudTrail'],
      'detail': { eventName: ['RotationFailed'], additionalEventData: { SecretId: [{ prefix: { Ref: idOf(template, 'AWS::SecretsManager::SecretTargetAttachment', /./) } }] } },
    });
  });

  test.each([['FailedDeployment', 'failed-deployment'], ['FailedBackup', 'failed-backup'], ['FailedRotation', 'failed-rotation']])('%s tells the notice topic, with its runbook', (id, anchor) => {
    const { Targets, State, Description } = rules[id];
    expect(State).toBe('ENABLED');
    const [{ Arn, InputTransformer, RoleArn }, ...others] = Targets;
    expect([Arn.Ref, RoleArn, others]).toEqual([expect.stringMatching(/^PlatformMonitoringTopicsNotice/), undefined, []]);
    expect(InputTransformer.InputPathsMap).toEqual({ time: '$.time', resources: '$.resources', detail: '$.detail' });
    const filled = InputTransformer.InputTemplate.replace('<time>', '"now"').replace('<resources>', '[]').replace('<detail>', '{}');
    expect(JSON.parse(filled)).toEqual({ what: Description, runbook: `${PlatformMonitoring.DEFAULT_RUNBOOK_URL}#${anchor}`, time: 'now', resources: [], detail: {} });
  });

  test('the runbooks have their address from the room', () => {
    expect(platform.monitoring.runbookUrl).toBe(PlatformMonitoring.DEFAULT_RUNBOOK_URL);
  });

  test('an existing topic is told as it is: its policy is its owner\'s', () => {
    const stack = makeStack();
    const noticeTopic = sns.Topic.fromTopicArn(stack, 'Notices', 'arn:aws:sns:us-east-1:123456789012:notices');
    const { template: made } = makePlatform({ preset: PlatformPreset.prodLean(), monitoring: { noticeTopic, runbookUrl: 'https://wiki.example.com/runbooks' } }, stack);
    for (const { Targets: [{ Arn, InputTransformer }] } of Object.values(rulesOf(made))) {
      expect(Arn).toBe('arn:aws:sns:us-east-1:123456789012:notices');
      expect(InputTransformer.InputTemplate).toContain('"https://wiki.example.com/runbooks#failed-');
    }
  });

  test('without a database there is nothing to rotate, and the bucket alone is backed up', () => {
    const { template: made } = makePlatform({ preset: PlatformPreset.prodLean(), database: { enabled: false } });
    const { FailedBackup, FailedRotation } = rulesOf(made);
    expect(FailedRotation).toBeUndefined();
    expect(FailedBackup.EventPattern.detail.resourceArn).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^PlatformStorageBucket/), 'Arn'] }]);
  });

  test('without alarms there is none', () => {
    const { template: made, platform: quiet } = lean({ alarms: false });
    expect(rulesOf(made)).toEqual({});
    expect([quiet.monitoring.rules, quiet.monitoring.databaseEvents]).toEqual([[], undefined]);
  });
});

describe('R10.1 R4.2 a backup that could not be restored is told', () => {
  const { template, platform } = makePlatform();
  const { FailedRestoreTest } = rulesOf(template);

  test('after the failed backup, before the failed rotation', () => {
    expect(Object.keys(rulesOf(template))).toEqual(['FailedDeployment', 'FailedBackup', 'FailedRestoreTest', 'FailedRotation']);
    expect(platform.monitoring.rules.map(({ node }) => node.id)).toEqual(['FailedDeployment', 'FailedBackup', 'FailedRestoreTest', 'FailedRotation']);
  });

  test('by the role that restores, which nothing else has', () => {
    const role = idOf(template, 'AWS::IAM::Role', /^PlatformBackupRestoreTestingRole/);
    expect(FailedRestoreTest.EventPattern).toEqual({
      'source': ['aws.backup'],
      'detail-type': ['Restore Job State Change'],
      'detail': { status: ['FAILED', 'ABORTED'], iamRoleArn: [{ 'Fn::GetAtt': [role, 'Arn'] }] },
    });
    const selection = onlyResource(template, 'AWS::Backup::RestoreTestingSelection').Properties;
    expect(selection.IamRoleArn).toEqual({ 'Fn::GetAtt': [role, 'Arn'] });
  });

  test('to the notice topic, with its runbook', () => {
    const [{ Arn, InputTransformer: { InputTemplate } }] = FailedRestoreTest.Targets;
    expect(Arn).toEqual({ Ref: expect.stringMatching(/^PlatformMonitoringTopicsNotice/) });
    expect(InputTemplate).toContain(`"what":"${FailedRestoreTest.Description}","runbook":"${PlatformMonitoring.DEFAULT_RUNBOOK_URL}#failed-restore-test"`);
  });

  test.each<[string, Partial<PdfWebPlatformProps>]>([
    ['no restore test', { backup: { restoreTesting: false } }],
    ['no plan', { backup: { plan: false, restoreTesting: false } }],
    ['no database', { database: { enabled: false } }],
  ])('%s: nothing of it', (_case, props) => {
    expect(rulesOf(makePlatform(props).template).FailedRestoreTest).toBeUndefined();
  });
});

describe('R4.2 what RDS does by itself is told', () => {
  // What DescribeEventCategories says of db-instance.
  const KNOWN = [
    'availability', 'backtrack', 'backup', 'configuration change', 'creation', 'deletion', 'failover', 'failure', 'low storage', 'maintenance', 'notification',
    'read replica', 'recovery', 'restoration', 'security', 'security patching',
  ];

  test.each([['prodLean', false], ['prod', true]])('%s, with a replica: %s', (preset, hasReplica) => {
    const { template } = makePlatform({ preset: preset === 'prod' ? PlatformPreset.prod() : PlatformPreset.prodLean() });
    const { Properties } = onlyResource(template, 'AWS::RDS::EventSubscription');
    const ids = [idOf(template, 'AWS::RDS::DBInstance', /Instance/), ...(hasReplica ? [idOf(template, 'AWS::RDS::DBInstance', /ReadReplica/)] : [])];
    expect(Properties).toMatchObject({
      SnsTopicArn: { Ref: expect.stringMatching(/^PlatformMonitoringTopicsNotice/) },
      SourceType: 'db-instance',
      SourceIds: ids.map((Ref) => ({ Ref })),
    });
    // Not 'backup' and 'notification': mails of what went well, each night.
    const expected = ['configuration change', 'failover', 'failure', 'low storage', 'maintenance', 'recovery', 'security', 'availability'];
    expect(Properties.EventCategories).toEqual([...expected, ...(hasReplica ? ['read replica'] : [])]);
    for (const category of Properties.EventCategories) expect(KNOWN).toContain(category);
    // RDS tries whether it may publish when the subscription is made.
    expect(onlyResource(template, 'AWS::RDS::EventSubscription').DependsOn).toEqual([expect.stringMatching(/^PlatformMonitoringTopicsNoticePolicy/)]);
  });
});
