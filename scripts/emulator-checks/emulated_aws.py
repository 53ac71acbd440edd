"""An account on the emulator, and what the checks do with its stacks."""
import json
import os
import signal
import socket
import subprocess
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from checks import Failed
from sample_app import Stack

PLATFORM_REGIONS = ["us-east-1", "ap-northeast-1"]
REGIONS = [*PLATFORM_REGIONS, "us-west-2", "ap-northeast-3"]  # with those that they recover in
# What the emulator's moto reports as deleted with a stack, but keeps.
OVERLOOKED = ["AWS::CloudFront::Distribution", "AWS::EC2::InternetGateway", "AWS::EC2::NatGateway", "AWS::WAFv2::WebACL"]
BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version"


class EmulatedAws:
    """`with EmulatedAws(folder) as aws`: an empty account, gone afterwards."""

    def __init__(self, emulator: str):
        self.emulator = emulator

    def __enter__(self) -> "EmulatedAws":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        started = subprocess.run([os.path.join(self.emulator, "start"), str(self.port)], capture_output=True, text=True)
        if started.returncode:
            raise Failed(f"the emulator: {started.stderr}")
        self.pid = int(started.stdout.split()[1])
        self.overlooked: set[str] = set()
        for region in REGIONS:  # what `cdk bootstrap` leaves, as far as templates look at it
            self.client("ssm", region).put_parameter(Name=BOOTSTRAP_VERSION, Value="30", Type="String")
        return self

    def __exit__(self, *_) -> None:
        os.kill(self.pid, signal.SIGTERM)

    def client(self, service: str, region: str = "us-east-1"):
        config = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}, read_timeout=300)
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        return boto3.client(service, region_name=region, endpoint_url=f"http://localhost:{self.port}", config=config, **keys)

    def deploy(self, stack: Stack) -> str:
        """As `cdk deploy` does: the template is new, parameters keep their values. Gives back the state, or 'unchanged'."""
        cloudformation = self.client("cloudformation", stack.region)
        body = {"StackName": stack.name, "TemplateBody": json.dumps(stack.template, separators=(",", ":"))}
        rights = {"Capabilities": ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]}
        deployed = self.describe(stack)
        if not deployed:
            cloudformation.create_stack(**body, **rights, EnableTerminationProtection=stack.termination_protection)
            return self.state(stack)
        before = {parameter["ParameterKey"] for parameter in deployed.get("Parameters", [])}
        kept = [{"ParameterKey": key, "UsePreviousValue": True} for key in stack.template.get("Parameters", {}) if key in before]
        return self._update(stack, **body, **rights, Parameters=kept)

    def release(self, stack: Stack, image: str) -> str:
        """As a pipeline does: nothing but the image parameter changes."""
        parameter = self.outputs(stack)["ImageParameterName"]
        parameters = [
            {"ParameterKey": key, "ParameterValue": image} if key == parameter else {"ParameterKey": key, "UsePreviousValue": True}
            for key in (each["ParameterKey"] for each in self.describe(stack)["Parameters"])
        ]
        rights = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
        return self._update(stack, StackName=stack.name, UsePreviousTemplate=True, Parameters=parameters, Capabilities=rights)

    def _update(self, stack: Stack, **arguments) -> str:
        try:
            self.client("cloudformation", stack.region).update_stack(**arguments)
        except ClientError as error:
            if "No updates are to be performed" in str(error):
                return "unchanged"
            raise
        return self.state(stack)

    def delete(self, stack: Stack) -> str:
        """Deletes a stack. Gives back the state, or why it was refused."""
        cloudformation = self.client("cloudformation", stack.region)
        policies = {each["Type"] for each in stack.template["Resources"].values() if each.get("DeletionPolicy", "Delete") != "Delete"}
        self.overlooked |= {name.split("|")[0] for kind in OVERLOOKED if kind not in policies for name in self.resources(stack, kind)}
        try:
            cloudformation.delete_stack(StackName=stack.name)
            if self._only_its_vpc_is_left(stack):
                self._delete_overlooked(stack)
                cloudformation.delete_stack(StackName=stack.name)
        except ClientError as error:
            return error.response["Error"]["Message"]
        return self.state(stack)

    def _only_its_vpc_is_left(self, stack: Stack) -> bool:
        if self.state(stack) != "DELETE_FAILED":
            return False
        events = self.client("cloudformation", stack.region).describe_stack_events(StackName=stack.name)["StackEvents"]
        failed = {event["ResourceType"] for event in events if event["ResourceStatus"] == "DELETE_FAILED"}
        return failed == {"AWS::CloudFormation::Stack", "AWS::EC2::VPC"}

    def _delete_overlooked(self, stack: Stack) -> None:
        """Route tables and endpoints are such as well, and no VPC could ever go while they are there."""
        ec2 = self.client("ec2", stack.region)
        inside = [{"Name": "vpc-id", "Values": self.resources(stack, "AWS::EC2::VPC")}]
        endpoints = ec2.describe_vpc_endpoints(Filters=inside)["VpcEndpoints"]
        ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"] for endpoint in endpoints])
        for table in ec2.describe_route_tables(Filters=inside)["RouteTables"]:
            if not any(association["Main"] for association in table["Associations"]):
                ec2.delete_route_table(RouteTableId=table["RouteTableId"])

    def describe(self, stack: Stack) -> dict | None:
        try:
            return self.client("cloudformation", stack.region).describe_stacks(StackName=stack.name)["Stacks"][0]
        except ClientError:
            return None

    def state(self, stack: Stack) -> str:
        """Where an operation ended."""
        deployed = self.describe(stack)
        if not deployed:
            return "DELETE_COMPLETE"
        for _ in range(600):
            if not deployed["StackStatus"].endswith("_IN_PROGRESS"):
                break
            time.sleep(0.1)
            deployed = self.describe(stack) or {"StackStatus": "DELETE_COMPLETE"}
        return deployed["StackStatus"]

    def why(self, stack: Stack) -> str:
        """The failure that the others follow from."""
        events = self.client("cloudformation", stack.region).describe_stack_events(StackName=stack.name)["StackEvents"]
        begun = next((at for at, event in enumerate(events) if event.get("ResourceStatusReason") == "User Initiated"), len(events))
        failed = [event for event in events[:begun] if event["ResourceStatus"].endswith("FAILED")]  # the newest comes first
        return f"{failed[-1]['LogicalResourceId']}: {failed[-1].get('ResourceStatusReason', '')}" if failed else ""

    def outputs(self, stack: Stack) -> dict[str, str]:
        """By the names that the library gives them: without the platform's id and the checksum."""
        deployed = self.describe(stack) or {}
        return {each["OutputKey"].removeprefix("Platform")[:-8]: each["OutputValue"] for each in deployed.get("Outputs", [])}

    def resources(self, stack: Stack, resource_type: str) -> list[str]:
        """Physical ids."""
        found = self.client("cloudformation", stack.region).list_stack_resources(StackName=stack.name)["StackResourceSummaries"]
        return [each["PhysicalResourceId"] for each in found if each["ResourceType"] == resource_type]
