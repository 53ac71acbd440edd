import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Blackout, ImageScanning, PlatformImage, PlatformOperations, PlatformPreset } from '../../src';
import { makePlatform, makeStack, resourcesOf } from '../helpers/platform';

const { ENHANCED, ENHANCED_ELSEWHERE, BASIC } = ImageScanning;
const REGISTRY = 'AWS::ECR::RegistryScanningConfiguration';
const ELSEWHERE = PlatformImage.fromRegistry('httpd:2.4');
const SILENT = { monitoring: { alarms: false } };
const BLACKOUTS = [Blackout.yearly('12-20', '01-07')];

describe('R8.2 R9.2 R10.2 what operates a platform', () => {
  test('in prod: runbooks, drills, patches, scans', () => {
    const { operations } = makePlatform().platform;
    expect([operations.runbooks, operations.drills, operations.imageScanFindings].filter(Boolean)).toHaveLength(3);
    expect(operations.patching.schedule).toBeDefined();
  });

  test('runbooks are there unless they are off', () => {
    expect(makePlatform({ preset: PlatformPreset.prodLean() }).platform.operations.runbooks).toBeDefined();
    expect(makePlatform({ operations: { runbooks: false } }).platform.operations.runbooks).toBeUndefined();
    const { stack, platform: { network, storage, compute, ingress, edge, monitoring } } = makePlatform();
    const { runbooks, drills } = new PlatformOperations(stack, 'More', { network, storage, compute, ingress, edge, monitoring });
    expect([runbooks !== undefined, drills]).toEqual([true, undefined]);
  });

  test('drills are not there unless they are on', () => {
    expect(makePlatform({ operations: { drills: false } }).platform.operations.drills).toBeUndefined();
  });

  test('patches that failed are told to the topic of notices, with the runbook', () => {
    const runbookUrl = 'https://wiki.example.com/runbooks';
    const { platform, stack, template } = makePlatform({
      monitoring: { runbookUrl }, operations: { patching: { blackouts: BLACKOUTS } },
    });
    const { rules } = platform.operations.patching;
    const [{ Arn, InputTransformer }] = resourcesOf(template, 'AWS::Events::Rule')[stack.getLogicalId(rules[0].node.defaultChild as any)].Properties.Targets;
    expect(Arn).toEqual(stack.resolve(platform.monitoring.topics!.noticeTopic.topicArn));
    expect(InputTransformer.InputTemplate).toContain(`${runbookUrl}#failed-patching`);
    expect(makePlatform({ ...SILENT, operations: { patching: { blackouts: BLACKOUTS } } }).platform.operations.patching.rules).toEqual([]);
  });
});

describe('R10.1 scans of images', () => {
  test('basic ones make nothing where there is nobody to tell, or no repository', () => {
    expect(makePlatform({ ...SILENT, operations: { imageScanning: BASIC } }).platform.operations.imageScanFindings).toBeUndefined();
    expect(makePlatform({ image: ELSEWHERE }).platform.operations.imageScanFindings).toBeUndefined();
    expect(makePlatform({ image: ELSEWHERE, operations: { imageScanning: BASIC } }).platform.operations.imageScanFindings).toBeUndefined();
  });

  test('enhanced ones are switched on without alarms, too', () => {
    const { platform, template } = makePlatform({ ...SILENT, operations: { imageScanning: ENHANCED, otherContinuousScans: ['team/*'] } });
    expect(platform.operations.imageScanFindings!.rules).toEqual([]);
    const [{ Properties }] = Object.values(resourcesOf(template, REGISTRY));
    expect(Properties.Rules[0].RepositoryFilters[0]).toEqual({ Filter: 'team/*', FilterType: 'WILDCARD' });
  });

  test('of a setting that is made elsewhere: the findings are told, and that is all', () => {
    const { platform, template } = makePlatform({ operations: { imageScanning: ENHANCED_ELSEWHERE } });
    expect(platform.operations.imageScanFindings!.rules.map(({ node }) => node.id)).toEqual(['Vulnerable']);
    template.resourceCountIs(REGISTRY, 0);
    expect(makePlatform({ ...SILENT, operations: { imageScanning: ENHANCED_ELSEWHERE } }).platform.operations.imageScanFindings).toBeUndefined();
  });

  test.each([ENHANCED, ENHANCED_ELSEWHERE])('%s needs a repository', (imageScanning) => {
    expect(() => makePlatform({ image: ELSEWHERE, operations: { imageScanning } })).toThrow(
      `cdk-pdf-web-platform: 'operations.imageScanning' ${imageScanning} needs the image's repository: PlatformImage.ownRepository() or fromEcrRepository()`,
    );
  });

  test.each(['otherContinuousScans', 'otherScansOnPush'])('%s has no effect but with ENHANCED, and so is refused', (prop) => {
    for (const imageScanning of [undefined, BASIC, ENHANCED_ELSEWHERE]) {
      expect(() => makePlatform({ ...SILENT, operations: { imageScanning, [prop]: ['team'] } })).toThrow(`'${prop}' needs ImageScanning.ENHANCED`);
    }
  });
});

describe('R10.1 two platforms in one stack', () => {
  const preset = PlatformPreset.prodLean();

  test('cannot both make the setting of the registry', () => {
    const stack = makeStack();
    makePlatform({ preset, operations: { imageScanning: ENHANCED } }, stack);
    new ecr.CfnRegistryScanningConfiguration(stack, 'Theirs', { scanType: 'ENHANCED', rules: [] });
    const [message, ...others] = stack.node.findAll().flatMap(({ node }) => node.validate()).filter((each) => each.includes('registry'));
    expect(others).toEqual([]);
    expect(message).toBe(
      'cdk-pdf-web-platform: a registry has one setting of scans, and Stack/Platform/Operations/ImageScans/Registry and Stack/Theirs would replace ' +
      "each other's: leave ImageScanning.ENHANCED to one of them, with the others' repositories in its 'otherContinuousScans', and use " +
      'ImageScanning.ENHANCED_ELSEWHERE for the others',
    );
  });

  test('one makes it, and the other hears of its findings', () => {
    const { platform } = makePlatform({ preset, operations: { imageScanning: ENHANCED } });
    expect(platform.operations.imageScanFindings!.node.validate()).toEqual([]);
  });
});
