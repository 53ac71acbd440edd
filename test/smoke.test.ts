import { PlatformPreset } from '../src';
import { makePlatform } from './helpers/platform';

test.each([PlatformPreset.dev(), PlatformPreset.prodLean(), PlatformPreset.prod()])('R1.1 preset $name synthesizes', (preset) => {
  const { template } = makePlatform({ preset });
  template.resourceCountIs('AWS::CloudFront::Distribution', 1);
});
