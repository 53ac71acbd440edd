import type { Duration } from 'aws-cdk-lib';
import { ESTIMATES, NOTHING } from './recovery-estimates';
import type { BackupRule, RecoveryFacts } from './recovery-facts';
import { LossOf, type RecoveryObjective } from './recovery-objective';

export { factsOf } from './recovery-facts';
export { describeObjectives } from './recovery-objectives-text';

/** How much could be lost at most, and how long it takes until it is back. */
export function recoveryObjectives(facts: RecoveryFacts): RecoveryObjective[] {
  return [...ofDatabase(facts), ...ofPdfs(facts), ...ofImages(facts), ...ofConfiguration(facts), ...ofSecret(facts), ...ofApplication(facts)];
}

type Figures = Omit<RecoveryObjective, 'subject' | 'loss' | 'isPromise'> & { readonly isPromise?: boolean };

/** Rows of one subject. */
function rowsOf(subject: string, figures: Record<LossOf, Figures[]>): RecoveryObjective[] {
  const losses = [LossOf.ZONE, LossOf.DATA, LossOf.REGION];
  return losses.flatMap((loss) => figures[loss].map((each) => ({ subject, loss, isPromise: false, ...each })));
}

/** What S3, ECR and Secrets Manager keep in several zones by themselves. */
function inSeveralZones(service: string): Figures[] {
  return [{ recoveryPoint: NOTHING, recoveryTime: NOTHING, how: `Kept in several zones, by ${service}.` }];
}

function notCovered(how: string): Figures[] {
  return [{ how }];
}

function ofDatabase({ database, rules, copies, recoveryRegion, hasRunbooks }: RecoveryFacts): RecoveryObjective[] {
  if (!database) return [];
  const { isOwners, multiAz, hasReplica, backupRetention, replicatesBackups, managedPassword } = database;
  const by = (runbook: string) => (hasRunbooks ? ` (${runbook})` : '');
  const { failover, restorable, restore, backupReplication, restoreElsewhere } = ESTIMATES;
  const restored = { recoveryPoint: restorable, recoveryTime: restore };
  const inZone = multiAz
    ? { recoveryPoint: NOTHING, recoveryTime: failover, how: `RDS fails over to the standby by itself${hasRunbooks ? ' (on purpose: FailOverDatabase)' : ''}.` }
    : { ...restored, how: `A new instance in another zone, from RDS's own backups${by(hasReplica ? 'RestoreDatabase; PromoteReplica where the replica still runs' : 'RestoreDatabase')}.` };
  const asBefore = { ...restored, until: backupRetention, how: `A new instance from RDS's own backups, as it was at any second${by(managedPassword ? 'RestoreDatabase' : 'RestoreDatabase, then ReplaceDatabase')}.` };
  const elsewhere = { recoveryPoint: backupReplication, recoveryTime: restoreElsewhere, until: backupRetention, how: `A new platform in ${recoveryRegion}, from the replicated backups.` };
  const owners = "The database is its owner's, and so are its own backups.";
  const fromPoints = copies.map((rule) => ofRule(rule, restoreElsewhere, `A new platform in ${recoveryRegion}, from a copied recovery point of AWS Backup.`));
  return rowsOf('Database', {
    [LossOf.ZONE]: isOwners ? notCovered(owners) : [inZone],
    [LossOf.DATA]: [...(isOwners ? notCovered(owners) : [asBefore]), ...rules.map((rule) => ofRule(rule, restore, 'A new instance from a recovery point of AWS Backup.'))],
    [LossOf.REGION]: replicatesBackups || fromPoints.length > 0
      ? [...(replicatesBackups ? [elsewhere] : []), ...fromPoints]
      : notCovered(isOwners ? owners : 'Nothing of it is copied to another region.'),
  });
}

/** One backup may be missing while the next is under way. */
function ofRule({ every, keptFor }: BackupRule, recoveryTime: Duration, how: string): Figures {
  return { recoveryPoint: every.plus(ESTIMATES.backupAndCopy), recoveryTime, until: keptFor, how };
}

function ofPdfs({ pdfs, rules, copies, recoveryRegion, hasRunbooks }: RecoveryFacts): RecoveryObjective[] {
  const { isOwners, isBackedUp, isReplicated, timeControl, storageClass, keepsVersions, versionsKept } = pdfs;
  const { oneObject, restoreBucket, replication } = ESTIMATES;
  const backups = (of: BackupRule[], how: string) => (isBackedUp ? of.map((rule) => ofRule(rule, restoreBucket, how)) : []);
  const points = backups(rules, 'From a recovery point of AWS Backup.');
  const copied = backups(copies, `From a copied recovery point of AWS Backup, in ${recoveryRegion}.`);
  const owners = "The bucket is its owner's, and so are its versions and replication.";
  const oldVersion = { recoveryPoint: NOTHING, recoveryTime: oneObject, until: versionsKept, how: `S3 keeps old versions, which the application cannot delete; the time is for one PDF${hasRunbooks ? ' (RestorePdf)' : ''}.` };
  const outOf = archived(storageClass);
  const replica = {
    recoveryPoint: timeControl ? ESTIMATES.timeControl : replication,
    recoveryTime: outOf ?? NOTHING,
    how: `S3 replicates them to ${recoveryRegion}${outOf ? ` into ${storageClass}, out of which they are restored` : ''}${timeControl ? ', 99.9 % in time' : ''}.`,
    isPromise: timeControl,
  };
  const nothing = (how: string) => notCovered(isOwners ? owners : how);
  return rowsOf('PDFs', {
    [LossOf.ZONE]: inSeveralZones('S3'),
    [LossOf.DATA]: keepsVersions ? [oldVersion, ...points] : points.length > 0 ? points : nothing('Old versions are not kept.'),
    [LossOf.REGION]: isReplicated ? [replica, ...copied] : copied.length > 0 ? copied : nothing('They are not copied to another region.'),
  });
}

/** How long S3 takes to give back what is in an archive. */
function archived(storageClass?: string): Duration | undefined {
  if (storageClass === 'GLACIER') return ESTIMATES.fromGlacier;
  return storageClass === 'DEEP_ARCHIVE' ? ESTIMATES.fromDeepArchive : undefined;
}

function ofImages({ application, recoveryRegion }: RecoveryFacts): RecoveryObjective[] {
  if (!application.hasRepository) return [];
  const { imageReplication, newRelease } = ESTIMATES;
  const figures = { recoveryPoint: imageReplication, recoveryTime: newRelease };
  const again = notCovered('Whoever builds images builds them again, and pushes them.');
  return rowsOf('Images', {
    [LossOf.ZONE]: inSeveralZones('ECR'),
    [LossOf.DATA]: application.imagesReplicated ? [{ ...figures, how: `The replica in ${recoveryRegion} keeps what is deleted here: pull there, push here.` }] : again,
    [LossOf.REGION]: application.imagesReplicated ? [{ ...figures, recoveryTime: NOTHING, how: `ECR replicates them to ${recoveryRegion}.` }] : again,
  });
}

function ofConfiguration({ configuration, recoveryRegion }: RecoveryFacts): RecoveryObjective[] {
  if (!configuration) return [];
  const { oneObject, replication } = ESTIMATES;
  return rowsOf('Configuration', {
    [LossOf.ZONE]: inSeveralZones('S3'),
    [LossOf.DATA]: [{ recoveryPoint: NOTHING, recoveryTime: oneObject, until: configuration.versionsKept, how: 'S3 keeps old versions of the files.' }],
    [LossOf.REGION]: configuration.isReplicated
      ? [{ recoveryPoint: replication, recoveryTime: NOTHING, how: `S3 replicates the files to ${recoveryRegion}.` }]
      : notCovered('The files are not copied to another region.'),
  });
}

function ofSecret({ database, recoveryRegion }: RecoveryFacts): RecoveryObjective[] {
  if (!database?.secret) return [];
  const { oneObject, secretReplication } = ESTIMATES;
  return rowsOf('Secret', {
    [LossOf.ZONE]: inSeveralZones('Secrets Manager'),
    [LossOf.DATA]: [{ recoveryPoint: NOTHING, recoveryTime: oneObject, how: 'RDS takes a new password at any time.' }],
    [LossOf.REGION]: database.secret.isReplicated
      ? [{ recoveryPoint: secretReplication, recoveryTime: oneObject, how: `Secrets Manager replicates it to ${recoveryRegion}, where the replica is promoted.` }]
      : notCovered('It is not copied: a database that is restored elsewhere gets a new password.'),
  });
}

function ofApplication(facts: RecoveryFacts): RecoveryObjective[] {
  return rowsOf('Application', {
    [LossOf.ZONE]: [{ recoveryPoint: NOTHING, ...withoutZone(facts.application) }],
    [LossOf.DATA]: [{ recoveryPoint: NOTHING, ...withoutRelease(facts) }],
    [LossOf.REGION]: [withoutRegion(facts)],
  });
}

/** Both are deployments, and traffic moves as slowly as at any other. */
function withoutRelease({ application: { trafficTime }, hasRunbooks }: RecoveryFacts): Pick<Figures, 'recoveryTime' | 'how'> {
  const slowly = trafficTime.toMilliseconds() > 0 ? ' Traffic moves as at a release; one that is under way is taken back faster (stop-service-deployment).' : '';
  return hasRunbooks
    ? { recoveryTime: ESTIMATES.rollBack.plus(trafficTime), how: `ECS goes back to an earlier revision (RollBackService).${slowly}` }
    : { recoveryTime: ESTIMATES.newRelease.plus(trafficTime), how: `An earlier image is released again.${slowly}` };
}

function withoutZone({ onInstance, minTasks, zones, oneWayOut }: RecoveryFacts['application']): Pick<Figures, 'recoveryTime' | 'how'> {
  if (onInstance) return { how: 'The one instance is in one zone: somebody deploys it to another.' };
  if (zones < 2) return { how: 'All tasks are in one zone.' };
  if (oneWayOut) return { how: 'Tasks in the other zones go on, but nothing may be left of their one way out (network.nat).' };
  if (minTasks < 2) return { recoveryTime: ESTIMATES.newTask, how: 'ECS starts the one task again in another zone.' };
  return { recoveryTime: ESTIMATES.otherTasks, how: 'The load balancer sends requests to the tasks in the other zones.' };
}

function withoutRegion({ application, database, pdfs, configuration, copies, recoveryRegion }: RecoveryFacts): Figures {
  const isDataCopied = [database?.replicatesBackups, pdfs.isReplicated, configuration?.isReplicated, copies.length > 0].includes(true);
  if (!recoveryRegion || !isDataCopied) return { how: 'Nothing is copied: a new platform elsewhere begins without data.' };
  const { newPlatform, restoreElsewhere } = ESTIMATES;
  if (database && !database.replicatesBackups && copies.length === 0) return { how: `A new platform in ${recoveryRegion} begins without the database, which is not copied.` };
  const images = application.hasRepository && !application.imagesReplicated ? '; images are pushed again' : '';
  return {
    recoveryPoint: NOTHING,
    recoveryTime: database ? restoreElsewhere.plus(newPlatform) : newPlatform,
    how: `A new platform in ${recoveryRegion} with what was copied there${images}.`,
  };
}
