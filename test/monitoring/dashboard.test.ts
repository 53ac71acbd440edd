import { App, Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type PdfWebPlatformProps, PlatformMonitoring, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const textOf = (part: any): string => {
  if (typeof part === 'string') return part;
  if (part.Ref) return part.Ref === 'AWS::Region' ? 'here' : part.Ref.replace(/[0-9A-F]{8}$/, '');
  const [id, attribute] = part['Fn::GetAtt'] ?? [part['Fn::GetStackOutput'].StackName, part['Fn::GetStackOutput'].OutputName];
  return `${id.replace(/[0-9A-F]{8}$/, '')}.${attribute}`;
};

/** The dashboard as CloudWatch gets it, once what is known at deployment is filled in. */
function dashboardOf(template: Template): any {
  const { DashboardBody } = onlyResource(template, 'AWS::CloudWatch::Dashboard').Properties;
  return JSON.parse(DashboardBody['Fn::Join'][1].map(textOf).join(''));
}

const bodyWith = (props: Partial<PdfWebPlatformProps> = {}, stack?: Stack) => dashboardOf(makePlatform(props, stack).template);
const dev = { preset: PlatformPreset.dev() };

/** The metrics of all graphs, as `namespace metric`, with the statistic that is asked for. */
const metricsOf = ({ widgets }: any): string[] => widgets.filter(({ type }: any) => type === 'metric').flatMap(({ properties }: any) => properties.metrics
  .filter(([namespace]: any) => typeof namespace === 'string')
  .map((metric: any[]) => `${metric[0]} ${metric[1]} ${metric.at(-1).stat ?? 'Average'}`));
const titlesOf = ({ widgets }: any): string[] => widgets.map(({ properties }: any) => properties.title ?? properties.markdown.split('\n')[0]);

describe('R5.1 R5.2 one page shows the platform', () => {
  const body = bodyWith();
  const shown = metricsOf(body);

  test.each<[string, string[]]>([
    ['CloudFront', ['AWS/CloudFront Requests Sum', 'AWS/CloudFront 4xxErrorRate Average', 'AWS/CloudFront 5xxErrorRate Average', 'AWS/CloudFront BytesDownloaded Sum', 'AWS/CloudFront OriginLatency p50', 'AWS/CloudFront OriginLatency p95', 'AWS/CloudFront OriginLatency p99', 'AWS/CloudFront CacheHitRate Average']],
    ['the firewall', ['AWS/WAFV2 AllowedRequests Sum', 'AWS/WAFV2 BlockedRequests Sum', 'AWS/WAFV2 CountedRequests Sum']],
    ['the load balancer', ['AWS/ApplicationELB RequestCount Sum', 'AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum', 'AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum', 'AWS/ApplicationELB TargetResponseTime p50', 'AWS/ApplicationELB TargetResponseTime p95', 'AWS/ApplicationELB TargetResponseTime p99', 'AWS/ApplicationELB HealthyHostCount Minimum', 'AWS/ApplicationELB UnHealthyHostCount Maximum']],
    ['the tasks', ['AWS/ECS CPUUtilization Average', 'AWS/ECS CPUUtilization Maximum', 'AWS/ECS MemoryUtilization Average', 'AWS/ECS MemoryUtilization Maximum']],
    ['the database', ['CPUUtilization Average', 'FreeableMemory Minimum', 'FreeStorageSpace Minimum', 'DatabaseConnections Maximum', 'ReadIOPS Average', 'WriteIOPS Average', 'ReadLatency Average', 'WriteLatency Average', 'NetworkReceiveThroughput Average', 'NetworkTransmitThroughput Average', 'ReplicaLag Maximum'].map((name) => `AWS/RDS ${name}`)],
    ['the bucket', ['AWS/S3 BucketSizeBytes Average', 'AWS/S3 NumberOfObjects Average', 'AWS/S3 GetRequests Sum', 'AWS/S3 PutRequests Sum', 'AWS/S3 4xxErrors Sum', 'AWS/S3 5xxErrors Sum', 'AWS/S3 FirstByteLatency p95', 'AWS/S3 BytesDownloaded Sum']],
  ])('%s', (_name, metrics) => {
    expect(shown).toEqual(expect.arrayContaining(metrics));
  });

  test('network and disk of the tasks, where Container Insights measures them', () => {
    const insights = (props: Partial<PdfWebPlatformProps>) =>
      metricsOf(bodyWith(props)).filter((metric) => metric.startsWith('ECS/ContainerInsights')).map((metric) => metric.split(' ')[1]);
    expect(insights({})).toEqual(['NetworkRxBytes', 'NetworkTxBytes', 'StorageReadBytes', 'StorageWriteBytes']);
    expect(insights({ preset: PlatformPreset.prodLean() })).toEqual([]);
  });

  test('the replica has what the database has', () => {
    const all: any[][] = body.widgets.flatMap(({ properties }: any) => properties.metrics ?? []);
    const of = (instance: string) => all.filter((metric) => metric[3] === instance).map(([, name]) => name);
    expect(of('PlatformDatabaseReadReplica')).toEqual([...of('PlatformDatabaseInstance'), 'ReplicaLag']);
  });

  test("dev's instance: CPU, credits, disk, network, checks; no load balancer, no bucket's requests", () => {
    const metrics = metricsOf(bodyWith(dev));
    expect(metrics).toEqual(expect.arrayContaining(['AWS/EC2 CPUUtilization Average', 'AWS/EC2 CPUCreditBalance Minimum', 'CWAgent disk_used_percent Maximum', 'AWS/EC2 NetworkIn Sum', 'AWS/EC2 NetworkOut Sum']));
    expect(metrics.join()).not.toMatch(/ApplicationELB|WAFV2|GetRequests|OriginLatency/);
  });

  test('from what users notice down to what it is made of', () => {
    const headings = titlesOf(body).filter((title) => title.startsWith('#')).map((title) => title.split(':')[0]);
    expect(headings).toEqual(['# Stack/Platform', '## CloudFront', '## Load balancer', '## Application', '## Database', '### Read replica', '## PDFs', '## Logs']);
    expect(body.widgets[0].properties.markdown).toContain(`[Runbooks](${PlatformMonitoring.DEFAULT_RUNBOOK_URL})`);
  });

  test('both target groups, where releases move traffic between them', () => {
    const { widgets } = bodyWith({ compute: { deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN } });
    const { metrics } = widgets.find(({ properties }: any) => properties.title === 'Tasks that are asked').properties;
    const expressions = metrics.map(([first]: any[]) => first.expression).filter(Boolean);
    expect(expressions).toEqual(['FILL(healthyOne,0)+FILL(healthyOther,0)', 'FILL(unhealthyOne,0)+FILL(unhealthyOther,0)']);
    const ids = metrics.map((metric: any[]) => metric.at(-1).id).filter(Boolean);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('R5.1 the dashboard is one that CloudWatch takes', () => {
  test.each<[string, Partial<PdfWebPlatformProps>]>([
    ['prod', {}], ['prodLean', { preset: PlatformPreset.prodLean() }], ['dev', dev], ['dev with alarms', { ...dev, monitoring: { alarms: true } }],
  ])('%s: widgets fit into 24 columns and do not overlap, with at most 500 metrics', (_name, props) => {
    const body = bodyWith(props);
    const taken = new Set<string>();
    for (const { x, y, width, height } of body.widgets) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column++) {
        for (let row = y; row < y + height; row++) {
          expect(taken).not.toContain(`${column},${row}`);
          taken.add(`${column},${row}`);
        }
      }
    }
    expect(body.widgets.length).toBeLessThanOrEqual(500);
    expect(metricsOf(body).length).toBeLessThanOrEqual(500);
  });

  test('CloudFront and the firewall are asked in us-east-1, whatever the region', () => {
    const tokyo = bodyWith({}, makeStack({ env: { region: 'ap-northeast-1' } }));
    const ofEdge = tokyo.widgets.filter(({ properties }: any) => /AWS\/(CloudFront|WAFV2)/.test(JSON.stringify(properties.metrics ?? '')));
    expect(ofEdge.length).toBeGreaterThan(5);
    for (const { properties } of ofEdge) {
      expect(properties.region).toBe('us-east-1');
      for (const metric of properties.metrics) expect(metric.at(-1).region).toBe('us-east-1');
    }
    const { properties } = tokyo.widgets.find((widget: any) => widget.properties.title === 'What the firewall blocked');
    expect(properties.region).toBe('us-east-1');
  });

  test('CloudFront says Global, the firewall no region, and both name what they are of', () => {
    const metrics = bodyWith().widgets.flatMap(({ properties }: any) => properties.metrics ?? []);
    const { template } = makePlatform();
    const { MetricName } = onlyResource(template, 'AWS::WAFv2::WebACL').Properties.VisibilityConfig;
    for (const metric of metrics.filter(([namespace]: any[]) => namespace === 'AWS/CloudFront')) expect(metric.slice(2, -1)).toEqual(['DistributionId', 'PlatformEdgeDistribution', 'Region', 'Global']);
    for (const metric of metrics.filter(([namespace]: any[]) => namespace === 'AWS/WAFV2')) expect(metric.slice(2, -1)).toEqual(['Rule', 'ALL', 'WebACL', MetricName]);
  });

  test('alarms have a widget, with the platform as a whole first, if there are any', () => {
    const [, first, all] = bodyWith().widgets.map(({ properties }: any) => properties);
    expect([first.title, all.title]).toEqual(['The platform as a whole, and CloudFront', 'Alarms']);
    expect(first.alarms).toEqual(['PlatformMonitoringAlarmsPlatformUnhealthy.Arn', 'PlatformMonitoringEdgeAlarmsEdgeErrors.Arn']);
    expect(all.alarms).toContain('PlatformMonitoringAlarmsTargetErrors.Arn');
    expect(all.alarms.length).toBeLessThanOrEqual(100);
    expect(titlesOf(bodyWith(dev))).not.toContain('Alarms');
  });

  test('it can be off', () => {
    const { template, platform } = makePlatform({ monitoring: { dashboard: false } });
    template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
    expect(platform.monitoring.dashboard).toBeUndefined();
  });

  test('it can be made where the region is unknown', () => {
    expect(titlesOf(bodyWith(dev, new Stack(new App(), 'Anywhere')))).toContain('Error rate');
  });
});
