import { CfnMapping, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { conflict } from '../settings/checks';

/**
 * The ids of the prefix list `com.amazonaws.global.cloudfront.origin-facing`. They differ by region and do not change; looking one
 * up at synth would need credentials, which a newcomer's first synth does not have.
 */
const PREFIX_LISTS: Record<string, string> = {
  'af-south-1': 'pl-c0aa4fa9',
  'ap-east-1': 'pl-14b2577d',
  'ap-northeast-1': 'pl-58a04531',
  'ap-northeast-2': 'pl-22a6434b',
  'ap-northeast-3': 'pl-31a14458',
  'ap-south-1': 'pl-9aa247f3',
  'ap-southeast-1': 'pl-31a34658',
  'ap-southeast-2': 'pl-b8a742d1',
  'ca-central-1': 'pl-38a64351',
  'eu-central-1': 'pl-a3a144ca',
  'eu-north-1': 'pl-fab65393',
  'eu-south-1': 'pl-1bbc5972',
  'eu-west-1': 'pl-4fa04526',
  'eu-west-2': 'pl-93a247fa',
  'eu-west-3': 'pl-75b1541c',
  'me-south-1': 'pl-17b2577e',
  'sa-east-1': 'pl-5da64334',
  'us-east-1': 'pl-3b927c52',
  'us-east-2': 'pl-b6a144df',
  'us-west-1': 'pl-4ea04527',
  'us-west-2': 'pl-82a045eb',
};

/** The prefix list's id in the scope's region; CloudFormation looks it up where the region is known only at deployment. */
export function cloudFrontPrefixListId(scope: Construct): string {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) {
    const mapping = new CfnMapping(scope, 'CloudFrontPrefixLists', {
      mapping: Object.fromEntries(Object.entries(PREFIX_LISTS).map(([name, prefixList]) => [name, { id: prefixList }])),
    });
    return mapping.findInMap(region, 'id');
  }
  const known = PREFIX_LISTS[region];
  if (!known) {
    throw conflict(
      `the id of CloudFront's origin-facing prefix list is not known for region '${region}': set 'ingress.cloudFrontPrefixListId' (aws ec2 ` +
        'describe-managed-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing)',
    );
  }
  return known;
}

/** CloudFront's addresses as a peer whose rule is part of the security group, which is then never without it. */
export class CloudFrontPeer implements ec2.IPeer {
  public readonly canInlineRule = true;
  public readonly uniqueId = 'CloudFront';
  public readonly connections: ec2.Connections = new ec2.Connections({ peer: this });

  constructor(private readonly prefixListId: string) {}

  public toIngressRuleConfig(): { sourcePrefixListId: string } {
    return { sourcePrefixListId: this.prefixListId };
  }

  public toEgressRuleConfig(): { destinationPrefixListId: string } {
    return { destinationPrefixListId: this.prefixListId };
  }
}
