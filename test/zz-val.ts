import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { arbitraryPlatform, propsIn } from './properties/arbitrary-platform';
import { PdfWebPlatform } from '../src';
process.env.CDK_VALIDATION = 'false';
const [runs, seed, most] = process.argv.slice(2).map(Number);
let made = 0; const seen = new Map<string, number>();
for (const asked of fc.sample(arbitraryPlatform, { numRuns: runs, seed })) {
  if (made >= most) break;
  if (!asked.recoveryRegion && !asked.operations && !asked.backup) continue;
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } }); const stack = new Stack(app, 'Stack', { env: { region: asked.region } });
  try { new PdfWebPlatform(stack, 'Platform', propsIn(stack, asked)); } catch { continue; }
  process.env.CDK_VALIDATION = 'true'; const t = Date.now();
  let error = ''; let asm: any;
  try { asm = app.synth(); } catch (e: any) { error = e.message; }
  process.env.CDK_VALIDATION = 'false'; made++;
  const report = join(app.outdir, 'validation-report.json');
  if (existsSync(report)) { const { pluginReports } = JSON.parse(readFileSync(report, 'utf8'));
    for (const v of pluginReports.flatMap((r: any) => r.violations)) { const k = `${v.ruleName} ${v.description.slice(0, 200)} ${v.violatingConstructs?.map((c: any) => c.constructPath).join().slice(0, 300)}`; if (!seen.has(k)) console.log(k); seen.set(k, 1); } }
  else if (error) console.log('ERR', error.slice(0, 300));
  if (asm) for (const s of asm.stacks) writeFileSync(`/tmp/h/gen/${made}-${s.stackName}.json`, JSON.stringify(s.template));
  if (made < 3) console.log(Date.now() - t, 'ms');
}
console.log(made);
