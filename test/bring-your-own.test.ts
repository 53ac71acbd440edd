import { Duration, type Stack } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DataProtection, type ExistingRecoveryResources, type PdfWebPlatformProps, PlatformDomain, PlatformImage, PlatformPreset, RecoveryRegion, VaultLock,
} from '../src';
import { makePlatform, makeStack, onlyResource } from './helpers/platform';

const environmentOf = (template: Template): Record<string, any> =>
  Object.fromEntries(onlyResource(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0].Environment.map(({ Name, Value }: any) => [Name, Value]));

const importedVpc = (stack: Stack) =>
  ec2.Vpc.fromVpcAttributes(stack, 'ImportedVpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    publicSubnetIds: ['public-1', 'public-2'],
    privateSubnetIds: ['private-1', 'private-2'],
    isolatedSubnetIds: ['isolated-1', 'isolated-2'],
  });

const importedDatabase = (stack: Stack) =>
  rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'ImportedDatabase', {
    instanceIdentifier: 'main',
    instanceEndpointAddress: 'main.example.internal',
    port: 3307,
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'DatabaseGroup', 'sg-database')],
  });

describe('R3.1 bring your own VPC', () => {
  const stack = makeStack();
  const { template, platform } = makePlatform({ network: { vpc: importedVpc(stack) } }, stack);

  test('everything goes into its subnets by their role', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['public-1', 'public-2'] });
    template.hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['private-1', 'private-2'], AssignPublicIp: 'DISABLED' } },
    });
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: ['isolated-1', 'isolated-2'] });
    // That of restored copies is in the VPC of the database's, which is this one.
    const vpcs = Object.values<any>(template.findResources('AWS::EC2::SecurityGroup')).map(({ Properties }) => Properties.VpcId['Fn::GetAtt']?.[1] ?? Properties.VpcId);
    expect([...new Set(vpcs)]).toEqual(['vpc-1', 'VpcId']);
    expect(platform.network.vpc.vpcId).toBe('vpc-1');
  });

  test.each(['VPC', 'Subnet', 'NatGateway', 'InternetGateway', 'RouteTable', 'FlowLog', 'VPCEndpoint'])('no %s is made', (type) => {
    template.resourceCountIs(`AWS::EC2::${type}`, 0);
  });
});

describe('R1.1 bring your own hosted zone', () => {
  test('the records go there, and none is made', () => {
    const stack = makeStack();
    const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
    const { template } = makePlatform({ domain: PlatformDomain.fromZone(zone, 'pdf') }, stack);
    template.allResourcesProperties('AWS::Route53::RecordSet', { HostedZoneId: 'Z0123456789ABCDEFGHIJ' });
    template.resourceCountIs('AWS::Route53::RecordSet', 2);
    template.resourceCountIs('AWS::Route53::HostedZone', 0);
  });
});

describe('R3.2 bring your own certificates', () => {
  test('edge and load balancer show them, and none is made', () => {
    const stack = makeStack({ env: { region: 'eu-west-1' } });
    const arn = (region: string) => `arn:aws:acm:${region}:123456789012:certificate/1`;
    const domain = PlatformDomain.fromCertificates({
      domainNames: ['pdf.example.com'],
      edgeCertificate: acm.Certificate.fromCertificateArn(stack, 'EdgeCertificate', arn('us-east-1')),
      originCertificate: acm.Certificate.fromCertificateArn(stack, 'OriginCertificate', arn('eu-west-1')),
    });
    const { template, platform } = makePlatform({ preset: PlatformPreset.prodLean(), domain }, stack);
    template.hasResourceProperties('AWS::CloudFront::Distribution', { DistributionConfig: { ViewerCertificate: { AcmCertificateArn: arn('us-east-1') } } });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Certificates: [{ CertificateArn: arn('eu-west-1') }] });
    template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    expect(platform.edge.supportStack).toBeUndefined();
  });
});

describe('R1.1 bring your own cluster', () => {
  test('the service runs and scales in it, and none is made', () => {
    const stack = makeStack();
    const vpc = importedVpc(stack);
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'ImportedCluster', { clusterName: 'shared', vpc });
    const { template, platform } = makePlatform({ network: { vpc }, compute: { cluster } }, stack);
    template.hasResourceProperties('AWS::ECS::Service', { Cluster: 'shared' });
    template.resourceCountIs('AWS::ECS::Cluster', 0);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 70, Dimensions: Match.arrayWith([{ Name: 'ClusterName', Value: 'shared' }]) });
    expect(platform.compute.cluster).toBe(cluster);
  });
});

describe('R1.1 bring your own PDF bucket', () => {
  test('the application reads and writes it, and none is made for PDFs', () => {
    const stack = makeStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'ImportedBucket', 'my-pdfs');
    const { template, platform } = makePlatform({ preset: PlatformPreset.dev(), storage: { bucket } }, stack);
    expect(environmentOf(template).PDF_BUCKET).toBe('my-pdfs');
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [stack.resolve(platform.compute.taskRole.roleName)],
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['s3:PutObject']), Resource: { 'Fn::Join': ['', Match.arrayWith([':s3:::my-pdfs/*'])] } })]) },
    });
    expect(platform.storage.bucket).toBe(bucket);
  });
});

describe('R1.1 bring your own log bucket', () => {
  test('every access log goes there, and none is made', () => {
    const stack = makeStack();
    const logBucket = s3.Bucket.fromBucketName(stack, 'ImportedLogs', 'my-logs');
    const { template } = makePlatform({ storage: { logBucket } }, stack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'access_logs.s3.bucket', Value: 'my-logs' }]),
    });
    template.allResourcesProperties('AWS::S3::Bucket', { LoggingConfiguration: { DestinationBucketName: 'my-logs' } });
    expect(JSON.stringify(onlyResource(template, 'AWS::CloudFront::Distribution').Properties.DistributionConfig.Logging.Bucket)).toContain('my-logs.s3.');
    template.resourceCountIs('AWS::S3::Bucket', 3); // PDFs, configuration and the maintenance page
  });
});

describe('R1.1 bring your own database', () => {
  test('the tasks are let in and told where it is, and none is made', () => {
    const stack = makeStack();
    const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'DatabaseSecret', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf');
    const existing = { instance: importedDatabase(stack), secret };
    const { template, platform } = makePlatform({ network: { vpc: importedVpc(stack) }, database: { existing } }, stack);
    expect(environmentOf(template)).toMatchObject({
      DB_HOST: 'main.example.internal', DB_READER_HOST: 'main.example.internal', DB_PORT: '3307', DB_SECRET_ARN: secret.secretArn,
    });
    for (const type of ['DBInstance', 'DBSubnetGroup', 'DBParameterGroup']) template.resourceCountIs(`AWS::RDS::${type}`, 0);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: 'sg-database', SourceSecurityGroupId: stack.resolve(platform.compute.securityGroup.securityGroupId),
    });
    expect(onlyResource(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0].Secrets).toEqual([
      { Name: 'DB_USER', ValueFrom: `${secret.secretArn}:username::` }, { Name: 'DB_PASSWORD', ValueFrom: `${secret.secretArn}:password::` },
    ]);
  });

  test('without a secret the container gets no credentials', () => {
    const stack = makeStack();
    const { template, platform } = makePlatform({ database: { existing: { instance: importedDatabase(stack) } } }, stack);
    expect(environmentOf(template)).not.toHaveProperty('DB_SECRET_ARN');
    expect(onlyResource(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0].Secrets).toBeUndefined();
    expect(platform.database!.secret).toBeUndefined();
  });

  test('its replica is where the container reads from', () => {
    const stack = makeStack();
    const readReplica = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'ImportedReplica', {
      instanceIdentifier: 'replica',
      instanceEndpointAddress: 'replica.example.internal',
      port: 3307,
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'ReplicaGroup', 'sg-replica')],
    });
    const { template } = makePlatform({ database: { existing: { instance: importedDatabase(stack), readReplica } } }, stack);
    expect(environmentOf(template)).toMatchObject({ DB_HOST: 'main.example.internal', DB_READER_HOST: 'replica.example.internal' });
  });

  test('or bring none', () => {
    const { template, platform } = makePlatform({ database: { enabled: false } });
    expect(Object.values<any>(template.toJSON().Resources).filter(({ Type }) => /^AWS::RDS::/.test(Type))).toEqual([]);
    expect(platform.database).toBeUndefined();
  });
});

describe('R8.2 bring your own repository and image', () => {
  test('releases are pulled from the repository, and none is made', () => {
    const stack = makeStack();
    const repository = ecr.Repository.fromRepositoryName(stack, 'ImportedRepository', 'my-app');
    const { template, platform } = makePlatform({ image: PlatformImage.fromEcrRepository(repository) }, stack);
    template.resourceCountIs('AWS::ECR::Repository', 0);
    expect(platform.compute.repository).toBe(repository);
    expect(platform.compute.imageParameter).toBeDefined();
  });

  test('an image runs as it is named', () => {
    const { template } = makePlatform({ image: PlatformImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29') });
    template.resourceCountIs('AWS::ECR::Repository', 0);
    expect(onlyResource(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions[0].Image).toBe('public.ecr.aws/nginx/nginx:1.29');
  });
});

describe('R3.2 bring your own KMS key', () => {
  const arn = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';

  test('data at rest is encrypted with it, and none is made, also where the preset has no key', () => {
    const stack = makeStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'ImportedKey', arn);
    const { template, platform } = makePlatform({ preset: PlatformPreset.dev(), encryptionKey }, stack);
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: { ServerSideEncryptionConfiguration: [Match.objectLike({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn } })] },
    });
    template.allResourcesProperties('AWS::RDS::DBInstance', { StorageEncrypted: true, KmsKeyId: arn });
    template.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: arn });
    template.allResourcesProperties('AWS::ECR::Repository', { EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: arn } });
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: arn });
    expect(platform.encryption!.key).toBe(encryptionKey);
  });

  test('a key of the same app is told that CloudWatch Logs uses it', () => {
    const stack = makeStack();
    const { template } = makePlatform({ encryptionKey: new kms.Key(stack, 'Key') }, stack);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'CloudWatchLogs', Principal: { Service: 'logs.us-east-1.amazonaws.com' } })]) },
    });
  });

  test('a key does not go with customerManagedKey off', () => {
    const stack = makeStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'ImportedKey', arn);
    const props = { encryptionKey, customerManagedKey: false, dataProtection: DataProtection.PROTECTED };
    expect(() => makePlatform(props, stack)).toThrow("cdk-pdf-web-platform: 'encryptionKey' cannot be combined with 'customerManagedKey' false");
  });
});

describe('R6.1 bring your own backup vault', () => {
  const arn = 'arn:aws:backup:us-east-1:123456789012:backup-vault:ours';
  const vaultIn = (stack: Stack) => backup.BackupVault.fromBackupVaultArn(stack, 'ImportedVault', arn);
  const stack = makeStack();
  const vault = vaultIn(stack);
  const { template, platform } = makePlatform({ backup: { vault } }, stack);

  test('backups go there, and none is made', () => {
    template.resourceCountIs('AWS::Backup::BackupVault', 0);
    const rules = onlyResource(template, 'AWS::Backup::BackupPlan').Properties.BackupPlan.BackupPlanRule;
    expect(rules.map(({ TargetBackupVault }: any) => TargetBackupVault)).toEqual(['ours', 'ours']);
    expect(platform.backup.plan!.vault).toBe(vault);
  });

  test('restore tests take their backups from there', () => {
    const { RecoveryPointSelection } = onlyResource(template, 'AWS::Backup::RestoreTestingPlan').Properties;
    expect(RecoveryPointSelection.IncludeVaults).toEqual([arn]);
  });

  test('its lock is its owner\'s, and what a preset says of one goes', () => {
    const vaultLock = VaultLock.governance({ minRetention: Duration.days(7) });
    const locked = PlatformPreset.prod().derive('locked', { backup: { vaultLock } });
    const elsewhere = makeStack();
    expect(() => makePlatform({ preset: locked, backup: { vault: vaultIn(elsewhere) } }, elsewhere)).not.toThrow();
    const together = makeStack();
    expect(() => makePlatform({ backup: { vault: vaultIn(together), vaultLock } }, together)).toThrow(
      "cdk-pdf-web-platform: 'backup.vaultLock' cannot be combined with 'backup.vault': its owner locks it",
    );
  });
});

describe('R6.1 bring your own recovery region', () => {
  const KEY = 'arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555';
  const VAULT = 'arn:aws:backup:us-west-2:123456789012:backup-vault:ours';
  const BUCKET = (name: string) => `arn:aws:s3:::${name}`;

  function copiedTo(parts: (keyof ExistingRecoveryResources)[], props: Partial<PdfWebPlatformProps> = {}) {
    const stack = makeStack();
    const all: Required<ExistingRecoveryResources> = {
      encryptionKey: kms.Key.fromKeyArn(stack, 'TheirKey', KEY),
      vault: backup.BackupVault.fromBackupVaultArn(stack, 'TheirVault', VAULT),
      pdfBucket: s3.Bucket.fromBucketArn(stack, 'TheirPdfs', BUCKET('pdfs-there')),
      configurationBucket: s3.Bucket.fromBucketArn(stack, 'TheirConfiguration', BUCKET('configuration-there')),
    };
    const recoveryRegion = RecoveryRegion.existing('us-west-2', Object.fromEntries(parts.map((part) => [part, all[part]])));
    return makePlatform({ ...props, backup: { ...props.backup, recoveryRegion } }, stack);
  }

  /** What is copied, and where. */
  function copies(template: Template) {
    const resources = Object.values<any>(template.toJSON().Resources);
    const of = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
    const destinations = of('AWS::S3::Bucket').flatMap(({ ReplicationConfiguration }) => ReplicationConfiguration?.Rules ?? []).map(({ Destination }) => Destination);
    return {
      buckets: destinations.map(({ Bucket, EncryptionConfiguration }) => [Bucket, EncryptionConfiguration?.ReplicaKmsKeyID]),
      points: of('AWS::Backup::BackupPlan').flatMap(({ BackupPlan }) => BackupPlan.BackupPlanRule)
        .flatMap(({ CopyActions = [] }) => CopyActions).map(({ DestinationBackupVaultArn }) => DestinationBackupVaultArn),
      backups: of('AWS::RDS::DBInstance').map((each) => each.AutomaticBackupReplicationKmsKeyId).filter(Boolean),
      secrets: of('AWS::SecretsManager::Secret').flatMap(({ ReplicaRegions = [] }) => ReplicaRegions),
    };
  }

  const nothing = { buckets: [], points: [], backups: [], secrets: [] };
  const withKey = { ...nothing, backups: [KEY], secrets: [{ Region: 'us-west-2', KmsKeyId: KEY }] };

  test('everything is copied to what is there, and no stack is made', () => {
    const { template, app, platform } = copiedTo(['encryptionKey', 'vault', 'pdfBucket', 'configurationBucket']);
    expect(copies(template)).toEqual({ ...withKey, points: [VAULT, VAULT], buckets: [[BUCKET('pdfs-there'), KEY], [BUCKET('configuration-there'), KEY]] });
    expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['Stack']);
    expect([platform.backup.recovery, platform.backup.supportStack]).toEqual([undefined, undefined]);
    expect(platform.storage.replicaBucket!.bucketName).toBe('pdfs-there');
  });

  test.each<[string, (keyof ExistingRecoveryResources)[], ReturnType<typeof copies>]>([
    ['a key: backups and secret of the database', ['encryptionKey'], withKey],
    ['a key and a vault: these and recovery points', ['encryptionKey', 'vault'], { ...withKey, points: [VAULT] }],
    ['a bucket: PDFs', ['pdfBucket'], { ...nothing, buckets: [[BUCKET('pdfs-there'), undefined]] }],
    ['another bucket: files of configuration', ['configurationBucket'], { ...nothing, buckets: [[BUCKET('configuration-there'), undefined]] }],
  ])('%s are copied, and nothing else', (_what, parts, expected) => {
    expect(copies(copiedTo(parts, { preset: PlatformPreset.prodLean() }).template)).toEqual(expected);
  });

  test('a vault without its key is refused', () => {
    expect(() => copiedTo(['vault'])).toThrow("cdk-pdf-web-platform: RecoveryRegion.existing with a 'vault' needs its 'encryptionKey'");
  });

  test('what S3 and AWS Backup may do there is for these alone', () => {
    const { template } = copiedTo(['encryptionKey', 'vault', 'pdfBucket', 'configurationBucket']);
    const policies = Object.values<any>(template.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const on = (action: string) => policies.filter(({ Action }) => [Action].flat().includes(action)).map(({ Resource }) => Resource);
    expect(on('backup:CopyIntoBackupVault')).toEqual([VAULT]);
    expect(on('s3:ReplicateObject')).toEqual([`${BUCKET('pdfs-there')}/*`, `${BUCKET('configuration-there')}/*`]);
  });

  test('with nothing in it is none', () => {
    expect(() => RecoveryRegion.existing('us-west-2', {})).toThrow(/^cdk-pdf-web-platform: RecoveryRegion\.existing needs one resource at the least/);
  });
});
