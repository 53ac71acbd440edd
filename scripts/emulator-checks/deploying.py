"""Deploying, once and again."""
from checks import show
from emulated_aws import PLATFORM_REGIONS, EmulatedAws
from sample_app import SampleApp


def without_a_domain(emulator: str, app: SampleApp) -> None:
    """Deploying dev, prodLean and prod in both regions"""
    for region in PLATFORM_REGIONS:
        # An account for each: the emulator's names of IAM roles, which regions share, lose their random end.
        with EmulatedAws(emulator) as aws:
            _deploy_twice(aws, app, region=region)


def with_a_domain(emulator: str, app: SampleApp) -> None:
    """Deploying them with a domain"""
    for region in PLATFORM_REGIONS:
        with EmulatedAws(emulator) as aws:
            zone = aws.client("route53").create_hosted_zone(Name="example.com", CallerReference="zone")["HostedZone"]["Id"].split("/")[-1]
            _deploy_twice(aws, app, region=region, zoneId=zone, zoneName="example.com")
            records = aws.client("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
            names = sorted({record["Name"] for record in records if record["Type"] in ("A", "AAAA")})
            expected = ["app.example.com.", "dev.example.com.", "www.example.com."]
            show("  the zone has records for dev, app and www", names == expected, names)


def _deploy_twice(aws: EmulatedAws, app: SampleApp, **context: str) -> None:
    for stack in app.synthesize(**context):
        state = aws.deploy(stack)
        count = len(stack.template["Resources"])
        show(f"{stack.name} in {stack.region}: CREATE_COMPLETE, {count} resources", state == "CREATE_COMPLETE", f"{state} {aws.why(stack)}")
    again = {stack.name: aws.deploy(stack) for stack in app.synthesize(**context)}
    show(f"  a second synth and deploy changes nothing in {len(again)} stacks", set(again.values()) == {"unchanged"}, again)
