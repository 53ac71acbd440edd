import { Duration } from 'aws-cdk-lib';

export const NOTHING = Duration.seconds(0);

/** Longest times, as far as they can be known: docs/recovery.md says what each rests on. */
export const ESTIMATES = {
  /** AWS: typically 60 to 120 seconds. */
  failover: Duration.minutes(2),
  /** AWS: the latest time that can be restored is typically within the last five minutes. */
  restorable: Duration.minutes(5),
  /** For some tens of GiB; it grows with the transaction logs that are applied. */
  restore: Duration.hours(2),
  /** AWS: 5 to 30 minutes. */
  backupReplication: Duration.minutes(30),
  /** AWS: up to a few hours. */
  restoreElsewhere: Duration.hours(4),
  /** The plan gives a backup 8 hours to complete; its copy comes after. */
  backupAndCopy: Duration.hours(12),
  /** AWS: most objects within 15 minutes, large ones up to several hours. */
  replication: Duration.hours(4),
  /** AWS: 99.9 % within 15 minutes. */
  timeControl: Duration.minutes(15),
  /** AWS: bulk retrievals within 12 hours, and within 48 from the deepest. */
  fromGlacier: Duration.hours(12),
  fromDeepArchive: Duration.hours(48),
  /** AWS: the majority of images in less than 30 minutes. */
  imageReplication: Duration.minutes(30),
  secretReplication: Duration.minutes(15),
  /** What a person does to one object. */
  oneObject: Duration.minutes(10),
  /** A restore of AWS Backup into a bucket. */
  restoreBucket: Duration.hours(12),
  /** Three health checks that fail, 15 seconds apart, and their timeouts. */
  otherTasks: Duration.minutes(1),
  newTask: Duration.minutes(5),
  /** And the time in which traffic moves, where the deployment strategy moves it. */
  rollBack: Duration.minutes(10),
  newRelease: Duration.minutes(30),
  newPlatform: Duration.hours(1),
};
