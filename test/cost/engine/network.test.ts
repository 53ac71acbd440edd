import { bill, figures, linesOf, resource } from './helpers';

const NAT = 'EC2::NatGateway';
const ENDPOINT = 'EC2::VPCEndpoint';
const eip = (id: string) => resource(id, 'EC2::EIP', { Domain: 'vpc' });
const nat = (id: string, address: string) => resource(id, NAT, { AllocationId: { 'Fn::GetAtt': [address, 'AllocationId'] } });

test('addresses and NAT gateways: each address once, the data shared', () => {
  expect(figures([eip('A'), nat('NatA', 'A'), eip('B'), nat('NatB', 'B')])).toEqual([
    ['nat.hours', 730, 32.85], ['nat.hours', 730, 32.85], ['ipv4.hours', 730, 3.65], ['ipv4.hours', 730, 3.65], ['nat.data', 5, 0.225], ['nat.data', 5, 0.225],
  ]);
});

describe('a regional NAT gateway', () => {
  const regional = (more = {}) => resource('Nat', NAT, { AvailabilityMode: 'regional', VpcId: { Ref: 'Vpc' }, ...more });
  const subnet = (id: string, zone: number, vpc = 'Vpc') => resource(id, 'EC2::Subnet', { VpcId: { Ref: vpc }, AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] } });

  test.each([
    ['those it is told', [regional({ AvailabilityZoneAddresses: [{}, {}, {}, {}] }), subnet('A', 0)], 4],
    ["those of its VPC's subnets", [regional(), subnet('A', 0), subnet('B', 1), subnet('C', 1), subnet('D', 2), subnet('E', 3, 'Other')], 3],
    ['two, where nothing says it', [regional()], 2],
  ])('hours and addresses in zones: %s', (_, resources, zones) => {
    expect(linesOf(resources).map(({ priceId, quantity }) => [priceId, quantity])).toEqual([['nat.hours', zones * 730], ['ipv4.hours', zones * 730], ['nat.data', 10]]);
  });

  test('an assumption is said', () => {
    expect(linesOf([regional()])[0].note).toBe('its zones are not in the template: two are assumed');
    expect(linesOf([regional(), subnet('A', 0)])[0].note).toBeUndefined();
  });
});

describe('endpoints', () => {
  const endpoint = (id: string, subnets: string[]) => resource(id, ENDPOINT, { VpcEndpointType: 'Interface', SubnetIds: subnets });

  test('interface endpoints by zone, the data shared', () => {
    expect(figures([endpoint('A', ['1', '2']), endpoint('B', ['1']), resource('S3', ENDPOINT, { VpcEndpointType: 'Gateway' })])).toEqual([
      ['endpoint.hours', 1460, 14.6], ['endpoint.hours', 730, 7.3], ['endpoint.data', 5, 0.05], ['endpoint.data', 5, 0.05],
    ]);
  });

  test('beside a NAT gateway the data is counted there', () => {
    expect(figures([endpoint('A', ['1']), nat('Nat', 'Elsewhere')])).toEqual([['nat.hours', 730, 32.85], ['endpoint.hours', 730, 7.3], ['nat.data', 10, 0.45]]);
  });

  test('gateway endpoints are free, others without a price', () => {
    expect(bill([resource('A', ENDPOINT), resource('B', ENDPOINT, { VpcEndpointType: 'GatewayLoadBalancer' })])).toMatchObject({
      lines: [],
      freeOfCharge: [{ reason: 'gateway endpoints are free of charge' }],
      notPriced: [{ reason: 'no price is known of endpoints of the type GatewayLoadBalancer' }],
    });
  });
});

describe('load balancers', () => {
  const balancer = (properties: object) => resource('Balancer', 'ElasticLoadBalancingV2::LoadBalancer', properties);

  test('an internal one: hours and capacity units', () => {
    expect(figures([balancer({ Scheme: 'internal', Subnets: ['1', '2'] })])).toEqual([['elb.hours', 730, 16.425], ['elb.lcu', 73, 0.584]]);
  });

  test('a public one has an address in each subnet', () => {
    expect(figures([balancer({ Subnets: ['1', '2', '3'] })], { averageLoadBalancerCapacityUnits: 2 })).toEqual([
      ['elb.hours', 730, 16.425], ['elb.lcu', 1460, 11.68], ['ipv4.hours', 2190, 10.95],
    ]);
    expect(figures([balancer({ Scheme: 'internet-facing', SubnetMappings: [{}, {}] })])[1]).toEqual(['ipv4.hours', 1460, 7.3]);
  });

  test('of another type no price is known', () => {
    expect(figures([balancer({ Type: 'network', Scheme: 'internal' })])).toEqual([['elb.network.hours', 730, undefined], ['elb.network.lcu', 73, undefined]]);
  });
});
