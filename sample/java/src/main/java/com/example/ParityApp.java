package com.example;

import io.github.cdkpdfwebplatform.AccountPlan;
import io.github.cdkpdfwebplatform.AlarmRow;
import io.github.cdkpdfwebplatform.AlarmSeverity;
import io.github.cdkpdfwebplatform.AlarmThresholds;
import io.github.cdkpdfwebplatform.AnomalyDetectionOptions;
import io.github.cdkpdfwebplatform.AnomalyEmailFrequency;
import io.github.cdkpdfwebplatform.BackupOptions;
import io.github.cdkpdfwebplatform.Blackout;
import io.github.cdkpdfwebplatform.BudgetOptions;
import io.github.cdkpdfwebplatform.ChatChannel;
import io.github.cdkpdfwebplatform.ChatChannelOptions;
import io.github.cdkpdfwebplatform.ComplianceLockProps;
import io.github.cdkpdfwebplatform.ComputeCapacity;
import io.github.cdkpdfwebplatform.ComputeOptions;
import io.github.cdkpdfwebplatform.ConfigurationStore;
import io.github.cdkpdfwebplatform.CostAllocationTag;
import io.github.cdkpdfwebplatform.CostAnomalyAlerts;
import io.github.cdkpdfwebplatform.CostAnomalyDetection;
import io.github.cdkpdfwebplatform.CostExportGranularity;
import io.github.cdkpdfwebplatform.CostExportOptions;
import io.github.cdkpdfwebplatform.CostOptions;
import io.github.cdkpdfwebplatform.DataProtection;
import io.github.cdkpdfwebplatform.DatabaseOptions;
import io.github.cdkpdfwebplatform.DomainCertificates;
import io.github.cdkpdfwebplatform.EdgeOptions;
import io.github.cdkpdfwebplatform.ExistingDatabase;
import io.github.cdkpdfwebplatform.ExistingRecoveryResources;
import io.github.cdkpdfwebplatform.FargateCapacityProps;
import io.github.cdkpdfwebplatform.GovernanceLockProps;
import io.github.cdkpdfwebplatform.ImageReplication;
import io.github.cdkpdfwebplatform.ImageScanFindings;
import io.github.cdkpdfwebplatform.ImageScanning;
import io.github.cdkpdfwebplatform.IngressExposure;
import io.github.cdkpdfwebplatform.IngressOptions;
import io.github.cdkpdfwebplatform.LossOf;
import io.github.cdkpdfwebplatform.MonitoringOptions;
import io.github.cdkpdfwebplatform.NetworkOptions;
import io.github.cdkpdfwebplatform.OfficeHours;
import io.github.cdkpdfwebplatform.OfficeHoursProps;
import io.github.cdkpdfwebplatform.OperationsOptions;
import io.github.cdkpdfwebplatform.PatchWindow;
import io.github.cdkpdfwebplatform.PatchingOptions;
import io.github.cdkpdfwebplatform.PdfWebPlatform;
import io.github.cdkpdfwebplatform.PlatformDomain;
import io.github.cdkpdfwebplatform.PlatformImage;
import io.github.cdkpdfwebplatform.PlatformNat;
import io.github.cdkpdfwebplatform.PlatformPreset;
import io.github.cdkpdfwebplatform.PlatformSettings;
import io.github.cdkpdfwebplatform.RecoveryRegion;
import io.github.cdkpdfwebplatform.ReplicationOptions;
import io.github.cdkpdfwebplatform.SignedPdfDelivery;
import io.github.cdkpdfwebplatform.StorageOptions;
import io.github.cdkpdfwebplatform.TeamsChannelProps;
import io.github.cdkpdfwebplatform.UsageAssumptions;
import io.github.cdkpdfwebplatform.VaultLock;
import io.github.cdkpdfwebplatform.WeekDay;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.GeoRestriction;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.ec2.InstanceClass;
import software.amazon.awscdk.services.ec2.InstanceSize;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ClusterAttributes;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;

/**
 * The same platforms as in every other language's sample: the three presets, one with everything brought, one with every struct of
 * overrides, and three for what those cannot have: office hours, an export of costs, and a recovery region with nothing to recover
 * from. CI compares the templates and bills of all languages, byte for byte.
 */
public final class ParityApp {
  private static final String ACCOUNT = "123456789012";
  private static final String RECOVERY_REGION = "ap-northeast-3";

  private ParityApp() {}

  public static void main(final String[] args) {
    var app = new App();
    PdfWebPlatform.Builder.create(stack(app, "Dev"), "Platform").preset(PlatformPreset.dev()).build();
    PdfWebPlatform.Builder.create(stack(app, "ProdLean"), "Platform").preset(PlatformPreset.prodLean()).build();
    PdfWebPlatform.Builder.create(stack(app, "Prod"), "Platform").preset(PlatformPreset.prod()).build();
    everythingBrought(stack(app, "Brought"));
    everythingOverridden(stack(app, "Overridden"));
    scheduled(stack(app, "Scheduled"));
    exported(stack(app, "Exported", "us-east-1"));
    unkept(stack(app, "Unkept"));
    app.synth();
  }

  private static Stack stack(final App app, final String name) {
    return stack(app, name, "ap-northeast-1");
  }

  private static Stack stack(final App app, final String name, final String region) {
    return Stack.Builder.create(app, name).env(Environment.builder().region(region).build()).build();
  }

  private static void everythingBrought(final Stack stack) {
    var vpc =
        Vpc.fromVpcAttributes(
            stack,
            "Vpc",
            VpcAttributes.builder()
                .vpcId("vpc-12345678")
                .availabilityZones(List.of("ap-northeast-1a", "ap-northeast-1c"))
                .publicSubnetIds(List.of("subnet-public-1", "subnet-public-2"))
                .privateSubnetIds(List.of("subnet-private-1", "subnet-private-2"))
                .isolatedSubnetIds(List.of("subnet-isolated-1", "subnet-isolated-2"))
                .build());
    var databaseGroup = SecurityGroup.fromSecurityGroupId(stack, "DatabaseGroup", "sg-12345678");
    var repository = Repository.fromRepositoryName(stack, "Repository", "pdf-app");
    var noticeTopic = topic(stack, "NoticeTopic", "ap-northeast-1", "notice");
    PdfWebPlatform.Builder.create(stack, "Platform")
        .preset(PlatformPreset.prod())
        .domain(
            PlatformDomain.fromCertificates(
                DomainCertificates.builder()
                    .domainNames(List.of("pdf.example.com", "www.example.com"))
                    .edgeCertificate(Certificate.fromCertificateArn(stack, "EdgeCertificate", certificate("us-east-1", "edge")))
                    .originCertificate(Certificate.fromCertificateArn(stack, "OriginCertificate", certificate("ap-northeast-1", "origin")))
                    .build()))
        .encryptionKey(Key.fromKeyArn(stack, "Key", "arn:aws:kms:ap-northeast-1:" + ACCOUNT + ":key/11111111-2222-3333-4444-555555555555"))
        .image(PlatformImage.fromEcrRepository(repository))
        .network(NetworkOptions.builder().vpc(vpc).build())
        .storage(
            StorageOptions.builder()
                .bucket(Bucket.fromBucketName(stack, "Pdfs", "pdfs-of-ours"))
                .logBucket(Bucket.fromBucketName(stack, "Logs", "logs-of-ours"))
                .build())
        .database(
            DatabaseOptions.builder()
                .existing(
                    ExistingDatabase.builder()
                        .instance(
                            DatabaseInstance.fromDatabaseInstanceAttributes(
                                stack,
                                "Database",
                                DatabaseInstanceAttributes.builder()
                                    .instanceIdentifier("ours")
                                    .instanceEndpointAddress("ours.example.internal")
                                    .port(3306)
                                    .securityGroups(List.of(databaseGroup))
                                    .build()))
                        .secret(
                            Secret.fromSecretCompleteArn(
                                stack, "Secret", "arn:aws:secretsmanager:ap-northeast-1:" + ACCOUNT + ":secret:ours-AbCdEf"))
                        .build())
                .build())
        .compute(
            ComputeOptions.builder()
                .cluster(
                    Cluster.fromClusterAttributes(
                        stack, "Cluster", ClusterAttributes.builder().clusterName("ours").vpc(vpc).build()))
                .build())
        .edge(
            EdgeOptions.builder()
                .waf(false)
                .webAclArn("arn:aws:wafv2:us-east-1:" + ACCOUNT + ":global/webacl/ours/11111111-2222-3333-4444-555555555555")
                .build())
        .backup(
            BackupOptions.builder()
                .vault(BackupVault.fromBackupVaultName(stack, "Vault", "ours"))
                .recoveryRegion(RecoveryRegion.existing(RECOVERY_REGION, inRecoveryRegion(stack)))
                .build())
        .monitoring(
            MonitoringOptions.builder()
                .pageTopic(topic(stack, "PageTopic", "ap-northeast-1", "page"))
                .noticeTopic(noticeTopic)
                .edgePageTopic(topic(stack, "EdgePageTopic", "us-east-1", "edge-page"))
                .edgeNoticeTopic(topic(stack, "EdgeNoticeTopic", "us-east-1", "edge-notice"))
                .build())
        .operations(
            OperationsOptions.builder()
                .patching(PatchingOptions.builder().window(PatchWindow.never()).build())
                .imageScanning(ImageScanning.BASIC)
                .build())
        .cost(CostOptions.builder().report(false).build())
        .build();

    // The registry's own settings, with what others have set in it.
    ImageReplication.Builder.create(stack, "Images")
        .repositoryName("pdf-app")
        .region(RECOVERY_REGION)
        .mergedRules(List.of(ImageReplication.rule("another-app", "us-west-2", ACCOUNT)))
        .build();
    ImageScanFindings.Builder.create(stack, "Scans")
        .repository(repository)
        .scanning(ImageScanning.ENHANCED)
        .topic(noticeTopic)
        .runbookUrl("https://wiki.example.com/runbooks")
        .otherContinuousScans(List.of("another-app", "team/*"))
        .otherScansOnPush(List.of("*"))
        .build();
  }

  private static ExistingRecoveryResources inRecoveryRegion(final Stack stack) {
    var place = RECOVERY_REGION + ":" + ACCOUNT;
    return ExistingRecoveryResources.builder()
        .encryptionKey(Key.fromKeyArn(stack, "RecoveryKey", "arn:aws:kms:" + place + ":key/66666666-7777-8888-9999-000000000000"))
        .vault(BackupVault.fromBackupVaultArn(stack, "RecoveryVault", "arn:aws:backup:" + place + ":backup-vault:copies"))
        .configurationBucket(Bucket.fromBucketName(stack, "Configurations", "configurations-of-ours"))
        .build();
  }

  private static ITopic topic(final Stack stack, final String id, final String region, final String name) {
    return Topic.fromTopicArn(stack, id, "arn:aws:sns:" + region + ":" + ACCOUNT + ":" + name);
  }

  private static String certificate(final String region, final String id) {
    return "arn:aws:acm:" + region + ":" + ACCOUNT + ":certificate/" + id;
  }

  private static void everythingOverridden(final Stack stack) {
    var zone =
        HostedZone.fromHostedZoneAttributes(
            stack, "Zone", HostedZoneAttributes.builder().hostedZoneId("Z0123456789EXAMPLE").zoneName("example.com").build());
    var apiKey = Secret.fromSecretNameV2(stack, "ApiKey", "api-key");
    var keyGroup = KeyGroup.fromKeyGroupId(stack, "KeyGroup", "a1b2c3");
    var derived = PlatformSettings.builder().compute(ComputeOptions.builder().minTasks(2).build()).build();
    var platform =
        PdfWebPlatform.Builder.create(stack, "Platform")
            .preset(PlatformPreset.prodLean().derive("team", derived))
            .domain(PlatformDomain.fromZone(zone, "pdf"))
            .image(PlatformImage.ownRepository())
            .dataProtection(DataProtection.DISPOSABLE)
            .customerManagedKey(true)
            .accountPlan(AccountPlan.PAID)
            .tags(Map.of("team", "documents", "environment", "staging"))
            .network(
                NetworkOptions.builder()
                    .cidr("10.20.0.0/16")
                    .maxAzs(2)
                    .nat(PlatformNat.instance(InstanceType.of(InstanceClass.T4G, InstanceSize.NANO)))
                    .interfaceEndpoints(List.of(InterfaceVpcEndpointAwsService.SECRETS_MANAGER))
                    .flowLogs(true)
                    .flowLogRetention(RetentionDays.TWO_WEEKS)
                    .closeDefaultSecurityGroup(true)
                    .build())
            .storage(
                StorageOptions.builder()
                    .versioned(true)
                    .noncurrentVersionExpiration(Duration.days(30))
                    .abortIncompleteUploadAfter(Duration.days(3))
                    .infrequentAccessAfter(Duration.days(60))
                    .directUploads(true)
                    .uploadOrigins(List.of("http://localhost:3000"))
                    .malwareScan(true)
                    .requestMetrics(true)
                    .accessLogs(true)
                    .accessLogRetention(Duration.days(30))
                    .build())
            .database(
                DatabaseOptions.builder()
                    .enabled(true)
                    .engineVersion(MysqlEngineVersion.of("8.4.5", "8.4"))
                    .instanceType(InstanceType.of(InstanceClass.M7G, InstanceSize.LARGE))
                    .databaseName("documents")
                    .allocatedStorage(Size.gibibytes(50))
                    .maxAllocatedStorage(Size.gibibytes(200))
                    .multiAz(true)
                    .readReplica(true)
                    .backupRetention(Duration.days(14))
                    .backupWindow("16:00-17:00")
                    .maintenanceWindow("sat:18:00-sat:19:00")
                    .autoMinorVersionUpgrade(false)
                    .deletionProtection(false)
                    .managedPassword(false)
                    .rotateSecretEvery(Duration.days(60))
                    .iamAuthentication(true)
                    .logExports(List.of("error", "slowquery", "general"))
                    .logRetention(RetentionDays.ONE_MONTH)
                    .performanceInsights(true)
                    .monitoringInterval(Duration.seconds(30))
                    .parameters(Map.of("max_connections", "200"))
                    .build())
            .compute(
                ComputeOptions.builder()
                    .capacity(
                        ComputeCapacity.fargate(
                            FargateCapacityProps.builder()
                                .cpu(1024)
                                .memoryLimitMiB(2048)
                                .cpuArchitecture(CpuArchitecture.X86_64)
                                .build()))
                    .containerInsights(ContainerInsights.ENHANCED)
                    .containerPort(3000)
                    .healthCheckPath("/ready")
                    .healthCheckGracePeriod(Duration.seconds(90))
                    .environment(Map.of("ZONE", "b", "FEATURE_SIGNING", "on", "MAX_PAGES", "500"))
                    .secrets(
                        Map.of(
                            "TOKEN", software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(apiKey, "token"),
                            "API_KEY", software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(apiKey, "key")))
                    .maxTasks(8)
                    .scaleOutCpuPercent(60)
                    .scaleInCpuPercent(25)
                    .deploymentStrategy(DeploymentStrategy.CANARY)
                    .bakeTime(Duration.minutes(10))
                    .trafficStepPercent(20)
                    .trafficStepTime(Duration.minutes(3))
                    .deploymentAlarmNames(List.of("errors"))
                    .stopTimeout(Duration.seconds(60))
                    .enableExecuteCommand(false)
                    .readonlyRootFilesystem(true)
                    .writablePaths(List.of("/tmp", "/var/cache"))
                    .user("2000:2000")
                    .logRetention(RetentionDays.TWO_WEEKS)
                    .build())
            .ingress(
                IngressOptions.builder()
                    .exposure(IngressExposure.CLOUDFRONT_ONLY)
                    .sslPolicy(SslPolicy.TLS13_13)
                    .idleTimeout(Duration.seconds(120))
                    .deletionProtection(false)
                    .cloudFrontPrefixListId("pl-58a04531")
                    .build())
            .edge(
                EdgeOptions.builder()
                    .waf(true)
                    .wafRateLimit(1000)
                    .wafCountedRules(List.of("SizeRestrictions_BODY", "NoUserAgent_HEADER"))
                    .wafLogRetention(RetentionDays.ONE_MONTH)
                    .additionalMetrics(true)
                    .staticPathPattern("/assets/*")
                    .responseHeadersPolicy(ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS)
                    .minimumProtocolVersion(SecurityPolicyProtocol.TLS_V1_2_2025)
                    .originReadTimeout(Duration.seconds(90))
                    .priceClass(PriceClass.PRICE_CLASS_200)
                    .geoRestriction(GeoRestriction.allowlist("JP", "US"))
                    .signedPdfs(SignedPdfDelivery.fromKeyGroup(keyGroup, "/documents/*"))
                    .maintenancePage(false)
                    .build())
            .backup(
                BackupOptions.builder()
                    .plan(true)
                    .dailyRetention(Duration.days(14))
                    .weeklyRetention(Duration.days(60))
                    .recoveryRetention(Duration.days(30))
                    .startTime("21:30")
                    .pdfs(true)
                    .vaultLock(
                        VaultLock.governance(
                            GovernanceLockProps.builder().minRetention(Duration.days(7)).maxRetention(Duration.days(90)).build()))
                    .restoreTesting(true)
                    .recoveryRegion(RecoveryRegion.of(RECOVERY_REGION))
                    .replicateDatabaseBackups(true)
                    .replication(
                        ReplicationOptions.builder()
                            .enabled(true)
                            .timeControl(true)
                            .metrics(true)
                            .deleteMarkers(false)
                            .storageClass(StorageClass.GLACIER_INSTANT_RETRIEVAL)
                            .build())
                    .replicateImages(true)
                    .configurationBucket(true)
                    .environmentHistory(true)
                    .build())
            .monitoring(
                MonitoringOptions.builder()
                    .dashboard(true)
                    .alarms(true)
                    .edgeAlarms(true)
                    .thresholds(
                        AlarmThresholds.builder()
                            .minRequests(50)
                            .edgeErrorPercent(2.5)
                            .loadBalancerErrorPercent(0.5)
                            .targetErrorPercent(3)
                            .latencyP95(Duration.millis(1500))
                            .unhealthyTasks(2)
                            .serviceCpuPercent(75)
                            .serviceMemoryPercent(80)
                            .errorLogs(25)
                            .instanceDiskPercent(70)
                            .instanceCpuCredits(30)
                            .databaseCpuPercent(70)
                            .databaseFreeStorage(Size.gibibytes(8))
                            .databaseConnections(120)
                            .databaseFreeableMemory(Size.mebibytes(768))
                            .databaseCpuCredits(40)
                            .replicaLag(Duration.seconds(30))
                            .slowQueries(100)
                            .deadlocks(2)
                            .certificateDays(21)
                            .build())
                    .disabledAlarms(List.of("SlowQueries", "ReplicaCpu"))
                    .pageEmails(List.of("on-call@example.com"))
                    .noticeEmails(List.of("team@example.com", "operations@example.com"))
                    .chatChannels(
                        List.of(
                            ChatChannel.slack(
                                "T0123ABCD", "C0123ABCD", ChatChannelOptions.builder().severities(List.of(AlarmSeverity.PAGE)).build()),
                            ChatChannel.teams(
                                TeamsChannelProps.builder()
                                    .teamId("11111111-2222-3333-4444-555555555555")
                                    .tenantId("66666666-7777-8888-9999-000000000000")
                                    .channelId("19%3A0123abcd%40thread.tacv2")
                                    .severities(List.of(AlarmSeverity.NOTICE))
                                    .build())))
                    .errorPattern(FilterPattern.anyTerm("ERROR", "panic"))
                    .rollBackOnAlarms(true)
                    .savedQueries(true)
                    .runbookUrl("https://wiki.example.com/runbooks")
                    .build())
            .operations(
                OperationsOptions.builder()
                    .runbooks(true)
                    .drills(true)
                    .patching(
                        PatchingOptions.builder()
                            .window(PatchWindow.weekly(WeekDay.TUESDAY, 3, "Europe/Berlin"))
                            .blackouts(List.of(Blackout.between("2026-11-23", "2026-12-01"), Blackout.yearly("12-20", "01-07")))
                            .redeploy(true)
                            .instance(false)
                            .build())
                    .imageScanning(ImageScanning.ENHANCED)
                    .build())
            .cost(
                CostOptions.builder()
                    .report(true)
                    .usage(
                        UsageAssumptions.builder()
                            .requests(500_000)
                            .downloads(Size.gibibytes(50))
                            .pdfStorage(Size.gibibytes(40))
                            .pdfWrites(20_000)
                            .pdfReads(250_000)
                            .pdfUploads(Size.gibibytes(3))
                            .logs(Size.gibibytes(4))
                            .egress(Size.gibibytes(20))
                            .images(Size.mebibytes(1536))
                            .averageTasks(3)
                            .averageLoadBalancerCapacityUnits(0.25)
                            .databaseSize(Size.gibibytes(12))
                            .databaseDailyChange(Size.mebibytes(256))
                            .extraBackups(Size.gibibytes(25))
                            .hours(700)
                            .freeAllowances(false)
                            .build())
                    .budget(
                        BudgetOptions.builder()
                            .monthlyUsd(1000)
                            .actualPercent(75)
                            .forecastPercent(110)
                            .emails(List.of("billing@example.com"))
                            .topicArn("arn:aws:sns:ap-northeast-1:" + ACCOUNT + ":budget")
                            .costAllocationTag(CostAllocationTag.builder().key("team").value("documents").build())
                            .deductCredits(true)
                            .reservationCoveragePercent(60)
                            .reservationUtilizationPercent(90)
                            .savingsPlansCoveragePercent(50)
                            .savingsPlansUtilizationPercent(95)
                            .build())
                    .anomalyDetection(
                        CostAnomalyDetection.servicesMonitor(AnomalyDetectionOptions.builder().minImpactUsd(50).build()))
                    .allocationTag(CostAllocationTag.builder().key("product").value("pdf-platform").build())
                    .build())
            .build();

    // What is granted and connected, and what is added to what was made.
    var reporter = Role.Builder.create(stack, "Reporter").assumedBy(new AccountRootPrincipal()).build();
    platform.grantReadPdfs(reporter);
    platform.grantDatabaseConnect(reporter, "reporter");
    platform.getConnections().allowTo(Peer.ipv4("192.0.2.0/24"), Port.tcp(6379), "A cache");
    platform.getCompute().getContainer().addEnvironment("PLATFORM_PRESET", platform.getPreset().getName());
    var times =
        platform.getBackup().getObjectives().stream()
            .filter(objective -> objective.getLoss() == LossOf.REGION && objective.getRecoveryTime() != null)
            .map(objective -> objective.getSubject() + ": " + objective.getRecoveryTime().toIsoString())
            .collect(Collectors.joining(", "));
    platform.getCompute().getContainer().addEnvironment("BACK_IN", times);
    platform
        .getMonitoring()
        .addAlarm(
            "ConversionQueue",
            AlarmRow.builder()
                .metric(
                    Metric.Builder.create()
                        .namespace("Documents")
                        .metricName("QueueLength")
                        .dimensionsMap(Map.of("Queue", "conversion", "Stage", "staging"))
                        .statistic(Stats.MAXIMUM)
                        .period(Duration.minutes(1))
                        .build())
                .threshold(12.5)
                .description("Conversions wait")
                .severity(AlarmSeverity.NOTICE)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(10)
                .datapointsToAlarm(8)
                .treatMissingData(TreatMissingData.BREACHING)
                .runbookAnchor("conversions")
                .rollsBack(false)
                .build());
  }

  /** What the overridden platform cannot have: its database has a read replica, which RDS does not stop, and its tasks are on Fargate. */
  private static void scheduled(final Stack stack) {
    PdfWebPlatform.Builder.create(stack, "Platform")
        .preset(PlatformPreset.dev())
        .backup(
            BackupOptions.builder()
                .plan(true)
                .dailyRetention(Duration.days(0))
                .weeklyRetention(Duration.days(30))
                .vaultLock(
                    VaultLock.compliance(
                        ComplianceLockProps.builder().minRetention(Duration.days(7)).changeableFor(Duration.days(3)).build()))
                .recoveryRegion(
                    RecoveryRegion.existing(
                        RECOVERY_REGION,
                        ExistingRecoveryResources.builder()
                            .pdfBucket(Bucket.fromBucketName(stack, "PdfCopies", "pdf-copies-of-ours"))
                            .build()))
                .replication(ReplicationOptions.builder().metrics(false).build())
                .build())
        .monitoring(
            MonitoringOptions.builder()
                .dashboard(false)
                .alarms(true)
                .edgeAlarms(false)
                .thresholds(
                    AlarmThresholds.builder().instanceDiskPercent(70).instanceCpuCredits(30).databaseCpuCredits(40).build())
                .rollBackOnAlarms(false)
                .savedQueries(false)
                .build())
        .operations(
            OperationsOptions.builder()
                .runbooks(true)
                .patching(
                    PatchingOptions.builder()
                        .window(PatchWindow.monthly(2, WeekDay.SATURDAY, 13))
                        .blackouts(List.of(Blackout.yearly("05-01", "05-02")))
                        .approveAfter(Duration.days(14))
                        .redeploy(true)
                        .instance(true)
                        .build())
                .build())
        .cost(
            CostOptions.builder()
                .officeHours(
                    OfficeHours.of(
                        OfficeHoursProps.builder()
                            .days(List.of(WeekDay.MONDAY, WeekDay.WEDNESDAY, WeekDay.SATURDAY))
                            .start(9)
                            .stop(19)
                            .timeZone("Europe/Berlin")
                            .build()))
                .build())
        .build();
  }

  /** What is in us-east-1 alone. */
  private static void exported(final Stack stack) {
    var monitorArn = "arn:aws:ce::" + ACCOUNT + ":anomalymonitor/11111111-2222-3333-4444-555555555555";
    PdfWebPlatform.Builder.create(stack, "Platform")
        .preset(PlatformPreset.prodLean())
        .cost(
            CostOptions.builder()
                .maxMonthlyUsd(100_000)
                .anomalyDetection(CostAnomalyDetection.fromMonitorArn(monitorArn))
                .costExport(
                    CostExportOptions.builder()
                        .prefix("exports/costs")
                        .granularity(CostExportGranularity.HOURLY)
                        .retention(Duration.days(400))
                        .accessLogBucket(Bucket.fromBucketName(stack, "Logs", "logs-of-ours"))
                        .dataProtection(DataProtection.DISPOSABLE)
                        .build())
                .build())
        .build();

    // A platform tells its topic of notices; what tells e-mail addresses stands alone.
    CostAnomalyAlerts.Builder.create(stack, "AnomalyMails")
        .detection(
            CostAnomalyDetection.fromMonitorArn(
                monitorArn,
                AnomalyDetectionOptions.builder().minImpactUsd(100).emailFrequency(AnomalyEmailFrequency.WEEKLY).build()))
        .emails(List.of("billing@example.com"))
        .build();
  }

  /** A recovery region, and next to nothing that is copied there. */
  private static void unkept(final Stack stack) {
    PdfWebPlatform.Builder.create(stack, "Platform")
        .preset(PlatformPreset.prod())
        .backup(
            BackupOptions.builder()
                .plan(false)
                .recoveryRegion(RecoveryRegion.of(RECOVERY_REGION))
                .replicateDatabaseBackups(false)
                .replication(ReplicationOptions.builder().enabled(false).build())
                .replicateImages(false)
                .configurationBucket(false)
                .environmentHistory(false)
                .build())
        .operations(
            OperationsOptions.builder()
                .runbooks(false)
                .drills(false)
                .patching(PatchingOptions.builder().redeploy(false).build())
                .build())
        .build();

    // What the platform has none of here.
    ConfigurationStore.Builder.create(stack, "Configuration")
        .noncurrentVersionExpiration(Duration.days(730))
        .logBucket(Bucket.fromBucketName(stack, "Logs", "logs-of-ours"))
        .dataProtection(DataProtection.DISPOSABLE)
        .build();
  }
}
