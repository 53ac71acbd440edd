"""Releasing images.

What this shows: which image a parameter-only update runs, that a deployment of a changed template keeps it, and that CloudFormation's
rollback of an update that fails after the service has changed brings the old image back.

What it does not show: that a release whose tasks do not become healthy fails at all. ECS's deployment circuit breaker decides that, and
the emulator runs no tasks; so the failure is planted in a resource behind the service, where the breaker's failure of the service itself
would be. That the breaker and its rollback are on is looked up in the template.
"""
import copy

from checks import show
from emulated_aws import EmulatedAws
from sample_app import SampleApp, Stack

REPOSITORY = "123456789012.dkr.ecr.us-east-1.amazonaws.com/pdf"
OLD, NEW, BAD, FIXED = (f"{REPOSITORY}:{tag}" for tag in ("1", "2", "3-bad", "4"))
TRIPWIRE = "release-tripwire"
PLATFORMS = ("PdfDev", "PdfProdLean", "PdfProd")


def releases(emulator: str, app: SampleApp) -> None:
    """Releasing images"""
    with EmulatedAws(emulator) as aws:
        debug = {stack.name: stack for stack in app.synthesize(logLevel="debug")}
        aws.client("logs").create_log_group(logGroupName=TRIPWIRE)
        for stack in app.synthesize():
            show(f"{stack.name}: deployed", aws.deploy(stack) == "CREATE_COMPLETE", aws.why(stack))
            if stack.name not in PLATFORMS:  # what a platform has in another region has no image
                continue
            _release(aws, stack, debug[stack.name])
            _failing_release(aws, debug[stack.name])


def _release(aws: EmulatedAws, stack: Stack, changed: Stack) -> None:
    placeholder = _container(aws, stack)
    show("  a placeholder runs before the first release", "python" in placeholder["image"] and "command" in placeholder, placeholder["image"])
    for image in (OLD, NEW):
        state = aws.release(stack, image)
        container = _container(aws, stack)
        show(f"  release {_tag(image)}: the service runs it, with its own command", state == "UPDATE_COMPLETE" and container["image"] == image and not container.get("command"), (state, container))

    state = aws.deploy(changed)
    container = _container(aws, stack)
    level = {each["name"]: each["value"] for each in container["environment"]}["LOG_LEVEL"]
    show("  cdk deploy of a changed template changes it and keeps the released image", (state, level, container["image"]) == ("UPDATE_COMPLETE", "debug", NEW), (state, level, container["image"]))


def _failing_release(aws: EmulatedAws, stack: Stack) -> None:
    breaker = _service(stack)["Properties"]["DeploymentConfiguration"]["DeploymentCircuitBreaker"]
    show("  the template switches the circuit breaker and its rollback on", breaker == {"Enable": True, "Rollback": True}, breaker)

    show("  (planted: a resource behind the service that cannot be made with one image)", aws.deploy(_with_tripwire(stack)) == "UPDATE_COMPLETE")
    state = aws.release(stack, BAD)
    tried = _images_tried(aws, stack)
    show("  a failing release reaches the service and ends in UPDATE_ROLLBACK_COMPLETE", state == "UPDATE_ROLLBACK_COMPLETE" and BAD in tried, (state, tried))
    image = _container(aws, stack)["image"]
    show("  … with the old image in the service", image == NEW, image)
    state, image = aws.release(stack, FIXED), _container(aws, stack)["image"]
    show("  … and the next release goes through", (state, image) == ("UPDATE_COMPLETE", FIXED), (state, image))


def _with_tripwire(stack: Stack) -> Stack:
    """The stack with a log group whose name is taken, made after the service and with the bad image only."""
    template = copy.deepcopy(stack.template)
    service = next(name for name, each in template["Resources"].items() if each["Type"] == "AWS::ECS::Service")
    parameter = next(output["Value"] for name, output in template["Outputs"].items() if "ImageParameterName" in name)
    template["Conditions"]["IsBadImage"] = {"Fn::Equals": [{"Ref": parameter}, BAD]}
    template["Resources"]["Tripwire"] = {
        "Type": "AWS::Logs::LogGroup", "Condition": "IsBadImage", "DependsOn": service, "Properties": {"LogGroupName": TRIPWIRE},
    }
    return Stack(stack.name, stack.region, template, stack.termination_protection)


def _service(stack: Stack) -> dict:
    return next(each for each in stack.template["Resources"].values() if each["Type"] == "AWS::ECS::Service")


def _container(aws: EmulatedAws, stack: Stack) -> dict:
    """The application's container in the task definition that the service runs."""
    ecs, outputs = aws.client("ecs", stack.region), aws.outputs(stack)
    [service] = ecs.describe_services(cluster=outputs["ClusterName"], services=[outputs["ServiceName"]])["services"]
    task = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
    return next(each for each in task["containerDefinitions"] if each["name"] == "app")


def _images_tried(aws: EmulatedAws, stack: Stack) -> list[str]:
    """The images of all task definitions that there were."""
    ecs = aws.client("ecs", stack.region)
    tasks = [task for status in ("ACTIVE", "INACTIVE") for task in ecs.list_task_definitions(status=status)["taskDefinitionArns"]]
    definitions = [ecs.describe_task_definition(taskDefinition=task)["taskDefinition"] for task in tasks]
    return [container["image"] for each in definitions if stack.name in each["family"] for container in each["containerDefinitions"]]


def _tag(image: str) -> str:
    return image.split(":")[-1]
