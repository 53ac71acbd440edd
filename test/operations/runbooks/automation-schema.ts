/** What AWS documents of the actions that the runbooks use: inputs that are required beside those of the API. */
const REQUIRED: Record<string, string[]> = {
  'aws:executeAwsApi': ['Service', 'Api'],
  'aws:waitForAwsResourceProperty': ['Service', 'Api', 'PropertySelector', 'DesiredValues'],
  'aws:assertAwsResourceProperty': ['Service', 'Api', 'PropertySelector', 'DesiredValues'],
  'aws:branch': ['Choices', 'Default'],
  'aws:sleep': ['Duration'],
};

const OF_DOCUMENT = ['schemaVersion', 'description', 'assumeRole', 'parameters', 'mainSteps', 'outputs'];
const OF_STEP = ['name', 'action', 'description', 'inputs', 'outputs', 'nextStep', 'onFailure', 'isCritical', 'timeoutSeconds'];
const OF_PARAMETER = ['type', 'description', 'default', 'allowedPattern'];

/** Only paths that JSONPath's dialects agree on: names and indexes. */
const SELECTOR = /^\$(\.\w+|\[\d+\])+$/;

/** What is wrong with an Automation document: nothing, or a line for each. */
export function problemsOf(document: any): string[] {
  const steps: any[] = document.mainSteps;
  const names = steps.map(({ name }) => name);
  const parameters = Object.entries<any>(document.parameters ?? {});
  const problems: string[] = [];
  const check = (holds: boolean, problem: string) => holds || problems.push(problem);
  const onlyKnown = (object: object, known: string[], where: string) =>
    Object.keys(object).forEach((key) => check(known.includes(key), `${where}: '${key}' is not known`));

  onlyKnown(document, OF_DOCUMENT, 'document');
  check(document.schemaVersion === '0.3', 'document: schemaVersion');
  check(JSON.stringify(document).length < 64 * 1024, 'document: larger than 64 KB');
  for (const [name, parameter] of parameters) {
    onlyKnown(parameter, OF_PARAMETER, name);
    check(/^[A-Za-z]\w*$/.test(name) && parameter.type === 'String', `${name}: name or type`);
    const fits = parameter.default === undefined || new RegExp(parameter.allowedPattern).test(parameter.default);
    check(fits, `${name}: its default does not fit its pattern`);
  }
  check(new Set(names).size === names.length, 'steps: a name is there twice');
  steps.forEach((step, index) => {
    const where = step.name;
    onlyKnown(step, OF_STEP, where);
    check(/^\w+$/.test(where), `${where}: name`);
    for (const input of REQUIRED[step.action] ?? [`a known action instead of ${step.action}`]) check(input in step.inputs, `${where}: needs ${input}`);
    for (const target of targetsOf(step)) check(names.indexOf(target) > index, `${where}: no step '${target}' below`);
    for (const { Name, Selector, Type } of step.outputs ?? []) check(/^\w+$/.test(Name) && SELECTOR.test(Selector) && ['String', 'Integer'].includes(Type), `${where}: output ${Name}`);
    if (step.inputs.PropertySelector) check(SELECTOR.test(step.inputs.PropertySelector), `${where}: PropertySelector`);
    if (step.action.startsWith('aws:wait')) check(step.timeoutSeconds > 0, `${where}: needs timeoutSeconds`);
    const known = [...parameters.map(([name]) => name), ...outputsOf(steps.slice(0, index)), 'automation:EXECUTION_ID'];
    for (const reference of referencesIn(step)) check(known.includes(reference), `${where}: {{ ${reference} }} is not known`);
  });
  for (const output of document.outputs ?? []) check(outputsOf(steps).includes(output), `outputs: ${output} is not known`);
  for (const step of unreached(steps)) check(false, `${step}: is never reached`);
  return problems;
}

function outputsOf(steps: any[]): string[] {
  return steps.flatMap(({ name, outputs = [] }) => outputs.map(({ Name }: any) => `${name}.${Name}`));
}

function referencesIn(step: any): string[] {
  return [...JSON.stringify(step.inputs).matchAll(/{{\s*([^}]*?)\s*}}/g)].map(([, reference]) => reference);
}

/** Where a step may go on, other than to the one below. */
function targetsOf({ nextStep, onFailure, inputs }: any): string[] {
  const failing = /^step:(.*)$/.exec(onFailure ?? '')?.[1];
  return [nextStep, failing, inputs.Default, ...(inputs.Choices ?? []).map(({ NextStep }: any) => NextStep)].filter(Boolean);
}

function unreached(steps: any[]): string[] {
  const reached = new Set([steps[0].name]);
  // All jumps go down, so one pass is enough.
  steps.forEach((step, index) => {
    if (!reached.has(step.name)) return;
    targetsOf(step).forEach((target) => reached.add(target));
    const goesOn = !step.nextStep && step.action !== 'aws:branch';
    if (goesOn && steps[index + 1]) reached.add(steps[index + 1].name);
  });
  return steps.map(({ name }) => name).filter((name) => !reached.has(name));
}
