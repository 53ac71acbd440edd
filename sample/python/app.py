"""A team's CDK app: one platform per preset, each in a stack of its own.

Context, all of it optional:
  -c region=ap-northeast-1                          where the platforms are (us-east-1)
  -c recoveryRegion=us-west-2                       where prod is copied to (us-west-2; of
                                                    ap-northeast-1 ap-northeast-3)
  -c zoneId=Z0123456789ABC -c zoneName=example.com  a hosted zone: dev.example.com, app.… and www.…
  -c email=oncall@example.com                       who is told of alarms in production
  -c logLevel=debug                                 what the application is told (info)
  -c unprotected=true                               deletion protection off: before prod is destroyed
"""

import aws_cdk as cdk
from aws_cdk.aws_route53 import HostedZone
from cdk_pdf_web_platform import (
    BackupOptions,
    ComputeOptions,
    CostOptions,
    DatabaseOptions,
    IngressOptions,
    MonitoringOptions,
    PdfWebPlatform,
    PlatformDomain,
    PlatformPreset,
    RecoveryRegion,
)
from constructs import Construct


def main() -> None:
    app = cdk.App()
    # None leaves the choice to the preset.
    protection = False if context(app, "unprotected") == "true" else None
    # Somebody is told of alarms, and nobody merges what makes the small production dearer than the
    # design says.
    emails = [context(app, "email") or "oncall@example.com"]
    monitoring = MonitoringOptions(page_emails=emails, notice_emails=emails)
    limit = CostOptions(max_monthly_usd=50) if region_of(app) == "us-east-1" else None
    copies = BackupOptions(recovery_region=RecoveryRegion.of(recovery_region_of(app)))

    lean, prod = PlatformPreset.prod_lean(), PlatformPreset.prod()
    add_platform(app, "PdfDev", "dev", PlatformPreset.dev())
    add_platform(app, "PdfProdLean", "app", lean, protection, monitoring, limit)
    add_platform(app, "PdfProd", "www", prod, protection, monitoring, backup=copies)
    app.synth()


def add_platform(
    app: cdk.App,
    stack_name: str,
    record_name: str,
    preset: PlatformPreset,
    deletion_protection: bool | None = None,
    monitoring: MonitoringOptions | None = None,
    cost: CostOptions | None = None,
    backup: BackupOptions | None = None,
) -> None:
    """Add a stack with one platform.

    No account is named: nothing is looked up, so a synth needs no credentials.
    """
    stack = cdk.Stack(
        app,
        stack_name,
        env=cdk.Environment(region=region_of(app)),
        description=f"A PDF web application, preset {preset.name}",
    )
    PdfWebPlatform(
        stack,
        "Platform",
        preset=preset,
        domain=domain_in(stack, record_name),
        compute=ComputeOptions(environment={"LOG_LEVEL": context(app, "logLevel") or "info"}),
        database=DatabaseOptions(deletion_protection=deletion_protection),
        ingress=IngressOptions(deletion_protection=deletion_protection),
        backup=backup,
        monitoring=monitoring,
        cost=cost,
        tags={"application": "pdf-sample", "environment": preset.name},
    )


def domain_in(stack: cdk.Stack, record_name: str) -> PlatformDomain:
    """Return the record's name in the zone of the context, or CloudFront's own name without one."""
    zone_id, zone_name = context(stack, "zoneId"), context(stack, "zoneName")
    if not (zone_id and zone_name):
        return PlatformDomain.none()
    zone = HostedZone.from_hosted_zone_attributes(
        stack, "Zone", hosted_zone_id=zone_id, zone_name=zone_name
    )
    return PlatformDomain.from_zone(zone, record_name)


def region_of(app: cdk.App) -> str:
    return context(app, "region") or "us-east-1"


def recovery_region_of(app: cdk.App) -> str:
    nearest = "ap-northeast-3" if region_of(app) == "ap-northeast-1" else "us-west-2"
    return context(app, "recoveryRegion") or nearest


def context(scope: Construct, name: str) -> str | None:
    """Return a context value as ``-c`` gives it: jsii types it as ``Any``."""
    value: str | None = scope.node.try_get_context(name)
    return value


if __name__ == "__main__":
    main()
