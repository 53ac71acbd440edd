import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { DocumentParameter } from './automation';
import type { Permission } from './runbook-content';
import type { PlatformDatabase } from '../../database/platform-database';

/** RDS takes 63 characters. */
const LONGEST_IDENTIFIER = 63;

/** Why roles may act on all names that begin with the database's. */
export const BESIDE = 'Which instance it is, beside the database, is a parameter; their names begin with its own.';

/** What outlives the instances whose names they have. */
export const LOGS = 'RDS makes log groups for each name (`/aws/rds/instance/NAME/…`), which keep everything for ever: delete those of a name that is gone.';

/** A database of the platform's own, as the template has it. */
export class OwnDatabase {
  /** Nothing for a database that was brought, whose settings the platform does not know. */
  public static of(database: PlatformDatabase | undefined, encryptionKey?: IKey): OwnDatabase | undefined {
    return database?.subnetGroup && new OwnDatabase(database, encryptionKey);
  }

  public readonly instance: CfnDBInstance;
  public readonly replica?: CfnDBInstance;
  public readonly identifier: string;

  private constructor(public readonly database: PlatformDatabase, private readonly encryptionKey?: IKey) {
    this.instance = database.instance.node.defaultChild as CfnDBInstance;
    this.replica = database.readReplica?.node.defaultChild as CfnDBInstance | undefined;
    this.identifier = this.instance.dbInstanceIdentifier!;
  }

  /** The name of an instance beside this one. All begin with its name, so that roles can be held to them. */
  public parameter(description: string, suffix: string): DocumentParameter {
    const room = LONGEST_IDENTIFIER - this.identifier.length - 1;
    const allowedPattern = `^${this.identifier}-[a-z0-9]{1,${room}}$`;
    return { type: 'String', description, default: `${this.identifier}-${suffix}`, allowedPattern };
  }

  /** The ARN of something of RDS in this account and region. */
  public arn(resource: string, resourceName: string): string {
    return Stack.of(this.database).formatArn({ service: 'rds', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  }

  /** The ARN of the instance. */
  public get instanceArn(): string {
    return this.arn('db', this.identifier);
  }

  /** The ARNs of those beside it. */
  public get besideArn(): string {
    return this.arn('db', `${this.identifier}-*`);
  }

  /** RDS uses a customer's key on behalf of whoever calls it; the AWS managed one is everybody's in the account. */
  public get keyPermissions(): Permission[] {
    if (!this.encryptionKey) return [];
    const resources = [this.encryptionKey.keyArn];
    const throughRds = { 'kms:ViaService': `rds.${Stack.of(this.database).region}.amazonaws.com` };
    return [
      { actions: ['kms:CreateGrant'], resources, conditions: { StringEquals: throughRds, Bool: { 'kms:GrantIsForAWSResource': 'true' } } },
      { actions: ['kms:DescribeKey'], resources, conditions: { StringEquals: throughRds } },
    ];
  }
}
