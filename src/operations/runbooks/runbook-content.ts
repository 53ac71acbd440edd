import type { DocumentParameter, Step } from './automation';
import type { DescriptionParts } from './description';

/** What the steps of a runbook may do. */
export interface Permission {
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Record<string, Record<string, string>>;
  /** Why there are wildcards among the resources, if there are. */
  readonly wildcard?: string;
}

export interface RunbookContent {
  readonly description: DescriptionParts;
  readonly parameters?: Record<string, DocumentParameter>;
  readonly steps: Step[];
  /** What a person needs next, as 'step.Output'. */
  readonly outputs: string[];
  readonly permissions: Permission[];
}
