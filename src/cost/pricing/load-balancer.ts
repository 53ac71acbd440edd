import { type Charge, free, type Priced, type PricingContext } from './charge';
import { CostKind } from '../bill';
import { countOf, type TemplateResource } from '../template-resources';

const { FIXED, USAGE } = CostKind;

function loadBalancer({ properties }: TemplateResource, { figures }: PricingContext): Priced {
  const { Type: type = 'application', Scheme: scheme = 'internet-facing' } = properties;
  const { hours, loadBalancerUnits } = figures;
  const prefix = type === 'application' ? 'elb' : `elb.${type}`;
  const subnets = Math.max(countOf(properties.Subnets), countOf(properties.SubnetMappings));
  const addresses: Charge = {
    item: `public IPv4 addresses, one in each of ${Number.isNaN(subnets) ? 'its' : subnets} zones`, kind: FIXED, priceId: 'ipv4.hours', quantity: subnets * hours,
  };
  return [
    { item: `${type} load balancer`, kind: FIXED, priceId: `${prefix}.hours`, quantity: hours },
    { item: 'capacity units', kind: USAGE, priceId: `${prefix}.lcu`, quantity: loadBalancerUnits * hours, unit: 'LCU-hour' },
    ...(scheme === 'internet-facing' ? [addresses] : []),
  ];
}

const PARTS = free('a part of the load balancer, which is charged itself');

export const LOAD_BALANCER = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': loadBalancer,
  'AWS::ElasticLoadBalancingV2::Listener': PARTS,
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': PARTS,
  'AWS::ElasticLoadBalancingV2::ListenerRule': PARTS,
  'AWS::ElasticLoadBalancingV2::TargetGroup': PARTS,
};
