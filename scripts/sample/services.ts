import type { SynthesizedPlatform } from './assembly';

const NAMES: Record<string, string> = {
  ApplicationAutoScaling: 'Auto Scaling',
  CertificateManager: 'Certificates',
  ElasticLoadBalancingV2: 'Load balancing',
  Route53: 'Route 53',
  SecretsManager: 'Secrets',
  WAFv2: 'WAF',
  EC2: 'VPC and EC2',
};

/** How many resources a platform has of each service, the most first. */
export function countByService({ main, support }: SynthesizedPlatform): [string, number][] {
  const counts = new Map<string, number>();
  for (const { Type } of [main, ...support].flatMap(({ template }) => Object.values(template.Resources))) {
    if (Type === 'AWS::CDK::Metadata') continue;
    const service = Type.split('::')[1];
    const name = NAMES[service] ?? service;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}
