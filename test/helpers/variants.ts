import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import {
  AccountPlan, ChatChannel, ComputeCapacity, CostAnomalyDetection, IngressExposure, OfficeHours, type PdfWebPlatformProps, PlatformImage, PlatformNat,
  SignedPdfDelivery,
} from '../../src';

const PUBLIC_KEY = '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n';
/** What consumers may ask for, each of which brings resources or settings that the presets do not have. */
export const VARIANTS: Record<string, [string, Partial<PdfWebPlatformProps>]> = {
  public: ['prod', { ingress: { exposure: IngressExposure.PUBLIC } }],
  natInstance: ['prodLean', { network: { nat: PlatformNat.instance() } }],
  regionalNat: ['prod', { network: { nat: PlatformNat.regionalGateway() } }],
  endpoints: ['prod', { network: { nat: PlatformNat.none(), interfaceEndpoints: [ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER, ec2.InterfaceVpcEndpointAwsService.ECR] } }],
  exec: ['prod', { compute: { enableExecuteCommand: true, readonlyRootFilesystem: false } }],
  malware: ['prod', { storage: { malwareScan: true } }],
  malwareSse: ['prodLean', { storage: { malwareScan: true } }],
  canary: ['prod', { compute: { deploymentStrategy: ecs.DeploymentStrategy.CANARY } }],
  signed: ['prod', { edge: { signedPdfs: SignedPdfDelivery.fromPublicKey(PUBLIC_KEY) } }],
  managed: ['prodLean', { database: { managedPassword: true } }],
  noReplica: ['prod', { database: { readReplica: false, iamAuthentication: true, performanceInsights: true, instanceType: new ec2.InstanceType('m7g.large') } }],
  replicaNoNat: ['prodLean', { database: { readReplica: true } }],
  snapshot: ['prod', { database: { snapshotIdentifier: 'snap' } }],
  registry: ['prod', { image: PlatformImage.fromRegistry('nginx') }],
  free: ['dev', { accountPlan: AccountPlan.FREE }],
  arm: ['dev', { compute: { capacity: ComputeCapacity.ec2Instance(new ec2.InstanceType('t4g.micro')) } }],
  noLogs: ['prod', { storage: { accessLogs: false } }],
  unversioned: ['prodLean', { storage: { versioned: false } }],
  unprotected: ['prod', { database: { deletionProtection: false }, ingress: { deletionProtection: false } }],
  devMaintenance: ['dev', { edge: { maintenancePage: true } }],
  insights: ['prod', { compute: { containerInsights: ecs.ContainerInsights.DISABLED } }],
  waf: ['prodLean', { edge: { waf: true } }],
  noFlowLogs: ['prod', { network: { flowLogs: false } }],
  devAlarms: ['dev', { monitoring: { alarms: true, pageEmails: ['oncall@example.com'] } }],
  alwaysOn: ['dev', { cost: { officeHours: OfficeHours.always() } }],
  lightsOff: ['prodLean', { cost: { officeHours: OfficeHours.weekdays({ timeZone: 'Europe/Berlin' }) } }],
  quiet: ['prod', { monitoring: { alarms: false, dashboard: false, savedQueries: false }, edge: { additionalMetrics: false }, storage: { requestMetrics: false } }],
  chat: ['prod', { monitoring: { chatChannels: [ChatChannel.slack('T0123ABCD', 'C0123ABCD')], noticeEmails: ['team@example.com'] } }],
  accounts: ['prod', { cost: { budget: { monthlyUsd: 300, savingsPlansCoveragePercent: 80 }, anomalyDetection: CostAnomalyDetection.servicesMonitor(), allocationTag: { key: 'app', value: 'pdf' } } }],
  switchedOff: ['prod', { database: { monitoringInterval: Duration.seconds(0), rotateSecretEvery: Duration.days(0) }, storage: { infrequentAccessAfter: Duration.days(0) } }],
};
