import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { describe } from './description';
import { documentName } from './document-name';
import type { Permission, RunbookContent } from './runbook-content';
import { acknowledgeInlinePolicy, acknowledgeWildcard } from '../../settings/acknowledge';
import { automationRole } from '../automation-role';

/**
 * A runbook: an Automation document of Systems Manager, and the role that its steps call AWS with. The role is in the document: whoever may
 * start it needs no permission for what it does, and nobody can give it another one.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents.html
 */
export class Runbook extends Construct {
  /** @internal */
  public static _make(scope: Construct, id: string, content: RunbookContent): Runbook {
    return new Runbook(scope, id, content);
  }

  /** The document. */
  public readonly document: ssm.CfnDocument;

  /** What its steps call AWS with. */
  public readonly role: iam.Role;

  /** The document's name, by which it is started. */
  public readonly documentName: string;

  private constructor(scope: Construct, id: string, content: RunbookContent) {
    super(scope, id);
    this.documentName = documentName(scope, id);
    this.role = this.makeRole(content.permissions);
    this.document = new ssm.CfnDocument(this, 'Document', {
      name: this.documentName,
      documentType: 'Automation',
      documentFormat: 'JSON',
      // A change is a new version of it; the old ones can still be read and run.
      updateMethod: 'NewVersion',
      content: {
        schemaVersion: '0.3',
        description: describe(content.description),
        assumeRole: this.role.roleArn,
        parameters: content.parameters,
        mainSteps: content.steps,
        outputs: content.outputs,
      },
    });
  }

  private makeRole(permissions: Permission[]): iam.Role {
    const role = automationRole(this, 'Role', `Steps of the runbook ${this.documentName}`);
    for (const { actions, resources, conditions } of permissions) role.addToPolicy(new iam.PolicyStatement({ actions, resources, conditions }));
    const policy = acknowledgeInlinePolicy(role);
    for (const { resources, wildcard } of permissions) {
      const wild = resources.filter((resource) => resource.includes('*'));
      if (wildcard) wild.forEach((resource) => acknowledgeWildcard(policy, resource, wildcard));
    }
    return role;
  }
}
