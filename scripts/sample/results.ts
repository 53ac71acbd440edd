import type { SynthesizedPlatform } from './assembly';
import type { LintResult } from './checks/cfn-lint';
import type { ValidationResult } from './checks/validation-report';
import type { Variant } from './variants';

/** A synthesized variant of the sample. */
export interface VariantResult {
  readonly variant: Variant;
  readonly platforms: SynthesizedPlatform[];
  readonly validation: ValidationResult;
}

/** What the reports tell. */
export interface Results {
  readonly variants: VariantResult[];
  readonly cdkVersion: string;
  readonly featureFlags: number;
  readonly packs: string[];
  readonly nagVersion: string;
  /** Reasons of acknowledged rules, with the rules. */
  readonly acknowledged: Map<string, Set<string>>;
  readonly lint: LintResult;
}
