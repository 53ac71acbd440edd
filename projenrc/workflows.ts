import { DependencyType, javascript, type awscdk } from 'projen';

/**
 * GitHub Actions by commit, since a tag can be moved to other code. Those that projen pins by itself are not here. Each was looked up
 * in several public repositories that pin the same version.
 */
const PINNED_ACTIONS: Record<string, string> = {
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020', // v7.0.0
  'actions/setup-python': '5fda3b95a4ea91299a34e894583c3862153e4b97', // v7.0.0
  'actions/setup-java': 'dd06d9cba3e5552c54d9f8ea23572deb30010f7c', // v6.0.0
  'actions/setup-go': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', // v7.0.0
  'actions/setup-dotnet': 'a98b56852c35b8e3190ac28c8c2271da59106c68', // v6.0.0
  'peter-evans/create-pull-request': '5f6978faf089d4d20b00c7766989d076bb2fc7f1', // v8.1.1
};

export function pinActions(project: awscdk.AwsCdkConstructLibrary): void {
  for (const [action, commit] of Object.entries(PINNED_ACTIONS)) project.github!.actions.set(action, `${action}@${commit}`);
}

/** The name under which the newest aws-cdk-lib is installed beside the floor, for the matrix. */
export const NEWEST_CDK = 'aws-cdk-lib-newest';

/**
 * Two kinds of upgrades, each with a workflow and a pull request of its own: what consumers run with (aws-cdk-lib: tested at the floor
 * and at the newest version, so an upgrade moves the newest one, never the floor), and what the project is built with.
 */
export function upgradeDependencies(project: awscdk.AwsCdkConstructLibrary): void {
  const labelled = (label: string) => ({ workflowOptions: { labels: ['dependencies', label] } });
  new javascript.UpgradeDependencies(project, {
    taskName: 'upgrade-runtime',
    pullRequestTitle: 'upgrade the newest tested aws-cdk-lib',
    semanticCommit: 'test',
    include: [NEWEST_CDK],
    ...labelled('runtime'),
  });
  // The sample is a consumer with the newest version.
  const follow = `npm pkg set --prefix sample/typescript "dependencies.aws-cdk-lib=$(node -p "require('${NEWEST_CDK}/package.json').version")"`;
  project.tasks.tryFind('post-upgrade')!.exec(follow);
  new javascript.UpgradeDependencies(project, {
    taskName: 'upgrade-dev',
    pullRequestTitle: 'upgrade development dependencies',
    types: [DependencyType.BUILD, DependencyType.BUNDLED, DependencyType.DEVENV, DependencyType.TEST],
    exclude: [NEWEST_CDK, ...FLOOR_ONLY],
    ...labelled('development'),
  });
}

/** What is the floor's, and moves with it alone. */
const FLOOR_ONLY = ['aws-cdk-lib', 'constructs', '@aws-cdk/cloud-assembly-schema', '@aws-cdk/asset-node-proxy-agent-v6'];

/** .NET has no SDK on every machine: there its sources are made, and the workflow, which has one, builds the package. */
export function packageDotnetAsFarAsPossible(project: awscdk.AwsCdkConstructLibrary): void {
  const hasSdk = 'command -v dotnet >/dev/null';
  project.tasks.tryFind('package:dotnet')!.reset();
  const task = project.tasks.tryFind('package:dotnet')!;
  task.exec('jsii-pacmak -v --target dotnet', { condition: hasSdk });
  task.exec("echo '.NET: no SDK here, so its sources only (jsii-pacmak --code-only)' && jsii-pacmak -v --target dotnet --code-only", { condition: `! ${hasSdk}` });
}

/** Every example compiles, or nothing is built; and the packages of other languages show it in theirs. */
export function translateExamples(project: awscdk.AwsCdkConstructLibrary): void {
  project.postCompileTask.exec('jsii-rosetta extract --strict');
  project.gitignore.addPatterns('.jsii.tabl.json');
}

/** What `require` finds in the package: its API, and what jsii reads of it. */
export function exportTheApiAlone(project: awscdk.AwsCdkConstructLibrary): void {
  project.package.addField('exports', {
    '.': { types: './lib/index.d.ts', default: './lib/index.js' },
    './package.json': './package.json',
    './.jsii': './.jsii',
  });
}

