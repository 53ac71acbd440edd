import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT, TMP } from '../../shared/paths';
import { run } from '../../shared/run';
import { readJson, type SynthesizedStack } from '../assembly';
import { KNOWN_FINDINGS, type KnownFinding } from './known-findings';

export interface LintResult {
  readonly version: string;
  readonly templates: number;
  readonly known: [KnownFinding, number][];
}

/** cfn-lint on all templates, each for its region. Findings that are not known to be false are an error. */
export async function lint(stacks: SynthesizedStack[]): Promise<LintResult> {
  const program = await cfnLint();
  const known = new Map<KnownFinding, number>();
  const unknown: string[] = [];
  for (const region of new Set(stacks.map((stack) => stack.region))) {
    const templates = stacks.filter((stack) => stack.region === region).map(({ path }) => path);
    // Its exit code tells the severities; the findings themselves decide here.
    const output = await run(program, ['--format', 'json', '--regions', region, '--', ...templates], { accept: [0, 2, 4, 6, 8, 10, 12, 14] });
    for (const finding of JSON.parse(output)) {
      const [, id] = finding.Location.Path;
      const type = readJson(finding.Filename).Resources[id]?.Type;
      const match = KNOWN_FINDINGS.find((each) => each.rule === finding.Rule.Id && each.type === type && finding.Message.startsWith(each.message));
      if (match) known.set(match, (known.get(match) ?? 0) + 1);
      else unknown.push(`${finding.Rule.Id} ${finding.Filename} ${finding.Location.Path.join('.')}: ${finding.Message}`);
    }
  }
  if (unknown.length > 0) throw new Error(`cfn-lint has findings:\n${unknown.join('\n')}`);
  return { version: pinned(), templates: stacks.length, known: [...known] };
}

/** The pinned version: the one on PATH, or one in a virtual environment of its own. */
async function cfnLint(): Promise<string> {
  const onPath = await run('cfn-lint', ['--version']).catch(() => '');
  if (onPath.trim() === `cfn-lint ${pinned()}`) return 'cfn-lint';
  const environment = resolve(TMP, `cfn-lint-${pinned()}`);
  const program = resolve(environment, 'bin/cfn-lint');
  if (!existsSync(program)) {
    await run('python3', ['-m', 'venv', environment]);
    await run(resolve(environment, 'bin/pip'), ['install', '--quiet', '-r', resolve(ROOT, 'scripts/requirements.txt')]);
  }
  return program;
}

function pinned(): string {
  return /^cfn-lint==(\S+)$/m.exec(readFileSync(resolve(ROOT, 'scripts/requirements.txt'), 'utf8'))![1];
}
