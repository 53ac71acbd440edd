import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { IConstruct } from 'constructs';
import { PdfWebPlatform, type PdfWebPlatformProps, PlatformDomain } from '../src';
import * as library from '../src';
import { PRESETS } from './helpers/configurations';
import { VARIANTS } from './helpers/variants';
import './helpers/platform';

/** Reached in another way: through a member of an L2 of aws-cdk-lib. */
const REACHED_THROUGH: Record<string, (platform: PdfWebPlatform) => unknown> = {
  'Platform/Compute/Host/Role': ({ compute }) => compute.instance!.role,
  // The attachment stands for the secret: it has its name, and waits until the secret says where the instance is.
  'Platform/Database/Default/Secret': ({ database }) => database!.secret!.secretArn,
};

/** L1s that stand for no more than a line between two others; they are reached by `node` alone. */
const LINES = [/\/Host\/ElasticIpAssociation$/, /\/Waf\/Logging$/, /\/Chat\/Channel\d+$/, /\/Cost\/Anomalies\/(Monitor|TopicAlerts)$/];

/** The library's own constructs, whose public members lead on. */
const ROOMS = Object.values(library).filter((each) => typeof each === 'function') as (new (...args: any[]) => unknown)[];

/** All that the public members of a platform and its rooms lead to. */
function reachedFrom(room: object, reached = new Set<unknown>()): Set<unknown> {
  for (const [name, member] of Object.entries(room)) {
    if (name === 'node' || name === 'props') continue;
    for (const each of [member].flat()) {
      if (typeof each !== 'object' || each === null || reached.has(each)) continue;
      reached.add(each);
      if (ROOMS.some((kind) => each instanceof kind)) reachedFrom(each, reached);
    }
  }
  return reached;
}

/** The L2s that were made (not imported), and the L1s that have none; but for those inside of another one, which is their way in. */
function madeIn(app: App): IConstruct[] {
  const isMade = (construct: IConstruct) => construct instanceof CfnResource || construct.node.defaultChild instanceof CfnResource;
  return app.node.findAll().filter((construct) => isMade(construct) && !construct.node.scopes.slice(0, -1).some(isMade));
}

const CASES: Record<string, [string, Partial<PdfWebPlatformProps>]> = {
  ...Object.fromEntries(Object.keys(PRESETS).map((preset) => [preset, [preset, {}] as [string, object]])),
  ...VARIANTS,
};

describe('R1.1 every L2 that is made is a public member, and every L1 without one', () => {
  test.each(Object.keys(CASES))('%s', (name) => {
    const [preset, props] = CASES[name];
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { region: 'ap-northeast-1' } });
    const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
    const platform = new PdfWebPlatform(stack, 'Platform', { preset: PRESETS[preset](), domain: PlatformDomain.fromZone(zone, 'pdf'), ...props });
    const made = madeIn(app);
    expect(made.length).toBeGreaterThan(10);
    const reached = reachedFrom(platform);
    const hidden = made.filter((construct) => !reached.has(construct)).map(({ node }) => node.path.replace(/^Stack\//, ''));
    expect(hidden.filter((path) => !REACHED_THROUGH[path]?.(platform) && !LINES.some((line) => line.test(path)))).toEqual([]);
  });
});
