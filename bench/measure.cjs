/* In a process of its own: measures importing the library, making a platform of one preset, and synthesizing it; prints JSON. */
const Module = require('node:module');
const { performance } = require('node:perf_hooks');

const [library, preset] = process.argv.slice(2);
process.env.CDK_VALIDATION ??= 'false';

/** The files of aws-cdk-lib that do something: an index only says where they are. */
const loaded = new Set();
const compile = Module._extensions['.js'];
Module._extensions['.js'] = (module, file) => {
  const [, path] = /aws-cdk-lib\/((?:aws-[\w-]+|core)\/lib\/.+)$/.exec(file) ?? [];
  if (path) loaded.add(path);
  return compile(module, file);
};

const start = performance.now();
const { PdfWebPlatform, PlatformPreset } = require(library);
const imported = performance.now();
const atImport = [...loaded].sort();
if (!preset) {
  console.log(JSON.stringify({ importMs: imported - start, atImport }));
  process.exit();
}

const { App, Stack } = require(require.resolve('aws-cdk-lib', { paths: [library] }));
const app = new App();
new PdfWebPlatform(new Stack(app, 'Stack', { env: { region: 'us-east-1' } }), 'Platform', { preset: PlatformPreset[preset]() });
const made = performance.now();
app.synth();
const synthesized = performance.now();
const services = [...new Set([...loaded].map((path) => path.split('/')[0]))].sort();
console.log(JSON.stringify({ importMs: imported - start, makeMs: made - imported, synthMs: synthesized - made, services, files: loaded.size }));
