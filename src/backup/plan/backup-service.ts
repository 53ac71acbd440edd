import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledgeInlinePolicy, acknowledgeWildcard } from '../../settings/acknowledge';

/** What AWS Backup names the snapshots that it makes. */
export const ITS_SNAPSHOTS = 'awsbackup:*';

/** A role of AWS Backup, which may do what is allowed and no more. */
export function roleOfAwsBackup(scope: Construct, id: string, description: string, statements: iam.PolicyStatement[]): iam.Role {
  const role = new iam.Role(scope, id, {
    description,
    assumedBy: new iam.ServicePrincipal('backup.amazonaws.com', {
      // 'IfExists': AWS documents the key for AWS Backup's calls of other services, and not for how it takes on a role.
      conditions: { StringEqualsIfExists: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  });
  statements.forEach((statement) => role.addToPolicy(statement));
  const policy = acknowledgeInlinePolicy(role);
  for (const [resource, reason] of wildcards(statements)) acknowledgeWildcard(policy, resource, reason);
  return role;
}

/** ARNs of RDS in this account. */
export function rdsArn(scope: Construct, resource: string, resourceName: string, region?: string): string {
  return Stack.of(scope).formatArn({ service: 'rds', resource, resourceName, region, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}

/** To look at keys, and to let services (by default any) use them for what they keep: what AWS's own policies for AWS Backup say, for these keys. */
export function useOfKeys(keys: kms.IKey[], services?: string[]): iam.PolicyStatement[] {
  if (keys.length === 0) return [];
  const resources = keys.map(({ keyArn }) => keyArn);
  return [
    new iam.PolicyStatement({ actions: ['kms:DescribeKey'], resources }),
    new iam.PolicyStatement({
      actions: ['kms:CreateGrant'],
      resources,
      conditions: { ...(services && { StringEquals: { 'kms:ViaService': services } }), Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ];
}

/** Whoever may use a service may use its AWS managed key; to look at one takes a permission, and its id is not known. */
export function lookAtKeys(scope: Construct): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['kms:DescribeKey'], resources: [Stack.of(scope).formatArn({ service: 'kms', resource: 'key', resourceName: '*' })] });
}

/** Every resource with a wildcard, and why it has one. */
function wildcards(statements: iam.PolicyStatement[]): [string, string][] {
  const resources = new Set(statements.flatMap((statement) => statement.resources).filter((resource) => resource.includes('*')));
  return [...resources].map((resource) => [resource, REASONS.find(([part]) => resource.endsWith(part))![1]]);
}

const REASONS = [
  [`:${ITS_SNAPSHOTS}`, 'AWS Backup names its snapshots after its jobs.'],
  [':db:awsbackup-restore-test-*', 'AWS Backup gives what it restores in a test a random name with this beginning.'],
  [':db:*', 'AWS Backup looks at its instances in lists. Nothing can be changed, and nothing but settings can be read.'],
  [':snapshot:*', 'AWS Backup looks at its snapshots in lists. Nothing can be changed, and nothing but settings can be read.'],
  [':og:*', 'An instance is restored with the option group of its snapshot, which may be one of the region.'],
  [':pg:*', 'An instance is restored with a parameter group of the region.'],
  [':key/*', 'The id of an AWS managed key, or of the key of a database that was brought, is not known. Nothing can be done with the key but to look at it.'],
  [':rule/AwsBackupManagedRule*', 'AWS Backup names the rules that it learns of changes to a bucket with.'],
  [':recovery-point:*', 'AWS Backup names recovery points by itself.'],
  ['/*', 'AWS Backup reads every object of this one bucket.'],
  ['*', 'These calls know no resources; they read settings and figures, or are bound to the recovery vault by their condition.'],
] as const;
