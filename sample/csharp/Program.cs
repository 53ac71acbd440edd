using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.Route53;
using CdkPdfWebPlatform;
using Environment = Amazon.CDK.Environment;

namespace PdfPlatformSample;

/// <summary>
/// Three platforms, each in a stack of its own.
///
/// Context, all of it optional: region (us-east-1), recoveryRegion (where prod is copied to: us-west-2, of ap-northeast-1
/// ap-northeast-3), zoneId and zoneName (a hosted zone: the platforms are reached as dev, app and www in it), email (who is told of
/// alarms in production), logLevel (info), unprotected (true switches deletion protection off: the step before prod is destroyed).
/// </summary>
public static class Program
{
    public static void Main()
    {
        var app = new App();
        // Nobody merges what makes the small production dearer than the design says.
        var limit = Region(app) == "us-east-1" ? new CostOptions { MaxMonthlyUsd = 50 } : null;
        AddPlatform(app, "PdfDev", "dev", PlatformPreset.Dev(), isProduction: false);
        AddPlatform(app, "PdfProdLean", "app", PlatformPreset.ProdLean(), isProduction: true, cost: limit);
        var copies = new BackupOptions { RecoveryRegion = RecoveryRegion.Of(RecoveryRegionOf(app)) };
        AddPlatform(app, "PdfProd", "www", PlatformPreset.Prod(), isProduction: true, backup: copies);
        app.Synth();
    }

    /// <summary>A stack with one platform. No account is named: nothing is looked up, so a synth needs no credentials.</summary>
    private static void AddPlatform(
        App app,
        string stackName,
        string recordName,
        PlatformPreset preset,
        bool isProduction,
        BackupOptions? backup = null,
        CostOptions? cost = null)
    {
        var stack = new Stack(app, stackName, new StackProps
        {
            Env = new Environment { Region = Region(app) },
            Description = $"A PDF web application, preset {preset.Name}",
        });
        // Somebody is told of alarms.
        var emails = new[] { Context(app, "email") ?? "oncall@example.com" };
        var isUnprotected = isProduction && Context(app, "unprotected") == "true";
        _ = new PdfWebPlatform(stack, "Platform", new PdfWebPlatformProps
        {
            Preset = preset,
            Compute = new ComputeOptions
            {
                Environment = new Dictionary<string, string> { ["LOG_LEVEL"] = Context(app, "logLevel") ?? "info" },
            },
            Database = isUnprotected ? new DatabaseOptions { DeletionProtection = false } : null,
            Ingress = isUnprotected ? new IngressOptions { DeletionProtection = false } : null,
            Monitoring = isProduction ? new MonitoringOptions { PageEmails = emails, NoticeEmails = emails } : null,
            Backup = backup,
            Cost = cost,
            Domain = DomainIn(app, stack, recordName),
            Tags = new Dictionary<string, string> { ["application"] = "pdf-sample", ["environment"] = preset.Name },
        });
    }

    private static PlatformDomain DomainIn(App app, Stack stack, string recordName)
    {
        if (Context(app, "zoneId") is not { Length: > 0 } zoneId || Context(app, "zoneName") is not { Length: > 0 } zoneName)
        {
            return PlatformDomain.None();
        }
        var attributes = new HostedZoneAttributes { HostedZoneId = zoneId, ZoneName = zoneName };
        return PlatformDomain.FromZone(HostedZone.FromHostedZoneAttributes(stack, "Zone", attributes), recordName);
    }

    private static string Region(App app) => Context(app, "region") ?? "us-east-1";

    private static string RecoveryRegionOf(App app) =>
        Context(app, "recoveryRegion") ?? (Region(app) == "ap-northeast-1" ? "ap-northeast-3" : "us-west-2");

    private static string? Context(App app, string name) => app.Node.TryGetContext(name) as string;
}
