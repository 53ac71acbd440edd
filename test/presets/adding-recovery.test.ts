import { Stack } from 'aws-cdk-lib';
import type { PdfWebPlatform } from '../../src';
import { appWith, PAIRS, type Place, templatesOf } from '../helpers/configurations';

/** What is said to change, as 'type: properties'. None of them replaces its resource. */
const CHANGES: Record<string, string[]> = {
  dev: [
    'AWS::RDS::DBInstance: AutomaticBackupReplicationKmsKeyId, AutomaticBackupReplicationRegion, AutomaticBackupReplicationRetentionPeriod',
    'AWS::S3::Bucket: ReplicationConfiguration',
    'AWS::SecretsManager::Secret: ReplicaRegions',
  ],
};
CHANGES.prodLean = [
  ...CHANGES.dev,
  // The plan's copies, and what its role may do for them.
  'AWS::Backup::BackupPlan: BackupPlan',
  'AWS::IAM::Policy: PolicyDocument',
  // The configuration's bucket.
  'AWS::S3::Bucket: ReplicationConfiguration',
  // The alarm's place in it.
  'AWS::CloudWatch::Dashboard: DashboardBody',
  // An instance that takes the database's place is replicated as well.
  'AWS::SSM::Document: Content',
].sort();
CHANGES.prod = CHANGES.prodLean;

const REPLICATION = ['AWS::IAM::Policy PlatformStorageReplicationRoleDefaultPolicyFA65B2A2', 'AWS::IAM::Role PlatformStorageReplicationRole5C3BA7A3'];
const ADDITIONS: Record<string, string[]> = { dev: REPLICATION };
ADDITIONS.prodLean = [
  'AWS::CloudWatch::Alarm PlatformMonitoringAlarmsPdfReplicationFailedDEF616A4',
  'AWS::IAM::Policy PlatformBackupConfigurationCopiesReplicationRoleDefaultPolicyD36D7144',
  'AWS::IAM::Role PlatformBackupConfigurationCopiesReplicationRole8E3DC32C',
  ...REPLICATION,
].sort();
ADDITIONS.prod = ADDITIONS.prodLean;

const CASES = Object.keys(CHANGES).flatMap((preset) => PAIRS.map((place) => ({ preset, ...place })));

/** The templates of a platform before and after it is given a recovery region. */
function beforeAndAfter(preset: string, { recovery, ...place }: Place): Record<string, any>[] {
  return [place, { ...place, recovery }].map((each) => templatesOf(appWith(preset, each)));
}

const textOf = (value: unknown) => JSON.stringify(value);

function changed(before: any, after: any): string[] {
  return Object.entries<any>(before.Resources).filter(([id, resource]) => textOf(resource) !== textOf(after.Resources[id])).map(([id, resource]) => {
    const { [id]: other } = after.Resources;
    const all = [resource, other].map(({ Properties, ...attributes }) => ({ ...attributes, ...Properties }));
    const names = new Set(all.flatMap((each) => Object.keys(each)));
    return `${resource.Type}: ${[...names].filter((name) => textOf(all[0][name]) !== textOf(all[1][name])).sort().join(', ')}`;
  }).sort();
}

describe('R6.1 a recovery region can be given to a platform that is live', () => {
  test.each(CASES)('$preset in $region: exactly this changes', ({ preset, ...place }) => {
    const [before, after] = beforeAndAfter(preset, place);
    expect(Object.keys(after).filter((name) => !(name in before))).toEqual([`Stack-${place.region}-Platform-Recovery-${place.recovery}`]);
    for (const [name, template] of Object.entries(before)) {
      const isPlatform = name === 'Stack';
      expect(Object.keys(template.Resources).filter((id) => !(id in after[name].Resources))).toEqual([]);
      expect(changed(template, after[name])).toEqual(isPlatform ? CHANGES[preset] : []);
      const added = Object.entries<any>(after[name].Resources).filter(([id]) => !(id in template.Resources)).map(([id, { Type }]) => `${Type} ${id}`);
      expect(added.sort()).toEqual(isPlatform ? ADDITIONS[preset] : []);
      for (const section of ['Parameters', 'Mappings', 'Conditions']) expect(after[name][section]).toEqual(template[section]);
      expect(Object.keys(after[name].Outputs ?? {})).toEqual(Object.keys(template.Outputs ?? {}));
    }
  });

  test.each(CASES)('$preset in $region: a document that changes is a new version of it, and not another one', ({ preset, ...place }) => {
    const [before, after] = beforeAndAfter(preset, place).map(({ Stack: { Resources } }) => Resources);
    const documents = Object.keys(before).filter((id) => before[id].Type === 'AWS::SSM::Document' && textOf(before[id]) !== textOf(after[id]));
    for (const id of documents) expect([before[id], after[id]].map(({ Properties }) => Properties.UpdateMethod)).toEqual(['NewVersion', 'NewVersion']);
    expect(documents).toHaveLength(preset === 'dev' ? 0 : 1);
  });

  test.each(CASES)('$preset in $region: its stack is deployed first, and taken away last', ({ preset, ...place }) => {
    const app = appWith(preset, place);
    app.synth();
    const stack = app.node.findChild('Stack') as Stack;
    const { backup } = stack.node.findChild('Platform') as PdfWebPlatform;
    expect(stack.dependencies.map(({ stackName }) => stackName)).toContain(backup.supportStack!.stackName);
    expect(backup.supportStack!.dependencies).toHaveLength(0);
  });
});
