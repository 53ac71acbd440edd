import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { type App, Token } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import { containerOf, makeCompute, taskOf } from './make-compute';
import { ComputeCapacity, DataProtection, ImageOwner, PlatformImage } from '../../src';
import { makeStack, onlyResource } from '../helpers/platform';

const PLACEHOLDER = 'public.ecr.aws/docker/library/python:3.13-alpine';

/** The parameters of a template that CDK did not make for itself. */
function imageParameters(made: ReturnType<typeof makeCompute>) {
  return made.template.findParameters('*', { Type: 'String', Default: PLACEHOLDER });
}

describe('R8.2 the repository of its own, the default', () => {
  const made = makeCompute();
  const { template, compute, stack } = made;
  const [parameterId] = Object.keys(imageParameters(made));

  test('the pipeline owns the image, through one parameter of the stack', () => {
    expect(compute.image.owner).toBe(ImageOwner.PIPELINE);
    expect(Object.keys(imageParameters(made))).toHaveLength(1);
    expect(containerOf(template).Image).toEqual({ Ref: parameterId });
    expect(stack.resolve(compute.imageParameter!.logicalId)).toBe(parameterId);
  });

  test('until the first release the placeholder runs: its command is given only while its image is', () => {
    const [conditionId] = Object.keys(template.findConditions('*', { 'Fn::Equals': [{ Ref: parameterId }, PLACEHOLDER] }));
    expect(containerOf(template).Command).toEqual({ 'Fn::If': [conditionId, ['python', '-c', expect.any(String)], { Ref: 'AWS::NoValue' }] });
  });

  test('tags are never moved, images are scanned', () => {
    template.hasResourceProperties('AWS::ECR::Repository', { ImageTagMutability: 'IMMUTABLE', ImageScanningConfiguration: { ScanOnPush: true } });
  });

  test('R7.1 untagged images expire after 14 days, and no tagged one ever does', () => {
    const { LifecyclePolicyText } = onlyResource(template, 'AWS::ECR::Repository').Properties.LifecyclePolicy;
    expect(JSON.parse(LifecyclePolicyText).rules).toEqual([
      expect.objectContaining({
        selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countNumber: 14, countUnit: 'days' },
        action: { type: 'expire' },
      }),
    ]);
  });

  test('R3.2 only the execution role pulls, and from this repository only', () => {
    const [repositoryId] = Object.keys(template.findResources('AWS::ECR::Repository'));
    template.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: taskOf(template).ExecutionRoleArn['Fn::GetAtt'][0] }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
            Resource: { 'Fn::GetAtt': [repositoryId, 'Arn'] },
          },
        ]),
      },
    });
  });

  test.each([
    [DataProtection.PROTECTED, 'Retain', false],
    [DataProtection.DISPOSABLE, 'Delete', true],
  ])('R6.2 %s: the policy on deletion is %s', (dataProtection, DeletionPolicy, EmptyOnDelete) => {
    makeCompute({ dataProtection }).template.hasResource('AWS::ECR::Repository', { DeletionPolicy, Properties: { EmptyOnDelete } });
  });

  test('R3.2 a customer key encrypts it', () => {
    const own = makeStack();
    const encryptionKey = new kms.Key(own, 'Key');
    makeCompute({ encryptionKey }, own).template.hasResourceProperties('AWS::ECR::Repository', {
      EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: own.resolve(encryptionKey.keyArn) },
    });
    expect(onlyResource(template, 'AWS::ECR::Repository').Properties.EncryptionConfiguration).toBeUndefined();
  });
});

describe('R8.2 an existing repository', () => {
  const existing = (tagOrDigest?: string) => {
    const stack = makeStack();
    const repository = ecr.Repository.fromRepositoryName(stack, 'Existing', 'pdf-app');
    return makeCompute({ image: PlatformImage.fromEcrRepository(repository, tagOrDigest) }, stack);
  };

  test('without a tag the pipeline owns the image: the same parameter and placeholder, no new repository', () => {
    const made = existing();
    expect(made.compute.image.owner).toBe(ImageOwner.PIPELINE);
    expect(Object.keys(imageParameters(made))).toHaveLength(1);
    expect(containerOf(made.template).Command).toHaveProperty('Fn::If');
    made.template.resourceCountIs('AWS::ECR::Repository', 0);
  });

  test.each([
    ['v42', ':v42'],
    [`sha256:${'a'.repeat(64)}`, `@sha256:${'a'.repeat(64)}`],
  ])('with %s the CDK app owns the image: no parameter, no placeholder', (tagOrDigest, suffix) => {
    const made = existing(tagOrDigest);
    expect(made.compute.image.owner).toBe(ImageOwner.CDK_APP);
    expect(made.compute.imageParameter).toBeUndefined();
    expect(imageParameters(made)).toEqual({});
    expect(made.template.findConditions('*')).toEqual({});
    expect(containerOf(made.template).Command).toBeUndefined();
    expect(containerOf(made.template).Image['Fn::Join'][1].at(-1)).toBe(`/pdf-app${suffix}`);
  });

  test.each([undefined, 'v42'])('with tag %s it is what is pulled from', (tagOrDigest) => {
    const { template, compute } = existing(tagOrDigest);
    expect(compute.repository!.repositoryName).toBe('pdf-app');
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: Match.arrayWith(['ecr:BatchGetImage']), Resource: { 'Fn::Join': ['', Match.arrayWith([':repository/pdf-app'])] } }),
        ]),
      },
    });
  });

  test('an empty tag is refused', () => {
    expect(() => existing('')).toThrow("cdk-pdf-web-platform: PlatformImage.fromEcrRepository: 'tagOrDigest' must not be empty");
  });

  test('a tag that is known at deployment passes', () => {
    expect(JSON.stringify(containerOf(existing(Token.asString({ Ref: 'Tag' })).template).Image)).toContain('{"Ref":"Tag"}');
  });
});

describe('R8.2 an image that the CDK app owns', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'pdf-web-platform-'));
    writeFileSync(join(directory, 'Dockerfile'), 'FROM scratch\n');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test.each([
    ['linux/arm64', ComputeCapacity.fargate()],
    ['linux/amd64', ComputeCapacity.fargate({ cpuArchitecture: ecs.CpuArchitecture.X86_64 })],
    ['linux/amd64', ComputeCapacity.ec2Instance()],
  ])('fromAsset builds the folder for %s', (platform, capacity) => {
    const { stack, compute, template } = makeCompute({ capacity, image: PlatformImage.fromAsset(directory) });
    const assembly = (stack.node.root as App).synth();
    const { dockerImages } = JSON.parse(readFileSync(join(assembly.directory, `${stack.stackName}.assets.json`), 'utf8'));
    expect(Object.values<any>(dockerImages).map(({ source }) => source.platform)).toEqual([platform]);
    expect(compute.image.owner).toBe(ImageOwner.CDK_APP);
    expect(compute.repository).toBeUndefined();
    expect(containerOf(template).Command).toBeUndefined();
    template.resourceCountIs('AWS::ECR::Repository', 0);
  });

  test('fromRegistry names it', () => {
    const made = makeCompute({ image: PlatformImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4') });
    expect(containerOf(made.template)).toMatchObject({ Image: 'public.ecr.aws/docker/library/httpd:2.4' });
    expect(containerOf(made.template).Command).toBeUndefined();
    expect(made.compute.image.owner).toBe(ImageOwner.CDK_APP);
    expect(imageParameters(made)).toEqual({});
    made.template.resourceCountIs('AWS::ECR::Repository', 0);
  });
});
