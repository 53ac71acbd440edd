package com.example;

import io.github.cdkpdfwebplatform.AccountPlan;
import io.github.cdkpdfwebplatform.ComputeCapacity;
import io.github.cdkpdfwebplatform.ComputeOptions;
import io.github.cdkpdfwebplatform.DataProtection;
import io.github.cdkpdfwebplatform.DatabaseOptions;
import io.github.cdkpdfwebplatform.DomainCertificates;
import io.github.cdkpdfwebplatform.EdgeOptions;
import io.github.cdkpdfwebplatform.ExistingDatabase;
import io.github.cdkpdfwebplatform.FargateCapacityProps;
import io.github.cdkpdfwebplatform.IngressExposure;
import io.github.cdkpdfwebplatform.IngressOptions;
import io.github.cdkpdfwebplatform.NetworkOptions;
import io.github.cdkpdfwebplatform.PdfWebPlatform;
import io.github.cdkpdfwebplatform.PlatformDomain;
import io.github.cdkpdfwebplatform.PlatformImage;
import io.github.cdkpdfwebplatform.PlatformNat;
import io.github.cdkpdfwebplatform.PlatformPreset;
import io.github.cdkpdfwebplatform.PlatformSettings;
import io.github.cdkpdfwebplatform.SignedPdfDelivery;
import io.github.cdkpdfwebplatform.StorageOptions;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.GeoRestriction;
import software.amazon.awscdk.services.cloudfront.KeyGroup;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
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
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceAttributes;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;

/**
 * The same platforms as in every other language's sample: the three presets, one with everything brought, one with every struct of
 * overrides. CI compares the templates of all languages, byte for byte.
 */
public final class ParityApp {
  private static final String ACCOUNT = "123456789012";

  private ParityApp() {}

  public static void main(final String[] args) {
    var app = new App();
    PdfWebPlatform.Builder.create(stack(app, "Dev"), "Platform").preset(PlatformPreset.dev()).build();
    PdfWebPlatform.Builder.create(stack(app, "ProdLean"), "Platform").preset(PlatformPreset.prodLean()).build();
    PdfWebPlatform.Builder.create(stack(app, "Prod"), "Platform").preset(PlatformPreset.prod()).build();
    everythingBrought(stack(app, "Brought"));
    everythingOverridden(stack(app, "Overridden"));
    app.synth();
  }

  private static Stack stack(final App app, final String name) {
    return Stack.Builder.create(app, name).env(Environment.builder().region("ap-northeast-1").build()).build();
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
        .image(PlatformImage.fromEcrRepository(Repository.fromRepositoryName(stack, "Repository", "pdf-app")))
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
        .build();
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
                    .staticPathPattern("/assets/*")
                    .responseHeadersPolicy(ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS)
                    .minimumProtocolVersion(SecurityPolicyProtocol.TLS_V1_2_2025)
                    .originReadTimeout(Duration.seconds(90))
                    .priceClass(PriceClass.PRICE_CLASS_200)
                    .geoRestriction(GeoRestriction.allowlist("JP", "US"))
                    .signedPdfs(SignedPdfDelivery.fromKeyGroup(keyGroup, "/documents/*"))
                    .maintenancePage(false)
                    .build())
            .build();

    // What is granted and connected, and what is added to what was made.
    var reporter = Role.Builder.create(stack, "Reporter").assumedBy(new AccountRootPrincipal()).build();
    platform.grantReadPdfs(reporter);
    platform.grantDatabaseConnect(reporter, "reporter");
    platform.getConnections().allowTo(Peer.ipv4("192.0.2.0/24"), Port.tcp(6379), "A cache");
    platform.getCompute().getContainer().addEnvironment("PLATFORM_PRESET", platform.getPreset().getName());
  }
}
