import { resolve } from 'node:path';
import type { Language, SampleApp } from './language';
import { ROOT, TMP } from '../shared/paths';
import { run } from '../shared/run';
import { step } from '../shared/terminal';

const SAMPLE = resolve(ROOT, 'sample/go');
const OUT = resolve(TMP, 'languages/go');
const PROGRAM: Record<SampleApp, string> = { app: 'pdf-platform-sample', parity: 'parity' };

export const GO: Language = {
  name: 'Go',

  missing: async () => undefined,

  async install(): Promise<void> {
    await step('Go: sample built with the built module', () => run('go', ['build', '-o', `${OUT}/`, './...'], { cwd: SAMPLE }));
    await step('Go: go vet', () => run('go', ['vet', './...'], { cwd: SAMPLE }));
    await step('Go: gofmt', async () => {
      const unformatted = await run('gofmt', ['-l', '.'], { cwd: SAMPLE });
      if (unformatted) throw new Error(`gofmt would change ${unformatted}`);
    });
  },

  async synthesize(app: SampleApp, env: Record<string, string>): Promise<void> {
    await run(resolve(OUT, PROGRAM[app]), [], { cwd: SAMPLE, env });
  },
};
