"""In a process of its own: measures importing the library, making a platform of one preset, and synthesizing it; prints JSON."""
import json
import sys
from time import perf_counter

start = perf_counter()
from aws_cdk import App, Environment, Stack  # noqa: E402
from cdk_pdf_web_platform import PdfWebPlatform, PlatformPreset  # noqa: E402

imported = perf_counter()
app = App()
stack = Stack(app, "Stack", env=Environment(region="us-east-1"))
PdfWebPlatform(stack, "Platform", preset=getattr(PlatformPreset, sys.argv[1])())
made = perf_counter()
app.synth()
synthesized = perf_counter()
print(json.dumps({"importMs": (imported - start) * 1000, "makeMs": (made - imported) * 1000, "synthMs": (synthesized - made) * 1000}))
