import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { noticeRule } from './notice-rule';
import type { RestoreTesting } from '../backup/plan/restore-testing';
import type { PlatformCompute } from '../compute/platform-compute';
import type { PlatformDatabase } from '../database/platform-database';
import type { PdfStorage } from '../storage/pdf-storage';

export interface EventRulesProps {
  readonly compute: PlatformCompute;
  readonly storage: PdfStorage;
  readonly database?: PlatformDatabase;
  /** What restores backups to see whether they can be. */
  readonly restoreTesting?: RestoreTesting;
  readonly topic: sns.ITopic;
  /** Whether a schedule stops the database at times. */
  readonly isScheduled: boolean;
  /** The address of the runbooks. */
  readonly runbookUrl: string;
}

/** What RDS tells of, beside what metrics show: not of each backup that went well, which would bury the rest. */
const RDS_CATEGORIES = ['configuration change', 'failover', 'failure', 'low storage', 'maintenance', 'recovery', 'security'];
/** Restarts: each morning, where a schedule stops the database. */
const RDS_RESTARTS = ['availability'];
const RDS_REPLICA_CATEGORIES = ['read replica'];

/** What happens once, and no metric shows: failed releases, rotations and backups, and what RDS does by itself. */
export class EventRules extends Construct {
  public readonly rules: events.Rule[];
  public readonly databaseEvents?: rds.CfnEventSubscription;

  constructor(scope: Construct, id: string, private readonly props: EventRulesProps) {
    super(scope, id);
    const { compute, database, restoreTesting } = props;
    this.rules = [
      this.rule('FailedDeployment', 'failed-deployment', 'A release failed; ECS goes back to what ran before', {
        source: ['aws.ecs'],
        detailType: ['ECS Deployment State Change'],
        resources: [compute.service.serviceArn],
        detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
      }),
      this.rule('FailedBackup', 'failed-backup', 'A backup of the database or of the PDFs failed', {
        source: ['aws.backup'],
        detailType: ['Backup Job State Change', 'Copy Job State Change'],
        detail: { state: ['FAILED', 'ABORTED', 'EXPIRED'], resourceArn: this.backedUp() },
      }),
    ];
    if (restoreTesting) {
      this.rules.push(this.rule('FailedRestoreTest', 'failed-restore-test', 'A backup of the database could not be restored', {
        source: ['aws.backup'],
        detailType: ['Restore Job State Change'],
        // By the role: not every event of a job says which plan it is of.
        detail: { status: ['FAILED', 'ABORTED'], iamRoleArn: [restoreTesting.role.roleArn] },
      }));
    }
    if (database?.secret) {
      this.rules.push(this.rule('FailedRotation', 'failed-rotation', "The database's password could not be replaced", {
        source: ['aws.secretsmanager'],
        // Through CloudTrail, which every account should have a trail of.
        detailType: ['AWS Service Event via CloudTrail'],
        detail: { eventName: ['RotationFailed'], additionalEventData: { SecretId: events.Match.prefix(database.secret.secretArn) } },
      }));
    }
    if (database) this.databaseEvents = this.subscribe(database);
  }

  private rule(id: string, anchor: string, description: string, eventPattern: events.EventPattern): events.Rule {
    const { topic, runbookUrl } = this.props;
    return noticeRule(this, id, { topic, runbookUrl, anchor, description, eventPattern });
  }

  private backedUp(): string[] {
    const { database, storage } = this.props;
    return [storage.bucket.bucketArn, ...(database ? [database.instance.instanceArn] : [])];
  }

  private subscribe(database: PlatformDatabase): rds.CfnEventSubscription {
    const instances = [database.instance, ...(database.readReplica ? [database.readReplica] : [])];
    const subscription = new rds.CfnEventSubscription(this, 'DatabaseEvents', {
      snsTopicArn: this.props.topic.topicArn,
      sourceType: 'db-instance',
      sourceIds: instances.map(({ instanceIdentifier }) => instanceIdentifier),
      eventCategories: [...RDS_CATEGORIES, ...(this.props.isScheduled ? [] : RDS_RESTARTS), ...(database.readReplica ? RDS_REPLICA_CATEGORIES : [])],
    });
    // RDS tries whether it may publish: the topic's policy must be there first.
    const policy = this.props.topic.node.tryFindChild('Policy');
    if (policy && Stack.of(policy) === Stack.of(this)) subscription.node.addDependency(policy);
    return subscription;
  }
}
