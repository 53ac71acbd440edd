import { rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { ROOT, SAMPLE, SAMPLE_OUT } from '../shared/paths';
import { run } from '../shared/run';

/** A way to synthesize the sample's three presets. */
export interface Variant {
  readonly id: string;
  readonly title: string;
  readonly context: Record<string, string>;
}

export const VARIANTS: Variant[] = [
  { id: 'us-east-1', title: 'us-east-1', context: { region: 'us-east-1' } },
  { id: 'ap-northeast-1', title: 'ap-northeast-1', context: { region: 'ap-northeast-1' } },
  {
    id: 'ap-northeast-1-domain',
    title: 'ap-northeast-1 with a domain',
    context: { region: 'ap-northeast-1', zoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' },
  },
];

export function folderOf(variant: Variant): string {
  return resolve(SAMPLE_OUT, variant.id);
}

export async function synthesize(variant: Variant): Promise<void> {
  const folder = folderOf(variant);
  rmSync(folder, { recursive: true, force: true });
  const context = Object.entries(variant.context).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // As users have it: unset, so that CloudFormation Validate runs.
  await run('npx', ['cdk', 'synth', '--quiet', '--no-notices', '-o', folder, ...context], { cwd: SAMPLE, env: { CDK_VALIDATION: undefined } });
}

export function fromRoot(path: string): string {
  return relative(ROOT, path);
}
