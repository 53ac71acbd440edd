"""Deployed runbooks, executed on the emulator with their own roles."""
import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from botocore.validate import ParamValidator

from automation import Execution, Refused, execute
from checks import Failed
from emulated_aws import EmulatedAws
from emulator_differences import UNKNOWN, Differences
from sample_app import Stack


class Runbooks:
    """The runbooks of a stack, as they are deployed, and a person who starts them."""

    def __init__(self, aws: EmulatedAws, stack: Stack):
        self.aws, self.stack, self.outputs = aws, stack, aws.outputs(stack)
        self.documents = {name.split("-")[-1]: name for name in aws.resources(stack, "AWS::SSM::Document")}
        self.differences = Differences(stack)
        self.started: set[str] = set()

    def client(self, service: str):
        return self.aws.client(service, self.stack.region)

    def start(self, runbook: str, *expected_failures: str, **parameters: str) -> Execution:
        """It ends well. Steps that fail are those, and no others: an `onFailure` hides none."""
        done = self._execute(runbook, parameters)
        if done.status != "Success" or list(done.failed) != list(expected_failures):
            raise Failed(f"{runbook}: {done.status}, {done.failed}, after {done.steps}")
        return done

    def fails(self, runbook: str, step: str, *without: str, **parameters: str) -> bool:
        """It ends in a step that fails, and has made none of those calls."""
        done = self._execute(runbook, parameters)
        return done.status == "Failed" and done.steps[-1] == step and not {api for api, _ in done.calls} & set(without)

    def _execute(self, runbook: str, parameters: dict) -> Execution:
        if runbook not in self.documents:
            raise Failed(f"{runbook} is not deployed, but {list(self.documents)}")
        self.started.add(runbook)
        document = json.loads(self.client("ssm").get_document(Name=self.documents[runbook])["Content"])
        role = _Role(self.aws, self.stack.region, document["assumeRole"])  # the emulator knows no services that assume roles: before IAM is asked
        with _asking_iam(self.aws, True):
            role.check_that_it_is_held()
            done = execute(document, parameters, lambda api, inputs: self.differences.answer(api, inputs, role.call))
        if denied := {step: why for step, why in done.failed.items() if "AccessDenied" in why}:
            raise Failed(f"{runbook}: its role may not do what its steps do: {denied}")
        return done


class _Role:
    """What calls AWS: an assumed role, held to its policies."""

    def __init__(self, aws: EmulatedAws, region: str, arn: str):
        self.aws, self.region, self.account = aws, region, arn.split(":")[4]
        iam, name = aws.client("iam"), arn.split("/")[-1]
        policies = [iam.get_role_policy(RoleName=name, PolicyName=each)["PolicyDocument"] for each in iam.list_role_policies(RoleName=name)["PolicyNames"]]
        self.statements = [statement for policy in policies for statement in policy["Statement"]]
        keys = aws.client("sts", region).assume_role(RoleArn=arn, RoleSessionName="runbook")["Credentials"]
        self.keys = {"aws_access_key_id": keys["AccessKeyId"], "aws_secret_access_key": keys["SecretAccessKey"], "aws_session_token": keys["SessionToken"]}

    def call(self, api: str, inputs: dict, sent: dict | None = None) -> dict:
        """Asks whether it may make the call with its inputs, and makes it (with others, where the emulator knows no such inputs)."""
        service, operation = api.split(":")
        client = self._client(service)
        if operation not in client.meta.service_model.operation_names:
            raise Refused(f"{service} has no {operation}")
        method = getattr(client, xform_name(operation))
        needed = NEEDED.get(api)
        pairs = needed(f":{self.region}:{self.account}:", inputs) if needed else None
        if pairs is None:
            return method(**(inputs if sent is None else sent))
        for action, resource in pairs:
            if not self._may(action, resource):
                raise ClientError({"Error": {"Code": "AccessDenied", "Message": f"{action} on {resource}"}}, operation)
        if api in UNKNOWN:
            _check_inputs(client, operation, inputs)
            return {}
        with _asking_iam(self.aws, False):
            return method(**(inputs if sent is None else sent))

    def check_that_it_is_held(self) -> None:
        try:
            self._client("iam").list_users()
        except ClientError as error:
            if error.response["Error"]["Code"] == "AccessDenied":
                return
        raise Refused("the emulator does not ask IAM")

    def _may(self, action: str, resource: str) -> bool:
        listed = lambda value: value if isinstance(value, list) else [value]
        return any(
            action in listed(statement["Action"]) and any(fnmatchcase(resource, pattern) for pattern in listed(statement["Resource"]))
            for statement in self.statements
            if statement["Effect"] == "Allow" and "Condition" not in statement
        )

    def _client(self, service: str):
        config = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"})
        return boto3.client(service, region_name=self.region, endpoint_url=f"http://localhost:{self.aws.port}", config=config, **self.keys)


def _check_inputs(client, operation: str, inputs: dict) -> None:
    """As a client does before it sends anything."""
    report = ParamValidator().validate(inputs, client.meta.service_model.operation_model(operation).input_shape)
    if report.has_errors():
        raise ParamValidationError(report=report.generate_report())


@contextmanager
def _asking_iam(aws: EmulatedAws, asking: bool) -> Iterator[None]:
    """Whether IAM is asked about every call; after that, the other way round."""
    _ask_iam(aws, asking)
    try:
        yield
    finally:
        _ask_iam(aws, not asking)


def _ask_iam(aws: EmulatedAws, asking: bool) -> None:
    request = urllib.request.Request(f"http://localhost:{aws.port}/moto-api/reset-auth", data=b"0" if asking else b"inf", headers={"Content-Type": "text/plain"})
    urllib.request.urlopen(request).close()


Needed = Callable[[str, dict], list[tuple[str, str]] | None]

# The emulator asks IAM about the resource of some calls only. Of the others, what AWS asks for, with `:region:account:` in ARNs.
# https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
NEEDED: dict[str, Needed] = {
    "rds:RestoreDBInstanceToPointInTime": lambda here, inputs: [
        *(
            ("rds:RestoreDBInstanceToPointInTime", f"arn:aws:rds{here}{resource}")
            for resource in (
                f"db:{inputs['SourceDBInstanceIdentifier']}", f"db:{inputs['TargetDBInstanceIdentifier']}",
                f"subgrp:{inputs.get('DBSubnetGroupName', 'default')}", f"pg:{inputs.get('DBParameterGroupName', 'default')}", "og:default:mysql-8-4",
            )
        ),
        *([("rds:AddTagsToResource", f"arn:aws:rds{here}db:{inputs['TargetDBInstanceIdentifier']}")] if "Tags" in inputs else []),
    ],
    "rds:AddTagsToResource": lambda here, inputs: [("rds:AddTagsToResource", inputs["ResourceName"])],
    "rds:RemoveTagsFromResource": lambda here, inputs: [("rds:RemoveTagsFromResource", inputs["ResourceName"])],
    # By its name, the emulator asks.
    "rds:DescribeDBInstances": lambda here, inputs: [("rds:DescribeDBInstances", f"arn:aws:rds{here}db:*")] if "Filters" in inputs else None,
    "ecs:DescribeServices": lambda here, inputs: [
        ("ecs:DescribeServices", f"arn:aws:ecs{here}service/{inputs['cluster']}/{service}") for service in inputs["services"]
    ],
    "ecs:ListServiceDeployments": lambda here, inputs: [
        ("ecs:ListServiceDeployments", f"arn:aws:ecs{here}service/{inputs['cluster']}/{inputs['service']}")
    ],
    "ecs:DescribeServiceDeployments": lambda here, inputs: [("ecs:DescribeServiceDeployments", arn) for arn in inputs["serviceDeploymentArns"]],
    "cloudfront:CreateInvalidation": lambda here, inputs: _distribution("CreateInvalidation", here, inputs),
    "cloudfront:GetInvalidation": lambda here, inputs: _distribution("GetInvalidation", here, inputs),
    "elbv2:ModifyRule": lambda here, inputs: [("elasticloadbalancing:ModifyRule", inputs["RuleArn"])],
    "s3:ListObjectVersions": lambda here, inputs: [("s3:ListBucketVersions", f"arn:aws:s3:::{inputs['Bucket']}")],
    "s3:CopyObject": lambda here, inputs: [
        *((action, f"arn:aws:s3:::{inputs['CopySource'].split('?')[0]}") for action in ("s3:GetObjectVersion", "s3:GetObjectVersionTagging")),
        *((action, f"arn:aws:s3:::{inputs['Bucket']}/{inputs['Key']}") for action in ("s3:PutObject", "s3:PutObjectTagging")),
    ],
}


def _distribution(operation: str, here: str, inputs: dict) -> list[tuple[str, str]]:
    return [(f"cloudfront:{operation}", f"arn:aws:cloudfront::{here.split(':')[2]}:distribution/{inputs['DistributionId']}")]
