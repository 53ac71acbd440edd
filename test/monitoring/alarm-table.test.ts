import { PlatformMonitoring } from '../../src';
import { appWith, templatesOf } from '../helpers/configurations';

/** `PlatformDatabaseInstance6BC2E6BA` is DatabaseInstance. */
const nameOf = (logicalId: string) => logicalId.replace(/^Platform/, '').replace(/[0-9A-F]{8}$/, '');
const said = (value: any): string => (typeof value === 'string' ? value : value.Ref ? nameOf(value.Ref) : `${nameOf(value['Fn::GetAtt'][0])}.${value['Fn::GetAtt'][1]}`);

function metricOf({ MetricName, Namespace, Dimensions = [] }: any, stat: string, period: number): string {
  const dimensions = Dimensions.map(({ Name, Value }: any) => `${Name}=${said(Value)}`);
  return `${[Namespace, MetricName, ...dimensions].join(' ')} ${stat}/${period}`;
}

function watched(alarm: any): string {
  if (!alarm.Metrics) return metricOf(alarm, alarm.Statistic ?? alarm.ExtendedStatistic, alarm.Period);
  const stats = alarm.Metrics.filter(({ MetricStat }: any) => MetricStat);
  const shown = stats.map(({ Id, MetricStat: { Metric, Stat, Period } }: any) => `${Id}: ${metricOf(Metric, Stat, Period)}`);
  const [returned] = alarm.Metrics.filter(({ ReturnData }: any) => ReturnData);
  return returned.Expression ? [returned.Expression, ...shown].join('; ') : shown[0].replace(/^m1: /, '');
}

const SIGNS: Record<string, string> = {
  GreaterThanOrEqualToThreshold: '>=', LessThanOrEqualToThreshold: '<=', LessThanThreshold: '<',
};

/** The alarms of the table, one in a line: what is watched, from where on, of how many periods, what no data means, whom it tells, where its runbook is. */
function tableOf(template: any): Record<string, string> {
  const alarms = Object.values<any>(template.Resources).filter(({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && Properties.AlarmName);
  return Object.fromEntries(alarms.map(({ Properties: alarm }) => {
    const [told, ended, ...more] = [...alarm.AlarmActions, ...alarm.OKActions].map(said);
    expect([ended, more]).toEqual([told, []]);
    const [, anchor] = / Runbook: (.*)$/.exec(alarm.AlarmDescription)![1].split('#');
    expect(alarm.AlarmDescription).toContain(`. Runbook: ${PlatformMonitoring.DEFAULT_RUNBOOK_URL}#`);
    const { DatapointsToAlarm, EvaluationPeriods, TreatMissingData } = alarm;
    const when = `${SIGNS[alarm.ComparisonOperator]} ${alarm.Threshold} ${DatapointsToAlarm}/${EvaluationPeriods} ${TreatMissingData}`;
    return [alarm.AlarmName.replace('Stack-Platform-', ''), `${watched(alarm)} | ${when} | ${told.replace('MonitoringTopics', '')} #${anchor}`];
  }));
}

const LB = 'AWS/ApplicationELB';
const OF_LB = 'LoadBalancer=IngressPublicLoadBalancer.LoadBalancerFullName';
const OF_LEAN_LB = 'LoadBalancer=IngressInternalLoadBalancer.LoadBalancerFullName';
const OF_SERVICE = 'ClusterName=ComputeCluster ServiceName=ComputeService.Name';
const OF_INSTANCE = 'InstanceId=ComputeHostInstance';

const loadBalancer = (of: string, targets: string) => ({
  LoadBalancerErrors:
    'IF((FILL(requests,0)+FILL(errors,0))>=20,100*FILL(errors,0)/(FILL(requests,0)+FILL(errors,0)),0); ' +
    `errors: ${LB} HTTPCode_ELB_5XX_Count ${of} Sum/300; requests: ${LB} RequestCount ${of} Sum/300 | >= 1 2/3 notBreaching | Page #load-balancer-errors`,
  TargetErrors:
    'IF(FILL(requests,0)>=20,100*FILL(errors,0)/FILL(requests,0),0); ' +
    `errors: ${LB} HTTPCode_Target_5XX_Count ${of} Sum/300; requests: ${LB} RequestCount ${of} Sum/300 | >= 5 2/3 notBreaching | Page #target-errors`,
  ReleaseErrors:
    'IF((FILL(requests,0)+FILL(unanswered,0))>=4,100*(FILL(errors,0)+FILL(unanswered,0))/(FILL(requests,0)+FILL(unanswered,0)),0); ' +
    `requests: ${LB} RequestCount ${of} Sum/60; errors: ${LB} HTTPCode_Target_5XX_Count ${of} Sum/60; ` +
    `unanswered: ${LB} HTTPCode_ELB_5XX_Count ${of} Sum/60 | >= 5 2/3 notBreaching | Notice #release-errors`,
  UnhealthyTasks: `${LB} UnHealthyHostCount ${of} TargetGroup=${targets}.TargetGroupFullName Maximum/60 | >= 1 8/10 notBreaching | Page #unhealthy-tasks`,
  Latency:
    `IF(FILL(requests,0)>=20,p95,0); p95: ${LB} TargetResponseTime ${of} p95/300; requests: ${LB} RequestCount ${of} Sum/300 | >= 2 3/4 notBreaching | Notice #latency`,
});

const service = {
  ServiceCpu: `AWS/ECS CPUUtilization ${OF_SERVICE} Average/300 | >= 85 3/3 notBreaching | Notice #service-cpu`,
  ServiceMemory: `AWS/ECS MemoryUtilization ${OF_SERVICE} Average/300 | >= 85 3/3 notBreaching | Notice #service-memory`,
};

const database = (prefix: string, instance: string, connections: number, memory: number) => {
  const of = `DBInstanceIdentifier=${instance}`;
  return {
    [`${prefix}Cpu`]: `AWS/RDS CPUUtilization ${of} Average/300 | >= 85 3/3 notBreaching | Notice #database-cpu`,
    [`${prefix}Storage`]: `AWS/RDS FreeStorageSpace ${of} Minimum/300 | <= ${1024 ** 3} 3/3 notBreaching | Page #database-storage`,
    [`${prefix}Connections`]: `AWS/RDS DatabaseConnections ${of} Maximum/300 | >= ${connections} 3/3 notBreaching | Notice #database-connections`,
    [`${prefix}Memory`]: `AWS/RDS FreeableMemory ${of} Minimum/300 | <= ${memory * 1024 ** 2} 3/3 notBreaching | Notice #database-memory`,
    [`${prefix}CpuCredits`]: `AWS/RDS CPUCreditBalance ${of} Minimum/300 | <= 20 24/24 notBreaching | Notice #database-cpu-credits`,
  };
};

const counted = (id: string, anchor: string, threshold: number) => ({
  [id]: `Stack-Platform-Monitoring-Logs ${id} Sum/300 | >= ${threshold} 2/2 notBreaching | Notice #${anchor}`,
});
const logs = { ...counted('ErrorLogs', 'error-logs', 10), ...counted('SlowQueries', 'slow-queries', 50), ...counted('Deadlocks', 'deadlocks', 5) };

const edge = {
  EdgeErrors:
    'IF(FILL(requests,0)>=20,FILL(errors,0),0); errors: AWS/CloudFront 5xxErrorRate DistributionId=EdgeDistribution Region=Global Average/300; ' +
    'requests: AWS/CloudFront Requests DistributionId=EdgeDistribution Region=Global Sum/300 | >= 5 2/3 notBreaching | Page #edge-errors',
};

describe('R5.1 the alarms of a preset, each with metric, threshold, periods, severity and runbook', () => {
  const tableFor = (preset: string, hasDomain = false, props = {}) => tableOf(templatesOf(appWith(preset, { region: 'us-east-1', hasDomain }, props)).Stack);

  test('prod, with a domain', () => {
    const certificate = (of: string) => expect.stringMatching(new RegExp(`^AWS/CertificateManager DaysToExpiry CertificateArn=${of} Minimum/86400 \\| <= 30 1/1 ignore \\| Notice #certificate$`));
    const insights = (metric: string) => `ECS/ContainerInsights ${metric} ${OF_SERVICE}`;
    expect(tableFor('prod', true)).toEqual({
      RunningTasks:
        `desired-FILL(counted,0); desired: ${insights('DesiredTaskCount')} Maximum/60; counted: ${insights('RunningTaskCount')} Minimum/60 ` +
        '| >= 1 10/10 breaching | Page #running-tasks',
      ...loadBalancer(OF_LB, 'IngressPublicTargets'),
      OriginCertificate: certificate('IngressCertificate'),
      ...service,
      ...database('Database', 'DatabaseInstance', 102, 128),
      ...database('Replica', 'DatabaseReadReplica', 102, 128),
      ReplicaLag: 'IF(lag<0,86400,lag); lag: AWS/RDS ReplicaLag DBInstanceIdentifier=DatabaseReadReplica Maximum/60 | >= 60 5/5 notBreaching | Notice #replica-lag',
      ...logs,
      ...edge,
      EdgeCertificate: certificate('EdgeSupportCertificate'),
      BackupMissing:
        'AWS/Backup NumberOfBackupJobsCompleted BackupVaultName=BackupPlanVault.BackupVaultName Sum/86400 | < 1 2/2 breaching | Notice #backup-missing',
    });
  });

  test('prodLean: no replica, no certificate, and tasks are counted by their samples', () => {
    expect(tableFor('prodLean')).toEqual({
      ...loadBalancer(OF_LEAN_LB, 'IngressInternalTargets'),
      ...service,
      RunningTasks: `AWS/ECS CPUUtilization ${OF_SERVICE} SampleCount/60 | < 1 10/10 breaching | Page #running-tasks`,
      ...database('Database', 'DatabaseInstance', 51, 64),
      ...logs,
      ...edge,
    });
  });

  test('dev, if alarms are on: one instance, no load balancer', () => {
    expect(tableFor('dev', false, { monitoring: { alarms: true } })).toEqual({
      RunningTasks:
        `IF(up>=0,FILL(running,0)); up: AWS/EC2 StatusCheckFailed ${OF_INSTANCE} Maximum/60; running: AWS/ECS CPUUtilization ${OF_SERVICE} SampleCount/60 ` +
        '| < 1 10/10 notBreaching | Page #running-tasks',
      ...service,
      InstanceStatus: `AWS/EC2 StatusCheckFailed ${OF_INSTANCE} Maximum/60 | >= 1 5/5 notBreaching | Page #instance-status`,
      InstanceDisk: `CWAgent disk_used_percent ${OF_INSTANCE} Maximum/300 | >= 80 3/3 missing | Notice #instance-disk`,
      InstanceCpuCredits: `AWS/EC2 CPUCreditBalance ${OF_INSTANCE} Minimum/300 | <= 20 24/24 notBreaching | Notice #instance-cpu-credits`,
      ...database('Database', 'DatabaseInstance', 51, 64),
      ...logs,
      ...edge,
    });
  });

  test('as many tasks as scaling keeps should run', () => {
    expect(tableFor('prodLean', false, { compute: { minTasks: 3 } }).RunningTasks).toContain(' SampleCount/60 | < 3 10/10 breaching');
  });

  test('dev has none', () => {
    expect(tableFor('dev')).toEqual({});
  });
});
