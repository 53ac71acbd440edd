import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bill, resource, synthesized } from './helpers';
import { PRICE_LIST } from '../../../src/cost/price-list';
import { classified, entryOf } from '../../../src/cost/pricing/catalog';
import { serviceOf } from '../../../src/cost/pricing/services';
import { PLACES, PRESETS } from '../../helpers/configurations';
import { VARIANTS } from '../../helpers/variants';

/** Types that parts of this library make, or that consumers put beside them. */
const OTHERS = [
  'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm', 'AWS::CloudWatch::Dashboard', 'AWS::CloudWatch::AnomalyDetector',
  'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SNS::Subscription', 'AWS::Logs::QueryDefinition', 'AWS::Logs::MetricFilter',
  'AWS::Logs::SubscriptionFilter', 'AWS::Logs::ResourcePolicy', 'AWS::Events::Rule', 'AWS::Scheduler::Schedule', 'AWS::Scheduler::ScheduleGroup',
  'AWS::Budgets::Budget', 'AWS::CE::AnomalyMonitor', 'AWS::CE::AnomalySubscription', 'AWS::CUR::ReportDefinition', 'AWS::BCMDataExports::Export',
  'AWS::RDS::EventSubscription', 'AWS::Chatbot::SlackChannelConfiguration', 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration',
  'AWS::Backup::BackupVault', 'AWS::Backup::BackupPlan', 'AWS::Backup::BackupSelection', 'AWS::Backup::RestoreTestingPlan', 'AWS::Backup::RestoreTestingSelection', 'AWS::ECR::RegistryScanningConfiguration', 'AWS::ECR::RegistryPolicy',
  'AWS::SSM::MaintenanceWindow', 'AWS::SSM::MaintenanceWindowTarget', 'AWS::SSM::MaintenanceWindowTask', 'AWS::SSM::PatchBaseline', 'AWS::SSM::Association',
  'AWS::SSM::Document', 'AWS::SSM::Parameter', 'AWS::FIS::ExperimentTemplate', 'AWS::ECR::ReplicationConfiguration', 'AWS::Config::ConfigRule',
  'AWS::Config::ConfigurationRecorder', 'AWS::IAM::Role', 'AWS::GuardDuty::Detector', 'AWS::GuardDuty::MalwareProtectionPlan',
  'AWS::PricingPlanManager::Subscription', 'AWS::CDK::Metadata', 'AWS::CloudFormation::WaitCondition', 'Custom::S3AutoDeleteObjects',
];

function unclassified(types: Iterable<string>): string[] {
  return [...new Set(types)].filter((type) => classified(type) === undefined);
}

test('every type of the presets', () => {
  const types = Object.keys(PRESETS).flatMap((preset) => PLACES.flatMap((place) => synthesized(preset, place).resources.map(({ type }) => type)));
  expect(new Set(types).size).toBeGreaterThan(40);
  expect(unclassified(types)).toEqual([]);
});

test.each(Object.entries(VARIANTS))('every type of the variant %s, with whatever it is charged for', (_, [preset, props]) => {
  const { resources } = synthesized(preset, { region: 'ap-northeast-1', hasDomain: true }, props);
  expect(unclassified(resources.map(({ type }) => type))).toEqual([]);
  expect(bill(resources).lines.filter(({ service }) => service === undefined)).toEqual([]);
});

test('every type of the snapshots', () => {
  const snapshots = readFileSync(join(__dirname, '../../presets/__snapshots__/snapshots.test.ts.snap'), 'utf8');
  const types = [...snapshots.matchAll(/"Type": "((?:AWS|Custom)::[\w:]+)"/g)].map(([, type]) => type).filter((type) => type.split('::').length === 3 && !type.startsWith('AWS::SSM::Parameter::'));
  expect(types.length).toBeGreaterThan(100);
  expect(unclassified(types)).toEqual([]);
});

test.each(OTHERS)('%s', (type) => expect(classified(type)).toBeDefined());

test('an unknown type is said to be unknown', () => {
  expect(classified('AWS::New::Thing')).toBeUndefined();
  expect(entryOf('AWS::New::Thing')).toEqual({ unpriced: 'this library does not know the type' });
});

test('a type\'s own entry goes before its service\'s', () => {
  expect(entryOf('AWS::Backup::BackupVault')).toHaveProperty('free');
  expect(entryOf('AWS::Backup::Framework')).toHaveProperty('unpriced');
  expect(entryOf('AWS::SSM::Parameter')).toEqual(expect.any(Function));
});

test('every price has a service, and is in the list once', () => {
  const ids = PRICE_LIST.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => serviceOf(id) === undefined && !/^(config|reserved)\./.test(id))).toEqual([]);
});

test('what is free or without a price says why', () => {
  const reasons = OTHERS.map((type) => entryOf(type)).filter((entry) => typeof entry !== 'function').map((entry) => Object.values(entry)[0]);
  expect(reasons.length).toBeGreaterThan(25);
  expect(reasons.filter((reason) => reason.length < 10)).toEqual([]);
  expect(bill([resource('X', 'CDK::Metadata')]).freeOfCharge).toHaveLength(1);
});
