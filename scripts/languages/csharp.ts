import { resolve } from 'node:path';
import type { Language, SampleApp } from './language';
import { ROOT } from '../shared/paths';
import { run } from '../shared/run';
import { step } from '../shared/terminal';

const SAMPLE = resolve(ROOT, 'sample/csharp');

export const CSHARP: Language = {
  name: 'C#',

  missing: () => run('dotnet', ['--version']).then(() => undefined, () => 'no .NET SDK here: its sources were generated, the workflow on GitHub builds them'),

  async install(): Promise<void> {
    await step('C#: sample built with the built package', () => run('dotnet', ['build', '--nologo', '-warnaserror'], { cwd: SAMPLE }));
  },

  async synthesize(app: SampleApp, env: Record<string, string>): Promise<void> {
    if (app === 'app') await run('dotnet', ['run', '--no-build'], { cwd: SAMPLE, env });
  },
};
