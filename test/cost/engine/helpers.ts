import type { PdfWebPlatformProps } from '../../../src';
import { type BillLine, CostKind } from '../../../src/cost/bill';
import { estimateBill, type EstimateOptions } from '../../../src/cost/estimate';
import type { PricedPlatform, TemplateResource } from '../../../src/cost/template-resources';
import type { UsageAssumptions } from '../../../src/cost/usage';
import { appWith, type Place, PLACES } from '../../helpers/configurations';

export const { FIXED, USAGE } = CostKind;
export const TOKYO = 'ap-northeast-1';

/** A resource as a template has it. */
export function resource(logicalId: string, type: string, properties: object = {}, more: Partial<TemplateResource> = {}): TemplateResource {
  return { logicalId, type: `AWS::${type}`, properties, path: `Platform/${logicalId}`, region: 'us-east-1', stack: 'Stack', ...more };
}

export function platformOf(resources: TemplateResource[], region = 'us-east-1'): PricedPlatform {
  return { platform: 'Stack/Platform', preset: 'prod', region, resources };
}

export function bill(resources: TemplateResource[], usage: UsageAssumptions = {}, options?: EstimateOptions) {
  return estimateBill(platformOf(resources), usage, options);
}

/** Lines as [priceId, quantity, monthlyUsd], in the order of the bill. */
export function figures(resources: TemplateResource[], usage: UsageAssumptions = {}): [string, number, number | undefined][] {
  return bill(resources, usage).lines.map(({ priceId, quantity, monthlyUsd }) => [priceId, round(quantity)!, round(monthlyUsd)]);
}

export function linesOf(resources: TemplateResource[], usage: UsageAssumptions = {}): BillLine[] {
  return bill(resources, usage).lines;
}

/** To a millionth: sums of binary fractions are not exact. */
export function round(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toFixed(6));
}

/** A platform of a preset, as it is synthesized. */
export function synthesized(preset: string, place: Place = PLACES[0], props: Partial<PdfWebPlatformProps> = {}): PricedPlatform {
  const stacks = appWith(preset, place, props).synth().stacks;
  const resources = stacks.flatMap(({ stackName, environment: { region }, template }) => Object.entries<any>(template.Resources).map(
    ([logicalId, { Type: type, Properties: properties = {} }]) => ({ logicalId, type, properties, path: logicalId, region, stack: stackName }),
  ));
  return { platform: 'Stack/Platform', preset, region: place.region, resources };
}
