import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App, CfnResource } from 'aws-cdk-lib';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { appWith, PAIRS, PLACES, PRESETS } from '../helpers/configurations';

const RULES_AS_ERRORS = { '@aws-cdk/core:validateAgainstDefaultRules': true };
const CASES = Object.keys(PRESETS).flatMap((preset) => [
  ...PLACES.map((place) => ({ preset, ...place, recovery: 'none', flagSet: 'all recommended feature flags', context: { ...flags, ...RULES_AS_ERRORS } })),
  ...PAIRS.map((place) => ({ preset, ...place, recovery: place.recovery!, flagSet: 'all recommended feature flags', context: { ...flags, ...RULES_AS_ERRORS } })),
  { preset, region: 'ap-northeast-1', hasDomain: true, recovery: 'ap-northeast-3', flagSet: 'no feature flags', context: RULES_AS_ERRORS },
]);

/** What the validator says about an app: errors stop the synthesis, warnings stand in its report alone. */
function findings(app: App): string[] {
  let error: string | undefined;
  try {
    app.synth();
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  const report = join(app.outdir, 'validation-report.json');
  if (!existsSync(report)) return error ? [error] : [];
  const { pluginReports } = JSON.parse(readFileSync(report, 'utf8'));
  return pluginReports.flatMap(({ violations }: any) => violations.map(({ ruleName }: any) => ruleName));
}

function override(app: App, path: string, property: string, value: string): App {
  (app.node.findAll().find(({ node }) => node.path.endsWith(path)) as CfnResource).addPropertyOverride(property, value);
  return app;
}

describe('aws-cdk-lib validates the templates: no findings', () => {
  beforeAll(() => void (process.env.CDK_VALIDATION = 'true'));
  afterAll(() => void (process.env.CDK_VALIDATION = 'false'));

  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery, $flagSet', ({ preset, context, ...place }) => {
    // Alarms that reach nobody are warned of, as they should be: here they reach somebody.
    const monitoring = preset === 'dev' ? undefined : { pageEmails: ['oncall@example.com'], noticeEmails: ['team@example.com'] };
    expect(findings(appWith(preset, place, { monitoring }, context))).toEqual([]);
  });

  test('the validator is there: an error and a warning that it must find, it finds', () => {
    const make = () => appWith('dev', PLACES[0], {}, RULES_AS_ERRORS);
    expect(findings(override(make(), 'Database/Default/Instance/Resource', 'DBInstanceClass', 'db.t2.micro'))).toContain('E3062');
    expect(findings(override(make(), 'Storage/Bucket/Resource', 'AccessControl', 'Nonsense'))).toContain('W3030');
  });
});
