import { Aws, CfnParameter, Fn, Lazy } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { BudgetOptions } from '../../../src/cost/accounting/budget-options';
import { PlatformBudget } from '../../../src/cost/accounting/platform-budget';
import { makeStack, onlyResource, resourcesOf } from '../../helpers/platform';

const EMAIL = 'bills@example.com';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:notices';

function makeBudget(options: Partial<BudgetOptions> = {}, stack = makeStack()) {
  const budget = new PlatformBudget(stack, 'Budget', { monthlyUsd: 50, emails: [EMAIL], ...options });
  return { stack, budget, template: Template.fromStack(stack) };
}

const emailOf = (Address: string) => ({ SubscriptionType: 'EMAIL', Address });
const notification = (NotificationType: string, ComparisonOperator: string, Threshold: number, Subscribers: object[] = [emailOf(EMAIL)]) => ({
  Notification: { NotificationType, ComparisonOperator, Threshold, ThresholdType: 'PERCENTAGE' },
  Subscribers,
});

describe('R5.2 R7.1 the monthly budget', () => {
  test('is of the whole account, and tells of 80 % actual and 100 % forecast', () => {
    expect(onlyResource(makeBudget().template, 'AWS::Budgets::Budget').Properties).toEqual({
      Budget: {
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        BudgetLimit: { Amount: 50, Unit: 'USD' },
        CostTypes: { IncludeCredit: false, IncludeRefund: false },
      },
      NotificationsWithSubscribers: [notification('ACTUAL', 'GREATER_THAN', 80), notification('FORECASTED', 'GREATER_THAN', 100)],
    });
  });

  test('has no name, so that it can be replaced, and two can be in one account', () => {
    const stack = makeStack();
    new PlatformBudget(stack, 'First', { monthlyUsd: 1, emails: [EMAIL], reservationCoveragePercent: 70 });
    const { template } = makeBudget({}, stack);
    template.resourceCountIs('AWS::Budgets::Budget', 3);
    expect(JSON.stringify(template.toJSON())).not.toContain('BudgetName');
  });

  test('takes other percents', () => {
    const { template } = makeBudget({ actualPercent: 1, forecastPercent: 1000 });
    expect(onlyResource(template, 'AWS::Budgets::Budget').Properties.NotificationsWithSubscribers).toEqual([
      notification('ACTUAL', 'GREATER_THAN', 1), notification('FORECASTED', 'GREATER_THAN', 1000),
    ]);
  });

  test('deducts credits and refunds where that is asked for', () => {
    const { template } = makeBudget({ deductCredits: true });
    expect(onlyResource(template, 'AWS::Budgets::Budget').Properties.Budget.CostTypes).toEqual({ IncludeCredit: true, IncludeRefund: true });
  });

  test('tells every address and the topic', () => {
    const { template } = makeBudget({ emails: [EMAIL, 'two@example.com'], topicArn: TOPIC });
    const subscribers = [emailOf(EMAIL), emailOf('two@example.com'), { SubscriptionType: 'SNS', Address: TOPIC }];
    expect(onlyResource(template, 'AWS::Budgets::Budget').Properties.NotificationsWithSubscribers).toEqual([
      notification('ACTUAL', 'GREATER_THAN', 80, subscribers), notification('FORECASTED', 'GREATER_THAN', 100, subscribers),
    ]);
  });

  test('tells a topic alone', () => {
    const { template } = makeBudget({ emails: undefined, topicArn: TOPIC });
    const [{ Subscribers }] = onlyResource(template, 'AWS::Budgets::Budget').Properties.NotificationsWithSubscribers;
    expect(Subscribers).toEqual([{ SubscriptionType: 'SNS', Address: TOPIC }]);
  });

  test('has 10 addresses at most', () => {
    const emails = [...Array(10).keys()].map((each) => `${each}@example.com`);
    expect(() => makeBudget({ emails, topicArn: TOPIC })).not.toThrow();
    expect(() => makeBudget({ emails: [...emails, EMAIL] }))
      .toThrow("'cost.budget.emails number of addresses' must be a whole number from 0 to 10, got 11");
  });
});

describe('R7.2 the budget of a cost allocation tag', () => {
  const costAllocationTag = { key: 'App Name', value: 'pdf/prod:1' };

  test('counts that tag alone', () => {
    const { template } = makeBudget({ costAllocationTag });
    expect(onlyResource(template, 'AWS::Budgets::Budget').Properties.Budget.CostFilters).toEqual({ TagKeyValue: ['user:App Name$pdf/prod:1'] });
  });

  test('warns that somebody must activate the tag, and can be silenced', () => {
    const { stack } = makeBudget({ costAllocationTag });
    Annotations.fromStack(stack).hasWarning('/Stack/Budget', Match.stringLikeRegexp("tag 'App Name' stays at 0.*\\[ack: cdk-pdf-web-platform:cost-allocation-tag\\]"));
    const whole = makeBudget();
    Annotations.fromStack(whole.stack).hasNoWarning('*', Match.anyValue());
  });

  test.each([
    [{ key: 'user:App', value: 'pdf' }, "'cost.budget.costAllocationTag key' must be a tag's key without 'user:' or 'aws:' before it, got 'user:App'"],
    [{ key: 'aws:createdBy', value: 'pdf' }, "got 'aws:createdBy'"],
    [{ key: '', value: 'pdf' }, "got ''"],
    [{ key: 'a'.repeat(129), value: 'pdf' }, 'costAllocationTag key'],
    [{ key: 'App$', value: 'pdf' }, "got 'App$'"],
    [{ key: 'App', value: '' }, "'cost.budget.costAllocationTag value' must be a tag's value of 1 to 256 characters, got ''"],
    [{ key: 'App', value: 'a'.repeat(257) }, 'costAllocationTag value'],
    [{ key: 'App', value: 'p$f' }, "got 'p$f'"],
  ])('%j is refused', (tag, message) => {
    expect(() => makeBudget({ costAllocationTag: tag })).toThrow(message);
  });
});

describe('R7.2 budgets of what is bought ahead', () => {
  const OF_RDS = { CostFilters: { Service: ['Amazon Relational Database Service'] } };

  test.each([
    ['reservationCoveragePercent', 'RI_COVERAGE', OF_RDS],
    ['reservationUtilizationPercent', 'RI_UTILIZATION', OF_RDS],
    ['savingsPlansCoveragePercent', 'SAVINGS_PLANS_COVERAGE', {}],
    ['savingsPlansUtilizationPercent', 'SAVINGS_PLANS_UTILIZATION', {}],
  ])('%s: one more budget, told below the percent', (prop, BudgetType, filters) => {
    const { template, budget } = makeBudget({ [prop]: 85, costAllocationTag: { key: 'App', value: 'pdf' } });
    const found = Object.values(resourcesOf(template, 'AWS::Budgets::Budget')).map(({ Properties }) => Properties);
    expect(found).toHaveLength(2);
    expect(found.find(({ Budget }) => Budget.BudgetType !== 'COST')).toEqual({
      Budget: { BudgetType, TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 100, Unit: 'PERCENTAGE' }, ...filters },
      NotificationsWithSubscribers: [notification('ACTUAL', 'LESS_THAN', 85)],
    });
    expect(budget.commitmentBudgets).toHaveLength(1);
  });

  test('are not made without being asked for', () => {
    expect(makeBudget().budget.commitmentBudgets).toEqual([]);
  });

  test.each(['reservationCoveragePercent', 'reservationUtilizationPercent', 'savingsPlansCoveragePercent', 'savingsPlansUtilizationPercent'])('%s is a whole number from 1 to 100', (prop) => {
    for (const percent of [0, 101, 0.5, NaN]) {
      expect(() => makeBudget({ [prop]: percent })).toThrow(`'cost.budget.${prop}' must be a whole number from 1 to 100, got ${percent}`);
    }
    expect(() => makeBudget({ [prop]: 1 })).not.toThrow();
    expect(() => makeBudget({ [prop]: 100 })).not.toThrow();
  });
});

describe('R5.2 what AWS Budgets would refuse is refused at synth', () => {
  test.each<[Partial<BudgetOptions>, string]>([
    [{ monthlyUsd: 0 }, "'cost.budget.monthlyUsd' must be a number of US dollars from 0.01 to 1000000000, got 0"],
    [{ monthlyUsd: -5 }, 'got -5'],
    [{ monthlyUsd: NaN }, 'got NaN'],
    [{ monthlyUsd: 1e10 }, 'got 10000000000'],
    [{ actualPercent: 0 }, "'cost.budget.actualPercent' must be a whole number from 1 to 1000, got 0"],
    [{ forecastPercent: 1001 }, "'cost.budget.forecastPercent' must be a whole number from 1 to 1000, got 1001"],
    [{ emails: [] }, "'cost.budget' needs 'emails' or 'topicArn': nobody would be told"],
    [{ emails: undefined }, "'cost.budget' needs 'emails' or 'topicArn'"],
    [{ emails: ['nobody'] }, "'cost.budget.emails' must be e-mail addresses, got 'nobody'"],
    [{ emails: [EMAIL, EMAIL] }, "'cost.budget.emails' must be without repetition, got 'bills@example.com'"],
    [{ emails: Lazy.list({ produce: () => [EMAIL] }) }, "'cost.budget.emails' must be a list whose length is known at synth, got 'an unresolved token'"],
    [{ topicArn: 'notices' }, "'cost.budget.topicArn' must be the ARN of an SNS topic, got 'notices'"],
  ])('%j', (options, message) => {
    expect(() => makeBudget(options)).toThrow(message);
  });

  test('cents are fine', () => {
    expect(onlyResource(makeBudget({ monthlyUsd: 0.01 }).template, 'AWS::Budgets::Budget').Properties.Budget.BudgetLimit.Amount).toBe(0.01);
  });

  test('tokens pass', () => {
    const stack = makeStack();
    const parameter = (id: string, type = 'Number') => new CfnParameter(stack, id, { type });
    const { template } = makeBudget({
      monthlyUsd: parameter('Usd').valueAsNumber,
      actualPercent: parameter('Actual').valueAsNumber,
      forecastPercent: parameter('Forecast').valueAsNumber,
      savingsPlansUtilizationPercent: parameter('Used').valueAsNumber,
      emails: [parameter('Mail', 'String').valueAsString],
      topicArn: Fn.importValue('topic'),
      costAllocationTag: { key: parameter('Key', 'String').valueAsString, value: Aws.STACK_NAME },
    }, stack);
    const found = Object.values(resourcesOf(template, 'AWS::Budgets::Budget')).map(({ Properties }) => Properties);
    const cost = found.find(({ Budget }) => Budget.BudgetType === 'COST');
    expect(cost.Budget.BudgetLimit.Amount).toEqual({ Ref: 'Usd' });
    expect(cost.Budget.CostFilters).toEqual({ TagKeyValue: [{ 'Fn::Join': ['', ['user:', { Ref: 'Key' }, '$', { Ref: 'AWS::StackName' }]] }] });
    expect(cost.NotificationsWithSubscribers[0].Notification.Threshold).toEqual({ Ref: 'Actual' });
    expect(cost.NotificationsWithSubscribers[0].Subscribers).toEqual([
      { SubscriptionType: 'EMAIL', Address: { Ref: 'Mail' } },
      { SubscriptionType: 'SNS', Address: { 'Fn::ImportValue': 'topic' } },
    ]);
  });
});
