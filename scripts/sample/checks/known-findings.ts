/** A finding of cfn-lint that is false, and why. */
export interface KnownFinding {
  readonly rule: string;
  readonly type: string;
  /** How the message starts. */
  readonly message: string;
  readonly reason: string;
}

const OLD_SCHEMA = 'These schemas of cfn-lint 1.51.0 are older than their tags; those of aws-cdk-lib and of its validator know them.';

export const KNOWN_FINDINGS: KnownFinding[] = [
  {
    rule: 'E3691',
    type: 'AWS::RDS::DBInstance',
    message: "'8.4' is not one of",
    reason: 'RDS takes a major version and picks its default minor version; cfn-lint lists minor versions only.',
  },
  ...[
    'AWS::ApplicationAutoScaling::ScalableTarget',
    'AWS::CloudWatch::Dashboard',
    'AWS::ElasticLoadBalancingV2::Listener',
    'AWS::ElasticLoadBalancingV2::ListenerRule',
    'AWS::SSM::Association',
  ].map((type) => ({ rule: 'E3002', type, message: "Additional properties are not allowed ('Tags'", reason: OLD_SCHEMA })),
];
