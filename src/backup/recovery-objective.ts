import type { Duration } from 'aws-cdk-lib';

/** What is lost. */
export enum LossOf {
  /** An availability zone. */
  ZONE = 'ZONE',

  /** Data, because somebody deleted or damaged it; for the application, a release that does not work. */
  DATA = 'DATA',

  /** The platform's region. */
  REGION = 'REGION',
}

/**
 * How much could be lost at most, and how long it takes until it is back. What each figure rests on says docs/recovery.md.
 *
 * @see https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/disaster-recovery-dr-objectives.html
 */
export interface RecoveryObjective {
  /** What is recovered: Database, PDFs, Images, Configuration, Secret or Application. */
  readonly subject: string;

  /** What is lost. */
  readonly loss: LossOf;

  /**
   * How much of the newest data may be gone at most.
   *
   * @default - all of it, as far as the platform is concerned
   */
  readonly recoveryPoint?: Duration;

  /**
   * How long it takes until it is back, from the moment on that somebody (or AWS) sets about it.
   *
   * @default - it does not come back by means of the platform's
   */
  readonly recoveryTime?: Duration;

  /**
   * How far back in time one can go.
   *
   * @default - not limited, or not known
   */
  readonly until?: Duration;

  /** What does it, with the name of the runbook where there is one. */
  readonly how: string;

  /** Whether AWS promises the recovery point; if not, all figures are estimates. */
  readonly isPromise: boolean;
}
