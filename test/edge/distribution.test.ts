import { Token } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { behaviorsOf, certificateDomain, distributionOf, makeEdge, zoneDomain } from './make-edge';
import { SignedPdfDelivery } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const { CachePolicy, OriginRequestPolicy, ResponseHeadersPolicy, SecurityPolicyProtocol } = cloudfront;

describe('R3.2 viewers', () => {
  test('speak HTTP/3, HTTP/2 and IPv6', () => {
    expect(distributionOf(makeEdge().template)).toMatchObject({ Enabled: true, HttpVersion: 'http2and3', IPV6Enabled: true });
  });

  test('every behavior redirects to HTTPS, compresses, and says the security headers', () => {
    const stack = makeStack();
    const keyGroup = cloudfront.KeyGroup.fromKeyGroupId(stack, 'Keys', 'keys');
    const behaviors = behaviorsOf(makeEdge({ signedPdfs: SignedPdfDelivery.fromKeyGroup(keyGroup) }, stack).template);
    expect(Object.keys(behaviors)).toEqual(['*', '/pdfs/*', '/maintenance/*', '/static/*']);
    for (const behavior of Object.values(behaviors)) {
      expect(behavior).toMatchObject({
        ViewerProtocolPolicy: 'redirect-to-https',
        Compress: true,
        ResponseHeadersPolicyId: ResponseHeadersPolicy.SECURITY_HEADERS.responseHeadersPolicyId,
      });
    }
  });

  test('responseHeadersPolicy replaces the managed one in every behavior', () => {
    const stack = makeStack();
    const responseHeadersPolicy = ResponseHeadersPolicy.fromResponseHeadersPolicyId(stack, 'Headers', 'my-headers');
    const behaviors = behaviorsOf(makeEdge({ responseHeadersPolicy }, stack).template);
    for (const behavior of Object.values(behaviors)) expect(behavior.ResponseHeadersPolicyId).toBe('my-headers');
  });

  test('with a domain they speak TLS 1.2 (2021) or newer', () => {
    const stack = makeStack();
    const { template } = makeEdge({ domain: zoneDomain(stack, 'pdf') }, stack);
    expect(distributionOf(template).ViewerCertificate).toMatchObject({ MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' });
    expect(distributionOf(template).Aliases).toEqual(['pdf.example.com']);
  });

  test('without one the certificate is CloudFront\'s own', () => {
    const { template, edge, stack } = makeEdge();
    expect(distributionOf(template).ViewerCertificate).toBeUndefined();
    expect(distributionOf(template).Aliases).toBeUndefined();
    expect(stack.resolve(edge.url)).toEqual({ 'Fn::Join': ['', ['https://', stack.resolve(edge.distribution.distributionDomainName)]] });
  });

  test.each([SecurityPolicyProtocol.TLS_V1_2_2019, SecurityPolicyProtocol.TLS_V1_2_2025, SecurityPolicyProtocol.TLS_V1_3_2025])('minimumProtocolVersion %s', (minimumProtocolVersion) => {
    const stack = makeStack();
    const { template } = makeEdge({ domain: certificateDomain(stack), minimumProtocolVersion }, stack);
    expect(distributionOf(template).ViewerCertificate.MinimumProtocolVersion).toBe(minimumProtocolVersion);
  });
});

describe('R1.1 what is cached', () => {
  test('nothing but the static path: the application answers each viewer differently', () => {
    const { template } = makeEdge({ maintenancePage: false });
    const behaviors = behaviorsOf(template);
    expect(Object.keys(behaviors)).toEqual(['*', '/static/*']);
    expect(behaviors['*']).toMatchObject({
      CachePolicyId: CachePolicy.CACHING_DISABLED.cachePolicyId,
      OriginRequestPolicyId: OriginRequestPolicy.ALL_VIEWER.originRequestPolicyId,
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    });
    expect(behaviors['/static/*']).toMatchObject({
      CachePolicyId: { Ref: Object.keys(template.findResources('AWS::CloudFront::CachePolicy'))[0] },
      OriginRequestPolicyId: OriginRequestPolicy.ALL_VIEWER.originRequestPolicyId,
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      TargetOriginId: behaviors['*'].TargetOriginId,
    });
  });

  test('the static path as the application says: what comes without a Cache-Control, or forbids it, is not kept', () => {
    const { CachePolicyConfig: policy } = onlyResource(makeEdge().template, 'AWS::CloudFront::CachePolicy').Properties;
    expect(policy).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 365 * 86400,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingBrotli: true,
        EnableAcceptEncodingGzip: true,
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'all' },
      },
    });
  });

  test('staticPathPattern moves the static path', () => {
    expect(Object.keys(behaviorsOf(makeEdge({ staticPathPattern: '/assets/*', maintenancePage: false }).template))).toEqual(['*', '/assets/*']);
  });

  test('staticPathPattern may be known at deployment', () => {
    const { template } = makeEdge({ staticPathPattern: Token.asString({ Ref: 'Path' }), maintenancePage: false });
    expect(distributionOf(template).CacheBehaviors.map(({ PathPattern }: any) => PathPattern)).toEqual([{ Ref: 'Path' }]);
  });
});

describe('R7.1 where the platform is served', () => {
  test('everywhere by default', () => {
    const { PriceClass, Restrictions } = distributionOf(makeEdge().template);
    expect(PriceClass).toBe('PriceClass_All');
    expect(Restrictions).toBeUndefined();
  });

  test('priceClass', () => {
    expect(distributionOf(makeEdge({ priceClass: cloudfront.PriceClass.PRICE_CLASS_200 }).template).PriceClass).toBe('PriceClass_200');
  });

  test('geoRestriction', () => {
    expect(distributionOf(makeEdge({ geoRestriction: cloudfront.GeoRestriction.allowlist('JP', 'US') }).template).Restrictions).toEqual({
      GeoRestriction: { RestrictionType: 'whitelist', Locations: ['JP', 'US'] },
    });
  });
});

describe('R5.1 access logs', () => {
  test('go to the log bucket under their own prefix', () => {
    const { template, platform, stack } = makePlatform();
    expect(distributionOf(template).Logging).toEqual({
      Bucket: stack.resolve(platform.storage.logBucket!.bucketRegionalDomainName),
      Prefix: 'cloudfront/',
    });
  });

  test('are off without a log bucket', () => {
    expect(distributionOf(makeEdge().template).Logging).toBeUndefined();
  });

  test('the room alone takes a bucket', () => {
    const stack = makeStack();
    const logBucket = new s3.Bucket(stack, 'Logs', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
    const { template } = makeEdge({ logBucket }, stack);
    expect(distributionOf(template).Logging.Bucket).toEqual(stack.resolve(logBucket.bucketRegionalDomainName));
  });
});

describe('R4.2 the maintenance page', () => {
  const { template, edge, stack } = makeEdge();

  test('is on by default: viewers see it when the application is out of reach', () => {
    const page = { ResponseCode: 503, ResponsePagePath: '/maintenance/index.html', ErrorCachingMinTTL: 10 };
    expect(distributionOf(template).CustomErrorResponses).toEqual([502, 503, 504].map((ErrorCode) => ({ ErrorCode, ...page })));
  });

  test('comes from a bucket that CloudFront alone reads', () => {
    const bucketId = stack.resolve(edge.maintenanceBucket!.bucketName).Ref;
    const behavior = behaviorsOf(template)['/maintenance/*'];
    const origin = distributionOf(template).Origins.find(({ Id }: any) => Id === behavior.TargetOriginId);
    expect(origin.DomainName).toEqual({ 'Fn::GetAtt': [bucketId, 'RegionalDomainName'] });
    expect(origin.OriginAccessControlId['Fn::GetAtt'][0]).toBe(Object.keys(template.findResources('AWS::CloudFront::OriginAccessControl'))[0]);
    expect(behavior.CachePolicyId).toBe(CachePolicy.CACHING_OPTIMIZED.cachePolicyId);
    const [policy] = Object.values<any>(template.findResources('AWS::S3::BucketPolicy')).filter(({ Properties }) => Properties.Bucket.Ref === bucketId);
    const allowed = policy.Properties.PolicyDocument.Statement.filter(({ Effect }: any) => Effect === 'Allow');
    expect(allowed).toEqual([
      expect.objectContaining({ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' }, Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } } }),
    ]);
  });

  test('R3.2 the bucket is closed, encrypted and versioned', () => {
    const bucketId = stack.resolve(edge.maintenanceBucket!.bucketName).Ref;
    expect(template.findResources('AWS::S3::Bucket')[bucketId]).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    });
  });

  test('maintenancePage off leaves nothing of it', () => {
    const without = makeEdge({ maintenancePage: false });
    expect(distributionOf(without.template).CustomErrorResponses).toBeUndefined();
    expect(Object.keys(behaviorsOf(without.template))).not.toContain('/maintenance/*');
    expect(without.edge.maintenanceBucket).toBeUndefined();
  });
});
