import { resourcesOf, type SynthesizedPlatform, type SynthesizedStack, type Template } from '../assembly';

/** A subnet, and where it is drawn. */
export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly kind: 'Public' | 'Private' | 'Isolated';
  readonly zone: number;
  readonly cidr: string;
}

/** Something that stands in subnets. */
export interface Placed {
  readonly title: string;
  readonly details: string;
  readonly subnets: string[];
  /** Who reaches it from the internet, where it has a public address. */
  readonly reachedBy?: string;
  /** Whether it only appears when it is needed. */
  readonly standby?: boolean;
}

/** What a platform's templates make, as a picture tells it. */
export interface Architecture {
  readonly region: string;
  readonly host: string;
  readonly firewallRules?: number;
  readonly certificate: boolean;
  readonly supportStack?: string;
  readonly origin: string;
  readonly maintenancePage: boolean;
  readonly vpcCidr: string;
  readonly subnets: Subnet[];
  readonly loadBalancer?: Placed;
  readonly tasks: Placed[];
  readonly databases: Placed[];
  readonly nats: Placed[];
  readonly port: number;
  readonly services: { title: string; details: string }[];
}

export function architectureOf({ main, support }: SynthesizedPlatform): Architecture {
  const { template } = main;
  const everywhere = [template, ...support.map((stack) => stack.template)];
  const { DistributionConfig: distribution } = first(template, 'AWS::CloudFront::Distribution')!;
  const balancer = first(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  const webAcl = everywhere.map((each) => first(each, 'AWS::WAFv2::WebACL')).find(Boolean);
  const [vpc] = resourcesOf(template, 'AWS::EC2::VPC');
  const [container] = first(template, 'AWS::ECS::TaskDefinition')!.ContainerDefinitions;

  return {
    region: main.region,
    host: distribution.Aliases?.[0] ?? 'd….cloudfront.net',
    firewallRules: webAcl?.Rules.length,
    certificate: distribution.ViewerCertificate !== undefined,
    supportStack: support.find((stack) => stack.region === 'us-east-1' && ['AWS::WAFv2::WebACL', 'AWS::CertificateManager::Certificate'].some((type) => first(stack.template, type)))?.name,
    origin: originOf(template, distribution.Origins[0]),
    maintenancePage: distribution.CustomErrorResponses !== undefined,
    vpcCidr: vpc.properties.CidrBlock,
    subnets: subnetsOf(template),
    loadBalancer: balancer && {
      title: 'Application Load Balancer',
      details: balancer.Scheme === 'internal' ? 'internal, no public address' : 'a public address in each zone',
      subnets: balancer.Subnets.map((each: any) => each.Ref),
      reachedBy: balancer.Scheme === 'internal' ? undefined : reachedBy(template, balancer.SecurityGroups),
    },
    tasks: tasksOf(template),
    databases: databasesOf(template),
    nats: resourcesOf(template, 'AWS::EC2::NatGateway').map(({ properties }) => ({
      title: 'NAT gateway', details: 'for private subnets', subnets: [properties.SubnetId.Ref], reachedBy: 'out only',
    })),
    port: container.PortMappings[0].ContainerPort,
    services: [...servicesOf(template), ...recoveryOf(support)],
  };
}

function first(template: Template, type: string): Record<string, any> | undefined {
  return resourcesOf(template, type)[0]?.properties;
}

function subnetsOf(template: Template): Subnet[] {
  const subnets = resourcesOf(template, 'AWS::EC2::Subnet').map(({ id, properties }) => {
    const tag = (name: string) => properties.Tags.find(({ Key }: any) => Key === `aws-cdk:${name}`)?.Value;
    return { id, name: tag('subnet-name'), kind: tag('subnet-type'), zone: properties.AvailabilityZone['Fn::Select'][0], cidr: properties.CidrBlock };
  });
  const order = ['Public', 'Private', 'Isolated'];
  return subnets.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.zone - b.zone);
}

function originOf(template: Template, origin: any): string {
  const locked = origin.OriginCustomHeaders ? ' + secret header' : '';
  if (origin.VpcOriginConfig) {
    const { OriginProtocolPolicy } = first(template, 'AWS::CloudFront::VpcOrigin')!.VpcOriginEndpointConfig;
    return `VPC origin, ${protocol(OriginProtocolPolicy)}${locked}`;
  }
  return `${protocol(origin.CustomOriginConfig.OriginProtocolPolicy)}${locked}`;
}

const protocol = (policy: string) => (policy === 'https-only' ? 'HTTPS' : 'HTTP');

function tasksOf(template: Template): Placed[] {
  const [instance] = resourcesOf(template, 'AWS::EC2::Instance');
  if (instance) {
    const { InstanceType, SubnetId, SecurityGroupIds } = instance.properties;
    return [{ title: 'ECS on one instance', details: `${InstanceType}, 1 task`, subnets: [SubnetId.Ref], reachedBy: reachedBy(template, SecurityGroupIds) }];
  }
  const { Cpu, Memory, RuntimePlatform } = first(template, 'AWS::ECS::TaskDefinition')!;
  const { AssignPublicIp, Subnets, SecurityGroups } = first(template, 'AWS::ECS::Service')!.NetworkConfiguration.AwsvpcConfiguration;
  const { MinCapacity, MaxCapacity } = first(template, 'AWS::ApplicationAutoScaling::ScalableTarget')!;
  const details = `${Number(Cpu) / 1024} vCPU, ${Number(Memory) / 1024} GB${RuntimePlatform?.CpuArchitecture === 'ARM64' ? ', ARM' : ''}`;
  return Subnets.map(({ Ref }: any, at: number) => ({
    title: `Fargate task${at === 0 ? ` (${MinCapacity}–${MaxCapacity} in all)` : ''}`,
    details,
    subnets: [Ref],
    reachedBy: AssignPublicIp === 'ENABLED' ? reachedBy(template, SecurityGroups) : undefined,
    standby: at >= MinCapacity,
  }));
}

function databasesOf(template: Template): Placed[] {
  const group = first(template, 'AWS::RDS::DBSubnetGroup');
  if (!group) return [];
  const subnets: string[] = group.SubnetIds.map((each: any) => each.Ref);
  return resourcesOf(template, 'AWS::RDS::DBInstance').flatMap(({ properties }) => {
    const { DBInstanceClass, EngineVersion, MultiAZ, SourceDBInstanceIdentifier } = properties;
    if (SourceDBInstanceIdentifier) return [{ title: 'RDS read replica', details: DBInstanceClass, subnets: [subnets.at(-1)!] }];
    return [
      { title: `RDS MySQL ${EngineVersion}`, details: `${DBInstanceClass}${MultiAZ ? ', primary' : ''}`, subnets: [subnets[0]] },
      ...(MultiAZ ? [{ title: 'RDS standby', details: 'takes over by itself', subnets: [subnets[1]], standby: true }] : []),
    ];
  });
}

/** Who the security groups let in from the internet, by their rules. */
function reachedBy(template: Template, groups: any[]): string {
  const ids = groups.map((group) => group['Fn::GetAtt'][0]);
  const rules = [
    ...ids.flatMap((id) => template.Resources[id].Properties?.SecurityGroupIngress ?? []),
    ...resourcesOf(template, 'AWS::EC2::SecurityGroupIngress').map(({ properties }) => properties).filter(({ GroupId }) => ids.includes(GroupId['Fn::GetAtt']?.[0])),
  ];
  if (rules.some(({ CidrIp, CidrIpv6 }) => CidrIp === '0.0.0.0/0' || CidrIpv6 === '::/0')) return 'everybody';
  return rules.some(({ SourcePrefixListId }) => SourcePrefixListId) ? 'CloudFront only' : 'nobody gets in';
}

function servicesOf(template: Template): { title: string; details: string }[] {
  const bucketOf = (output: string) => {
    const { Value } = Object.entries(template.Outputs ?? {}).find(([id]) => id.includes(output))?.[1] ?? {};
    return Value && template.Resources[Value.Ref];
  };
  const key = resourcesOf(template, 'AWS::KMS::Key').length > 0;
  const kept = (resource?: { DeletionPolicy?: string }) => (resource?.DeletionPolicy?.startsWith('Retain') ? 'kept when the stack goes' : 'goes with the stack');
  const count = (type: string, one: string, many: string) => {
    const { length } = resourcesOf(template, type);
    return length === 1 ? `1 ${one}` : `${length} ${many}`;
  };
  const runbooks = resourcesOf(template, 'AWS::SSM::Document').filter(({ id }) => id.includes('Runbooks')).length;
  return [
    { title: 'S3: PDFs', details: `versioned, ${kept(bucketOf('PdfBucketName'))}` },
    ...(bucketOf('MaintenanceBucketName') ? [{ title: 'S3: maintenance page', details: 'when the app is out of reach' }] : []),
    ...(bucketOf('LogBucketName') ? [{ title: 'S3: access logs', details: kept(bucketOf('LogBucketName')) }] : []),
    ...(bucketOf('ConfigurationBucketName') ? [{ title: 'S3: configuration', details: 'every version of the files' }] : []),
    { title: 'ECR: images', details: 'immutable tags, scanned on push' },
    { title: 'Secrets Manager', details: `${count('AWS::SecretsManager::Secret', 'secret', 'secrets')}${resourcesOf(template, 'AWS::SecretsManager::RotationSchedule').length ? ', rotated' : ''}` },
    { title: 'CloudWatch', details: `${count('AWS::Logs::LogGroup', 'log group', 'log groups')}, ${count('AWS::CloudWatch::Alarm', 'alarm', 'alarms')}` },
    { title: 'KMS', details: key ? 'a key of its own, rotated' : 'AWS managed keys' },
    ...(first(template, 'AWS::Backup::BackupPlan')
      ? [{ title: 'AWS Backup', details: `${rulesOf(template)}${first(template, 'AWS::Backup::RestoreTestingPlan') ? ', restore tests' : ''}` }]
      : []),
    ...(runbooks > 0 ? [{ title: 'Systems Manager', details: `${runbooks} runbooks` }] : []),
    ...(first(template, 'AWS::FIS::ExperimentTemplate') ? [{ title: 'Fault Injection Service', details: `${count('AWS::FIS::ExperimentTemplate', 'drill', 'drills')}, never by itself` }] : []),
  ];
}

function rulesOf(template: Template): string {
  const { BackupPlan: plan } = first(template, 'AWS::Backup::BackupPlan')!;
  return plan.BackupPlanRule.map(({ RuleName }: any) => RuleName.toLowerCase()).join(' and ');
}

/** What is copied to the recovery region, if there is one. */
function recoveryOf(support: SynthesizedStack[]): { title: string; details: string }[] {
  const stack = support.find(({ template }) => first(template, 'AWS::Backup::BackupVault'));
  if (!stack) return [];
  return [{ title: `Recovery: ${stack.region}`, details: 'PDFs, files, backups, secret' }];
}
