"""Destroying platforms: what is kept, and what stands in the way."""
from botocore.exceptions import ClientError

from checks import show
from emulated_aws import EmulatedAws
from inventory import inventory, remaining
from sample_app import SampleApp, Stack

REGION = "ap-northeast-1"  # where prod has a support stack in us-east-1
RECOVERY = "ap-northeast-3"


def prod(emulator: str, app: SampleApp) -> None:
    """Destroying prod"""
    with EmulatedAws(emulator) as aws:
        before = inventory(aws)
        stacks = _only(app.synthesize(region=REGION), "PdfProd")
        [main] = [stack for stack in stacks if stack.name == "PdfProd"]
        [watch] = [stack for stack in stacks if main.name in stack.dependencies]
        supports = [stack for stack in stacks if stack.name in main.dependencies]  # certificate and firewall; the recovery region's copies
        for stack in stacks:
            show(f"{stack.name} in {stack.region}: deployed", aws.deploy(stack) == "CREATE_COMPLETE", aws.why(stack))
        bucket = aws.outputs(main)["PdfBucketName"]
        s3 = aws.client("s3", REGION)
        s3.put_object(Bucket=bucket, Key="documents/kept.pdf", Body=b"%PDF-1.7")
        keys = aws.resources(main, "AWS::KMS::Key")

        databases = aws.resources(main, "AWS::RDS::DBInstance")
        [database] = [each for each in databases if not each.endswith("-replica")]  # a replica holds nothing of its own
        show("  nobody deletes its database by accident", _refused(aws, database), database)
        [unprotected] = [stack for stack in app.synthesize(region=REGION, unprotected="true") if stack.name == "PdfProd"]
        show("  a deployment switches the protection of database and load balancer off", aws.deploy(unprotected) == "UPDATE_COMPLETE", aws.why(main))
        show("  what watches CloudFront goes: DELETE_COMPLETE", (state := aws.delete(watch)) == "DELETE_COMPLETE", state)
        show("  then the stack goes: DELETE_COMPLETE", (state := aws.delete(main)) == "DELETE_COMPLETE", f"{state} {aws.why(main) if aws.describe(main) else ''}")

        for support in supports:
            refused = aws.delete(support)
            show(f"  {support.name} refuses while it is protected from termination", "TerminationProtection" in refused, refused)
            aws.client("cloudformation", support.region).update_termination_protection(StackName=support.name, EnableTerminationProtection=False)
            show("  … and goes without the protection", aws.delete(support) == "DELETE_COMPLETE")

        kept = remaining(aws, before)
        pdf = s3.get_object(Bucket=bucket, Key="documents/kept.pdf")["Body"].read()
        show("  the PDFs are still there", pdf == b"%PDF-1.7")
        snapshots = kept.get(f"database snapshot ({REGION})", set())
        show("  the database left a final snapshot", any(each.endswith("-final") for each in snapshots), snapshots)
        show("  the keys that data is encrypted with still work", keys != [] and set(keys) <= kept[f"KMS key ({REGION})"], keys)
        copies = [name for name in kept["bucket"] if "-recovery" in name]  # of PDFs and files, and the logs of both
        there = {kind: kept.get(f"{kind} ({RECOVERY})") for kind in ("KMS key", "backup vault")}
        show("  the recovery region has its buckets, vault and key", len(copies) == 3 and all(there.values()), f"{copies} {there}")
        show("  no database, load balancer, task or public address is left to pay for", not _running(kept), _running(kept))
        _list(kept)


def dev(emulator: str, app: SampleApp) -> None:
    """Destroying dev"""
    with EmulatedAws(emulator) as aws:
        zone = aws.client("route53").create_hosted_zone(Name="example.com", CallerReference="zone")["HostedZone"]["Id"].split("/")[-1]
        before = inventory(aws)
        for context in ({"region": "us-east-1"}, {"region": REGION, "zoneId": zone, "zoneName": "example.com"}):
            stacks = _only(app.synthesize(**context), "PdfDev")
            for stack in stacks:
                show(f"{stack.name} in {stack.region}: deployed", aws.deploy(stack) == "CREATE_COMPLETE", aws.why(stack))
            for stack in reversed(stacks):
                state = aws.delete(stack)
                show(f"  {stack.name} in {stack.region}: DELETE_COMPLETE", state == "DELETE_COMPLETE", f"{state} {aws.why(stack) if aws.describe(stack) else ''}")
            kept = remaining(aws, before)
            show("  nothing remains", not kept, kept)


def _only(stacks: list[Stack], name: str) -> list[Stack]:
    return [stack for stack in stacks if stack.name == name or stack.name.startswith(f"{name}-")]


def _refused(aws: EmulatedAws, database: str) -> bool:
    try:
        aws.client("rds", REGION).delete_db_instance(DBInstanceIdentifier=database, SkipFinalSnapshot=True)
        return False
    except ClientError:
        return True


def _running(kept: dict) -> dict:
    kinds = ("database (", "load balancer (", "ECS cluster (", "NAT gateway (", "elastic IP (", "instance (", "distribution")
    return {kind: names for kind, names in kept.items() if kind.startswith(kinds)}


def _list(kept: dict) -> None:
    print("  What remains:")
    for kind, names in sorted(kept.items()):
        print(f"    {len(names)} × {kind}: {', '.join(sorted(names))}")
