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

/** The subnets of a selection. An error names the prop, since what the VPC says of a missing kind of subnet names none. */
export function selectSubnets(vpc: ec2.IVpc, selection: ec2.SubnetSelection, need: SubnetNeed): ec2.SelectedSubnets {
  const { prop, purpose, leastZones = 1 } = need;
  const selected = select(vpc, selection, need);
  if (selected.isPendingLookup) return selected;
  if (selected.subnets.length === 0) throw conflict(`'${prop}' selects no subnet of the VPC, though it is for ${purpose}`);
  const zones = new Set(selected.availabilityZones);
  const areKnown = selected.availabilityZones.every((zone) => !Token.isUnresolved(zone));
  if (areKnown && zones.size < leastZones) {
    throw invalid(prop, [...zones].join(', '), `subnets in at least ${leastZones} availability zones for ${purpose}`);
  }
  return selected;
}

function select(vpc: ec2.IVpc, selection: ec2.SubnetSelection, { prop, purpose }: SubnetNeed): ec2.SelectedSubnets {
  try {
    return vpc.selectSubnets(selection);
  } catch (error) {
    throw conflict(`'${prop}' must name subnets of the VPC for ${purpose}: ${(error as Error).message}`);
  }
}
