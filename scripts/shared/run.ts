import { spawn } from 'node:child_process';
import { ROOT } from './paths';

export interface RunOptions {
  readonly cwd?: string;
  /** Variables to set, or with `undefined` to clear. */
  readonly env?: Record<string, string | undefined>;
  /** Exit codes that are no failure. */
  readonly accept?: number[];
  /** Whether standard error is given back too. */
  readonly withErrors?: boolean;
}

/** jsii's tools say at length that a Node.js version is old; `engines` says which ones the library supports. */
const [MAJOR] = process.versions.node.split('.');
const QUIET_JSII = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: MAJOR, JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: MAJOR };

/** Runs a command quietly and gives back what it wrote to standard output; a failure shows the end of everything it wrote. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  const { cwd = ROOT, env = {}, accept = [0] } = options;
  const program = spawn(command, args, { cwd, env: { ...process.env, ...QUIET_JSII, ...env } });
  let stdout = '';
  let everything = '';
  program.stdout.on('data', (text) => ((stdout += text), (everything += text)));
  program.stderr.on('data', (text) => (everything += text));
  const code = await new Promise<number | null>((done, failed) => program.on('close', done).on('error', failed));
  if (code === null || !accept.includes(code)) {
    throw new Error(`${[command, ...args].join(' ')} (in ${cwd}) ended with ${code}:\n${everything.trimEnd().split('\n').slice(-40).join('\n')}`);
  }
  return options.withErrors ? everything : stdout;
}

/** Runs a command whose output is for the reader, and gives back its exit code. */
export async function show(command: string, args: string[], options: RunOptions = {}): Promise<number> {
  const { cwd = ROOT, env = {} } = options;
  const program = spawn(command, args, { cwd, env: { ...process.env, ...QUIET_JSII, ...env }, stdio: 'inherit' });
  return new Promise((done, failed) => program.on('close', (code) => done(code ?? 1)).on('error', failed));
}
