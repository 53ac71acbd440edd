import { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeLoadBalancer, acknowledgePlainListener, acknowledgePublic } from './acknowledged';
import { IngressExposure } from './ingress-options';
import { checkLogBucketEncryption } from './log-bucket-checks';
import { MAINTENANCE_PATH } from './maintenance-rule';
import type { PlatformIngressProps } from './platform-ingress';
import { ContainerContract } from '../compute/container-contract';
import { checkSubnets } from '../network/subnets';
import { acknowledgeManagedPolicy } from '../settings/acknowledge';
import { conflict } from '../settings/checks';
import { removalFor } from '../settings/removal';

export interface PlatformLoadBalancerProps extends PlatformIngressProps {
  readonly exposure: IngressExposure;
  /** Turns HTTPS on. */
  readonly certificate?: acm.ICertificate;
  /** Who is let in. */
  readonly peer: ec2.IPeer;
  /** What the header X-Origin-Verify must say. */
  readonly requiredHeaderValue?: string;
}

/** Of port 80, whatever it does: two listeners of one port cannot be there at once, not even during an update. */
const HTTP_LISTENER = 'HttpListener';

/** IP targets are registered with the container's port; this one is only a default, and another one would be another group. */
const TARGET_GROUP_PORT = 80;

/** Room for further rules before and after the production one. */
const PRODUCTION_PRIORITY = 100;

/** Before all others. */
const MAINTENANCE_PRIORITY = 1;

/** The load balancer, its rule to the tasks, the one of the maintenance page, and the target groups. */
export class PlatformLoadBalancer extends Construct {
  public readonly loadBalancer: elbv2.ApplicationLoadBalancer;
  public readonly listener: elbv2.ApplicationListener;
  public readonly productionRule: elbv2.ApplicationListenerRule;
  public readonly maintenanceRule: elbv2.ApplicationListenerRule;
  public readonly targetGroup: elbv2.ApplicationTargetGroup;
  public readonly alternateTargetGroup?: elbv2.ApplicationTargetGroup;
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly trafficRole?: iam.Role;

  constructor(scope: Construct, id: string, private readonly props: PlatformLoadBalancerProps) {
    super(scope, id);
    // A group for each protocol: in one and the same, CloudFront's prefix list would stand twice for a moment when a domain is added.
    this.securityGroup = new ec2.SecurityGroup(this, props.certificate ? 'HttpsSecurityGroup' : 'HttpSecurityGroup', {
      vpc: props.vpc,
      description: 'The load balancer: HTTP(S) comes in, only the tasks are reached',
      allowAllOutbound: false,
    });
    this.loadBalancer = this.makeLoadBalancer();
    this.listener = this.makeListener();

    this.targetGroup = this.makeTargetGroup('Targets');
    if (props.compute.movesTraffic) this.alternateTargetGroup = this.makeTargetGroup('AlternateTargets');
    this.productionRule = this.makeProductionRule();
    this.maintenanceRule = this.makeMaintenanceRule();
    if (this.alternateTargetGroup) this.trafficRole = this.makeTrafficRole();
    this.register();
  }

  private makeLoadBalancer(): elbv2.ApplicationLoadBalancer {
    const { props } = this;
    const internal = props.exposure === IngressExposure.VPC_ORIGIN;
    const need = { prop: internal ? 'network.taskSubnets' : 'network.publicSubnets', purpose: 'the load balancer', leastZones: 2 };
    const { PRIVATE_WITH_EGRESS, PUBLIC } = ec2.SubnetType;
    const vpcSubnets = (internal ? props.internalSubnets : props.publicSubnets) ?? { subnetType: internal ? PRIVATE_WITH_EGRESS : PUBLIC };
    const { hasPrivate, hasIsolated, onePerZone } = checkSubnets(props.vpc, vpcSubnets, need);
    if (!internal && (hasPrivate || hasIsolated)) throw conflict("'network.publicSubnets' must be public: the load balancer is on the internet");
    const loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: props.vpc,
      // ELB takes one subnet of a zone; an existing VPC may have several.
      vpcSubnets: onePerZone,
      internetFacing: !internal,
      securityGroup: this.securityGroup,
      idleTimeout: props.idleTimeout,
      deletionProtection: props.deletionProtection ?? removalFor(props.dataProtection).isProtected,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: elbv2.DesyncMitigationMode.DEFENSIVE,
    });
    if (props.logBucket) {
      checkLogBucketEncryption(props.logBucket);
      loadBalancer.logAccessLogs(props.logBucket, 'alb');
    }
    acknowledgeLoadBalancer(loadBalancer, props);
    return loadBalancer;
  }

  /** One port for CloudFront (its prefix list would not fit twice into the security group); 443 and a redirect for everybody. */
  private makeListener(): elbv2.ApplicationListener {
    const { certificate, sslPolicy, peer, exposure } = this.props;
    const port = certificate ? 443 : 80;
    this.securityGroup.addIngressRule(peer, ec2.Port.tcp(port), exposure === IngressExposure.PUBLIC ? 'Everybody, over TLS' : 'CloudFront');
    const listener = this.loadBalancer.addListener(certificate ? 'HttpsListener' : HTTP_LISTENER, {
      port,
      protocol: certificate ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP,
      certificates: certificate && [certificate],
      sslPolicy: certificate && (sslPolicy ?? elbv2.SslPolicy.RECOMMENDED_TLS),
      open: false,
      defaultAction: elbv2.ListenerAction.fixedResponse(403, { contentType: 'text/plain', messageBody: 'Forbidden' }),
    });
    if (!certificate) acknowledgePlainListener(listener);
    if (exposure === IngressExposure.PUBLIC) {
      this.securityGroup.addIngressRule(peer, ec2.Port.tcp(80), 'Everybody, to be redirected');
      const redirect = this.loadBalancer.addListener(HTTP_LISTENER, {
        port: 80,
        open: false,
        defaultAction: elbv2.ListenerAction.redirect({ port: '443', protocol: 'HTTPS', permanent: true }),
      });
      // Nobody is sent to a port that nothing listens on yet, when a load balancer without a certificate gets one.
      redirect.node.addDependency(listener);
      acknowledgePublic(this.securityGroup, redirect);
    }
    return listener;
  }

  private makeTargetGroup(id: string): elbv2.ApplicationTargetGroup {
    const { compute, vpc } = this.props;
    return new elbv2.ApplicationTargetGroup(this, id, {
      vpc,
      port: TARGET_GROUP_PORT,
      protocol: elbv2.ApplicationProtocol.HTTP,
      targetType: elbv2.TargetType.IP,
      // Requests that a task has begun are ended before it is told to stop.
      deregistrationDelay: compute.stopTimeout,
      healthCheck: {
        path: compute.healthCheckPath,
        healthyHttpCodes: '200',
        interval: Duration.seconds(15),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
      },
    });
  }

  /** An explicit rule with (where releases move traffic) a weighted forward: what ECS changes during a release. */
  private makeProductionRule(): elbv2.ApplicationListenerRule {
    const { requiredHeaderValue } = this.props;
    const rule = new elbv2.ApplicationListenerRule(this, 'ProductionRule', {
      listener: this.listener,
      priority: PRODUCTION_PRIORITY,
      conditions: [
        requiredHeaderValue
          ? elbv2.ListenerCondition.httpHeader(ContainerContract.ORIGIN_VERIFY_HEADER, [requiredHeaderValue])
          : elbv2.ListenerCondition.pathPatterns(['/*']),
      ],
      action: this.alternateTargetGroup
        ? elbv2.ListenerAction.weightedForward([
          { targetGroup: this.targetGroup, weight: 100 },
          { targetGroup: this.alternateTargetGroup, weight: 0 },
        ])
        : elbv2.ListenerAction.forward([this.targetGroup]),
    });
    // An update of the rule would set the weights back to the template's, and a change of tags must not be one (docs/decisions/009).
    if (this.alternateTargetGroup) (rule.node.defaultChild as elbv2.CfnListenerRule).addPropertyDeletionOverride('Tags');
    return rule;
  }

  /** Answers 503, which CloudFront turns into the maintenance page; runbooks change what it matches, and back. */
  private makeMaintenanceRule(): elbv2.ApplicationListenerRule {
    const rule = new elbv2.ApplicationListenerRule(this, 'MaintenanceRule', {
      listener: this.listener,
      priority: MAINTENANCE_PRIORITY,
      conditions: [elbv2.ListenerCondition.pathPatterns([MAINTENANCE_PATH])],
      action: elbv2.ListenerAction.fixedResponse(503, { contentType: 'text/plain', messageBody: 'Down for maintenance' }),
    });
    // An update of the rule would turn the page off, and a change of tags must not be one.
    (rule.node.defaultChild as elbv2.CfnListenerRule).addPropertyDeletionOverride('Tags');
    return rule;
  }

  /** What ECS moves the traffic with during a release. */
  private makeTrafficRole(): iam.Role {
    const policy = iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForLoadBalancers');
    const role = new iam.Role(this, 'TrafficRole', {
      description: 'Moves traffic between the target groups during a release',
      assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
      managedPolicies: [policy],
    });
    acknowledgeManagedPolicy(role, policy, 'AWS keeps this policy for this one purpose, and ECS asks for it by name.');
    return role;
  }

  private register(): void {
    const { service, container } = this.props.compute;
    const target = {
      containerName: container.containerName,
      containerPort: container.containerPort,
      alternateTarget: this.alternateTargetGroup && new ecs.AlternateTarget('AlternateTarget', {
        alternateTargetGroup: this.alternateTargetGroup,
        role: this.trafficRole,
        productionListener: ecs.ListenerRuleConfiguration.applicationListenerRule(this.productionRule),
      }),
    };
    this.targetGroup.addTarget(service.loadBalancerTarget(target));
    // ECS refuses a service whose target group no listener uses yet.
    service.node.addDependency(this.productionRule);
  }
}
