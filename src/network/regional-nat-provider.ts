import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { waitForInternet } from './internet';

/**
 * A NAT gateway of the whole VPC. aws-cdk-lib has its own since 2.273; this one keeps the library's floor lower.
 * Its addresses and zones are AWS's to manage, so there is nothing else to set.
 */
export class RegionalNatProvider extends ec2.NatProvider {
  public readonly configuredGateways: ec2.GatewayConfig[] = [];

  public configureNat(options: ec2.ConfigureNatOptions): void {
    const gateway = new ec2.CfnNatGateway(options.vpc, 'RegionalNatGateway', {
      vpcId: options.vpc.vpcId,
      availabilityMode: 'regional',
      connectivityType: 'public',
    });
    waitForInternet(gateway, options.vpc);
    this.configuredGateways.push({ az: 'regional', gatewayId: gateway.attrNatGatewayId });
    for (const subnet of options.privateSubnets) this.configureSubnet(subnet);
  }

  public configureSubnet(subnet: ec2.PrivateSubnet): void {
    for (const gateway of this.configuredGateways) {
      subnet.addRoute('DefaultRoute', {
        routerType: ec2.RouterType.NAT_GATEWAY,
        routerId: gateway.gatewayId,
        enablesInternetConnectivity: true,
      });
    }
  }
}
