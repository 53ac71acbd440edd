"""The sample's stacks, synthesized."""
import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from checks import Failed


@dataclass
class Stack:
    name: str
    region: str
    template: dict
    termination_protection: bool
    dependencies: list = field(default_factory=list)


class SampleApp:
    def __init__(self, folder: str):
        self.folder = Path(folder)

    def synthesize(self, **context: str) -> list[Stack]:
        """All stacks, each after those that it depends on. Validation is `npm run sample`'s."""
        out = self.folder / "out" / "emulator"
        shutil.rmtree(out, ignore_errors=True)
        options = [part for name, value in {"nag": "false", **context}.items() for part in ("-c", f"{name}={value}")]
        command = ["npx", "cdk", "synth", "--quiet", "--no-notices", "-o", str(out), *options]
        done = subprocess.run(command, cwd=self.folder, env={**os.environ, "CDK_VALIDATION": "false"}, capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"{' '.join(command)}:\n{done.stderr[-3000:]}")
        return _in_order(_read(out))


def _read(out: Path) -> list[Stack]:
    artifacts = json.loads((out / "manifest.json").read_text())["artifacts"]
    stacks = {name: artifact for name, artifact in artifacts.items() if artifact["type"] == "aws:cloudformation:stack"}
    return [
        Stack(
            name=artifact["properties"].get("stackName", name),
            region=artifact["environment"].split("/")[-1],
            template=json.loads((out / artifact["properties"]["templateFile"]).read_text()),
            termination_protection=artifact["properties"].get("terminationProtection", False),
            dependencies=[each for each in artifact.get("dependencies", []) if each in stacks],
        )
        for name, artifact in stacks.items()
    ]


def _in_order(stacks: list[Stack]) -> list[Stack]:
    ordered: list[Stack] = []
    while len(ordered) < len(stacks):
        done = {stack.name for stack in ordered}
        ordered += [stack for stack in stacks if stack.name not in done and set(stack.dependencies) <= done]
    return ordered
