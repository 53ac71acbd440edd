import { Duration, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { DataProtection } from './data-protection';
import type { PlatformSettings } from './platform-settings';
import { ComputeCapacity } from '../compute/compute-capacity';
import { OfficeHours } from '../cost/office-hours/office-hours';
import { IngressExposure } from '../ingress/ingress-options';
import { PlatformNat } from '../network/nat';

const { T3, T4G } = ec2.InstanceClass;
const { MICRO, SMALL } = ec2.InstanceSize;
const { ARM64 } = ecs.CpuArchitecture;

/** The design's workload of production. */
const DESIGNED_USAGE = { downloads: Size.gibibytes(10), pdfStorage: Size.gibibytes(10) };

/** The cheapest that behaves like production: one instance, one zone, nothing kept. */
export function devSettings(): PlatformSettings {
  return {
    network: { maxAzs: 2, nat: PlatformNat.none(), flowLogRetention: logs.RetentionDays.ONE_WEEK },
    storage: { accessLogs: false, noncurrentVersionExpiration: Duration.days(7) },
    database: {
      instanceType: ec2.InstanceType.of(T3, MICRO),
      multiAz: false,
      readReplica: false,
      maxAllocatedStorage: Size.gibibytes(30),
      logRetention: logs.RetentionDays.ONE_WEEK,
    },
    compute: {
      capacity: ComputeCapacity.ec2Instance(ec2.InstanceType.of(T3, MICRO)),
      containerInsights: ecs.ContainerInsights.DISABLED,
      logRetention: logs.RetentionDays.ONE_WEEK,
    },
    ingress: { exposure: IngressExposure.INSTANCE },
    edge: { waf: false, maintenancePage: false },
    backup: { plan: false, configurationBucket: false, environmentHistory: false },
    monitoring: { alarms: false },
    operations: { runbooks: false },
    cost: {
      officeHours: OfficeHours.weekdays(),
      usage: {
        requests: 20_000,
        downloads: Size.gibibytes(1),
        pdfStorage: Size.gibibytes(5),
        pdfWrites: 1000,
        pdfReads: 10_000,
        logs: Size.mebibytes(512),
        egress: Size.gibibytes(1),
      },
    },
    dataProtection: DataProtection.DISPOSABLE,
    customerManagedKey: false,
  };
}

/** Production for $40–50 a month: data is protected, but one zone's failure is an outage. */
export function prodLeanSettings(): PlatformSettings {
  return {
    network: { maxAzs: 2, nat: PlatformNat.none(), flowLogRetention: logs.RetentionDays.ONE_MONTH },
    storage: { accessLogs: true, accessLogRetention: Duration.days(90) },
    database: {
      instanceType: ec2.InstanceType.of(T4G, MICRO),
      multiAz: false,
      readReplica: false,
      logRetention: logs.RetentionDays.ONE_MONTH,
    },
    compute: {
      capacity: ComputeCapacity.fargate({ cpu: 256, memoryLimitMiB: 512, cpuArchitecture: ARM64 }),
      minTasks: 1,
      maxTasks: 3,
      containerInsights: ecs.ContainerInsights.DISABLED,
      logRetention: logs.RetentionDays.ONE_MONTH,
    },
    ingress: { exposure: IngressExposure.VPC_ORIGIN },
    edge: { waf: false, maintenancePage: true },
    // RDS's own backups are the daily ones.
    backup: { plan: true, dailyRetention: Duration.days(0), weeklyRetention: Duration.days(35) },
    monitoring: { alarms: true },
    operations: { runbooks: true },
    cost: { usage: DESIGNED_USAGE },
    dataProtection: DataProtection.PROTECTED,
    customerManagedKey: false,
  };
}

/** Production with the design's whole high availability: no single zone, instance or task takes it down. */
export function prodSettings(): PlatformSettings {
  return {
    network: { maxAzs: 2, nat: PlatformNat.gatewayPerAz(), flowLogRetention: logs.RetentionDays.ONE_YEAR },
    storage: { accessLogs: true, accessLogRetention: Duration.days(365), infrequentAccessAfter: Duration.days(90), requestMetrics: true },
    database: {
      instanceType: ec2.InstanceType.of(T3, SMALL),
      multiAz: true,
      readReplica: true,
      monitoringInterval: Duration.seconds(60),
      logRetention: logs.RetentionDays.ONE_YEAR,
    },
    compute: {
      capacity: ComputeCapacity.fargate({ cpu: 512, memoryLimitMiB: 2048, cpuArchitecture: ARM64 }),
      minTasks: 2,
      maxTasks: 6,
      containerInsights: ecs.ContainerInsights.ENABLED,
      logRetention: logs.RetentionDays.ONE_YEAR,
    },
    ingress: { exposure: IngressExposure.CLOUDFRONT_ONLY },
    edge: { waf: true, maintenancePage: true, additionalMetrics: true },
    backup: { plan: true, dailyRetention: Duration.days(35), weeklyRetention: Duration.days(90), restoreTesting: true },
    monitoring: { alarms: true },
    operations: { runbooks: true, drills: true },
    cost: { usage: DESIGNED_USAGE },
    dataProtection: DataProtection.PROTECTED,
    customerManagedKey: true,
  };
}
