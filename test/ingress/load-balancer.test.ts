import { Duration, Token } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { attributesOf, makeIngress, zoneDomain } from './make-ingress';
import { ComputeCapacity, DataProtection, IngressExposure, type IngressOptions } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

/** The room with a certificate. */
function withTls(props: IngressOptions = {}) {
  const stack = makeStack();
  return makeIngress({ domain: zoneDomain(stack, 'pdf'), ...props }, stack);
}

const policyOf = (props?: IngressOptions) => onlyResource(withTls(props).template, 'AWS::ElasticLoadBalancingV2::Listener').Properties.SslPolicy;

describe('R3.2 the load balancer', () => {
  test('drops invalid headers and defends itself against request smuggling', () => {
    expect(attributesOf(makeIngress().template)).toMatchObject({
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'defensive',
    });
  });

  test('speaks TLS 1.2 or newer: the recommended policy by default', () => {
    expect(policyOf()).toBe(elbv2.SslPolicy.RECOMMENDED_TLS);
    expect(elbv2.SslPolicy.RECOMMENDED_TLS).toContain('TLS13-1-2');
  });

  test.each([
    elbv2.SslPolicy.TLS13_12_RES_PQ, elbv2.SslPolicy.TLS13_13_PQ, elbv2.SslPolicy.FIPS_TLS13_12, elbv2.SslPolicy.FORWARD_SECRECY_TLS12_RES,
    elbv2.SslPolicy.TLS12,
  ])('sslPolicy %s is taken', (sslPolicy) => {
    expect(policyOf({ sslPolicy })).toBe(sslPolicy);
  });

  test.each([
    elbv2.SslPolicy.TLS13_10, elbv2.SslPolicy.TLS13_11, elbv2.SslPolicy.FIPS_TLS13_10, elbv2.SslPolicy.FIPS_TLS13_11, elbv2.SslPolicy.TLS13_10_PQ,
    elbv2.SslPolicy.FORWARD_SECRECY_TLS11, elbv2.SslPolicy.FORWARD_SECRECY, elbv2.SslPolicy.TLS11, elbv2.SslPolicy.LEGACY,
  ])('sslPolicy %s is older', (sslPolicy) => {
    expect(() => withTls({ sslPolicy })).toThrow(
      `cdk-pdf-web-platform: 'ingress.sslPolicy' must be a policy with TLS 1.2 or newer, got '${sslPolicy}'`,
    );
  });

  test('sslPolicy means nothing without a certificate', () => {
    expect(() => makeIngress({ sslPolicy: elbv2.SslPolicy.TLS12 })).toThrow(
      "cdk-pdf-web-platform: 'ingress.sslPolicy' needs a certificate: give a 'domain'",
    );
  });

  test('the certificate is for the domain, validated in its zone', () => {
    const { template } = withTls();
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'pdf.example.com',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'pdf.example.com', HostedZoneId: 'Z0123456789ABCDEFGHIJ' }],
    });
    const [certificateId] = Object.keys(template.findResources('AWS::CertificateManager::Certificate'));
    expect(onlyResource(template, 'AWS::ElasticLoadBalancingV2::Listener').Properties.Certificates).toEqual([{ CertificateArn: { Ref: certificateId } }]);
  });

  test("a customer key encrypts the origin's secret", () => {
    const stack = makeStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const { template } = makeIngress({ encryptionKey }, stack);
    expect(onlyResource(template, 'AWS::SecretsManager::Secret').Properties.KmsKeyId).toEqual(stack.resolve(encryptionKey.keyArn));
    expect(onlyResource(makeIngress().template, 'AWS::SecretsManager::Secret').Properties.KmsKeyId).toBeUndefined();
  });
});

describe('R5.1 access logs', () => {
  test('go to the log bucket under their own prefix', () => {
    const { template, platform, stack } = makePlatform();
    expect(attributesOf(template)).toMatchObject({
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': stack.resolve(platform.storage.logBucket!.bucketName),
      'access_logs.s3.prefix': 'alb',
    });
  });

  test('without a log bucket there are none', () => {
    expect(attributesOf(makeIngress().template)).not.toHaveProperty('access_logs.s3.enabled');
  });

  test('the room alone takes a bucket', () => {
    const stack = makeStack();
    const logBucket = new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.S3_MANAGED });
    expect(attributesOf(makeIngress({ logBucket }, stack).template)['access_logs.s3.bucket']).toEqual(stack.resolve(logBucket.bucketName));
  });
});

describe('R4.2 protection from deletion', () => {
  test.each<[string, Partial<IngressOptions> & { dataProtection?: DataProtection }, string]>([
    ['is on by default', {}, 'true'],
    ['follows protected data', { dataProtection: DataProtection.PROTECTED }, 'true'],
    ['follows disposable data', { dataProtection: DataProtection.DISPOSABLE }, 'false'],
    ['is on where deletionProtection says so', { deletionProtection: true, dataProtection: DataProtection.DISPOSABLE }, 'true'],
    ['is off where deletionProtection says so', { deletionProtection: false }, 'false'],
  ])('%s', (_name, props, expected) => {
    expect(attributesOf(makeIngress(props).template)['deletion_protection.enabled']).toBe(expected);
  });
});

describe('R1.1 idleTimeout', () => {
  test('is a minute by default', () => {
    expect(attributesOf(makeIngress().template)['idle_timeout.timeout_seconds']).toBe('60');
  });

  test.each([1, 300, 4000])('can be %i seconds', (seconds) => {
    expect(attributesOf(makeIngress({ idleTimeout: Duration.seconds(seconds) }).template)['idle_timeout.timeout_seconds']).toBe(String(seconds));
  });

  test.each([0, 4001])('cannot be %i seconds', (seconds) => {
    expect(() => makeIngress({ idleTimeout: Duration.seconds(seconds) })).toThrow(
      `cdk-pdf-web-platform: 'ingress.idleTimeout' must be a whole number of seconds from 1 to 4000, got '${seconds} seconds'`,
    );
  });

  test('may be known at deployment', () => {
    const idleTimeout = Duration.seconds(Token.asNumber({ Ref: 'Seconds' }));
    expect(attributesOf(makeIngress({ idleTimeout }).template)['idle_timeout.timeout_seconds']).toEqual({ Ref: 'Seconds' });
  });
});

describe('R2.1 without a load balancer its settings mean nothing', () => {
  test.each<[keyof IngressOptions, IngressOptions]>([
    ['sslPolicy', { sslPolicy: elbv2.SslPolicy.TLS12 }],
    ['idleTimeout', { idleTimeout: Duration.seconds(30) }],
    ['deletionProtection', { deletionProtection: false }],
  ])('%s', (prop, options) => {
    const compute = { capacity: ComputeCapacity.ec2Instance() };
    expect(() => makeIngress({ exposure: IngressExposure.INSTANCE, ...options }, makeStack(), compute)).toThrow(
      `cdk-pdf-web-platform: 'ingress.${prop}' has no effect without a load balancer`,
    );
  });
});
