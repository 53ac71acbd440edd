import { App, Stack, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, type NagPack, PCIDSS321Checks } from 'cdk-nag';
import { Node } from 'constructs';
import { appWith, CASES, type Place } from '../helpers/configurations';
import { VARIANTS } from '../helpers/variants';

const packs = (): NagPack[] => [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()];

/** What the packs find, as 'rule at path'. */
function findings(app: App): { rule: string; path: string }[] {
  return packs().flatMap((pack) =>
    pack.validateScope(app).violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath ?? '?' })),
    ),
  );
}

/** What aws-cdk-lib acknowledges by itself, and not in every version: literal zones at stacks, the certificate of a distribution. */
const BY_CDK = ['CloudFormation-Validate::W3010', 'CloudFormation-Validate::W9009'];

/** Everything that the library acknowledges below a construct, as the packs read it. */
function acknowledgements(app: App): { id: string; path: string; reason: string }[] {
  return app.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data).map(([id, reason]) => ({ id: id.replace(/^annotation::/i, ''), path: construct.node.path, reason }))),
  ).filter(({ id }) => !BY_CDK.includes(id));
}

const recorded = new Map<string, ReturnType<typeof acknowledgements>>();

/** The same of a preset as it is, read once. */
function acknowledgedAt(preset: string, place: Place): ReturnType<typeof acknowledgements> {
  const key = JSON.stringify([preset, place]);
  const list = recorded.get(key) ?? acknowledgements(appWith(preset, place));
  recorded.set(key, list);
  return list;
}

/** Builds an app in which nothing is acknowledged. */
function unacknowledged(make: () => App): App {
  const addMetadata = Node.prototype.addMetadata;
  const spy = jest.spyOn(Node.prototype, 'addMetadata').mockImplementation(function (this: Node, type, ...rest) {
    if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) addMetadata.call(this, type, ...rest);
  });
  try {
    return make();
  } finally {
    spy.mockRestore();
  }
}

describe('R3.2 cdk-nag', () => {
  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery: nothing is left, and every pack ran', ({ preset, ...place }) => {
    const app = appWith(preset, place);
    // A canary that every pack must find: a report without it would only mean that the pack did not run.
    new s3.CfnBucket(app.node.findChild('Stack') as Stack, 'Canary');
    const found = findings(app);
    expect(new Set(found.map(({ path }) => path))).toEqual(new Set(['Stack/Canary']));
    for (const pack of ['AwsSolutions-', 'NIST.800.53.R5-', 'HIPAA.Security-', 'PCI.DSS.321-']) {
      expect(found.some(({ rule }) => rule.startsWith(pack))).toBe(true);
    }
  });

  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery: what is acknowledged is exactly this', ({ preset, ...place }) => {
    const list = acknowledgedAt(preset, place).map(({ id, path }) => `${path}: ${id}`);
    expect(list.sort()).toMatchSnapshot();
  });

  test.each(Object.keys(VARIANTS))('%s: nothing is left', (name) => {
    const [preset, props] = VARIANTS[name];
    expect(findings(appWith(preset, { region: 'ap-northeast-1', hasDomain: true }, props))).toEqual([]);
  });

  // What one stack takes of another is written otherwise then.
  test.each(['prodLean', 'prod'])('%s with a recovery region: nothing is left where a synth runs the packs, as consumers have it', (preset) => {
    const monitoring = { pageEmails: ['oncall@example.com'], noticeEmails: ['team@example.com'] };
    const app = appWith(preset, { region: 'us-east-1', hasDomain: false, recovery: 'us-west-2' }, { monitoring });
    Validations.of(app).addPlugins(...packs());
    expect(() => app.synth()).not.toThrow();
    const canary = appWith(preset, { region: 'us-east-1', hasDomain: false, recovery: 'us-west-2' }, { monitoring });
    new s3.CfnBucket(canary.node.findChild('Stack') as Stack, 'Canary');
    Validations.of(canary).addPlugins(...packs());
    expect(() => canary.synth()).toThrow(/S1/);
  });

  test('every acknowledgement silences a finding of its own construct in some configuration', () => {
    const silencing = new Set<string>();
    const all = new Set<string>();
    for (const { preset, ...place } of CASES) {
      const open = findings(unacknowledged(() => appWith(preset, place)));
      for (const { id, path } of acknowledgedAt(preset, place)) {
        if (id.startsWith('CloudFormation-Validate')) continue;
        const key = `${path}: ${id}`;
        all.add(key);
        if (open.some((finding) => finding.rule === id && `${finding.path}/`.startsWith(`${path}/`))) silencing.add(key);
      }
    }
    expect([...all].filter((key) => !silencing.has(key))).toEqual([]);
    expect(silencing.size).toBeGreaterThan(50);
  });

  test('acknowledgements are narrow: no stack, platform or room as a whole', () => {
    for (const { preset, ...place } of CASES) {
      const wide = acknowledgedAt(preset, place).filter(({ path }) => path.split('/').length < 4 && !path.startsWith('Stack-'));
      expect(wide).toEqual([]);
    }
  });

  test('every reason says more than a word', () => {
    for (const { reason } of CASES.flatMap(({ preset, ...place }) => acknowledgedAt(preset, place))) {
      expect(reason.length).toBeGreaterThan(30);
    }
  });
});
