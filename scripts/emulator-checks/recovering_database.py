"""Recovering the database by the runbooks."""
from automation import Execution
from checks import show
from emulated_automation import Runbooks

DRILL_TAG = "cdk-pdf-web-platform:drill"

# What describes an instance, and the input of a restore that says so. What the restore does not take is told afterwards.
RESTORED = {
    "DBInstanceClass": "DBInstanceClass", "MultiAZ": "MultiAZ", "StorageType": "StorageType", "MaxAllocatedStorage": "MaxAllocatedStorage",
    "PubliclyAccessible": "PubliclyAccessible", "DeletionProtection": "DeletionProtection", "AutoMinorVersionUpgrade": "AutoMinorVersionUpgrade",
    "CopyTagsToSnapshot": "CopyTagsToSnapshot", "EnabledCloudwatchLogsExports": "EnableCloudwatchLogsExports",
    "IAMDatabaseAuthenticationEnabled": "EnableIAMDatabaseAuthentication",
}
MODIFIED = ["BackupRetentionPeriod", "PreferredBackupWindow", "PreferredMaintenanceWindow"]


def standby(books: Runbooks) -> None:
    database, _ = _names(books)
    done = books.start("FailOverDatabase")
    told, zones = done.inputs("rds:RebootDBInstance"), (done.outputs["describeBefore.Zone"], done.outputs["describeAfter.Zone"])
    show("  FailOverDatabase: the database is rebooted with failover", told == {"DBInstanceIdentifier": database, "ForceFailover": True}, told)
    show("  … and the runbook ends in the other zone", zones[0] != zones[1], zones)


def restored(books: Runbooks) -> None:
    database, _ = _names(books)
    before = _instance(books, database)
    time, name = "2026-01-31T09:55:00Z", f"{database}-then"
    _compare(books, books.start("RestoreDatabase"), f"{database}-new", {"UseLatestRestorableTime": True})
    _compare(books, books.start("RestoreDatabase", RestoreTime=time, NewInstanceIdentifier=name), name, {"RestoreTime": time})
    after = _instance(books, database)
    changed = [key for key in before if before[key] != after[key] and key != "LatestRestorableTime"]
    show("  … the database itself has not changed", not changed, changed)


def _compare(books: Runbooks, done: Execution, name: str, time: dict) -> None:
    database, _ = _names(books)
    original, new = _instance(books, database), _instance(books, name)
    told, afterwards = done.inputs("rds:RestoreDBInstanceToPointInTime"), done.inputs("rds:ModifyDBInstance")
    source = {"SourceDBInstanceIdentifier": database, "TargetDBInstanceIdentifier": name, **time}
    there = {key: told[key] for key in told if "Identifier" in key or "Time" in key} == source and new["Endpoint"]["Address"] == done.outputs["describeRestored.Endpoint"]
    show(f"  RestoreDatabase: beside the database there is {name} ({', '.join(time)})", there, told)
    places = {
        "of the database": _place(original), "of the new one": _place(new),
        "told": (told.get("DBSubnetGroupName"), [told.get("DBParameterGroupName")], told.get("VpcSecurityGroupIds")),
    }
    show("  … with the platform's subnet group, parameter group and security group", len({str(place) for place in places.values()}) == 1, places)
    settings = {key: (original.get(key), new.get(key), told.get(word)) for key, word in RESTORED.items()}
    settings |= {key: (original.get(key), new.get(key), afterwards.get(key)) for key in MODIFIED}
    wrong = {key: values for key, values in settings.items() if len({str(value).lower() for value in values}) > 1}
    same_key = new["StorageEncrypted"] and new["KmsKeyId"] == original["KmsKeyId"]
    show(f"  … encrypted with its key, and with {len(settings)} settings as they are in the template", same_key and not wrong, wrong)
    _drilled(books, database, name)


def replaced(books: Runbooks) -> None:
    database, replica = _names(books)
    new, old = f"{database}-new", f"{database}-old"
    ages = {name: _age(books, name) for name in (database, new)}
    refused = books.fails("ReplaceDatabase", "refuseReplica", "rds:ModifyDBInstance", NewInstanceIdentifier=replica)
    show("  ReplaceDatabase: an instance that is still a replica does not take the place", refused)
    books.start("ReplaceDatabase")
    now = {name: _age(books, name) for name in (database, old)}
    show("  … the restored one has the name, and the present one is kept under another", now == {database: ages[new], old: ages[database]}, now)
    host = _instance(books, database)["Endpoint"]["Address"]
    show("  … and the host that the application was told", host == books.outputs["DatabaseHost"], host)
    _drilled(books, database, old)
    books.start("ReplaceDatabase", NewInstanceIdentifier=old, ReplacedInstanceIdentifier=new)
    now = {name: _age(books, name) for name in (database, new)}
    show("  … undone by itself: both have the names that they had", now == ages, now)
    _drilled(books, database, new)


def _drilled(books: Runbooks, database: str, beside: str) -> None:
    of_database, of_other = _tags(books, database), _tags(books, beside)
    drilled = of_database == {**of_other, DRILL_TAG: database} and DRILL_TAG not in of_other
    show("  … the tag that drills look for is the database's alone, others are on both", drilled, (of_database, of_other))


def lost(books: Runbooks) -> None:
    database, replica = _names(books)
    done = books.start("PromoteReplica")
    told = {**done.inputs("rds:PromoteReadReplica"), **done.inputs("rds:ModifyDBInstance")}
    promoted = _instance(books, replica)
    original = _instance(books, database)
    settings = {key: (promoted[key], original[key], told.get(key)) for key in ("BackupRetentionPeriod", "PreferredBackupWindow", "DeletionProtection")}
    wrong = {key: values for key, values in settings.items() if len({str(value).lower() for value in values}) > 1}
    show("  PromoteReplica: the replica has backups and protection like the database", not wrong, wrong)

    rds = books.client("rds")
    rds.modify_db_instance(DBInstanceIdentifier=database, DeletionProtection=False, ApplyImmediately=True)
    rds.delete_db_instance(DBInstanceIdentifier=database, SkipFinalSnapshot=True)
    done = books.start("ReplaceDatabase", "describeCurrent", NewInstanceIdentifier=replica)
    names = {each["DBInstanceIdentifier"] for each in rds.describe_db_instances()["DBInstances"]}
    host = _instance(books, database)["Endpoint"]["Address"]
    there = database in names and replica not in names and host == books.outputs["DatabaseHost"]
    show("  ReplaceDatabase: where the database is lost, the promoted replica takes its name and host all the same", there, names)
    told, tags = done.inputs("rds:ModifyDBInstance"), _tags(books, database)
    standby_asked = told == {"DBInstanceIdentifier": database, "MultiAZ": True, "ApplyImmediately": True} and _instance(books, database)["MultiAZ"]
    show("  … it gets a standby then, and the tag that drills look for", standby_asked and tags.get(DRILL_TAG) == database, (told, tags))


def _names(books: Runbooks) -> tuple[str, str]:
    """Of the database and of its replica."""
    [database, replica] = sorted(books.aws.resources(books.stack, "AWS::RDS::DBInstance"), key=len)
    return database, replica


def _instance(books: Runbooks, name: str) -> dict:
    return books.client("rds").describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


def _tags(books: Runbooks, name: str) -> dict[str, str]:
    return {each["Key"]: each["Value"] for each in _instance(books, name)["TagList"] if not each["Key"].startswith("aws:")}


def _age(books: Runbooks, name: str) -> str:
    """What stays an instance's own when its name changes."""
    return str(_instance(books, name)["InstanceCreateTime"])


def _place(instance: dict) -> tuple[str, list[str], list[str]]:
    return (
        instance["DBSubnetGroup"]["DBSubnetGroupName"],
        [each["DBParameterGroupName"] for each in instance["DBParameterGroups"]],
        [each["VpcSecurityGroupId"] for each in instance["VpcSecurityGroups"]],
    )
