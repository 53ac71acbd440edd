import { resolve } from 'node:path';
import { ROOT } from '../shared/paths';
import { run } from '../shared/run';

/** The services of aws-cdk-lib whose code every preset loads, and what each loads more: what its template has, and what that stands on. */
const ALWAYS = [
  'aws-cloudfront', 'aws-cloudfront-origins', 'aws-cloudwatch', 'aws-ec2', 'aws-ecr', 'aws-ecs', 'aws-iam', 'aws-kms', 'aws-logs', 'aws-rds', 'aws-s3', 'aws-scheduler',
  'aws-secretsmanager', 'aws-ssm', 'core',
];
const SCALED = ['aws-applicationautoscaling', 'aws-autoscaling-common', 'aws-elasticloadbalancingv2'];
const ALARMED = ['aws-events', 'aws-sns'];
const OF_PRODUCTION = [...SCALED, ...ALARMED, 'aws-backup'];
const MORE: Record<string, string[]> = { dev: [], prodLean: OF_PRODUCTION, prod: [...OF_PRODUCTION, 'aws-fis', 'aws-wafv2'] };

/** At import: base classes and enums that the library's own classes are made of. */
const AT_IMPORT = ['aws-ec2', 'aws-ecs', 'core'];

/** Importing the library, and making a platform, must load no service of aws-cdk-lib that the platform has no use for. */
export async function checkImportCost(): Promise<string> {
  const measure = async (...args: string[]) => JSON.parse(await run('node', [resolve(ROOT, 'bench/measure.cjs'), ROOT, ...args]));
  const { atImport } = await measure();
  const imported = [...new Set<string>(atImport.map((path: string) => path.split('/')[0]))];
  expectSame('importing the library', AT_IMPORT, imported);
  for (const [preset, more] of Object.entries(MORE)) expectSame(preset, [...ALWAYS, ...more], (await measure(preset)).services);
  return `${atImport.length} files of aws-cdk-lib at import`;
}

function expectSame(what: string, expected: string[], loaded: string[]): void {
  const [needless, missing] = [loaded.filter((each) => !expected.includes(each)), expected.filter((each) => !loaded.includes(each))];
  if (needless.length > 0) throw new Error(`${what} loads ${needless.join(', ')} of aws-cdk-lib, for which it has no use`);
  if (missing.length > 0) throw new Error(`${what} does not load ${missing.join(', ')} of aws-cdk-lib any more: shorten the list in scripts/package/import-cost.ts`);
}
