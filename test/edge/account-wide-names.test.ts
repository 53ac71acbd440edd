import { generateKeyPairSync } from 'crypto';
import { App, Stack } from 'aws-cdk-lib';
import { IngressExposure, PdfWebPlatform, PlatformPreset, SignedPdfDelivery } from '../../src';
import { allResources } from '../helpers/configurations';
import '../helpers/platform';

const pem = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();
const PEM = pem();

/** What CloudFront names once for an account, whatever the region, and where the name is. */
const NAMES: Record<string, (properties: any) => string> = {
  'AWS::CloudFront::VpcOrigin': ({ VpcOriginEndpointConfig }) => VpcOriginEndpointConfig.Name,
  'AWS::CloudFront::OriginAccessControl': ({ OriginAccessControlConfig }) => OriginAccessControlConfig.Name,
  'AWS::CloudFront::CachePolicy': ({ CachePolicyConfig }) => CachePolicyConfig.Name,
  'AWS::CloudFront::PublicKey': ({ PublicKeyConfig }) => PublicKeyConfig.Name,
  'AWS::CloudFront::KeyGroup': ({ KeyGroupConfig }) => KeyGroupConfig.Name,
};
const LONGEST: Record<string, number> = { 'AWS::CloudFront::VpcOrigin': 64, 'AWS::CloudFront::OriginAccessControl': 64 };

function namesOf(app: App): { type: string; name: string }[] {
  const resources = app.synth().stacks.flatMap(({ template }) => Object.values<any>(template.Resources));
  return resources.filter(({ Type }) => Type in NAMES).map(({ Type: type, Properties }) => ({ type, name: NAMES[type](Properties) }));
}

function addPlatform(app: App, stackName: string, region: string, id = 'Platform', stack = new Stack(app, `${stackName}-${region}`, { stackName, env: { region } })): Stack {
  new PdfWebPlatform(stack, id, {
    preset: PlatformPreset.prodLean(),
    storage: { directUploads: false },
    ingress: { exposure: IngressExposure.VPC_ORIGIN },
    edge: { signedPdfs: SignedPdfDelivery.fromPublicKey(PEM) },
  });
  return stack;
}

describe('R1.1 what CloudFront names once for an account', () => {
  const app = new App();
  const long = 'A'.repeat(100);
  const stack = addPlatform(app, 'Pdf', 'us-east-1');
  addPlatform(app, 'Pdf', 'us-east-1', 'Second', stack);
  addPlatform(app, 'Pdf', 'ap-southeast-1');
  addPlatform(app, long, 'ap-southeast-1');
  addPlatform(app, `${long}B`, 'ap-southeast-1');
  const names = namesOf(app);

  test('has a name of its own, also where one stack is in two regions, or one platform is twice in a stack', () => {
    expect(new Set(names.map(({ type }) => type))).toEqual(new Set(Object.keys(NAMES)));
    const count = (type: string) => names.filter((each) => each.type === type).length;
    expect(Object.keys(NAMES).map(count)).toEqual([5, 10, 5, 5, 5]);
    expect(new Set(names.map(({ type, name }) => `${type} ${name}`)).size).toBe(names.length);
  });

  test('that CloudFront takes', () => {
    for (const { type, name } of names) {
      expect(name).toMatch(/^[A-Za-z][A-Za-z0-9-]*$/);
      expect(name.length).toBeLessThanOrEqual(LONGEST[type] ?? 128);
    }
  });

  test('and that stays from synth to synth', () => {
    const again = new App();
    addPlatform(again, 'Pdf', 'ap-southeast-1');
    for (const { type, name } of namesOf(again)) expect(names).toContainEqual({ type, name });
  });
});

test('R1.1 what CloudFront names once for an account has the region in its name, also where it is known at deployment', () => {
  const app = new App();
  new PdfWebPlatform(new Stack(app, 'Anywhere'), 'Platform', { preset: PlatformPreset.dev(), edge: { maintenancePage: true } });
  const names = namesOf(app);
  expect(names.map(({ type }) => type).sort()).toEqual(['AWS::CloudFront::CachePolicy', 'AWS::CloudFront::OriginAccessControl']);
  for (const { name } of names) expect(name).toEqual({ 'Fn::Join': ['', [expect.stringMatching(/^[A-Za-z][A-Za-z0-9-]*-$/), { Ref: 'AWS::Region' }]] });
});

describe('R1.1 keys that sign PDFs', () => {
  const keysOf = (...pems: string[]) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
    const edge = { signedPdfs: SignedPdfDelivery.fromPublicKeys(pems, '/files/*') };
    new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean(), storage: { directUploads: false }, edge });
    const resources = allResources(app);
    return {
      keys: resources.filter(({ type }) => type === 'AWS::CloudFront::PublicKey').map(({ id }) => id),
      group: resources.find(({ type }) => type === 'AWS::CloudFront::KeyGroup')!.properties.KeyGroupConfig.Items.map(({ Ref }: any) => Ref),
    };
  };

  test('another PEM is another key, since CloudFront never changes one, and both can be trusted for a while', () => {
    const NEW = pem();
    const [before, meanwhile, after] = [keysOf(PEM), keysOf(PEM, NEW), keysOf(NEW)];
    expect(meanwhile.keys.sort()).toEqual([...before.keys, ...after.keys].sort());
    expect(before.keys).not.toEqual(after.keys);
    expect(meanwhile.group.sort()).toEqual(meanwhile.keys);
  });

  test.each([0, 6])('%d of them are refused', (count) => {
    expect(() => SignedPdfDelivery.fromPublicKeys(Array(count).fill(PEM))).toThrow(
      `cdk-pdf-web-platform: 'edge.signedPdfs number of public keys' must be a whole number from 1 to 5, got ${count}`,
    );
  });

  test.each([[PEM], [`${PEM}\n`]])('one that is given twice is refused, however its text ends', (again) => {
    expect(() => SignedPdfDelivery.fromPublicKeys([PEM, again])).toThrow(
      "cdk-pdf-web-platform: 'edge.signedPdfs publicKeyPems' must be without repetition, got '2 keys of which 1 differ'",
    );
  });
});
