"""Everything there is in an account, as far as the sample can make it."""
from emulated_aws import REGIONS, EmulatedAws

Inventory = dict[str, set[str]]


def inventory(aws: EmulatedAws) -> Inventory:
    found: Inventory = {}
    for region in REGIONS:
        for kind, names in _of_region(lambda service: aws.client(service, region)).items():
            found[f"{kind} ({region})"] = set(names)
    return found | {kind: set(names) for kind, names in _global(aws.client).items()}


def remaining(aws: EmulatedAws, before: Inventory) -> Inventory:
    """What has come since, without what the emulator only forgot to delete."""
    come = {kind: names - before[kind] - aws.overlooked for kind, names in inventory(aws).items()}
    return {kind: names for kind, names in come.items() if names}


def _of_region(client) -> dict[str, list[str]]:
    ec2, ecs, rds, kms, elb = client("ec2"), client("ecs"), client("rds"), client("kms"), client("elbv2")
    gone = ("terminated", "deleted", "deleting")
    keys = [kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in kms.list_keys()["Keys"]]
    managed = {alias.get("TargetKeyId") for alias in kms.list_aliases()["Aliases"] if alias["AliasName"].startswith("alias/aws/")}
    instances = [each for group in ec2.describe_instances()["Reservations"] for each in group["Instances"]]
    clusters = ecs.describe_clusters(clusters=ecs.list_clusters()["clusterArns"])["clusters"]
    return {
        "KMS key": [key["KeyId"] for key in keys if key["KeyState"] == "Enabled" and key["KeyId"] not in managed],
        "secret": [each["Name"] for each in client("secretsmanager").list_secrets()["SecretList"]],
        "log group": [each["logGroupName"] for each in client("logs").describe_log_groups()["logGroups"]],
        "alarm": [each["AlarmName"] for each in client("cloudwatch").describe_alarms()["MetricAlarms"]],
        "topic": [each["TopicArn"] for each in client("sns").list_topics()["Topics"]],
        "event rule": [each["Name"] for each in client("events").list_rules()["Rules"]],
        "certificate": [each["CertificateArn"] for each in client("acm").list_certificates()["CertificateSummaryList"]],
        "ECR repository": [each["repositoryName"] for each in client("ecr").describe_repositories()["repositories"]],
        "ECS cluster": [each["clusterArn"] for each in clusters if each["status"] == "ACTIVE"],
        "task definition": ecs.list_task_definitions(status="ACTIVE")["taskDefinitionArns"],
        "database": [each["DBInstanceIdentifier"] for each in rds.describe_db_instances()["DBInstances"]],
        "database snapshot": [each["DBSnapshotIdentifier"] for each in rds.describe_db_snapshots()["DBSnapshots"]],
        "database subnet group": [each["DBSubnetGroupName"] for each in rds.describe_db_subnet_groups()["DBSubnetGroups"]],
        "database parameter group": [each["DBParameterGroupName"] for each in rds.describe_db_parameter_groups()["DBParameterGroups"]],
        "load balancer": [each["LoadBalancerArn"] for each in elb.describe_load_balancers()["LoadBalancers"]],
        "target group": [each["TargetGroupArn"] for each in elb.describe_target_groups()["TargetGroups"]],
        "VPC": [each["VpcId"] for each in ec2.describe_vpcs()["Vpcs"]],
        "subnet": [each["SubnetId"] for each in ec2.describe_subnets()["Subnets"]],
        "security group": [each["GroupId"] for each in ec2.describe_security_groups()["SecurityGroups"]],
        "internet gateway": [each["InternetGatewayId"] for each in ec2.describe_internet_gateways()["InternetGateways"]],
        "NAT gateway": [each["NatGatewayId"] for each in ec2.describe_nat_gateways()["NatGateways"] if each["State"] not in gone],
        "VPC endpoint": [each["VpcEndpointId"] for each in ec2.describe_vpc_endpoints()["VpcEndpoints"] if each["State"] not in gone],
        "elastic IP": [each["PublicIp"] for each in ec2.describe_addresses()["Addresses"]],
        "backup vault": [each["BackupVaultName"] for each in client("backup").list_backup_vaults()["BackupVaultList"]],
        "Automation document": [each["Name"] for each in client("ssm").list_documents(Filters=[{"Key": "Owner", "Values": ["Self"]}])["DocumentIdentifiers"]],
        "instance": [each["InstanceId"] for each in instances if each["State"]["Name"] not in gone],
    }


def _global(client) -> dict[str, list[str]]:
    iam, route53 = client("iam"), client("route53")
    zones = [zone["Id"] for zone in route53.list_hosted_zones()["HostedZones"]]
    records = [record for zone in zones for record in route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]]
    return {
        "bucket": [each["Name"] for each in client("s3").list_buckets()["Buckets"]],
        "distribution": [each["Id"] for each in client("cloudfront").list_distributions()["DistributionList"].get("Items", [])],
        "web ACL": [each["Name"] for each in client("wafv2").list_web_acls(Scope="CLOUDFRONT")["WebACLs"]],
        "DNS record": [f"{record['Type']} {record['Name']}" for record in records],
        "role": [each["RoleName"] for each in iam.list_roles()["Roles"]],
        "instance profile": [each["InstanceProfileName"] for each in iam.list_instance_profiles()["InstanceProfiles"]],
    }
