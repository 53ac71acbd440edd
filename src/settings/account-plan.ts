/**
 * The plan the AWS account is on. New accounts start on the Free plan, which refuses some settings.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier-plans.html
 */
export enum AccountPlan {
  /** The Free plan of new accounts: RDS keeps at most 1 day of backups, EC2 refuses `t2` instances. */
  FREE = 'FREE',

  /** A paid account: no such limits. */
  PAID = 'PAID',
}
