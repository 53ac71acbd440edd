import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readJson } from './sample/assembly';
import { installFloorSample, synthesizeWithFloor } from './shared/floor';
import { NEWEST, ROOT, SAMPLE, TMP } from './shared/paths';
import { show } from './shared/run';
import { heading, print, step } from './shared/terminal';

/*
 * `npm run matrix`: both ends of the range of aws-cdk-lib that consumers may have. Everything else here runs the unit tests with the
 * floor and the sample with the newest version, so what is left is: the unit tests with the newest, the sample with the floor.
 */

/** They hold every byte of the templates, of which aws-cdk-lib's own part may change from version to version. */
const EXACT_AT_THE_FLOOR = ['/test/presets/snapshots.test.ts', '/test/security/iam.test.ts'];

/** What reads hand-made templates, documents and prices, or asks for hundreds of platforms: no version of aws-cdk-lib changes what it shows. */
const THE_SAME_AT_BOTH_ENDS = ['/test/cost/(engine|render|refresh)/', '/test/properties/', '/test/(monitoring|operations|backup)/.*docs.*', '/test/presets/adding-recovery'];

async function main(): Promise<void> {
  const { version: newest } = readJson(resolve(NEWEST, 'package.json'));
  const { version: floor } = readJson(resolve(ROOT, 'node_modules/aws-cdk-lib/package.json'));
  heading(`aws-cdk-lib ${floor} (floor) and ${newest} (newest)`);
  const sampled = readJson(resolve(SAMPLE, 'package.json')).dependencies['aws-cdk-lib'];
  if (sampled !== newest) throw new Error(`sample/typescript has aws-cdk-lib ${sampled}, but the newest tested is ${newest}: npm run upgrade-runtime sets both`);

  await installFloorSample();
  await step(`Sample synthesized with aws-cdk-lib ${floor}`, () => synthesizeWithFloor('bin/app.ts', resolve(TMP, 'floor-out')));
  print(`\nUnit tests with aws-cdk-lib ${newest}`);
  process.exitCode = await show('npx', ['jest', '--ci', '--coverage=false', '--config', jestConfig()]);
}

/** The project's own, but with the newest aws-cdk-lib in the place of the installed one, for the tests and for what they use. */
function jestConfig(): string {
  const { jest } = readJson(resolve(ROOT, 'package.json'));
  const path = resolve(TMP, 'jest.newest.json');
  mkdirSync(TMP, { recursive: true });
  writeFileSync(path, JSON.stringify({
    ...jest,
    rootDir: ROOT,
    moduleNameMapper: { '^aws-cdk-lib$': NEWEST, '^aws-cdk-lib/(.*)$': `${NEWEST}/$1` },
    testPathIgnorePatterns: [...jest.testPathIgnorePatterns, ...EXACT_AT_THE_FLOOR, ...THE_SAME_AT_BOTH_ENDS],
    reporters: ['default'],
  }));
  return path;
}

main().catch((error) => {
  console.error(`\n✗ ${error.message}`);
  process.exitCode = 1;
});
