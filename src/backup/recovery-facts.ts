import { CfnDeletionPolicy, type CfnResource, Duration, Stack } from 'aws-cdk-lib';
import type { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import type * as backup from 'aws-cdk-lib/aws-backup';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { PlatformBackup, PlatformBackupProps } from './platform-backup';
import type { PlatformCompute } from '../compute/platform-compute';
import { WEEK } from '../cost/office-hours/days';
import type { WeekDay } from '../cost/office-hours/week-day';
import { trafficTime } from '../operations/runbooks/traffic-time';
import { resourcesIn } from '../settings/resources-in';

/** How often something is backed up, and how long a backup is kept. */
export interface BackupRule {
  readonly every: Duration;
  /** Undefined: not known at synth, here and below. */
  readonly keptFor?: Duration;
}

/** What objectives are computed from. */
export interface RecoveryFacts {
  /** Undefined: there is none. */
  readonly database?: {
    readonly isOwners: boolean;
    readonly multiAz: boolean;
    readonly hasReplica: boolean;
    readonly backupRetention?: Duration;
    readonly replicatesBackups: boolean;
    /** Whether RDS keeps the password, which a restored instance would not have. */
    readonly managedPassword: boolean;
    /** The platform's own secret, or the one that RDS keeps; undefined: the owner's, or none. */
    readonly secret?: { readonly isReplicated: boolean };
  };
  readonly pdfs: {
    readonly isOwners: boolean;
    readonly isBackedUp: boolean;
    readonly isReplicated: boolean;
    /** Whether S3 promises the replication's time. */
    readonly timeControl: boolean;
    /** That of the copies, where it is another than the originals'. */
    readonly storageClass?: string;
    /** Whether old versions are kept; of a brought bucket, nobody knows. */
    readonly keepsVersions: boolean;
    readonly versionsKept?: Duration;
  };
  /** Undefined: there is no bucket of configuration files. */
  readonly configuration?: { readonly versionsKept?: Duration; readonly isReplicated: boolean };
  readonly application: {
    readonly onInstance: boolean;
    readonly minTasks: number;
    readonly zones: number;
    /** Whether all tasks have their way out through one zone. */
    readonly oneWayOut: boolean;
    readonly hasRepository: boolean;
    readonly imagesReplicated: boolean;
    /** How long a deployment waits while traffic moves, also one that goes back. */
    readonly trafficTime: Duration;
  };
  /** What AWS Backup does. */
  readonly rules: BackupRule[];
  /** Which of it is copied to the recovery region. */
  readonly copies: BackupRule[];
  readonly recoveryRegion?: string;
  /** Whether there are runbooks, which are named. */
  readonly hasRunbooks: boolean;
}

/** Reads from the constructs themselves what was made of the settings: a row cannot say otherwise than the template. */
export function factsOf(room: PlatformBackup, props: PlatformBackupProps): RecoveryFacts {
  const { storage, compute, recovery, replication } = props;
  const madeBucket = storage.bucket.node.scope === storage ? storage.bucket : undefined;
  return {
    database: databaseFacts(props),
    pdfs: {
      isOwners: madeBucket === undefined,
      isBackedUp: room.plan !== undefined && (props.pdfs ?? false),
      isReplicated: storage.replicationRole !== undefined,
      timeControl: replication?.timeControl ?? false,
      storageClass: madeBucket && classOfCopies(madeBucket),
      keepsVersions: madeBucket !== undefined && (madeBucket.node.defaultChild as s3.CfnBucket).versioningConfiguration !== undefined,
      versionsKept: madeBucket && versionsKept(madeBucket),
    },
    configuration: room.configuration && {
      versionsKept: versionsKept(room.configuration.bucket),
      isReplicated: room.configurationReplicationRole !== undefined,
    },
    application: {
      onInstance: compute.instance !== undefined,
      minTasks: minTasks(compute),
      zones: zonesOf(compute),
      oneWayOut: hasOneWayOut(compute),
      hasRepository: compute.repository !== undefined,
      imagesReplicated: room.imageReplication !== undefined,
      trafficTime: trafficTime(compute),
    },
    ...rulesOf(room),
    recoveryRegion: recovery?.region,
    // Old revisions are kept for the runbooks alone.
    hasRunbooks: (compute.taskDefinition.node.defaultChild as CfnResource).cfnOptions.updateReplacePolicy === CfnDeletionPolicy.RETAIN,
  };
}

function databaseFacts({ database }: PlatformBackupProps): RecoveryFacts['database'] {
  if (!database) return undefined;
  const made = database.subnetGroup && (database.instance.node.defaultChild as rds.CfnDBInstance);
  // What the database has is the secret's attachment.
  const [secret] = resourcesIn(database, 'AWS::SecretsManager::Secret') as secretsmanager.CfnSecret[];
  return {
    isOwners: made === undefined,
    multiAz: made?.multiAz === true,
    hasReplica: database.readReplica !== undefined,
    backupRetention: knownDays(Stack.of(database).resolve(made?.backupRetentionPeriod)),
    replicatesBackups: made?.automaticBackupReplicationRegion !== undefined,
    managedPassword: made?.manageMasterUserPassword === true,
    secret: made && { isReplicated: Stack.of(database).resolve(secret?.replicaRegions) !== undefined },
  };
}

function classOfCopies(bucket: s3.IBucket): string | undefined {
  const made = bucket.node.defaultChild as s3.CfnBucket;
  return Stack.of(bucket).resolve(made.replicationConfiguration)?.rules[0].destination.storageClass;
}

function versionsKept(bucket: s3.IBucket): Duration | undefined {
  const made = bucket.node.defaultChild as s3.CfnBucket;
  const { rules = [] } = Stack.of(bucket).resolve(made.lifecycleConfiguration) ?? {};
  type Expiry = s3.CfnBucket.NoncurrentVersionExpirationProperty | undefined;
  const expiry = (rule: s3.CfnBucket.RuleProperty) => rule.noncurrentVersionExpiration as Expiry;
  const [days] = rules.map((rule: s3.CfnBucket.RuleProperty) => expiry(rule)?.noncurrentDays).filter(Boolean);
  return knownDays(days);
}

/** Of a service on Fargate, whose scaling owns the number. */
function minTasks({ scaling }: PlatformCompute): number {
  const [target] = scaling ? (resourcesIn(scaling, 'AWS::ApplicationAutoScaling::ScalableTarget') as CfnScalableTarget[]) : [];
  return target?.minCapacity ?? 1;
}

/** Of the subnets that tasks are in; one that is not the VPC's own counts as a zone. */
function zonesOf({ cluster: { vpc }, service }: PlatformCompute): number {
  const resolve = (value: unknown) => JSON.stringify(Stack.of(service).resolve(value));
  const known = [...vpc.publicSubnets, ...vpc.privateSubnets, ...vpc.isolatedSubnets];
  const zones = new Map(known.map(({ subnetId, availabilityZone }) => [resolve(subnetId), availabilityZone]));
  const { networkConfiguration } = service.node.findChild('Service') as ecs.CfnService;
  const subnets: unknown[] = Stack.of(service).resolve(networkConfiguration)?.awsvpcConfiguration?.subnets ?? [];
  return new Set(subnets.map(resolve).map((id) => zones.get(id) ?? id)).size;
}

function hasOneWayOut({ cluster }: PlatformCompute): boolean {
  const gateways = resourcesIn(cluster.vpc, 'AWS::EC2::NatGateway').filter((each: any) => each.availabilityMode !== 'regional');
  return gateways.length + resourcesIn(cluster.vpc, 'AWS::EC2::Instance').length === 1;
}

function rulesOf({ plan }: PlatformBackup): Pick<RecoveryFacts, 'rules' | 'copies'> {
  const { backupPlanRule = [] } = plan ? Stack.of(plan).resolve((plan.plan.node.defaultChild as backup.CfnBackupPlan).backupPlan) : {};
  const rule = ({ scheduleExpression }: any, { deleteAfterDays }: any): BackupRule => ({
    every: longestGap(scheduleExpression),
    keptFor: knownDays(deleteAfterDays),
  });
  return {
    rules: backupPlanRule.map((each: any) => rule(each, each.lifecycle)),
    copies: backupPlanRule.flatMap((each: any) => (each.copyActions ?? []).map((copy: any) => rule(each, copy.lifecycle))),
  };
}

/** From a day on which there is a backup to the next one: cron(0 5 ? * MON-FRI *) makes none for three days. */
export function longestGap(schedule: string): Duration {
  const field = schedule.split(' ')[4];
  const runs = field.split(',').map((run) => run.split('-').map((day) => WEEK.indexOf(day as WeekDay)));
  const days = field === '*' ? [...WEEK.keys()] : runs.flatMap(([from, to = from]) => [...WEEK.keys()].filter((day) => day >= from && day <= to));
  return Duration.days(Math.max(...days.map((day, index) => (days[index + 1] ?? days[0] + WEEK.length) - day)));
}

/** A retention may be decided at deployment. */
function knownDays(resolved: unknown): Duration | undefined {
  return typeof resolved === 'number' ? Duration.days(resolved) : undefined;
}
