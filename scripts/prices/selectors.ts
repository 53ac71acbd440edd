import type { PricedRegion } from '../../src/cost/price';

/** Where AWS's price list has a price of ours. */
export interface Selector {
  /** The offer code, which names the file. */
  readonly offer: string;
  /** The files to look into, until one has a match. */
  readonly places: readonly ('region' | 'aws-other')[];
  /** Their usage types, any of them. */
  readonly usageTypes: Readonly<Record<PricedRegion, readonly string[]>>;
  /** What else the product must have; with several, the next counts only where the one before matches nothing. */
  readonly attributes: readonly Readonly<Record<string, string>>[];
  /** The units that the price may be for, without regard to case. */
  readonly units: readonly string[];
  /** How many of the list's units one unit of the row has. */
  readonly factor: number;
}

type Attributes = Record<string, string>;
type UsageTypes = Selector['usageTypes'];

/** What belongs to no region has a file of its own. */
const GLOBAL = { places: ['aws-other'] } as const;
const BOTH = { places: ['region', 'aws-other'] } as const;
const MILLION = 1_000_000;

/** us-east-1 has some usage types bare, some with its prefix; where it has both, there are two matches and so an error. */
const regional = (name: string): UsageTypes => ({ 'us-east-1': [name, `USE1-${name}`], 'ap-northeast-1': [`APN1-${name}`] });
/** For those of which us-east-1's bare one is something else, or a duplicate. */
const prefixed = (name: string): UsageTypes => ({ 'us-east-1': [`USE1-${name}`], 'ap-northeast-1': [`APN1-${name}`] });
/** CloudFront's are the edge locations' geographies: United States and Japan. */
const edge = (name: string): UsageTypes => ({ 'us-east-1': [`US-${name}`], 'ap-northeast-1': [`JP-${name}`] });
const everywhere = (name: string): UsageTypes => ({ 'us-east-1': [name], 'ap-northeast-1': [name] });

type More = Partial<Pick<Selector, 'places' | 'factor'>>;

function of(offer: string, usageTypes: UsageTypes, units: string[], attributes: Attributes | Attributes[] = {}, more: More = {}): Selector {
  return { offer, usageTypes, units, attributes: [attributes].flat(), places: ['region'], factor: 1, ...more };
}

const fargate = (name: string) => of('AmazonECS', prefixed(`Fargate-${name}`), ['hours', 'Hrs'], { productFamily: 'Compute', tenancy: 'Shared' });
/** Usage types are the same for application, network and gateway load balancers. */
const alb = (name: string, unit: string) => of('AWSELB', regional(name), [unit], { productFamily: 'Load Balancer-Application' });
/** Regional NAT gateways have an operation of their own. */
const nat = (name: string, unit: string) => of('AmazonEC2', regional(name), [unit], { productFamily: 'NAT Gateway', operation: 'NatGateway' });
const endpoint = (name: string, unit: string) =>
  of('AmazonVPC', regional(name), [unit], { productFamily: 'VpcEndpoint', endpointType: 'PrivateLink' });
const waf = (name: string, units: string[], factor = 1) =>
  of('awswaf', prefixed(name), units, { productFamily: 'Web Application Firewall' }, { factor });
/** Readings disagree about its family and units; the usage type is enough. */
const config = (name: string) => of('AWSConfig', regional(name), [name, 'items', 'evaluations']);
/** RDS names some storage per engine, and in older files for any. */
const rdsStorage = (name: string, attributes: Attributes) =>
  of('AmazonRDS', regional(name), ['GB-Mo'], [{ ...attributes, databaseEngine: 'MySQL' }, { ...attributes, databaseEngine: 'Any' }]);
/** AWS Backup bills RDS's snapshots at RDS's own price. */
const rdsBackup = rdsStorage('RDS:ChargedBackupUsage', { productFamily: 'Storage Snapshot', operation: '' });

const SELECTORS: Readonly<Record<string, Selector>> = {
  'fargate.x86.vcpu': fargate('vCPU-Hours:perCPU'),
  'fargate.x86.memory': fargate('GB-Hours'),
  'fargate.arm64.vcpu': fargate('ARM-vCPU-Hours:perCPU'),
  'fargate.arm64.memory': fargate('ARM-GB-Hours'),
  'rds.storage.gp3': rdsStorage('RDS:GP3-Storage', {
    productFamily: 'Database Storage', deploymentOption: 'Single-AZ', volumeType: 'General Purpose-GP3',
  }),
  'rds.backup': rdsBackup,
  'rds.extendedSupport': of('AmazonRDS', regional('ExtendedSupport:Yr1-Yr2:MySQL8.0'), ['vCPU-hour', 'vCPU-Hours', 'vCPU-Hrs']),
  'ebs.gp3': of('AmazonEC2', regional('EBS:VolumeUsage.gp3'), ['GB-Mo'], { productFamily: 'Storage', volumeApiName: 'gp3' }),
  'elb.hours': alb('LoadBalancerUsage', 'Hrs'),
  'elb.lcu': alb('LCUUsage', 'LCU-Hrs'),
  'nat.hours': nat('NatGateway-Hours', 'Hrs'),
  'nat.data': nat('NatGateway-Bytes', 'GB'),
  'endpoint.hours': endpoint('VpcEndpoint-Hours', 'Hrs'),
  'endpoint.data': endpoint('VpcEndpoint-Bytes', 'GB'),
  'ipv4.hours': of('AmazonVPC', prefixed('PublicIPv4:InUseAddress'), ['Hrs']),
  's3.standard': of('AmazonS3', regional('TimedStorage-ByteHrs'), ['GB-Mo'], { storageClass: 'General Purpose', volumeType: 'Standard' }),
  's3.put': of('AmazonS3', regional('Requests-Tier1'), ['Requests'], { productFamily: 'API Request' }, { factor: 1000 }),
  's3.get': of('AmazonS3', regional('Requests-Tier2'), ['Requests'], { productFamily: 'API Request' }, { factor: 1000 }),
  'cloudfront.transfer': of('AmazonCloudFront', edge('DataTransfer-Out-Bytes'), ['GB'], { toLocation: 'External' }, GLOBAL),
  'cloudfront.requests': of('AmazonCloudFront', edge('Requests-Tier2-HTTPS'), ['Requests'], {}, { ...GLOBAL, factor: 10_000 }),
  'route53.zone': of('AmazonRoute53', everywhere('HostedZone'), ['HostedZone'], { productFamily: 'DNS Zone' }, GLOBAL),
  'route53.queries': of('AmazonRoute53', everywhere('DNS-Queries'), ['Queries'], { productFamily: 'DNS Query' }, { ...GLOBAL, factor: MILLION }),
  'cloudwatch.alarm': of('AmazonCloudWatch', regional('CW:AlarmMonitorUsage'), ['Alarms'], { productFamily: 'Alarm' }),
  // A dashboard belongs to no region; which file has it, no source says.
  'cloudwatch.dashboard': of('AmazonCloudWatch', everywhere('DashboardsUsageHour'), ['Dashboards'], {}, BOTH),
  'cloudwatch.metric': of('AmazonCloudWatch', regional('CW:MetricMonitorUsage'), ['Metrics'], { productFamily: 'Metric' }),
  'logs.ingestion': of('AmazonCloudWatch', prefixed('DataProcessing-Bytes'), ['GB'], { operation: 'PutLogEvents' }),
  'logs.storage': of('AmazonCloudWatch', prefixed('TimedStorage-ByteHrs'), ['GB-Mo']),
  'secretsmanager.secret': of('AWSSecretsManager', regional('AWSSecretsManager-Secrets'), ['Secrets'], { productFamily: 'Secret' }),
  'kms.key': of('awskms', { 'us-east-1': ['us-east-1-KMS-Keys'], 'ap-northeast-1': ['ap-northeast-1-KMS-Keys'] }, ['Keys'], {
    productFamily: 'Encryption Key',
  }),
  'ecr.storage': of('AmazonECR', regional('TimedStorage-ByteHrs'), ['GB-Mo'], { productFamily: 'EC2 Container Registry' }),
  'waf.acl': waf('WebACLV2', ['Month', 'Months']),
  'waf.rule': waf('RuleV2', ['Month', 'Months', 'Rule']),
  'waf.requests': waf('RequestV2-Tier1', ['Request', 'Requests'], MILLION),
  // To where a copy would go: us-west-2 and Osaka.
  'transfer.regions': of('AWSDataTransfer', { 'us-east-1': ['USE1-USW2-AWS-Out-Bytes'], 'ap-northeast-1': ['APN1-APN3-AWS-Out-Bytes'] }, ['GB'],
    { transferType: 'InterRegion Outbound', operation: '' }),
  'transfer.internet': of('AWSDataTransfer', regional('DataTransfer-Out-Bytes'), ['GB'], { transferType: 'AWS Outbound', toLocation: 'External' }),
  'config.item': config('ConfigurationItemRecorded'),
  'config.evaluation': config('ConfigRuleEvaluations'),
};

/** Where the price with this id is, if that is known. */
export function selectorOf(id: string): Selector | undefined {
  const [, service, type] = /^(ec2|rds)\.((?:db\.)?[a-z][a-z0-9-]*\.[a-z0-9]+)$/.exec(id) ?? [];
  if (service === 'ec2') return instance(type);
  if (service === 'rds' && type.startsWith('db.')) return database(type);
  return SELECTORS[id];
}

function instance(type: string): Selector {
  return of('AmazonEC2', regional(`BoxUsage:${type}`), ['Hrs'], {
    productFamily: 'Compute Instance',
    operatingSystem: 'Linux',
    preInstalledSw: 'NA',
    operation: 'RunInstances',
    tenancy: 'Shared',
    capacityStatus: 'Used',
  });
}

function database(type: string): Selector {
  return of('AmazonRDS', regional(`InstanceUsage:${type}`), ['Hrs'], {
    productFamily: 'Database Instance', databaseEngine: 'MySQL', deploymentOption: 'Single-AZ',
  });
}
