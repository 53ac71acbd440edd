import { Fn, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { ImageReplication, type ImageReplicationProps } from '../../src/backup/image-replication';
import { makeStack, onlyResource } from '../helpers/platform';

const REGION = 'eu-west-1';

function rulesOf(props: Partial<ImageReplicationProps>, stack = makeStack()) {
  const replication = new ImageReplication(stack, 'Replication', { repositoryName: 'app', region: REGION, ...props });
  expect(replication.configuration).toBeInstanceOf(ecr.CfnReplicationConfiguration);
  return onlyResource(Template.fromStack(stack), 'AWS::ECR::ReplicationConfiguration').Properties.ReplicationConfiguration.Rules;
}

const rule = (filter: unknown, registryId: unknown = { Ref: 'AWS::AccountId' }, region: unknown = REGION) => ({
  Destinations: [{ Region: region, RegistryId: registryId }],
  RepositoryFilters: [{ Filter: filter, FilterType: 'PREFIX_MATCH' }],
});

describe('R6.2 images in the recovery region', () => {
  test('are those of the one repository, in the same account', () => {
    expect(rulesOf({})).toEqual([rule('app')]);
  });

  test('of a repository whose name is not known', () => {
    const stack = makeStack();
    const { repositoryName } = new ecr.Repository(stack, 'Repository');
    expect(rulesOf({ repositoryName }, stack)).toEqual([rule({ Ref: expect.stringMatching(/^Repository/) })]);
  });

  test('in a region that is not known', () => {
    expect(rulesOf({ region: Lazy.string({ produce: () => REGION }) })).toEqual([rule('app')]);
    expect(rulesOf({ region: Fn.ref('Region') })).toEqual([rule('app', undefined, { Ref: 'Region' })]);
  });

  test('beside what the registry replicates already', () => {
    const others = Array.from({ length: 9 }, (_each, index) => ImageReplication.rule(`other${index}`, 'eu-central-1', '111122223333'));
    expect(rulesOf({ mergedRules: others })).toEqual([
      ...others.map((_each, index) => rule(`other${index}`, '111122223333', 'eu-central-1')),
      rule('app'),
    ]);
  });

  test('as a rule for who has a configuration already', () => {
    expect(ImageReplication.rule('app', REGION, '123456789012')).toEqual({
      destinations: [{ region: REGION, registryId: '123456789012' }],
      repositoryFilters: [{ filter: 'app', filterType: 'PREFIX_MATCH' }],
    });
  });

  test.each<[string, Partial<ImageReplicationProps>]>([
    ["'repositoryName' must be the name of an ECR repository, got 'App'", { repositoryName: 'App' }],
    ["'repositoryName' must be the name of an ECR repository, got 'a'", { repositoryName: 'a' }],
    ["'repositoryName' must be the name of an ECR repository, got 'app/'", { repositoryName: 'app/' }],
    ["'region' must be a region's code like 'us-west-2', got 'Ireland'", { region: 'Ireland' }],
    ["'region' must be another region than the stack's, got 'us-east-1'", { region: 'us-east-1' }],
    ["'mergedRules' must be at most 9 rules, got '10 rules'", { mergedRules: Array(10).fill(ImageReplication.rule('other', REGION, '111122223333')) }],
  ])('refuses: %s', (message, props) => {
    expect(() => rulesOf(props)).toThrow(message);
  });

  test.each(['app', 'team/app-1', 'a_b.c--d', 'x'.repeat(256)])('takes a repository %s', (repositoryName) => {
    expect(rulesOf({ repositoryName })).toEqual([rule(repositoryName)]);
  });
});
