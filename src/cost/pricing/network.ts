import { type Charge, free, notes, ofType, type Priced, type PricingContext, unpriced } from './charge';
import { CostKind } from '../bill';
import { countOf, listOf, refersTo, type TemplateResource, textOf } from '../template-resources';

const { FIXED, USAGE } = CostKind;
const NAT = 'AWS::EC2::NatGateway';
const ENDPOINT = 'AWS::EC2::VPCEndpoint';

/** An address costs the same whether it is in use or not, and while its instance is stopped. */
function elasticIp(_: TemplateResource, { figures }: PricingContext): Priced {
  return [{ item: 'public IPv4 address', kind: FIXED, priceId: 'ipv4.hours', quantity: figures.hours }];
}

/** A zonal gateway's addresses are resources of their own; a regional one gets its addresses by itself. */
function natGateway(resource: TemplateResource, context: PricingContext): Priced {
  const { figures } = context;
  const share = figures.egress / ofType(context, NAT).length;
  const data: Charge = { item: 'data through the NAT gateway', kind: USAGE, priceId: 'nat.data', quantity: share };
  if (resource.properties.AvailabilityMode !== 'regional') {
    return [{ item: 'NAT gateway', kind: FIXED, priceId: 'nat.hours', quantity: figures.hours }, data];
  }
  const known = zonesOf(resource, context);
  const zones = known || 2;
  const note = notes(known === 0 && 'its zones are not in the template: two are assumed');
  return [
    { item: `NAT gateway in ${zones} zones`, kind: FIXED, priceId: 'nat.hours', quantity: zones * figures.hours, ...note },
    { item: "the gateway's public IPv4 addresses", kind: FIXED, priceId: 'ipv4.hours', quantity: zones * figures.hours, ...note },
    data,
  ];
}

/** AWS spreads a regional gateway over the zones of its VPC, unless they are given. */
function zonesOf({ properties }: TemplateResource, context: PricingContext): number {
  const given = listOf(properties.AvailabilityZoneAddresses).length;
  if (given > 0) return given;
  const ofVpc = ofType(context, 'AWS::EC2::Subnet').filter((subnet) => textOf(subnet.properties.VpcId) === textOf(properties.VpcId));
  return new Set(ofVpc.map((subnet) => textOf(subnet.properties.AvailabilityZone))).size;
}

function endpoint(resource: TemplateResource, context: PricingContext): Priced {
  const kind = resource.properties.VpcEndpointType ?? 'Gateway';
  if (kind === 'Gateway') return free('gateway endpoints are free of charge');
  if (kind !== 'Interface') return unpriced(`no price is known of endpoints of the type ${textOf(kind)}`);
  const { figures } = context;
  const zones = Math.max(1, countOf(resource.properties.SubnetIds));
  const hours: Charge = { item: `interface endpoint in ${Number.isNaN(zones) ? 'its' : zones} zones`, kind: FIXED, priceId: 'endpoint.hours', quantity: zones * figures.hours };
  // Which part of the tasks' traffic goes where, no template says: all of it is counted once, where it is dearest.
  if (ofType(context, NAT).length > 0) return [{ ...hours, note: 'its data is counted at the NAT gateway' }];
  const interfaces = ofType(context, ENDPOINT).filter(({ properties }) => properties.VpcEndpointType === 'Interface');
  return [hours, { item: 'data through the endpoint', kind: USAGE, priceId: 'endpoint.data', quantity: figures.egress / interfaces.length }];
}

/** The gateways whose address it is. */
export function isAddressOf(address: TemplateResource, gateway: TemplateResource): boolean {
  return address.type === 'AWS::EC2::EIP' && gateway.type === NAT && refersTo(gateway.properties.AllocationId, address);
}

const VPC = free('VPCs, their subnets, routes and rules are free of charge');

export const NETWORK = {
  'AWS::EC2::EIP': elasticIp,
  [NAT]: natGateway,
  [ENDPOINT]: endpoint,
  'AWS::EC2::EIPAssociation': free('the address is charged itself'),
  'AWS::EC2::FlowLog': free('what it writes is counted with the logs'),
  ...Object.fromEntries([
    'InternetGateway', 'EgressOnlyInternetGateway', 'NetworkAcl', 'NetworkAclEntry', 'PrefixList', 'Route', 'RouteTable', 'SecurityGroup',
    'SecurityGroupEgress', 'SecurityGroupIngress', 'Subnet', 'SubnetNetworkAclAssociation', 'SubnetRouteTableAssociation', 'VPC', 'VPCCidrBlock',
    'VPCGatewayAttachment', 'LaunchTemplate', 'KeyPair',
  ].map((type) => [`AWS::EC2::${type}`, VPC])),
};
