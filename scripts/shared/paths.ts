import { resolve } from 'node:path';

/** The checkout, and what the scripts use of it. */
export const ROOT = resolve(__dirname, '../..');
export const SAMPLE = resolve(ROOT, 'sample/typescript');
export const SAMPLE_APP = resolve(ROOT, 'sample/app');
export const SAMPLE_OUT = resolve(SAMPLE, 'out');
/** The newest aws-cdk-lib, beside the floor. */
export const NEWEST = resolve(ROOT, 'node_modules/aws-cdk-lib-newest');
export const TMP = resolve(ROOT, 'tmp');
