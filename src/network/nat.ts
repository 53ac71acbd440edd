import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RegionalNatProvider } from './regional-nat-provider';

/**
 * How tasks in private subnets reach the internet (image registries, AWS APIs without an endpoint, other services).
 *
 * NAT is the dearest line of a small network: a NAT gateway costs some $33 a month in us-east-1 before any traffic.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-comparison.html
 */
export class PlatformNat {
  /** No NAT: tasks run in the public subnets with a public address each, and no ingress but from the load balancer. */
  public static none(): PlatformNat {
    return new PlatformNat('none', 0);
  }

  /**
   * One NAT instance: the cheapest way to private tasks. It is a single point of failure that nobody replaces when it fails, and that
   * an update of the stack replaces when there is a newer image: tasks have no way out for the minutes that takes.
   *
   * @param instanceType the instance's type. By default t4g.nano.
   * @param machineImage the instance's image, for its processor. By default the newest Amazon Linux 2023 at each update of the stack;
   * one that is fixed (`ec2.MachineImage.genericLinux`) is replaced only when you say so.
   */
  public static instance(instanceType?: ec2.InstanceType, machineImage?: ec2.IMachineImage): PlatformNat {
    return new PlatformNat('instance', 1, () =>
      ec2.NatProvider.instanceV2({
        instanceType: instanceType ?? ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.NANO),
        machineImage,
        // Ingress is opened for the tasks' security group alone, by PlatformNetwork.allowEgressFrom.
        defaultAllowedTraffic: ec2.NatTrafficDirection.OUTBOUND_ONLY,
        associatePublicIpAddress: true,
      }),
    );
  }

  /** One NAT gateway: tasks lose their way out when its availability zone fails. */
  public static gateway(): PlatformNat {
    return new PlatformNat('gateway', 1);
  }

  /** One NAT gateway in each availability zone: the loss of a zone costs no other zone its way out. */
  public static gatewayPerAz(): PlatformNat {
    return new PlatformNat('gateway per AZ', undefined);
  }

  /**
   * One regional NAT gateway, which AWS spreads over the zones that have traffic and gives its addresses by itself.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
   */
  public static regionalGateway(): PlatformNat {
    return new PlatformNat('regional gateway', 1, () => new RegionalNatProvider());
  }

  private constructor(
    /** The choice's name, as the documentation's table spells it. */
    public readonly name: string,
    /** How many gateways the VPC asks its provider for; undefined: one for each zone. @internal */
    public readonly _gateways: number | undefined,
    /** Makes the provider: each belongs to one VPC, while a choice may serve many. @internal */
    public readonly _makeProvider: () => ec2.NatProvider | undefined = () => undefined,
  ) {}

  /** Whether there is no way out of private subnets. */
  public get isNone(): boolean {
    return this._gateways === 0;
  }
}
