import { App, Duration, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type BackupOptions, OfficeHours, PdfWebPlatform, type PdfWebPlatformProps, PlatformPreset, RecoveryRegion } from '../../src';
import { ALARM_IDS } from '../../src/monitoring/monitoring-checks';
import { makePlatform, makeStack } from '../helpers/platform';

const IDS = ['BackupMissing', 'PdfReplicationFailed'];

function lean(backup: BackupOptions, props: Partial<PdfWebPlatformProps> = {}) {
  return makePlatform({ preset: PlatformPreset.prodLean(), backup, ...props });
}
const there = () => RecoveryRegion.of('us-west-2');

/** The room's alarms by their ids. */
function alarmsOf({ template }: ReturnType<typeof lean>): Record<string, any> {
  const alarms = Object.values<any>(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  return Object.fromEntries(IDS.flatMap((id) => alarms.filter(({ AlarmName }) => AlarmName === `Stack-Platform-${id}`).map((alarm) => [id, alarm])));
}

const idsOf = (made: ReturnType<typeof lean>) => Object.keys(alarmsOf(made));
const noticeOnly = [{ Ref: expect.stringMatching(/^PlatformMonitoringTopicsNotice/) }];

describe('R6.1 R10.1 a backup that nobody made is told', () => {
  const made = lean({ dailyRetention: Duration.days(7) });

  test('once two days have gone by without one in this vault', () => {
    const vault = Object.keys(made.template.findResources('AWS::Backup::BackupVault'))[0];
    expect(alarmsOf(made)).toEqual({
      BackupMissing: expect.objectContaining({
        Namespace: 'AWS/Backup',
        MetricName: 'NumberOfBackupJobsCompleted',
        Dimensions: [{ Name: 'BackupVaultName', Value: { 'Fn::GetAtt': [vault, 'BackupVaultName'] } }],
        Statistic: 'Sum',
        Period: 86400,
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        EvaluationPeriods: 2,
        DatapointsToAlarm: 2,
        // AWS Backup sends nothing of a day without a job.
        TreatMissingData: 'breaching',
        AlarmActions: noticeOnly,
        OKActions: noticeOnly,
      }),
    });
  });

  test('the name of the vault is the one that the output says', () => {
    const [output] = Object.entries(made.template.findOutputs('*')).filter(([id]) => id.startsWith('PlatformBackupVaultName')).map(([, { Value }]) => Value);
    expect(alarmsOf(made).BackupMissing.Dimensions[0].Value).toEqual(output);
  });

  test.each<[string, BackupOptions, Partial<PdfWebPlatformProps>]>([
    ['prodLean: CloudWatch does not look back for a week', {}, {}],
    ['without a plan', { plan: false }, {}],
    ['with office hours: nothing is backed up at the weekend', { dailyRetention: Duration.days(7), startTime: '18:00' }, { cost: { officeHours: OfficeHours.weekdays() } }],
    ['without a database', { dailyRetention: Duration.days(7) }, { database: { enabled: false } }],
    ['without alarms', { dailyRetention: Duration.days(7) }, { monitoring: { alarms: false } }],
    ['left out', { dailyRetention: Duration.days(7) }, { monitoring: { disabledAlarms: ['BackupMissing'] } }],
  ])('not %s', (_case, backup, props) => {
    expect(idsOf(lean(backup, props))).toEqual([]);
  });
});

describe('R6.2 PDFs that did not get into the recovery region are told', () => {
  const made = lean({ recoveryRegion: there() });
  const bucket = Object.keys(made.template.findResources('AWS::S3::Bucket')).find((id) => id.startsWith('PlatformStorageBucket'))!;

  test('by an alarm in the region of the original, where S3 publishes this metric', () => {
    expect(alarmsOf(made)).toEqual({
      PdfReplicationFailed: expect.objectContaining({
        Namespace: 'AWS/S3',
        MetricName: 'OperationsFailedReplication',
        Statistic: 'Sum',
        Period: 300,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 1,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        TreatMissingData: 'notBreaching',
        AlarmActions: noticeOnly,
        OKActions: noticeOnly,
      }),
    });
  });

  test('of the one rule between the two buckets', () => {
    const { ReplicationConfiguration: { Rules: [rule] } } = made.template.findResources('AWS::S3::Bucket')[bucket].Properties;
    const { Dimensions } = alarmsOf(made).PdfReplicationFailed;
    expect(Dimensions.map(({ Name }: any) => Name)).toEqual(['DestinationBucket', 'RuleId', 'SourceBucket']);
    const [destination, ruleId, source] = Dimensions.map(({ Value }: any) => Value);
    expect([source, ruleId]).toEqual([{ Ref: bucket }, rule.Id]);
    // The other stack tells name and ARN of one bucket, which its outputs name.
    const named = (told: any) => /(Ref|FnGetAtt)(RecoveryPdfsBucket[0-9A-F]{8})/.exec(told['Fn::GetStackOutput'].OutputName)![2];
    expect(named(destination)).toBe(named(rule.Destination.Bucket));
  });

  test('where S3 measures it: also for its promise of a time', () => {
    expect(idsOf(lean({ recoveryRegion: there(), replication: { metrics: false } }))).toEqual([]);
    expect(idsOf(lean({ recoveryRegion: there(), replication: { metrics: false, timeControl: true } }))).toEqual(['PdfReplicationFailed']);
  });

  test('not where nothing is replicated', () => {
    expect(idsOf(lean({ recoveryRegion: there(), replication: { enabled: false } }))).toEqual([]);
    const stack = makeStack();
    const storage = { bucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'their-bucket') };
    expect(idsOf(makePlatform({ preset: PlatformPreset.prodLean(), storage, backup: { recoveryRegion: there() } }, stack))).toEqual([]);
    const key = kms.Key.fromKeyArn(makeStack(), 'Key', 'arn:aws:kms:us-west-2:111122223333:key/12345678-1234-1234-1234-123456789012');
    expect(idsOf(lean({ recoveryRegion: RecoveryRegion.existing('us-west-2', { encryptionKey: key }) }))).toEqual([]);
  });

  test('to a bucket that was there before', () => {
    const pdfBucket = s3.Bucket.fromBucketName(makeStack(), 'There', 'pdfs-there');
    const { PdfReplicationFailed } = alarmsOf(lean({ recoveryRegion: RecoveryRegion.existing('us-west-2', { pdfBucket }), replicateDatabaseBackups: false }));
    expect(PdfReplicationFailed.Dimensions).toContainEqual({ Name: 'DestinationBucket', Value: 'pdfs-there' });
  });

  test('not where it is left out', () => {
    expect(idsOf(lean({ recoveryRegion: there() }, { monitoring: { disabledAlarms: ['PdfReplicationFailed'] } }))).toEqual([]);
  });
});

test('R5.2 both may be left out by their ids', () => {
  expect(ALARM_IDS.slice(-2)).toEqual(IDS);
  const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1' } });
  const leaveOut = () => new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prod(), monitoring: { disabledAlarms: ['BackupLate'] } });
  expect(leaveOut).toThrow(/monitoring\.disabledAlarms.*BackupMissing, PdfReplicationFailed, got 'BackupLate'/);
});
