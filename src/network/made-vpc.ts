import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { PlatformNat } from './nat';
import type { NetworkOptions } from './network-options';
import { acknowledge, acknowledgeInlinePolicy, acknowledgeServiceManagedLogs, inPacks } from '../settings/acknowledge';
import { checkInteger, checkPattern, invalid } from '../settings/checks';
import type { Removal } from '../settings/removal';

/** Room is always kept for this many zones: growing from 2 to 3 must not renumber subnets that hold a database. */
const MOST_AZS = 3;

export interface MadeVpc {
  readonly vpc: ec2.Vpc;
  /** The NAT instances, if that is the choice. */
  readonly natInstances?: ec2.NatInstanceProviderV2;
}

export function makeVpc(scope: Construct, options: NetworkOptions): MadeVpc {
  const cidr = options.cidr ?? '10.0.0.0/16';
  const maxAzs = options.maxAzs ?? 2;
  const nat = options.nat ?? PlatformNat.gatewayPerAz();
  if (Token.isUnresolved(maxAzs)) throw invalid('network.maxAzs', 'an unresolved token', 'known at synth, since subnets are made for it');
  checkInteger('network.maxAzs', maxAzs, 2, MOST_AZS);
  const prefix = checkCidr(cidr);

  const natGatewayProvider = nat._makeProvider();
  const vpc = new ec2.Vpc(scope, 'Vpc', {
    ipAddresses: ec2.IpAddresses.cidr(cidr),
    maxAzs,
    reservedAzs: MOST_AZS - maxAzs,
    natGateways: nat._gateways,
    natGatewayProvider,
    subnetConfiguration: [
      { name: 'public', subnetType: ec2.SubnetType.PUBLIC, cidrMask: prefix + 8, mapPublicIpOnLaunch: false },
      { name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, cidrMask: prefix + 4, reserved: nat.isNone },
      { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: prefix + 8 },
    ],
    // true would bring a custom-resource Lambda; ClosedDefaultSecurityGroup does it without one.
    restrictDefaultSecurityGroup: false,
  });
  if (vpc.publicSubnets.length < maxAzs) {
    const { account, region } = Stack.of(scope);
    const isUnknown = Token.isUnresolved(account) || Token.isUnresolved(region);
    const why = isUnknown ? "the stack's account or region is unknown (give 'env')" : `${region} has no more zones for this account`;
    throw invalid('network.maxAzs', maxAzs, `at most ${vpc.publicSubnets.length} here: ${why}`);
  }
  acknowledge(
    vpc,
    'ClosedDefaultSecurityGroup removes the rules of the default security group, which nothing uses.',
    ...inPacks('VPCDefaultSecurityGroupClosed'),
  );
  for (const subnet of vpc.publicSubnets) {
    acknowledge(
      subnet,
      'A public subnet is public by its route to the internet gateway; what is in it is reachable as its security groups allow.',
      ...inPacks('VPCNoUnrestrictedRouteToIGW'),
    );
  }
  if (!(natGatewayProvider instanceof ec2.NatInstanceProviderV2)) return { vpc };
  hardenNatInstances(natGatewayProvider);
  return { vpc, natInstances: natGatewayProvider };
}

/** The prefix length: AWS takes 16 at the least, and a load balancer asks for /27 subnets, which 19 is the most for. */
function checkCidr(cidr: string): number {
  if (Token.isUnresolved(cidr)) throw invalid('network.cidr', 'an unresolved token', 'known at synth, since subnets are cut from it');
  checkPattern('network.cidr', cidr, /^\d{1,3}(\.\d{1,3}){3}\/1[6-9]$/, 'an IPv4 range with a prefix length from 16 to 19');
  const [address, prefix] = cidr.split('/');
  const octets = address.split('.').map(Number);
  const hostBits = 2 ** (32 - Number(prefix));
  if (octets.some((octet) => octet > 255) || octets.reduce((sum, octet) => sum * 256 + octet, 0) % hostBits !== 0) {
    throw invalid('network.cidr', cidr, `an IPv4 range that begins at a multiple of its size, like '10.0.0.0/${prefix}'`);
  }
  return Number(prefix);
}

/** NAT instances as the rest of the platform is: no IMDSv1, encrypted disk, monitored. */
function hardenNatInstances(provider: ec2.NatInstanceProviderV2): void {
  for (const { instance } of provider.gatewayInstances) {
    instance.metadataOptions = { httpTokens: 'required', httpPutResponseHopLimit: 1 };
    instance.blockDeviceMappings = [{ deviceName: '/dev/xvda', ebs: { encrypted: true, volumeType: 'gp3' } }];
    instance.monitoring = true;
    acknowledge(
      instance,
      'A NAT instance is on the internet by its purpose, in a public subnet of this VPC; only the tasks come in. It holds no state to protect.',
      'AwsSolutions-EC29',
      ...inPacks('EC2InstanceNoPublicIp', 'EC2InstancesInVPC'),
    );
  }
}

export function acknowledgeNoFlowLogs(vpc: ec2.Vpc): void {
  acknowledge(vpc, 'Flow logs are switched off by "network.flowLogs".', 'AwsSolutions-VPC7', ...inPacks('VPCFlowLogsEnabled'));
}

export function recordFlows(vpc: ec2.Vpc, options: NetworkOptions, removal: Removal, encryptionKey?: kms.IKey): logs.LogGroup {
  const logGroup = new logs.LogGroup(vpc, 'FlowLogGroup', {
    retention: options.flowLogRetention ?? logs.RetentionDays.ONE_YEAR,
    encryptionKey,
    removalPolicy: removal.stateful,
  });
  if (!encryptionKey) acknowledgeServiceManagedLogs(logGroup);
  const role = new iam.Role(vpc, 'FlowLogRole', { assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com') });
  vpc.addFlowLog('FlowLog', { destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, role) });
  acknowledgeInlinePolicy(role);
  return logGroup;
}
