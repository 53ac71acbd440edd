import { App, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { environmentOf, containerOf, makeCompute } from './make-compute';
import { PdfWebPlatform, PlatformPreset } from '../../src';
import { makeStack } from '../helpers/platform';
test('port replaced', () => {
  const stack = makeStack();
  const platform = new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean() });
  platform.compute.container.addEnvironment('PORT', '9999');
  platform.compute.container.addEnvironment('AWS_REGION', 'x');
  try { (stack.node.root as App).synth(); console.log('PORT replaced in silence'); } catch (e) { console.log((e as Error).message); }
});
test('token port', () => {
  try {
    const { template } = makeCompute({ containerPort: Token.asNumber({ Ref: 'Port' }) });
    console.log(JSON.stringify([environmentOf(template), containerOf(template).PortMappings]));
  } catch (e) { console.log((e as Error).message); }
});
test('default isolated', () => {
  const stack = makeStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false, subnetConfiguration: [{ name: 'i', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  const { template } = makeCompute({ vpc }, stack);
  console.log(JSON.stringify(Object.values(template.findResources('AWS::ECS::Service'))[0].Properties.NetworkConfiguration), Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(w => w.entry.data));
});
