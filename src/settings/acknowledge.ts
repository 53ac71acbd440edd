import { Stack, Validations } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';

/** Records why a finding stays, at the construct that has it. */
export function acknowledge(scope: IConstruct, reason: string, ...ids: string[]): void {
  for (const id of ids) {
    // `acknowledge` takes one '::' for a separator and refuses more, which the ids of findings on ARNs have; what it would record is
    // public, and all that validation plugins read.
    if (id.split('::').length > 2) scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
    else Validations.of(scope).acknowledge({ id, reason });
  }
}

/** Rules that a pack does not have; what is acknowledged without need would hide what comes later. */
const NOT_IN: Record<string, string[]> = {
  'NIST.800.53.R5': [],
  'HIPAA.Security': ['ALBWAFEnabled'],
  'PCI.DSS.321': ['SecretsManagerRotationEnabled', 'RDSInstanceDeletionProtectionEnabled', 'RDSMultiAZSupport', 'RDSEnhancedMonitoringEnabled', 'RDSInBackupPlan'],
};

/** The ids of rules as the compliance packs of cdk-nag (NIST 800-53 r5, HIPAA, PCI DSS) spell them. */
export function inPacks(...rules: string[]): string[] {
  return Object.entries(NOT_IN).flatMap(([pack, missing]) => rules.filter((rule) => !missing.includes(rule)).map((rule) => `${pack}-${rule}`));
}

/** For log groups without a customer managed key. */
export function acknowledgeServiceManagedLogs(logGroup: logs.ILogGroup): void {
  acknowledge(
    logGroup,
    'CloudWatch Logs encrypts every log group; a key of the customer\'s own is the choice of "customerManagedKey".',
    ...inPacks('CloudWatchLogGroupEncrypted'),
  );
}

/** For the policy that grants to a role end up in. */
export function acknowledgeInlinePolicy(role: iam.IRole): IConstruct | undefined {
  const policy = role.node.tryFindChild('DefaultPolicy');
  if (policy) {
    acknowledge(policy, 'The policy belongs to one role and lives and dies with it; nothing else could use it.', ...inPacks('IAMNoInlinePolicy'));
  }
  return policy;
}

/** For a statement on a resource with a wildcard; the id carries the resource as cdk-nag writes it. */
export function acknowledgeWildcard(scope: IConstruct | undefined, resource: string, reason: string): void {
  if (!scope) return;
  const id = () => `AwsSolutions-IAM5[Resource::${written(Stack.of(scope).resolve(resource))}]`;
  const first = id();
  acknowledge(scope, reason, first);
  // What is of another stack is written otherwise once the stacks have been told of each other, which is before they are validated.
  scope.node.addValidation({
    validate: () => {
      if (id() !== first) acknowledge(scope, reason, id());
      return [];
    },
  });
}

/** For an AWS managed policy; the id carries its ARN as cdk-nag writes it. */
export function acknowledgeManagedPolicy(scope: IConstruct, policy: iam.IManagedPolicy, reason: string): void {
  acknowledge(scope, reason, `AwsSolutions-IAM4[Policy::${written(Stack.of(scope).resolve(policy.managedPolicyArn))}]`);
}

/** A resolved value as cdk-nag writes it into ids: `Ref` and `Fn::GetAtt` in angle brackets. */
function written(value: any): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (value['Fn::Join']) return value['Fn::Join'][1].map(written).join(value['Fn::Join'][0]);
  if (value['Fn::GetAtt']) return `<${[value['Fn::GetAtt']].flat().join('.')}>`;
  if (value.Ref) return `<${value.Ref}>`;
  return JSON.stringify(value);
}
