import { Price } from '../../../src/cost/price';

/** What the sample has for each id, in us-east-1 and ap-northeast-1, in the unit of the price list. */
export const SAMPLE: Readonly<Record<string, readonly [number, number]>> = {
  'fargate.x86.vcpu': [0.04048, 0.05056],
  'fargate.x86.memory': [0.004445, 0.00553],
  'fargate.arm64.vcpu': [0.03238, 0.04045],
  'fargate.arm64.memory': [0.00356, 0.00442],
  'ec2.t2.micro': [0.0116, 0.0152],
  'ec2.t3.micro': [0.0104, 0.0136],
  'ec2.t3.small': [0.0208, 0.0272],
  'ec2.t4g.nano': [0.0042, 0.0054],
  'ec2.t4g.micro': [0.0084, 0.0108],
  'ec2.t4g.small': [0.0168, 0.0216],
  'rds.db.t3.micro': [0.017, 0.026],
  'rds.db.t3.small': [0.034, 0.052],
  'rds.db.t4g.micro': [0.016, 0.025],
  'rds.db.t4g.small': [0.032, 0.05],
  'rds.storage.gp3': [0.115, 0.138],
  'rds.backup': [0.095, 0.095],
  'rds.extendedSupport': [0.1, 0.12],
  'ebs.gp3': [0.08, 0.096],
  'elb.hours': [0.0225, 0.0243],
  'elb.lcu': [0.008, 0.008],
  'nat.hours': [0.045, 0.062],
  'nat.data': [0.045, 0.062],
  'endpoint.hours': [0.01, 0.014],
  'endpoint.data': [0.01, 0.01],
  'ipv4.hours': [0.005, 0.005],
  's3.standard': [0.023, 0.025],
  's3.put': [0.005, 0.0047],
  's3.get': [0.0004, 0.00037],
  'cloudfront.transfer': [0.085, 0.114],
  'cloudfront.requests': [0.01, 0.012],
  'route53.zone': [0.5, 0.5],
  'route53.queries': [0.4, 0.4],
  'cloudwatch.alarm': [0.1, 0.1],
  'cloudwatch.dashboard': [3, 3],
  'cloudwatch.metric': [0.3, 0.3],
  'logs.ingestion': [0.5, 0.76],
  'logs.storage': [0.03, 0.033],
  'secretsmanager.secret': [0.4, 0.4],
  'kms.key': [1, 1],
  'ecr.storage': [0.1, 0.1],
  'waf.acl': [5, 5],
  'waf.rule': [1, 1],
  'waf.requests': [0.6, 0.6],
  'transfer.regions': [0.02, 0.09],
  'transfer.internet': [0.09, 0.114],
  'config.item': [0.003, 0.003],
  'config.evaluation': [0.001, 0.001],
};

/** A row of the price list with another source than the refresh writes. */
export function row(id: string, usd: readonly [number, number]): Price {
  return {
    id, item: id, unit: 'unit', usd: { 'us-east-1': usd[0], 'ap-northeast-1': usd[1] }, asOf: '2024-07-01', confidence: 'low', source: 'somewhere',
  };
}

export const ROWS = Object.entries(SAMPLE).map(([id, usd]) => row(id, usd));
