/** A tag by which AWS tells costs apart. */
export interface CostAllocationTag {
  /**
   * The tag's key, of 1 to 128 letters, digits, spaces and `+ - = . _ : / @`, as the resources carry it: without the prefix `user:`
   * that billing shows, and not one of AWS's own (`aws:`).
   */
  readonly key: string;

  /** The tag's value, of 1 to 256 letters, digits, spaces and `+ - = . _ : / @`. */
  readonly value: string;
}

/**
 * What a month may cost, and who is told when it costs more.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export interface BudgetOptions {
  /** What a month may cost, in US dollars, from 0.01 to 1000000000. */
  readonly monthlyUsd: number;

  /**
   * The part of the budget, in percent, above which actual costs are told, as a whole number from 1 to 1000.
   *
   * @default 80
   */
  readonly actualPercent?: number;

  /**
   * The part of the budget, in percent, above which the costs that AWS expects for the whole month are told, as a whole number from 1 to
   * 1000. AWS needs some 5 weeks of usage before it forecasts.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html
   */
  readonly forecastPercent?: number;

  /**
   * The e-mail addresses that are told, at most 10. At least one address or the topic is needed.
   *
   * @default - nobody is told by e-mail
   */
  readonly emails?: string[];

  /**
   * The SNS topic that is told, in the account of the budget. Its policy must let `budgets.amazonaws.com` publish, and so must the policy
   * of its key: a topic with AWS's own key (`alias/aws/sns`) cannot receive from Budgets.
   *
   * @default - no topic is told
   * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
   */
  readonly topicArn?: string;

  /**
   * The tag whose costs count. It must be activated by hand in the billing console before it counts, by the management account in an
   * organization: until then the budget stays at 0 and never tells anything.
   *
   * @default - the whole account counts
   * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
   */
  readonly costAllocationTag?: CostAllocationTag;

  /**
   * Whether credits and refunds are deducted from the costs. While credits of a new account last, such a budget stays at 0.
   *
   * @default false
   */
  readonly deductCredits?: boolean;

  /**
   * The part of the hours of RDS database instances, in percent, below which their coverage by reserved instances is told: a whole number
   * from 1 to 100. It makes one more budget, of the whole account whatever `costAllocationTag` is; so do the three that follow.
   *
   * @default - the coverage by reserved instances is not watched
   * @see https://docs.aws.amazon.com/cost-management/latest/userguide/ce-ris.html
   */
  readonly reservationCoveragePercent?: number;

  /**
   * The part of the reserved instances of RDS, in percent, below which their use is told: a whole number from 1 to 100.
   *
   * @default - the use of reserved instances is not watched
   * @see https://docs.aws.amazon.com/cost-management/latest/userguide/ce-ris.html
   */
  readonly reservationUtilizationPercent?: number;

  /**
   * The part of the costs that Savings Plans could cover (Fargate, EC2), in percent, below which their coverage is told: a whole number
   * from 1 to 100.
   *
   * @default - the coverage by Savings Plans is not watched
   * @see https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-usingBudgets.html
   */
  readonly savingsPlansCoveragePercent?: number;

  /**
   * The part of the commitment to Savings Plans, in percent, below which its use is told: a whole number from 1 to 100.
   *
   * @default - the use of Savings Plans is not watched
   * @see https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-usingBudgets.html
   */
  readonly savingsPlansUtilizationPercent?: number;
}
