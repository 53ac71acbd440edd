import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { SAMPLE, TMP } from '../../shared/paths';
import { run } from '../../shared/run';
import { readJson, type SynthesizedPlatform } from '../assembly';

export interface ValidationResult {
  /** Such as `CloudFormation Validate 1.14.0`. */
  readonly validator: string;
  /** Findings that stand, of any severity: advice, since an error would have ended the synth. */
  readonly advice: string[];
}

/** What the validators of a synth had to say. */
export function readValidation(folder: string): ValidationResult {
  const reports: any[] = readJson(resolve(folder, 'validation-report.json')).pluginReports;
  const validator = reports.find(({ pluginName }) => pluginName === 'CloudFormation Validate');
  if (!validator) throw new Error(`CloudFormation Validate did not run in ${folder}`);
  const standing = reports.flatMap(({ violations }) => violations);
  const errors = standing.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ ruleName, description }) => `${ruleName}: ${description}`).join('\n'));
  return {
    validator: `${validator.pluginName} ${validator.pluginVersion}`,
    advice: [...new Set(standing.map(({ ruleName, description }) => `${ruleName.replace(/^.*:/, '')}: ${description}`))],
  };
}

/** Rules of cdk-nag's packs that do not hold, and the reasons written beside the resources. */
export function acknowledgements(platforms: SynthesizedPlatform[]): Map<string, Set<string>> {
  const reasons = new Map<string, Set<string>>();
  for (const rules of platforms.flatMap(({ main, support }) => [main, ...support].flatMap(({ acknowledged }) => acknowledged))) {
    for (const [id, reason] of Object.entries(rules)) reasons.set(reason, (reasons.get(reason) ?? new Set()).add(id.replace(/\[.*$/, '')));
  }
  return reasons;
}

/**
 * A pack without findings is not in the report, so silence alone proves nothing: the same app with a planted fault must have findings
 * of all packs.
 */
export async function provePacksRun(packs: string[]): Promise<void> {
  const folder = resolve(TMP, 'nag-canary');
  rmSync(folder, { recursive: true, force: true });
  const app = `npx tsx --require ${resolve(__dirname, 'nag-canary.cjs')} bin/app.ts`;
  await run('npx', ['cdk', 'synth', '--quiet', '--no-notices', '-o', folder, '--app', app], { cwd: SAMPLE, env: { CDK_VALIDATION: undefined }, accept: [1] });
  const reports: any[] = readJson(resolve(folder, 'validation-report.json')).pluginReports;
  const found = reports.flatMap(({ violations }) => violations).filter(({ violatingConstructs }) =>
    violatingConstructs.some(({ constructPath }: any) => constructPath.startsWith('Canary/')),
  );
  const silent = packs.filter((pack) => !found.some(({ ruleName }) => ruleName.includes(pack)));
  if (silent.length > 0) throw new Error(`cdk-nag: the planted fault was not found by ${silent.join(', ')}`);
}
