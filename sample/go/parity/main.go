// The same platforms as in every other language's sample: the three presets, one with everything brought, one with every struct of
// overrides, and three for what those cannot have: office hours, an export of costs, and a recovery region with nothing to recover from.
// CI compares the templates and bills of all languages, byte for byte.
package main

import (
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsbackup"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awselasticloadbalancingv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsrds"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsroute53"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/jsii-runtime-go"
	platform "github.com/cdk-pdf-web-platform/cdk-pdf-web-platform-go/cdkpdfwebplatform"
)

const account = "123456789012"

var (
	platformID     = jsii.String("Platform")
	recoveryRegion = jsii.String("ap-northeast-3")
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	platform.NewPdfWebPlatform(newStack(app, "Dev"), platformID, &platform.PdfWebPlatformProps{Preset: platform.PlatformPreset_Dev()})
	platform.NewPdfWebPlatform(newStack(app, "ProdLean"), platformID, &platform.PdfWebPlatformProps{Preset: platform.PlatformPreset_ProdLean()})
	platform.NewPdfWebPlatform(newStack(app, "Prod"), platformID, &platform.PdfWebPlatformProps{Preset: platform.PlatformPreset_Prod()})
	everythingBrought(newStack(app, "Brought"))
	everythingOverridden(newStack(app, "Overridden"))
	scheduled(newStack(app, "Scheduled"))
	exported(newStackIn(app, "Exported", "us-east-1"))
	unkept(newStack(app, "Unkept"))
	app.Synth(nil)
}

func newStack(app awscdk.App, name string) awscdk.Stack {
	return newStackIn(app, name, "ap-northeast-1")
}

func newStackIn(app awscdk.App, name string, region string) awscdk.Stack {
	return awscdk.NewStack(app, &name, &awscdk.StackProps{Env: &awscdk.Environment{Region: &region}})
}

func everythingBrought(stack awscdk.Stack) {
	vpc := awsec2.Vpc_FromVpcAttributes(stack, jsii.String("Vpc"), &awsec2.VpcAttributes{
		VpcId:             jsii.String("vpc-12345678"),
		AvailabilityZones: jsii.Strings("ap-northeast-1a", "ap-northeast-1c"),
		PublicSubnetIds:   jsii.Strings("subnet-public-1", "subnet-public-2"),
		PrivateSubnetIds:  jsii.Strings("subnet-private-1", "subnet-private-2"),
		IsolatedSubnetIds: jsii.Strings("subnet-isolated-1", "subnet-isolated-2"),
	})
	databaseGroup := awsec2.SecurityGroup_FromSecurityGroupId(stack, jsii.String("DatabaseGroup"), jsii.String("sg-12345678"), nil)
	repository := awsecr.Repository_FromRepositoryName(stack, jsii.String("Repository"), jsii.String("pdf-app"))
	noticeTopic := topic(stack, "NoticeTopic", "ap-northeast-1", "notice")
	platform.NewPdfWebPlatform(stack, platformID, &platform.PdfWebPlatformProps{
		Preset: platform.PlatformPreset_Prod(),
		Domain: platform.PlatformDomain_FromCertificates(&platform.DomainCertificates{
			DomainNames:       jsii.Strings("pdf.example.com", "www.example.com"),
			EdgeCertificate:   awscertificatemanager.Certificate_FromCertificateArn(stack, jsii.String("EdgeCertificate"), jsii.Sprintf("arn:aws:acm:us-east-1:%s:certificate/edge", account)),
			OriginCertificate: awscertificatemanager.Certificate_FromCertificateArn(stack, jsii.String("OriginCertificate"), jsii.Sprintf("arn:aws:acm:ap-northeast-1:%s:certificate/origin", account)),
		}),
		EncryptionKey: awskms.Key_FromKeyArn(stack, jsii.String("Key"), jsii.Sprintf("arn:aws:kms:ap-northeast-1:%s:key/11111111-2222-3333-4444-555555555555", account)),
		Image:         platform.PlatformImage_FromEcrRepository(repository, nil),
		Network:       &platform.NetworkOptions{Vpc: vpc},
		Storage: &platform.StorageOptions{
			Bucket:    awss3.Bucket_FromBucketName(stack, jsii.String("Pdfs"), jsii.String("pdfs-of-ours")),
			LogBucket: awss3.Bucket_FromBucketName(stack, jsii.String("Logs"), jsii.String("logs-of-ours")),
		},
		Database: &platform.DatabaseOptions{
			Existing: &platform.ExistingDatabase{
				Instance: awsrds.DatabaseInstance_FromDatabaseInstanceAttributes(stack, jsii.String("Database"), &awsrds.DatabaseInstanceAttributes{
					InstanceIdentifier:      jsii.String("ours"),
					InstanceEndpointAddress: jsii.String("ours.example.internal"),
					Port:                    jsii.Number(3306),
					SecurityGroups:          &[]awsec2.ISecurityGroup{databaseGroup},
				}),
				Secret: awssecretsmanager.Secret_FromSecretCompleteArn(stack, jsii.String("Secret"), jsii.Sprintf("arn:aws:secretsmanager:ap-northeast-1:%s:secret:ours-AbCdEf", account)),
			},
		},
		Compute: &platform.ComputeOptions{
			Cluster: awsecs.Cluster_FromClusterAttributes(stack, jsii.String("Cluster"), &awsecs.ClusterAttributes{ClusterName: jsii.String("ours"), Vpc: vpc}),
		},
		Edge: &platform.EdgeOptions{
			Waf:       jsii.Bool(false),
			WebAclArn: jsii.Sprintf("arn:aws:wafv2:us-east-1:%s:global/webacl/ours/11111111-2222-3333-4444-555555555555", account),
		},
		Backup: &platform.BackupOptions{
			Vault: awsbackup.BackupVault_FromBackupVaultName(stack, jsii.String("Vault"), jsii.String("ours")),
			RecoveryRegion: platform.RecoveryRegion_Existing(recoveryRegion, &platform.ExistingRecoveryResources{
				EncryptionKey:       awskms.Key_FromKeyArn(stack, jsii.String("RecoveryKey"), jsii.Sprintf("arn:aws:kms:%s:%s:key/66666666-7777-8888-9999-000000000000", *recoveryRegion, account)),
				Vault:               awsbackup.BackupVault_FromBackupVaultArn(stack, jsii.String("RecoveryVault"), jsii.Sprintf("arn:aws:backup:%s:%s:backup-vault:copies", *recoveryRegion, account)),
				ConfigurationBucket: awss3.Bucket_FromBucketName(stack, jsii.String("Configurations"), jsii.String("configurations-of-ours")),
			}),
		},
		Monitoring: &platform.MonitoringOptions{
			PageTopic:       topic(stack, "PageTopic", "ap-northeast-1", "page"),
			NoticeTopic:     noticeTopic,
			EdgePageTopic:   topic(stack, "EdgePageTopic", "us-east-1", "edge-page"),
			EdgeNoticeTopic: topic(stack, "EdgeNoticeTopic", "us-east-1", "edge-notice"),
		},
		Operations: &platform.OperationsOptions{
			Patching:      &platform.PatchingOptions{Window: platform.PatchWindow_Never()},
			ImageScanning: platform.ImageScanning_BASIC,
		},
		Cost: &platform.CostOptions{Report: jsii.Bool(false)},
	})

	// The registry's own settings, with what others have set in it.
	platform.NewImageReplication(stack, jsii.String("Images"), &platform.ImageReplicationProps{
		RepositoryName: jsii.String("pdf-app"),
		Region:         recoveryRegion,
		MergedRules: &[]*awsecr.CfnReplicationConfiguration_ReplicationRuleProperty{
			platform.ImageReplication_Rule(jsii.String("another-app"), jsii.String("us-west-2"), jsii.String(account)),
		},
	})
	platform.NewImageScanFindings(stack, jsii.String("Scans"), &platform.ImageScanFindingsProps{
		Repository:           repository,
		Scanning:             platform.ImageScanning_ENHANCED,
		Topic:                noticeTopic,
		RunbookUrl:           jsii.String("https://wiki.example.com/runbooks"),
		OtherContinuousScans: jsii.Strings("another-app", "team/*"),
		OtherScansOnPush:     jsii.Strings("*"),
	})
}

func topic(stack awscdk.Stack, id string, region string, name string) awssns.ITopic {
	return awssns.Topic_FromTopicArn(stack, &id, jsii.Sprintf("arn:aws:sns:%s:%s:%s", region, account, name))
}

func everythingOverridden(stack awscdk.Stack) {
	zone := awsroute53.HostedZone_FromHostedZoneAttributes(stack, jsii.String("Zone"), &awsroute53.HostedZoneAttributes{
		HostedZoneId: jsii.String("Z0123456789EXAMPLE"),
		ZoneName:     jsii.String("example.com"),
	})
	apiKey := awssecretsmanager.Secret_FromSecretNameV2(stack, jsii.String("ApiKey"), jsii.String("api-key"))
	keyGroup := awscloudfront.KeyGroup_FromKeyGroupId(stack, jsii.String("KeyGroup"), jsii.String("a1b2c3"))
	made := platform.NewPdfWebPlatform(stack, platformID, &platform.PdfWebPlatformProps{
		Preset: platform.PlatformPreset_ProdLean().Derive(jsii.String("team"), &platform.PlatformSettings{
			Compute: &platform.ComputeOptions{MinTasks: jsii.Number(2)},
		}),
		Domain:             platform.PlatformDomain_FromZone(zone, jsii.String("pdf")),
		Image:              platform.PlatformImage_OwnRepository(),
		DataProtection:     platform.DataProtection_DISPOSABLE,
		CustomerManagedKey: jsii.Bool(true),
		AccountPlan:        platform.AccountPlan_PAID,
		Tags:               &map[string]*string{"team": jsii.String("documents"), "environment": jsii.String("staging")},
		Network: &platform.NetworkOptions{
			Cidr:                      jsii.String("10.20.0.0/16"),
			MaxAzs:                    jsii.Number(2),
			Nat:                       platform.PlatformNat_Instance(awsec2.InstanceType_Of(awsec2.InstanceClass_T4G, awsec2.InstanceSize_NANO), nil),
			InterfaceEndpoints:        &[]awsec2.InterfaceVpcEndpointAwsService{awsec2.InterfaceVpcEndpointAwsService_SECRETS_MANAGER()},
			FlowLogs:                  jsii.Bool(true),
			FlowLogRetention:          awslogs.RetentionDays_TWO_WEEKS,
			CloseDefaultSecurityGroup: jsii.Bool(true),
		},
		Storage: &platform.StorageOptions{
			Versioned:                   jsii.Bool(true),
			NoncurrentVersionExpiration: days(30),
			AbortIncompleteUploadAfter:  days(3),
			InfrequentAccessAfter:       days(60),
			DirectUploads:               jsii.Bool(true),
			UploadOrigins:               jsii.Strings("http://localhost:3000"),
			MalwareScan:                 jsii.Bool(true),
			RequestMetrics:              jsii.Bool(true),
			AccessLogs:                  jsii.Bool(true),
			AccessLogRetention:          days(30),
		},
		Database: &platform.DatabaseOptions{
			Enabled:                 jsii.Bool(true),
			EngineVersion:           awsrds.MysqlEngineVersion_Of(jsii.String("8.4.5"), jsii.String("8.4")),
			InstanceType:            awsec2.InstanceType_Of(awsec2.InstanceClass_M7G, awsec2.InstanceSize_LARGE),
			DatabaseName:            jsii.String("documents"),
			AllocatedStorage:        gibibytes(50),
			MaxAllocatedStorage:     gibibytes(200),
			MultiAz:                 jsii.Bool(true),
			ReadReplica:             jsii.Bool(true),
			BackupRetention:         days(14),
			BackupWindow:            jsii.String("16:00-17:00"),
			MaintenanceWindow:       jsii.String("sat:18:00-sat:19:00"),
			AutoMinorVersionUpgrade: jsii.Bool(false),
			DeletionProtection:      jsii.Bool(false),
			ManagedPassword:         jsii.Bool(false),
			RotateSecretEvery:       days(60),
			IamAuthentication:       jsii.Bool(true),
			LogExports:              jsii.Strings("error", "slowquery", "general"),
			LogRetention:            awslogs.RetentionDays_ONE_MONTH,
			PerformanceInsights:     jsii.Bool(true),
			MonitoringInterval:      seconds(30),
			Parameters:              &map[string]*string{"max_connections": jsii.String("200")},
		},
		Compute: &platform.ComputeOptions{
			Capacity: platform.ComputeCapacity_Fargate(&platform.FargateCapacityProps{
				Cpu:             jsii.Number(1024),
				MemoryLimitMiB:  jsii.Number(2048),
				CpuArchitecture: awsecs.CpuArchitecture_X86_64(),
			}),
			ContainerInsights:      awsecs.ContainerInsights_ENHANCED,
			ContainerPort:          jsii.Number(3000),
			HealthCheckPath:        jsii.String("/ready"),
			HealthCheckGracePeriod: seconds(90),
			Environment:            &map[string]*string{"ZONE": jsii.String("b"), "FEATURE_SIGNING": jsii.String("on"), "MAX_PAGES": jsii.String("500")},
			Secrets: &map[string]awsecs.Secret{
				"TOKEN":   awsecs.Secret_FromSecretsManager(apiKey, jsii.String("token")),
				"API_KEY": awsecs.Secret_FromSecretsManager(apiKey, jsii.String("key")),
			},
			MaxTasks:               jsii.Number(8),
			ScaleOutCpuPercent:     jsii.Number(60),
			ScaleInCpuPercent:      jsii.Number(25),
			DeploymentStrategy:     awsecs.DeploymentStrategy_CANARY,
			BakeTime:               minutes(10),
			TrafficStepPercent:     jsii.Number(20),
			TrafficStepTime:        minutes(3),
			DeploymentAlarmNames:   jsii.Strings("errors"),
			StopTimeout:            seconds(60),
			EnableExecuteCommand:   jsii.Bool(false),
			ReadonlyRootFilesystem: jsii.Bool(true),
			WritablePaths:          jsii.Strings("/tmp", "/var/cache"),
			User:                   jsii.String("2000:2000"),
			LogRetention:           awslogs.RetentionDays_TWO_WEEKS,
		},
		Ingress: &platform.IngressOptions{
			Exposure:               platform.IngressExposure_CLOUDFRONT_ONLY,
			SslPolicy:              awselasticloadbalancingv2.SslPolicy_TLS13_13,
			IdleTimeout:            seconds(120),
			DeletionProtection:     jsii.Bool(false),
			CloudFrontPrefixListId: jsii.String("pl-58a04531"),
		},
		Edge: &platform.EdgeOptions{
			Waf:                    jsii.Bool(true),
			WafRateLimit:           jsii.Number(1000),
			WafCountedRules:        jsii.Strings("SizeRestrictions_BODY", "NoUserAgent_HEADER"),
			WafLogRetention:        awslogs.RetentionDays_ONE_MONTH,
			AdditionalMetrics:      jsii.Bool(true),
			StaticPathPattern:      jsii.String("/assets/*"),
			ResponseHeadersPolicy:  awscloudfront.ResponseHeadersPolicy_CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS(),
			MinimumProtocolVersion: awscloudfront.SecurityPolicyProtocol_TLS_V1_2_2025,
			OriginReadTimeout:      seconds(90),
			PriceClass:             awscloudfront.PriceClass_PRICE_CLASS_200,
			GeoRestriction:         awscloudfront.GeoRestriction_Allowlist(jsii.String("JP"), jsii.String("US")),
			SignedPdfs:             platform.SignedPdfDelivery_FromKeyGroup(keyGroup, jsii.String("/documents/*")),
			MaintenancePage:        jsii.Bool(false),
		},
		Backup: &platform.BackupOptions{
			Plan:                     jsii.Bool(true),
			DailyRetention:           days(14),
			WeeklyRetention:          days(60),
			RecoveryRetention:        days(30),
			StartTime:                jsii.String("21:30"),
			Pdfs:                     jsii.Bool(true),
			VaultLock:                platform.VaultLock_Governance(&platform.GovernanceLockProps{MinRetention: days(7), MaxRetention: days(90)}),
			RestoreTesting:           jsii.Bool(true),
			RecoveryRegion:           platform.RecoveryRegion_Of(recoveryRegion),
			ReplicateDatabaseBackups: jsii.Bool(true),
			Replication: &platform.ReplicationOptions{
				Enabled:       jsii.Bool(true),
				TimeControl:   jsii.Bool(true),
				Metrics:       jsii.Bool(true),
				DeleteMarkers: jsii.Bool(false),
				StorageClass:  awss3.StorageClass_GLACIER_INSTANT_RETRIEVAL(),
			},
			ReplicateImages:     jsii.Bool(true),
			ConfigurationBucket: jsii.Bool(true),
			EnvironmentHistory:  jsii.Bool(true),
		},
		Monitoring: &platform.MonitoringOptions{
			Dashboard:  jsii.Bool(true),
			Alarms:     jsii.Bool(true),
			EdgeAlarms: jsii.Bool(true),
			Thresholds: &platform.AlarmThresholds{
				MinRequests:              jsii.Number(50),
				EdgeErrorPercent:         jsii.Number(2.5),
				LoadBalancerErrorPercent: jsii.Number(0.5),
				TargetErrorPercent:       jsii.Number(3),
				LatencyP95:               awscdk.Duration_Millis(jsii.Number(1500)),
				UnhealthyTasks:           jsii.Number(2),
				ServiceCpuPercent:        jsii.Number(75),
				ServiceMemoryPercent:     jsii.Number(80),
				ErrorLogs:                jsii.Number(25),
				InstanceDiskPercent:      jsii.Number(70),
				InstanceCpuCredits:       jsii.Number(30),
				DatabaseCpuPercent:       jsii.Number(70),
				DatabaseFreeStorage:      gibibytes(8),
				DatabaseConnections:      jsii.Number(120),
				DatabaseFreeableMemory:   awscdk.Size_Mebibytes(jsii.Number(768)),
				DatabaseCpuCredits:       jsii.Number(40),
				ReplicaLag:               seconds(30),
				SlowQueries:              jsii.Number(100),
				Deadlocks:                jsii.Number(2),
				CertificateDays:          jsii.Number(21),
			},
			DisabledAlarms: jsii.Strings("SlowQueries", "ReplicaCpu"),
			PageEmails:     jsii.Strings("on-call@example.com"),
			NoticeEmails:   jsii.Strings("team@example.com", "operations@example.com"),
			ChatChannels: &[]platform.ChatChannel{
				platform.ChatChannel_Slack(jsii.String("T0123ABCD"), jsii.String("C0123ABCD"), &platform.ChatChannelOptions{
					Severities: &[]platform.AlarmSeverity{platform.AlarmSeverity_PAGE},
				}),
				platform.ChatChannel_Teams(&platform.TeamsChannelProps{
					TeamId:     jsii.String("11111111-2222-3333-4444-555555555555"),
					TenantId:   jsii.String("66666666-7777-8888-9999-000000000000"),
					ChannelId:  jsii.String("19%3A0123abcd%40thread.tacv2"),
					Severities: &[]platform.AlarmSeverity{platform.AlarmSeverity_NOTICE},
				}),
			},
			ErrorPattern:     awslogs.FilterPattern_AnyTerm(jsii.String("ERROR"), jsii.String("panic")),
			RollBackOnAlarms: jsii.Bool(true),
			SavedQueries:     jsii.Bool(true),
			RunbookUrl:       jsii.String("https://wiki.example.com/runbooks"),
		},
		Operations: &platform.OperationsOptions{
			Runbooks: jsii.Bool(true),
			Drills:   jsii.Bool(true),
			Patching: &platform.PatchingOptions{
				Window: platform.PatchWindow_Weekly(platform.WeekDay_TUESDAY, jsii.Number(3), jsii.String("Europe/Berlin")),
				Blackouts: &[]platform.Blackout{
					platform.Blackout_Between(jsii.String("2026-11-23"), jsii.String("2026-12-01")),
					platform.Blackout_Yearly(jsii.String("12-20"), jsii.String("01-07")),
				},
				Redeploy: jsii.Bool(true),
				Instance: jsii.Bool(false),
			},
			ImageScanning: platform.ImageScanning_ENHANCED,
		},
		Cost: &platform.CostOptions{
			Report: jsii.Bool(true),
			Usage: &platform.UsageAssumptions{
				Requests:                         jsii.Number(500_000),
				Downloads:                        gibibytes(50),
				PdfStorage:                       gibibytes(40),
				PdfWrites:                        jsii.Number(20_000),
				PdfReads:                         jsii.Number(250_000),
				PdfUploads:                       gibibytes(3),
				Logs:                             gibibytes(4),
				Egress:                           gibibytes(20),
				Images:                           awscdk.Size_Mebibytes(jsii.Number(1536)),
				AverageTasks:                     jsii.Number(3),
				AverageLoadBalancerCapacityUnits: jsii.Number(0.25),
				DatabaseSize:                     gibibytes(12),
				DatabaseDailyChange:              awscdk.Size_Mebibytes(jsii.Number(256)),
				ExtraBackups:                     gibibytes(25),
				Hours:                            jsii.Number(700),
				FreeAllowances:                   jsii.Bool(false),
			},
			Budget: &platform.BudgetOptions{
				MonthlyUsd:                     jsii.Number(1000),
				ActualPercent:                  jsii.Number(75),
				ForecastPercent:                jsii.Number(110),
				Emails:                         jsii.Strings("billing@example.com"),
				TopicArn:                       jsii.Sprintf("arn:aws:sns:ap-northeast-1:%s:budget", account),
				CostAllocationTag:              &platform.CostAllocationTag{Key: jsii.String("team"), Value: jsii.String("documents")},
				DeductCredits:                  jsii.Bool(true),
				ReservationCoveragePercent:     jsii.Number(60),
				ReservationUtilizationPercent:  jsii.Number(90),
				SavingsPlansCoveragePercent:    jsii.Number(50),
				SavingsPlansUtilizationPercent: jsii.Number(95),
			},
			AnomalyDetection: platform.CostAnomalyDetection_ServicesMonitor(&platform.AnomalyDetectionOptions{MinImpactUsd: jsii.Number(50)}),
			AllocationTag:    &platform.CostAllocationTag{Key: jsii.String("product"), Value: jsii.String("pdf-platform")},
		},
	})

	// What is granted and connected, and what is added to what was made.
	reporter := awsiam.NewRole(stack, jsii.String("Reporter"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()})
	made.GrantReadPdfs(reporter)
	made.GrantDatabaseConnect(reporter, jsii.String("reporter"))
	made.Connections().AllowTo(awsec2.Peer_Ipv4(jsii.String("192.0.2.0/24")), awsec2.Port_Tcp(jsii.Number(6379)), jsii.String("A cache"))
	made.Compute().Container().AddEnvironment(jsii.String("PLATFORM_PRESET"), made.Preset().Name())
	var times []string
	for _, objective := range *made.Backup().Objectives() {
		if objective.Loss == platform.LossOf_REGION && objective.RecoveryTime != nil {
			times = append(times, *objective.Subject+": "+*objective.RecoveryTime.ToIsoString())
		}
	}
	made.Compute().Container().AddEnvironment(jsii.String("BACK_IN"), jsii.String(strings.Join(times, ", ")))
	made.Monitoring().AddAlarm(jsii.String("ConversionQueue"), &platform.AlarmRow{
		Metric: awscloudwatch.NewMetric(&awscloudwatch.MetricProps{
			Namespace:     jsii.String("Documents"),
			MetricName:    jsii.String("QueueLength"),
			DimensionsMap: &map[string]*string{"Queue": jsii.String("conversion"), "Stage": jsii.String("staging")},
			Statistic:     awscloudwatch.Stats_MAXIMUM(),
			Period:        minutes(1),
		}),
		Threshold:          jsii.Number(12.5),
		Description:        jsii.String("Conversions wait"),
		Severity:           platform.AlarmSeverity_NOTICE,
		ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_THRESHOLD,
		EvaluationPeriods:  jsii.Number(10),
		DatapointsToAlarm:  jsii.Number(8),
		TreatMissingData:   awscloudwatch.TreatMissingData_BREACHING,
		RunbookAnchor:      jsii.String("conversions"),
		RollsBack:          jsii.Bool(false),
	})
}

// scheduled is what the overridden platform cannot have: its database has a read replica, which RDS does not stop, and its tasks are
// on Fargate.
func scheduled(stack awscdk.Stack) {
	platform.NewPdfWebPlatform(stack, platformID, &platform.PdfWebPlatformProps{
		Preset: platform.PlatformPreset_Dev(),
		Backup: &platform.BackupOptions{
			Plan:            jsii.Bool(true),
			DailyRetention:  days(0),
			WeeklyRetention: days(30),
			VaultLock:       platform.VaultLock_Compliance(&platform.ComplianceLockProps{MinRetention: days(7), ChangeableFor: days(3)}),
			RecoveryRegion: platform.RecoveryRegion_Existing(recoveryRegion, &platform.ExistingRecoveryResources{
				PdfBucket: awss3.Bucket_FromBucketName(stack, jsii.String("PdfCopies"), jsii.String("pdf-copies-of-ours")),
			}),
			Replication: &platform.ReplicationOptions{Metrics: jsii.Bool(false)},
		},
		Monitoring: &platform.MonitoringOptions{
			Dashboard:  jsii.Bool(false),
			Alarms:     jsii.Bool(true),
			EdgeAlarms: jsii.Bool(false),
			Thresholds: &platform.AlarmThresholds{
				InstanceDiskPercent: jsii.Number(70),
				InstanceCpuCredits:  jsii.Number(30),
				DatabaseCpuCredits:  jsii.Number(40),
			},
			RollBackOnAlarms: jsii.Bool(false),
			SavedQueries:     jsii.Bool(false),
		},
		Operations: &platform.OperationsOptions{
			Runbooks: jsii.Bool(true),
			Patching: &platform.PatchingOptions{
				Window:       platform.PatchWindow_Monthly(jsii.Number(2), platform.WeekDay_SATURDAY, jsii.Number(13), nil),
				Blackouts:    &[]platform.Blackout{platform.Blackout_Yearly(jsii.String("05-01"), jsii.String("05-02"))},
				ApproveAfter: days(14),
				Redeploy:     jsii.Bool(true),
				Instance:     jsii.Bool(true),
			},
		},
		Cost: &platform.CostOptions{
			OfficeHours: platform.OfficeHours_Of(&platform.OfficeHoursProps{
				Days:     &[]platform.WeekDay{platform.WeekDay_MONDAY, platform.WeekDay_WEDNESDAY, platform.WeekDay_SATURDAY},
				Start:    jsii.Number(9),
				Stop:     jsii.Number(19),
				TimeZone: jsii.String("Europe/Berlin"),
			}),
		},
	})
}

// exported is what is in us-east-1 alone.
func exported(stack awscdk.Stack) {
	monitorArn := jsii.Sprintf("arn:aws:ce::%s:anomalymonitor/11111111-2222-3333-4444-555555555555", account)
	platform.NewPdfWebPlatform(stack, platformID, &platform.PdfWebPlatformProps{
		Preset: platform.PlatformPreset_ProdLean(),
		Cost: &platform.CostOptions{
			MaxMonthlyUsd:    jsii.Number(100_000),
			AnomalyDetection: platform.CostAnomalyDetection_FromMonitorArn(monitorArn, nil),
			CostExport: &platform.CostExportOptions{
				Prefix:          jsii.String("exports/costs"),
				Granularity:     platform.CostExportGranularity_HOURLY,
				Retention:       days(400),
				AccessLogBucket: awss3.Bucket_FromBucketName(stack, jsii.String("Logs"), jsii.String("logs-of-ours")),
				DataProtection:  platform.DataProtection_DISPOSABLE,
			},
		},
	})

	// A platform tells its topic of notices; what tells e-mail addresses stands alone.
	platform.NewCostAnomalyAlerts(stack, jsii.String("AnomalyMails"), &platform.CostAnomalyAlertsProps{
		Detection: platform.CostAnomalyDetection_FromMonitorArn(monitorArn, &platform.AnomalyDetectionOptions{
			MinImpactUsd:   jsii.Number(100),
			EmailFrequency: platform.AnomalyEmailFrequency_WEEKLY,
		}),
		Emails: jsii.Strings("billing@example.com"),
	})
}

// unkept has a recovery region, and next to nothing that is copied there.
func unkept(stack awscdk.Stack) {
	platform.NewPdfWebPlatform(stack, platformID, &platform.PdfWebPlatformProps{
		Preset: platform.PlatformPreset_Prod(),
		Backup: &platform.BackupOptions{
			Plan:                     jsii.Bool(false),
			RecoveryRegion:           platform.RecoveryRegion_Of(recoveryRegion),
			ReplicateDatabaseBackups: jsii.Bool(false),
			Replication:              &platform.ReplicationOptions{Enabled: jsii.Bool(false)},
			ReplicateImages:          jsii.Bool(false),
			ConfigurationBucket:      jsii.Bool(false),
			EnvironmentHistory:       jsii.Bool(false),
		},
		Operations: &platform.OperationsOptions{
			Runbooks: jsii.Bool(false),
			Drills:   jsii.Bool(false),
			Patching: &platform.PatchingOptions{Redeploy: jsii.Bool(false)},
		},
	})

	// What the platform has none of here.
	platform.NewConfigurationStore(stack, jsii.String("Configuration"), &platform.ConfigurationStoreProps{
		NoncurrentVersionExpiration: days(730),
		LogBucket:                   awss3.Bucket_FromBucketName(stack, jsii.String("Logs"), jsii.String("logs-of-ours")),
		DataProtection:              platform.DataProtection_DISPOSABLE,
	})
}

func days(amount float64) awscdk.Duration    { return awscdk.Duration_Days(&amount) }
func gibibytes(amount float64) awscdk.Size   { return awscdk.Size_Gibibytes(&amount) }
func minutes(amount float64) awscdk.Duration { return awscdk.Duration_Minutes(&amount) }
func seconds(amount float64) awscdk.Duration { return awscdk.Duration_Seconds(&amount) }
