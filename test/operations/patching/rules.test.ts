import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { idOf, makePatching, ON_INSTANCE } from './make-patching';
import { ComputeCapacity, PlatformMonitoring } from '../../../src';
import { Blackout } from '../../../src/operations/patching/blackout';
import type { PlatformPatchingProps } from '../../../src/operations/patching/platform-patching';
import { makeStack } from '../../helpers/platform';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:notices';
const RUNBOOKS = 'https://wiki.example.com/runbooks';
const BLACKOUTS = [Blackout.yearly('12-20', '01-07')];

function make(capacity: ComputeCapacity, props: Partial<PlatformPatchingProps> = {}) {
  const stack = makeStack();
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', TOPIC);
  const { patching } = makePatching({ topic, runbookUrl: RUNBOOKS, ...props }, capacity, stack);
  const found = Object.entries<any>(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  const rules = Object.fromEntries(found.map(([id, { Properties }]) => [id.replace(/^PatchingRules|.{8}$/g, ''), Properties]));
  return { stack, patching, rules };
}

describe('R10.2 R5.2 patches that did not land are told', () => {
  test('of the instance, by its maintenance window', () => {
    const { stack, patching, rules } = make(ON_INSTANCE);
    expect(Object.keys(rules)).toEqual(['FailedWindow']);
    expect(rules.FailedWindow.EventPattern).toEqual({
      'source': ['aws.ssm'],
      'detail-type': ['Maintenance Window Execution State-change Notification'],
      'detail': {
        'window-id': [{ Ref: idOf(stack, patching.maintenanceWindow) }],
        'status': ['FAILED', 'TIMED_OUT', 'CANCELLED', 'SKIPPED_OVERLAPPING'],
      },
    });
    expect(patching.rules.map(({ node }) => node.id)).toEqual(['FailedWindow']);
  });

  test('with blackouts, by the automations, too', () => {
    const { stack, patching, rules } = make(ON_INSTANCE, { redeploy: true, blackouts: BLACKOUTS });
    expect(Object.keys(rules)).toEqual(['FailedWindow', 'FailedAutomation']);
    expect(rules.FailedAutomation.EventPattern).toEqual({
      'source': ['aws.ssm'],
      'detail-type': ['EC2 Automation Execution Status-change Notification'],
      'detail': {
        Definition: [{ Ref: idOf(stack, patching.redeployDocument) }, { Ref: idOf(stack, patching.patchDocument) }],
        Status: ['Failed', 'TimedOut', 'Canceled', 'Cancelled'],
      },
    });
    expect(patching.rules).toHaveLength(2);
  });

  test('with blackouts on Fargate, by the automation alone', () => {
    const { stack, patching, rules } = make(ComputeCapacity.fargate(), { blackouts: BLACKOUTS });
    expect(Object.keys(rules)).toEqual(['FailedAutomation']);
    expect(rules.FailedAutomation.EventPattern.detail.Definition).toEqual([{ Ref: idOf(stack, patching.redeployDocument) }]);
  });

  test.each<[string, ComputeCapacity, Partial<PlatformPatchingProps>]>([
    ['without a topic', ON_INSTANCE, { topic: undefined, blackouts: BLACKOUTS }],
    ['where the schedule calls ECS itself, which tells of deployments that failed', ComputeCapacity.fargate(), {}],
    ['where nothing is done', ON_INSTANCE, { instance: false }],
  ])('not %s', (_when, capacity, props) => {
    const { patching, rules } = make(capacity, props);
    expect([patching.rules, rules]).toEqual([[], {}]);
  });

  test.each<[string, string | undefined]>([
    [RUNBOOKS, RUNBOOKS],
    [PlatformMonitoring.DEFAULT_RUNBOOK_URL, undefined],
  ])('with the runbook: %s', (url, runbookUrl) => {
    const { rules } = make(ON_INSTANCE, { blackouts: BLACKOUTS, runbookUrl });
    for (const { Targets, Description, State } of Object.values(rules)) {
      const [{ Arn, InputTransformer, RoleArn }, ...others] = Targets;
      expect([Arn, RoleArn, others, State]).toEqual([TOPIC, undefined, [], 'ENABLED']);
      expect(InputTransformer.InputPathsMap).toEqual({ time: '$.time', resources: '$.resources', detail: '$.detail' });
      const filled = InputTransformer.InputTemplate.replace('<time>', '"now"').replace('<resources>', '[]').replace('<detail>', '{}');
      expect(JSON.parse(filled)).toEqual({ what: Description, runbook: `${url}#failed-patching`, time: 'now', resources: [], detail: {} });
    }
  });
});
