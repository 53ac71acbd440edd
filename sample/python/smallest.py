from aws_cdk import App, Environment, Stack
from cdk_pdf_web_platform import PdfWebPlatform, PlatformPreset

app = App()
stack = Stack(app, "PdfApp", env=Environment(region="ap-northeast-1"))
PdfWebPlatform(stack, "Platform", preset=PlatformPreset.prod())
app.synth()
