import { Stack, Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { EnvironmentRecord, knownBytes, MOST_BYTES } from './environment-record';
import { outermostStack, shortHash } from '../../settings/names';

/** Props of {@link EnvironmentHistory}. */
export interface EnvironmentHistoryProps {
  /** The container whose environment is recorded. */
  readonly container: ecs.ContainerDefinition;
}

/**
 * Records a container's environment in Parameter Store, which keeps the last 100 versions: what was deployed when, and by whom.
 *
 * The value is a JSON object. `environment` has the plain variables with their values; whoever may read the task definition can read them
 * there too. `secrets` has where each secret comes from, never its value. Below 4 KB the parameter is free, from there to 8 KB it is an
 * advanced one at a price.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html
 */
export class EnvironmentHistory extends Construct {
  /** The parameter, named `/environment/<stack>/<path in the stack>`. */
  public readonly parameter: ssm.StringParameter;

  constructor(scope: Construct, id: string, props: EnvironmentHistoryProps) {
    super(scope, id);
    const record = new EnvironmentRecord(props.container);
    this.parameter = new ssm.StringParameter(this, 'Parameter', {
      parameterName: parameterName(this),
      description: 'The environment of the application as it was deployed; the versions are its history',
      stringValue: Token.asString(record),
      tier: ssm.ParameterTier.INTELLIGENT_TIERING,
    });
    this.node.addValidation({ validate: () => tooLong(knownBytes(Stack.of(this).resolve(record))) });
  }
}

function tooLong(bytes: number): string[] {
  if (bytes <= MOST_BYTES) return [];
  return [
    `cdk-pdf-web-platform: the container's environment is ${bytes} bytes, of which Parameter Store takes ${MOST_BYTES}: `
    + "put what is long into configuration files, or switch 'backup.environmentHistory' off",
  ];
}

/** Below a fixed first level: Parameter Store refuses names that begin with 'aws' or 'ssm', as a stack's may. */
function parameterName(scope: Construct): string {
  const { stackName, node } = outermostStack(scope);
  const path = `${stackName}${scope.node.path.slice(node.path.length)}`;
  const readable = path.replace(/[^A-Za-z0-9_./-]+/g, '-');
  // It takes 15 levels.
  const fits = readable === path && path.split('/').length <= 14 && path.length <= 500;
  return `/environment/${fits ? path : `${readable.replace(/\//g, '-').slice(0, 200)}-${shortHash(path)}`}`;
}
