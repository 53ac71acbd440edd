using Amazon.CDK;
using CdkPdfWebPlatform;

public static class Smallest
{
    public static void Synthesize()
    {
        var app = new App();
        var env = new Amazon.CDK.Environment { Region = "ap-northeast-1" };
        var stack = new Stack(app, "PdfApp", new StackProps { Env = env });
        _ = new PdfWebPlatform(stack, "Platform", new PdfWebPlatformProps { Preset = PlatformPreset.Prod() });
        app.Synth();
    }
}
