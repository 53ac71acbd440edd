import { Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { conflict, invalid } from '../settings/checks';

export interface SubnetNeed {
  /** The prop that chooses them. */
  readonly prop: string;
  /** What is put there. */
  readonly purpose: string;
  /** How many availability zones AWS asks for. */
  readonly leastZones?: number;
}

export interface SubnetChoice {
  /** Whether any of them is public, and so gives no way out without a public address. */
  readonly hasPublic: boolean;
  /** Whether any of them has NAT, and so no way in. */
  readonly hasPrivate: boolean;
  /** Whether any of them is isolated, and so gives no way out at all. */
  readonly hasIsolated: boolean;
  /** The selection with one subnet of each zone, which is all that load balancers and endpoints take; as it is where zones are not known. */
  readonly onePerZone: ec2.SubnetSelection;
}

/** Of a VPC that AWS CDK is still to look up: what stands in for it has subnets of all kinds with the same ids. */
const UNKNOWN = { hasPublic: false, hasPrivate: false, hasIsolated: false };

/** Looks at the subnets of a selection. An error names the prop, since what the VPC says of a missing kind of subnet names none. */
export function checkSubnets(vpc: ec2.IVpc, selection: ec2.SubnetSelection, need: SubnetNeed): SubnetChoice {
  const { prop, purpose, leastZones = 1 } = need;
  const { isPendingLookup, subnets, subnetIds, availabilityZones: zones } = select(vpc, selection, need);
  // By id: a subnet may have been imported once more, beside the VPC.
  const areOf = (kind: ec2.ISubnet[]) => kind.some(({ subnetId }) => subnetIds.includes(subnetId));
  if (isPendingLookup) return { ...UNKNOWN, onePerZone: { ...selection, onePerAz: true } };
  if (subnetIds.length === 0) throw conflict(`'${prop}' selects no subnet of the VPC, though it is for ${purpose}`);
  // The second form is that of an element of a list that is known at deployment only, such as `Fn.getAzs()`.
  const areKnown = !zones.some((zone) => Token.isUnresolved(zone) || Token.isUnresolved([zone]));
  const most = areKnown ? new Set(zones).size : subnetIds.length;
  if (!Token.isUnresolved(subnetIds) && most < leastZones) {
    throw invalid(prop, areKnown ? zones.join(', ') : `${subnetIds.length} subnet`, `subnets in at least ${leastZones} availability zones for ${purpose}`);
  }
  return {
    hasPublic: areOf(vpc.publicSubnets),
    hasPrivate: areOf(vpc.privateSubnets),
    hasIsolated: areOf(vpc.isolatedSubnets),
    onePerZone: areKnown ? { subnets: subnets.filter((_, index) => zones.indexOf(zones[index]) === index) } : selection,
  };
}

function select(vpc: ec2.IVpc, selection: ec2.SubnetSelection, { prop, purpose }: SubnetNeed): ec2.SelectedSubnets {
  try {
    // All of it is read here: a subnet that was imported without its zone throws when it is asked for.
    const { isPendingLookup, subnetIds, availabilityZones, subnets, hasPublic, internetConnectivityEstablished } = vpc.selectSubnets(selection);
    return { isPendingLookup, subnetIds, availabilityZones, subnets, hasPublic, internetConnectivityEstablished };
  } catch (error) {
    throw conflict(`'${prop}' must name subnets of the VPC, with their zones, for ${purpose}: ${(error as Error).message}`);
  }
}
