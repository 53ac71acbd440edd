import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, Size, Stack, Stage } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct, type IConstruct } from 'constructs';
import { type Bill, CostReport, OfficeHours, PdfWebPlatform, type PdfWebPlatformProps, PlatformPreset, RecoveryRegion } from '../../src';
import '../helpers/platform';

const { dev, prodLean, prod } = PlatformPreset;

function billed(props: Partial<PdfWebPlatformProps> = {}, region: string | undefined = 'us-east-1'): { app: App; stack: Stack; platform: PdfWebPlatform; bill: () => Bill } {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: region ? { region } : undefined });
  const platform = new PdfWebPlatform(stack, 'Platform', { preset: prodLean(), ...props });
  return { app, stack, platform, bill: () => (app.synth(), platform.costReport!.bill) };
}

const copiedTo = (region: string) => ({ backup: { recoveryRegion: RecoveryRegion.of(region) } });
const without = (preset: PlatformPreset) => (preset.name === 'dev' ? { cost: { officeHours: OfficeHours.always() } } : {});

describe('R2.1, R2.2 what the presets cost with the workload of the design', () => {
  // Written down by hand from a run: a change of a template or of a price shows here, and in docs/cost.md.
  const FIGURES: [string, PlatformPreset, object, string, number][] = [
    ['dev in office hours', dev(), {}, 'us-east-1', 15.45],
    ['dev around the clock', dev(), without(dev()), 'us-east-1', 29.38],
    ['prodLean', prodLean(), {}, 'us-east-1', 45.67],
    ['prod', prod(), {}, 'us-east-1', 253.2],
    ['dev in office hours', dev(), {}, 'ap-northeast-1', 19.12],
    ['dev around the clock', dev(), without(dev()), 'ap-northeast-1', 39.23],
    ['prodLean', prodLean(), {}, 'ap-northeast-1', 56.81],
    ['prod', prod(), {}, 'ap-northeast-1', 329.91],
  ];

  const WITH_RECOVERY: typeof FIGURES = [
    ['prodLean with a recovery region', prodLean(), copiedTo('us-west-2'), 'us-east-1', 49.07],
    ['prod with a recovery region', prod(), copiedTo('us-west-2'), 'us-east-1', 258.32],
    ['prodLean with a recovery region', prodLean(), copiedTo('ap-northeast-3'), 'ap-northeast-1', 60.94],
    ['prod with a recovery region', prod(), copiedTo('ap-northeast-3'), 'ap-northeast-1', 335.75],
  ];

  test.each([...FIGURES, ...WITH_RECOVERY].map((figure) => [`${figure[0]} in ${figure[3]}`, figure] as const))('%s', (_title, [, preset, props, region, usd]) => {
    const bill = billed({ preset, ...props }, region).bill();
    expect(Number(bill.monthlyUsd.toFixed(2))).toBe(usd);
    expect(bill.lines.filter(({ monthlyUsd }) => monthlyUsd === undefined)).toEqual([]);
    expect(bill.fixedUsd + bill.usageUsd).toBeCloseTo(bill.monthlyUsd, 8);
  });

  test('README.md and docs/cost.md say the same', () => {
    const docs = ['README.md', 'docs/cost.md'].map((file) => readFileSync(join(__dirname, '../..', file), 'utf8'));
    for (const [, , , , usd] of FIGURES) for (const text of docs) expect(text).toContain(`$${usd.toFixed(2)}`);
    for (const [, , , , usd] of WITH_RECOVERY) expect(docs[1]).toContain(`$${usd.toFixed(2)}`);
  });

  test('R2.2 prodLean stays within $50 in us-east-1, and a synth that would not fails', () => {
    expect(() => billed({ cost: { maxMonthlyUsd: 50 } }).app.synth()).not.toThrow();
    expect(() => billed({ cost: { maxMonthlyUsd: 50 }, database: { multiAz: true } }).app.synth()).toThrow(/'cost.maxMonthlyUsd' must be at least what Stack\/Platform comes to/);
  });
});

describe('R7.2 the bill is read from the templates', () => {
  const line = (bill: Bill, type: string) => bill.lines.filter(({ resourceType }) => resourceType === type);

  test('escape hatches count, and what is taken away is not paid for', () => {
    const { platform, bill } = billed();
    (platform.database!.instance.node.defaultChild as CfnResource).addPropertyOverride('DBInstanceClass', 'db.t3.small');
    platform.ingress.node.findAll().forEach((each) => each.node.id === 'LoadBalancer' && each.node.tryRemoveChild('Resource'));
    expect(line(bill(), 'AWS::RDS::DBInstance')[0].item).toContain('db.t3.small');
    expect(line(platform.costReport!.bill, 'AWS::ElasticLoadBalancingV2::LoadBalancer')).toEqual([]);
  });

  test("what others put into the stack is theirs; what is put below the platform is the platform's", () => {
    const { stack, platform, bill } = billed();
    new s3.Bucket(stack, 'Others');
    new sns.Topic(platform, 'More');
    const { freeOfCharge, notPriced } = bill();
    expect(freeOfCharge.find(({ resourceType }) => resourceType === 'AWS::SNS::Topic')!.count).toBe(3);
    // Access logs and the maintenance page.
    expect(notPriced).toEqual([
      expect.objectContaining({ resourceType: 'AWS::S3::Bucket', count: 2 }),
      expect.objectContaining({ resourceType: 'AWS::S3::Bucket', count: 1, reason: expect.stringMatching(/^configuration files/) }),
    ]);
  });

  test('support stacks are part of it, at the prices of us-east-1', () => {
    const edge = billed({ preset: prod() }, 'ap-northeast-1').bill().lines.filter(({ region }) => region === 'us-east-1');
    expect(new Set(edge.map(({ service }) => service))).toEqual(new Set(['AWS WAF', 'AWS KMS', 'Amazon CloudWatch']));
    expect(edge.find(({ resourceType }) => resourceType === 'AWS::WAFv2::WebACL')).toMatchObject({ unitUsd: 5 });
  });

  test('so is the stack in the recovery region, with what is copied there, at prices that are taken as a neighbour\'s', () => {
    const there = billed(copiedTo('us-west-2')).bill().lines.filter(({ region }) => region === 'us-west-2');
    expect(there.map(({ item }) => item)).toEqual([
      'customer managed key', "copies of the database's backups in us-west-2, kept 35 days at the longest", 'automated backups replicated to us-west-2, kept 7 days',
      'copies of PDFs in us-west-2', 'writing copies of PDFs in us-west-2',
    ]);
    expect(there.filter(({ confidence, note }) => confidence === 'high' || !note!.endsWith('the price is taken as in us-east-1'))).toEqual([]);
  });

  test('R2.2 prodLean with a recovery region is within $50 still', () => {
    expect(() => billed({ ...copiedTo('us-west-2'), cost: { maxMonthlyUsd: 50 } }).app.synth()).not.toThrow();
  });

  test('usage figures of the props are laid on those of the preset', () => {
    const pdfs = (usage: object) => line(billed({ cost: { usage } }).bill(), 'AWS::S3::Bucket').find(({ priceId }) => priceId === 's3.standard')!.quantity;
    expect(pdfs({})).toBe(10);
    expect(pdfs({ pdfStorage: Size.gibibytes(250) })).toBe(250);
    expect(pdfs({ pdfReads: 1 })).toBe(10);
  });

  test.each([['eu-west-1'], [undefined]])('no price is known, and none guessed, in %s', (region) => {
    const bill = billed({ monitoring: { edgeAlarms: false }, storage: { accessLogs: false } }, region ?? '').bill();
    expect(bill.region).toBe(region ?? 'unknown region');
    expect(bill.monthlyUsd).toBe(0);
    expect(bill.lines.length).toBeGreaterThan(20);
    expect(bill.lines.filter(({ unitUsd, monthlyUsd }) => unitUsd !== undefined || monthlyUsd !== undefined)).toEqual([]);
  });

  test('a limit cannot be kept where no price is known', () => {
    expect(() => billed({ cost: { maxMonthlyUsd: 1000 }, monitoring: { edgeAlarms: false } }, 'eu-west-1').app.synth()).toThrow(/no price is known for .*\(eu-west-1\).* more\. Leave it out, or see .*index\.html/);
  });
});

describe('R7.2 what is written', () => {
  const read = (app: App, file: string) => readFileSync(join(app.outdir, 'cost', file), 'utf8');

  test('JSON and Markdown of each platform, and one page for all of the app', () => {
    const { app, stack } = billed();
    new PdfWebPlatform(stack, 'Other', { preset: dev() });
    new PdfWebPlatform(new Stack(app, 'Later', { env: { region: 'ap-northeast-1' } }), 'Third', { preset: prod() });
    app.synth();
    for (const name of ['Stack.Platform', 'Stack.Other', 'Later.Third']) {
      expect(JSON.parse(read(app, `${name}.json`))).toMatchObject({ schemaVersion: 1, bills: [{ platform: name.replace('.', '/') }] });
      expect(read(app, `${name}.md`)).toContain(name.replace('.', '/'));
      expect(read(app, 'index.html')).toContain(name.replace('.', '/'));
    }
  });

  test('a second synth of another app writes its own page alone', () => {
    billed().app.synth();
    const { app } = billed({ preset: dev() });
    app.synth();
    expect(read(app, 'index.html')).not.toContain('prodLean');
  });

  test('for platforms in Stages beside each other, in the assembly of the app', () => {
    const app = new App();
    const stage = new Stage(app, 'Beta', { env: { region: 'us-east-1' } });
    const platform = new PdfWebPlatform(new Stack(stage, 'Stack'), 'Platform', { preset: prodLean() });
    const live = new Stage(app, 'Live', { env: { region: 'us-east-1' } });
    new PdfWebPlatform(new Stack(live, 'Stack'), 'Platform', { preset: prod() });
    app.synth();
    expect(existsSync(join(app.outdir, 'cost', 'Beta.Stack.Platform.json'))).toBe(true);
    expect(platform.costReport!.bill.monthlyUsd).toBeGreaterThan(40);
    for (const path of ['Beta/Stack/Platform', 'Live/Stack/Platform']) expect(read(app, 'index.html')).toContain(path);
  });

  test('nothing where it is off', () => {
    const { app, platform } = billed({ cost: { report: false } });
    app.synth();
    expect(platform.costReport).toBeUndefined();
    expect(existsSync(join(app.outdir, 'cost'))).toBe(false);
  });

  test('what is too dear is written all the same, before the synth fails', () => {
    const { app } = billed({ cost: { maxMonthlyUsd: 1 } });
    expect(() => app.synth()).toThrow();
    expect(read(app, 'index.html')).toContain('45.67');
  });
});

describe('R7.2 what is decided at deployment has no price, and a limit cannot rest on it', () => {
  const decided = (change: (platform: PdfWebPlatform, reference: unknown) => void, props: Partial<PdfWebPlatformProps> = {}) => {
    const made = billed(props);
    change(made.platform, { Ref: 'Decided' });
    const bill = made.bill();
    const unknown = bill.lines.filter(({ monthlyUsd }) => monthlyUsd === undefined);
    return { unknown, sum: bill.monthlyUsd };
  };
  const override = (construct: IConstruct, type: string, property: string, value: unknown) =>
    construct.node.findAll().filter((each): each is CfnResource => CfnResource.isCfnResource(each) && each.cfnResourceType === type)
      .forEach((each) => each.addPropertyOverride(property, value));

  test.each<[string, (platform: PdfWebPlatform, reference: unknown) => void, Partial<PdfWebPlatformProps>]>([
    ['the size of a disk', ({ compute }, reference) => override(compute.instance!, 'AWS::EC2::Instance', 'BlockDeviceMappings.0.Ebs.VolumeSize', reference), { preset: dev() }],
    ['the number of tasks', ({ compute }, reference) => override(compute.scaling!, 'AWS::ApplicationAutoScaling::ScalableTarget', 'MinCapacity', reference), {}],
    ['the size of tasks', ({ compute }, reference) => override(compute.taskDefinition, 'AWS::ECS::TaskDefinition', 'Cpu', reference), {}],
    ['the zones of a database', ({ database }, reference) => override(database!.instance, 'AWS::RDS::DBInstance', 'MultiAZ', reference), {}],
    ['the zones of a load balancer', ({ ingress }, reference) => override(ingress.loadBalancer!, 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'Subnets', reference), { preset: prod() }],
  ])('%s', (_name, change, props) => {
    const { unknown } = decided(change, props);
    expect(unknown.length).toBeGreaterThan(0);
    for (const { quantity } of unknown) expect(Number.isFinite(quantity)).toBe(true);
  });

  test('text is a number where it says one', () => {
    const bigger = decided(({ compute }) => override(compute.instance!, 'AWS::EC2::Instance', 'BlockDeviceMappings.0.Ebs.VolumeSize', '100'), { preset: dev() });
    expect(bigger.unknown).toEqual([]);
    expect(bigger.sum).toBeCloseTo(15.45 + 70 * 0.08, 1);
  });

  test('nor on a type that nobody knows', () => {
    const { platform, app } = billed({ cost: { maxMonthlyUsd: 1000 } });
    new CfnResource(platform, 'Cache', { type: 'AWS::ElastiCache::CacheCluster' });
    expect(() => app.synth()).toThrow(/no price is known for AWS::ElastiCache::CacheCluster/);
  });
});

describe('what a report is called and made of', () => {
  const nameOf = (...ids: string[]) => {
    const app = new App();
    const scope = ids.slice(1).reduce<Construct>((parent, id) => new Construct(parent, id), new Stack(app, ids[0], { stackName: 'Stack', env: { region: 'us-east-1' } }));
    return new CostReport(scope, 'Report', { subject: scope }).fileName;
  };

  test('its path; what could be another\'s is marked', () => {
    expect(nameOf('Web', 'Dev-P')).toBe('Web.Dev-P');
    expect(nameOf('Web-Dev', 'P')).toBe('Web-Dev.P');
    expect(nameOf('S', '開発')).toBe('S.開発');
    expect(nameOf('S', 'a b')).toMatch(/^S\.a-b-[0-9a-f]{8}$/);
    expect(nameOf('S', 'a.b')).toMatch(/^S\.a\.b-[0-9a-f]{8}$/);
  });

  test('of a whole app, in the region of the stack that the report is in', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
    new s3.Bucket(new Stack(app, 'Other', { env: { region: 'us-east-1' } }), 'Storage');
    const report = new CostReport(stack, 'Report', { subject: app });
    app.synth();
    expect(report.bill).toMatchObject({ platform: 'app', region: 'us-east-1' });
    expect(report.fileName).toBe('app');
  });

  test('not of stacks that are made after it, and not without sense', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
    new CostReport(stack, 'Report', { subject: app });
    new s3.Bucket(new Stack(app, 'Later'), 'Bucket');
    expect(() => app.synth()).toThrow("'cost.report' reads the templates of stacks that were made before it, and 'Later' was made after it");
    expect(() => new CostReport(stack, 'Wrong', { subject: stack, maxMonthlyUsd: 0 })).toThrow("'cost.maxMonthlyUsd' must be");
  });
});

test('a report of any part of an app, and none before there are templates', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
  const topic = new s3.Bucket(stack, 'Storage');
  const report = new CostReport(stack, 'Report', { subject: topic });
  expect(() => report.bill).toThrow('cdk-pdf-web-platform: the bill is computed from the templates: synthesize the app first');
  app.synth();
  expect(report.bill).toMatchObject({ platform: 'Stack/Storage', preset: '', region: 'us-east-1' });
});
