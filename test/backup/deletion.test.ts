import type { App } from 'aws-cdk-lib';
import { expectInDocs } from './generated-docs';
import { appWith, type Place } from '../helpers/configurations';

/** Where there is one of each kind of stack: the platform's, its support stack, the recovery region's, and what watches CloudFront. */
const PLACE: Place = { region: 'ap-northeast-1', hasDomain: true };
const RECOVERY = 'ap-northeast-3';
const WITH_PATHS = { 'aws:cdk:enable-path-metadata': true };

interface Found {
  readonly type: string;
  /** Below the platform, or in which other stack. */
  readonly path: string;
  readonly resource: any;
}

/** The stacks by what they are called here; in the order in which they are deployed. */
function stacksOf(app: App) {
  const { stacks } = app.synth();
  const named = (name: string) => {
    if (name === 'Stack') return 'the platform';
    if (name.includes('-Recovery-')) return 'the recovery region';
    return name.includes('-Monitoring-') ? 'what watches CloudFront' : 'certificate and firewall';
  };
  return stacks.map(({ stackName, template, terminationProtection: isProtected = false }) => ({ name: named(stackName), template, isProtected }));
}

function resourcesOf(app: App): Found[] {
  return stacksOf(app).flatMap(({ name, template }) =>
    Object.values<any>(template.Resources).map((resource) => {
      const path: string = resource.Metadata['aws:cdk:path'].replace(/^.*?\//, '').replace(/^Platform\//, '').replace(/\/Resource$/, '');
      return { type: resource.Type, path: name === 'the platform' ? path : `${name}: ${path}`, resource };
    }));
}

const COLUMNS: [string, App][] = [
  ['dev', appWith('dev', PLACE, {}, WITH_PATHS)],
  ['prodLean', appWith('prodLean', PLACE, {}, WITH_PATHS)],
  ['prod', appWith('prod', PLACE, {}, WITH_PATHS)],
  ['prod with a recovery region', appWith('prod', { ...PLACE, recovery: RECOVERY }, {}, WITH_PATHS)],
];
const FOUND = COLUMNS.map(([, app]) => resourcesOf(app));

/** What holds something that somebody might miss, by what it is called. */
const HOLDS_DATA: Record<string, string> = {
  'AWS::RDS::DBInstance': 'Database',
  'AWS::S3::Bucket': 'Bucket',
  'AWS::ECR::Repository': 'Image repository',
  'AWS::KMS::Key': 'Key',
  'AWS::Backup::BackupVault': 'Backup vault',
  'AWS::SecretsManager::Secret': 'Secret',
  'AWS::Logs::LogGroup': 'Log group',
  'AWS::SSM::Parameter': 'Record of the environment',
};
/** What keeps a stack from being deleted, or leaves something behind. */
const STANDS_IN_THE_WAY: Record<string, string> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Load balancer',
  'AWS::ECS::TaskDefinition': 'Task definition',
};
const KINDS = { ...HOLDS_DATA, ...STANDS_IN_THE_WAY };

const refusesDeletion = ({ Type: type, Properties: properties = {} }: any): string | undefined => {
  if (properties.DeletionProtection === true) return 'database.deletionProtection';
  const attribute = properties.LoadBalancerAttributes?.find(({ Key: key }: any) => key === 'deletion_protection.enabled');
  return type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && attribute?.Value === 'true' ? 'ingress.deletionProtection' : undefined;
};

/** What becomes of a resource when its stack is deleted. */
function fate(resource: any): string {
  const { Type: type, DeletionPolicy: policy = 'Delete', UpdateReplacePolicy: replaced, Properties: properties } = resource;
  const protection = refusesDeletion(resource);
  const words = () => {
    // What a failed deployment made is not kept.
    if (['Retain', 'RetainExceptOnCreate'].includes(policy)) return '**kept**';
    if (policy === 'Snapshot') return '**final snapshot**';
    if (['AWS::S3::Bucket', 'AWS::Backup::BackupVault'].includes(type)) return 'deleted when emptied by hand';
    if (type === 'AWS::ECR::Repository') return properties.EmptyOnDelete ? 'deleted with its images' : 'deleted when emptied by hand';
    if (type === 'AWS::KMS::Key') return `deleted after ${properties.PendingWindowInDays ?? 30} days`;
    return type === 'AWS::ECS::TaskDefinition' && replaced === 'Retain' ? 'deleted; **older revisions stay**' : 'deleted';
  };
  return protection ? `${words()}; \`${protection}\` off first` : words();
}

/** One row for all of a kind that fare alike. */
function matrix(): string {
  const paths = [...new Set(FOUND.flat().filter(({ type }) => type in KINDS).map(({ type, path }) => `${type} ${path}`))];
  const rows = new Map<string, string[]>();
  for (const each of paths) {
    const [type, path] = [each.split(' ')[0], each.slice(each.indexOf(' ') + 1)];
    const cells = FOUND.map((found) => found.find((other) => other.type === type && other.path === path)).map((it) => (it ? fate(it.resource) : ''));
    const key = `${Object.keys(KINDS).indexOf(type).toString().padStart(2, '0')}|${KINDS[type]}|${cells.join(' | ')}`;
    rows.set(key, [...(rows.get(key) ?? []), path]);
  }
  const lines = [...rows].sort(([one], [other]) => Number(one.slice(0, 2)) - Number(other.slice(0, 2)))
    .map(([key, of]) => `| ${key.split('|')[1]} | ${of.map((path) => `\`${path}\``).join('<br>')} | ${key.split('|').slice(2).join('|')} |`);
  const titles = ['', 'Construct', ...COLUMNS.map(([title]) => title)];
  return [`| ${titles.join(' | ')} |`, `|${'---|'.repeat(titles.length)}`, ...lines].join('\n');
}

/** The stacks, in the order in which they are deleted. */
function stackTable(): string {
  const all = COLUMNS.map(([, app]) => stacksOf(app));
  const names = ['what watches CloudFront', 'the platform', 'certificate and firewall', 'the recovery region'];
  const cell = (stack?: { isProtected: boolean }) => (stack ? (stack.isProtected ? 'protected from termination' : 'not protected') : '');
  const lines = names.map((name) => `| ${name} | ${all.map((stacks) => cell(stacks.find((stack) => stack.name === name))).join(' | ')} |`);
  const titles = ['Stack', ...COLUMNS.map(([title]) => title)];
  return [`| ${titles.join(' | ')} |`, `|${'---|'.repeat(titles.length)}`, ...lines].join('\n');
}

describe('R8.1 docs/deletion.md says what templates say', () => {
  test('of every resource that holds data or stands in the way', () => expectInDocs('deletion.md', 'deletion matrix', matrix()));

  test('of the stacks', () => expectInDocs('deletion.md', 'stacks', stackTable()));

  test('and nothing else is kept or protected', () => {
    const kept = FOUND.flat().filter(({ resource }) =>
      [resource.DeletionPolicy, resource.UpdateReplacePolicy].some((policy) => ![undefined, 'Delete'].includes(policy)) || refusesDeletion(resource));
    expect([...new Set(kept.map(({ type }) => type))].filter((type) => !(type in KINDS))).toEqual([]);
    expect(kept.length).toBeGreaterThan(20);
  });
});

describe('R8.1 cdk destroy of dev leaves nothing', () => {
  const [dev] = FOUND;

  test('no resource is kept, snapshotted or protected, and no stack', () => {
    for (const { path, resource } of dev) {
      expect([path, resource.DeletionPolicy ?? 'Delete', resource.UpdateReplacePolicy ?? 'Delete', refusesDeletion(resource)]).toEqual([path, 'Delete', 'Delete', undefined]);
    }
    expect(stacksOf(COLUMNS[0][1]).map(({ isProtected }) => isProtected)).not.toContain(true);
  });

  test('RDS would snapshot what does not say otherwise, and keep its backups', () => {
    const [{ resource }] = dev.filter(({ type }) => type === 'AWS::RDS::DBInstance');
    expect(resource).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete', Properties: { DeletionProtection: false, DeleteAutomatedBackups: true } });
  });

  test('and there is no custom resource to do it', () => {
    const types = FOUND.flat().map(({ type }) => type);
    expect(types.filter((type) => /^Custom::|^AWS::CloudFormation::CustomResource$|^AWS::Lambda::/.test(type))).toEqual([]);
  });
});

describe('R8.1 cdk destroy of prod leaves what must not be lost', () => {
  const isKept = ({ resource }: Found) => ['Retain', 'RetainExceptOnCreate'].includes(resource.DeletionPolicy);
  const kept = (column: number, type: string) =>
    FOUND[column].filter((each) => each.type === type && isKept(each)).map(({ path }) => path).sort();
  const [prod, recovered] = [2, 3];

  test('PDFs, images, keys, vault, logs and a final snapshot', () => {
    expect(kept(prod, 'AWS::S3::Bucket')).toEqual(['Backup/Configuration/Bucket', 'Edge/Maintenance/Bucket', 'Storage/Bucket', 'Storage/Logs/Bucket']);
    expect(kept(prod, 'AWS::KMS::Key')).toEqual(['Encryption/Key']);
    expect(kept(prod, 'AWS::Backup::BackupVault')).toEqual(['Backup/Plan/Vault']);
    expect(kept(prod, 'AWS::ECR::Repository')).toEqual(['Compute/Repository']);
    const databases = FOUND[prod].filter(({ type }) => type === 'AWS::RDS::DBInstance');
    expect(databases.map(({ path, resource }) => [path, resource.DeletionPolicy, resource.Properties.DeleteAutomatedBackups])).toEqual([
      ['Database/Default/Instance', 'Snapshot', false],
      ['Database/Default/ReadReplica', 'Delete', undefined],
    ]);
  });

  test('with a recovery region also the replicas there, their key, and the vault', () => {
    const there = (type: string) => kept(recovered, type).filter((path) => path.startsWith('the recovery region: '));
    expect(there('AWS::S3::Bucket')).toEqual(['Configuration', 'Logs', 'Pdfs'].map((id) => `the recovery region: Recovery/${id}/Bucket`));
    expect(there('AWS::KMS::Key')).toEqual(['the recovery region: Recovery/Encryption/Key']);
    expect(there('AWS::Backup::BackupVault')).toEqual(['the recovery region: Recovery/Vault']);
  });

  test('under names that the next stack does not want', () => {
    const named = FOUND.flat().filter(isKept)
      .filter(({ resource }) => Object.entries(resource.Properties ?? {}).some(([name, value]) => /Name$/.test(name) && typeof value === 'string'));
    expect(named).toEqual([]);
  });

  test('what is kept is kept when it is replaced, too', () => {
    for (const { path, resource } of FOUND.flat().filter((each) => isKept(each) || each.resource.DeletionPolicy === 'Snapshot')) {
      expect([path, resource.UpdateReplacePolicy]).toEqual([path, resource.DeletionPolicy.replace('ExceptOnCreate', '')]);
    }
  });
});
