import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { PlatformDatabase, type PlatformDatabaseProps } from '../../../src';
import { PlatformBackupPlan, type PlatformBackupPlanProps } from '../../../src/backup/plan/platform-backup-plan';
import { makeVpc } from '../../database/database';
import { makeStack } from '../../helpers/platform';

export interface Wanted {
  readonly plan?: Partial<PlatformBackupPlanProps>;
  /** `null`: none. */
  readonly database?: Partial<PlatformDatabaseProps> | null;
  readonly encryptionKey?: (stack: Stack) => IKey;
}

/** The plan with the database that it backs up. */
export function makePlan(wanted: Wanted = {}, stack: Stack = makeStack()) {
  const encryptionKey = wanted.encryptionKey?.(stack);
  const database = wanted.database === null ? undefined : makeDatabase(stack, { encryptionKey, inBackupPlan: true, ...wanted.database });
  const plan = new PlatformBackupPlan(stack, 'Backup', { database, encryptionKey, ...wanted.plan });
  return {
    stack,
    database,
    encryptionKey,
    plan,
    get template() {
      return Template.fromStack(stack);
    },
    /** The rules' properties, by name. */
    get rules(): Record<string, any> {
      const [{ Properties }] = Object.values(this.template.findResources('AWS::Backup::BackupPlan'));
      return Object.fromEntries(Properties.BackupPlan.BackupPlanRule.map((rule: any) => [rule.RuleName, rule]));
    },
  };
}

export function makeDatabase(stack: Stack, props: Partial<PlatformDatabaseProps> = {}): PlatformDatabase {
  return new PlatformDatabase(stack, 'Database', { vpc: makeVpc(stack), ...props });
}

/** A database that somebody else made. */
export function theirs(stack: Stack): Partial<PlatformDatabaseProps> {
  const instance = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Theirs', {
    instanceIdentifier: 'theirs',
    instanceEndpointAddress: 'db.example.com',
    port: 3306,
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'TheirGroup', 'sg-1234')],
  });
  return { existing: { instance }, inBackupPlan: undefined };
}

export function logicalId(stack: Stack, construct: any): string {
  return stack.getLogicalId(construct.node.defaultChild ?? construct);
}

/** What a role may do: every statement, whole. */
export function statementsOf(stack: Stack, template: Template, role: iam.Role): any[] {
  return template.findResources('AWS::IAM::Policy')[logicalId(stack, role.node.findChild('DefaultPolicy'))].Properties.PolicyDocument.Statement;
}

/** Who may take a role on. */
export const BY_AWS_BACKUP = [
  {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'backup.amazonaws.com' },
    Condition: { StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  },
];

/** An ARN in the account of the test's stack, as CloudFormation puts it together. */
export function arn(service: string, rest: string | object, region = 'us-east-1'): object {
  const parts = typeof rest === 'string' ? [`:${rest}`] : [...Object.entries(rest)].flatMap(([start, value]) => [`:${start}`, value]);
  const joined = ['arn:', { Ref: 'AWS::Partition' }, `:${service}:${region}:`, { Ref: 'AWS::AccountId' }, ...parts];
  return { 'Fn::Join': ['', joined] };
}
