import { Lazy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { importedVpc, makeNetwork, stackWithZones } from './network';
import { type NetworkOptions, PlatformNat, PlatformNetwork, PlatformPreset } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

const make = (options: NetworkOptions, stack = makeStack()) => () => new PlatformNetwork(stack, 'Network', options);

describe('network.maxAzs', () => {
  test.each([1, 4, 0, -2, 2.5, NaN])('refuses %d', (maxAzs) => {
    expect(make({ maxAzs }, stackWithZones(4))).toThrow(`cdk-pdf-web-platform: 'network.maxAzs' must be a whole number from 2 to 3, got ${maxAzs}`);
  });

  test('3 needs a stack that knows where it is', () => {
    expect(make({ maxAzs: 3 })).toThrow(
      "cdk-pdf-web-platform: 'network.maxAzs' must be at most 2 here: the stack's account or region is unknown (give 'env'), got 3",
    );
    expect(make({ maxAzs: 3 }, stackWithZones(3))).not.toThrow();
  });
});

test('network.maxAzs beyond what the region has', () => {
  expect(make({ maxAzs: 3 }, stackWithZones(2))).toThrow(
    "cdk-pdf-web-platform: 'network.maxAzs' must be at most 2 here: us-east-1 has no more zones for this account, got 3",
  );
});

test('network.maxAzs must be known at synth', () => {
  expect(make({ maxAzs: Lazy.number({ produce: () => 2 }) })).toThrow(
    "cdk-pdf-web-platform: 'network.maxAzs' must be known at synth, since subnets are made for it, got 'an unresolved token'",
  );
});

describe('network.cidr', () => {
  test.each(['10.0.0.0/15', '10.0.0.0/20', '10.0.0.0', '10.0.0/16', 'fd00::/16', '', '10.0.0.0/16 '])('refuses \'%s\'', (cidr) => {
    expect(make({ cidr })).toThrow(
      `cdk-pdf-web-platform: 'network.cidr' must be an IPv4 range with a prefix length from 16 to 19, got '${cidr}'`,
    );
  });

  test.each(['10.0.1.0/16', '10.0.16.0/19', '300.0.0.0/16', '10.0.0.1/17'])('refuses \'%s\', which AWS CDK would move to where it fits', (cidr) => {
    expect(make({ cidr })).toThrow(
      `cdk-pdf-web-platform: 'network.cidr' must be an IPv4 range that begins at a multiple of its size, like '10.0.0.0/${cidr.slice(-2)}', got '${cidr}'`,
    );
  });

  test.each(['10.0.0.0/16', '10.0.0.0/17', '10.0.0.0/18', '10.0.32.0/19'])('takes %s', (cidr) => {
    expect(make({ cidr })).not.toThrow();
  });

  test('refuses what is not known at synth', () => {
    expect(make({ cidr: Lazy.string({ produce: () => '10.0.0.0/16' }) })).toThrow(
      "cdk-pdf-web-platform: 'network.cidr' must be known at synth, since subnets are cut from it, got 'an unresolved token'",
    );
  });
});

describe('an existing VPC excludes what shapes one', () => {
  const refused: NetworkOptions[] = [
    { cidr: '10.1.0.0/16' },
    { maxAzs: 2 },
    { nat: PlatformNat.none() },
    { flowLogs: false },
    { flowLogRetention: RetentionDays.ONE_DAY },
    { closeDefaultSecurityGroup: false },
  ];

  test.each(refused.map((options) => [Object.keys(options)[0], options] as const))('%s', (prop, options) => {
    const stack = makeStack();
    expect(make({ vpc: importedVpc(stack, 'public', 'private', 'isolated'), ...options }, stack)).toThrow(
      `cdk-pdf-web-platform: 'network.${prop}' cannot be combined with 'network.vpc'`,
    );
  });

  test('so it does in the platform\'s props, where the preset\'s own choices are no obstacle', () => {
    const stack = makeStack();
    const vpc = importedVpc(stack, 'public', 'private', 'isolated');
    expect(() => makePlatform({ preset: PlatformPreset.prod(), network: { vpc, maxAzs: 2 } }, stack)).toThrow(
      "cdk-pdf-web-platform: 'network.maxAzs' cannot be combined with 'network.vpc'",
    );
  });
});

describe('subnets can be chosen in an existing VPC only', () => {
  test.each(['publicSubnets', 'taskSubnets', 'databaseSubnets'] as const)('%s', (prop) => {
    expect(make({ [prop]: { subnetGroupName: 'mine' } })).toThrow(`cdk-pdf-web-platform: 'network.${prop}' needs 'network.vpc'`);
  });
});

test('undefined, as other jsii languages send what is not given, means the default', () => {
  const undefinedProps: NetworkOptions = {
    vpc: undefined,
    publicSubnets: undefined,
    taskSubnets: undefined,
    databaseSubnets: undefined,
    cidr: undefined,
    maxAzs: undefined,
    nat: undefined,
    interfaceEndpoints: undefined,
    flowLogs: undefined,
    flowLogRetention: undefined,
    closeDefaultSecurityGroup: undefined,
  };
  expect(makeNetwork(undefinedProps).template.toJSON()).toEqual(makeNetwork().template.toJSON());
});
