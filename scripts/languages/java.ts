import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Language, SampleApp } from './language';
import { ROOT, TMP } from '../shared/paths';
import { run } from '../shared/run';
import { step } from '../shared/terminal';

const SAMPLE = resolve(ROOT, 'sample/java');
const REPOSITORY = resolve(TMP, 'languages/m2');
const MAVEN = ['-q', '-B', '-ntp', `-Dmaven.repo.local=${REPOSITORY}`];
const MAIN: Record<SampleApp, string> = { app: 'com.example.PdfApp', parity: 'com.example.ParityApp' };

export const JAVA: Language = {
  name: 'Java',

  missing: async () => undefined,

  async install(): Promise<void> {
    // Maven takes an artifact of the same version for the same artifact.
    rmSync(resolve(REPOSITORY, 'io/github/cdk-pdf-web-platform'), { recursive: true, force: true });
    await step('Java: jar installed, sample compiled with all lints as errors', () => run('mvn', [...MAVEN, 'clean', 'compile'], { cwd: SAMPLE }));
  },

  async synthesize(app: SampleApp, env: Record<string, string>): Promise<void> {
    await run('mvn', [...MAVEN, 'exec:java', `-Dexec.mainClass=${MAIN[app]}`], { cwd: SAMPLE, env });
  },
};
