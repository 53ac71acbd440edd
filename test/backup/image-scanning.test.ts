import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { ImageScanFindings, type ImageScanFindingsProps, ImageScanning } from '../../src/backup/image-scanning';
import { makeStack, onlyResource } from '../helpers/platform';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:notices';
const RUNBOOKS = 'https://wiki.example.com/runbooks';

function make(props: Partial<ImageScanFindingsProps> = {}, stack: Stack = makeStack()) {
  const repository = new ecr.Repository(stack, 'Repository');
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', TOPIC);
  const findings = new ImageScanFindings(stack, 'Scans', { repository, topic, runbookUrl: RUNBOOKS, ...props });
  return { stack, findings, template: Template.fromStack(stack) };
}

/** The rules by their ids. */
const rulesOf = (template: Template): Record<string, any> => Object.fromEntries(
  Object.entries<any>(template.findResources('AWS::Events::Rule')).map(([id, { Properties }]) => [id.replace(/^Scans|.{8}$/g, ''), Properties]),
);

const NAME = { Ref: expect.stringMatching(/^Repository/) };
const ENHANCED = { scanning: ImageScanning.ENHANCED };

describe('R10.1 what ECR finds in images is told', () => {
  const { template, findings } = make();
  const rules = rulesOf(template);

  test('by two rules', () => {
    expect(Object.keys(rules)).toEqual(['Vulnerable', 'Failed']);
    expect([findings.rules.length, findings.registryScanning]).toEqual([2, undefined]);
    template.resourceCountIs('AWS::ECR::RegistryScanningConfiguration', 0);
  });

  test('an image with critical or high vulnerabilities', () => {
    expect(rules.Vulnerable.EventPattern).toEqual({
      'source': ['aws.ecr'],
      'detail-type': ['ECR Image Scan'],
      'detail': {
        'repository-name': [NAME],
        'scan-status': ['COMPLETE'],
        '$or': [
          { 'finding-severity-counts': { CRITICAL: [{ numeric: ['>', 0] }] } },
          { 'finding-severity-counts': { HIGH: [{ numeric: ['>', 0] }] } },
        ],
      },
    });
  });

  test('a scan that failed', () => {
    expect(rules.Failed.EventPattern).toEqual({
      'source': ['aws.ecr'],
      'detail-type': ['ECR Image Scan'],
      'detail': { 'repository-name': [NAME], 'scan-status': ['FAILED'] },
    });
  });
});

describe('R10.1 what Inspector finds in images is told', () => {
  const { template, findings } = make(ENHANCED);

  test('by one rule: active findings of this repository that are critical or high', () => {
    const rules = rulesOf(template);
    expect(Object.keys(rules)).toEqual(['Vulnerable']);
    expect(rules.Vulnerable.EventPattern).toEqual({
      'source': ['aws.inspector2'],
      'detail-type': ['Inspector2 Finding'],
      'resources': [{ prefix: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [NAME.Ref, 'Arn'] }, '/sha256:']] } }],
      'detail': { severity: ['CRITICAL', 'HIGH'], status: ['ACTIVE'] },
    });
  });

  test('who scans this repository continuously', () => {
    expect(findings.registryScanning).toBeInstanceOf(ecr.CfnRegistryScanningConfiguration);
    expect(onlyResource(template, 'AWS::ECR::RegistryScanningConfiguration').Properties).toEqual({
      ScanType: 'ENHANCED',
      Rules: [{ ScanFrequency: 'CONTINUOUS_SCAN', RepositoryFilters: [{ Filter: NAME, FilterType: 'WILDCARD' }] }],
    });
  });

  test('and others as before', () => {
    const made = make({ ...ENHANCED, otherContinuousScans: ['live/*'], otherScansOnPush: ['*'] });
    expect(onlyResource(made.template, 'AWS::ECR::RegistryScanningConfiguration').Properties.Rules).toEqual([
      { ScanFrequency: 'CONTINUOUS_SCAN', RepositoryFilters: [{ Filter: 'live/*', FilterType: 'WILDCARD' }, { Filter: NAME, FilterType: 'WILDCARD' }] },
      { ScanFrequency: 'SCAN_ON_PUSH', RepositoryFilters: [{ Filter: '*', FilterType: 'WILDCARD' }] },
    ]);
  });

  const many = (length: number) => Array<string>(length).fill('other');

  test('as many as a rule of the registry takes', () => {
    const { template: made } = make({ ...ENHANCED, otherContinuousScans: many(99), otherScansOnPush: many(100) });
    const { Rules } = onlyResource(made, 'AWS::ECR::RegistryScanningConfiguration').Properties;
    expect(Rules.map(({ RepositoryFilters }: any) => RepositoryFilters.length)).toEqual([100, 100]);
  });

  test.each<[string, Partial<ImageScanFindingsProps>]>([
    ["'otherContinuousScans' must be at most 99 filters, got '100 filters'", { ...ENHANCED, otherContinuousScans: many(100) }],
    ["'otherScansOnPush' must be at most 100 filters, got '101 filters'", { ...ENHANCED, otherScansOnPush: many(101) }],
    ["'otherContinuousScans' must be filters like 'team/*': at most 255 lowercase letters, digits and . _ - / *, got 'Team'", { ...ENHANCED, otherContinuousScans: ['Team'] }],
    ["'otherScansOnPush' must be filters like 'team/*': at most 255 lowercase letters, digits and . _ - / *, got ''", { ...ENHANCED, otherScansOnPush: [''] }],
    ["'otherContinuousScans' needs ImageScanning.ENHANCED", { otherContinuousScans: ['team'] }],
    ["'otherScansOnPush' needs ImageScanning.ENHANCED", { scanning: ImageScanning.BASIC, otherScansOnPush: ['team'] }],
  ])('refuses: %s', (message, props) => {
    expect(() => make(props)).toThrow(message);
  });
});

describe.each([ImageScanning.BASIC, ImageScanning.ENHANCED])('R10.1 R9.2 notices of %s scans', (scanning) => {
  const { template, stack } = make({ scanning });

  test('go to the topic, with the runbook', () => {
    for (const { Targets, State, Description } of Object.values(rulesOf(template))) {
      expect(State).toBe('ENABLED');
      const [{ Arn, InputTransformer, RoleArn }, ...others] = Targets;
      expect([Arn, RoleArn, others]).toEqual([TOPIC, undefined, []]);
      expect(InputTransformer.InputPathsMap).toEqual({ time: '$.time', resources: '$.resources', detail: '$.detail' });
      const filled = InputTransformer.InputTemplate.replace('<time>', '"now"').replace('<resources>', '[]').replace('<detail>', '{}');
      expect(JSON.parse(filled)).toEqual({ what: Description, runbook: `${RUNBOOKS}#vulnerable-image`, time: 'now', resources: [], detail: {} });
    }
  });

  test('need no policy of their own', () => {
    template.resourceCountIs('AWS::SNS::TopicPolicy', 0);
    template.resourceCountIs('AWS::IAM::Role', 0);
  });

  test('cdk-nag has nothing against them', () => {
    const { stack: checked } = make({ scanning });
    new s3.CfnBucket(checked, 'Canary');
    for (const pack of [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()]) {
      const { violations } = pack.validateScope(checked);
      const paths = violations.flatMap(({ violatingResources }) => violatingResources.map(({ constructPath }) => constructPath));
      expect(new Set(paths)).toEqual(new Set(['Stack/Canary']));
    }
  });

  test('no advice for a repository that is here', () => {
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('image-scans'));
  });
});

describe('R10.1 a repository that was brought', () => {
  const HERE = { account: '123456789012', region: 'us-east-1' };
  const ELSEWHERE = Match.stringLikeRegexp('.*another account or region.*\\[ack: cdk-pdf-web-platform:image-scans\\]');
  const brought = (stack: Stack, arn: string) => ecr.Repository.fromRepositoryAttributes(stack, 'Brought', { repositoryArn: arn, repositoryName: 'team/app' });

  test('is known by its name', () => {
    const stack = makeStack({ env: HERE });
    const repository = ecr.Repository.fromRepositoryName(stack, 'Brought', 'team/app');
    expect(rulesOf(make({ repository }, stack).template).Failed.EventPattern.detail['repository-name']).toEqual(['team/app']);
    Annotations.fromStack(stack).hasNoWarning('*', ELSEWHERE);
  });

  test.each(['arn:aws:ecr:us-east-1:111122223333:repository/team/app', 'arn:aws:ecr:eu-west-1:123456789012:repository/team/app'])('%s is elsewhere: an advice says so', (arn) => {
    const stack = makeStack({ env: HERE });
    make({ repository: brought(stack, arn) }, stack);
    Annotations.fromStack(stack).hasWarning('/Stack/Scans', ELSEWHERE);
  });
});
