import { type Candidate, type Design, edited, made, ofType, without, withResources } from './candidate';
import { isAddressOf } from '../pricing/network';
import type { TemplateResource } from '../template-resources';

const NAT = 'AWS::EC2::NatGateway';

/** Without NAT gateways and their addresses. */
function withoutNat(design: Design): Design | undefined {
  const gateways = ofType(design, NAT);
  return without(design, (resource) => gateways.some((gateway) => gateway === resource || isAddressOf(resource, gateway)));
}

/** Tasks that no NAT serves have an address each. */
function withPublicTasks(design: Design): Design {
  for (const { properties } of ofType(design, 'AWS::ECS::Service')) {
    const network = properties.NetworkConfiguration?.AwsvpcConfiguration;
    if (network) network.AssignPublicIp = 'ENABLED';
  }
  return design;
}

function isSeveral(design: Design): boolean {
  const gateways = ofType(design, NAT);
  return gateways.length > 1 || gateways.some(({ properties }) => properties.AvailabilityMode === 'regional');
}

const ONE_GATEWAY: Candidate = {
  change: "'network.nat' PlatformNat.gateway()",
  tradeOff: 'Tasks lose their way out when the one zone of the gateway fails.',
  apply: (design) => {
    const bare = isSeveral(design) ? withoutNat(design) : undefined;
    return bare && withResources(bare, [
      ...bare.platform.resources,
      made(design, 'NatGateway', NAT, { AllocationId: { 'Fn::GetAtt': ['NatAddress', 'AllocationId'] } }),
      made(design, 'NatAddress', 'AWS::EC2::EIP', {}),
    ]);
  },
};

const NAT_INSTANCE: Candidate = {
  change: "'network.nat' PlatformNat.instance()",
  tradeOff: 'One small instance is the only way out, and nobody replaces it when it fails.',
  apply: (design) => {
    const bare = withoutNat(design);
    return bare && withResources(bare, [...bare.platform.resources, made(design, 'NatInstance', 'AWS::EC2::Instance', {
      InstanceType: 't4g.nano',
      Monitoring: true,
      BlockDeviceMappings: [{ Ebs: { VolumeSize: 8, VolumeType: 'gp3' } }],
      NetworkInterfaces: [{ AssociatePublicIpAddress: true }],
    })]);
  },
};

/** NAT instances take addresses of their own, and are no host of tasks: those have an Elastic IP address. */
function isNatInstance({ type, properties }: TemplateResource): boolean {
  return type === 'AWS::EC2::Instance' && properties.SourceDestCheck === false;
}

const NO_NAT: Candidate = {
  change: "'network.nat' PlatformNat.none()",
  tradeOff: 'Tasks run in public subnets with a public address each, which only security groups close.',
  apply: (design) => {
    if (rotates(design) && !hasSecretsEndpoint(design)) return undefined;
    const bare = withoutNat(design) ?? without(design, isNatInstance);
    return bare && withPublicTasks(bare);
  },
};

/** What replaces the database's password has no public address: it needs a NAT or an endpoint to reach Secrets Manager. */
function rotates(design: Design): boolean {
  return ofType(design, 'AWS::SecretsManager::RotationSchedule').length > 0;
}

function hasSecretsEndpoint(design: Design): boolean {
  return ofType(design, 'AWS::EC2::VPCEndpoint').some(({ properties }) => JSON.stringify(properties.ServiceName ?? '').includes('secretsmanager'));
}

/** Endpoints may go where there is another way to AWS's APIs. */
function hasOtherWay(design: Design): boolean {
  const services = ofType(design, 'AWS::ECS::Service').map(({ properties }) => properties.NetworkConfiguration?.AwsvpcConfiguration);
  return design.platform.resources.some((resource) => resource.type === NAT || isNatInstance(resource))
    || (!rotates(design) && services.some((network) => network?.AssignPublicIp === 'ENABLED'));
}

const NO_ENDPOINTS: Candidate = {
  change: "'network.interfaceEndpoints' none",
  tradeOff: "Calls of AWS's APIs leave the VPC: encrypted, but by the internet or NAT.",
  apply: (design) => (hasOtherWay(design)
    ? without(design, ({ type, properties }) => type === 'AWS::EC2::VPCEndpoint' && properties.VpcEndpointType === 'Interface') : undefined),
};

const VPC_ORIGIN: Candidate = {
  change: "'ingress.exposure' IngressExposure.VPC_ORIGIN",
  tradeOff: 'The change replaces the load balancer, and only CloudFront reaches the new one.',
  apply: (design) => edited(design,
    ofType(design, 'AWS::ElasticLoadBalancingV2::LoadBalancer').filter(({ properties }) => properties.Scheme !== 'internal'),
    ({ properties }) => (properties.Scheme = 'internal')),
};

const NO_FIREWALL: Candidate = {
  change: "'edge.waf' false",
  tradeOff: 'Nothing filters requests, and nothing limits their rate, before they reach the application.',
  apply: (design) => without(design, ({ type }) => type === 'AWS::WAFv2::WebACL'),
};

const NO_INSIGHTS: Candidate = {
  change: "'compute.containerInsights' ecs.ContainerInsights.DISABLED",
  tradeOff: 'Metrics of the single task are missing; CPU and memory of the service stay.',
  apply: (design) => edited(design,
    ofType(design, 'AWS::ECS::Cluster').filter(({ properties }) => JSON.stringify(properties.ClusterSettings ?? []).includes('"enabled"')),
    ({ properties }) => (properties.ClusterSettings = [{ Name: 'containerInsights', Value: 'disabled' }])),
};

export const NETWORK_CANDIDATES = [ONE_GATEWAY, NAT_INSTANCE, NO_NAT, NO_ENDPOINTS, VPC_ORIGIN, NO_FIREWALL, NO_INSIGHTS];
