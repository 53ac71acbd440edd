import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes API.md from `.jsii`. jsii-docgen reads the first assembly of our name that it finds anywhere below the folder it runs in, and
 * samples hold installed copies of earlier builds: so it runs in a folder that has this build and what it depends on, and nothing else.
 */
const root = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'docgen-'));
try {
  for (const file of ['.jsii', 'package.json']) copyFileSync(join(root, file), join(folder, file));
  mkdirSync(join(folder, 'node_modules'));
  for (const peer of ['aws-cdk-lib', 'constructs']) symlinkSync(join(root, 'node_modules', peer), join(folder, 'node_modules', peer));
  execFileSync(join(root, 'node_modules/.bin/jsii-docgen'), ['-o', join(root, 'API.md')], { cwd: folder, stdio: 'inherit' });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
