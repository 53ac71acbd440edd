import { CfnParameter, Fn, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AnomalyEmailFrequency, CostAnomalyAlerts, type CostAnomalyAlertsProps, CostAnomalyDetection } from '../../../src/cost/accounting/anomaly-detection';
import { makeStack, onlyResource, resourcesOf } from '../../helpers/platform';

const EMAIL = 'bills@example.com';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:notices';
const MONITOR = 'arn:aws:ce::111122223333:anomalymonitor/12345678-1234-1234-1234-123456789012';

function makeAlerts(props: Partial<CostAnomalyAlertsProps> = {}, stack = makeStack()) {
  const alerts = new CostAnomalyAlerts(stack, 'Anomalies', { detection: CostAnomalyDetection.servicesMonitor(), ...props });
  return { stack, alerts, template: Template.fromStack(stack) };
}

const above = (usd: string) => JSON.stringify({ Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: [usd] } });

describe('R7.2 the monitor of services', () => {
  test('is dimensional, by service, with a name of the stack', () => {
    const { template } = makeAlerts({ emails: [EMAIL] });
    expect(onlyResource(template, 'AWS::CE::AnomalyMonitor').Properties).toEqual({
      MonitorName: expect.stringMatching(/^services-Stack-[0-9a-f]{8}-us-east-1$/),
      MonitorType: 'DIMENSIONAL',
      MonitorDimension: 'SERVICE',
    });
  });

  test('carries no tags, since other ones would replace it and AWS allows one', () => {
    const stack = makeStack();
    Tags.of(stack).add('app', 'pdf');
    const { template } = makeAlerts({ emails: [EMAIL], topicArn: TOPIC }, stack);
    expect(JSON.stringify(template.toJSON())).not.toContain('ResourceTags');
  });

  test('an imported one is not made', () => {
    const { template, alerts } = makeAlerts({ detection: CostAnomalyDetection.fromMonitorArn(MONITOR), emails: [EMAIL] });
    template.resourceCountIs('AWS::CE::AnomalyMonitor', 0);
    expect(onlyResource(template, 'AWS::CE::AnomalySubscription').Properties.MonitorArnList).toEqual([MONITOR]);
    expect(alerts.monitorArn).toBe(MONITOR);
  });

  test('an imported one has the ARN of a monitor, or a token', () => {
    expect(() => CostAnomalyDetection.fromMonitorArn('monitor')).toThrow("'cost.anomalyDetection monitorArn' must be the ARN of an anomaly monitor, got 'monitor'");
    const { template } = makeAlerts({ detection: CostAnomalyDetection.fromMonitorArn(Fn.importValue('monitor')), emails: [EMAIL] });
    expect(onlyResource(template, 'AWS::CE::AnomalySubscription').Properties.MonitorArnList).toEqual([{ 'Fn::ImportValue': 'monitor' }]);
  });
});

describe('R5.2 R7.2 who is told of anomalies', () => {
  test('e-mail addresses once a day, from 20 dollars on', () => {
    const { template } = makeAlerts({ emails: [EMAIL, 'two@example.com'] });
    const [monitor] = Object.keys(resourcesOf(template, 'AWS::CE::AnomalyMonitor'));
    expect(onlyResource(template, 'AWS::CE::AnomalySubscription').Properties).toEqual({
      SubscriptionName: expect.stringMatching(/^EmailAlerts-Stack-[0-9a-f]{8}-us-east-1$/),
      MonitorArnList: [{ 'Fn::GetAtt': [monitor, 'MonitorArn'] }],
      Frequency: 'DAILY',
      Subscribers: [{ Type: 'EMAIL', Address: EMAIL }, { Type: 'EMAIL', Address: 'two@example.com' }],
      ThresholdExpression: above('20'),
    });
  });

  test('e-mail addresses once a week', () => {
    const detection = CostAnomalyDetection.servicesMonitor({ emailFrequency: AnomalyEmailFrequency.WEEKLY, minImpactUsd: 0.5 });
    const { template } = makeAlerts({ detection, emails: [EMAIL] });
    expect(onlyResource(template, 'AWS::CE::AnomalySubscription').Properties).toMatchObject({ Frequency: 'WEEKLY', ThresholdExpression: above('0.5') });
  });

  test('a topic at once', () => {
    const { template } = makeAlerts({ topicArn: TOPIC });
    expect(onlyResource(template, 'AWS::CE::AnomalySubscription').Properties).toMatchObject({
      Frequency: 'IMMEDIATE',
      Subscribers: [{ Type: 'SNS', Address: TOPIC }],
      ThresholdExpression: above('20'),
    });
  });

  test('both: two subscriptions of one monitor', () => {
    const { template } = makeAlerts({ topicArn: TOPIC, emails: [EMAIL] });
    template.resourceCountIs('AWS::CE::AnomalyMonitor', 1);
    const found = Object.values(resourcesOf(template, 'AWS::CE::AnomalySubscription')).map(({ Properties }) => Properties);
    expect(found.map(({ Frequency, Subscribers }) => [Frequency, Subscribers.map(({ Type }: any) => Type)]).sort()).toEqual([
      ['DAILY', ['EMAIL']], ['IMMEDIATE', ['SNS']],
    ]);
    expect(new Set(found.map(({ SubscriptionName }) => SubscriptionName)).size).toBe(2);
  });

  test('the deprecated threshold is not used', () => {
    const { template } = makeAlerts({ topicArn: TOPIC });
    expect(onlyResource(template, 'AWS::CE::AnomalySubscription').Properties).not.toHaveProperty('Threshold');
  });

  test('tokens pass', () => {
    const stack = makeStack();
    const minImpactUsd = new CfnParameter(stack, 'Usd', { type: 'Number' }).valueAsNumber;
    const { template } = makeAlerts({ detection: CostAnomalyDetection.servicesMonitor({ minImpactUsd }), topicArn: Fn.importValue('topic') }, stack);
    const { Subscribers, ThresholdExpression } = onlyResource(template, 'AWS::CE::AnomalySubscription').Properties;
    expect(Subscribers).toEqual([{ Type: 'SNS', Address: { 'Fn::ImportValue': 'topic' } }]);
    expect(ThresholdExpression).toEqual({ 'Fn::Join': ['', [above('@').split('@')[0], { Ref: 'Usd' }, above('@').split('@')[1]]] });
  });

  test.each<[string, () => unknown, string]>([
    ['nobody', () => makeAlerts(), "'cost.anomalyDetection' needs 'emails' or 'topicArn'"],
    ['no address', () => makeAlerts({ emails: ['x'] }), "'cost.anomalyDetection.emails' must be e-mail addresses, got 'x'"],
    ['no topic', () => makeAlerts({ topicArn: 'x' }), "'cost.anomalyDetection.topicArn' must be the ARN of an SNS topic, got 'x'"],
    ['11 addresses', () => makeAlerts({ emails: [...Array(11).keys()].map((each) => `${each}@example.com`) }), 'must be a whole number from 0 to 10, got 11'],
    ['less than nothing', () => CostAnomalyDetection.servicesMonitor({ minImpactUsd: -1 }), "'cost.anomalyDetection.minImpactUsd' must be a number of US dollars from 0 to 10000000000, got -1"],
    ['too much', () => CostAnomalyDetection.fromMonitorArn(MONITOR, { minImpactUsd: 1e11 }), 'got 100000000000'],
    [
      'a frequency without addresses',
      () => makeAlerts({ topicArn: TOPIC, detection: CostAnomalyDetection.servicesMonitor({ emailFrequency: AnomalyEmailFrequency.DAILY }) }),
      "'cost.anomalyDetection.emailFrequency' needs 'emails'",
    ],
  ])('%s is refused', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
