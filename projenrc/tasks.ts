import type { awscdk } from 'projen';

/** What shows that the library works for those who use it, and what keeps it so. */
export function addTasks(project: awscdk.AwsCdkConstructLibrary): void {
  const tasks: Record<string, [string, string]> = {
    'sample': ['Installs the packed library in sample/typescript, synthesizes and validates its platforms, and reports what they make', 'scripts/sample.ts'],
    'languages': ['Builds the packages for Python, Java, Go and .NET, installs them in sample/, and compares the templates of all languages', 'scripts/languages.ts'],
    'matrix': ['Runs the unit tests with the newest aws-cdk-lib and the sample with the floor', 'scripts/matrix.ts'],
    'package:check': ['Compiles all examples, compares the API with the last release, and reads the tarball', 'scripts/package.ts'],
    'api:accept': ['Makes the API as it is now the one that later changes are compared with', 'scripts/package.ts --accept-api'],
    'emulator': ['Deploys, releases, rolls back and destroys the sample on the AWS emulator beside the checkout, if there is one', 'scripts/emulator.ts'],
    'prices:refresh': ['Rebuilds src/cost/price-list.ts from AWS\'s bulk price list', 'scripts/prices-refresh.ts'],
    'bench': ['Measures what importing the library and synthesizing a platform take', 'bench/bench.ts'],
  };
  for (const [name, [description, script]] of Object.entries(tasks)) project.addTask(name, { description, exec: `tsx ${script}` });
  project.tasks.tryFind('docgen')!.reset('tsx scripts/docgen.ts');
}
