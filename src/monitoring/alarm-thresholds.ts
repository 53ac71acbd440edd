import type { Duration, Size } from 'aws-cdk-lib';

/** From where on something is an alarm. Errors and latency count only where enough requests came. */
export interface AlarmThresholds {
  /**
   * The least number of requests in 5 minutes for which error rates and latency mean something. From 1 to 1000000.
   *
   * @default 20
   */
  readonly minRequests?: number;

  /**
   * Responses with 5xx that CloudFront gave viewers, in percent of its requests. From 0.1 to 100.
   *
   * @default 5
   */
  readonly edgeErrorPercent?: number;

  /**
   * Responses with 5xx that the load balancer made itself, since no task answered, in percent of all. From 0.1 to 100.
   *
   * @default 1
   */
  readonly loadBalancerErrorPercent?: number;

  /**
   * Responses of the application with 5xx, in percent of all. From 0.1 to 100.
   *
   * @default 5
   */
  readonly targetErrorPercent?: number;

  /**
   * What 95 of 100 requests are answered within. From 1 ms to 1 hour.
   *
   * @default Duration.seconds(2)
   */
  readonly latencyP95?: Duration;

  /**
   * Tasks that fail their health check. From 1 to 1000.
   *
   * @default 1
   */
  readonly unhealthyTasks?: number;

  /**
   * CPU of the tasks, in percent: above it although scaling had its time. From 1 to 100.
   *
   * @default 85
   */
  readonly serviceCpuPercent?: number;

  /**
   * Memory of the tasks, in percent of what the task definition gives. From 1 to 100.
   *
   * @default 85
   */
  readonly serviceMemoryPercent?: number;

  /**
   * Lines of the container's log that match the error pattern, in 5 minutes. From 1 to 1000000.
   *
   * @default 10
   */
  readonly errorLogs?: number;

  /**
   * The EC2 instance's root disk, in percent. From 1 to 100.
   *
   * @default 80
   */
  readonly instanceDiskPercent?: number;

  /**
   * CPU credits that a burstable EC2 instance has left for two hours: a new one begins with none. From 1 to 10000.
   *
   * @default 20
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
   */
  readonly instanceCpuCredits?: number;

  /**
   * CPU of the database, in percent. From 1 to 100.
   *
   * @default 85
   */
  readonly databaseCpuPercent?: number;

  /**
   * Storage that the database has left. At 10 % RDS makes more of it by itself, up to `database.maxAllocatedStorage`.
   *
   * @default - 5 % of what is allocated at first; 1 GiB for an existing database
   */
  readonly databaseFreeStorage?: Size;

  /**
   * Connections to the database. From 1 to 100000.
   *
   * @default - 60 % of the most that RDS allows the instance class (memory in bytes / 12582880), or of `max_connections`; no alarm
   * where the class's memory is not known
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
   */
  readonly databaseConnections?: number;

  /**
   * Memory that the database has left.
   *
   * @default - 1/16 of the instance class's memory; no alarm where it is not known
   */
  readonly databaseFreeableMemory?: Size;

  /**
   * CPU credits that a burstable database has left for two hours: a new one begins with none. From 1 to 10000.
   *
   * @default 20
   */
  readonly databaseCpuCredits?: number;

  /**
   * How far the read replica may be behind. From 1 second to 1 day.
   *
   * @default Duration.minutes(1)
   */
  readonly replicaLag?: Duration;

  /**
   * Statements in the database's slow query log, in 5 minutes. From 1 to 1000000.
   *
   * @default 50
   */
  readonly slowQueries?: number;

  /**
   * Deadlocks in the database's error log, in 5 minutes. From 1 to 1000000.
   *
   * @default 5
   */
  readonly deadlocks?: number;

  /**
   * Days that a certificate has left. ACM renews well before. From 1 to 395.
   *
   * @default 30
   */
  readonly certificateDays?: number;
}
