import type { SynthesizedStack } from './assembly';

/** Outputs that are lists: what could be lost, line by line, and documents, word by word. */
const LISTS = ['RecoveryObjectives', 'Runbooks'];

/** The outputs, with what is only known after the deployment as `…`. */
export function endpointsOf(stack: SynthesizedStack): [string, string][] {
  return outputsOf(stack).filter(([name]) => !LISTS.includes(name));
}

/** How much could be lost of what, and how long until it is back. */
export function objectivesOf(stack: SynthesizedStack): string[] {
  return listed(stack, 'RecoveryObjectives', '\n');
}

/** The Automation documents. */
export function runbooksOf(stack: SynthesizedStack): string[] {
  return listed(stack, 'Runbooks', ' ');
}

function listed(stack: SynthesizedStack, name: string, separator: string): string[] {
  return outputsOf(stack).filter(([each]) => each === name).flatMap(([, value]) => value.split(separator));
}

function outputsOf(stack: SynthesizedStack): [string, string][] {
  return Object.entries(stack.template.Outputs ?? {})
    .filter(([id]) => id.startsWith('Platform'))
    .map(([id, { Value }]) => [id.replace(/^Platform/, '').replace(/[0-9A-F]{8}$/, ''), written(Value, stack)]);
}

/** An output's value as far as the template tells it. */
function written(value: any, stack: SynthesizedStack): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[kind, argument]] = Object.entries<any>(value);
  const nameOf = (id: string) => `${stack.name}-${id}-…`;
  if (kind === 'Fn::Join') return repository(value, stack) ?? argument[1].map((part: any) => written(part, stack)).join(argument[0]);
  if (kind === 'Ref') {
    const { Type, Properties = {} } = stack.template.Resources[argument] ?? { Type: argument };
    if (Type === 'AWS::S3::Bucket') return Properties.BucketName ?? nameOf(argument).toLowerCase();
    if (Type === 'AWS::CloudFront::Distribution') return 'E…';
    if (Type.startsWith('AWS::SecretsManager::')) return `arn:aws:secretsmanager:${stack.region}:…:secret:…`;
    return nameOf(argument);
  }
  if (kind === 'Fn::GetAtt') {
    const [id, attribute] = argument;
    const properties = stack.template.Resources[id]?.Properties ?? {};
    if (attribute === 'Endpoint.Address') return `${properties.DBInstanceIdentifier ?? '…'}.….${stack.region}.rds.amazonaws.com`;
    if (attribute === 'DomainName') return 'd….cloudfront.net';
    if (attribute === 'Name') return nameOf(id);
    return '…';
  }
  return '…';
}

/** A repository's URI is a long join of the parts of its ARN. */
function repository(value: any, stack: SynthesizedStack): string | undefined {
  const id = Object.keys(stack.template.Resources).find((each) => stack.template.Resources[each].Type === 'AWS::ECR::Repository');
  return id && JSON.stringify(value).includes('.dkr.ecr.') ? `….dkr.ecr.${stack.region}.amazonaws.com/${stack.name}-${id}-…`.toLowerCase() : undefined;
}
