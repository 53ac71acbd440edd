import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { DrillPermission, Fault } from './drill-content';

/** How long a zone is cut off. */
export const CUT_OFF_MINUTES = 5;

/** Subnets are cut off from everything outside them: FIS puts a network ACL in the place of theirs, and gives them theirs back. */
export function cutOff(vpc: ec2.IVpc, subnets: ec2.ISubnet[]): Fault {
  const stack = Stack.of(vpc);
  const subnetArns = subnets.map(({ subnetId }) => stack.formatArn({ service: 'ec2', resource: 'subnet', resourceName: subnetId }));
  return {
    name: 'CutOff',
    action: {
      actionId: 'aws:network:disrupt-connectivity',
      description: "Cuts the zone's subnets off",
      parameters: { duration: `PT${CUT_OFF_MINUTES}M`, scope: 'all' },
      targets: { Subnets: 'CutOff' },
    },
    target: { resourceType: 'aws:ec2:subnet', resourceArns: subnetArns, selectionMode: 'ALL' },
    permissions: permissions(stack, vpc, subnetArns),
  };
}

/** As in the managed policy AWSFaultInjectionSimulatorNetworkAccess, for this action, this VPC and these subnets. */
function permissions(stack: Stack, { vpcId }: ec2.IVpc, subnetArns: string[]): DrillPermission[] {
  const vpcArn = stack.formatArn({ service: 'ec2', resource: 'vpc', resourceName: vpcId });
  const acls = stack.formatArn({ service: 'ec2', resource: 'network-acl', resourceName: '*' });
  const prefixLists = stack.formatArn({ service: 'ec2', resource: 'prefix-list', account: '*', resourceName: '*' });
  const asked = { 'aws:RequestTag/managedByFIS': 'true' };
  const wildcard = 'FIS makes a network ACL of its own, tags it, and puts it in the place of those of the subnets';
  return [
    {
      actions: ['ec2:DescribeManagedPrefixLists', 'ec2:DescribeNetworkAcls', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      resources: ['*'],
      wildcard: 'descriptions of the network',
    },
    { actions: ['ec2:GetManagedPrefixListEntries'], resources: [prefixLists], wildcard: 'FIS reads prefix lists, of which some are AWS\'s own' },
    { actions: ['ec2:CreateNetworkAcl'], resources: [vpcArn] },
    { actions: ['ec2:CreateNetworkAcl'], resources: [acls], conditions: { StringEquals: asked }, wildcard },
    {
      actions: ['ec2:CreateTags'],
      resources: [acls],
      conditions: { StringEquals: { 'ec2:CreateAction': 'CreateNetworkAcl', ...asked } },
      wildcard,
    },
    {
      actions: ['ec2:CreateNetworkAclEntry', 'ec2:DeleteNetworkAcl'],
      resources: [acls],
      conditions: { StringEquals: { 'ec2:ResourceTag/managedByFIS': 'true' } },
      wildcard,
    },
    { actions: ['ec2:ReplaceNetworkAclAssociation'], resources: [...subnetArns, acls], wildcard },
  ];
}
