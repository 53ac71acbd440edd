import type { awscdk } from 'projen';

/** What shows that the library works for those who use it. */
export function addSampleTasks(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('sample', {
    description: 'Installs the packed library in sample/typescript, synthesizes and validates its platforms, and reports what they make',
    exec: 'tsx scripts/sample.ts',
  });
  project.addTask('emulator', {
    description: 'Deploys, releases, rolls back and destroys the sample on the AWS emulator beside the checkout, if there is one',
    exec: 'tsx scripts/emulator.ts',
  });
}
