import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PlatformNetwork, type PlatformNetworkProps } from '../../src';
import { makeStack, resourcesOf } from '../helpers/platform';

/** A stack whose account and region are known, with the zones that a lookup found. */
export function stackWithZones(count: number): Stack {
  const zones = ['a', 'b', 'c', 'd'].slice(0, count).map((letter) => `us-east-1${letter}`);
  return makeStack(
    { env: { account: '111122223333', region: 'us-east-1' } },
    { 'availability-zones:account=111122223333:region=us-east-1': zones },
  );
}

/** The network in its stack. Nothing may be added to the stack once its template has been read. */
export function makeNetwork(props: PlatformNetworkProps = {}, stack: Stack = makeStack()) {
  const network = new PlatformNetwork(stack, 'Network', props);
  return {
    stack,
    network,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

/** An existing VPC, of which only attributes are known: two zones, and the kinds of subnets asked for. */
export function importedVpc(stack: Stack, ...kinds: ('public' | 'private' | 'isolated')[]): ec2.IVpc {
  const ids = (kind: 'public' | 'private' | 'isolated') => (kinds.includes(kind) ? [`subnet-${kind}-1`, `subnet-${kind}-2`] : undefined);
  return ec2.Vpc.fromVpcAttributes(stack, 'ExistingVpc', {
    vpcId: 'vpc-12345678',
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    publicSubnetIds: ids('public'),
    privateSubnetIds: ids('private'),
    isolatedSubnetIds: ids('isolated'),
  });
}

/** The tag that names a subnet's role. */
export function roleOf(subnet: any): string {
  return subnet.Properties.Tags.find(({ Key }: { Key: string }) => Key === 'aws-cdk:subnet-name').Value;
}

/** Logical id → range of each subnet. */
export function rangesOf(template: Template): Record<string, string> {
  const subnets = Object.entries(resourcesOf(template, 'AWS::EC2::Subnet'));
  return Object.fromEntries(subnets.map(([id, subnet]) => [id, subnet.Properties.CidrBlock]));
}

/** The default routes (0.0.0.0/0), each with its subnet's role. */
export function waysOut(template: Template): { role: string; route: any }[] {
  const subnets = resourcesOf(template, 'AWS::EC2::Subnet');
  const roles = Object.values(resourcesOf(template, 'AWS::EC2::SubnetRouteTableAssociation')).map(({ Properties: p }) => [
    p.RouteTableId.Ref,
    roleOf(subnets[p.SubnetId.Ref]),
  ]);
  const roleByTable = Object.fromEntries(roles);
  return Object.values(resourcesOf(template, 'AWS::EC2::Route'))
    .map(({ Properties: p }) => p)
    .filter((route) => route.DestinationCidrBlock === '0.0.0.0/0')
    .map((route) => ({ role: roleByTable[route.RouteTableId.Ref], route }));
}
