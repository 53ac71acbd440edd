import { awscdk, JsonFile, javascript, ReleasableCommits } from 'projen';
import { jestOptions, linting } from './projenrc/quality';
import { addTasks } from './projenrc/tasks';
import { exportTheApiAlone, NEWEST_CDK, packageDotnetAsFarAsPossible, pinActions, translateExamples, upgradeDependencies } from './projenrc/workflows';

/**
 * The lowest aws-cdk-lib that has what the library uses, and what sets it:
 *  - `CrossStackReferences` (weak references to the us-east-1 support stack) came in 2.260;
 *  - 2.262 is the first release that validates every template offline at synth, which the tests and every consumer rely on;
 *    .2 is its last patch.
 */
const CDK_FLOOR = '2.262.2';

/** From where on the newest aws-cdk-lib is tested; which one it is at present says the lock, and sample/typescript. */
const CDK_NEWEST = '2.276.0';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-pdf-web-platform',
  description:
    'One construct for a PDF web application on AWS: CloudFront, WAF, ALB, ECS, RDS MySQL and S3, with dev, prodLean and prod presets.',
  keywords: ['aws', 'cdk', 'aws-cdk', 'cloudfront', 'ecs', 'fargate', 'rds', 'mysql', 's3', 'waf', 'pdf', 'platform'],
  author: 'The cdk-pdf-web-platform developers',
  authorAddress: 'cdk-pdf-web-platform@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-pdf-web-platform/cdk-pdf-web-platform.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk-pdf-web-platform developers',
  copyrightPeriod: '2026',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '24', // npm's trusted publishing needs npm 11
  majorVersion: 1,
  projenrcTs: true,

  cdkVersion: CDK_FLOOR,
  constructsVersion: '10.5.1', // cdk-nag's peer asks for it
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0', // jsii 6 needs it; TypeScript 7 has no compiler API for jsii, ts-jest and ts-node
  peerDeps: [],
  devDeps: [
    'cdk-nag@^3.0.0', // tests only: library code acknowledges through aws-cdk-lib's own Validations
    '@types/node@^20', // projen would ask for the tag "ts6.0", which npm does not have
    'aws-cdk@^2.1148.1', // never "latest": aws-cdk@3.0.0 is an accidental publish
    // A Go module's requirements are the lowest versions that do; jsii-pacmak writes those that are installed, so: the floor's own.
    '@aws-cdk/cloud-assembly-schema@54.11.0',
    '@aws-cdk/asset-node-proxy-agent-v6@2.1.2',
    `${NEWEST_CDK}@npm:aws-cdk-lib@^${CDK_NEWEST}`,
    'fast-check@^4',
    'tsx@^4',
  ],

  publishToPypi: { distName: 'cdk-pdf-web-platform', module: 'cdk_pdf_web_platform', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkpdfwebplatform',
    mavenGroupId: 'io.github.cdk-pdf-web-platform',
    mavenArtifactId: 'cdk-pdf-web-platform',
    mavenServerId: 'central-ossrh',
  },
  publishToGo: { moduleName: 'github.com/cdk-pdf-web-platform/cdk-pdf-web-platform-go', packageName: 'cdkpdfwebplatform' },
  publishToNuget: { dotNetNamespace: 'CdkPdfWebPlatform', packageId: 'CdkPdfWebPlatform', trustedPublishing: true },
  npmTrustedPublishing: true,
  releaseToNpm: true,
  releasableCommits: ReleasableCommits.featuresAndFixes(),

  // The user fixed this file's place; newer projen would write test/tsconfig.json instead.
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: { include: ['src/**/*.ts', 'test/**/*.ts', 'projenrc/**/*.ts', '.projenrc.ts', 'scripts/**/*.ts', 'bench/**/*.ts'], compilerOptions: {} },
  jestOptions,
  eslintOptions: linting,
  sampleCode: false,
  docgen: true,

  // Nothing here ships a Lambda: auto-discovery would only add empty steps.
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,

  pullRequestTemplate: true,
  githubOptions: { pullRequestLintOptions: { semanticTitle: true } },
  depsUpgrade: false, // two of our own instead: see projenrc/workflows.ts

  gitignore: ['cdk.out', '*.tgz', '.DS_Store', '__pycache__', '.venv', 'sample/*/out', 'sample/*/target', 'sample/*/bin/Debug', 'sample/*/obj', 'sample/typescript/package-lock.json', 'sample/*/node_modules', 'tmp'],
});

for (const folder of ['sample', 'docs', 'bench', 'scripts', 'projenrc', 'rosetta', '.ci', 'tmp']) project.addPackageIgnore(`/${folder}/`);
project.addPackageIgnore('/.projenrc.ts');
project.addPackageIgnore('/CONTRIBUTING.md');

// ESLint's project service and editors look for the nearest tsconfig.json.
for (const folder of ['test', 'scripts', 'bench']) {
  new JsonFile(project, `${folder}/tsconfig.json`, { obj: { extends: '../tsconfig.dev.json', include: ['**/*.ts'] } });
}

// 1.13 asks for bindings of other systems that not every registry mirror has, and `npm ci` refuses a lock without them.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

pinActions(project);
upgradeDependencies(project);
packageDotnetAsFarAsPossible(project);
exportTheApiAlone(project);
translateExamples(project);
addTasks(project);
project.synth();
