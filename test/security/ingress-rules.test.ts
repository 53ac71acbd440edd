import { CASES, type Place, resourcesAt } from '../helpers/configurations';

/** Every ingress rule of an app as 'group <- source :ports', with logical ids shortened to the room and thing they name. */
function ingressRules(preset: string, place: Place): string[] {
  const short = (value: any): string => {
    const id: string = value?.['Fn::GetAtt']?.[0] ?? value?.Ref ?? String(value);
    return id.replace(/^Platform/, '').replace(/[0-9A-F]{8}$/, '');
  };
  const source = (rule: any) =>
    rule.SourcePrefixListId ? 'CloudFront' : rule.SourceSecurityGroupId ? short(rule.SourceSecurityGroupId) : (rule.CidrIp ?? rule.CidrIpv6 ?? JSON.stringify(rule));
  const line = (group: string, rule: any) => `${group} <- ${source(rule)} :${rule.FromPort}-${rule.ToPort}/${rule.IpProtocol}`;
  return resourcesAt(preset, place)
    .flatMap(({ id, type, properties }) => {
      if (type === 'AWS::EC2::SecurityGroup') return (properties.SecurityGroupIngress ?? []).map((rule: any) => line(short({ Ref: id }), rule));
      if (type === 'AWS::EC2::SecurityGroupIngress') return [line(short(properties.GroupId), properties)];
      return [];
    })
    .sort();
}

const alb = (scheme: 'Public' | 'Internal', { hasDomain }: Place) => `Ingress${scheme}${hasDomain ? 'Https' : 'Http'}SecurityGroup`;
const TASKS = 'ComputeSecurityGroup';
const DATABASE = 'DatabaseSecurityGroup';
const ROTATION = 'DatabaseSecretRotationSecurityGroup';

/** The complete list: a rule that is not here must not be in any template. */
const EXPECTED: Record<string, (place: Place) => string[]> = {
  dev: () => [`${TASKS} <- CloudFront :80-80/tcp`, `${DATABASE} <- ${TASKS} :3306-3306/tcp`],
  prodLean: (place) => [
    `${alb('Internal', place)} <- CloudFront :${place.hasDomain ? '443-443' : '80-80'}/tcp`,
    `${TASKS} <- ${alb('Internal', place)} :8080-8080/tcp`,
    `${DATABASE} <- ${TASKS} :3306-3306/tcp`,
  ],
  prod: (place) => [
    `${alb('Public', place)} <- CloudFront :${place.hasDomain ? '443-443' : '80-80'}/tcp`,
    `${TASKS} <- ${alb('Public', place)} :8080-8080/tcp`,
    `${DATABASE} <- ${TASKS} :3306-3306/tcp`,
    `${DATABASE} <- ${ROTATION} :3306-3306/tcp`,
  ],
};

describe('R3.1 security groups: exactly these ingress rules', () => {
  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery', ({ preset, ...place }) => {
    expect(ingressRules(preset, place)).toEqual(EXPECTED[preset](place).sort());
  });

  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery: the prefix list, which weighs 55 of 60 rules, stands once in a group', ({ preset, ...place }) => {
    for (const { type, properties } of resourcesAt(preset, place)) {
      if (type !== 'AWS::EC2::SecurityGroup') continue;
      const withPrefixList = (properties.SecurityGroupIngress ?? []).filter((rule: any) => rule.SourcePrefixListId);
      expect(withPrefixList.length).toBeLessThanOrEqual(1);
    }
  });
});

describe('R3.1 nothing is public but the edge', () => {
  test.each(CASES)('$preset in $region, domain $hasDomain, recovery region $recovery', ({ preset, ...place }) => {
    const isPublic = resourcesAt(preset, place).flatMap(({ type, properties }) => {
      if (type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && properties.Scheme === 'internet-facing') return ['internet-facing load balancer'];
      if (type === 'AWS::RDS::DBInstance' && properties.PubliclyAccessible !== false) return ['public database'];
      if (type === 'AWS::ECS::Service' && properties.NetworkConfiguration?.AwsvpcConfiguration.AssignPublicIp === 'ENABLED') return ['tasks with public addresses'];
      if (type === 'AWS::EC2::EIPAssociation') return ['instance with a public address'];
      if (type === 'AWS::EC2::Subnet' && properties.MapPublicIpOnLaunch === true) return ['subnet that gives public addresses'];
      if (type === 'AWS::S3::Bucket' && Object.values(properties.PublicAccessBlockConfiguration ?? {}).filter(Boolean).length !== 4) return ['bucket without public access block'];
      if (type === 'AWS::ECR::PublicRepository' || (type === 'AWS::Lambda::Url')) return [type];
      return [];
    });
    expect(isPublic).toEqual(
      { dev: ['instance with a public address'], prodLean: ['tasks with public addresses'], prod: ['internet-facing load balancer'] }[preset],
    );
  });
});
