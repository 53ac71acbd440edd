import { resolve } from 'node:path';

/** The checkout, and what the scripts use of it. */
export const ROOT = resolve(__dirname, '../..');
export const SAMPLE = resolve(ROOT, 'sample/typescript');
export const SAMPLE_APP = resolve(ROOT, 'sample/app');
export const SAMPLE_OUT = resolve(SAMPLE, 'out');
export const TMP = resolve(ROOT, 'tmp');
