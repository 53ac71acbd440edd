"""What watches a deployed platform: alarms, whom they tell, and what takes releases back. (The emulator only pretends to make schedules.)"""
from checks import show
from emulated_aws import PLATFORM_REGIONS, EmulatedAws
from sample_app import SampleApp

REGION = "ap-northeast-1"  # where CloudFront is watched from another region


def production(emulator: str, app: SampleApp) -> None:
    """Watching prod"""
    with EmulatedAws(emulator) as aws:
        stacks = [stack for stack in app.synthesize(region=REGION) if stack.name.startswith("PdfProd") and not stack.name.startswith("PdfProdLean")]
        for stack in stacks:
            show(f"{stack.name} in {stack.region}: deployed", aws.deploy(stack) == "CREATE_COMPLETE", aws.why(stack))
        names = []
        for region in PLATFORM_REGIONS:
            alarms = [each for each in aws.client("cloudwatch", region).describe_alarms()["MetricAlarms"] if "Runbook" in each.get("AlarmDescription", "")]
            topics = {each["TopicArn"] for each in aws.client("sns", region).list_topics()["Topics"]}
            told = {arn for each in alarms for arn in each["AlarmActions"] + each["OKActions"]}
            show(f"  {len(alarms)} alarms in {region} tell topics that are there", alarms and told and told <= topics, told - topics)
            subscribed = {each["TopicArn"] for each in aws.client("sns", region).list_subscriptions()["Subscriptions"] if each["Protocol"] == "email"}
            show(f"  somebody is subscribed to each topic in {region}", topics == subscribed, topics - subscribed)
            names += [each["AlarmName"] for each in alarms]
        main = next(stack for stack in stacks if stack.name == "PdfProd")
        [service] = [each for each in main.template["Resources"].values() if each["Type"] == "AWS::ECS::Service"]
        back = service["Properties"]["DeploymentConfiguration"]["Alarms"]["AlarmNames"]
        show(f"  the {len(back)} alarms that take a release back are there", back and set(back) <= set(names), back)
        rules = aws.client("events", REGION).list_rules()["Rules"]
        targets = {arn["Arn"] for rule in rules for arn in aws.client("events", REGION).list_targets_by_rule(Rule=rule["Name"])["Targets"]}
        topics = {each["TopicArn"] for each in aws.client("sns", REGION).list_topics()["Topics"]}
        show(f"  {len(rules)} event rules tell a topic that is there", len(targets) == 1 and targets <= topics, targets)
