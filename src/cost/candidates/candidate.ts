import type { PriceLookup } from '../estimate';
import type { PricedPlatform, TemplateResource } from '../template-resources';
import type { UsageAssumptions } from '../usage';

/** What is priced: a candidate changes a copy of it. */
export interface Design {
  readonly platform: PricedPlatform;
  readonly usage: UsageAssumptions;
  readonly prices: PriceLookup;
}

/** A change of settings that may save something. */
export interface Candidate {
  readonly change: string;
  readonly tradeOff: string;
  /** The design as the setting would make it; undefined where there is nothing to change. The design is a copy, to be changed at will. */
  apply(design: Design): Design | undefined;
}

/** Changes resources where they are; undefined if there are none. */
export function edited(design: Design, resources: readonly TemplateResource[], edit: (resource: TemplateResource) => void): Design | undefined {
  resources.forEach(edit);
  return resources.length > 0 ? design : undefined;
}

/** Leaves resources out; undefined if there are none. */
export function without(design: Design, isOut: (resource: TemplateResource) => boolean): Design | undefined {
  const resources = design.platform.resources.filter((resource) => !isOut(resource));
  return resources.length < design.platform.resources.length ? withResources(design, resources) : undefined;
}

export function withResources(design: Design, resources: TemplateResource[]): Design {
  return { ...design, platform: { ...design.platform, resources } };
}

export function ofType({ platform }: Design, type: string): TemplateResource[] {
  return platform.resources.filter((resource) => resource.type === type);
}

/** A resource that the setting would make, in the platform's own stack. */
export function made({ platform }: Design, logicalId: string, type: string, properties: TemplateResource['properties']): TemplateResource {
  return { logicalId, type, properties, path: `${platform.platform}/${logicalId}`, region: platform.region, stack: '' };
}
