import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT, SAMPLE, TMP } from './shared/paths';
import { prepareSample } from './shared/prepare';
import { run, show } from './shared/run';
import { heading, print, step } from './shared/terminal';

/*
 * `npm run emulator`: deploys the sample to an emulator of AWS and checks what happens to it there. The emulator is no part of this
 * repository: without it there is nothing to check.
 */

const EMULATOR = resolve(ROOT, '../shared/emulator');
const MOTO = '5.2.1';

async function main(): Promise<void> {
  heading('The sample on the AWS emulator');
  if (!existsSync(resolve(EMULATOR, 'start'))) return print(`emulator not found: skipped (looked for ${EMULATOR})`);
  await prepareSample();
  const python = await pythonWithMoto();
  // The emulator starts `python3`: it must be the same one.
  const path = `${resolve(python, '..')}:${process.env.PATH}`;
  await step('What executes Automation documents there is tested', () => run(python, ['-m', 'unittest', 'discover', '-s', resolve(ROOT, 'scripts/emulator-checks')]));
  process.exitCode = await show(python, [resolve(ROOT, 'scripts/emulator-checks/run.py'), EMULATOR, SAMPLE], { env: { PATH: path } });
}

/** A Python with what the emulator needs: the machine's, or one in a virtual environment of its own. */
async function pythonWithMoto(): Promise<string> {
  const check = `import boto3, moto.server, sys; assert moto.__version__ == '${MOTO}'; print(sys.executable)`;
  const own = await run('python3', ['-c', check]).catch(() => '');
  if (own) return own.trim();
  const environment = resolve(TMP, `moto-${MOTO}`);
  const python = resolve(environment, 'bin/python3');
  await step(`moto ${MOTO} installed`, async () => {
    if (!existsSync(python)) await run('python3', ['-m', 'venv', environment]);
    await run(python, ['-m', 'pip', 'install', '--quiet', `moto[server]==${MOTO}`, 'boto3']);
  });
  return python;
}

main().catch((error) => {
  console.error(`\n✗ ${error.message}`);
  process.exitCode = 1;
});
