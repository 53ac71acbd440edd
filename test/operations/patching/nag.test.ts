import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { makePatching, ON_INSTANCE } from './make-patching';
import { ComputeCapacity } from '../../../src';
import { Blackout } from '../../../src/operations/patching/blackout';
import '../../helpers/platform';

describe('R3.2 R10.2 cdk-nag has nothing against what is made', () => {
  const blackouts = [Blackout.yearly('12-20', '01-07')];
  test.each([
    ['Fargate', ComputeCapacity.fargate(), {}],
    ['Fargate with blackouts', ComputeCapacity.fargate(), { blackouts }],
    ['an instance', ON_INSTANCE, { redeploy: true }],
    ['an instance with blackouts', ON_INSTANCE, { redeploy: true, blackouts }],
  ])('%s', (_name, capacity, props) => {
    const { stack } = makePatching(props, capacity);
    for (const pack of [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()]) {
      const paths = pack.validateScope(stack).violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
      // The VPC of the test is no part of the platform: without it, the pack would not be known to have run.
      expect(paths.some((path) => path.includes('Stack/Vpc'))).toBe(true);
      expect(paths.filter((path) => /\/(Patching|Host)\//.test(path))).toEqual([]);
    }
  });
});
