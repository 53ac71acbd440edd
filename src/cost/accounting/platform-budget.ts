import * as budgets from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import type { BudgetOptions } from './budget-options';
import { checkRecipients, checkUsd } from './checks';
import { advise, checkInteger, checkPattern } from '../../settings/checks';

/** What tags may consist of. */
const TAG_TEXT = '[\\p{L}\\p{N} +=._:/@-]';

/** Budgets of what was bought ahead. */
interface CommitmentBudget {
  readonly prop: 'reservationCoveragePercent' | 'reservationUtilizationPercent' | 'savingsPlansCoveragePercent' | 'savingsPlansUtilizationPercent';
  readonly id: string;
  readonly budgetType: string;
  readonly costFilters?: Record<string, string[]>;
}

/** Reservations are watched for one service at a time: a budget of them without a service is refused. */
const OF_RDS = { Service: ['Amazon Relational Database Service'] };

const COMMITMENT_BUDGETS: CommitmentBudget[] = [
  { prop: 'reservationCoveragePercent', id: 'ReservationCoverage', budgetType: 'RI_COVERAGE', costFilters: OF_RDS },
  { prop: 'reservationUtilizationPercent', id: 'ReservationUtilization', budgetType: 'RI_UTILIZATION', costFilters: OF_RDS },
  { prop: 'savingsPlansCoveragePercent', id: 'SavingsPlansCoverage', budgetType: 'SAVINGS_PLANS_COVERAGE' },
  { prop: 'savingsPlansUtilizationPercent', id: 'SavingsPlansUtilization', budgetType: 'SAVINGS_PLANS_UTILIZATION' },
];

/** Throws unless AWS Budgets takes the options. */
function checkBudget(options: BudgetOptions): void {
  checkUsd('cost.budget.monthlyUsd', options.monthlyUsd, 0.01, 1_000_000_000);
  checkInteger('cost.budget.actualPercent', options.actualPercent, 1, 1000);
  checkInteger('cost.budget.forecastPercent', options.forecastPercent, 1, 1000);
  for (const { prop } of COMMITMENT_BUDGETS) checkInteger(`cost.budget.${prop}`, options[prop], 1, 100);
  checkRecipients('cost.budget', options);
  const { key, value } = options.costAllocationTag ?? {};
  checkPattern('cost.budget.costAllocationTag key', key, new RegExp(`^(?!(aws|user):)${TAG_TEXT}{1,128}$`, 'u'), "a tag's key without 'user:' or 'aws:' before it");
  checkPattern('cost.budget.costAllocationTag value', value, new RegExp(`^${TAG_TEXT}{1,256}$`, 'u'), "a tag's value of 1 to 256 characters");
}

/**
 * A monthly budget of costs, and budgets of reserved instances and Savings Plans where they are asked for. Budgets have no region: make
 * one of the whole account once, not in each region's stack.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class PlatformBudget extends Construct {
  /** The budget of a month's costs. */
  public readonly costBudget: budgets.CfnBudget;

  /** The budgets of reserved instances and Savings Plans that were asked for. */
  public readonly commitmentBudgets: budgets.CfnBudget[];

  constructor(scope: Construct, id: string, props: BudgetOptions) {
    super(scope, id);
    checkBudget(props);
    const tag = props.costAllocationTag;
    const notify = (notificationType: string, comparisonOperator: string, threshold: number) => ({
      notification: { notificationType, comparisonOperator, threshold, thresholdType: 'PERCENTAGE' },
      subscribers: [
        ...(props.emails ?? []).map((address) => ({ subscriptionType: 'EMAIL', address })),
        ...(props.topicArn === undefined ? [] : [{ subscriptionType: 'SNS', address: props.topicArn }]),
      ],
    });

    // No budget has a name of its own: AWS gives one, and can so replace the budget, which any change of its notifications does.
    this.costBudget = new budgets.CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: props.monthlyUsd, unit: 'USD' },
        costTypes: { includeCredit: props.deductCredits ?? false, includeRefund: props.deductCredits ?? false },
        costFilters: tag && { TagKeyValue: [`user:${tag.key}$${tag.value}`] },
      },
      notificationsWithSubscribers: [
        notify('ACTUAL', 'GREATER_THAN', props.actualPercent ?? 80),
        notify('FORECASTED', 'GREATER_THAN', props.forecastPercent ?? 100),
      ],
    });
    if (tag) {
      advise(
        this,
        'cost-allocation-tag',
        `The budget of the tag '${tag.key}' stays at 0 until somebody activates the tag as a cost allocation tag in the billing console, which shows it a day after the first deployment.`,
      );
    }

    // These have no cost types, and 100 % is the only limit that AWS takes: what is watched for is the threshold of the notification.
    this.commitmentBudgets = COMMITMENT_BUDGETS.flatMap(({ prop, id: budgetId, budgetType, costFilters }) => {
      const percent = props[prop];
      if (percent === undefined) return [];
      return new budgets.CfnBudget(this, budgetId, {
        budget: { budgetType, timeUnit: 'MONTHLY', budgetLimit: { amount: 100, unit: 'PERCENTAGE' }, costFilters },
        notificationsWithSubscribers: [notify('ACTUAL', 'LESS_THAN', percent)],
      });
    });
  }
}
