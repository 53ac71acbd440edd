import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { arbitraryPlatform, propsIn } from './properties/arbitrary-platform';
import { PdfWebPlatform } from '../src';
process.env.CDK_VALIDATION = 'false';
const [runs, seed] = process.argv.slice(2).map(Number);
const count: Record<string, number> = {};
let made = 0;
for (const asked of fc.sample(arbitraryPlatform, { numRuns: runs, seed })) {
  const app = new App(); const stack = new Stack(app, 'Stack', { env: { region: asked.region } });
  try { new PdfWebPlatform(stack, 'Platform', propsIn(stack, asked)); app.synth(); made++; }
  catch (e: any) { const m = e.message.replace(/\(.*?\)/g, '()').split('\n')[0].slice(0, 170); count[m] = (count[m] ?? 0) + 1;
    if (!e.message.startsWith('cdk-pdf-web-platform: ') && count[m] === 1) { console.log(e.stack.slice(0, 1500)); console.log(require('node:util').inspect(asked, { depth: 5 }).slice(0, 6000)); } }
}
console.log(made, 'of', runs); console.log(Object.entries(count).sort((a, b) => b[1] - a[1]).map(([m, n]) => `${n} ${m}`).join('\n'));
