import { CfnCondition, Fn, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { allowSystemsManager } from './systems-manager';
import { waitForInternet } from '../network/internet';
import { acknowledge, acknowledgeInlinePolicy, acknowledgeWildcard } from '../settings/acknowledge';

export interface InstanceHostProps {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly cluster: ecs.Cluster;
  readonly instanceType: ec2.InstanceType;
  readonly securityGroup: ec2.ISecurityGroup;
}

/** How full disk and memory are, EC2 does not know: CloudWatch's agent tells it, once in five minutes. Without it the instance works as well. */
const MEASURE_DISK_AND_MEMORY = [
  // The instance gets its address while this runs.
  'for try in 1 2 3 4 5 6 7 8; do dnf install -y amazon-cloudwatch-agent && break; sleep 15; done || true',
  `cat > /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json <<'END' || true
${JSON.stringify({
  agent: { metrics_collection_interval: 300, run_as_user: 'root' },
  metrics: {
    namespace: 'CWAgent',
    append_dimensions: { InstanceId: '${aws:InstanceId}' },
    aggregation_dimensions: [['InstanceId']],
    metrics_collected: { disk: { measurement: ['used_percent'], resources: ['/'], drop_device: true }, mem: { measurement: ['used_percent'] } },
  },
})}
END`,
  '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json || true',
];

/**
 * One EC2 instance of a cluster, with an address that stays when it is stopped and started. It is not in an auto scaling group,
 * which would replace it when a schedule stops it. People reach it by Session Manager: it has no key pair, and no port for one.
 */
export class InstanceHost extends Construct {
  public readonly instance: ec2.Instance;
  public readonly role: iam.Role;
  public readonly elasticIp: ec2.CfnEIP;

  constructor(scope: Construct, id: string, props: InstanceHostProps) {
    super(scope, id);
    const { cluster } = props;

    this.role = new iam.Role(this, 'Role', { description: 'The ECS agent of the platform instance', assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    this.allowAgent(cluster);
    allowSystemsManager(this.role);

    const userData = ec2.UserData.forLinux();
    userData.addCommands(
      `echo "ECS_CLUSTER=${cluster.clusterName}" >> /etc/ecs/ecs.config`,
      ...MEASURE_DISK_AND_MEMORY,
    );
    const arm = props.instanceType.architecture === ec2.InstanceArchitecture.ARM_64;
    this.instance = new ec2.Instance(this, 'Instance', {
      vpc: props.vpc,
      vpcSubnets: props.subnets,
      instanceType: props.instanceType,
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(arm ? ecs.AmiHardwareType.ARM : ecs.AmiHardwareType.STANDARD),
      securityGroup: props.securityGroup,
      role: this.role,
      userData,
      // Its public address is the elastic one, associated below.
      httpTokens: ec2.HttpTokens.REQUIRED,
      // One hop ends at the instance: a container reaches its task role through the agent, and nothing of the instance's.
      httpPutResponseHopLimit: 1,
      detailedMonitoring: true,
      blockDevices: [
        { deviceName: '/dev/xvda', volume: ec2.BlockDeviceVolume.ebs(30, { encrypted: true, volumeType: ec2.EbsDeviceVolumeType.GP3 }) },
      ],
    });
    this.elasticIp = new ec2.CfnEIP(this, 'ElasticIp', { domain: 'vpc' });
    waitForInternet(this.elasticIp, props.vpc);
    new ec2.CfnEIPAssociation(this, 'ElasticIpAssociation', { allocationId: this.elasticIp.attrAllocationId, instanceId: this.instance.instanceId });

    acknowledge(
      this.instance,
      'The instance holds no state: it is replaced, not protected, when a newer image of the operating system is deployed.',
      'AwsSolutions-EC29',
    );
  }

  /**
   * The DNS name that belongs to the address: CloudFront takes names only. It resolves to the private address inside the VPC.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
   */
  public get publicDnsName(): string {
    const stack = Stack.of(this);
    const dashed = Fn.join('-', Fn.split('.', this.elasticIp.ref, 4));
    const regional = `ec2-${dashed}.${stack.region}.compute.${stack.urlSuffix}`;
    const northVirginia = `ec2-${dashed}.compute-1.${stack.urlSuffix}`;
    if (!Token.isUnresolved(stack.region)) return stack.region === 'us-east-1' ? northVirginia : regional;
    const condition =
      (this.node.tryFindChild('IsNorthVirginia') as CfnCondition | undefined) ??
      new CfnCondition(this, 'IsNorthVirginia', { expression: Fn.conditionEquals(stack.region, 'us-east-1') });
    return Token.asString(Fn.conditionIf(condition.logicalId, northVirginia, regional));
  }

  /** What the agent needs, limited to this cluster: less than AWS's managed policy, which allows it on every cluster. */
  private allowAgent(cluster: ecs.Cluster): void {
    const stack = Stack.of(this);
    const instances = stack.formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${cluster.clusterName}/*` });
    const ofThisCluster = { ArnEquals: { 'ecs:cluster': cluster.clusterArn } };
    for (const statement of [
      { actions: ['ecs:RegisterContainerInstance', 'ecs:DeregisterContainerInstance'], resources: [cluster.clusterArn] },
      { actions: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'], resources: [instances], conditions: ofThisCluster },
      { actions: ['ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange', 'ecs:SubmitAttachmentStateChanges'], resources: [cluster.clusterArn] },
      // AWS allows nothing narrower for it.
      { actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] },
      // Metrics have no ARN; the namespace is what can be limited.
      { actions: ['cloudwatch:PutMetricData'], resources: ['*'], conditions: { StringEquals: { 'cloudwatch:namespace': 'CWAgent' } } },
    ]) {
      this.role.addToPolicy(new iam.PolicyStatement(statement));
    }
    const policy = acknowledgeInlinePolicy(this.role);
    acknowledgeWildcard(policy, instances, 'The instances of this cluster, which get their ids when they join it.');
    acknowledgeWildcard(policy, '*', 'ECS, CloudWatch and Systems Manager allow nothing narrower for what their agents call.');
  }
}
