// A CDK app that uses cdk-pdf-web-platform the way a team would.
//
// Context, all of it optional:
//
//	region             where the platforms are (us-east-1)
//	recoveryRegion     where prod is copied to (us-west-2; of ap-northeast-1 ap-northeast-3)
//	zoneId, zoneName   a hosted zone: they are reached as dev, app and www in it
//	email              who is told of alarms in production
//	logLevel           what the application is told (info)
//	unprotected        true switches deletion protection off: the step before prod is destroyed
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsroute53"
	"github.com/aws/jsii-runtime-go"
	platform "github.com/cdk-pdf-web-platform/cdk-pdf-web-platform-go/cdkpdfwebplatform"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	copies := &platform.BackupOptions{RecoveryRegion: platform.RecoveryRegion_Of(jsii.String(recoveryRegion(app)))}
	addPlatform(app, "PdfDev", "dev", platform.PlatformPreset_Dev(), false, nil, nil)
	addPlatform(app, "PdfProdLean", "app", platform.PlatformPreset_ProdLean(), true, nil, jsii.Number(50))
	addPlatform(app, "PdfProd", "www", platform.PlatformPreset_Prod(), true, copies, nil)
	app.Synth(nil)
}

// addPlatform adds a stack with one platform. No account is named: nothing is looked up, so a synth needs no credentials.
// Somebody is told of alarms in production, and nobody merges what makes it dearer than maxMonthlyUsd, if there is one.
func addPlatform(app awscdk.App, stackName, recordName string, preset platform.PlatformPreset, isProduction bool, backup *platform.BackupOptions, maxMonthlyUsd *float64) {
	region := regionOf(app)
	stack := awscdk.NewStack(app, &stackName, &awscdk.StackProps{
		Env:         &awscdk.Environment{Region: &region},
		Description: jsii.Sprintf("A PDF web application, preset %s", *preset.Name()),
	})
	props := &platform.PdfWebPlatformProps{
		Preset:  preset,
		Compute: &platform.ComputeOptions{Environment: &map[string]*string{"LOG_LEVEL": jsii.String(context(app, "logLevel", "info"))}},
		Domain:  domainIn(app, stack, recordName),
		Backup:  backup,
		Tags:    &map[string]*string{"application": jsii.String("pdf-sample"), "environment": preset.Name()},
	}
	if isProduction {
		emails := jsii.Strings(context(app, "email", "oncall@example.com"))
		props.Monitoring = &platform.MonitoringOptions{PageEmails: emails, NoticeEmails: emails}
	}
	if region == "us-east-1" {
		props.Cost = &platform.CostOptions{MaxMonthlyUsd: maxMonthlyUsd}
	}
	if isProduction && context(app, "unprotected", "false") == "true" {
		props.Database = &platform.DatabaseOptions{DeletionProtection: jsii.Bool(false)}
		props.Ingress = &platform.IngressOptions{DeletionProtection: jsii.Bool(false)}
	}
	platform.NewPdfWebPlatform(stack, jsii.String("Platform"), props)
}

func domainIn(app awscdk.App, stack awscdk.Stack, recordName string) platform.PlatformDomain {
	zoneID, zoneName := context(app, "zoneId", ""), context(app, "zoneName", "")
	if zoneID == "" || zoneName == "" {
		return platform.PlatformDomain_None()
	}
	zone := awsroute53.HostedZone_FromHostedZoneAttributes(stack, jsii.String("Zone"), &awsroute53.HostedZoneAttributes{
		HostedZoneId: &zoneID,
		ZoneName:     &zoneName,
	})
	return platform.PlatformDomain_FromZone(zone, &recordName)
}

func regionOf(app awscdk.App) string {
	return context(app, "region", "us-east-1")
}

func recoveryRegion(app awscdk.App) string {
	if regionOf(app) == "ap-northeast-1" {
		return context(app, "recoveryRegion", "ap-northeast-3")
	}
	return context(app, "recoveryRegion", "us-west-2")
}

func context(app awscdk.App, name, otherwise string) string {
	if value, ok := app.Node().TryGetContext(&name).(string); ok {
		return value
	}
	return otherwise
}
