import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Language, SampleApp } from './language';
import { ROOT, TMP } from '../shared/paths';
import { run } from '../shared/run';
import { step } from '../shared/terminal';

const SAMPLE = resolve(ROOT, 'sample/python');
const DIST = resolve(ROOT, 'dist/python');
const VENV = resolve(TMP, 'languages/python');
const python = resolve(VENV, 'bin/python');

export const PYTHON: Language = {
  name: 'Python',

  missing: async () => undefined,

  async install(): Promise<void> {
    const wheel = readdirSync(DIST).find((file) => file.endsWith('.whl'))!;
    if (!existsSync(python)) await step('Python: virtual environment made', () => run('python3', ['-m', 'venv', VENV]));
    await step(`Python: ${wheel} installed`, async () => {
      // The file beside the requirements: it is the one taken, whatever the index has under its name.
      await run(python, ['-m', 'pip', 'install', '--quiet', '-r', 'requirements-dev.txt', resolve(DIST, wheel)], { cwd: SAMPLE });
      await run(python, ['-m', 'pip', 'install', '--quiet', '--force-reinstall', '--no-deps', resolve(DIST, wheel)], { cwd: SAMPLE });
    });
    await step('Python: mypy --strict', () => run(python, ['-m', 'mypy', '--strict', 'app.py', 'parity.py', 'smallest.py'], { cwd: SAMPLE }));
    await step('Python: docstrings of the props', () => run(python, [resolve(__dirname, 'docstrings.py')]));
  },

  async synthesize(app: SampleApp, env: Record<string, string>): Promise<void> {
    await run(python, [`${app}.py`], { cwd: SAMPLE, env });
  },
};
