import { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeServiceManagedLogs } from '../settings/acknowledge';

export interface DatabaseLogsProps {
  readonly identifier: string;
  readonly exports: string[];
  readonly retention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
}

/** Of the groups of a database and its replica, those of one log. */
export function groupsOf(log: string, groups: logs.LogGroup[] = []): logs.LogGroup[] {
  return groups.filter(({ node }) => node.id === log);
}

/**
 * The log groups that RDS exports to, made before the instance: RDS would make them without expiry, and AWS CDK's own way to set
 * their retention is a custom-resource Lambda.
 */
export class DatabaseLogs extends Construct {
  public readonly groups: logs.LogGroup[];

  constructor(scope: Construct, id: string, props: DatabaseLogsProps) {
    super(scope, id);
    this.groups = props.exports.map((name) => {
      const group = new logs.LogGroup(this, name, {
        logGroupName: `/aws/rds/instance/${props.identifier}/${name}`,
        retention: props.retention,
        encryptionKey: props.encryptionKey,
        // RDS fixes the name: a group that outlived its stack would stand in the way of the next one.
        removalPolicy: RemovalPolicy.DESTROY,
      });
      if (!props.encryptionKey) acknowledgeServiceManagedLogs(group);
      return group;
    });
  }
}
