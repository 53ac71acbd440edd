import { resolve } from 'node:path';
import { SAMPLE } from '../../shared/paths';
import { readJson } from '../assembly';

/** The sample follows all feature flags that its aws-cdk-lib recommends. */
export async function checkFeatureFlags(): Promise<number> {
  const recommended = readJson(resolve(SAMPLE, 'node_modules/aws-cdk-lib/recommended-feature-flags.json'));
  const { context } = readJson(resolve(SAMPLE, 'cdk.json'));
  const wrong = Object.keys(recommended).filter((flag) => JSON.stringify(recommended[flag]) !== JSON.stringify(context[flag]));
  if (wrong.length > 0) throw new Error(`sample/typescript/cdk.json: not as aws-cdk-lib recommends: ${wrong.join(', ')}`);
  return Object.keys(recommended).length;
}
