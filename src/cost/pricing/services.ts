/** The services, as AWS's bill names them, by the first part of a price's name. */
const SERVICES: Record<string, string> = {
  fargate: 'Amazon ECS',
  ec2: 'Amazon EC2',
  ebs: 'Amazon EC2',
  nat: 'Amazon EC2',
  rds: 'Amazon RDS',
  elb: 'Elastic Load Balancing',
  endpoint: 'Amazon VPC',
  ipv4: 'Amazon VPC',
  s3: 'Amazon S3',
  cloudfront: 'Amazon CloudFront',
  route53: 'Amazon Route 53',
  cloudwatch: 'Amazon CloudWatch',
  logs: 'Amazon CloudWatch',
  secretsmanager: 'AWS Secrets Manager',
  kms: 'AWS KMS',
  backup: 'AWS Backup',
  ecr: 'Amazon ECR',
  waf: 'AWS WAF',
  ssm: 'AWS Systems Manager',
  transfer: 'AWS Data Transfer',
};

export function serviceOf(priceId: string): string {
  return SERVICES[priceId.split('.')[0]];
}
