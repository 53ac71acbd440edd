import * as cdk from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  AccountPlan, ComputeCapacity, DataProtection, IngressExposure, PdfWebPlatform, PlatformDomain, PlatformImage, PlatformNat, PlatformPreset, SignedPdfDelivery,
} from 'cdk-pdf-web-platform';

/*
 * The same platforms as in every other language's sample: the three presets, one with everything brought, one with every struct of
 * overrides. CI compares the templates of all languages, byte for byte.
 */
const app = new cdk.App();
const env = { region: 'ap-northeast-1' };
const ACCOUNT = '123456789012';

// The presets.
new PdfWebPlatform(new cdk.Stack(app, 'Dev', { env }), 'Platform', { preset: PlatformPreset.dev() });
new PdfWebPlatform(new cdk.Stack(app, 'ProdLean', { env }), 'Platform', { preset: PlatformPreset.prodLean() });
new PdfWebPlatform(new cdk.Stack(app, 'Prod', { env }), 'Platform', { preset: PlatformPreset.prod() });

everythingBrought(new cdk.Stack(app, 'Brought', { env }));
everythingOverridden(new cdk.Stack(app, 'Overridden', { env }));

function everythingBrought(stack: cdk.Stack): void {
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-12345678',
    availabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
    publicSubnetIds: ['subnet-public-1', 'subnet-public-2'],
    privateSubnetIds: ['subnet-private-1', 'subnet-private-2'],
    isolatedSubnetIds: ['subnet-isolated-1', 'subnet-isolated-2'],
  });
  const databaseGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'DatabaseGroup', 'sg-12345678');
  new PdfWebPlatform(stack, 'Platform', {
    preset: PlatformPreset.prod(),
    domain: PlatformDomain.fromCertificates({
      domainNames: ['pdf.example.com', 'www.example.com'],
      edgeCertificate: acm.Certificate.fromCertificateArn(stack, 'EdgeCertificate', `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/edge`),
      originCertificate: acm.Certificate.fromCertificateArn(stack, 'OriginCertificate', `arn:aws:acm:ap-northeast-1:${ACCOUNT}:certificate/origin`),
    }),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:ap-northeast-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`),
    image: PlatformImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repository', 'pdf-app')),
    network: { vpc },
    storage: {
      bucket: s3.Bucket.fromBucketName(stack, 'Pdfs', 'pdfs-of-ours'),
      logBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs-of-ours'),
    },
    database: {
      existing: {
        instance: rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
          instanceIdentifier: 'ours', instanceEndpointAddress: 'ours.example.internal', port: 3306, securityGroups: [databaseGroup],
        }),
        secret: secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', `arn:aws:secretsmanager:ap-northeast-1:${ACCOUNT}:secret:ours-AbCdEf`),
      },
    },
    compute: { cluster: ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'ours', vpc }) },
    edge: { waf: false, webAclArn: `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/ours/11111111-2222-3333-4444-555555555555` },
  });
}

function everythingOverridden(stack: cdk.Stack): void {
  const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
  const apiKey = secretsmanager.Secret.fromSecretNameV2(stack, 'ApiKey', 'api-key');
  const keyGroup = cloudfront.KeyGroup.fromKeyGroupId(stack, 'KeyGroup', 'a1b2c3');
  const platform = new PdfWebPlatform(stack, 'Platform', {
    preset: PlatformPreset.prodLean().derive('team', { compute: { minTasks: 2 } }),
    domain: PlatformDomain.fromZone(zone, 'pdf'),
    image: PlatformImage.ownRepository(),
    dataProtection: DataProtection.DISPOSABLE,
    customerManagedKey: true,
    accountPlan: AccountPlan.PAID,
    tags: { team: 'documents', environment: 'staging' },
    network: {
      cidr: '10.20.0.0/16',
      maxAzs: 2,
      nat: PlatformNat.instance(ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.NANO)),
      interfaceEndpoints: [ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER],
      flowLogs: true,
      flowLogRetention: logs.RetentionDays.TWO_WEEKS,
      closeDefaultSecurityGroup: true,
    },
    storage: {
      versioned: true,
      noncurrentVersionExpiration: cdk.Duration.days(30),
      abortIncompleteUploadAfter: cdk.Duration.days(3),
      infrequentAccessAfter: cdk.Duration.days(60),
      directUploads: true,
      uploadOrigins: ['http://localhost:3000'],
      malwareScan: true,
      accessLogs: true,
      accessLogRetention: cdk.Duration.days(30),
    },
    database: {
      enabled: true,
      engineVersion: rds.MysqlEngineVersion.of('8.4.5', '8.4'),
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE),
      databaseName: 'documents',
      allocatedStorage: cdk.Size.gibibytes(50),
      maxAllocatedStorage: cdk.Size.gibibytes(200),
      multiAz: true,
      readReplica: true,
      backupRetention: cdk.Duration.days(14),
      backupWindow: '16:00-17:00',
      maintenanceWindow: 'sat:18:00-sat:19:00',
      autoMinorVersionUpgrade: false,
      deletionProtection: false,
      managedPassword: false,
      rotateSecretEvery: cdk.Duration.days(60),
      iamAuthentication: true,
      logExports: ['error', 'slowquery', 'general'],
      logRetention: logs.RetentionDays.ONE_MONTH,
      performanceInsights: true,
      monitoringInterval: cdk.Duration.seconds(30),
      parameters: { max_connections: '200' },
    },
    compute: {
      capacity: ComputeCapacity.fargate({ cpu: 1024, memoryLimitMiB: 2048, cpuArchitecture: ecs.CpuArchitecture.X86_64 }),
      containerInsights: ecs.ContainerInsights.ENHANCED,
      containerPort: 3000,
      healthCheckPath: '/ready',
      healthCheckGracePeriod: cdk.Duration.seconds(90),
      environment: { ZONE: 'b', FEATURE_SIGNING: 'on', MAX_PAGES: '500' },
      secrets: { TOKEN: ecs.Secret.fromSecretsManager(apiKey, 'token'), API_KEY: ecs.Secret.fromSecretsManager(apiKey, 'key') },
      maxTasks: 8,
      scaleOutCpuPercent: 60,
      scaleInCpuPercent: 25,
      deploymentStrategy: ecs.DeploymentStrategy.CANARY,
      bakeTime: cdk.Duration.minutes(10),
      trafficStepPercent: 20,
      trafficStepTime: cdk.Duration.minutes(3),
      deploymentAlarmNames: ['errors'],
      stopTimeout: cdk.Duration.seconds(60),
      enableExecuteCommand: false,
      readonlyRootFilesystem: true,
      writablePaths: ['/tmp', '/var/cache'],
      user: '2000:2000',
      logRetention: logs.RetentionDays.TWO_WEEKS,
    },
    ingress: {
      exposure: IngressExposure.CLOUDFRONT_ONLY,
      sslPolicy: elbv2.SslPolicy.TLS13_13,
      idleTimeout: cdk.Duration.seconds(120),
      deletionProtection: false,
      cloudFrontPrefixListId: 'pl-58a04531',
    },
    edge: {
      waf: true,
      wafRateLimit: 1000,
      wafCountedRules: ['SizeRestrictions_BODY', 'NoUserAgent_HEADER'],
      wafLogRetention: logs.RetentionDays.ONE_MONTH,
      staticPathPattern: '/assets/*',
      responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2025,
      originReadTimeout: cdk.Duration.seconds(90),
      priceClass: cloudfront.PriceClass.PRICE_CLASS_200,
      geoRestriction: cloudfront.GeoRestriction.allowlist('JP', 'US'),
      signedPdfs: SignedPdfDelivery.fromKeyGroup(keyGroup, '/documents/*'),
      maintenancePage: false,
    },
  });

  // What is granted and connected, and what is added to what was made.
  const reporter = new iam.Role(stack, 'Reporter', { assumedBy: new iam.AccountRootPrincipal() });
  platform.grantReadPdfs(reporter);
  platform.grantDatabaseConnect(reporter, 'reporter');
  platform.connections.allowTo(ec2.Peer.ipv4('192.0.2.0/24'), ec2.Port.tcp(6379), 'A cache');
  platform.compute.container.addEnvironment('PLATFORM_PRESET', platform.preset.name);
}
