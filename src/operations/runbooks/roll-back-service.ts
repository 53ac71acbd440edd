import type { Construct } from 'constructs';
import { assertThat, branch, call, type Step } from './automation';
import { Runbook } from './runbook';
import { deployService, describeService, servicePermissions, theService } from './service-deployment';
import { trafficTime } from './traffic-time';
import type { PlatformCompute } from '../../compute/platform-compute';

/** Stands for no revision: branches on an empty text are not documented. */
const PREVIOUS = 'previous';

/** Takes the service back to a revision that ran before. */
export function rollBackService(scope: Construct, id: string, compute: PlatformCompute): Runbook {
  const { family } = compute.taskDefinition;
  return Runbook._make(scope, id, {
    description: {
      what: `Takes the service back to an older revision of its task definition \`${family}\`: image, variables and size as they were.`,
      before: [
        ...howLong(compute),
        'Let no release be under way. One that is, ECS takes back by itself, and faster: '
          + '`aws ecs stop-service-deployment --stop-type ROLLBACK --service-deployment-arn …` (of `aws ecs list-service-deployments`).',
        'A change of the database\'s schema is not taken back.',
        'Without a parameter it is the revision before the newest one, and the newest must be the one that runs. Otherwise, and to go further back, '
          + `choose one: \`aws ecs list-task-definitions --family-prefix ${family} --sort DESC\`.`,
      ],
      after: [
        'Look at the target errors and the log of the tasks.',
        ...(compute.imageParameter
          ? [`CloudFormation does not know of it: the image belongs to the stack's parameter \`${compute.imageParameter.logicalId}\` (docs/decisions/001), and the next `
              + 'release, or deployment that changes the task definition, puts its own revision there. Release the good image again soon.']
          : ['CloudFormation does not know of it: the next deployment that changes the task definition puts its own revision there. Correct the code soon.']),
      ],
      undo: 'Start this runbook again with the revision that ran before, which is among the outputs.',
    },
    parameters: {
      TaskDefinition: {
        type: 'String',
        description: `The revision, as \`${family}:1\` or by its ARN, or "${PREVIOUS}": the one before the newest.`,
        default: PREVIOUS,
        allowedPattern: `^${PREVIOUS}$|^(arn:[a-z-]+:ecs:[a-z0-9-]+:\\d{12}:task-definition/)?${family}:\\d+$`,
      },
    },
    steps: stepsOf(compute),
    outputs: ['describeBefore.TaskDefinition', 'describeAfter.TaskDefinition', 'describeAfter.RunningTasks'],
    permissions: [
      ...servicePermissions(compute),
      {
        actions: ['ecs:ListTaskDefinitions', 'ecs:DescribeTaskDefinition'],
        resources: ['*'],
        wildcard: 'ECS lists and describes task definitions for all resources only.',
      },
      {
        // ECS asks for it where a service is given another task definition.
        actions: ['iam:PassRole'],
        resources: [compute.taskRole.roleArn, compute.taskDefinition.obtainExecutionRole().roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
    ],
  });
}

/** A rollback is a deployment like others: traffic moves as slowly as at a release. */
function howLong(compute: PlatformCompute): string[] {
  const time = trafficTime(compute);
  if (time.toMilliseconds() === 0) return [];
  return [`It takes as long as a release: while traffic moves, ECS waits for ${time.toHumanString()} in all, beside the start of the tasks.`];
}

function stepsOf(compute: PlatformCompute): Step[] {
  const { family } = compute.taskDefinition;
  const given = { api: 'ecs:DescribeTaskDefinition', inputs: { taskDefinition: '{{ TaskDefinition }}' } };
  const revisions = { familyPrefix: family, status: 'ACTIVE', sort: 'DESC', maxResults: 2 };
  const running = '$.services[0].taskDefinition';
  return [
    describeService('describeBefore', compute),
    branch('chooseRevision', [{ variable: '{{ TaskDefinition }}', equals: PREVIOUS, nextStep: 'listRevisions' }], 'assertFamily'),

    call('listRevisions', { api: 'ecs:ListTaskDefinitions', inputs: revisions }, { Newest: '$.taskDefinitionArns[0]', Previous: '$.taskDefinitionArns[1]' }),
    assertThat('assertNewestRuns', theService(compute), running, ['{{ listRevisions.Newest }}'], {
      description: 'Where another one runs, which one is next is a person\'s decision: give TaskDefinition.',
    }),
    ...deployService('rollBack', compute, { taskDefinition: '{{ listRevisions.Previous }}' }),
    assertThat('assertPreviousRuns', theService(compute), running, ['{{ listRevisions.Previous }}'], { nextStep: 'describeAfter' }),

    assertThat('assertFamily', given, '$.taskDefinition.family', [family]),
    assertThat('assertActive', given, '$.taskDefinition.status', ['ACTIVE']),
    call('describeGiven', given, { Arn: '$.taskDefinition.taskDefinitionArn' }),
    ...deployService('rollBackToGiven', compute, { taskDefinition: '{{ describeGiven.Arn }}' }),
    assertThat('assertGivenRuns', theService(compute), running, ['{{ describeGiven.Arn }}']),

    describeService('describeAfter', compute),
  ];
}
