"""Where the emulator's moto answers otherwise than AWS, as far as runbooks look at it. What is answered in its place is not shown, and is said."""
import uuid
from collections.abc import Callable

from sample_app import Stack

# Which checks would have to be made on AWS, by the call that they are about; the last ones are about all.
NOT_SHOWN = {
    "rds:RestoreDBInstanceToPointInTime": "which data a restored instance has: the emulator copies settings and no data",
    "rds:RebootDBInstance": "that a standby takes over: the emulator has none; the check exchanges the zones in its answers",
    "rds:PromoteReadReplica": "that a promoted replica follows no longer: the emulator goes on naming its source (and that of a restored instance); "
    "the check leaves it out of answers",
    "rds:DescribeDBInstances": "resource ids: the emulator has one for all instances; the check gives each its own, which goes with it to another name; "
    "and that a replica keeps no backups: to the emulator, it keeps its source's",
    "ecs:ListTaskDefinitions": "that old revisions stay: the emulator deregisters them whatever the template's UpdateReplacePolicy is, and does not sort; "
    "the check answers as AWS would",
    "ecs:ListServiceDeployments": "which deployments have begun: the emulator does not know the call; the check names what UpdateService was asked for",
    "ecs:DescribeServiceDeployments": "what a deployment ends in: the emulator does not know the call, and runs no tasks; the check answers success, or that "
    "ECS has taken it back",
    "cloudfront:GetInvalidation": "what an invalidation ends in: the emulator says COMPLETED; the check answers Completed",
    "": "states between (creating, renaming, in progress …): all is ready at once; iam:PassRole, the use of keys and who assumes a runbook's role: "
    "the emulator does not ask IAM about them",
}

# Calls that moto does not know: nothing is sent.
UNKNOWN = {"ecs:ListServiceDeployments", "ecs:DescribeServiceDeployments"}

Made = Callable[..., dict]  # a call of an API with its inputs, and those that are sent in their place


class Differences:
    def __init__(self, stack: Stack):
        self.region = stack.region
        tasks = [each for each in stack.template["Resources"].values() if each["Type"] == "AWS::ECS::TaskDefinition"]
        self.keeps_revisions = all(task.get("UpdateReplacePolicy") == "Retain" for task in tasks)
        self.resource_ids: dict[str, str] = {}
        self.on_their_own: set[str] = set()
        self.failed_over: set[str] = set()
        self.deployments: dict[str, str] = {}  # their states; the newest comes last
        self.takes_deployments_back = False
        self.met = {""}

    def answer(self, api: str, inputs: dict, made: Made) -> dict:
        self.met.add(api)
        different = {
            "rds:DescribeDBInstances": self._describe_instances,
            "rds:ModifyDBInstance": self._modify_instance,
            "rds:PromoteReadReplica": self._promote,
            "rds:RestoreDBInstanceToPointInTime": self._restore,
            "rds:RebootDBInstance": self._reboot,
            "ecs:UpdateService": self._update_service,
            "ecs:ListServiceDeployments": self._list_deployments,
            "ecs:DescribeServiceDeployments": self._describe_deployments,
            "ecs:ListTaskDefinitions": self._list_revisions,
            "ecs:DescribeTaskDefinition": self._describe_revision,
            "cloudfront:GetInvalidation": self._describe_invalidation,
        }.get(api)
        return different(inputs, made) if different else made(api, inputs)

    def not_shown(self) -> list[str]:
        return [reason for api, reason in NOT_SHOWN.items() if api in self.met]

    def _resource_id(self, name: str) -> str:
        return self.resource_ids.setdefault(name, f"db-{name.upper()}")

    def _describe_instances(self, inputs: dict, made: Made) -> dict:
        wanted = [value for each in inputs.get("Filters", []) if each["Name"] == "dbi-resource-id" for value in each["Values"]]
        found = made("rds:DescribeDBInstances", inputs, {} if wanted else inputs)["DBInstances"]
        instances = [self._as_aws(instance) for instance in found]
        return {"DBInstances": [each for each in instances if not wanted or each["DbiResourceId"] in wanted]}

    def _as_aws(self, instance: dict) -> dict:
        resource_id = self._resource_id(instance["DBInstanceIdentifier"])
        source = instance.pop("ReadReplicaSourceDBInstanceIdentifier", "").split(":")[-1]  # of its own region, it is a name
        follows = bool(source) and resource_id not in self.on_their_own
        zones = [f"{self.region}a", f"{self.region}b"][:: -1 if resource_id in self.failed_over else 1]
        return {
            **instance,
            "DbiResourceId": resource_id,
            **({"ReadReplicaSourceDBInstanceIdentifier": source, "BackupRetentionPeriod": 0} if follows else {}),
            **({"AvailabilityZone": zones[0], "SecondaryAvailabilityZone": zones[1]} if instance["MultiAZ"] else {}),
        }

    def _modify_instance(self, inputs: dict, made: Made) -> dict:
        answer = made("rds:ModifyDBInstance", inputs)
        name = inputs["DBInstanceIdentifier"]
        if "NewDBInstanceIdentifier" in inputs:
            resource_id = self._resource_id(name)
            del self.resource_ids[name]
            self.resource_ids[inputs["NewDBInstanceIdentifier"]] = resource_id
        return answer

    def _promote(self, inputs: dict, made: Made) -> dict:
        answer = made("rds:PromoteReadReplica", inputs)
        self.on_their_own.add(self._resource_id(inputs["DBInstanceIdentifier"]))
        return answer

    def _restore(self, inputs: dict, made: Made) -> dict:
        answer = made("rds:RestoreDBInstanceToPointInTime", inputs)
        self.on_their_own.add(self._resource_id(inputs["TargetDBInstanceIdentifier"]))
        return answer

    def _reboot(self, inputs: dict, made: Made) -> dict:
        answer = made("rds:RebootDBInstance", inputs)
        if inputs.get("ForceFailover"):
            self.failed_over ^= {self._resource_id(inputs["DBInstanceIdentifier"])}
        return answer

    def _update_service(self, inputs: dict, made: Made) -> dict:
        answer = made("ecs:UpdateService", inputs)
        arn = answer["service"]["serviceArn"].replace(":service/", ":service-deployment/")
        self.deployments[f"{arn}/{uuid.uuid4().hex}"] = "IN_PROGRESS"
        return answer

    def _list_deployments(self, inputs: dict, made: Made) -> dict:
        made("ecs:ListServiceDeployments", inputs)
        newest_first = reversed(self.deployments.items())
        return {"serviceDeployments": [{"serviceDeploymentArn": arn, "status": status} for arn, status in newest_first if status in inputs["status"]]}

    def _describe_deployments(self, inputs: dict, made: Made) -> dict:
        """They have ended meanwhile."""
        made("ecs:DescribeServiceDeployments", inputs)
        known = [arn for arn in inputs["serviceDeploymentArns"] if arn in self.deployments]
        for arn in known:
            if self.deployments[arn] == "IN_PROGRESS":
                self.deployments[arn] = "ROLLBACK_SUCCESSFUL" if self.takes_deployments_back else "SUCCESSFUL"
        return {"serviceDeployments": [{"serviceDeploymentArn": arn, "status": self.deployments[arn]} for arn in known]}

    def _list_revisions(self, inputs: dict, made: Made) -> dict:
        statuses = [inputs["status"], *(["INACTIVE"] if self.keeps_revisions else [])]
        arns = [arn for status in statuses for arn in made("ecs:ListTaskDefinitions", {**inputs, "status": status})["taskDefinitionArns"]]
        newest_first = sorted(arns, key=lambda arn: int(arn.split(":")[-1]), reverse=inputs.get("sort") == "DESC")
        return {"taskDefinitionArns": newest_first[: inputs.get("maxResults")]}

    def _describe_revision(self, inputs: dict, made: Made) -> dict:
        task = made("ecs:DescribeTaskDefinition", inputs)["taskDefinition"]
        return {"taskDefinition": {**task, **({"status": "ACTIVE"} if self.keeps_revisions else {})}}

    def _describe_invalidation(self, inputs: dict, made: Made) -> dict:
        invalidation = made("cloudfront:GetInvalidation", inputs)["Invalidation"]
        return {"Invalidation": {**invalidation, "Status": invalidation["Status"].capitalize()}}
