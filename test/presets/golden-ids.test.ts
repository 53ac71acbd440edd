import FLAGS from 'aws-cdk-lib/recommended-feature-flags.json';
import { allResources, appWith, PAIRS, type Place, PRESETS } from '../helpers/configurations';

/** What holds data, or an address that others know: replacing it loses one or the other. */
const STATEFUL = [
  'AWS::S3::Bucket',
  'AWS::RDS::DBInstance',
  'AWS::KMS::Key',
  'AWS::ECR::Repository',
  'AWS::SecretsManager::Secret',
  'AWS::Logs::LogGroup',
  'AWS::EC2::VPC',
  'AWS::EC2::Subnet',
  'AWS::EC2::EIP',
  'AWS::RDS::DBSubnetGroup',
  'AWS::RDS::DBParameterGroup',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::ECS::Cluster',
  'AWS::ECS::Service',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::VpcOrigin',
  'AWS::CertificateManager::Certificate',
  'AWS::Backup::BackupVault',
  'AWS::SSM::Parameter',
  'AWS::SSM::Document',
];

/** Names that are given: another one is another resource. Those of vaults end with a part of the stack's id. */
const NAMES = ['DBInstanceIdentifier', 'BackupVaultName', 'Name'];

function statefulIn(preset: string, place: Place): string[] {
  return allResources(appWith(preset, place))
    .filter(({ type }) => STATEFUL.includes(type))
    .map(({ stack, id, type, properties }) => {
      const name = NAMES.map((prop) => properties[prop]).find((each) => each !== undefined);
      return `${stack}: ${type} ${id}${name ? ` = ${name['Fn::Join']?.[1].filter((part: unknown) => typeof part === 'string').join('') ?? name}` : ''}`;
    })
    .sort();
}

// A change here replaces live resources of everybody who upgrades: it needs a major version and docs/upgrading.md.
describe('logical ids of stateful resources are a contract', () => {
  test.each(Object.keys(PRESETS))('%s', (preset) => {
    expect(statefulIn(preset, { region: 'ap-northeast-1', hasDomain: true })).toMatchSnapshot();
  });

  test.each(PAIRS)('prod in $region with copies in $recovery', (place) => {
    expect(statefulIn('prod', place)).toMatchSnapshot();
  });

  const cases = [...Object.keys(PRESETS).map((preset) => ({ preset, recovery: 'none' })), { preset: 'prod', recovery: 'ap-northeast-3' }];

  test.each(cases)('$preset with recovery region $recovery: no logical id, of whatever resource, depends on the feature flags that a consumer adopts', ({ preset, recovery }) => {
    const [without, withAll] = [undefined, FLAGS].map((context) =>
      allResources(appWith(preset, { region: 'ap-northeast-1', hasDomain: true, recovery }, {}, context)).map(({ stack, id, type }) => `${stack}: ${type} ${id}`).sort(),
    );
    expect(without.length).toBeGreaterThan(50);
    expect(withAll).toEqual(without);
  });

  test.each([...cases, { preset: 'dev', recovery: 'us-west-2' }])('$preset with recovery region $recovery: data outlives the stacks unless it is disposable', ({ preset, recovery }) => {
    for (const { type, resource, properties } of allResources(appWith(preset, { region: 'us-east-1', hasDomain: false, recovery }))) {
      const kept = preset !== 'dev';
      if (type === 'AWS::KMS::Key' && /^Alarm topics of/.test(properties.Description)) {
        // It encrypts messages on their way, and nothing that is kept: left behind it would only cost a dollar a month.
        expect(resource.DeletionPolicy).toBe('Delete');
        continue;
      }
      if (['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::ECR::Repository'].includes(type)) {
        expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual(kept ? ['Retain', 'Retain'] : ['Delete', 'Delete']);
      }
      if (type === 'AWS::Backup::BackupVault') {
        // A failed deployment leaves none behind: its name would be in the way of the next attempt.
        expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual(kept ? ['RetainExceptOnCreate', 'Retain'] : ['Delete', 'Delete']);
      }
      if (type === 'AWS::RDS::DBInstance') {
        const policy = kept && !properties.SourceDBInstanceIdentifier ? 'Snapshot' : 'Delete';
        expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual([policy, policy]);
        // A replica holds nothing of its own, and switching it off must stay possible.
        expect(properties.DeletionProtection).toBe(kept && !properties.SourceDBInstanceIdentifier);
      }
    }
  });
});
