import { Stack, Validations } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { makeDrills } from './make-drills';
import type { Drill } from '../../../src/operations/drills/drill';

const { compute, database, network, drills, template } = makeDrills({ encryptionKey: (stack) => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111111111111:key/1') });
const idOf = (construct: any) => Stack.of(construct).getLogicalId(construct.node.defaultChild ?? construct);

/** Values as they read: `Ref` and `Fn::GetAtt` in angle brackets. */
function read(value: any): any {
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== 'object' || value === null) return value;
  if (value['Fn::Join']) return value['Fn::Join'][1].map(read).join('');
  if (value.Ref) return value.Ref.startsWith('AWS::') ? `<${value.Ref.slice(5)}>` : `<${value.Ref}>`;
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, read(each)]));
}

function statementsOf(role: any): any[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) => Properties.Roles.some(({ Ref }: any) => Ref === idOf(role)));
  return policies.flatMap(({ Properties }) => read(Properties.PolicyDocument.Statement)).map(({ Effect, ...rest }: any) => {
    expect(Effect).toBe('Allow');
    return rest;
  });
}

const HERE = 'us-east-1:<AccountId>';
const cluster = idOf(compute.cluster);
const instance = idOf(database!.instance);
const ofCluster = { ArnEquals: { 'ecs:cluster': `<${cluster}.Arn>` } };
const acls = `arn:<Partition>:ec2:${HERE}:network-acl/*`;
const logDelivery = { Action: ['logs:CreateLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies'], Resource: '*' };
const tasks = [
  { Action: 'ecs:ListTasks', Resource: '*', Condition: ofCluster },
  { Action: ['ecs:DescribeTasks', 'ecs:StopTask'], Resource: `arn:<Partition>:ecs:${HERE}:task/<${cluster}>/*`, Condition: ofCluster },
];
const reboot = [
  { Action: 'rds:RebootDBInstance', Resource: `arn:<Partition>:rds:${HERE}:db:<${instance}>` },
  { Action: 'rds:DescribeDBInstances', Resource: `arn:<Partition>:rds:${HERE}:db:*` },
];

describe('R3.2 what drills may do', () => {
  test('the database fails over: this one instance', () => {
    expect(statementsOf(drills.databaseFailover!.role)).toEqual([logDelivery, ...reboot]);
  });

  test('a task ends: of this one cluster', () => {
    expect(statementsOf(drills.taskLoss.role)).toEqual([logDelivery, ...tasks]);
  });

  test('a zone fails: these subnets, and network ACLs that FIS itself made', () => {
    const { publicSubnets, privateSubnets, isolatedSubnets } = network.vpc;
    const subnets = [publicSubnets, privateSubnets, isolatedSubnets].map(([subnet]) => `arn:<Partition>:ec2:${HERE}:subnet/<${idOf(subnet)}>`);
    const asked = { 'aws:RequestTag/managedByFIS': 'true' };
    expect(statementsOf(drills.zoneInterruption.role)).toEqual([
      logDelivery,
      ...tasks,
      { Action: ['ec2:DescribeManagedPrefixLists', 'ec2:DescribeNetworkAcls', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'], Resource: '*' },
      { Action: 'ec2:GetManagedPrefixListEntries', Resource: 'arn:<Partition>:ec2:us-east-1:*:prefix-list/*' },
      { Action: 'ec2:CreateNetworkAcl', Resource: `arn:<Partition>:ec2:${HERE}:vpc/<${idOf(network.vpc)}>` },
      { Action: 'ec2:CreateNetworkAcl', Resource: acls, Condition: { StringEquals: asked } },
      { Action: 'ec2:CreateTags', Resource: acls, Condition: { StringEquals: { 'ec2:CreateAction': 'CreateNetworkAcl', ...asked } } },
      { Action: ['ec2:CreateNetworkAclEntry', 'ec2:DeleteNetworkAcl'], Resource: acls, Condition: { StringEquals: { 'ec2:ResourceTag/managedByFIS': 'true' } } },
      { Action: 'ec2:ReplaceNetworkAclAssociation', Resource: [...subnets, acls] },
      ...reboot,
      { Action: 'tag:GetResources', Resource: '*' },
    ]);
  });

  test('no policy has more, and none is managed', () => {
    for (const { role } of [drills.databaseFailover!, drills.taskLoss, drills.zoneInterruption]) {
      const { Properties } = template.findResources('AWS::IAM::Role')[idOf(role)];
      expect(Object.keys(Properties).sort()).toEqual(['AssumeRolePolicyDocument', 'Description']);
    }
  });

  test('only FIS acts with the roles, for experiments of this account', () => {
    for (const { role, template: experiments } of [drills.databaseFailover!, drills.taskLoss, drills.zoneInterruption]) {
      const { Properties } = template.findResources('AWS::IAM::Role')[idOf(role)];
      expect(read(Properties.AssumeRolePolicyDocument.Statement)).toEqual([{
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'fis.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '<AccountId>' },
          ArnLike: { 'aws:SourceArn': `arn:<Partition>:fis:${HERE}:experiment/*` },
        },
      }]);
      expect(template.findResources('AWS::FIS::ExperimentTemplate')[idOf(experiments)].Properties.RoleArn).toEqual({ 'Fn::GetAtt': [idOf(role), 'Arn'] });
    }
  });
});

describe('R3.2 why roles have wildcards', () => {
  test.each<[string, Drill]>([
    ['DatabaseFailover', drills.databaseFailover!], ['TaskLoss', drills.taskLoss], ['ZoneInterruption', drills.zoneInterruption],
  ])('%s: each resource with a wildcard once, and no other', (_, { role }) => {
    const recorded = role.node.findChild('DefaultPolicy').node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data))
      .flatMap(([id, reason]) => (id.includes('IAM5') ? [[id.replace(/^.*Resource::(.*)\]$/, '$1'), reason]] : []));
    const wild = statementsOf(role).flatMap(({ Resource }) => Resource).filter((resource) => resource.includes('*'));
    const unread = wild.map((resource) => resource.replace(/<(Partition|AccountId)>/g, '<AWS::$1>'));
    expect(recorded.map(([resource]) => resource).sort()).toEqual([...new Set(unread)].sort());
    for (const [, reason] of recorded) expect(reason).toMatch(/^[A-Z].*[^.]\.$/);
  });

  test('what can be granted on everything only says what for', () => {
    const { metadata } = drills.zoneInterruption.role.node.findChild('DefaultPolicy').node;
    expect(JSON.stringify(metadata)).toContain(
      'AWS lets these calls be granted on everything only: logs of the experiment; the list of the tasks of this one cluster; '
      + 'descriptions of the network; the instance that has the tag of the drill.',
    );
  });
});
