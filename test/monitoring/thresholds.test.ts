import { readFileSync } from 'node:fs';
import { Duration, Size } from 'aws-cdk-lib';
import type { AlarmThresholds, MonitoringOptions } from '../../src';
import { ALARM_IDS } from '../../src/monitoring/monitoring-checks';
import { appWith, templatesOf } from '../helpers/configurations';

/** Every alarm that there can be is in one of the two: prod with a domain, and dev's instance. */
function alarmsWith(monitoring: MonitoringOptions): Record<string, any> {
  const templates = ['prod', 'dev'].map((preset) =>
    templatesOf(appWith(preset, { region: 'us-east-1', hasDomain: preset === 'prod', recovery: preset === 'prod' ? 'us-west-2' : undefined }, { monitoring: { alarms: true, ...monitoring } })).Stack);
  return Object.fromEntries(templates.flatMap(({ Resources }, index) =>
    Object.values<any>(Resources)
      .filter(({ Type, Properties }) => /^AWS::CloudWatch::(Composite)?Alarm$/.test(Type) && Properties.AlarmName)
      .map(({ Properties }) => [`${index ? 'dev ' : ''}${Properties.AlarmName.replace('Stack-Platform-', '')}`, Properties])));
}

const both = (...ids: string[]) => [...ids, ...ids.map((id) => `dev ${id}`)];
const ofDatabases = (what: string) => [...both(`Database${what}`), `Replica${what}`];

describe('R5.1 a threshold', () => {
  const before = alarmsWith({});

  /** Which alarms are not as they were, and what of them: the threshold, or the expression. */
  function changesOf(thresholds: AlarmThresholds): { ids: string[]; thresholds: number[]; others: string[] } {
    const after = alarmsWith({ thresholds });
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const ids = Object.keys(after).filter((id) => JSON.stringify(after[id]) !== JSON.stringify(before[id]));
    const changed = ids.map((id) => after[id].Threshold);
    const others = ids.filter((id) => JSON.stringify({ ...after[id], Threshold: 0 }) !== JSON.stringify({ ...before[id], Threshold: 0 }));
    return { ids: ids.sort(), thresholds: [...new Set(changed)], others: others.sort() };
  }

  const CASES: [keyof AlarmThresholds, any, number, string[]][] = [
    ['edgeErrorPercent', 7.5, 7.5, both('EdgeErrors')],
    ['loadBalancerErrorPercent', 2.5, 2.5, ['LoadBalancerErrors']],
    ['targetErrorPercent', 0.1, 0.1, ['ReleaseErrors', 'TargetErrors']],
    ['latencyP95', Duration.millis(750), 0.75, ['Latency']],
    ['unhealthyTasks', 2, 2, ['UnhealthyTasks']],
    ['serviceCpuPercent', 70, 70, both('ServiceCpu')],
    ['serviceMemoryPercent', 71, 71, both('ServiceMemory')],
    ['errorLogs', 3, 3, both('ErrorLogs')],
    ['instanceDiskPercent', 60, 60, ['dev InstanceDisk']],
    ['instanceCpuCredits', 50, 50, ['dev InstanceCpuCredits']],
    ['databaseCpuPercent', 72, 72, ofDatabases('Cpu')],
    ['databaseFreeStorage', Size.gibibytes(5), 5 * 1024 ** 3, ofDatabases('Storage')],
    ['databaseConnections', 33, 33, ofDatabases('Connections')],
    ['databaseFreeableMemory', Size.mebibytes(200), 200 * 1024 ** 2, ofDatabases('Memory')],
    ['databaseCpuCredits', 40, 40, ofDatabases('CpuCredits')],
    ['replicaLag', Duration.minutes(10), 600, ['ReplicaLag']],
    ['slowQueries', 7, 7, both('SlowQueries')],
    ['deadlocks', 1, 1, both('Deadlocks')],
    ['certificateDays', 45, 45, ['EdgeCertificate', 'OriginCertificate']],
  ];

  test.each(CASES)('%s is of exactly the alarms that it is for', (prop, value, threshold, ids) => {
    expect(changesOf({ [prop]: value })).toEqual({ ids: ids.sort(), thresholds: [threshold], others: [] });
  });

  test('minRequests is in every expression, and changes no threshold', () => {
    const ids = ['LoadBalancerErrors', 'TargetErrors', 'ReleaseErrors', 'Latency', ...both('EdgeErrors')].sort();
    const { ids: changed, others } = changesOf({ minRequests: 100 });
    expect([changed, others]).toEqual([ids, ids]);
    const after = alarmsWith({ thresholds: { minRequests: 100 } });
    for (const id of ids) {
      // Of five minutes; of one a fifth.
      expect(after[id].Metrics[0].Expression).toContain(id === 'ReleaseErrors' ? '>=20,' : '>=100,');
      expect(after[id].Threshold).toBe(before[id].Threshold);
    }
  });

  test('is tested, whichever there is', () => {
    const documented = readFileSync('src/monitoring/alarm-thresholds.ts', 'utf8').matchAll(/readonly (\w+)\?/g);
    expect(['minRequests', ...CASES.map(([prop]) => prop)].sort()).toEqual([...documented].map(([, prop]) => prop).sort());
  });
});

describe('R5.1 alarms that are disabled', () => {
  const idsOf = (monitoring: MonitoringOptions) => [...new Set(Object.keys(alarmsWith(monitoring)).map((id) => id.replace('dev ', '')))].sort();

  test('are known by the ids of alarms that there are', () => {
    expect(idsOf({})).toEqual([...ALARM_IDS].sort());
  });

  test.each(['EdgeErrors', 'ReplicaCpu', 'PlatformUnhealthy'])('%s alone is not there', (id) => {
    expect(idsOf({ disabledAlarms: [id] })).toEqual([...ALARM_IDS].filter((other) => other !== id).sort());
  });

  test('may be all: nothing pages, nothing is combined, no release is taken back', () => {
    const disabledAlarms = [...ALARM_IDS];
    // Nothing would end a drill.
    const props = { monitoring: { disabledAlarms }, operations: { drills: false } };
    const { Resources } = templatesOf(appWith('prod', { region: 'us-east-1', hasDomain: false }, props)).Stack;
    expect(Object.values<any>(Resources).filter(({ Type, Properties }) => /Alarm$/.test(Type) && Properties.AlarmName)).toEqual([]);
    const [service] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::ECS::Service');
    expect(service.Properties.DeploymentConfiguration.Alarms).toEqual({ AlarmNames: [], Enable: false, Rollback: false });
  });

  test('that would take a release back are not named by the service', () => {
    const { Resources } = templatesOf(appWith('prod', { region: 'us-east-1', hasDomain: false }, { monitoring: { disabledAlarms: ['Latency'] } })).Stack;
    const [service] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::ECS::Service');
    expect(service.Properties.DeploymentConfiguration.Alarms.AlarmNames).not.toContain('Stack-Platform-Latency');
    expect(JSON.stringify(Resources)).not.toContain('AlarmsLatency');
  });
});
