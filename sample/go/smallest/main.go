package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	platform "github.com/cdk-pdf-web-platform/cdk-pdf-web-platform-go/cdkpdfwebplatform"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	env := &awscdk.Environment{Region: jsii.String("ap-northeast-1")}
	stack := awscdk.NewStack(app, jsii.String("PdfApp"), &awscdk.StackProps{Env: env})
	platform.NewPdfWebPlatform(stack, jsii.String("Platform"), &platform.PdfWebPlatformProps{Preset: platform.PlatformPreset_Prod()})
	app.Synth(nil)
}
