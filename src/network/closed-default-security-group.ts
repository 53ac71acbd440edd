import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { acknowledge, inPacks } from '../settings/acknowledge';

/** Props of {@link ClosedDefaultSecurityGroup}. */
export interface ClosedDefaultSecurityGroupProps {
  /** The VPC whose default security group loses its rules. */
  readonly vpc: ec2.Vpc;
}

/**
 * Removes the rules of a VPC's default security group. CloudFormation cannot (it only adds rules), and aws-cdk-lib's own way is a
 * custom-resource Lambda; a State Manager association that runs AWS's remediation runbook once needs none.
 */
export class ClosedDefaultSecurityGroup extends Construct {
  /** The role that the runbook runs with: it may remove rules from this one security group. */
  public readonly role: iam.Role;

  /** The association that runs the runbook when it is created. */
  public readonly association: ssm.CfnAssociation;

  constructor(scope: Construct, id: string, props: ClosedDefaultSecurityGroupProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const groupId = props.vpc.vpcDefaultSecurityGroup;

    this.role = new iam.Role(this, 'Role', {
      description: 'Removes the rules of the VPC default security group',
      assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
      inlinePolicies: {
        CloseDefaultSecurityGroup: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              actions: ['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'],
              resources: [stack.formatArn({ service: 'ec2', resource: 'security-group', resourceName: groupId })],
            }),
            // Neither action can be limited to a resource.
            new iam.PolicyStatement({ actions: ['ec2:DescribeSecurityGroups'], resources: ['*'] }),
          ],
        }),
      },
    });
    acknowledge(this.role, 'ec2:DescribeSecurityGroups cannot be limited to a resource.', 'AwsSolutions-IAM5[Resource::*]');
    acknowledge(
      this.role,
      'One role, one use: the statements are read where the role is made.',
      ...inPacks('IAMNoInlinePolicy'),
    );

    this.association = new ssm.CfnAssociation(this, 'Association', {
      name: 'AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules',
      parameters: { GroupId: [groupId], AutomationAssumeRole: [this.role.roleArn] },
    });
  }
}
