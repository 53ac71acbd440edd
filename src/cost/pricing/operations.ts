import { backupPlan } from './backup-plan';
import { free, type Priced, unpriced } from './charge';
import { restoreTests } from './restore-testing';
import { CostKind } from '../bill';
import type { TemplateResource } from '../template-resources';

/** Standard parameters are free; advanced ones are not. */
function parameter({ properties }: TemplateResource): Priced {
  if (properties.Tier === 'Intelligent-Tiering') return free('free of charge up to 4 KB; a longer one is an advanced parameter, for some cents a month');
  if (properties.Tier !== 'Advanced') return free('standard parameters are free of charge');
  return [{ item: 'advanced parameter', kind: CostKind.FIXED, priceId: 'ssm.advancedParameter', quantity: 1, unit: 'month' }];
}

const COMMITMENTS = free('a notice of costs is free of charge');
const EXPORT = free('the export is free; its files are charged as what is in their bucket');
const SCANS = unpriced('charged by the events and objects that it examines');

/** What watches over a platform, and what CloudFormation itself needs. */
export const OPERATIONS = {
  'AWS::SNS::Topic': free('a million messages a month are free, and so are 1000 e-mails'),
  'AWS::SNS::TopicPolicy': free('policies are free of charge'),
  'AWS::SNS::TopicInlinePolicy': free('policies are free of charge'),
  'AWS::SNS::Subscription': free('e-mails and calls of AWS services are free at the volume of alarms'),
  'AWS::SQS::Queue': free('a million requests a month are free'),
  'AWS::SQS::QueuePolicy': free('policies are free of charge'),
  'AWS::Events::Rule': free("events of AWS's own services are free of charge"),
  'AWS::Scheduler::Schedule': free('14 million calls a month are free'),
  'AWS::Scheduler::ScheduleGroup': free('14 million calls a month are free'),
  'AWS::Budgets::Budget': free('budgets without actions are free of charge'),
  'AWS::CE::AnomalyMonitor': COMMITMENTS,
  'AWS::CE::AnomalySubscription': COMMITMENTS,
  'AWS::CE::CostCategory': COMMITMENTS,
  'AWS::CUR::ReportDefinition': EXPORT,
  'AWS::BCMDataExports::Export': EXPORT,
  'AWS::FIS::ExperimentTemplate': unpriced('charged by the minutes that an experiment runs'),
  'AWS::Backup::BackupVault': free('a vault is free; what is in it is charged by what fills it'),
  'AWS::Backup::BackupPlan': backupPlan,
  'AWS::Backup::BackupSelection': free('a part of its plan'),
  'AWS::Backup::RestoreTestingPlan': free('a schedule is free; its tests are charged with what they restore'),
  'AWS::Backup::RestoreTestingSelection': restoreTests,
  'AWS::Lambda::Function': unpriced('charged by its calls, of which a million a month are free'),
  'AWS::Lambda::Permission': free('policies are free of charge'),
  'AWS::SSM::Parameter': parameter,
  'AWS::ApplicationAutoScaling::ScalableTarget': free('scaling is free of charge, what it starts is charged'),
  'AWS::ApplicationAutoScaling::ScalingPolicy': free('scaling is free of charge, what it starts is charged'),
  'AWS::ECS::TaskDefinition': free('a definition is free of charge, its tasks are charged with their service'),
  'AWS::CDK::Metadata': free('says which library made the template'),
};

/** Whole services, and types whose names are made up. The type's own entry goes first. */
export const PREFIXES = {
  'AWS::IAM::': free('IAM is free of charge'),
  'AWS::SSM::': free('Systems Manager is free of charge but for advanced features'),
  'AWS::Chatbot::': free('Amazon Q Developer in chat applications is free of charge'),
  'AWS::Backup::': unpriced('charged by what it checks or keeps, which no template says'),
  'AWS::Config::': unpriced('charged by the items that it records and the evaluations of its rules'),
  'AWS::GuardDuty::': SCANS,
  'AWS::CloudFormation::': free('CloudFormation is free of charge'),
  'Custom::': free("its function runs when the stack changes, within Lambda's free million calls"),
};
