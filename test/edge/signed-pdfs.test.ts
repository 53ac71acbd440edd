import { generateKeyPairSync } from 'crypto';
import { Annotations } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { behaviorsOf, makeEdge, originOf, zoneDomain } from './make-edge';
import { PlatformPreset, SignedPdfDelivery } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();
const storage = { directUploads: false };

describe('R1.1 PDFs are delivered straight from the bucket to viewers with a signed URL', () => {
  const signedPdfs = SignedPdfDelivery.fromPublicKey(PEM);
  const { template, platform, stack } = makePlatform({ preset: PlatformPreset.prodLean(), storage, edge: { signedPdfs } });

  test('a key group with the public key is made', () => {
    const [publicKeyId] = Object.keys(template.findResources('AWS::CloudFront::PublicKey'));
    expect(onlyResource(template, 'AWS::CloudFront::PublicKey').Properties.PublicKeyConfig.EncodedKey).toBe(PEM);
    expect(onlyResource(template, 'AWS::CloudFront::KeyGroup').Properties.KeyGroupConfig.Items).toEqual([{ Ref: publicKeyId }]);
  });

  test('nobody without its signature gets one', () => {
    const [keyGroupId] = Object.keys(template.findResources('AWS::CloudFront::KeyGroup'));
    expect(behaviorsOf(template)['/pdfs/*'].TrustedKeyGroups).toEqual([{ Ref: keyGroupId }]);
    expect(stack.resolve(platform.edge.keyGroup!.keyGroupId)).toEqual({ Ref: keyGroupId });
  });

  test('CloudFront alone reads the bucket, by its origin access control', () => {
    const bucketId = stack.resolve(platform.storage.bucket.bucketName).Ref;
    const [distributionId] = Object.keys(template.findResources('AWS::CloudFront::Distribution'));
    expect(originOf(template, '/pdfs/*')).toMatchObject({
      DomainName: { 'Fn::GetAtt': [bucketId, 'RegionalDomainName'] }, OriginAccessControlId: expect.anything(),
    });
    const [policy] = Object.values<any>(template.findResources('AWS::S3::BucketPolicy')).filter(({ Properties }) => Properties.Bucket.Ref === bucketId);
    const allowed = policy.Properties.PolicyDocument.Statement.filter(({ Effect }: any) => Effect === 'Allow');
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } });
    expect(JSON.stringify(allowed[0].Condition)).toContain(`:distribution/",{"Ref":"${distributionId}"}`);
  });

  test('viewers only read', () => {
    expect(behaviorsOf(template)['/pdfs/*'].AllowedMethods ?? ['GET', 'HEAD']).toEqual(['GET', 'HEAD']);
    expect(behaviorsOf(template)['/pdfs/*'].CachePolicyId).toBe(cloudfront.CachePolicy.CACHING_OPTIMIZED.cachePolicyId);
  });

  test('no other behavior asks for a signature', () => {
    const { '/pdfs/*': _pdfs, ...others } = behaviorsOf(template);
    for (const behavior of Object.values(others)) expect(behavior.TrustedKeyGroups).toBeUndefined();
  });
});

describe('R1.1 an existing key group', () => {
  test('is trusted, on the path that is given', () => {
    const stack = makeStack();
    const signedPdfs = SignedPdfDelivery.fromKeyGroup(cloudfront.KeyGroup.fromKeyGroupId(stack, 'Keys', 'existing-keys'), '/files/*');
    const { template, edge } = makeEdge({ signedPdfs }, stack);
    expect(behaviorsOf(template)['/files/*'].TrustedKeyGroups).toEqual(['existing-keys']);
    expect(Object.keys(behaviorsOf(template))).not.toContain('/pdfs/*');
    template.resourceCountIs('AWS::CloudFront::KeyGroup', 0);
    template.resourceCountIs('AWS::CloudFront::PublicKey', 0);
    expect(edge.keyGroup!.keyGroupId).toBe('existing-keys');
  });

  test('without signed PDFs there is none', () => {
    const { template, edge } = makeEdge();
    expect(edge.keyGroup).toBeUndefined();
    expect(Object.keys(behaviorsOf(template))).not.toContain('/pdfs/*');
  });
});

describe('R3.2 a bucket with a customer key', () => {
  const { template, stack } = makePlatform({ storage, edge: { signedPdfs: SignedPdfDelivery.fromPublicKey(PEM) } });

  test('lets CloudFront decrypt for distributions of this account only', () => {
    const statements = onlyResource(template, 'AWS::KMS::Key').Properties.KeyPolicy.Statement;
    const [statement] = statements.filter(({ Principal }: any) => Principal.Service === 'cloudfront.amazonaws.com');
    expect(statement).toMatchObject({ Effect: 'Allow', Action: 'kms:Decrypt', Condition: { ArnLike: expect.anything() } });
    expect(JSON.stringify(statement.Condition)).toContain('{"Ref":"AWS::AccountId"},":distribution/*"');
  });

  test('makes no dependency cycle and leaves no warning unanswered', () => {
    const warnings = Annotations.fromStack(stack).findWarning('*', '*').map(({ entry }) => JSON.stringify(entry.data));
    expect(warnings.filter((warning) => /oac|origin access control/i.test(warning))).toEqual([]);
    template.resourceCountIs('AWS::CloudFront::Distribution', 1);
  });
});

describe('R1.1 uploads from the browser beside signed PDFs', () => {
  const signedPdfs = SignedPdfDelivery.fromPublicKey(PEM);

  test('need a domain: the CORS rule would name the distribution that reads the bucket', () => {
    expect(() => makePlatform({ edge: { signedPdfs } })).toThrow(
      "cdk-pdf-web-platform: 'edge.signedPdfs' without a 'domain' needs 'storage.directUploads' to be off: " +
        "the bucket's CORS rule would name the distribution that reads the bucket",
    );
  });

  test('work with one', () => {
    const stack = makeStack();
    const { template, platform } = makePlatform({ edge: { signedPdfs }, domain: zoneDomain(stack, 'pdf') }, stack);
    const bucket = template.findResources('AWS::S3::Bucket')[stack.resolve(platform.storage.bucket.bucketName).Ref];
    expect(bucket.Properties.CorsConfiguration.CorsRules[0].AllowedOrigins).toEqual(['https://pdf.example.com']);
    expect(Object.keys(behaviorsOf(template))).toContain('/pdfs/*');
  });
});
