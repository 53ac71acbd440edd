import { App, Stack } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { type BackupOptions, PdfWebPlatform, type PdfWebPlatformProps, PlatformDomain, PlatformPreset, RecoveryRegion } from '../../src';

process.env.CDK_VALIDATION ??= 'false';

/** The presets under the names that the documentation uses. */
export const PRESETS: Record<string, () => PlatformPreset> = {
  dev: () => PlatformPreset.dev(),
  prodLean: () => PlatformPreset.prodLean(),
  prod: () => PlatformPreset.prod(),
};

export interface Place {
  readonly region: string;
  readonly hasDomain: boolean;
  /** The recovery region. */
  readonly recovery?: string;
}

/** Where, and under which name: everything that decides about the support stack and about TLS to the origin. */
export const PLACES: Place[] = [
  { region: 'us-east-1', hasDomain: false },
  { region: 'us-east-1', hasDomain: true },
  { region: 'ap-northeast-1', hasDomain: false },
  { region: 'ap-northeast-1', hasDomain: true },
];

/** The pairs of regions that the platform is proved in. */
export const PAIRS: Place[] = [
  { region: 'us-east-1', hasDomain: false, recovery: 'us-west-2' },
  { region: 'ap-northeast-1', hasDomain: true, recovery: 'ap-northeast-3' },
];

export const CASES = [
  ...Object.keys(PRESETS).flatMap((preset) => PLACES.map((place) => ({ preset, ...place, recovery: place.recovery ?? 'none' }))),
  ...['prodLean', 'prod'].flatMap((preset) => PAIRS.map((place) => ({ preset, ...place, recovery: place.recovery! }))),
];

/** An app with one platform, as a consumer would write it. */
export function appWith(preset: string, place: Place, props: Partial<PdfWebPlatformProps> = {}, context?: Record<string, unknown>): App {
  const app = new App({ context });
  const stack = new Stack(app, 'Stack', { env: { region: place.region } });
  const zone = () => route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
  new PdfWebPlatform(stack, 'Platform', {
    preset: PRESETS[preset](),
    domain: place.hasDomain ? PlatformDomain.fromZone(zone(), 'pdf') : undefined,
    ...props,
    backup: { ...recoveryIn(place), ...props.backup },
  });
  return app;
}

function recoveryIn({ recovery }: Place): BackupOptions {
  return recovery && recovery !== 'none' ? { recoveryRegion: RecoveryRegion.of(recovery) } : {};
}

/** The templates of all stacks, by stack name. */
export function templatesOf(app: App): Record<string, any> {
  return Object.fromEntries(app.synth().stacks.map((stack) => [stack.stackName, stack.template]));
}

/** All resources of all stacks, with their stack's name. */
export function allResources(app: App): { stack: string; id: string; type: string; properties: any; resource: any }[] {
  return Object.entries(templatesOf(app)).flatMap(([stack, template]) =>
    Object.entries<any>(template.Resources).map(([id, resource]) => {
      const { Type: type, Properties: properties = {} } = resource;
      return { stack, id, type, properties, resource };
    }),
  );
}

const synthesized = new Map<string, ReturnType<typeof allResources>>();

/** The same of a preset as it is, synthesized once for each file of tests: what is given back is for reading. */
export function resourcesAt(preset: string, place: Place): ReturnType<typeof allResources> {
  const key = JSON.stringify([preset, place.region, place.hasDomain, place.recovery ?? 'none']);
  const resources = synthesized.get(key) ?? allResources(appWith(preset, place));
  synthesized.set(key, resources);
  return resources;
}
