import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { arbitraryPlatform, propsIn } from './properties/arbitrary-platform';
import { PdfWebPlatform } from '../src';
import { templatesOf } from './helpers/configurations';
process.env.CDK_VALIDATION = 'false';
const [runs, seed] = process.argv.slice(2).map(Number);
const star: Record<string, Set<string>> = {}; const trust = new Map<string, number>(); const kept = new Map<string, number>(); const cyc = new Map<string, number>();
const refs = (v: any, out = new Set<string>()): Set<string> => {
  if (Array.isArray(v)) v.forEach((x) => refs(x, out));
  else if (v && typeof v === 'object') for (const [k, x] of Object.entries<any>(v)) {
    if (k === 'Ref') out.add(x); else if (k === 'Fn::GetAtt') out.add(Array.isArray(x) ? x[0] : x.split('.')[0]);
    else if (k === 'Fn::Sub') { const t = Array.isArray(x) ? x[0] : x; for (const m of t.matchAll(/\$\{([A-Za-z0-9]+)/g)) out.add(m[1]); }
    else refs(x, out);
  }
  return out;
};
let made = 0;
for (const asked of fc.sample(arbitraryPlatform, { numRuns: runs, seed })) {
  const app = new App(); const stack = new Stack(app, 'Stack', { env: { region: asked.region } });
  let t: any; let p: PdfWebPlatform;
  try { p = new PdfWebPlatform(stack, 'Platform', propsIn(stack, asked)); t = templatesOf(app); } catch { continue; }
  made++;
  for (const [name, template] of Object.entries<any>(t)) {
    const where = name.replace(/us-east-1|ap-northeast-1|eu-central-1/g, 'R');
    const R = template.Resources;
    const graph = Object.fromEntries(Object.entries<any>(R).map(([id, r]) => [id, [...refs(r.Properties), ...[r.DependsOn ?? []].flat()].filter((x) => x in R)]));
    const state: any = {};
    const visit = (id: string, path: string[]): void => { if (state[id] === 2) return; if (state[id] === 1) { const c = [...path.slice(path.indexOf(id)), id].join(' > '); cyc.set(c, (cyc.get(c) ?? 0) + 1); return; } state[id] = 1; graph[id].forEach((n) => visit(n, [...path, id])); state[id] = 2; };
    Object.keys(graph).forEach((id) => visit(id, []));
    for (const [id, r] of Object.entries<any>(R)) {
      if (r.DeletionPolicy || r.UpdateReplacePolicy) { const k = `${p.settings.dataProtection} ${where} ${r.Type} ${r.DeletionPolicy}/${r.UpdateReplacePolicy}`; kept.set(k, (kept.get(k) ?? 0) + 1); }
      if (r.Type === 'AWS::IAM::Policy' || r.Type === 'AWS::IAM::Role') {
        for (const s of [r.Properties.PolicyDocument, ...(r.Properties.Policies ?? []).map((x: any) => x.PolicyDocument)].filter(Boolean).flatMap((d: any) => d.Statement))
          if ([s.Resource].flat().includes('*')) for (const a of [s.Action].flat()) (star[a] ??= new Set()).add(id.slice(8).replace(/DefaultPolicy.*/, '') + (s.Condition ? ' C' : ''));
        for (const s of r.Properties.AssumeRolePolicyDocument?.Statement ?? []) { const k = JSON.stringify(s.Principal) + ' ' + Object.values<any>(s.Condition ?? {}).flatMap((x) => Object.keys(x)); trust.set(k, (trust.get(k) ?? 0) + 1); }
      }
    }
  }
}
console.log(made); console.log(star); console.log(trust); console.log([...kept].sort()); console.log('cycles', cyc);
