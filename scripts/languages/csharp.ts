import { rmSync } from 'node:fs';
import { homedir } from 'node:os';
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
    // NuGet takes a package of the same version for the same package.
    rmSync(resolve(homedir(), '.nuget/packages/cdkpdfwebplatform'), { recursive: true, force: true });
    const build = ['build', '--nologo', '-warnaserror', '-p:NuGetAudit=false'];
    await step('C#: sample built with the built package', () => run('dotnet', build, { cwd: SAMPLE }));
  },

  async synthesize(app: SampleApp, env: Record<string, string>): Promise<void> {
    if (app === 'app') await run('dotnet', ['run', '--no-build'], { cwd: SAMPLE, env });
  },
};
