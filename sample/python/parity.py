"""The same platforms as in every other language's sample.

The three presets, one with everything brought, one with every struct of overrides, and three for
what those cannot have: office hours, an export of costs, and a recovery region with nothing to
recover from. CI compares the templates and bills of all languages, byte for byte.
"""

import aws_cdk as cdk
from aws_cdk import aws_backup as backup
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from cdk_pdf_web_platform import (
    AccountPlan,
    AlarmSeverity,
    AlarmThresholds,
    AnomalyEmailFrequency,
    BackupOptions,
    Blackout,
    BudgetOptions,
    ChatChannel,
    ComputeCapacity,
    ComputeOptions,
    ConfigurationStore,
    CostAllocationTag,
    CostAnomalyAlerts,
    CostAnomalyDetection,
    CostExportGranularity,
    CostExportOptions,
    CostOptions,
    DatabaseOptions,
    DataProtection,
    EdgeOptions,
    ExistingDatabase,
    ImageReplication,
    ImageScanFindings,
    ImageScanning,
    IngressExposure,
    IngressOptions,
    LossOf,
    MonitoringOptions,
    NetworkOptions,
    OfficeHours,
    OperationsOptions,
    PatchingOptions,
    PatchWindow,
    PdfWebPlatform,
    PlatformDomain,
    PlatformImage,
    PlatformNat,
    PlatformPreset,
    RecoveryRegion,
    ReplicationOptions,
    SignedPdfDelivery,
    StorageOptions,
    UsageAssumptions,
    VaultLock,
    WeekDay,
)

ACCOUNT = "123456789012"
RECOVERY_REGION = "ap-northeast-3"
ENV = cdk.Environment(region="ap-northeast-1")


def main() -> None:
    app = cdk.App()

    # The presets.
    PdfWebPlatform(cdk.Stack(app, "Dev", env=ENV), "Platform", preset=PlatformPreset.dev())
    PdfWebPlatform(
        cdk.Stack(app, "ProdLean", env=ENV), "Platform", preset=PlatformPreset.prod_lean()
    )
    PdfWebPlatform(cdk.Stack(app, "Prod", env=ENV), "Platform", preset=PlatformPreset.prod())

    everything_brought(cdk.Stack(app, "Brought", env=ENV))
    everything_overridden(cdk.Stack(app, "Overridden", env=ENV))
    scheduled(cdk.Stack(app, "Scheduled", env=ENV))
    exported(cdk.Stack(app, "Exported", env=cdk.Environment(region="us-east-1")))
    unkept(cdk.Stack(app, "Unkept", env=ENV))
    app.synth()


def everything_brought(stack: cdk.Stack) -> None:
    vpc = ec2.Vpc.from_vpc_attributes(
        stack,
        "Vpc",
        vpc_id="vpc-12345678",
        availability_zones=["ap-northeast-1a", "ap-northeast-1c"],
        public_subnet_ids=["subnet-public-1", "subnet-public-2"],
        private_subnet_ids=["subnet-private-1", "subnet-private-2"],
        isolated_subnet_ids=["subnet-isolated-1", "subnet-isolated-2"],
    )
    database_group = ec2.SecurityGroup.from_security_group_id(
        stack, "DatabaseGroup", "sg-12345678"
    )
    repository = ecr.Repository.from_repository_name(stack, "Repository", "pdf-app")
    notice_topic = sns.Topic.from_topic_arn(
        stack, "NoticeTopic", f"arn:aws:sns:ap-northeast-1:{ACCOUNT}:notice"
    )
    PdfWebPlatform(
        stack,
        "Platform",
        preset=PlatformPreset.prod(),
        domain=PlatformDomain.from_certificates(
            domain_names=["pdf.example.com", "www.example.com"],
            edge_certificate=acm.Certificate.from_certificate_arn(
                stack, "EdgeCertificate", f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/edge"
            ),
            origin_certificate=acm.Certificate.from_certificate_arn(
                stack,
                "OriginCertificate",
                f"arn:aws:acm:ap-northeast-1:{ACCOUNT}:certificate/origin",
            ),
        ),
        encryption_key=kms.Key.from_key_arn(
            stack,
            "Key",
            f"arn:aws:kms:ap-northeast-1:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555",
        ),
        image=PlatformImage.from_ecr_repository(repository),
        network=NetworkOptions(vpc=vpc),
        storage=StorageOptions(
            bucket=s3.Bucket.from_bucket_name(stack, "Pdfs", "pdfs-of-ours"),
            log_bucket=s3.Bucket.from_bucket_name(stack, "Logs", "logs-of-ours"),
        ),
        database=DatabaseOptions(
            existing=ExistingDatabase(
                instance=rds.DatabaseInstance.from_database_instance_attributes(
                    stack,
                    "Database",
                    instance_identifier="ours",
                    instance_endpoint_address="ours.example.internal",
                    port=3306,
                    security_groups=[database_group],
                ),
                secret=secretsmanager.Secret.from_secret_complete_arn(
                    stack,
                    "Secret",
                    f"arn:aws:secretsmanager:ap-northeast-1:{ACCOUNT}:secret:ours-AbCdEf",
                ),
            ),
        ),
        compute=ComputeOptions(
            cluster=ecs.Cluster.from_cluster_attributes(
                stack, "Cluster", cluster_name="ours", vpc=vpc
            ),
        ),
        edge=EdgeOptions(
            waf=False,
            web_acl_arn=(
                f"arn:aws:wafv2:us-east-1:{ACCOUNT}:global/webacl/ours"
                "/11111111-2222-3333-4444-555555555555"
            ),
        ),
        backup=BackupOptions(
            vault=backup.BackupVault.from_backup_vault_name(stack, "Vault", "ours"),
            recovery_region=RecoveryRegion.existing(
                RECOVERY_REGION,
                encryption_key=kms.Key.from_key_arn(
                    stack,
                    "RecoveryKey",
                    f"arn:aws:kms:{RECOVERY_REGION}:{ACCOUNT}"
                    ":key/66666666-7777-8888-9999-000000000000",
                ),
                vault=backup.BackupVault.from_backup_vault_arn(
                    stack,
                    "RecoveryVault",
                    f"arn:aws:backup:{RECOVERY_REGION}:{ACCOUNT}:backup-vault:copies",
                ),
                configuration_bucket=s3.Bucket.from_bucket_name(
                    stack, "Configurations", "configurations-of-ours"
                ),
            ),
        ),
        monitoring=MonitoringOptions(
            page_topic=sns.Topic.from_topic_arn(
                stack, "PageTopic", f"arn:aws:sns:ap-northeast-1:{ACCOUNT}:page"
            ),
            notice_topic=notice_topic,
            edge_page_topic=sns.Topic.from_topic_arn(
                stack, "EdgePageTopic", f"arn:aws:sns:us-east-1:{ACCOUNT}:edge-page"
            ),
            edge_notice_topic=sns.Topic.from_topic_arn(
                stack, "EdgeNoticeTopic", f"arn:aws:sns:us-east-1:{ACCOUNT}:edge-notice"
            ),
        ),
        operations=OperationsOptions(
            patching=PatchingOptions(window=PatchWindow.never()),
            image_scanning=ImageScanning.BASIC,
        ),
        cost=CostOptions(report=False),
    )

    # The registry's own settings, with what others have set in it.
    ImageReplication(
        stack,
        "Images",
        repository_name="pdf-app",
        region=RECOVERY_REGION,
        merged_rules=[ImageReplication.rule("another-app", "us-west-2", ACCOUNT)],
    )
    ImageScanFindings(
        stack,
        "Scans",
        repository=repository,
        scanning=ImageScanning.ENHANCED,
        topic=notice_topic,
        runbook_url="https://wiki.example.com/runbooks",
        other_continuous_scans=["another-app", "team/*"],
        other_scans_on_push=["*"],
    )


def everything_overridden(stack: cdk.Stack) -> None:
    zone = route53.HostedZone.from_hosted_zone_attributes(
        stack, "Zone", hosted_zone_id="Z0123456789EXAMPLE", zone_name="example.com"
    )
    api_key = secretsmanager.Secret.from_secret_name_v2(stack, "ApiKey", "api-key")
    key_group = cloudfront.KeyGroup.from_key_group_id(stack, "KeyGroup", "a1b2c3")
    platform = PdfWebPlatform(
        stack,
        "Platform",
        preset=PlatformPreset.prod_lean().derive("team", compute=ComputeOptions(min_tasks=2)),
        domain=PlatformDomain.from_zone(zone, "pdf"),
        image=PlatformImage.own_repository(),
        data_protection=DataProtection.DISPOSABLE,
        customer_managed_key=True,
        account_plan=AccountPlan.PAID,
        tags={"team": "documents", "environment": "staging"},
        network=NetworkOptions(
            cidr="10.20.0.0/16",
            max_azs=2,
            nat=PlatformNat.instance(
                ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.NANO)
            ),
            interface_endpoints=[ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER],
            flow_logs=True,
            flow_log_retention=logs.RetentionDays.TWO_WEEKS,
            close_default_security_group=True,
        ),
        storage=StorageOptions(
            versioned=True,
            noncurrent_version_expiration=cdk.Duration.days(30),
            abort_incomplete_upload_after=cdk.Duration.days(3),
            infrequent_access_after=cdk.Duration.days(60),
            direct_uploads=True,
            upload_origins=["http://localhost:3000"],
            malware_scan=True,
            request_metrics=True,
            access_logs=True,
            access_log_retention=cdk.Duration.days(30),
        ),
        database=DatabaseOptions(
            enabled=True,
            engine_version=rds.MysqlEngineVersion.of("8.4.5", "8.4"),
            instance_type=ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE),
            database_name="documents",
            allocated_storage=cdk.Size.gibibytes(50),
            max_allocated_storage=cdk.Size.gibibytes(200),
            multi_az=True,
            read_replica=True,
            backup_retention=cdk.Duration.days(14),
            backup_window="16:00-17:00",
            maintenance_window="sat:18:00-sat:19:00",
            auto_minor_version_upgrade=False,
            deletion_protection=False,
            managed_password=False,
            rotate_secret_every=cdk.Duration.days(60),
            iam_authentication=True,
            log_exports=["error", "slowquery", "general"],
            log_retention=logs.RetentionDays.ONE_MONTH,
            performance_insights=True,
            monitoring_interval=cdk.Duration.seconds(30),
            parameters={"max_connections": "200"},
        ),
        compute=ComputeOptions(
            capacity=ComputeCapacity.fargate(
                cpu=1024, memory_limit_mib=2048, cpu_architecture=ecs.CpuArchitecture.X86_64
            ),
            container_insights=ecs.ContainerInsights.ENHANCED,
            container_port=3000,
            health_check_path="/ready",
            health_check_grace_period=cdk.Duration.seconds(90),
            environment={"ZONE": "b", "FEATURE_SIGNING": "on", "MAX_PAGES": "500"},
            secrets={
                "TOKEN": ecs.Secret.from_secrets_manager(api_key, "token"),
                "API_KEY": ecs.Secret.from_secrets_manager(api_key, "key"),
            },
            max_tasks=8,
            scale_out_cpu_percent=60,
            scale_in_cpu_percent=25,
            deployment_strategy=ecs.DeploymentStrategy.CANARY,
            bake_time=cdk.Duration.minutes(10),
            traffic_step_percent=20,
            traffic_step_time=cdk.Duration.minutes(3),
            deployment_alarm_names=["errors"],
            stop_timeout=cdk.Duration.seconds(60),
            enable_execute_command=False,
            readonly_root_filesystem=True,
            writable_paths=["/tmp", "/var/cache"],
            user="2000:2000",
            log_retention=logs.RetentionDays.TWO_WEEKS,
        ),
        ingress=IngressOptions(
            exposure=IngressExposure.CLOUDFRONT_ONLY,
            ssl_policy=elbv2.SslPolicy.TLS13_13,
            idle_timeout=cdk.Duration.seconds(120),
            deletion_protection=False,
            cloud_front_prefix_list_id="pl-58a04531",
        ),
        edge=EdgeOptions(
            waf=True,
            waf_rate_limit=1000,
            waf_counted_rules=["SizeRestrictions_BODY", "NoUserAgent_HEADER"],
            waf_log_retention=logs.RetentionDays.ONE_MONTH,
            additional_metrics=True,
            static_path_pattern="/assets/*",
            response_headers_policy=(
                cloudfront.ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS
            ),
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2025,
            origin_read_timeout=cdk.Duration.seconds(90),
            price_class=cloudfront.PriceClass.PRICE_CLASS_200,
            geo_restriction=cloudfront.GeoRestriction.allowlist("JP", "US"),
            signed_pdfs=SignedPdfDelivery.from_key_group(key_group, "/documents/*"),
            maintenance_page=False,
        ),
        backup=BackupOptions(
            plan=True,
            daily_retention=cdk.Duration.days(14),
            weekly_retention=cdk.Duration.days(60),
            recovery_retention=cdk.Duration.days(30),
            start_time="21:30",
            pdfs=True,
            vault_lock=VaultLock.governance(
                min_retention=cdk.Duration.days(7), max_retention=cdk.Duration.days(90)
            ),
            restore_testing=True,
            recovery_region=RecoveryRegion.of(RECOVERY_REGION),
            replicate_database_backups=True,
            replication=ReplicationOptions(
                enabled=True,
                time_control=True,
                metrics=True,
                delete_markers=False,
                storage_class=s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
            ),
            replicate_images=True,
            configuration_bucket=True,
            environment_history=True,
        ),
        monitoring=MonitoringOptions(
            dashboard=True,
            alarms=True,
            edge_alarms=True,
            thresholds=AlarmThresholds(
                min_requests=50,
                edge_error_percent=2.5,
                load_balancer_error_percent=0.5,
                target_error_percent=3,
                latency_p95=cdk.Duration.millis(1500),
                unhealthy_tasks=2,
                service_cpu_percent=75,
                service_memory_percent=80,
                error_logs=25,
                instance_disk_percent=70,
                instance_cpu_credits=30,
                database_cpu_percent=70,
                database_free_storage=cdk.Size.gibibytes(8),
                database_connections=120,
                database_freeable_memory=cdk.Size.mebibytes(768),
                database_cpu_credits=40,
                replica_lag=cdk.Duration.seconds(30),
                slow_queries=100,
                deadlocks=2,
                certificate_days=21,
            ),
            disabled_alarms=["SlowQueries", "ReplicaCpu"],
            page_emails=["on-call@example.com"],
            notice_emails=["team@example.com", "operations@example.com"],
            chat_channels=[
                ChatChannel.slack("T0123ABCD", "C0123ABCD", severities=[AlarmSeverity.PAGE]),
                ChatChannel.teams(
                    team_id="11111111-2222-3333-4444-555555555555",
                    tenant_id="66666666-7777-8888-9999-000000000000",
                    channel_id="19%3A0123abcd%40thread.tacv2",
                    severities=[AlarmSeverity.NOTICE],
                ),
            ],
            error_pattern=logs.FilterPattern.any_term("ERROR", "panic"),
            roll_back_on_alarms=True,
            saved_queries=True,
            runbook_url="https://wiki.example.com/runbooks",
        ),
        operations=OperationsOptions(
            runbooks=True,
            drills=True,
            patching=PatchingOptions(
                window=PatchWindow.weekly(WeekDay.TUESDAY, 3, "Europe/Berlin"),
                blackouts=[
                    Blackout.between("2026-11-23", "2026-12-01"),
                    Blackout.yearly("12-20", "01-07"),
                ],
                redeploy=True,
                instance=False,
            ),
            image_scanning=ImageScanning.ENHANCED,
        ),
        cost=CostOptions(
            report=True,
            usage=UsageAssumptions(
                requests=500_000,
                downloads=cdk.Size.gibibytes(50),
                pdf_storage=cdk.Size.gibibytes(40),
                pdf_writes=20_000,
                pdf_reads=250_000,
                pdf_uploads=cdk.Size.gibibytes(3),
                logs=cdk.Size.gibibytes(4),
                egress=cdk.Size.gibibytes(20),
                images=cdk.Size.mebibytes(1536),
                average_tasks=3,
                average_load_balancer_capacity_units=0.25,
                database_size=cdk.Size.gibibytes(12),
                database_daily_change=cdk.Size.mebibytes(256),
                extra_backups=cdk.Size.gibibytes(25),
                hours=700,
                free_allowances=False,
            ),
            budget=BudgetOptions(
                monthly_usd=1000,
                actual_percent=75,
                forecast_percent=110,
                emails=["billing@example.com"],
                topic_arn=f"arn:aws:sns:ap-northeast-1:{ACCOUNT}:budget",
                cost_allocation_tag=CostAllocationTag(key="team", value="documents"),
                deduct_credits=True,
                reservation_coverage_percent=60,
                reservation_utilization_percent=90,
                savings_plans_coverage_percent=50,
                savings_plans_utilization_percent=95,
            ),
            anomaly_detection=CostAnomalyDetection.services_monitor(min_impact_usd=50),
            allocation_tag=CostAllocationTag(key="product", value="pdf-platform"),
        ),
    )

    # What is granted and connected, and what is added to what was made.
    reporter = iam.Role(stack, "Reporter", assumed_by=iam.AccountRootPrincipal())
    platform.grant_read_pdfs(reporter)
    platform.grant_database_connect(reporter, "reporter")
    platform.connections.allow_to(ec2.Peer.ipv4("192.0.2.0/24"), ec2.Port.tcp(6379), "A cache")
    platform.compute.container.add_environment("PLATFORM_PRESET", platform.preset.name)
    times = [
        f"{objective.subject}: {objective.recovery_time.to_iso_string()}"
        for objective in platform.backup.objectives
        if objective.loss == LossOf.REGION and objective.recovery_time
    ]
    platform.compute.container.add_environment("BACK_IN", ", ".join(times))
    platform.monitoring.add_alarm(
        "ConversionQueue",
        metric=cloudwatch.Metric(
            namespace="Documents",
            metric_name="QueueLength",
            dimensions_map={"Queue": "conversion", "Stage": "staging"},
            statistic=cloudwatch.Stats.MAXIMUM,
            period=cdk.Duration.minutes(1),
        ),
        threshold=12.5,
        description="Conversions wait",
        severity=AlarmSeverity.NOTICE,
        comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluation_periods=10,
        datapoints_to_alarm=8,
        treat_missing_data=cloudwatch.TreatMissingData.BREACHING,
        runbook_anchor="conversions",
        rolls_back=False,
    )


def scheduled(stack: cdk.Stack) -> None:
    """What the overridden platform cannot have.

    Its database has a read replica, which RDS does not stop, and its tasks are on Fargate.
    """
    PdfWebPlatform(
        stack,
        "Platform",
        preset=PlatformPreset.dev(),
        backup=BackupOptions(
            plan=True,
            daily_retention=cdk.Duration.days(0),
            weekly_retention=cdk.Duration.days(30),
            vault_lock=VaultLock.compliance(
                min_retention=cdk.Duration.days(7), changeable_for=cdk.Duration.days(3)
            ),
            recovery_region=RecoveryRegion.existing(
                RECOVERY_REGION,
                pdf_bucket=s3.Bucket.from_bucket_name(stack, "PdfCopies", "pdf-copies-of-ours"),
            ),
            replication=ReplicationOptions(metrics=False),
        ),
        monitoring=MonitoringOptions(
            dashboard=False,
            alarms=True,
            edge_alarms=False,
            thresholds=AlarmThresholds(
                instance_disk_percent=70, instance_cpu_credits=30, database_cpu_credits=40
            ),
            roll_back_on_alarms=False,
            saved_queries=False,
        ),
        operations=OperationsOptions(
            runbooks=True,
            patching=PatchingOptions(
                window=PatchWindow.monthly(2, WeekDay.SATURDAY, 13),
                blackouts=[Blackout.yearly("05-01", "05-02")],
                approve_after=cdk.Duration.days(14),
                redeploy=True,
                instance=True,
            ),
        ),
        cost=CostOptions(
            office_hours=OfficeHours.of(
                days=[WeekDay.MONDAY, WeekDay.WEDNESDAY, WeekDay.SATURDAY],
                start=9,
                stop=19,
                time_zone="Europe/Berlin",
            ),
        ),
    )


def exported(stack: cdk.Stack) -> None:
    """What is in us-east-1 alone."""
    monitor_arn = f"arn:aws:ce::{ACCOUNT}:anomalymonitor/11111111-2222-3333-4444-555555555555"
    PdfWebPlatform(
        stack,
        "Platform",
        preset=PlatformPreset.prod_lean(),
        cost=CostOptions(
            max_monthly_usd=100_000,
            anomaly_detection=CostAnomalyDetection.from_monitor_arn(monitor_arn),
            cost_export=CostExportOptions(
                prefix="exports/costs",
                granularity=CostExportGranularity.HOURLY,
                retention=cdk.Duration.days(400),
                access_log_bucket=s3.Bucket.from_bucket_name(stack, "Logs", "logs-of-ours"),
                data_protection=DataProtection.DISPOSABLE,
            ),
        ),
    )

    # A platform tells its topic of notices; what tells e-mail addresses stands alone.
    CostAnomalyAlerts(
        stack,
        "AnomalyMails",
        detection=CostAnomalyDetection.from_monitor_arn(
            monitor_arn, min_impact_usd=100, email_frequency=AnomalyEmailFrequency.WEEKLY
        ),
        emails=["billing@example.com"],
    )


def unkept(stack: cdk.Stack) -> None:
    """A recovery region, and next to nothing that is copied there."""
    PdfWebPlatform(
        stack,
        "Platform",
        preset=PlatformPreset.prod(),
        backup=BackupOptions(
            plan=False,
            recovery_region=RecoveryRegion.of(RECOVERY_REGION),
            replicate_database_backups=False,
            replication=ReplicationOptions(enabled=False),
            replicate_images=False,
            configuration_bucket=False,
            environment_history=False,
        ),
        operations=OperationsOptions(
            runbooks=False, drills=False, patching=PatchingOptions(redeploy=False)
        ),
    )

    # What the platform has none of here.
    ConfigurationStore(
        stack,
        "Configuration",
        noncurrent_version_expiration=cdk.Duration.days(730),
        log_bucket=s3.Bucket.from_bucket_name(stack, "Logs", "logs-of-ours"),
        data_protection=DataProtection.DISPOSABLE,
    )


if __name__ == "__main__":
    main()
