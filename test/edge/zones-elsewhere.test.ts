import { App, Stack } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { PdfWebPlatform, PlatformDomain, PlatformPreset } from '../../src';
import '../helpers/platform';

test('R1.1 a zone made in another stack is refused where it would bring custom resources', () => {
  const app = new App();
  const zone = new route53.PublicHostedZone(new Stack(app, 'Dns', { env: { region: 'us-east-1' } }), 'Zone', { zoneName: 'example.com' });
  const stack = new Stack(app, 'Stack', { env: { region: 'ap-northeast-1' } });
  expect(() => new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.dev(), domain: PlatformDomain.fromZone(zone) })).toThrow(
    'the hosted zone is made in another stack, from where it cannot be read in all regions without custom resources: import the zone',
  );
});

test('R1.1 a zone of us-east-1 serves a platform in us-east-1, without custom resources', () => {
  const app = new App();
  const zone = new route53.PublicHostedZone(new Stack(app, 'Dns', { env: { region: 'us-east-1' } }), 'Zone', { zoneName: 'example.com' });
  const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
  new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prod(), domain: PlatformDomain.fromZone(zone) });
  const types = app.synth().stacks.flatMap(({ template }) => Object.values<any>(template.Resources).map(({ Type }) => Type));
  expect(types.filter((type) => /^Custom::|Lambda/.test(type))).toEqual([]);
});
