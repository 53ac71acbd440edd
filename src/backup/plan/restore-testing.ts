import { Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { makeRestoreRole } from './restore-role';
import type { PlatformDatabase } from '../../database/platform-database';
import { conflict } from '../../settings/checks';
import { regionWideName } from '../../settings/names';

/** Props of {@link RestoreTesting}. */
export interface RestoreTestingProps {
  /** The database whose backups are tested: one that the platform made. */
  readonly database: PlatformDatabase;

  /** Where its backups are. */
  readonly vault: backup.IBackupVault;

  /**
   * The customer managed key that encrypts them.
   *
   * @default - encrypted with the AWS managed key
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * Restores the newest backup of the database every Monday, to see whether it can be restored, and how long it takes. The copy is of the
 * database's own class, in one availability zone, and nobody can connect to it. AWS Backup deletes it after an hour.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
 */
export class RestoreTesting extends Construct {
  /** When is tested, and which backups. */
  public readonly plan: backup.CfnRestoreTestingPlan;

  /** What is restored, and how. */
  public readonly selection: backup.CfnRestoreTestingSelection;

  /** The copy's security group, which lets nobody in and nothing out. */
  public readonly securityGroup: ec2.CfnSecurityGroup;

  /** What AWS Backup restores with. */
  public readonly role: iam.Role;

  /**
   * Throws if the database was brought: where a copy of it may run is not known.
   */
  constructor(scope: Construct, id: string, props: RestoreTestingProps) {
    super(scope, id);
    const { database, vault, encryptionKey } = props;
    const { subnetGroup, securityGroup } = database;
    if (!subnetGroup || !securityGroup) {
      throw conflict("'backup.restoreTesting' cannot be combined with 'database.existing': where a copy of it may run is not known");
    }
    // The L2 would ask for the VPC, of which the database's group knows the id.
    this.securityGroup = new ec2.CfnSecurityGroup(this, 'Nobody', {
      groupDescription: 'Restored copies of the database: nobody comes in, and nothing goes out',
      vpcId: securityGroup.securityGroupVpcId,
      // Without a rule, everything may go out.
      securityGroupEgress: [{ cidrIp: '255.255.255.255/32', description: 'Disallow all traffic', ipProtocol: 'icmp', fromPort: 252, toPort: 86 }],
    });
    this.role = makeRestoreRole(this, 'Role', subnetGroup.subnetGroupName, encryptionKey);
    this.plan = new backup.CfnRestoreTestingPlan(this, 'Plan', {
      restoreTestingPlanName: regionWideName(this, 'Plan', 50).replace(/[^A-Za-z0-9]/g, '_'),
      // On a working day, wherever the platform is: somebody should be there to see why a test failed.
      scheduleExpression: 'cron(0 12 ? * MON *)',
      startWindowHours: 4,
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: [vault.backupVaultArn],
        recoveryPointTypes: ['SNAPSHOT'],
        // A weekly backup lies within it, also one that started late.
        selectionWindowDays: 8,
      },
    });
    this.selection = new backup.CfnRestoreTestingSelection(this, 'Database', {
      restoreTestingPlanName: this.plan.restoreTestingPlanName,
      restoreTestingSelectionName: 'Database',
      protectedResourceType: 'RDS',
      protectedResourceArns: [database.instance.instanceArn],
      iamRoleArn: this.role.roleArn,
      restoreMetadataOverrides: {
        dbSubnetGroupName: subnetGroup.subnetGroupName,
        vpcSecurityGroupIds: Stack.of(this).toJsonString([this.securityGroup.attrGroupId]),
        multiAz: 'false',
        publiclyAccessible: 'false',
      },
      validationWindowHours: 1,
    });
    this.selection.node.addDependency(this.plan, this.role.node.findChild('DefaultPolicy'));
  }
}
