import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ClosedDefaultSecurityGroup } from './closed-default-security-group';
import { acknowledgeNoFlowLogs, makeVpc, recordFlows } from './made-vpc';
import type { NetworkOptions } from './network-options';
import { checkSubnets } from './subnets';
import { conflict, invalid } from '../settings/checks';
import type { DataProtection } from '../settings/data-protection';
import { removalFor } from '../settings/removal';

/** Props of {@link PlatformNetwork}. */
export interface PlatformNetworkProps extends NetworkOptions {
  /**
   * Encrypts the flow logs. The key's policy must let CloudWatch Logs use it.
   *
   * @default - encrypted by CloudWatch Logs
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the flow logs outlive the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

/** What shapes a VPC of the platform's own and so means nothing beside an existing one. */
const ONLY_WHEN_MADE = ['cidr', 'maxAzs', 'nat', 'flowLogs', 'flowLogRetention', 'closeDefaultSecurityGroup'] as const;
const ONLY_WHEN_BROUGHT = ['publicSubnets', 'taskSubnets', 'databaseSubnets'] as const;

/**
 * The network: subnets by role over two or three availability zones, or an existing VPC's.
 *
 * Public subnets hold an internet-facing load balancer, private ones the tasks, isolated ones the database.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-private-subnets-nat.html
 */
export class PlatformNetwork extends Construct {
  /** The VPC, made or brought. */
  public readonly vpc: ec2.IVpc;

  /** Where an internet-facing load balancer goes. */
  public readonly publicSubnets: ec2.SubnetSelection;

  /** Where tasks go. */
  public readonly taskSubnets: ec2.SubnetSelection;

  /** Where an internal load balancer goes: with the tasks, unless their subnets are public. */
  public readonly internalSubnets: ec2.SubnetSelection;

  /** Where the database goes. */
  public readonly databaseSubnets: ec2.SubnetSelection;

  /** Whether tasks can reach the internet only with a public address of their own (their subnets are public). */
  public readonly tasksNeedPublicIp: boolean;

  /** Whether something without a public address (the rotation function) reaches Secrets Manager from the task subnets. */
  public readonly reachesSecretsManager: boolean;

  /** The free way to S3; none in an existing VPC, which has its own. */
  public readonly s3Endpoint?: ec2.GatewayVpcEndpoint;

  /** The interface endpoints asked for. */
  public readonly interfaceEndpoints: ec2.InterfaceVpcEndpoint[];

  /** Where flow logs go, if they are recorded. */
  public readonly flowLogGroup?: logs.LogGroup;

  /** What closes the default security group, if asked to. */
  public readonly closedDefaultSecurityGroup?: ClosedDefaultSecurityGroup;

  private readonly natInstances?: ec2.NatInstanceProviderV2;

  constructor(scope: Construct, id: string, props: PlatformNetworkProps = {}) {
    super(scope, id);
    const misplaced = (props.vpc ? ONLY_WHEN_MADE : ONLY_WHEN_BROUGHT).filter((prop) => props[prop] !== undefined);
    if (misplaced.length > 0) {
      throw conflict(`'network.${misplaced[0]}' ${props.vpc ? "cannot be combined with 'network.vpc'" : "needs 'network.vpc'"}`);
    }
    if (props.flowLogs === false && props.flowLogRetention !== undefined) throw conflict("'network.flowLogRetention' needs 'network.flowLogs' to be on");

    if (props.vpc) {
      this.vpc = props.vpc;
    } else {
      const { vpc, natInstances } = makeVpc(this, props);
      this.vpc = vpc;
      this.natInstances = natInstances;
      this.s3Endpoint = vpc.addGatewayEndpoint('S3Endpoint', { service: ec2.GatewayVpcEndpointAwsService.S3 });
      if (props.flowLogs === false) acknowledgeNoFlowLogs(vpc);
      else this.flowLogGroup = recordFlows(vpc, props, removalFor(props.dataProtection), props.encryptionKey);
      if (props.closeDefaultSecurityGroup ?? true) {
        this.closedDefaultSecurityGroup = new ClosedDefaultSecurityGroup(this, 'ClosedDefaultSecurityGroup', { vpc });
      }
    }

    const { vpc } = this;
    const withEgress = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };
    this.publicSubnets = props.publicSubnets ?? { subnetType: ec2.SubnetType.PUBLIC };
    this.taskSubnets = props.taskSubnets ?? (vpc.privateSubnets.length > 0 ? withEgress : { subnetType: ec2.SubnetType.PUBLIC });
    this.databaseSubnets =
      props.databaseSubnets ?? (vpc.isolatedSubnets.length > 0 ? { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } : withEgress);
    const { hasPublic, hasIsolated, onePerZone } = checkSubnets(vpc, this.taskSubnets, { prop: 'network.taskSubnets', purpose: 'the tasks' });
    this.tasksNeedPublicIp = hasPublic;
    this.internalSubnets = this.tasksNeedPublicIp ? this.databaseSubnets : this.taskSubnets;
    const endpoints = props.interfaceEndpoints ?? [];
    this.reachesSecretsManager =
      // As far as can be told: a private subnet has NAT.
      (!hasPublic && !hasIsolated) || endpoints.some(({ shortName }) => shortName === ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER.shortName);
    this.interfaceEndpoints = endpoints.map((service) => this.makeEndpoint(service, onePerZone, props.vpc !== undefined));
  }

  /**
   * An endpoint takes over the service's name in the whole VPC. In a VPC of the platform's own it is closed, and
   * PlatformNetwork.allowEgressFrom opens it for those who use it; in an existing one it is open to the VPC, or what else runs there
   * would lose the service.
   */
  private makeEndpoint(service: ec2.InterfaceVpcEndpointAwsService, subnets: ec2.SubnetSelection, isForOthersToo: boolean): ec2.InterfaceVpcEndpoint {
    const { vpc } = this;
    const id = `Endpoint-${service.shortName}`;
    if (this.node.tryFindChild(id)) throw invalid('network.interfaceEndpoints', service.shortName, 'without repetition');
    try {
      return new ec2.InterfaceVpcEndpoint(this, id, { vpc, service, subnets, open: isForOthersToo });
    } catch (error) {
      throw conflict(`'network.interfaceEndpoints' in an existing VPC needs to know its range: ${(error as Error).message}`);
    }
  }

  /**
   * Opens what the network itself guards on the way out (NAT instances, interface endpoints) for a client.
   *
   * @param client whose security groups are let in
   */
  public allowEgressFrom(client: ec2.IConnectable): void {
    for (const endpoint of this.interfaceEndpoints) endpoint.connections.allowDefaultPortFrom(client, 'AWS API calls');
    this.natInstances?.connections.allowFrom(client, ec2.Port.tcp(443), 'HTTPS to the internet');
  }
}
