import { Duration, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { containerOf, makeCompute, serviceOf } from './make-compute';
import { ComputeCapacity, type ComputeOptions } from '../../src';
import { makeStack } from '../helpers/platform';

const { ROLLING, BLUE_GREEN, CANARY, LINEAR } = ecs.DeploymentStrategy;
const capacity = ComputeCapacity.ec2Instance();
const minutes = Duration.minutes;
const seconds = Duration.seconds;

/** Rows that a test is named by their message. */
const messages = (rows: [ComputeOptions, string][]) => rows.map(([options, message]): [string, ComputeOptions] => [message, options]);

/** Rows that a test is named by, with durations as people write them. */
const named = (rows: ComputeOptions[]) =>
  rows.map((options): [string, ComputeOptions] => {
    const shown = Object.entries(options).map(([prop, value]) => `${prop} ${value instanceof Duration ? value.toHumanString() : value}`);
    return [shown.join(', '), options];
  });

describe('R1.1 values out of range are named', () => {
  test.each(messages([
    [{ containerPort: 0 }, "'compute.containerPort' must be a whole number from 1 to 65535, got 0"],
    [{ containerPort: 65536 }, "'compute.containerPort' must be a whole number from 1 to 65535, got 65536"],
    [{ containerPort: 80.5 }, "'compute.containerPort' must be a whole number from 1 to 65535, got 80.5"],
    [{ containerPort: 1023 }, "'compute.containerPort' must be 1024 or more unless 'compute.user' may open lower ports, got 1023"],
    [{ containerPort: 80, user: '1000' }, "'compute.containerPort' must be 1024 or more unless 'compute.user' may open lower ports, got 80"],
    [{ healthCheckPath: 'health' }, "'compute.healthCheckPath' must be a path that starts with '/', got 'health'"],
    [{ healthCheckPath: '/a b' }, "'compute.healthCheckPath' must be a path that starts with '/', got '/a b'"],
    [{ healthCheckGracePeriod: seconds(3601) }, "'compute.healthCheckGracePeriod' must be a whole number of seconds from 0 to 3600, got '3601 seconds'"],
    [{ stopTimeout: seconds(1) }, "'compute.stopTimeout' must be a whole number of seconds from 2 to 120, got '1 seconds'"],
    [{ stopTimeout: seconds(121) }, "'compute.stopTimeout' must be a whole number of seconds from 2 to 120, got '121 seconds'"],
    [{ user: 'a b' }, "'compute.user' must be 'user', 'user:group' or 'image', got 'a b'"],
    [{ user: '' }, "'compute.user' must be 'user', 'user:group' or 'image', got ''"],
    [{ user: '1:2:3' }, "'compute.user' must be 'user', 'user:group' or 'image', got '1:2:3'"],
    [{ writablePaths: ['tmp'] }, "'compute.writablePaths' must be absolute paths, got 'tmp'"],
    [{ writablePaths: ['/tmp', '/a:b'] }, "'compute.writablePaths' must be absolute paths, got '/a:b'"],
    [{ minTasks: 0 }, "'compute.minTasks' must be a whole number from 1 to 100, got 0"],
    [{ minTasks: 101 }, "'compute.minTasks' must be a whole number from 1 to 100, got 101"],
    [{ minTasks: 3, maxTasks: 2 }, "'compute.maxTasks' must be a whole number from 3 to 100, got 2"],
    [{ maxTasks: 101 }, "'compute.maxTasks' must be a whole number from 1 to 100, got 101"],
    [{ scaleOutCpuPercent: 1 }, "'compute.scaleOutCpuPercent' must be a whole number from 2 to 99, got 1"],
    [{ scaleOutCpuPercent: 100 }, "'compute.scaleOutCpuPercent' must be a whole number from 2 to 99, got 100"],
    [{ scaleInCpuPercent: 0 }, "'compute.scaleInCpuPercent' must be a whole number from 1 to 69, got 0"],
    [{ scaleInCpuPercent: 70 }, "'compute.scaleInCpuPercent' must be a whole number from 1 to 69, got 70"],
    [{ scaleOutCpuPercent: 50, scaleInCpuPercent: 50 }, "'compute.scaleInCpuPercent' must be a whole number from 1 to 49, got 50"],
    [{ deploymentStrategy: BLUE_GREEN, bakeTime: minutes(1441) }, "'compute.bakeTime' must be a whole number of minutes from 0 to 1440, got '1441 minutes'"],
    [{ deploymentStrategy: LINEAR, trafficStepTime: minutes(1441) }, "'compute.trafficStepTime' must be a whole number of minutes from 0 to 1440, got '1441 minutes'"],
    [{ deploymentStrategy: LINEAR, trafficStepTime: seconds(90) }, "'compute.trafficStepTime' must be a whole number of minutes from 0 to 1440, got '1.5 minutes'"],
    [{ deploymentStrategy: LINEAR, trafficStepPercent: 2.9 }, "'compute.trafficStepPercent' must be from 3 to 100 with LINEAR, in tenths, got 2.9"],
    [{ deploymentStrategy: LINEAR, trafficStepPercent: 101 }, "'compute.trafficStepPercent' must be from 3 to 100 with LINEAR, in tenths, got 101"],
    [{ deploymentStrategy: CANARY, trafficStepPercent: 0.05 }, "'compute.trafficStepPercent' must be from 0.1 to 100 with CANARY, in tenths, got 0.05"],
  ]))('%s', (message, options) => {
    expect(() => makeCompute(options)).toThrow(`cdk-pdf-web-platform: ${message}`);
  });
});

describe('R1.1 the ends of the ranges are in them', () => {
  test.each(named([
    { containerPort: 1024 },
    { containerPort: 65535 },
    { containerPort: 1, user: 'root' },
    { containerPort: 80, user: '0:0' },
    { containerPort: 80, user: 'image' },
    { healthCheckPath: '/' },
    { healthCheckGracePeriod: seconds(0) },
    { healthCheckGracePeriod: Duration.hours(1) },
    { stopTimeout: seconds(2) },
    { stopTimeout: seconds(120) },
    { minTasks: 1, maxTasks: 1 },
    { minTasks: 100, maxTasks: 100 },
    { scaleOutCpuPercent: 2, scaleInCpuPercent: 1 },
    { scaleOutCpuPercent: 99, scaleInCpuPercent: 98 },
    { deploymentStrategy: BLUE_GREEN, bakeTime: minutes(0) },
    { deploymentStrategy: BLUE_GREEN, bakeTime: minutes(1440) },
    { deploymentStrategy: LINEAR, trafficStepPercent: 3, trafficStepTime: minutes(0) },
    { deploymentStrategy: LINEAR, trafficStepPercent: 100, trafficStepTime: minutes(1440) },
    { deploymentStrategy: CANARY, trafficStepPercent: 0.1 },
  ]))('%s', (_name, options) => {
    makeCompute(options).template.resourceCountIs('AWS::ECS::Service', 1);
  });
});

describe('R1.1 options that exclude each other', () => {
  test.each(messages([
    [{ bakeTime: minutes(5) }, "'compute.bakeTime' needs a deployment strategy other than ROLLING"],
    [{ deploymentStrategy: ROLLING, bakeTime: minutes(0) }, "'compute.bakeTime' needs a deployment strategy other than ROLLING"],
    [{ trafficStepPercent: 10 }, "'compute.trafficStepPercent' needs the deployment strategy LINEAR or CANARY"],
    [{ deploymentStrategy: BLUE_GREEN, trafficStepPercent: 10 }, "'compute.trafficStepPercent' needs the deployment strategy LINEAR or CANARY"],
    [{ deploymentStrategy: BLUE_GREEN, trafficStepTime: minutes(1) }, "'compute.trafficStepTime' needs the deployment strategy LINEAR or CANARY"],
    [{ capacity, minTasks: 2 }, "'compute.minTasks' must be 1 on one EC2 instance, got 2"],
    [{ capacity, maxTasks: 3 }, "'compute.maxTasks' must be 1 on one EC2 instance, got 3"],
    [{ capacity, scaleOutCpuPercent: 70 }, "'compute.scaleOutCpuPercent' has no effect on one EC2 instance"],
    [{ capacity, scaleInCpuPercent: 30 }, "'compute.scaleInCpuPercent' has no effect on one EC2 instance"],
    [{ capacity, deploymentStrategy: BLUE_GREEN }, "'compute.deploymentStrategy' must be ROLLING on one EC2 instance, got 'BLUE_GREEN'"],
  ]))('%s', (message, options) => {
    expect(() => makeCompute(options)).toThrow(`cdk-pdf-web-platform: ${message}`);
  });

  test('one instance says what is so anyway without complaint', () => {
    const { template } = makeCompute({ capacity, minTasks: 1, maxTasks: 1, deploymentStrategy: ROLLING });
    expect(serviceOf(template).DesiredCount).toBe(1);
  });

  test('an existing cluster takes no instance and no insights', () => {
    const stack = makeStack();
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'ClusterVpc') });
    expect(() => makeCompute({ capacity, cluster }, stack)).toThrow(
      "cdk-pdf-web-platform: 'compute.cluster' cannot be combined with ComputeCapacity.ec2Instance",
    );
    expect(() => makeCompute({ cluster, containerInsights: ecs.ContainerInsights.ENABLED, vpc: cluster.vpc }, makeStack())).toThrow(
      "cdk-pdf-web-platform: 'compute.containerInsights' cannot be combined with 'compute.cluster'",
    );
  });
});

describe('R1.1 what is known at deployment passes', () => {
  const number = Token.asNumber({ Ref: 'Number' });

  test('durations', () => {
    const { template } = makeCompute({
      deploymentStrategy: LINEAR,
      bakeTime: minutes(number),
      trafficStepTime: minutes(number),
      trafficStepPercent: number,
      stopTimeout: seconds(number),
      healthCheckGracePeriod: seconds(number),
    });
    expect(serviceOf(template)).toMatchObject({
      HealthCheckGracePeriodSeconds: { Ref: 'Number' },
      DeploymentConfiguration: {
        BakeTimeInMinutes: { Ref: 'Number' },
        LinearConfiguration: { StepPercent: { Ref: 'Number' }, StepBakeTimeInMinutes: { Ref: 'Number' } },
      },
    });
    expect(containerOf(template).StopTimeout).toEqual({ Ref: 'Number' });
  });

  test('strings', () => {
    const text = Token.asString({ Ref: 'Text' });
    const { template, compute, stack } = makeCompute({ user: text, healthCheckPath: text });
    expect(containerOf(template).User).toEqual({ Ref: 'Text' });
    expect(stack.resolve(compute.healthCheckPath)).toEqual({ Ref: 'Text' });
  });

  test('numbers of tasks', () => {
    makeCompute({ minTasks: number, maxTasks: number }).template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      MinCapacity: { Ref: 'Number' }, MaxCapacity: { Ref: 'Number' },
    });
  });
});
