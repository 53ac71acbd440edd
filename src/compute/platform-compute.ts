import type { CfnParameter } from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeTask } from './acknowledged';
import { ComputeCapacity } from './compute-capacity';
import { adviseIsolated, checkCompute } from './compute-checks';
import type { ComputeOptions } from './compute-options';
import { ContainerContract, ContainerVariable } from './container-contract';
import { contradictions } from './container-variables';
import { keepRevisions, movesTraffic, rollBackOn } from './deployment';
import { PlatformImage } from './platform-image';
import { runOnFargate } from './run-on-fargate';
import { runOnInstance } from './run-on-instance';
import { AccountPlan } from '../settings/account-plan';
import { acknowledgeServiceManagedLogs } from '../settings/acknowledge';
import type { DataProtection } from '../settings/data-protection';
import { removalFor } from '../settings/removal';

/** Props of {@link PlatformCompute}. */
export interface PlatformComputeProps extends ComputeOptions {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /**
   * Where tasks go (or the instance, which needs public subnets).
   *
   * @default - the VPC's private subnets with egress, or its isolated ones if it has no others; its public subnets for the instance, and
   * with `assignPublicIp`
   */
  readonly taskSubnets?: ec2.SubnetSelection;

  /**
   * Whether tasks get a public address, their only way out of a public subnet.
   *
   * @default false
   */
  readonly assignPublicIp?: boolean;

  /**
   * The application's image.
   *
   * @default PlatformImage.ownRepository()
   */
  readonly image?: PlatformImage;

  /**
   * Encrypts logs and images.
   *
   * @default - encrypted with AWS managed keys
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the repository and the logs outlive the stack.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;

  /**
   * The plan of the AWS account.
   *
   * @default AccountPlan.PAID
   */
  readonly accountPlan?: AccountPlan;

  /**
   * Whether old revisions of the task definition stay in ECS when a newer one replaces them, so that the service can be rolled back to
   * them. They cost nothing.
   *
   * @default false
   */
  readonly keepRevisions?: boolean;
}

/**
 * What runs the application: an ECS service on Fargate, or one EC2 instance of an ECS cluster.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/Welcome.html
 */
export class PlatformCompute extends Construct implements ec2.IConnectable, iam.IGrantable {
  /** The cluster, made or brought. */
  public readonly cluster: ecs.ICluster;

  /** The service. */
  public readonly service: ecs.BaseService;

  /** The task definition. */
  public readonly taskDefinition: ecs.TaskDefinition;

  /** The application's container: environment variables and secrets can be added to it. */
  public readonly container: ecs.ContainerDefinition;

  /** The container's log group. */
  public readonly logGroup: logs.LogGroup;

  /** Where Container Insights writes of a cluster of the platform's own, if it is on. */
  public readonly insightsLogGroup?: logs.LogGroup;

  /** The repository that images are pulled from, where it is known. */
  public readonly repository?: ecr.IRepository;

  /** The stack's parameter that releases change, where the pipeline owns the image. */
  public readonly imageParameter?: CfnParameter;

  /** Who decides which image runs. */
  public readonly image: PlatformImage;

  /** The security group of the tasks, or of the instance. */
  public readonly securityGroup: ec2.SecurityGroup;

  /** What scales the service; none on one EC2 instance. */
  public readonly scaling?: ecs.ScalableTaskCount;

  /** The one EC2 instance, if that is the capacity. */
  public readonly instance?: ec2.Instance;

  /** The instance's address, which stays when it is stopped and started. */
  public readonly elasticIp?: ec2.CfnEIP;

  /** The instance's public DNS name. */
  public readonly instanceDnsName?: string;

  /** Who may connect, and be connected to. */
  public readonly connections: ec2.Connections;

  /** The port that requests come in at: the container's, or the instance's. */
  public readonly port: number;

  /** The path of the health check. */
  public readonly healthCheckPath: string;

  /** Whether releases move traffic between two target groups. */
  public readonly movesTraffic: boolean;

  /** How long the container may take to end. */
  public readonly stopTimeout: Duration;

  private readonly told = new Map<string, string>();
  private readonly rollbackAlarmNames: string[] = [];

  constructor(scope: Construct, id: string, props: PlatformComputeProps) {
    super(scope, id);
    checkCompute(props, props.accountPlan ?? AccountPlan.PAID);
    const capacity = props.capacity ?? ComputeCapacity.fargate();
    this.healthCheckPath = props.healthCheckPath ?? ContainerContract.DEFAULT_HEALTH_CHECK_PATH;
    this.stopTimeout = props.stopTimeout ?? Duration.seconds(30);
    this.movesTraffic = movesTraffic(props);

    this.image = props.image ?? PlatformImage.ownRepository();
    const image = this.image._bind(this, {
      cpuArchitecture: capacity._cpuArchitecture,
      encryptionKey: props.encryptionKey,
      dataProtection: props.dataProtection,
    });
    this.repository = image.repository;
    this.imageParameter = image.parameter;

    this.logGroup = this.makeLogGroup(props);
    this.securityGroup = this.makeSecurityGroup(props.vpc);
    const parts = { image, logGroup: this.logGroup, securityGroup: this.securityGroup };
    const runner = capacity.taskSize ? runOnFargate(this, props, capacity.taskSize, parts) : runOnInstance(this, props, capacity, parts);
    this.cluster = runner.cluster;
    this.taskDefinition = runner.taskDefinition;
    this.container = runner.container;
    this.service = runner.service;
    this.scaling = runner.scaling;
    this.insightsLogGroup = runner.insightsLogGroup;
    this.port = runner.port;
    this.instance = runner.host?.instance;
    this.elasticIp = runner.host?.elasticIp;
    this.instanceDnsName = runner.host?.publicDnsName;
    this.connections = new ec2.Connections({ securityGroups: [this.securityGroup], defaultPort: ec2.Port.tcp(this.port) });

    const executionRole = this.taskDefinition.obtainExecutionRole();
    this.repository?.grantPull(executionRole);
    // The first task needs all that the role is granted, also what is granted later: with nothing to go back to, its failure is the stack's.
    this.service.node.addDependency(executionRole);
    this._tell(ContainerVariable.PORT, String(props.containerPort ?? ContainerContract.DEFAULT_PORT));
    this._tell(ContainerVariable.AWS_REGION, Stack.of(this).region);
    this.container.node.addValidation({ validate: () => contradictions(this.container, this.told) });
    rollBackOn(this.service, () => this.rollbackAlarmNames);
    this._rollBackOn(...(props.deploymentAlarmNames ?? []));
    if (props.keepRevisions) keepRevisions(this.taskDefinition);
    acknowledgeTask(this.taskDefinition, props);
    adviseIsolated(this, props);
  }

  /** Takes releases back when one of these alarms begins. @internal */
  public _rollBackOn(...alarmNames: string[]): void {
    this.rollbackAlarmNames.push(...alarmNames);
  }

  /** Tells the container what is the platform's to say, and keeps others from saying otherwise. @internal */
  public _tell(variable: ContainerVariable, value: string): void {
    this.told.set(variable, value);
    this.container.addEnvironment(variable, value);
  }

  /** The role that the application has: what is granted to this construct is granted to it. */
  public get taskRole(): iam.IRole {
    return this.taskDefinition.taskRole;
  }

  /** The principal to grant permissions to: the task role. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.taskRole.grantPrincipal;
  }

  private makeLogGroup(props: PlatformComputeProps): logs.LogGroup {
    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention: props.logRetention ?? logs.RetentionDays.THREE_MONTHS,
      encryptionKey: props.encryptionKey,
      removalPolicy: removalFor(props.dataProtection).stateful,
    });
    if (!props.encryptionKey) acknowledgeServiceManagedLogs(logGroup);
    return logGroup;
  }

  private makeSecurityGroup(vpc: ec2.IVpc): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'The application: only what stands before it comes in',
      allowAllOutbound: false,
    });
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'AWS APIs, image registries and other services, over TLS');
    return group;
  }
}
