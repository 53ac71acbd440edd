"""What Systems Manager Automation does with a document of schema 0.3, as far as runbooks here use it. The emulator keeps documents, and executes none.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html. A step fails as AWS would have it fail. A document that asks for what
is not known here, or that refers to nothing, is an error of its own (`Refused`): no `onFailure` hides it. Nothing sleeps.
"""
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError, ParamValidationError
from jsonpath_ng import parse

from checks import Failed

Call = Callable[[str, dict], dict]  # 'rds:DescribeDBInstances' and its inputs → its answer

DOCUMENT = {"schemaVersion", "description", "assumeRole", "parameters", "mainSteps", "outputs"}
STEP = {"name", "action", "description", "inputs", "outputs", "timeoutSeconds", "onFailure", "isCritical", "nextStep", "isEnd"}
REFERENCE = re.compile(r"{{\s*([^{}]*?)\s*}}")
POLLS = 3  # an emulator has no states between
MOST_STEPS = 100

TYPES = {
    "String": lambda value: isinstance(value, str),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "StringList": lambda value: isinstance(value, list) and all(isinstance(each, str) for each in value),
    "StringMap": lambda value: isinstance(value, dict),
    "MapList": lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value),
}
OPERATIONS = {
    "StringEquals": lambda value, other: value == other,
    "EqualsIgnoreCase": lambda value, other: value.lower() == other.lower(),
    "StartsWith": lambda value, other: value.startswith(other),
    "EndsWith": lambda value, other: value.endswith(other),
    "Contains": lambda value, other: other in value,
    "NumericEquals": lambda value, other: value == other,
    "NumericGreater": lambda value, other: value > other,
    "NumericLesser": lambda value, other: value < other,
    "NumericGreaterOrEquals": lambda value, other: value >= other,
    "NumericLesserOrEquals": lambda value, other: value <= other,
    "BooleanEquals": lambda value, other: value == other,
}


class Refused(Failed):
    """Something in a document, or among the parameters, that Automation or AWS would never take, or that is not known here."""


class StepFailed(Exception):
    pass


@dataclass
class Execution:
    status: str = "Success"
    steps: list[str] = field(default_factory=list)  # in the order that they were executed in
    failed: dict[str, str] = field(default_factory=dict)  # why, by step
    calls: list[tuple[str, dict]] = field(default_factory=list)
    outputs: dict[str, Any] = field(default_factory=dict)

    def inputs(self, api: str) -> dict:
        """Of the last call of an operation."""
        return [inputs for called, inputs in self.calls if called == api][-1]


def execute(document: dict, parameters: dict, call: Call) -> Execution:
    return _Automation(document, parameters, call).execute()


class _Automation:
    def __init__(self, document: dict, parameters: dict, call: Call):
        self.document, self.call = document, call
        self.steps = {step["name"]: step for step in document["mainSteps"]}
        self.execution = Execution()
        _check(document, self.steps)
        self.values: dict[str, Any] = {"automation:EXECUTION_ID": str(uuid.uuid4()), **_parameters(document.get("parameters", {}), parameters)}
        self.actions = {
            "aws:executeAwsApi": self._execute_api,
            "aws:waitForAwsResourceProperty": self._wait,
            "aws:assertAwsResourceProperty": self._assert,
            "aws:branch": self._branch,
            "aws:sleep": lambda step: None,
        }
        if unknown := {step["action"] for step in document["mainSteps"]} - set(self.actions):
            raise Refused(f"actions {unknown}")

    def execute(self) -> Execution:
        name: str | None = self.document["mainSteps"][0]["name"]
        while name:
            self.execution.steps.append(name)
            if len(self.execution.steps) > MOST_STEPS:
                raise Refused(f"an endless loop: {self.execution.steps[-10:]}")
            name = self._execute(self.steps[name])
        wanted = [each for each in self.document.get("outputs", []) if each in self.values]  # other branches have outputs, too
        self.execution.outputs = {each: self.values[each] for each in wanted}
        return self.execution

    def _execute(self, step: dict) -> str | None:
        """Gives back the step to go on with."""
        try:
            chosen = self.actions[step["action"]](step)
        except StepFailed as failure:
            self.execution.failed[step["name"]] = str(failure)
            if step.get("isCritical", True):
                self.execution.status = "Failed"
            after = step.get("onFailure", "Abort")
            if after == "Abort":
                self.execution.status = "Failed"
                return None
            if after.startswith("step:"):
                return after.removeprefix("step:")
            chosen = None
        return chosen or (None if step.get("isEnd") else step.get("nextStep") or self._below(step))

    def _below(self, step: dict) -> str | None:
        names = list(self.steps)
        following = names[names.index(step["name"]) + 1:]
        return following[0] if following else None

    def _execute_api(self, step: dict) -> None:
        answer = self._answer(step)
        for output in step.get("outputs", []):
            value = _select(answer, output["Selector"])
            if value is None:
                raise StepFailed(f"{output['Selector']} finds nothing")
            self.values[f"{step['name']}.{output['Name']}"] = _converted(value, output.get("Type", "String"))

    def _wait(self, step: dict) -> None:
        for _ in range(POLLS):
            found, desired = self._property(step)
            if found in desired:
                return
        raise StepFailed(f"timed out: {step['inputs']['PropertySelector']} is {found}, not one of {desired}")

    def _assert(self, step: dict) -> None:
        found, desired = self._property(step)
        if found not in desired:
            raise StepFailed(f"{step['inputs']['PropertySelector']} is {found}, not one of {desired}")

    def _property(self, step: dict) -> tuple[str | None, list[str]]:
        """As text. Booleans begin with a capital letter, says AWS of desired values."""
        value = _select(self._answer(step), step["inputs"]["PropertySelector"])
        return None if value is None else str(value), [str(each) for each in self._resolve(step["inputs"]["DesiredValues"])]

    def _branch(self, step: dict) -> str | None:
        for choice in step["inputs"]["Choices"]:
            if self._holds({key: value for key, value in choice.items() if key != "NextStep"}):
                return choice["NextStep"]
        return step["inputs"].get("Default")

    def _holds(self, condition: dict) -> bool:
        if "And" in condition:
            return all(self._holds(each) for each in condition["And"])
        if "Or" in condition:
            return any(self._holds(each) for each in condition["Or"])
        if "Not" in condition:
            return not self._holds(condition["Not"])
        [operation] = condition.keys() - {"Variable"}
        if operation not in OPERATIONS:
            raise Refused(f"operation {operation}")
        return OPERATIONS[operation](self._resolve(condition["Variable"]), self._resolve(condition[operation]))

    def _answer(self, step: dict) -> dict:
        inputs = {name: value for name, value in step["inputs"].items() if name not in ("Service", "Api", "PropertySelector", "DesiredValues")}
        api, inputs = f"{step['inputs']['Service']}:{step['inputs']['Api']}", self._resolve(inputs)
        self.execution.calls.append((api, inputs))
        try:
            return json.loads(json.dumps(self.call(api, inputs), default=lambda value: value.isoformat()))
        except ClientError as error:
            raise StepFailed(str(error)) from error
        except ParamValidationError as error:
            raise Refused(f"{api}: {error}") from error

    def _resolve(self, value: Any) -> Any:
        """With values in the place of references. What is nothing but a reference has the value's own type."""
        if isinstance(value, dict):
            return {key: self._resolve(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._resolve(each) for each in value]
        if not isinstance(value, str):
            return value
        if alone := REFERENCE.fullmatch(value):
            return self._value(alone[1])
        return REFERENCE.sub(lambda found: self._text(found[1]), value)

    def _text(self, name: str) -> str:
        value = self._value(name)
        if isinstance(value, (list, dict)):
            raise Refused(f"{name} inside of text: {value}")
        return str(value)

    def _value(self, name: str) -> Any:
        if name not in self.values:
            raise Refused(f"nothing is called {name}, among {list(self.values)}")
        return self.values[name]


def _check(document: dict, steps: dict) -> None:
    """What is checked when a document is made."""
    if document.get("schemaVersion") != "0.3" or document.keys() - DOCUMENT:
        raise Refused(f"schema {document.get('schemaVersion')} with {document.keys() - DOCUMENT}")
    if len(steps) != len(document["mainSteps"]):
        raise Refused("two steps of one name")
    for step in steps.values():
        after = step.get("onFailure", "Abort")
        choices = step["inputs"].get("Choices", []) if step["action"] == "aws:branch" else []
        targets = [step.get("nextStep"), *(choice["NextStep"] for choice in choices), step["inputs"].get("Default") if choices else None]
        missing = {*filter(None, targets), *([after.removeprefix("step:")] if after.startswith("step:") else [])} - steps.keys()
        if step.keys() - STEP or missing or not (after in ("Abort", "Continue") or after.startswith("step:")):
            raise Refused(f"step {step['name']}: {step.keys() - STEP or missing or after}")


def _parameters(declared: dict, given: dict) -> dict:
    if unknown := given.keys() - declared.keys():
        raise Refused(f"parameters {unknown}")
    values = {}
    for name, parameter in declared.items():
        if name not in given and "default" not in parameter:
            raise Refused(f"parameter {name} is missing")
        value = given.get(name, parameter.get("default"))
        allowed, pattern = parameter.get("allowedValues"), parameter.get("allowedPattern")
        texts = value if isinstance(value, list) else [value]
        fits = TYPES[parameter["type"]](value) and (not allowed or value in allowed) and (not pattern or all(re.fullmatch(pattern, text) for text in texts))
        if not fits:
            raise Refused(f"parameter {name}: {value!r}")
        values[name] = value
    return values


def _converted(value: Any, declared: str) -> Any:
    """https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html"""
    if TYPES[declared](value):
        return value
    if declared in ("String", "Integer", "Boolean") and isinstance(value, list) and len(value) == 1:
        return _converted(value[0], declared)
    if declared in ("String", "StringList") and isinstance(value, (str, int)):
        return str(value) if declared == "String" else [str(value)]
    if declared == "Integer" and isinstance(value, str) and re.fullmatch(r"-?\d+", value):
        return int(value)
    if declared == "Boolean" and isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise StepFailed(f"{value!r} is no {declared}")


def _select(answer: dict, selector: str) -> Any:
    """What a JSONPath finds first. A path through what is not there finds nothing."""
    found = parse(selector).find(answer)
    return found[0].value if found else None
