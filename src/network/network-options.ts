import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { PlatformNat } from './nat';

/** The network's settings: a VPC made for the platform, or one that exists. */
export interface NetworkOptions {
  /**
   * An existing VPC. It excludes every prop that shapes a VPC of the platform's own
   * (`cidr`, `maxAzs`, `nat`, `flowLogs`, `flowLogRetention`, `closeDefaultSecurityGroup`).
   *
   * @default - a VPC is made
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Which subnets of an existing VPC hold an internet-facing load balancer.
   *
   * @default - the VPC's public subnets
   */
  readonly publicSubnets?: ec2.SubnetSelection;

  /**
   * Which subnets of an existing VPC hold the tasks. An internal load balancer goes there too, or to the database's if these are public.
   *
   * @default - the VPC's private subnets with egress; its public subnets if it has none
   */
  readonly taskSubnets?: ec2.SubnetSelection;

  /**
   * Which subnets of an existing VPC hold the database.
   *
   * @default - the VPC's isolated subnets; its private subnets with egress if it has none
   */
  readonly databaseSubnets?: ec2.SubnetSelection;

  /**
   * The VPC's IPv4 range, with no bit set behind its prefix. The prefix length is from 16 to 19: a load balancer asks for subnets of
   * /27 or larger, and the public ones are a 256th of the range.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;

  /**
   * Number of availability zones, 2 or 3. Room for the third is kept, so that going from 2 to 3 moves no subnet.
   * In a stack whose account or region is unknown AWS CDK can name 2 zones only.
   *
   * @default 2
   */
  readonly maxAzs?: number;

  /**
   * How tasks in private subnets reach the internet. The private subnets' ranges are kept free when there is no NAT, so that
   * adding one later moves no subnet.
   *
   * @default PlatformNat.gatewayPerAz()
   */
  readonly nat?: PlatformNat;

  /**
   * AWS services to reach through interface endpoints, without the internet. Each costs some $7 a month and zone. In an existing VPC
   * they are open to all of it, since they take the services' names over; it must be known by its range (`vpcCidrBlock`). S3 is always reached through a gateway endpoint, which is free.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
   */
  readonly interfaceEndpoints?: ec2.InterfaceVpcEndpointAwsService[];

  /**
   * Whether accepted and rejected connections are recorded in CloudWatch Logs.
   *
   * @default true
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
   */
  readonly flowLogs?: boolean;

  /**
   * How long flow logs are kept.
   *
   * @default logs.RetentionDays.ONE_YEAR
   */
  readonly flowLogRetention?: logs.RetentionDays;

  /**
   * Whether the rules of the VPC's default security group are removed. AWS's own Systems Manager runbook does it once, after
   * the VPC is made; no Lambda function is involved.
   *
   * @default true
   * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-remove-default-secg-rules.html
   */
  readonly closeDefaultSecurityGroup?: boolean;
}
