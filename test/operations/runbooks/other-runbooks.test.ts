import { DeploymentStrategy } from 'aws-cdk-lib/aws-ecs';
import { documentsOf, makeRunbooks, written } from './make-runbooks';
import { ComputeCapacity } from '../../../src/compute/compute-capacity';
import type { PlatformComputeProps } from '../../../src/compute/platform-compute';
import { PlatformImage } from '../../../src/compute/platform-image';
import { IngressExposure } from '../../../src/ingress/ingress-options';

const { template } = makeRunbooks();
const documents = documentsOf(template);
const step = (document: any, name: string) => document.mainSteps.find((each: any) => each.name === name);
const onInstance = documentsOf(makeRunbooks({
  compute: { capacity: ComputeCapacity.ec2Instance() }, ingress: { exposure: IngressExposure.INSTANCE }, database: null,
}).template);

describe('R8.2 R9.2 roll the service back', () => {
  const { RollBackService: rollBack } = documents;

  test('to the revision before the newest one, which must be the one that runs', () => {
    expect(step(rollBack, 'listRevisions')).toMatchObject({
      inputs: { Service: 'ecs', Api: 'ListTaskDefinitions', familyPrefix: expect.stringMatching(/^StackComputeTaskDefinition/), status: 'ACTIVE', sort: 'DESC' },
      outputs: [{ Name: 'Newest', Selector: '$.taskDefinitionArns[0]' }, { Name: 'Previous', Selector: '$.taskDefinitionArns[1]' }],
    });
    expect(step(rollBack, 'assertNewestRuns').inputs).toMatchObject({ PropertySelector: '$.services[0].taskDefinition', DesiredValues: ['{{ listRevisions.Newest }}'] });
    expect(step(rollBack, 'rollBack').inputs).toEqual({
      Service: 'ecs', Api: 'UpdateService', cluster: 'ComputeCluster', service: 'ComputeService.Name', taskDefinition: '{{ listRevisions.Previous }}',
    });
    expect(step(rollBack, 'assertPreviousRuns')).toMatchObject({ nextStep: 'describeAfter', inputs: { DesiredValues: ['{{ listRevisions.Previous }}'] } });
  });

  test('or to a given one, which must be active and of this family', () => {
    expect(step(rollBack, 'chooseRevision').inputs).toEqual({
      Choices: [{ NextStep: 'listRevisions', Variable: '{{ TaskDefinition }}', StringEquals: 'previous' }], Default: 'assertFamily',
    });
    expect(step(rollBack, 'assertFamily').inputs.DesiredValues).toEqual([step(rollBack, 'listRevisions').inputs.familyPrefix]);
    expect(step(rollBack, 'assertActive').inputs.DesiredValues).toEqual(['ACTIVE']);
    expect(step(rollBack, 'rollBackToGiven').inputs.taskDefinition).toBe('{{ describeGiven.Arn }}');
  });

  test.each([
    [':1', true], [':', false], [':1a', false], ['Other:1', false],
  ])('a revision like FAMILY%s: %s', (revision, fits) => {
    const family = step(rollBack, 'listRevisions').inputs.familyPrefix;
    const pattern = new RegExp(rollBack.parameters.TaskDefinition.allowedPattern);
    expect([pattern.test(`${family}${revision}`), pattern.test('previous'), pattern.test('')]).toEqual([fits, true, false]);
    expect(pattern.test(`arn:aws:ecs:us-east-1:123456789012:task-definition/${family}:3`)).toBe(true);
    expect(pattern.test('arn:aws:ecs:us-east-1:123456789012:task-definition/other:3')).toBe(false);
  });

  test('waits for the end of the deployment that has begun, and fails unless it was a success', () => {
    for (const name of ['rollBack', 'rollBackToGiven']) {
      const service = { Service: 'ecs', cluster: 'ComputeCluster', service: 'ComputeService.Name' };
      const begun = { ...service, Api: 'ListServiceDeployments', status: ['PENDING', 'IN_PROGRESS'] };
      const found = { Service: 'ecs', Api: 'DescribeServiceDeployments', serviceDeploymentArns: [`{{ ${name}Found.Deployment }}`] };
      const PropertySelector = '$.serviceDeployments[0].status';
      expect(step(rollBack, name).outputs).toBeUndefined();
      expect(step(rollBack, `${name}Begun`).inputs).toEqual({ ...begun, PropertySelector, DesiredValues: ['PENDING', 'IN_PROGRESS'] });
      expect(step(rollBack, `${name}Found`)).toMatchObject({
        inputs: begun, outputs: [{ Name: 'Deployment', Selector: '$.serviceDeployments[0].serviceDeploymentArn', Type: 'String' }],
      });
      expect(step(rollBack, `${name}Ends`)).toMatchObject({
        timeoutSeconds: 3 * 3600,
        inputs: { ...found, PropertySelector, DesiredValues: ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'] },
      });
      expect(step(rollBack, `${name}Lasts`).inputs).toEqual({ ...found, PropertySelector, DesiredValues: ['SUCCESSFUL'] });
    }
  });

  test('says and allows for how long traffic moves, where it moves by steps', () => {
    const made = (compute: Partial<PlatformComputeProps>) => documentsOf(makeRunbooks({ compute, database: null }).template).RollBackService;
    const canary = made({ deploymentStrategy: DeploymentStrategy.CANARY });
    expect(canary.description).toContain('ECS waits for 15 minutes in all');
    expect(step(canary, 'rollBackEnds').timeoutSeconds).toBe(3 * 3600 + 15 * 60);
    expect(rollBack.description).not.toContain('while traffic moves');
    for (const { description } of [canary, rollBack]) expect(description).toContain('`aws ecs stop-service-deployment --stop-type ROLLBACK');
  });

  test('says who owns the image', () => {
    expect(rollBack.description).toMatch(/the image belongs to the stack's parameter `\w*ImageUri\w*` \(docs\/decisions\/001\)/);
    const own = documentsOf(makeRunbooks({ compute: { image: PlatformImage.fromRegistry('nginx') } }).template);
    expect(own.RollBackService.description).not.toContain('parameter `');
    expect(own.RollBackService.description).toContain('Correct the code soon.');
  });

  test('on an instance as well', () => {
    expect(step(onInstance.RollBackService, 'rollBack').inputs).toMatchObject({ cluster: 'ComputeCluster', service: 'ComputeService.Name' });
  });
});

describe('R10.2 R9.2 redeploy the service', () => {
  test('forces a deployment, and waits for it', () => {
    expect(documents.RedeployService.mainSteps.map(({ name, action }: any) => [name, action])).toEqual([
      ['redeploy', 'aws:executeAwsApi'], ['redeployBegins', 'aws:sleep'], ['redeployBegun', 'aws:waitForAwsResourceProperty'],
      ['redeployFound', 'aws:executeAwsApi'], ['redeployEnds', 'aws:waitForAwsResourceProperty'], ['redeployLasts', 'aws:assertAwsResourceProperty'], ['describeAfter', 'aws:executeAwsApi'],
    ]);
    expect(step(documents.RedeployService, 'redeploy').inputs).toEqual({
      Service: 'ecs', Api: 'UpdateService', cluster: 'ComputeCluster', service: 'ComputeService.Name', forceNewDeployment: true,
    });
  });

  test('gives back the deployment, and how many tasks run as a number', () => {
    expect(documents.RedeployService.outputs).toEqual(['redeployFound.Deployment', 'describeAfter.TaskDefinition', 'describeAfter.RunningTasks']);
    expect(step(documents.RedeployService, 'describeAfter').outputs).toEqual([
      { Name: 'TaskDefinition', Selector: '$.services[0].taskDefinition', Type: 'String' },
      { Name: 'RunningTasks', Selector: '$.services[0].runningCount', Type: 'Integer' },
    ]);
  });

  test('says whether users notice it', () => {
    expect(documents.RedeployService.description).toContain('users notice nothing');
    expect(onInstance.RedeployService.description).toContain('for a minute or two there is none');
  });
});

describe('R9.2 invalidate the CDN', () => {
  const { InvalidateCdn: invalidate } = documents;

  test('one path, by default all, once for each execution', () => {
    expect(step(invalidate, 'invalidate').inputs).toEqual({
      Service: 'cloudfront',
      Api: 'CreateInvalidation',
      DistributionId: 'EdgeDistribution',
      InvalidationBatch: { Paths: { Quantity: 1, Items: ['{{ Path }}'] }, CallerReference: '{{ automation:EXECUTION_ID }}' },
    });
    expect(invalidate.parameters.Path.default).toBe('/*');
    expect(step(invalidate, 'waitUntilCompleted').inputs).toMatchObject({ Api: 'GetInvalidation', Id: '{{ invalidate.Id }}', DesiredValues: ['Completed'] });
  });

  test.each([['/*', true], ['/static/app.css', true], ['/a*', true], ['static', false], ['/a*b', false], ['/a b', false]])('%s: %s', (path, fits) => {
    expect(new RegExp(invalidate.parameters.Path.allowedPattern).test(path)).toBe(fits);
  });
});

describe('R4.2 R9.2 the maintenance page', () => {
  const inputs = (id: string) => step(documents[id], 'changeRule').inputs;

  test('on: the rule matches everything; off: what it matches in the template', () => {
    const [rule] = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::ListenerRule', { Properties: { Priority: 1 } }));
    const [{ Field, PathPatternConfig }] = rule.Properties.Conditions;
    const condition = ([path]: string[]) => [{ Field: 'path-pattern', PathPatternConfig: { Values: [path] } }];
    const it = { Service: 'elbv2', Api: 'ModifyRule', RuleArn: 'IngressPublicMaintenanceRule' };
    expect(inputs('MaintenancePageOn')).toEqual({ ...it, Conditions: condition(['/*']) });
    expect(inputs('MaintenancePageOff')).toEqual({ ...it, Conditions: [{ Field, PathPatternConfig }] });
    expect(written(rule.Properties.Actions)).toEqual([expect.objectContaining({ Type: 'fixed-response' })]);
  });

  test('and looks at the rule afterwards', () => {
    for (const [id, path] of [['MaintenancePageOn', '/*'], ['MaintenancePageOff', '/cdk-pdf-web-platform/maintenance']]) {
      expect(step(documents[id], 'assertChanged').inputs).toMatchObject({ Api: 'DescribeRules', DesiredValues: [path] });
    }
  });

  test('says what viewers see', () => {
    const described = (maintenancePage: boolean) => documentsOf(makeRunbooks({ edge: { maintenancePage } }).template).MaintenancePageOn.description;
    expect(described(true)).toContain('which CloudFront turns into the page');
    expect(described(false)).toContain('`edge.maintenancePage` is off');
  });
});

describe('R6.2 R9.2 restore a PDF', () => {
  const { RestorePdf: restore } = documents;

  test('the newest version of one that is deleted, or a given one', () => {
    expect(restore.mainSteps.map(({ name }: any) => name)).toEqual([
      'chooseVersion', 'assertKey', 'assertDeleted', 'findNewest', 'copyNewest', 'copyGiven', 'assertCurrent', 'describeCurrent',
    ]);
    expect(step(restore, 'assertDeleted').inputs).toMatchObject({ PropertySelector: '$.Versions[0].IsLatest', DesiredValues: ['False', 'false'] });
    const copy = { Service: 's3', Api: 'CopyObject', Bucket: 'StorageBucket', Key: '{{ Key }}' };
    expect(step(restore, 'copyNewest').inputs).toEqual({ ...copy, CopySource: 'StorageBucket/{{ Key }}?versionId={{ findNewest.VersionId }}' });
    expect(step(restore, 'copyGiven').inputs).toEqual({ ...copy, CopySource: 'StorageBucket/{{ Key }}?versionId={{ VersionId }}' });
    for (const name of ['copyNewest', 'copyGiven']) expect(step(restore, name).nextStep).toBe('assertCurrent');
  });

  test.each([['newest', true], ['3HL4kqCxf3vjVBH40Nrjfkd', true], ['', false]])('a version like %j: %s', (version, fits) => {
    expect(new RegExp(restore.parameters.VersionId.allowedPattern).test(version)).toBe(fits);
    expect(step(restore, 'chooseVersion').inputs.Choices).toEqual([{ NextStep: 'assertKey', Variable: '{{ VersionId }}', StringEquals: 'newest' }]);
  });

  test.each([['2027/report-1.pdf', true], ["a_!*'().pdf", true], ['', false], ['a b.pdf', false], ['100%.pdf', false], ['報告.pdf', false], ['a?versionId=1', false]])(
    'a key like %j: %s',
    (key, fits) => {
      expect(new RegExp(restore.parameters.Key.allowedPattern).test(key)).toBe(fits);
    },
  );
});
