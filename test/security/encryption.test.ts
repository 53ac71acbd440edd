import { CASES, resourcesAt } from '../helpers/configurations';

describe('R3.2 everything is encrypted, at rest and on the way', () => {
  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery', ({ preset, ...place }) => {
    const resources = resourcesAt(preset, place);
    const of = (type: string) => resources.filter((resource) => resource.type === type);
    const ownKey = preset === 'prod';

    for (const { id, properties } of of('AWS::S3::Bucket')) {
      const [rule] = properties.BucketEncryption.ServerSideEncryptionConfiguration;
      const isData = /^(PlatformStorageBucket|PlatformBackupConfiguration|RecoveryPdfs|RecoveryConfiguration)/.test(id);
      expect(rule.ServerSideEncryptionByDefault.SSEAlgorithm).toBe(ownKey && isData ? 'aws:kms' : 'AES256');
    }
    for (const { properties } of of('AWS::RDS::DBInstance')) {
      if (properties.SourceDBInstanceIdentifier) continue;
      expect(properties.StorageEncrypted).toBe(true);
      expect(properties.KmsKeyId !== undefined).toBe(ownKey);
    }
    for (const { properties } of of('AWS::RDS::DBParameterGroup')) expect(properties.Parameters.require_secure_transport).toBe('1');
    for (const { properties } of of('AWS::EC2::Instance')) {
      expect(properties.BlockDeviceMappings.every(({ Ebs }: any) => Ebs.Encrypted === true)).toBe(true);
    }
    for (const { id, properties } of of('AWS::Logs::LogGroup')) {
      // The web ACL's logs are in us-east-1, where a key of another region cannot be used.
      if (!id.includes('Waf')) expect(properties.KmsKeyId !== undefined).toBe(ownKey);
    }
    for (const { properties } of of('AWS::SecretsManager::Secret')) expect(properties.KmsKeyId !== undefined).toBe(ownKey);
    for (const { properties } of of('AWS::ECR::Repository')) expect(properties.EncryptionConfiguration?.EncryptionType).toBe(ownKey ? 'KMS' : undefined);
    for (const { properties } of of('AWS::KMS::Key')) expect(properties.EnableKeyRotation).toBe(true);

    const buckets = of('AWS::S3::Bucket').length;
    const tlsOnly = of('AWS::S3::BucketPolicy').filter(({ properties }) =>
      properties.PolicyDocument.Statement.some(({ Effect, Condition }: any) => Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false'),
    );
    expect(tlsOnly).toHaveLength(buckets);

    const [{ properties: { DistributionConfig: distribution } }] = of('AWS::CloudFront::Distribution');
    for (const behavior of [distribution.DefaultCacheBehavior, ...distribution.CacheBehaviors]) {
      expect(behavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    }
    if (!place.hasDomain) return;
    expect(distribution.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
    const appOrigins = distribution.Origins.filter(({ S3OriginConfig }: any) => !S3OriginConfig);
    for (const origin of preset === 'prod' ? appOrigins : []) {
      expect(origin.CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] });
    }
    for (const { properties } of of('AWS::ElasticLoadBalancingV2::Listener')) expect(properties).toMatchObject({ Protocol: 'HTTPS', Port: 443 });
    for (const { properties } of of('AWS::CloudFront::VpcOrigin')) expect(properties.VpcOriginEndpointConfig.OriginProtocolPolicy).toBe('https-only');
  });
});
