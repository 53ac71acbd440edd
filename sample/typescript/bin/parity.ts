import * as cdk from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
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
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  AccountPlan, AlarmSeverity, AnomalyEmailFrequency, Blackout, ChatChannel, ComputeCapacity, ConfigurationStore, CostAnomalyAlerts,
  CostAnomalyDetection, CostExportGranularity, DataProtection, ImageReplication, ImageScanFindings, ImageScanning, IngressExposure, LossOf,
  OfficeHours, PatchWindow, PdfWebPlatform, PlatformDomain, PlatformImage, PlatformNat, PlatformPreset, RecoveryRegion, SignedPdfDelivery,
  VaultLock, WeekDay,
} from 'cdk-pdf-web-platform';

/*
 * The same platforms as in every other language's sample: the three presets, one with everything brought, one with every struct of
 * overrides, and three for what those cannot have: office hours, an export of costs, and a recovery region with nothing to recover from.
 * CI compares the templates and bills of all languages, byte for byte.
 */
const app = new cdk.App();
const env = { region: 'ap-northeast-1' };
const ACCOUNT = '123456789012';
const RECOVERY_REGION = 'ap-northeast-3';

// The presets.
new PdfWebPlatform(new cdk.Stack(app, 'Dev', { env }), 'Platform', { preset: PlatformPreset.dev() });
new PdfWebPlatform(new cdk.Stack(app, 'ProdLean', { env }), 'Platform', { preset: PlatformPreset.prodLean() });
new PdfWebPlatform(new cdk.Stack(app, 'Prod', { env }), 'Platform', { preset: PlatformPreset.prod() });

everythingBrought(new cdk.Stack(app, 'Brought', { env }));
everythingOverridden(new cdk.Stack(app, 'Overridden', { env }));
scheduled(new cdk.Stack(app, 'Scheduled', { env }));
exported(new cdk.Stack(app, 'Exported', { env: { region: 'us-east-1' } }));
unkept(new cdk.Stack(app, 'Unkept', { env }));

function everythingBrought(stack: cdk.Stack): void {
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-12345678',
    availabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
    publicSubnetIds: ['subnet-public-1', 'subnet-public-2'],
    privateSubnetIds: ['subnet-private-1', 'subnet-private-2'],
    isolatedSubnetIds: ['subnet-isolated-1', 'subnet-isolated-2'],
  });
  const databaseGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'DatabaseGroup', 'sg-12345678');
  const repository = ecr.Repository.fromRepositoryName(stack, 'Repository', 'pdf-app');
  const noticeTopic = sns.Topic.fromTopicArn(stack, 'NoticeTopic', `arn:aws:sns:ap-northeast-1:${ACCOUNT}:notice`);
  new PdfWebPlatform(stack, 'Platform', {
    preset: PlatformPreset.prod(),
    domain: PlatformDomain.fromCertificates({
      domainNames: ['pdf.example.com', 'www.example.com'],
      edgeCertificate: acm.Certificate.fromCertificateArn(stack, 'EdgeCertificate', `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/edge`),
      originCertificate: acm.Certificate.fromCertificateArn(stack, 'OriginCertificate', `arn:aws:acm:ap-northeast-1:${ACCOUNT}:certificate/origin`),
    }),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:ap-northeast-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`),
    image: PlatformImage.fromEcrRepository(repository),
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
    backup: {
      vault: backup.BackupVault.fromBackupVaultName(stack, 'Vault', 'ours'),
      recoveryRegion: RecoveryRegion.existing(RECOVERY_REGION, {
        encryptionKey: kms.Key.fromKeyArn(stack, 'RecoveryKey', `arn:aws:kms:${RECOVERY_REGION}:${ACCOUNT}:key/66666666-7777-8888-9999-000000000000`),
        vault: backup.BackupVault.fromBackupVaultArn(stack, 'RecoveryVault', `arn:aws:backup:${RECOVERY_REGION}:${ACCOUNT}:backup-vault:copies`),
        configurationBucket: s3.Bucket.fromBucketName(stack, 'Configurations', 'configurations-of-ours'),
      }),
    },
    monitoring: {
      pageTopic: sns.Topic.fromTopicArn(stack, 'PageTopic', `arn:aws:sns:ap-northeast-1:${ACCOUNT}:page`),
      noticeTopic,
      edgePageTopic: sns.Topic.fromTopicArn(stack, 'EdgePageTopic', `arn:aws:sns:us-east-1:${ACCOUNT}:edge-page`),
      edgeNoticeTopic: sns.Topic.fromTopicArn(stack, 'EdgeNoticeTopic', `arn:aws:sns:us-east-1:${ACCOUNT}:edge-notice`),
    },
    operations: { patching: { window: PatchWindow.never() }, imageScanning: ImageScanning.BASIC },
    cost: { report: false },
  });

  // The registry's own settings, with what others have set in it.
  new ImageReplication(stack, 'Images', {
    repositoryName: 'pdf-app',
    region: RECOVERY_REGION,
    mergedRules: [ImageReplication.rule('another-app', 'us-west-2', ACCOUNT)],
  });
  new ImageScanFindings(stack, 'Scans', {
    repository,
    scanning: ImageScanning.ENHANCED,
    topic: noticeTopic,
    runbookUrl: 'https://wiki.example.com/runbooks',
    otherContinuousScans: ['another-app', 'team/*'],
    otherScansOnPush: ['*'],
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
      requestMetrics: true,
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
      additionalMetrics: true,
      staticPathPattern: '/assets/*',
      responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2025,
      originReadTimeout: cdk.Duration.seconds(90),
      priceClass: cloudfront.PriceClass.PRICE_CLASS_200,
      geoRestriction: cloudfront.GeoRestriction.allowlist('JP', 'US'),
      signedPdfs: SignedPdfDelivery.fromKeyGroup(keyGroup, '/documents/*'),
      maintenancePage: false,
    },
    backup: {
      plan: true,
      dailyRetention: cdk.Duration.days(14),
      weeklyRetention: cdk.Duration.days(60),
      recoveryRetention: cdk.Duration.days(30),
      startTime: '21:30',
      pdfs: true,
      vaultLock: VaultLock.governance({ minRetention: cdk.Duration.days(7), maxRetention: cdk.Duration.days(90) }),
      restoreTesting: true,
      recoveryRegion: RecoveryRegion.of(RECOVERY_REGION),
      replicateDatabaseBackups: true,
      replication: {
        enabled: true,
        timeControl: true,
        metrics: true,
        deleteMarkers: false,
        storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
      },
      replicateImages: true,
      configurationBucket: true,
      environmentHistory: true,
    },
    monitoring: {
      dashboard: true,
      alarms: true,
      edgeAlarms: true,
      thresholds: {
        minRequests: 50,
        edgeErrorPercent: 2.5,
        loadBalancerErrorPercent: 0.5,
        targetErrorPercent: 3,
        latencyP95: cdk.Duration.millis(1500),
        unhealthyTasks: 2,
        serviceCpuPercent: 75,
        serviceMemoryPercent: 80,
        errorLogs: 25,
        instanceDiskPercent: 70,
        instanceCpuCredits: 30,
        databaseCpuPercent: 70,
        databaseFreeStorage: cdk.Size.gibibytes(8),
        databaseConnections: 120,
        databaseFreeableMemory: cdk.Size.mebibytes(768),
        databaseCpuCredits: 40,
        replicaLag: cdk.Duration.seconds(30),
        slowQueries: 100,
        deadlocks: 2,
        certificateDays: 21,
      },
      disabledAlarms: ['SlowQueries', 'ReplicaCpu'],
      pageEmails: ['on-call@example.com'],
      noticeEmails: ['team@example.com', 'operations@example.com'],
      chatChannels: [
        ChatChannel.slack('T0123ABCD', 'C0123ABCD', { severities: [AlarmSeverity.PAGE] }),
        ChatChannel.teams({
          teamId: '11111111-2222-3333-4444-555555555555',
          tenantId: '66666666-7777-8888-9999-000000000000',
          channelId: '19%3A0123abcd%40thread.tacv2',
          severities: [AlarmSeverity.NOTICE],
        }),
      ],
      errorPattern: logs.FilterPattern.anyTerm('ERROR', 'panic'),
      rollBackOnAlarms: true,
      savedQueries: true,
      runbookUrl: 'https://wiki.example.com/runbooks',
    },
    operations: {
      runbooks: true,
      drills: true,
      patching: {
        window: PatchWindow.weekly(WeekDay.TUESDAY, 3, 'Europe/Berlin'),
        blackouts: [Blackout.between('2026-11-23', '2026-12-01'), Blackout.yearly('12-20', '01-07')],
        redeploy: true,
        instance: false,
      },
      imageScanning: ImageScanning.ENHANCED,
    },
    cost: {
      report: true,
      usage: {
        requests: 500_000,
        downloads: cdk.Size.gibibytes(50),
        pdfStorage: cdk.Size.gibibytes(40),
        pdfWrites: 20_000,
        pdfReads: 250_000,
        pdfUploads: cdk.Size.gibibytes(3),
        logs: cdk.Size.gibibytes(4),
        egress: cdk.Size.gibibytes(20),
        images: cdk.Size.mebibytes(1536),
        averageTasks: 3,
        averageLoadBalancerCapacityUnits: 0.25,
        databaseSize: cdk.Size.gibibytes(12),
        databaseDailyChange: cdk.Size.mebibytes(256),
        extraBackups: cdk.Size.gibibytes(25),
        hours: 700,
        freeAllowances: false,
      },
      budget: {
        monthlyUsd: 1000,
        actualPercent: 75,
        forecastPercent: 110,
        emails: ['billing@example.com'],
        topicArn: `arn:aws:sns:ap-northeast-1:${ACCOUNT}:budget`,
        costAllocationTag: { key: 'team', value: 'documents' },
        deductCredits: true,
        reservationCoveragePercent: 60,
        reservationUtilizationPercent: 90,
        savingsPlansCoveragePercent: 50,
        savingsPlansUtilizationPercent: 95,
      },
      anomalyDetection: CostAnomalyDetection.servicesMonitor({ minImpactUsd: 50 }),
      allocationTag: { key: 'product', value: 'pdf-platform' },
    },
  });

  // What is granted and connected, and what is added to what was made.
  const reporter = new iam.Role(stack, 'Reporter', { assumedBy: new iam.AccountRootPrincipal() });
  platform.grantReadPdfs(reporter);
  platform.grantDatabaseConnect(reporter, 'reporter');
  platform.connections.allowTo(ec2.Peer.ipv4('192.0.2.0/24'), ec2.Port.tcp(6379), 'A cache');
  platform.compute.container.addEnvironment('PLATFORM_PRESET', platform.preset.name);
  const withoutRegion = platform.backup.objectives.filter(({ loss, recoveryTime }) => loss === LossOf.REGION && recoveryTime);
  const times = withoutRegion.map(({ subject, recoveryTime }) => `${subject}: ${recoveryTime?.toIsoString()}`);
  platform.compute.container.addEnvironment('BACK_IN', times.join(', '));
  platform.monitoring.addAlarm('ConversionQueue', {
    metric: new cloudwatch.Metric({
      namespace: 'Documents',
      metricName: 'QueueLength',
      dimensionsMap: { Queue: 'conversion', Stage: 'staging' },
      statistic: cloudwatch.Stats.MAXIMUM,
      period: cdk.Duration.minutes(1),
    }),
    threshold: 12.5,
    description: 'Conversions wait',
    severity: AlarmSeverity.NOTICE,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 10,
    datapointsToAlarm: 8,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    runbookAnchor: 'conversions',
    rollsBack: false,
  });
}

/** What the overridden platform cannot have: its database has a read replica, which RDS does not stop, and its tasks are on Fargate. */
function scheduled(stack: cdk.Stack): void {
  new PdfWebPlatform(stack, 'Platform', {
    preset: PlatformPreset.dev(),
    backup: {
      plan: true,
      dailyRetention: cdk.Duration.days(0),
      weeklyRetention: cdk.Duration.days(30),
      vaultLock: VaultLock.compliance({ minRetention: cdk.Duration.days(7), changeableFor: cdk.Duration.days(3) }),
      recoveryRegion: RecoveryRegion.existing(RECOVERY_REGION, { pdfBucket: s3.Bucket.fromBucketName(stack, 'PdfCopies', 'pdf-copies-of-ours') }),
      replication: { metrics: false },
    },
    monitoring: {
      dashboard: false,
      alarms: true,
      edgeAlarms: false,
      thresholds: { instanceDiskPercent: 70, instanceCpuCredits: 30, databaseCpuCredits: 40 },
      rollBackOnAlarms: false,
      savedQueries: false,
    },
    operations: {
      runbooks: true,
      patching: {
        window: PatchWindow.monthly(2, WeekDay.SATURDAY, 13),
        blackouts: [Blackout.yearly('05-01', '05-02')],
        approveAfter: cdk.Duration.days(14),
        redeploy: true,
        instance: true,
      },
    },
    cost: {
      officeHours: OfficeHours.of({ days: [WeekDay.MONDAY, WeekDay.WEDNESDAY, WeekDay.SATURDAY], start: 9, stop: 19, timeZone: 'Europe/Berlin' }),
    },
  });
}

/** What is in us-east-1 alone. */
function exported(stack: cdk.Stack): void {
  const monitorArn = `arn:aws:ce::${ACCOUNT}:anomalymonitor/11111111-2222-3333-4444-555555555555`;
  new PdfWebPlatform(stack, 'Platform', {
    preset: PlatformPreset.prodLean(),
    cost: {
      maxMonthlyUsd: 100_000,
      anomalyDetection: CostAnomalyDetection.fromMonitorArn(monitorArn),
      costExport: {
        prefix: 'exports/costs',
        granularity: CostExportGranularity.HOURLY,
        retention: cdk.Duration.days(400),
        accessLogBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs-of-ours'),
        dataProtection: DataProtection.DISPOSABLE,
      },
    },
  });

  // A platform tells its topic of notices; what tells e-mail addresses stands alone.
  new CostAnomalyAlerts(stack, 'AnomalyMails', {
    detection: CostAnomalyDetection.fromMonitorArn(monitorArn, { minImpactUsd: 100, emailFrequency: AnomalyEmailFrequency.WEEKLY }),
    emails: ['billing@example.com'],
  });
}

/** A recovery region, and next to nothing that is copied there. */
function unkept(stack: cdk.Stack): void {
  new PdfWebPlatform(stack, 'Platform', {
    preset: PlatformPreset.prod(),
    backup: {
      plan: false,
      recoveryRegion: RecoveryRegion.of(RECOVERY_REGION),
      replicateDatabaseBackups: false,
      replication: { enabled: false },
      replicateImages: false,
      configurationBucket: false,
      environmentHistory: false,
    },
    operations: { runbooks: false, drills: false, patching: { redeploy: false } },
  });

  // What the platform has none of here.
  new ConfigurationStore(stack, 'Configuration', {
    noncurrentVersionExpiration: cdk.Duration.days(730),
    logBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs-of-ours'),
    dataProtection: DataProtection.DISPOSABLE,
  });
}
