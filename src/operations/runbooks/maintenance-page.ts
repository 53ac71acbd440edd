import type { Construct } from 'constructs';
import { assertThat, call } from './automation';
import type { DescriptionParts } from './description';
import { Runbook } from './runbook';
import type { PlatformEdge } from '../../edge/platform-edge';
import { MAINTENANCE_PATH } from '../../ingress/maintenance-rule';

/** Where runbooks find the rule, and its first condition. */
const PATH = '$.Rules[0].Conditions[0].PathPatternConfig.Values[0]';

/** Has the load balancer answer everything with 503, which CloudFront turns into the maintenance page. */
export function maintenancePageOn(scope: Construct, id: string, ruleArn: string, edge: PlatformEdge): Runbook {
  const seen = edge.maintenanceBucket
    ? 'which CloudFront turns into the page'
    : 'and that is what viewers see: `edge.maintenancePage` is off, and CloudFront has no page to show in its place';
  return makeRunbook(scope, id, ruleArn, '/*', {
    what: `Turns the maintenance page on: the load balancer answers every request with 503, ${seen}. The tasks run on.`,
    before: ['Nobody can use the platform from now on. What CloudFront has cached is still seen.'],
    after: [
      'Turn it off again with the runbook MaintenancePageOff: nothing else does, also no deployment.',
      'Alarms on errors of the load balancer and of CloudFront begin.',
    ],
    undo: 'The runbook MaintenancePageOff.',
  });
}

/** Back to the condition that the template has. */
export function maintenancePageOff(scope: Construct, id: string, ruleArn: string): Runbook {
  return makeRunbook(scope, id, ruleArn, MAINTENANCE_PATH, {
    what: 'Turns the maintenance page off: requests reach the tasks again.',
    before: ['Targets must be healthy, or viewers see errors in its place.'],
    after: ['CloudFront remembers an error for the seconds that its error responses say. Alarms end by themselves.'],
    undo: 'The runbook MaintenancePageOn.',
  });
}

function makeRunbook(scope: Construct, id: string, ruleArn: string, path: string, description: DescriptionParts): Runbook {
  const conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: [path] } }];
  return Runbook._make(scope, id, {
    description,
    steps: [
      call('changeRule', { api: 'elbv2:ModifyRule', inputs: { RuleArn: ruleArn, Conditions: conditions } }, { Path: PATH }),
      assertThat('assertChanged', { api: 'elbv2:DescribeRules', inputs: { RuleArns: [ruleArn] } }, PATH, [path]),
    ],
    outputs: ['changeRule.Path'],
    permissions: [
      { actions: ['elasticloadbalancing:ModifyRule'], resources: [ruleArn] },
      { actions: ['elasticloadbalancing:DescribeRules'], resources: ['*'], wildcard: 'Elastic Load Balancing describes rules for all resources only.' },
    ],
  });
}
