import type { PricingContext } from './charge';
import { listOf, type TemplateResource, textOf } from '../template-resources';

/** The region that a value belongs to, where it says one: an output of a stack there, or an ARN. */
export function regionIn(value: unknown): string | undefined {
  const output = (value as { 'Fn::GetStackOutput'?: { Region?: unknown } } | undefined)?.['Fn::GetStackOutput'];
  const [, region] = /^arn:(?:[^:$]*|\$\{AWS::Partition\}):[^:]*:([^:]+):/.exec(textOf(value)) ?? [];
  return output ? textOf(output.Region) : region;
}

/** Where the platform's other copies go, for those whose own place does not say it. */
export function regionOfCopies({ resources }: PricingContext): string {
  return resources.map(copiedTo).find((region) => region) ?? 'unknown region';
}

function copiedTo({ properties }: TemplateResource): string {
  const [replica] = listOf<{ Region?: unknown }>(properties.ReplicaRegions);
  return textOf(properties.AutomaticBackupReplicationRegion ?? replica?.Region);
}
