import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as fis from 'aws-cdk-lib/aws-fis';
import type * as logs from 'aws-cdk-lib/aws-logs';

/** One statement of what a drill's role may do. */
export interface DrillPermission {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Record<string, Record<string, string>>;
  /** Why resources have a wildcard; for `*` alone, what the calls are for. */
  readonly wildcard?: string;
}

/** One thing that a drill does, what it does it to, and what for. */
export interface Fault {
  readonly name: string;
  readonly action: fis.CfnExperimentTemplate.ExperimentTemplateActionProperty;
  readonly target: fis.CfnExperimentTemplate.ExperimentTemplateTargetProperty;
  readonly permissions: DrillPermission[];
}

/** What makes a drill. */
export interface DrillContent {
  /** What happens, and what is to be seen. */
  readonly description: string;
  /** They begin at the same time. */
  readonly faults: Fault[];
  /** Whether faults with nothing to happen to are left out. By default they are an error. */
  readonly skipsEmptyTargets?: boolean;
}

/** What all drills have in common. */
export interface DrillSetting {
  readonly alarms: cloudwatch.IAlarm[];
  readonly logGroup: logs.ILogGroup;
}
