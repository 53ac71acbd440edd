// The same platforms as in every other language's sample: the three presets, one with everything brought, one with every struct of
// overrides. CI compares the templates of all languages, byte for byte.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscertificatemanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
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
	"github.com/aws/jsii-runtime-go"
	platform "github.com/cdk-pdf-web-platform/cdk-pdf-web-platform-go/cdkpdfwebplatform"
)

const account = "123456789012"

var platformID = jsii.String("Platform")

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	platform.NewPdfWebPlatform(newStack(app, "Dev"), platformID, &platform.PdfWebPlatformProps{Preset: platform.PlatformPreset_Dev()})
	platform.NewPdfWebPlatform(newStack(app, "ProdLean"), platformID, &platform.PdfWebPlatformProps{Preset: platform.PlatformPreset_ProdLean()})
	platform.NewPdfWebPlatform(newStack(app, "Prod"), platformID, &platform.PdfWebPlatformProps{Preset: platform.PlatformPreset_Prod()})
	everythingBrought(newStack(app, "Brought"))
	everythingOverridden(newStack(app, "Overridden"))
	app.Synth(nil)
}

func newStack(app awscdk.App, name string) awscdk.Stack {
	return awscdk.NewStack(app, &name, &awscdk.StackProps{Env: &awscdk.Environment{Region: jsii.String("ap-northeast-1")}})
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
	platform.NewPdfWebPlatform(stack, platformID, &platform.PdfWebPlatformProps{
		Preset: platform.PlatformPreset_Prod(),
		Domain: platform.PlatformDomain_FromCertificates(&platform.DomainCertificates{
			DomainNames:       jsii.Strings("pdf.example.com", "www.example.com"),
			EdgeCertificate:   awscertificatemanager.Certificate_FromCertificateArn(stack, jsii.String("EdgeCertificate"), jsii.Sprintf("arn:aws:acm:us-east-1:%s:certificate/edge", account)),
			OriginCertificate: awscertificatemanager.Certificate_FromCertificateArn(stack, jsii.String("OriginCertificate"), jsii.Sprintf("arn:aws:acm:ap-northeast-1:%s:certificate/origin", account)),
		}),
		EncryptionKey: awskms.Key_FromKeyArn(stack, jsii.String("Key"), jsii.Sprintf("arn:aws:kms:ap-northeast-1:%s:key/11111111-2222-3333-4444-555555555555", account)),
		Image:         platform.PlatformImage_FromEcrRepository(awsecr.Repository_FromRepositoryName(stack, jsii.String("Repository"), jsii.String("pdf-app")), nil),
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
	})
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
			AccessLogs:                  jsii.Bool(true),
			AccessLogRetention:          days(30),
		},
		Database: &platform.DatabaseOptions{
			Enabled:                 jsii.Bool(true),
			EngineVersion:           awsrds.MysqlEngineVersion_Of(jsii.String("8.4.5"), jsii.String("8.4")),
			InstanceType:            awsec2.InstanceType_Of(awsec2.InstanceClass_M7G, awsec2.InstanceSize_LARGE),
			DatabaseName:            jsii.String("documents"),
			AllocatedStorage:        awscdk.Size_Gibibytes(jsii.Number(50)),
			MaxAllocatedStorage:     awscdk.Size_Gibibytes(jsii.Number(200)),
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
			StaticPathPattern:      jsii.String("/assets/*"),
			ResponseHeadersPolicy:  awscloudfront.ResponseHeadersPolicy_CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS(),
			MinimumProtocolVersion: awscloudfront.SecurityPolicyProtocol_TLS_V1_2_2025,
			OriginReadTimeout:      seconds(90),
			PriceClass:             awscloudfront.PriceClass_PRICE_CLASS_200,
			GeoRestriction:         awscloudfront.GeoRestriction_Allowlist(jsii.String("JP"), jsii.String("US")),
			SignedPdfs:             platform.SignedPdfDelivery_FromKeyGroup(keyGroup, jsii.String("/documents/*")),
			MaintenancePage:        jsii.Bool(false),
		},
	})

	// What is granted and connected, and what is added to what was made.
	reporter := awsiam.NewRole(stack, jsii.String("Reporter"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()})
	made.GrantReadPdfs(reporter)
	made.GrantDatabaseConnect(reporter, jsii.String("reporter"))
	made.Connections().AllowTo(awsec2.Peer_Ipv4(jsii.String("192.0.2.0/24")), awsec2.Port_Tcp(jsii.Number(6379)), jsii.String("A cache"))
	made.Compute().Container().AddEnvironment(jsii.String("PLATFORM_PRESET"), made.Preset().Name())
}

func days(amount float64) awscdk.Duration    { return awscdk.Duration_Days(&amount) }
func minutes(amount float64) awscdk.Duration { return awscdk.Duration_Minutes(&amount) }
func seconds(amount float64) awscdk.Duration { return awscdk.Duration_Seconds(&amount) }
