/**
 * What happens to data when a resource leaves the template or the stack is deleted: one decision for the whole platform.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export enum DataProtection {
  /**
   * Data outlives the stack: buckets, repository and keys are retained, the database is snapshotted, and deletion protection
   * is on for the database and the load balancer.
   */
  PROTECTED = 'PROTECTED',

  /**
   * Nothing is kept: for environments that hold no real data. Buckets must be emptied by hand before the stack is deleted,
   * since the platform has no custom resource that would do it.
   */
  DISPOSABLE = 'DISPOSABLE',
}
