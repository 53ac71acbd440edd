"""Recovering by the runbooks: what is deployed is executed, and what it leaves is looked at.

What this does not show, the check says itself: `emulator_differences.NOT_SHOWN`.
"""
import recovering_database as database
from checks import show
from emulated_automation import Runbooks
from emulated_aws import EmulatedAws
from releasing import FIXED, NEW, OLD
from sample_app import SampleApp

REGION = "us-east-1"
PDF, OTHER = b"%PDF-1.7 first", b"%PDF-1.7 second"
MAINTENANCE_PATH = "/cdk-pdf-web-platform/maintenance"


def runbooks(emulator: str, app: SampleApp) -> None:
    """Recovering prod by its runbooks"""
    with EmulatedAws(emulator) as aws:
        stacks = [stack for stack in app.synthesize(region=REGION) if stack.name == "PdfProd" or stack.name.startswith("PdfProd-")]
        for stack in stacks:
            show(f"{stack.name} in {stack.region}: deployed", aws.deploy(stack) == "CREATE_COMPLETE", aws.why(stack))
        books = Runbooks(aws, next(stack for stack in stacks if stack.name == "PdfProd"))
        for check in (_service, _cdn, _maintenance_page, _pdf, database.standby, database.restored, database.replaced, database.lost):
            check(books)
        show(f"  all {len(books.documents)} deployed runbooks were started", books.started == set(books.documents), books.started)
        for reason in books.differences.not_shown():
            print(f"  not shown here: {reason}")


def _service(books: Runbooks) -> None:
    for image in (OLD, NEW):
        books.aws.release(books.stack, image)
    released = _describe_service(books)["taskDefinition"]
    done = books.start("RollBackService")
    show("  RollBackService: the service runs the image before", _image(books) == OLD and done.outputs["describeBefore.TaskDefinition"] == released, _image(books))
    show("  … once more, it does not guess which revision is next", books.fails("RollBackService", "assertNewestRuns", "ecs:UpdateService"))
    books.start("RollBackService", TaskDefinition=released.split("/")[-1])
    show("  … and forward again, to the revision that is given", _image(books) == NEW and _describe_service(books)["taskDefinition"] == released, _image(books))

    before = _describe_service(books)["deployments"][0]["id"]
    done = books.start("RedeployService")
    after = _describe_service(books)["deployments"][0]["id"]
    show("  RedeployService: another deployment, of the same image", after != before and _image(books) == NEW, (before, after, _image(books)))
    found, made = done.outputs["redeployFound.Deployment"], list(books.differences.deployments)[-1]
    show("  … and it is the one whose end the runbook waits for", found == made, (found, made))
    books.differences.takes_deployments_back = True
    show("  … fails if ECS takes the deployment back", books.fails("RedeployService", "redeployLasts"))
    books.differences.takes_deployments_back = False
    books.aws.release(books.stack, FIXED)
    show("  … and the next release goes through", _image(books) == FIXED, _image(books))


def _cdn(books: Runbooks) -> None:
    cloudfront, distribution = books.client("cloudfront"), books.outputs["DistributionId"]
    for parameters, path in (({}, "/*"), ({"Path": "/documents/a.pdf"}, "/documents/a.pdf")):
        done = books.start("InvalidateCdn", **parameters)
        made = cloudfront.get_invalidation(DistributionId=distribution, Id=done.outputs["invalidate.Id"])["Invalidation"]
        paths = made["InvalidationBatch"]["Paths"]["Items"]
        show(f"  InvalidateCdn: there is an invalidation of {path}", paths == [path], paths)


def _maintenance_page(books: Runbooks) -> None:
    rules = books.aws.resources(books.stack, "AWS::ElasticLoadBalancingV2::ListenerRule")
    [rule] = [arn for arn in rules if _rule(books, arn)[0] == [MAINTENANCE_PATH]]
    before = _rule(books, rule)
    books.start("MaintenancePageOn")
    paths, actions = _rule(books, rule)
    all_with_503 = paths == ["/*"] and [action["FixedResponseConfig"]["StatusCode"] for action in actions] == ["503"]
    show("  MaintenancePageOn: the load balancer's rule answers everything with 503", all_with_503, (paths, actions))
    books.start("MaintenancePageOff")
    after = _rule(books, rule)
    show("  MaintenancePageOff: the rule is as it was, for a path that nobody asks for", after == before, after)


def _pdf(books: Runbooks) -> None:
    s3, bucket, key = books.client("s3"), books.outputs["PdfBucketName"], "documents/2026/report.pdf"
    read = lambda: s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    s3.put_object(Bucket=bucket, Key=f"{key}.txt", Body=b"beside it")
    first = s3.put_object(Bucket=bucket, Key=key, Body=PDF)["VersionId"]
    s3.put_object(Bucket=bucket, Key=key, Body=OTHER)
    show("  RestorePdf: of a PDF that is there, it does not guess the version", books.fails("RestorePdf", "assertDeleted", "s3:CopyObject", Key=key))
    s3.delete_object(Bucket=bucket, Key=key)
    books.start("RestorePdf", Key=key)
    show("  … one that was deleted is there again, byte by byte", read() == OTHER)
    books.start("RestorePdf", Key=key, VersionId=first)
    versions = [each for each in s3.list_object_versions(Bucket=bucket, Prefix=key)["Versions"] if each["Key"] == key]
    show("  … an older version is the current one, and no version is lost", read() == PDF and len(versions) == 4, len(versions))
    missing = books.fails("RestorePdf", "assertKey", "s3:CopyObject", Key="documents/2026/report")
    show("  … and one that was never there is not taken for what has a longer name", missing)


def _describe_service(books: Runbooks) -> dict:
    cluster, service = books.outputs["ClusterName"], books.outputs["ServiceName"]
    return books.client("ecs").describe_services(cluster=cluster, services=[service])["services"][0]


def _image(books: Runbooks) -> str:
    task = books.client("ecs").describe_task_definition(taskDefinition=_describe_service(books)["taskDefinition"])["taskDefinition"]
    return next(each["image"] for each in task["containerDefinitions"] if each["name"] == "app")


def _rule(books: Runbooks, arn: str) -> tuple[list[str], list[dict]]:
    [rule] = books.client("elbv2").describe_rules(RuleArns=[arn])["Rules"]
    return [value for condition in rule["Conditions"] for value in condition.get("PathPatternConfig", {}).get("Values", [])], rule["Actions"]
