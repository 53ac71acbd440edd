import type { awscdk } from 'projen';

export function addSampleTasks(project: awscdk.AwsCdkConstructLibrary): void {
  void project;
}
