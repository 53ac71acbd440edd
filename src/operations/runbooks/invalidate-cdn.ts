import type { Construct } from 'constructs';
import { call, minutes, waitFor } from './automation';
import { Runbook } from './runbook';
import type { PlatformEdge } from '../../edge/platform-edge';

/** Has CloudFront forget what it has cached. */
export function invalidateCdn(scope: Construct, id: string, { distribution, url }: PlatformEdge): Runbook {
  const { distributionId } = distribution;
  return Runbook._make(scope, id, {
    description: {
      what: `Has CloudFront forget what it has cached of ${url}: for content that is wrong or must not be seen any longer.`,
      before: [
        'Correct the origin first, or the same is cached again.',
        'For a while, more requests reach the application: with `/*`, as many as there are. AWS bills paths of an account beyond 1,000 in a month.',
      ],
      after: ['What browsers have cached stays there until it expires.'],
      undo: 'None is needed: the cache fills again by itself.',
    },
    parameters: {
      Path: {
        type: 'String',
        description: 'The path to forget, with a `*` at its end for all that begin so. One path: for others, start the runbook again.',
        default: '/*',
        allowedPattern: '^/[A-Za-z0-9/_.~$@:+%&?=,;!\'()-]*\\*?$',
      },
    },
    steps: [
      call('invalidate', {
        api: 'cloudfront:CreateInvalidation',
        inputs: {
          DistributionId: distributionId,
          InvalidationBatch: { Paths: { Quantity: 1, Items: ['{{ Path }}'] }, CallerReference: '{{ automation:EXECUTION_ID }}' },
        },
      }, { Id: '$.Invalidation.Id' }),
      waitFor('waitUntilCompleted', {
        api: 'cloudfront:GetInvalidation', inputs: { DistributionId: distributionId, Id: '{{ invalidate.Id }}' },
      }, '$.Invalidation.Status', ['Completed'], { timeoutSeconds: minutes(60) }),
    ],
    outputs: ['invalidate.Id'],
    permissions: [{ actions: ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'], resources: [distribution.distributionArn] }],
  });
}
