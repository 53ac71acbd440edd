import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PlatformDatabase, type PlatformDatabaseProps } from '../../src';
import { makeStack } from '../helpers/platform';

/** A VPC with the three kinds of subnets that the platform's own has. */
export function makeVpc(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', {
    natGateways: 1,
    subnetConfiguration: [
      { name: 'public', subnetType: ec2.SubnetType.PUBLIC },
      { name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    ],
  });
}

/** The database in its stack. Nothing may be added to the stack once its template has been read. */
export function makeDatabase(props: Partial<PlatformDatabaseProps> = {}, stack: Stack = makeStack()) {
  const vpc = props.vpc ?? makeVpc(stack);
  const database = new PlatformDatabase(stack, 'Database', { vpc, ...props });
  return {
    stack,
    vpc,
    database,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

/** The instance that is no replica, whole. */
export function instanceIn(template: Template): any {
  return oneOf(template, (properties) => properties.SourceDBInstanceIdentifier === undefined);
}

/** The replica, whole. */
export function replicaIn(template: Template): any {
  return oneOf(template, (properties) => properties.SourceDBInstanceIdentifier !== undefined);
}

/** The properties of the instance that these props make. */
export function instanceProps(props: Partial<PlatformDatabaseProps> = {}, stack?: Stack): any {
  return instanceIn(makeDatabase(props, stack).template).Properties;
}

function oneOf(template: Template, wanted: (properties: any) => boolean): any {
  const found = Object.values(template.findResources('AWS::RDS::DBInstance')).filter(({ Properties }) => wanted(Properties));
  if (found.length !== 1) throw new Error(`expected one such instance, found ${found.length}`);
  return found[0];
}
