import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { databaseFailover } from './database-failover';
import type { Drill } from './drill';
import { checkDrills, madeInstance } from './drill-checks';
import { DrillLog } from './drill-log';
import { taskLoss } from './task-loss';
import { zoneInterruption } from './zone-interruption';
import type { PlatformCompute } from '../../compute/platform-compute';
import type { PlatformDatabase } from '../../database/platform-database';
import type { PlatformNetwork } from '../../network/platform-network';
import { advise } from '../../settings/checks';
import type { DataProtection } from '../../settings/data-protection';

/** Props of {@link PlatformDrills}. */
export interface PlatformDrillsProps {
  /** The network, whose first zone fails. A VPC that was brought is left alone, with an advice: others may be in its subnets. */
  readonly network: PlatformNetwork;

  /** What runs the application, on Fargate. */
  readonly compute: PlatformCompute;

  /**
   * The database, which must be Multi-AZ. One that was brought is left alone, with an advice.
   *
   * @default - there is none
   */
  readonly database?: PlatformDatabase;

  /**
   * What stops a drill when it begins: from 1 to 5 alarms of this region. A drill does not go on for its own sake: an alarm that begins
   * says that the platform did not do by itself what it should.
   *
   * @see https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html
   */
  readonly alarms: cloudwatch.IAlarm[];

  /**
   * Least number of tasks, as in `compute.minTasks`: with one, a drill would be an outage.
   *
   * @default 2
   */
  readonly minTasks?: number;

  /**
   * How long is kept what drills write of themselves.
   *
   * @default logs.RetentionDays.ONE_YEAR
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Encrypts it. The key's policy must let CloudWatch Logs use it.
   *
   * @default - encrypted by CloudWatch Logs
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether it outlives the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

/**
 * Drills of failure, as experiment templates of AWS FIS: what fails is in this one platform, and each has a role of its own that can do
 * what its faults do and no more.
 *
 * Nothing starts them but a person: `aws fis start-experiment --experiment-template-id <id>`. With
 * `--experiment-options actionsMode=skip-all` FIS only says what would be hit. Each watches the alarms for ten minutes, and costs what FIS
 * asks for the minutes of its actions; a template costs nothing.
 *
 * @see https://docs.aws.amazon.com/fis/latest/userguide/what-is.html
 */
export class PlatformDrills extends Construct {
  /** The instance of the database fails; none without a database of the platform's own. */
  public readonly databaseFailover?: Drill;

  /** One task ends. */
  public readonly taskLoss: Drill;

  /** The first availability zone fails. */
  public readonly zoneInterruption: Drill;

  /** Where drills write what they did. */
  public readonly logGroup: logs.LogGroup;

  /** What lets them. */
  public readonly logPolicy: logs.ResourcePolicy;

  /**
   * Throws where a drill would be an outage (one EC2 instance, one task, a database without a standby), or where no alarm would stop it.
   */
  constructor(scope: Construct, id: string, props: PlatformDrillsProps) {
    super(scope, id);
    checkDrills(props);
    const { network, compute, database, alarms } = props;
    const instance = madeInstance(database);
    if (database && !instance) {
      advise(this, 'drills-database', "'operations.drills' leaves 'database.existing' alone: whoever owns it knows whether it has a standby");
    }
    const { group, policy } = new DrillLog(this, 'Log', { ...props, retention: props.logRetention });
    this.logGroup = group;
    this.logPolicy = policy;
    const setting = { alarms, logGroup: group };
    if (instance) this.databaseFailover = databaseFailover(this, 'DatabaseFailover', setting, instance);
    this.taskLoss = taskLoss(this, 'TaskLoss', setting, compute);
    this.zoneInterruption = zoneInterruption(this, 'ZoneInterruption', setting, { network, compute, instance });
  }
}
