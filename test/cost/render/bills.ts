import { type Bill, type BillLine, CostKind, type CostProposal, type ServiceCost } from '../../../src/cost/bill';

const TOKYO = 'ap-northeast-1';
const { FIXED, USAGE } = CostKind;

/** A row: path, type, service, item, kind, quantity, free, unit, price of one unit, note. */
type Row = [string, string, string, string, CostKind, number, number, string, number | undefined, string?];

function line(root: string, region: string, row: Row): BillLine {
  const [path, type, service, item, kind, quantity, free, unit, unitUsd, note] = row;
  const id = path.replace(/\W/g, '');
  const known = unitUsd === undefined ? {} : {
    unitUsd,
    monthlyUsd: Math.max(0, quantity - free) * unitUsd,
    priceDate: service === 'Amazon CloudFront' ? '2024-07-01' : '2026-09-23',
    confidence: service === 'Amazon CloudFront' ? 'medium' : unitUsd === 0.1 ? 'low' : 'high',
  };
  return {
    ...{ logicalId: id, path: `${root}/${path}`, resourceType: `AWS::${type}`, service, item, kind, region, quantity, free, unit },
    ...{ priceId: `${type}.${id}`, ...known, ...(note ? { note } : {}) },
  };
}

export function billOf(platform: string, preset: string, region: string, rows: Row[], more: Partial<Bill> = {}): Bill {
  const lines = rows.map((row) => line(platform, region, row)).sort((a, b) => (b.monthlyUsd ?? -1) - (a.monthlyUsd ?? -1));
  const sum = (kind: CostKind, of = lines) => of.filter((each) => each.kind === kind).reduce((total, each) => total + (each.monthlyUsd ?? 0), 0);
  const priced = lines.filter((each) => each.monthlyUsd !== undefined);
  const services: ServiceCost[] = [...new Set(priced.map((each) => each.service))].map((service) => {
    const of = priced.filter((each) => each.service === service);
    return { service, fixedUsd: sum(FIXED, of), usageUsd: sum(USAGE, of) };
  }).sort((a, b) => b.fixedUsd + b.usageUsd - a.fixedUsd - a.usageUsd);
  const [fixedUsd, usageUsd] = [sum(FIXED), sum(USAGE)];
  return {
    ...{ platform, preset, region, lines, services, fixedUsd, usageUsd, monthlyUsd: fixedUsd + usageUsd },
    freeOfCharge: [
      { resourceType: 'AWS::IAM::Role', count: 7, reason: 'IAM is free of charge' },
      { resourceType: 'AWS::EC2::SecurityGroup', count: 4, reason: 'security groups are free of charge' },
    ],
    notPriced: [{ resourceType: 'Custom::S3AutoDeleteObjects', count: 1, reason: 'a function that runs when the stack changes' }],
    assumptions: ['300 000 requests a month', '30 % of them from the cache', '10 GB of downloads', '730 hours'],
    proposals: [],
    ...more,
  };
}

const STORE: Row[] = [
  ['Pdfs/Bucket', 'S3::Bucket', 'Amazon S3', 'Standard storage', USAGE, 10, 0, 'GB-month', 0.025],
  ['Pdfs/Bucket', 'S3::Bucket', 'Amazon S3', 'PDFs that are written', USAGE, 10, 0, '1000', 0.0047],
  ['Pdfs/Bucket', 'S3::Bucket', 'Amazon S3', 'PDFs that are read', USAGE, 100, 0, '1000', 0.00037],
  ['Image/Repository', 'ECR::Repository', 'Amazon ECR', 'Images', USAGE, 1, 0, 'GB-month', 0.1],
  ['Edge/Distribution', 'CloudFront::Distribution', 'Amazon CloudFront', 'Downloads', USAGE, 10, 10, 'GB', 0.114, '1 TB a month is free, once in an account'],
  ['Edge/Distribution', 'CloudFront::Distribution', 'Amazon CloudFront', 'HTTPS requests', USAGE, 30, 30, '10000', 0.012],
];
const FIREWALL: Row[] = [
  ['Edge/WebAcl', 'WAFv2::WebACL', 'AWS WAF', 'Web ACL', FIXED, 1, 0, 'month', 5],
  ['Edge/WebAcl', 'WAFv2::WebACL', 'AWS WAF', 'Rules', FIXED, 3, 0, 'month', 1],
  ['Edge/WebAcl', 'WAFv2::WebACL', 'AWS WAF', 'Requests', USAGE, 0.3, 0, '1000000', 0.6],
];
const SMALL_DATABASE: Row[] = [
  ['Database/Instance', 'RDS::DBInstance', 'Amazon RDS', 'db.t4g.micro, one zone', FIXED, 730, 0, 'hour', 0.025],
  ['Database/Instance', 'RDS::DBInstance', 'Amazon RDS', 'gp3 disk, one zone', FIXED, 20, 0, 'GB-month', 0.138],
];
const host = (type: string, usd: number): Row[] => [
  ['Compute/Host/Asg', 'AutoScaling::AutoScalingGroup', 'Amazon EC2', `${type}, one instance`, FIXED, 730, 0, 'hour', usd],
  ['Compute/Host/Asg', 'AutoScaling::AutoScalingGroup', 'Amazon EC2', 'gp3 disk', FIXED, 8, 0, 'GB-month', 0.096],
];
const many = (keys: number, secrets: number): Row[] => [
  ['Key/Key', 'KMS::Key', 'AWS KMS', 'Customer managed keys', FIXED, keys, 0, 'month', 1],
  ['Database/Secret', 'SecretsManager::Secret', 'AWS Secrets Manager', 'Secrets', FIXED, secrets, 0, 'month', 0.4],
];

export const PROPOSALS: CostProposal[] = [
  { change: '\'network.internet\' by a NAT instance', tradeOff: 'One small instance replaces a managed gateway, and is yours to patch.', savesUsd: 41.94 },
  { change: '\'database.multiAz\' false', tradeOff: 'A failed zone takes the database down until it is restored.', savesUsd: 40.64 },
  { change: '\'compute.capacity\' on ARM64', tradeOff: 'The image must be built for ARM64.', savesUsd: 9 },
];

export const DEV = billOf('Dev/Platform', 'dev', TOKYO, [...SMALL_DATABASE, ...host('t4g.nano', 0.0054), ...many(1, 2), ...STORE], {
  proposals: [{ change: '\'schedule\' of office hours', tradeOff: 'Nobody can use it at night and at weekends.', savesUsd: 14.6 }],
});
export const LEAN = billOf('Lean/Platform', 'prodLean', TOKYO, [
  ...SMALL_DATABASE, ...host('t4g.micro', 0.0108), ...many(2, 3), ...FIREWALL, ...STORE,
  ['Network/Address', 'EC2::EIP', 'Amazon VPC', 'Public IPv4 address', FIXED, 730, 0, 'hour', 0.005],
  ['Alarms', 'CloudWatch::Alarm', 'Amazon CloudWatch', 'Alarms', FIXED, 12, 10, 'month', 0.1, '10 are free, once in an account'],
]);
export const PROD = billOf('Prod/Platform', 'prod', TOKYO, [
  ['Database/Instance', 'RDS::DBInstance', 'Amazon RDS', 'db.t4g.small, two zones', FIXED, 730, 0, 'hour', 0.1],
  ['Database/Instance', 'RDS::DBInstance', 'Amazon RDS', 'gp3 disk, two zones', FIXED, 30, 0, 'GB-month', 0.276],
  ['Compute/Service', 'ECS::Service', 'AWS Fargate', 'vCPU on x86, 2 tasks of 0.5', FIXED, 730, 0, 'vCPU-hour', 0.05056],
  ['Compute/Service', 'ECS::Service', 'AWS Fargate', 'memory on x86, 2 tasks of 1 GB', FIXED, 1460, 0, 'GB-hour', 0.00553],
  ['Ingress/LoadBalancer', 'ElasticLoadBalancingV2::LoadBalancer', 'Elastic Load Balancing', 'Application load balancer', FIXED, 730, 0, 'hour', 0.0243],
  ['Ingress/LoadBalancer', 'ElasticLoadBalancingV2::LoadBalancer', 'Elastic Load Balancing', 'Capacity units, 0.1 on average', USAGE, 73, 0, 'LCU-hour', 0.008],
  ['Network/Vpc/NatGateway', 'EC2::NatGateway', 'Amazon VPC', 'NAT gateway', FIXED, 730, 0, 'hour', 0.062],
  ['Network/Vpc/NatGateway', 'EC2::NatGateway', 'Amazon VPC', 'Data through NAT', USAGE, 10, 0, 'GB', 0.062],
  ['Network/Vpc/NatGateway', 'EC2::EIP', 'Amazon VPC', 'Public IPv4 address', FIXED, 730, 0, 'hour', 0.005],
  ['Alarms', 'CloudWatch::Alarm', 'Amazon CloudWatch', 'Alarms', FIXED, 25, 10, 'month', 0.1, '10 are free, once in an account'],
  ['Logs', 'Logs::LogGroup', 'Amazon CloudWatch', 'Logs that are written', USAGE, 6, 5, 'GB', 0.76],
  ...many(3, 3), ...FIREWALL, ...STORE,
], { proposals: PROPOSALS });

/** A region that no price is known of. */
function unpriced([path, type, service, item, kind, quantity, free, unit]: Row): Row {
  return [path, type, service, item, kind, quantity, free, unit, undefined];
}

export const UNKNOWN = billOf('Osaka/Platform', 'dev', 'ap-northeast-3', [...SMALL_DATABASE, ...host('t4g.nano', 0)].map(unpriced), {
  freeOfCharge: [], notPriced: [], assumptions: [],
});

const DEEP = Array.from({ length: 14 }, (_, index) => `Level${index}OfAVeryDeepApp`).join('/');
export const HOSTILE = billOf(`Long/${DEEP}/<script>alert("1")</script>|x`, 'a|b & \'c\'', TOKYO, [
  [`Db/${DEEP}/AnElementWhoseNameHasNoBreakAtAllAndGoesOnForMoreThanEightyCharactersWithoutASlash`, 'RDS::DBInstance', 'Amazon RDS', 'db | "big"\n<b>', FIXED, 730, 0, 'hour', 0.025, 'a & b'],
  ['Other', 'S3::Bucket', 'Amazon <S3>', 'something new', USAGE, 0.00001, 0, 'each', 0.1],
  ['Edge/WebAcl', 'WAFv2::WebACL', 'AWS WAF', 'Rules', FIXED, 3, 0, 'month', undefined],
]);
/** Prices are known, and all is free. */
export const FREE = billOf('Free/Platform', 'dev', TOKYO, STORE.slice(4));
export const EMPTY = billOf('Empty/Platform', 'dev', TOKYO, []);
