import { type Charge, ofType, type Priced, type PricingContext } from './charge';
import { storage, zonesOf } from './database';
import { MONTH } from './figures';
import { CostKind } from '../bill';
import { amountOf, listOf, numberOf, refersTo, type TemplateResource, textOf } from '../template-resources';
import { timesAWeek } from '../weekly-hours';

const { FIXED } = CostKind;
const HOURS_OF_MONTH = MONTH * 24;
/** For some gigabytes, with the time that the instance starts in. */
const HOURS_TO_RESTORE = 1;

/** Each test has a price of its own; what is restored is charged for as long as it exists. */
export function restoreTests(resource: TemplateResource, context: PricingContext): Priced {
  const { ProtectedResourceArns: arns, ValidationWindowHours: window } = resource.properties;
  const tests = testsOf(resource, context);
  const restored = ofType(context, 'AWS::RDS::DBInstance').filter((database) => listOf(arns).some((arn) => refersTo(arn, database)));
  return [
    { item: 'tests of restoring', kind: FIXED, priceId: 'backup.restoreTest', quantity: tests * Math.max(1, listOf(arns).length), unit: 'test' },
    ...restored.flatMap((database) => copyOf(database, resource, tests * (HOURS_TO_RESTORE + amountOf(window, 0)))),
    ...(restored.length > 0 ? [] : [{ item: 'what is restored, which is not in the template', kind: FIXED, priceId: 'backup.unknownRestore', quantity: tests, unit: 'test' }]),
  ];
}

/** In a month; NaN if the schedule is not one of days of the week. */
function testsOf({ properties }: TemplateResource, context: PricingContext): number {
  const name = properties.RestoreTestingPlanName;
  const plan = ofType(context, 'AWS::Backup::RestoreTestingPlan')
    .find((each) => refersTo(name, each) || textOf(name) === textOf(each.properties.RestoreTestingPlanName));
  return ((timesAWeek(textOf(plan?.properties.ScheduleExpression)) ?? NaN) * MONTH) / 7;
}

function copyOf({ properties }: TemplateResource, selection: TemplateResource, hours: number): Charge[] {
  const type = textOf(properties.DBInstanceClass);
  const zones = zonesOf(selection.properties.RestoreMetadataOverrides?.multiAz ?? properties.MultiAZ);
  const where = 'restored for tests';
  const gb = numberOf(properties.AllocatedStorage);
  const note = 'an hour to restore it, and the time that the test is given';
  return [
    { item: `${type} ${where}`, kind: FIXED, priceId: `rds.${type}`, quantity: zones * hours, note },
    ...storage(properties, gb && (zones * gb * hours) / HOURS_OF_MONTH, where),
  ];
}
