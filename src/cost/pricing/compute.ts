import { type Charge, free, isFirst, notes, type Priced, type PricingContext, scheduleNote } from './charge';
import { taskCount, taskSizeOf } from './tasks';
import { CostKind } from '../bill';
import { amountOf, isOn, listOf, refersTo, type TemplateResource, textOf } from '../template-resources';

const { FIXED, USAGE } = CostKind;

/** Custom metrics that EC2's detailed monitoring is charged as. @see https://aws.amazon.com/cloudwatch/pricing/ */
const DETAILED_METRICS = 7;

/** What the agent of the platform's instance measures: the disk, by itself and by instance, and the memory. */
const AGENT_METRICS = 3;

/** GB of the root volume of Amazon Linux 2023's images, where the template leaves it to the image. */
const AMAZON_LINUX_GB = 8;

/** Fargate tasks belong to their service, whose properties say how many there are. */
export function ecsService(service: TemplateResource, context: PricingContext): Priced {
  const egress = isFirst(service, context) ? egressCharges(context) : [];
  const { properties } = service;
  const providers = listOf<{ CapacityProvider?: unknown }>(properties.CapacityProviderStrategy).map(({ CapacityProvider: name }) => textOf(name));
  if (properties.LaunchType !== 'FARGATE' && !providers.some((name) => name.startsWith('FARGATE'))) {
    return egress.length > 0 ? egress : free('its tasks run on instances, which are charged');
  }
  const size = taskSizeOf(service, context);
  if (!size) return [{ item: 'tasks', kind: FIXED, priceId: 'fargate.unknownSize', quantity: NaN }, ...egress];
  const spot = providers.includes('FARGATE_SPOT');
  const tasks = taskCount(service, context);
  const each = tasks === 1 ? 'one task' : `each of ${tasks} tasks`;
  const taskHours = tasks * context.hours(service);
  const { vcpu, gb, processor, extraStorageGb } = size;
  const price = `fargate.${spot ? 'spot.' : ''}${processor}`;
  const note = notes(scheduleNote(service, context), spot && 'Spot prices change: none is known');
  const common = { kind: FIXED, ...note };
  const isPublic = properties.NetworkConfiguration?.AwsvpcConfiguration?.AssignPublicIp === 'ENABLED';
  return [
    { ...common, item: `${vcpu} vCPU ${processor}, ${each}`, priceId: `${price}.vcpu`, quantity: vcpu * taskHours, unit: 'vCPU-hour' },
    { ...common, item: `${gb} GB of memory, ${each}`, priceId: `${price}.memory`, quantity: gb * taskHours, unit: 'GB-hour' },
    { item: 'storage beyond 20 GB a task', kind: FIXED, priceId: 'fargate.storage', quantity: extraStorageGb * taskHours, unit: 'GB-hour' },
    ...(isPublic ? [{ item: 'public IPv4 address of each task', kind: FIXED, priceId: 'ipv4.hours', quantity: taskHours, ...note }] : []),
    ...egress,
  ];
}

function egressCharges({ figures }: PricingContext): Charge[] {
  if (figures.egress === 0) return [];
  const note = 'as if all of it were sent to the internet: what comes in, and what goes to AWS in the same region, is free';
  return [{ item: 'data sent by tasks', kind: USAGE, priceId: 'transfer.internet', quantity: figures.egress, allowance: 'egress', note }];
}

export function instance(resource: TemplateResource, context: PricingContext): Priced {
  const { InstanceType: type, Monitoring: monitoring } = resource.properties;
  const hours = context.hours(resource);
  const note = notes(scheduleNote(resource, context));
  const share = hours / context.figures.hours;
  const metrics = DETAILED_METRICS * share;
  const monitored: Charge = {
    item: 'detailed monitoring', kind: FIXED, priceId: 'cloudwatch.metric', quantity: metrics, allowance: 'metrics', ...note,
  };
  return [
    { item: textOf(type), kind: FIXED, priceId: `ec2.${textOf(type)}`, quantity: hours, ...note },
    ...volumes(resource),
    ...(isOn(monitoring) ? [monitored] : []),
    ...(textOf(resource.properties.UserData).includes('amazon-cloudwatch-agent') ? [{ ...monitored, item: 'metrics of the CloudWatch agent', quantity: share * AGENT_METRICS }] : []),
    ...(hasOwnAddress(resource, context) ? [{ item: 'public IPv4 address', kind: FIXED, priceId: 'ipv4.hours', quantity: hours, ...note }] : []),
  ];
}

/** Disks cost the same while their instance is stopped. */
function volumes({ properties }: TemplateResource): Charge[] {
  const ofImage = /al2023-ami|al2023ami/.test(textOf(properties.ImageId)) ? AMAZON_LINUX_GB : undefined;
  const mappings = listOf<{ Ebs?: { VolumeSize?: unknown; VolumeType?: string; Iops?: unknown } }>(properties.BlockDeviceMappings);
  return mappings.flatMap(({ Ebs: ebs }): Charge[] => {
    if (!ebs) return [];
    const size = ebs.VolumeSize === undefined ? ofImage : amountOf(ebs.VolumeSize, NaN);
    const kind = ebs.VolumeType ?? 'gp2';
    const common = { item: `${kind} disk`, kind: FIXED, unit: 'GB-month' };
    if (size === undefined) return [{ ...common, priceId: 'ebs.unknownSize', quantity: 1, unit: 'month', note: 'its size is not in the template' }];
    const note = notes(ebs.VolumeSize === undefined && `as large as Amazon Linux 2023's: ${size} GB`);
    const fast: Charge = { item: 'operations of the disk beyond the baseline', kind: FIXED, priceId: 'ebs.iops', quantity: 1, unit: 'month' };
    return [{ ...common, priceId: `ebs.${kind}`, quantity: size, ...note }, ...(ebs.Iops === undefined ? [] : [fast])];
  });
}

/** An Elastic IP address is charged itself, and takes the place of the address that the subnet gives. */
function hasOwnAddress(resource: TemplateResource, { resources }: PricingContext): boolean {
  const interfaces = listOf<{ AssociatePublicIpAddress?: unknown; SubnetId?: unknown }>(resource.properties.NetworkInterfaces);
  if (resources.some(({ type, properties }) => /^AWS::EC2::EIP(Association)?$/.test(type) && refersTo(properties.InstanceId, resource))) return false;
  if (interfaces.some(({ AssociatePublicIpAddress: asked }) => asked !== undefined)) {
    return interfaces.some(({ AssociatePublicIpAddress: asked }) => isOn(asked));
  }
  const subnetId = resource.properties.SubnetId ?? interfaces[0]?.SubnetId;
  const subnet = resources.find((other) => other.type === 'AWS::EC2::Subnet' && refersTo(subnetId, other));
  return isOn(subnet?.properties.MapPublicIpOnLaunch);
}

/** Metrics of Container Insights for one service on Fargate: 10 by cluster, service and task family, 5 of the service, 2 of the cluster. */
const INSIGHTS_METRICS = 37;
const INSIGHTS_NOTE = 'an estimate: the combinations of metric and dimensions that AWS documents for one service on Fargate';

export function cluster({ properties }: TemplateResource): Priced {
  const settings = listOf<{ Name?: string; Value?: string }>(properties.ClusterSettings);
  const insights = settings.find(({ Name: name }) => name === 'containerInsights')?.Value ?? 'disabled';
  if (insights === 'disabled') return free('a cluster is free of charge, what runs in it is charged');
  const common = { item: `Container Insights, ${insights}`, kind: FIXED };
  if (insights !== 'enabled') {
    return [{ ...common, priceId: 'cloudwatch.enhancedInsights', quantity: 1, unit: 'month', note: 'by metrics of each task and container' }];
  }
  return [{ ...common, priceId: 'cloudwatch.metric', quantity: INSIGHTS_METRICS, allowance: 'metrics', note: INSIGHTS_NOTE }];
}
