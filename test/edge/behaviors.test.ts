import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { behaviorsOf, distributionOf } from './make-edge';
import { PlatformPreset, SignedPdfDelivery } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

/** The path patterns in the order in which CloudFront tries them. */
function patternsWith(signedPattern: string | undefined, staticPathPattern?: string): string[] {
  const stack = makeStack();
  const keys = cloudfront.KeyGroup.fromKeyGroupId(stack, 'Keys', 'k');
  const signedPdfs = signedPattern === undefined ? undefined : SignedPdfDelivery.fromKeyGroup(keys, signedPattern);
  const props = { storage: { directUploads: false }, edge: { signedPdfs, staticPathPattern } };
  const { template } = makePlatform({ preset: PlatformPreset.prodLean(), ...props }, stack);
  expect(Object.keys(behaviorsOf(template))).toContain('*');
  return distributionOf(template).CacheBehaviors.map(({ PathPattern }: any) => PathPattern);
}

describe('R1.1 CloudFront takes the first pattern that matches', () => {
  test.each<[string | undefined, string | undefined, string[]]>([
    [undefined, undefined, ['/maintenance/*', '/static/*']],
    ['/static/pdfs/*', undefined, ['/static/pdfs/*', '/maintenance/*', '/static/*']],
    [undefined, '/*.html', ['/maintenance/*', '/*.html']],
    ['/pdfs/*', '/*.pdf', ['/pdfs/*', '/maintenance/*', '/*.pdf']],
  ])('signed %s and static %s: what must not be cached for everybody comes first', (signed, statics, order) => {
    expect(patternsWith(signed, statics)).toEqual(order);
  });

  test.each([['/files/*', '/files/css/*', '/files/*'], [undefined, '/maintenance/css/*', '/maintenance/*']])('signed %s: a static path of %s would never be reached', (signed, statics, covering) => {
    expect(() => patternsWith(signed, statics)).toThrow(
      `cdk-pdf-web-platform: 'edge.staticPathPattern' must be outside of ${covering}, which comes before it, got '${statics}'`,
    );
  });
});
