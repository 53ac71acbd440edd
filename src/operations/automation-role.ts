import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** Executions of Automation: each gets its id when it begins. */
export function automationExecutions(scope: Construct): string {
  return Stack.of(scope).formatArn({ service: 'ssm', resource: 'automation-execution', resourceName: '*' });
}

/** What the steps of a document call AWS with. */
export function automationRole(scope: Construct, id: string, description: string): iam.Role {
  return new iam.Role(scope, id, {
    description,
    assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account }, ArnLike: { 'aws:SourceArn': automationExecutions(scope) } },
    }),
  });
}
