import type { Duration } from 'aws-cdk-lib';
import type { Blackout } from './blackout';
import type { PatchWindow } from './patch-window';

/** When patches land. Those of the database are RDS's: see `database.maintenanceWindow` and `database.autoMinorVersionUpgrade`. */
export interface PatchingOptions {
  /**
   * When the instance is patched, and tasks are redeployed. With `cost.officeHours` on an EC2 instance, it must lie within them. Release
   * nothing in its hour: a redeployment takes the place of a deployment that is under way.
   *
   * @default - Sunday at 4 in the time zone of the stack's region; with office hours, in the middle of the first day of work
   */
  readonly window?: PatchWindow;

  /**
   * Days on which nothing of it happens. RDS knows nothing of them. They need a window that does something.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
   */
  readonly blackouts?: Blackout[];

  /**
   * How long after its release a patch of the instance is approved: whole days from 0 to 360. Only where an instance is patched.
   *
   * @default Duration.days(7)
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-release-dates.html
   */
  readonly approveAfter?: Duration;

  /**
   * Whether all tasks are replaced in each window, so that patches of Fargate and a newer image of the same tag land. On an EC2 instance the
   * old task stops before the new one starts.
   *
   * @default - true on Fargate, false on an EC2 instance
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-maintenance.html
   */
  readonly redeploy?: boolean;

  /**
   * Whether the EC2 instance is patched, and rebooted where a patch needs it.
   *
   * @default - true on an EC2 instance; on Fargate there is none
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager.html
   */
  readonly instance?: boolean;
}
