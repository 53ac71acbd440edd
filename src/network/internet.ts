import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/**
 * Has a construct wait until a VPC of the platform's own is attached to its internet gateway. (What `internetConnectivityEstablished`
 * gives is the gateway alone.) An existing VPC is attached already.
 */
export function waitForInternet(construct: Construct, vpc: ec2.IVpc): void {
  const attachment = vpc instanceof ec2.Vpc ? vpc.node.tryFindChild('VPCGW') : undefined;
  if (attachment) construct.node.addDependency(attachment);
}
