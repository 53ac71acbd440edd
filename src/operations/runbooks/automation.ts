/** A call of AWS's API: its service as the AWS CLI spells it and its operation, like 'rds:DescribeDBInstances', with its inputs. */
export interface Call {
  readonly api: string;
  readonly inputs: object;
}

/** A parameter of a document. Without a default it must be given. */
export interface DocumentParameter {
  readonly type: 'String';
  readonly description: string;
  readonly default?: string;
  readonly allowedPattern?: string;
}

/** What every kind of step may have. */
export interface StepOptions {
  readonly description?: string;
  readonly timeoutSeconds?: number;
  /** By default 'Abort'. */
  readonly onFailure?: 'Abort' | `step:${string}`;
  /** Whether its failure is the execution's. By default it is. */
  readonly isCritical?: boolean;
  /** By default the one below. */
  readonly nextStep?: string;
}

/** What an output is, beside text. */
export interface Selected {
  readonly selector: string;
  readonly type: 'String' | 'Integer';
}

/** One step, as a document of schema 0.3 has it. */
export interface Step extends StepOptions {
  readonly name: string;
  readonly action: string;
  readonly inputs: object;
  readonly outputs?: { Name: string; Selector: string; Type: string }[];
}

/** A value that a call of `aws:branch` compares, and where its execution goes on. */
export interface Choice {
  readonly variable: string;
  readonly equals: string;
  readonly nextStep: string;
}

/**
 * RDS and ECS say true and false; what Automation compares is text, and its documentation asks for a capital letter where its examples have
 * none.
 */
export const TRUE = ['True', 'true'];
export const FALSE = ['False', 'false'];

/** The timeout of steps, in seconds. */
export function minutes(amount: number): number {
  return amount * 60;
}

/** An output that is a whole number: Automation is not told to take it for text. */
export function integer(selector: string): Selected {
  return { selector, type: 'Integer' };
}

/** Calls an API once. `outputs` are JSONPath selectors by name; what they find is text where nothing else is said. */
export function call(name: string, request: Call, outputs: Record<string, string | Selected> = {}, options: StepOptions = {}): Step {
  const listed = Object.entries(outputs).map(([output, selected]) => {
    const { selector, type } = typeof selected === 'string' ? { selector: selected, type: 'String' } : selected;
    return { Name: output, Selector: selector, Type: type };
  });
  return { name, action: 'aws:executeAwsApi', ...options, inputs: inputsOf(request), ...(listed.length > 0 && { outputs: listed }) };
}

/** Calls an API until what the selector finds is one of the values. The call must not fail meanwhile. */
export function waitFor(name: string, request: Call, selector: string, values: string[], options: StepOptions): Step {
  const inputs = { ...inputsOf(request), PropertySelector: selector, DesiredValues: values };
  return { name, action: 'aws:waitForAwsResourceProperty', ...options, inputs };
}

/** Fails unless what the selector finds is one of the values. */
export function assertThat(name: string, request: Call, selector: string, values: string[], options: StepOptions = {}): Step {
  const inputs = { ...inputsOf(request), PropertySelector: selector, DesiredValues: values };
  return { name, action: 'aws:assertAwsResourceProperty', ...options, inputs };
}

/** Goes on at the first choice that holds, or else at the default. */
export function branch(name: string, choices: Choice[], otherwise: string): Step {
  const written = choices.map(({ variable, equals, nextStep }) => ({ NextStep: nextStep, Variable: variable, StringEquals: equals }));
  return { name, action: 'aws:branch', inputs: { Choices: written, Default: otherwise } };
}

/** Waits, where a state that was asked for is not seen at once. */
export function sleep(name: string, duration: string): Step {
  return { name, action: 'aws:sleep', inputs: { Duration: duration } };
}

function inputsOf({ api, inputs }: Call): object {
  const [service, operation] = api.split(':');
  return { Service: service, Api: operation, ...inputs };
}
