import { CASES, type Place, PRESETS, resourcesAt } from '../helpers/configurations';

interface Statement {
  readonly where: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Principal?: any;
  readonly Condition?: unknown;
}

/** Every statement of every identity and resource policy of an app. */
function statements(preset: string, place: Place): Statement[] {
  return resourcesAt(preset, place).flatMap(({ id, type, properties }) => {
    const where = `${type} ${id.replace(/[0-9A-F]{8}$/, '')}`;
    const documents = [
      ...['PolicyDocument', 'KeyPolicy', 'AssumeRolePolicyDocument', 'RepositoryPolicyText', 'ResourcePolicy'].map((name) => properties[name]),
      ...(properties.Policies ?? []).map((policy: any) => policy.PolicyDocument),
    ];
    return documents.filter(Boolean).map(parsed).flatMap((document) => document.Statement.map((statement: any) => ({ where, ...statement })));
  });
}

/** CloudWatch Logs takes its policies as text, in which references are holes. */
function parsed(document: any): any {
  const text = document['Fn::Join']?.[1].map((part: any) => (typeof part === 'string' ? part : JSON.stringify(part).replace(/"/g, "'"))).join('') ?? document;
  return typeof text === 'string' ? JSON.parse(text) : text;
}

const isIdentityPolicy = ({ where }: Statement) => /^AWS::IAM::(Policy|Role|ManagedPolicy) /.test(where) ;
const listed = (value: unknown) => [value].flat();

/**
 * The one place with wildcards is the policy of a key itself: the account's administration of it, as AWS prescribes (without it nobody could
 * manage the key), and what Secrets Manager's L2 writes for use through Secrets Manager.
 */
const KEY_POLICY_WILDCARDS: [string, string | string[]][] = [
  ['AWS::KMS::Key PlatformEncryptionKey', 'kms:*'],
  ['AWS::KMS::Key PlatformEncryptionKey', ['kms:Decrypt', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*']],
];

/** The key of the data encrypts the topics as well; where there is none, and in another region, topics have a key of their own. */
function wildcardsOf(preset: string, { region, recovery = 'none' }: Place): [string, string | string[]][] {
  const elsewhere: [string, string][] = [
    ...(recovery === 'none' ? [] : [['AWS::KMS::Key RecoveryEncryptionKey', 'kms:*'] as [string, string]]),
    ...(region === 'us-east-1' ? [] : [['AWS::KMS::Key WatchTopicsTopicKey', 'kms:*'] as [string, string]]),
  ];
  if (preset === 'prod') return [...KEY_POLICY_WILDCARDS, ...elsewhere];
  return preset === 'prodLean' ? [['AWS::KMS::Key PlatformMonitoringTopicsTopicKey', 'kms:*'], ...elsewhere] : [];
}

describe('R3.2 least privilege: every IAM statement', () => {
  // The snapshot is the exact set: a statement that is added, widened or lost shows up in review.
  test.each(Object.keys(PRESETS))('%s: exactly these statements', (preset) => {
    expect(statements(preset, { region: 'ap-northeast-1', hasDomain: false })).toMatchSnapshot();
  });

  test('prod with a recovery region: exactly these more, and these others', () => {
    const [without, withRecovery] = [undefined, 'us-west-2'].map((recovery) => statements('prod', { region: 'us-east-1', hasDomain: false, recovery }).map((each) => JSON.stringify(each)));
    expect(withRecovery.filter((each) => !without.includes(each)).map((each) => JSON.parse(each))).toMatchSnapshot();
  });

  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery: no action has a wildcard', ({ preset, ...place }) => {
    const wild = statements(preset, place).filter(({ Effect, Action }) => Effect === 'Allow' && listed(Action).some((action) => String(action).includes('*')));
    expect(wild.map(({ where, Action }) => [where, Action]).sort()).toEqual(wildcardsOf(preset, place).sort());
  });

  test.each(CASES)("$preset in $region, domain $hasDomain, recovery region $recovery: resource '*' only where AWS allows nothing else", ({ preset, ...place }) => {
    const everything = statements(preset, place)
      .filter((statement) => isIdentityPolicy(statement) && statement.Effect === 'Allow' && listed(statement.Resource).includes('*'))
      .flatMap(({ Action }) => listed(Action));
    const unavoidable = [
      'ecr:GetAuthorizationToken', 'ec2:DescribeSecurityGroups', 'ecs:DiscoverPollEndpoint', 'cloudwatch:PutMetricData',
      // The agent of Systems Manager.
      'ssm:GetDeployablePatchSnapshotForInstance', 'ssm:PutInventory',
      'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
      // What lists or describes, of AWS Backup, runbooks and drills; and copies, which a condition keeps to the vaults.
      'tag:GetResources', 'backup:CopyFromBackupVault',
      'ecs:DescribeTaskDefinition', 'ecs:ListTaskDefinitions', 'ecs:ListTasks', 'elasticloadbalancing:DescribeRules',
      ...['AccountAttributes', 'Addresses', 'AvailabilityZones', 'InternetGateways', 'ManagedPrefixLists', 'NetworkAcls', 'Subnets', 'Vpcs'].map((each) => `ec2:Describe${each}`),
      'logs:CreateLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies',
    ];
    expect([...new Set(everything)].filter((action) => !unavoidable.includes(String(action)))).toEqual([]);
  });

  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery: nobody outside is trusted', ({ preset, ...place }) => {
    for (const { Effect, Principal } of statements(preset, place)) {
      if (Effect !== 'Allow' || !Principal) continue;
      expect(JSON.stringify(Principal)).not.toMatch(/"\*"/);
      expect(Object.keys(Principal).every((kind) => kind === 'Service' || kind === 'AWS')).toBe(true);
    }
  });
});
