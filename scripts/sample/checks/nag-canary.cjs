/* Loaded before the sample's app: plants a fault that every pack of cdk-nag must find. */
const fromSample = (name) => require(require.resolve(name, { paths: [process.cwd()] }));
const { App, Stack } = fromSample('aws-cdk-lib');
const { CfnBucket } = fromSample('aws-cdk-lib/aws-s3');

const synth = App.prototype.synth;
App.prototype.synth = function (options) {
  if (!this.node.tryFindChild('Canary')) new CfnBucket(new Stack(this, 'Canary'), 'Bucket');
  return synth.call(this, options);
};
