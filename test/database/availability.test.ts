import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { instanceIn, instanceProps, makeDatabase, replicaIn } from './database';
import { DataProtection, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

describe('R4.2 Multi-AZ', () => {
  test('is the default; multiAz: false switches it off', () => {
    expect(instanceProps().MultiAZ).toBe(true);
    expect(instanceProps({ multiAz: false }).MultiAZ).toBe(false);
  });

  test.each([['dev', false], ['prodLean', false], ['prod', true]] as const)('preset %s: %p', (name, multiAz) => {
    expect(instanceIn(makePlatform({ preset: PlatformPreset[name]() }).template).Properties.MultiAZ).toBe(multiAz);
  });
});

describe('R4.2 read replica', () => {
  test('is off by default: reads go to the instance', () => {
    const { database, template } = makeDatabase();
    template.resourceCountIs('AWS::RDS::DBInstance', 1);
    expect(database.readReplica).toBeUndefined();
    expect(database.readerHost).toBe(database.host);
  });

  test.each([['dev', 1], ['prodLean', 1], ['prod', 2]] as const)('preset %s: %d instances', (name, count) => {
    makePlatform({ preset: PlatformPreset[name]() }).template.resourceCountIs('AWS::RDS::DBInstance', count);
  });

  describe('on', () => {
    const stack = makeStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const { database, template } = makeDatabase({ readReplica: true, encryptionKey, iamAuthentication: true }, stack);
    const source = instanceIn(template).Properties;
    const replica = replicaIn(template).Properties;

    test('is a copy of the instance, in the same subnets, behind the same security group, with the same parameters', () => {
      expect(JSON.stringify(replica.SourceDBInstanceIdentifier)).toContain('DatabaseInstance');
      for (const prop of [
        'DBInstanceClass', 'DBSubnetGroupName', 'VPCSecurityGroups', 'DBParameterGroupName', 'StorageType', 'MaxAllocatedStorage', 'Port',
        'CACertificateIdentifier', 'AutoMinorVersionUpgrade', 'EnableIAMDatabaseAuthentication', 'PubliclyAccessible', 'CopyTagsToSnapshot',
      ]) {
        expect(source[prop]).toBeDefined();
        expect([prop, replica[prop]]).toEqual([prop, source[prop]]);
      }
    });

    test('R3.2 is encrypted as its source is, which RDS would refuse to be told again', () => {
      expect(source.StorageEncrypted).toBe(true);
      expect(replica).not.toHaveProperty('KmsKeyId');
      expect(replica).not.toHaveProperty('StorageEncrypted');
    });

    test('reads go there', () => {
      expect(stack.resolve(database.readerHost)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/ReadReplica/), 'Endpoint.Address'] });
      expect(stack.resolve(database.host)).toEqual({ 'Fn::GetAtt': [expect.not.stringMatching(/Replica/), 'Endpoint.Address'] });
    });
  });

  test('the container learns both hosts', () => {
    const { platform, stack, template } = makePlatform();
    const [container] = onlyResource(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions;
    const valueOf = (name: string) => container.Environment.find(({ Name }: any) => Name === name).Value;
    expect(valueOf('DB_HOST')).toEqual(stack.resolve(platform.database!.host));
    expect(valueOf('DB_READER_HOST')).toEqual(stack.resolve(platform.database!.readReplica!.dbInstanceEndpointAddress));
    expect(valueOf('DB_PORT')).toEqual(stack.resolve(platform.database!.port));
  });
});

describe('R3.1 where the database stands', () => {
  test('in isolated subnets, without a public address', () => {
    const { template } = makeDatabase({ readReplica: true });
    const { SubnetIds } = onlyResource(template, 'AWS::RDS::DBSubnetGroup').Properties;
    expect(SubnetIds).toEqual([{ Ref: expect.stringMatching(/^VpcisolatedSubnet1/) }, { Ref: expect.stringMatching(/^VpcisolatedSubnet2/) }]);
    template.allResourcesProperties('AWS::RDS::DBInstance', { PubliclyAccessible: false });
  });

  test('databaseSubnets move it', () => {
    const { template } = makeDatabase({ databaseSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } });
    const { SubnetIds } = onlyResource(template, 'AWS::RDS::DBSubnetGroup').Properties;
    expect(SubnetIds).toEqual([{ Ref: expect.stringMatching(/^VpcprivateSubnet1/) }, { Ref: expect.stringMatching(/^VpcprivateSubnet2/) }]);
  });

  test('behind a security group of its own, which lets nobody in, or out, by itself', () => {
    const { template, database, stack } = makeDatabase({ dataProtection: DataProtection.DISPOSABLE });
    const { Properties } = onlyResource(template, 'AWS::EC2::SecurityGroup');
    expect(Properties).not.toHaveProperty('SecurityGroupIngress');
    expect(Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32' })]);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    expect(instanceIn(template).Properties.VPCSecurityGroups).toEqual([stack.resolve(database.securityGroup!.securityGroupId)]);
  });

  test.each(['dev', 'prodLean', 'prod'] as const)('preset %s lets in the tasks (and what rotates the password) on port 3306, nobody else', (name) => {
    const { platform, stack, template } = makePlatform({ preset: PlatformPreset[name]() });
    const group = stack.resolve(platform.database!.securityGroup!.securityGroupId);
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'))
      .map(({ Properties }) => Properties)
      .filter(({ GroupId }) => JSON.stringify(GroupId) === JSON.stringify(group));
    const allowed = [platform.compute, platform.database!.rotation].flatMap((each) => each?.connections.securityGroups ?? []);
    expect(rules.map(({ SourceSecurityGroupId }) => SourceSecurityGroupId)).toEqual(
      expect.arrayContaining(allowed.map(({ securityGroupId }) => stack.resolve(securityGroupId))),
    );
    expect(rules).toHaveLength(allowed.length);
    for (const { IpProtocol, FromPort, ToPort } of rules) {
      expect([IpProtocol, stack.resolve(FromPort), stack.resolve(ToPort)]).toEqual(['tcp', 3306, 3306]);
    }
  });
});
