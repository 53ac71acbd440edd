import FLAGS from 'aws-cdk-lib/recommended-feature-flags.json';
import { allResources, appWith, PRESETS } from '../helpers/configurations';

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
];

// A change here replaces live resources of everybody who upgrades: it needs a major version and docs/upgrading.md.
describe('logical ids of stateful resources are a contract', () => {
  test.each(Object.keys(PRESETS))('%s', (preset) => {
    const ids = allResources(appWith(preset, { region: 'ap-northeast-1', hasDomain: true }))
      .filter(({ type }) => STATEFUL.includes(type))
      .map(({ stack, id, type, properties }) => `${stack}: ${type} ${id}${properties.DBInstanceIdentifier ? ` = ${properties.DBInstanceIdentifier}` : ''}`);
    expect(ids.sort()).toMatchSnapshot();
  });

  test.each(Object.keys(PRESETS))('%s: no logical id, of whatever resource, depends on the feature flags that a consumer adopts', (preset) => {
    const [without, withAll] = [undefined, FLAGS].map((context) =>
      allResources(appWith(preset, { region: 'ap-northeast-1', hasDomain: true }, {}, context)).map(({ stack, id, type }) => `${stack}: ${type} ${id}`).sort(),
    );
    expect(without.length).toBeGreaterThan(50);
    expect(withAll).toEqual(without);
  });

  test.each(Object.keys(PRESETS))('%s: data outlives the stack unless it is disposable', (preset) => {
    for (const { type, resource, properties } of allResources(appWith(preset, { region: 'us-east-1', hasDomain: false }))) {
      const kept = preset !== 'dev';
      if (type === 'AWS::KMS::Key' && /^Alarm topics of/.test(properties.Description)) {
        // It encrypts messages on their way, and nothing that is kept: left behind it would only cost a dollar a month.
        expect(resource.DeletionPolicy).toBe('Delete');
        continue;
      }
      if (['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::ECR::Repository'].includes(type)) {
        expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual(kept ? ['Retain', 'Retain'] : ['Delete', 'Delete']);
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
