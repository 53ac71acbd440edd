import { type Candidate, edited, ofType, without } from './candidate';
import { listOf, numberOf, type TemplateResource } from '../template-resources';

/** As long as daily backups are kept. */
const DAYS = 35;

const NO_RESTORE_TESTS: Candidate = {
  change: "'backup.restoreTesting' false",
  tradeOff: 'Whether a backup can be restored, and how long that takes, shows on the day that it is needed.',
  apply: (design) => without(design, ({ type }) => type.startsWith('AWS::Backup::RestoreTesting')),
};

function copiesOf(plan: TemplateResource): { Lifecycle?: { DeleteAfterDays?: unknown } }[] {
  return listOf<{ CopyActions?: unknown }>(plan.properties.BackupPlan?.BackupPlanRule).flatMap(({ CopyActions: copies }) => listOf(copies));
}

const SHORTER_COPIES: Candidate = {
  change: "'backup.recoveryRetention' of 35 days",
  tradeOff: 'When the region is lost, what was deleted longer ago than 35 days is lost with it.',
  apply: (design) => edited(design, ofType(design, 'AWS::Backup::BackupPlan').filter((plan) => copiesOf(plan).length > 0), (plan) => {
    for (const copy of copiesOf(plan)) {
      copy.Lifecycle = { ...copy.Lifecycle, DeleteAfterDays: Math.min(DAYS, numberOf(copy.Lifecycle?.DeleteAfterDays) ?? DAYS) };
    }
  }),
};

const NO_REPLICATED_BACKUPS: Candidate = {
  change: "'backup.replicateDatabaseBackups' false",
  tradeOff: 'When the region is lost, so is what was written since the last copy of a backup: up to a day or a week, instead of half an hour.',
  // Without copies of AWS Backup, nothing would be left of the database.
  apply: (design) => (ofType(design, 'AWS::Backup::BackupPlan').some((plan) => copiesOf(plan).length > 0)
    ? edited(design, ofType(design, 'AWS::RDS::DBInstance').filter(({ properties }) => properties.AutomaticBackupReplicationRegion !== undefined),
      ({ properties }) => { delete properties.AutomaticBackupReplicationRegion; })
    : undefined),
};

interface Destination {
  ReplicationTime?: unknown;
}

function destinationsOf({ properties }: TemplateResource): Destination[] {
  const rules = listOf<{ Destination?: Destination }>(properties.ReplicationConfiguration?.Rules);
  return rules.flatMap(({ Destination: destination }) => destination ?? []);
}

const NO_TIME_CONTROL: Candidate = {
  change: "'backup.replication' with timeControl false",
  tradeOff: 'Most PDFs are copied within minutes all the same; S3 promises no time any more, and tells nobody of those that are late.',
  apply: (design) => edited(design, ofType(design, 'AWS::S3::Bucket').filter((bucket) => destinationsOf(bucket).some((each) => each.ReplicationTime)),
    (bucket) => destinationsOf(bucket).forEach((each) => { delete each.ReplicationTime; })),
};

export const BACKUP_CANDIDATES = [NO_RESTORE_TESTS, SHORTER_COPIES, NO_REPLICATED_BACKUPS, NO_TIME_CONTROL];
