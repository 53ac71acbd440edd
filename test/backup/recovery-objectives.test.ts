import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { longestGap, type RecoveryFacts } from '../../src/backup/recovery-facts';
import { LossOf } from '../../src/backup/recovery-objective';
import { describeObjectives, recoveryObjectives } from '../../src/backup/recovery-objectives';
import { objectivesTable } from '../../src/backup/recovery-objectives-text';

const DAY = Duration.days(1);
const WEEK = Duration.days(7);
const NOT_COPIED = { replicatesBackups: false, secret: { isReplicated: false } };
const MADE = { isOwners: false, multiAz: true, hasReplica: true, backupRetention: WEEK, managedPassword: false, ...NOT_COPIED };

/** What prod has, without a recovery region. */
const PROD: RecoveryFacts = {
  database: MADE,
  pdfs: { isOwners: false, isBackedUp: false, isReplicated: false, timeControl: false, keepsVersions: true, versionsKept: Duration.days(90) },
  configuration: { versionsKept: Duration.days(365), isReplicated: false },
  application: {
    onInstance: false,
    minTasks: 2,
    zones: 2,
    oneWayOut: false,
    hasRepository: true,
    imagesReplicated: false,
    trafficTime: Duration.minutes(0),
  },
  rules: [{ every: DAY, keptFor: Duration.days(35) }, { every: WEEK, keptFor: Duration.days(90) }],
  copies: [],
  hasRunbooks: true,
};
const REGION = { recoveryRegion: 'us-west-2' };

/** Rows as plain text: point, time, until, how. */
function rows(facts: Partial<RecoveryFacts>, subject: string, loss: LossOf): string[] {
  return recoveryObjectives({ ...PROD, ...facts })
    .filter((row) => row.subject === subject && row.loss === loss)
    .map(({ recoveryPoint, recoveryTime, until, how, isPromise }) =>
      [recoveryPoint, recoveryTime, until].map((each) => each?.toHumanString() ?? '-').join(' | ') + ` | ${how}${isPromise ? ' (promise)' : ''}`);
}

describe('R6.1 how much of the database could be lost, and for how long', () => {
  const database = (more: Partial<NonNullable<RecoveryFacts['database']>>, facts: Partial<RecoveryFacts> = {}) => ({ ...facts, database: { ...MADE, ...more } });
  const { ZONE, DATA, REGION: OF_REGION } = LossOf;

  test('a standby takes over without loss; without one, backups are restored', () => {
    expect(rows({}, 'Database', ZONE)).toEqual(['0 seconds | 2 minutes | - | RDS fails over to the standby by itself (on purpose: FailOverDatabase).']);
    expect(rows({ hasRunbooks: false }, 'Database', ZONE)).toEqual(['0 seconds | 2 minutes | - | RDS fails over to the standby by itself.']);
    expect(rows(database({ multiAz: false, hasReplica: false }), 'Database', ZONE)).toEqual([
      "5 minutes | 2 hours | - | A new instance in another zone, from RDS's own backups (RestoreDatabase).",
    ]);
    expect(rows(database({ multiAz: false }), 'Database', ZONE)).toEqual([
      "5 minutes | 2 hours | - | A new instance in another zone, from RDS's own backups (RestoreDatabase; PromoteReplica where the replica still runs).",
    ]);
    expect(rows(database({ multiAz: false }, { hasRunbooks: false }), 'Database', ZONE)).toEqual([
      "5 minutes | 2 hours | - | A new instance in another zone, from RDS's own backups.",
    ]);
  });

  test("what was destroyed is as old as the newest backup: RDS's, then those of the plan", () => {
    expect(rows({}, 'Database', DATA)).toEqual([
      "5 minutes | 2 hours | 7 days | A new instance from RDS's own backups, as it was at any second (RestoreDatabase, then ReplaceDatabase).",
      '1 day 12 hours | 2 hours | 35 days | A new instance from a recovery point of AWS Backup.',
      '7 days 12 hours | 2 hours | 90 days | A new instance from a recovery point of AWS Backup.',
    ]);
    expect(rows(database({ managedPassword: true }, { rules: [] }), 'Database', DATA)).toEqual([
      "5 minutes | 2 hours | 7 days | A new instance from RDS's own backups, as it was at any second (RestoreDatabase).",
    ]);
  });

  test('a lost region takes all of it, unless backups are replicated or copied', () => {
    expect(rows({}, 'Database', OF_REGION)).toEqual(['- | - | - | Nothing of it is copied to another region.']);
    const copies = [{ every: WEEK, keptFor: Duration.days(30) }];
    expect(rows(database({ replicatesBackups: true }, { ...REGION, copies }), 'Database', OF_REGION)).toEqual([
      '30 minutes | 4 hours | 7 days | A new platform in us-west-2, from the replicated backups.',
      '7 days 12 hours | 4 hours | 30 days | A new platform in us-west-2, from a copied recovery point of AWS Backup.',
    ]);
    expect(rows({ ...REGION, copies: [{ every: DAY, keptFor: WEEK }] }, 'Database', OF_REGION)).toEqual([
      '1 day 12 hours | 4 hours | 7 days | A new platform in us-west-2, from a copied recovery point of AWS Backup.',
    ]);
  });

  test("a brought one is its owner's, but for recovery points of the plan", () => {
    const brought = database({ isOwners: true, backupRetention: undefined, secret: undefined }, { rules: [] });
    const owners = "- | - | - | The database is its owner's, and so are its own backups.";
    for (const loss of [ZONE, DATA, OF_REGION]) {
      expect(rows(brought, 'Database', loss)).toEqual([owners]);
      expect(rows(brought, 'Secret', loss)).toEqual([]);
    }
    expect(rows({ ...brought, rules: PROD.rules }, 'Database', DATA)).toHaveLength(3);
    expect(rows({ ...brought, ...REGION, copies: PROD.rules }, 'Database', OF_REGION)).toHaveLength(2);
  });

  test('without a database there are no rows', () => {
    expect(recoveryObjectives({ ...PROD, database: undefined }).filter(({ subject }) => ['Database', 'Secret'].includes(subject))).toEqual([]);
  });

  test('its secret is never lost for good: RDS takes a new password', () => {
    expect(rows({}, 'Secret', DATA)).toEqual(['0 seconds | 10 minutes | - | RDS takes a new password at any time.']);
    expect(rows({}, 'Secret', OF_REGION)).toEqual(['- | - | - | It is not copied: a database that is restored elsewhere gets a new password.']);
    expect(rows(database({ secret: { isReplicated: true } }, REGION), 'Secret', OF_REGION)).toEqual([
      '15 minutes | 10 minutes | - | Secrets Manager replicates it to us-west-2, where the replica is promoted.',
    ]);
  });
});

describe('R6.2 PDFs, images and configuration', () => {
  const pdfs = (more: Partial<RecoveryFacts['pdfs']>, facts: Partial<RecoveryFacts> = {}) => ({ ...facts, pdfs: { ...PROD.pdfs, ...more } });
  const application = (more: Partial<RecoveryFacts['application']>, facts: Partial<RecoveryFacts> = {}) => ({ ...facts, application: { ...PROD.application, ...more } });

  test('a zone costs none of them', () => {
    for (const [subject, service] of [['PDFs', 'S3'], ['Images', 'ECR'], ['Configuration', 'S3'], ['Secret', 'Secrets Manager']]) {
      expect(rows({}, subject, LossOf.ZONE)).toEqual([`0 seconds | 0 seconds | - | Kept in several zones, by ${service}.`]);
    }
  });

  test('old versions of PDFs come back, and what AWS Backup has', () => {
    const version = '0 seconds | 10 minutes | 90 days | S3 keeps old versions, which the application cannot delete; the time is for one PDF';
    expect(rows({}, 'PDFs', LossOf.DATA)).toEqual([`${version} (RestorePdf).`]);
    const point = (days: string, until: string) => `${days} 12 hours | 12 hours | ${until} | From a recovery point of AWS Backup.`;
    const points = [point('1 day', '35 days'), point('7 days', '90 days')];
    expect(rows(pdfs({ isBackedUp: true }, { hasRunbooks: false }), 'PDFs', LossOf.DATA)).toEqual([`${version}.`, ...points]);
    expect(rows(pdfs({ isBackedUp: true, keepsVersions: false }), 'PDFs', LossOf.DATA)).toEqual(points);
    expect(rows(pdfs({ keepsVersions: false }), 'PDFs', LossOf.DATA)).toEqual(['- | - | - | Old versions are not kept.']);
  });

  test("a brought bucket's are its owner's", () => {
    const brought = pdfs({ isOwners: true, keepsVersions: false });
    for (const loss of [LossOf.DATA, LossOf.REGION]) {
      expect(rows(brought, 'PDFs', loss)).toEqual(["- | - | - | The bucket is its owner's, and so are its versions and replication."]);
    }
  });

  test('replication brings PDFs to the recovery region; only with time control does AWS promise when', () => {
    expect(rows({}, 'PDFs', LossOf.REGION)).toEqual(['- | - | - | They are not copied to another region.']);
    expect(rows(pdfs({ isReplicated: true }, REGION), 'PDFs', LossOf.REGION)).toEqual(['4 hours | 0 seconds | - | S3 replicates them to us-west-2.']);
    expect(rows(pdfs({ isReplicated: true, timeControl: true }, REGION), 'PDFs', LossOf.REGION)).toEqual([
      '15 minutes | 0 seconds | - | S3 replicates them to us-west-2, 99.9 % in time. (promise)',
    ]);
    for (const [storageClass, time] of [['GLACIER', '12 hours'], ['DEEP_ARCHIVE', '2 days']]) {
      expect(rows(pdfs({ isReplicated: true, storageClass }, REGION), 'PDFs', LossOf.REGION)).toEqual([
        `4 hours | ${time} | - | S3 replicates them to us-west-2 into ${storageClass}, out of which they are restored.`,
      ]);
    }
    expect(rows(pdfs({ isReplicated: true, storageClass: 'STANDARD_IA' }, REGION), 'PDFs', LossOf.REGION)).toEqual(['4 hours | 0 seconds | - | S3 replicates them to us-west-2.']);
    expect(rows(pdfs({ isBackedUp: true }, { ...REGION, copies: PROD.rules.slice(0, 1) }), 'PDFs', LossOf.REGION)).toEqual([
      '1 day 12 hours | 12 hours | 35 days | From a copied recovery point of AWS Backup, in us-west-2.',
    ]);
  });

  test('images are pushed again, unless ECR replicates them', () => {
    const again = '- | - | - | Whoever builds images builds them again, and pushes them.';
    for (const loss of [LossOf.DATA, LossOf.REGION]) expect(rows({}, 'Images', loss)).toEqual([again]);
    const replicated = application({ imagesReplicated: true }, REGION);
    expect(rows(replicated, 'Images', LossOf.DATA)).toEqual(['30 minutes | 30 minutes | - | The replica in us-west-2 keeps what is deleted here: pull there, push here.']);
    expect(rows(replicated, 'Images', LossOf.REGION)).toEqual(['30 minutes | 0 seconds | - | ECR replicates them to us-west-2.']);
    expect(rows(application({ hasRepository: false }), 'Images', LossOf.ZONE)).toEqual([]);
  });

  test('configuration files have versions for a year, and a replica', () => {
    expect(rows({}, 'Configuration', LossOf.DATA)).toEqual(['0 seconds | 10 minutes | 365 days | S3 keeps old versions of the files.']);
    expect(rows({}, 'Configuration', LossOf.REGION)).toEqual(['- | - | - | The files are not copied to another region.']);
    const configuration = { ...PROD.configuration, isReplicated: true };
    expect(rows({ ...REGION, configuration }, 'Configuration', LossOf.REGION)).toEqual(['4 hours | 0 seconds | - | S3 replicates the files to us-west-2.']);
    expect(rows({ configuration: undefined }, 'Configuration', LossOf.ZONE)).toEqual([]);
  });
});

describe('R4.2 the application', () => {
  const without = (more: Partial<RecoveryFacts['application']>) => rows({ application: { ...PROD.application, ...more } }, 'Application', LossOf.ZONE);

  test('goes on in the other zones as far as there are tasks in them, with a way out', () => {
    expect(without({})).toEqual(['0 seconds | 1 minute | - | The load balancer sends requests to the tasks in the other zones.']);
    expect(without({ minTasks: 1 })).toEqual(['0 seconds | 5 minutes | - | ECS starts the one task again in another zone.']);
    expect(without({ oneWayOut: true })).toEqual(['0 seconds | - | - | Tasks in the other zones go on, but nothing may be left of their one way out (network.nat).']);
    expect(without({ zones: 1 })).toEqual(['0 seconds | - | - | All tasks are in one zone.']);
    expect(without({ onInstance: true })).toEqual(['0 seconds | - | - | The one instance is in one zone: somebody deploys it to another.']);
  });

  test('goes back to what ran before', () => {
    expect(rows({}, 'Application', LossOf.DATA)).toEqual(['0 seconds | 10 minutes | - | ECS goes back to an earlier revision (RollBackService).']);
    expect(rows({ hasRunbooks: false }, 'Application', LossOf.DATA)).toEqual(['0 seconds | 30 minutes | - | An earlier image is released again.']);
    const slow = { application: { ...PROD.application, trafficTime: Duration.minutes(15) } };
    const slowly = 'Traffic moves as at a release; one that is under way is taken back faster (stop-service-deployment).';
    expect(rows(slow, 'Application', LossOf.DATA)).toEqual([`0 seconds | 25 minutes | - | ECS goes back to an earlier revision (RollBackService). ${slowly}`]);
    expect(rows({ ...slow, hasRunbooks: false }, 'Application', LossOf.DATA)).toEqual([`0 seconds | 45 minutes | - | An earlier image is released again. ${slowly}`]);
  });

  test('comes back in the recovery region with what was copied there', () => {
    const elsewhere = (facts: Partial<RecoveryFacts>) => rows({ ...REGION, copies: PROD.rules, ...facts }, 'Application', LossOf.REGION);
    const back = 'A new platform in us-west-2 with what was copied there';
    expect(elsewhere({})).toEqual([`0 seconds | 5 hours | - | ${back}; images are pushed again.`]);
    expect(elsewhere({ application: { ...PROD.application, imagesReplicated: true } })).toEqual([`0 seconds | 5 hours | - | ${back}.`]);
    expect(elsewhere({ database: undefined, application: { ...PROD.application, hasRepository: false } })).toEqual([`0 seconds | 1 hour | - | ${back}.`]);
    const pdfs = { ...PROD.pdfs, isReplicated: true };
    expect(elsewhere({ copies: [], pdfs })).toEqual(['- | - | - | A new platform in us-west-2 begins without the database, which is not copied.']);
    expect(elsewhere({ copies: [], database: undefined })).toEqual(['- | - | - | Nothing is copied: a new platform elsewhere begins without data.']);
    expect(rows({}, 'Application', LossOf.REGION)).toEqual(['- | - | - | Nothing is copied: a new platform elsewhere begins without data.']);
  });
});

test('a plan that does not back up on every day has gaps', () => {
  for (const [days, gap] of [['*', 1], ['SUN', 7], ['MON-FRI', 3], ['MON,THU', 4], ['TUE,SAT', 4], ['MON-SAT', 2]] as const) {
    expect(longestGap(`cron(0 5 ? * ${days} *)`).toDays()).toBe(gap);
  }
});

describe('what is written', () => {
  const facts = { ...PROD, ...REGION, pdfs: { ...PROD.pdfs, isReplicated: true, timeControl: true } };

  test('a line for each row in the output of the stack', () => {
    expect(describeObjectives(recoveryObjectives({ ...facts, application: { ...PROD.application, onInstance: true } })).split('\n')).toEqual([
      'Database, zone lost: nothing lost, back in 2 minutes',
      'Database, data lost: at most 5 minutes lost, back in 2 hours, as far back as 7 days',
      'Database, data lost: at most 1 day 12 hours lost, back in 2 hours, as far back as 35 days',
      'Database, data lost: at most 7 days 12 hours lost, back in 2 hours, as far back as 90 days',
      'Database, region lost: Nothing of it is copied to another region.',
      'PDFs, zone lost: nothing lost, there at once',
      'PDFs, data lost: nothing lost, back in 10 minutes, as far back as 90 days',
      'PDFs, region lost: at most 15 minutes lost (promised), there at once',
      'Images, zone lost: nothing lost, there at once',
      'Images, data lost: Whoever builds images builds them again, and pushes them.',
      'Images, region lost: Whoever builds images builds them again, and pushes them.',
      'Configuration, zone lost: nothing lost, there at once',
      'Configuration, data lost: nothing lost, back in 10 minutes, as far back as 365 days',
      'Configuration, region lost: The files are not copied to another region.',
      'Secret, zone lost: nothing lost, there at once',
      'Secret, data lost: nothing lost, back in 10 minutes',
      'Secret, region lost: It is not copied: a database that is restored elsewhere gets a new password.',
      'Application, zone lost: nothing lost, not back by itself',
      'Application, data lost: nothing lost, back in 10 minutes',
      'Application, region lost: A new platform in us-west-2 begins without the database, which is not copied.',
    ]);
  });

  test('fits into an output whatever the facts, in ASCII', () => {
    const days = fc.integer({ min: 1, max: 3650 }).map((amount) => Duration.days(amount));
    const { boolean, option, record, constantFrom, array } = fc;
    const maybe = <T>(value: fc.Arbitrary<T>) => option(value, { nil: undefined });
    const flags = <K extends string>(...names: K[]) => Object.fromEntries(names.map((name) => [name, boolean()])) as Record<K, fc.Arbitrary<boolean>>;
    const plan = array(record({ every: constantFrom(DAY, WEEK), keptFor: maybe(days) }), { maxLength: 4 });
    const secret = maybe(record({ isReplicated: boolean() }));
    const any: fc.Arbitrary<RecoveryFacts> = record({
      database: maybe(record({ ...flags('isOwners', 'multiAz', 'hasReplica', 'replicatesBackups', 'managedPassword'), backupRetention: maybe(days), secret })),
      pdfs: record({ ...flags('isOwners', 'isBackedUp', 'isReplicated', 'timeControl', 'keepsVersions'), versionsKept: maybe(days), storageClass: maybe(constantFrom('GLACIER', 'DEEP_ARCHIVE', 'STANDARD_IA')) }),
      configuration: maybe(record({ versionsKept: maybe(days), isReplicated: boolean() })),
      application: record({
        ...flags('onInstance', 'oneWayOut', 'hasRepository', 'imagesReplicated'),
        minTasks: fc.integer({ min: 1, max: 9 }),
        zones: fc.integer({ min: 1, max: 3 }),
        trafficTime: fc.integer({ min: 0, max: 1980 }).map((amount) => Duration.minutes(amount)),
      }),
      rules: plan,
      copies: plan,
      recoveryRegion: maybe(constantFrom('us-west-2', 'ap-southeast-3')),
      hasRunbooks: boolean(),
    });
    fc.assert(fc.property(any, (each) => {
      const objectives = recoveryObjectives(each);
      expect(describeObjectives(objectives)).toMatch(/^[\x20-\x7e\n]{1,4000}$/);
      // A sentence each, which does not break a table.
      for (const { how } of objectives) expect(how).toMatch(/^[A-Z][^|\n]+\.$/);
    }));
  });

  test('a table for people', () => {
    const table = objectivesTable(recoveryObjectives(facts)).split('\n');
    expect(table.slice(0, 4)).toEqual([
      '| | Lost | Of it at most | Back in | As far back as | How |',
      '|---|---|---|---|---|---|',
      '| Database | zone | nothing | 2 minutes |  | RDS fails over to the standby by itself (on purpose: FailOverDatabase). |',
      "| Database | data | 5 minutes | 2 hours | 7 days | A new instance from RDS's own backups, as it was at any second (RestoreDatabase, then ReplaceDatabase). |",
    ]);
    expect(table).toContain('| Database | region | — | — |  | Nothing of it is copied to another region. |');
    expect(table).toContain('| PDFs | region | 15 minutes (promised) | at once |  | S3 replicates them to us-west-2, 99.9 % in time. |');
  });
});
