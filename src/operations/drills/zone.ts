import { Fn, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { PlatformNetwork } from '../../network/platform-network';

/** The first zone that tasks run in: its name, or what will be its name. */
export function firstZone({ vpc, taskSubnets }: PlatformNetwork): string {
  const [zone] = vpc.selectSubnets(taskSubnets).availabilityZones;
  // An element of a list that is known at deployment only stands for all of the list.
  return Token.isUnresolved([zone]) ? Fn.select(0, [zone]) : zone;
}

/** The subnets of a zone that nobody else uses: none in an existing VPC. */
export function ownSubnetsIn(zone: string, { vpc, s3Endpoint }: PlatformNetwork): ec2.ISubnet[] {
  // Only a VPC of the platform's own has an S3 endpoint that the platform knows.
  if (!s3Endpoint) return [];
  return [...vpc.publicSubnets, ...vpc.privateSubnets, ...vpc.isolatedSubnets].filter(({ availabilityZone }) => availabilityZone === zone);
}

/** Whether all private subnets share one way out, which stands in the first zone. */
export function sharesNat({ vpc }: PlatformNetwork): boolean {
  const isNat = (part: unknown) => part instanceof ec2.CfnInstance || (part instanceof ec2.CfnNatGateway && part.availabilityMode !== 'regional');
  return vpc.node.findAll().filter(isNat).length === 1;
}
