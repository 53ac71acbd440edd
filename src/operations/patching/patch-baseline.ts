import type { Duration } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { documentName } from '../runbooks/document-name';

/** What AWS's own baseline for Amazon Linux 2023 approves, after a time of one's own. */
const APPROVED = [
  { CLASSIFICATION: ['Security'], SEVERITY: ['Critical', 'Important'] },
  { CLASSIFICATION: ['Bugfix'] },
];

/**
 * Which patches are installed. Those of Amazon Linux 2023 come from its newest release, whatever release the instance is locked to.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-linux-rules.html
 */
export function makePatchBaseline(scope: Construct, id: string, approveAfter: Duration, patchGroup: string): ssm.CfnPatchBaseline {
  return new ssm.CfnPatchBaseline(scope, id, {
    name: documentName(scope, id),
    description: 'Security updates that are critical or important, and corrections of errors',
    operatingSystem: 'AMAZON_LINUX_2023',
    patchGroups: [patchGroup],
    approvalRules: {
      patchRules: APPROVED.map((filters) => ({
        approveAfterDays: approveAfter.toDays(),
        patchFilterGroup: { patchFilters: Object.entries(filters).map(([key, values]) => ({ key, values })) },
      })),
    },
  });
}
