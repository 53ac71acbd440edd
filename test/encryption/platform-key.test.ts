import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DataProtection, PlatformKey, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource, resourcesOf } from '../helpers/platform';

const LOGS_STATEMENT = {
  Sid: 'CloudWatchLogs',
  Effect: 'Allow',
  Principal: { Service: 'logs.us-east-1.amazonaws.com' },
  Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey'],
  Resource: '*',
  Condition: {
    ArnLike: {
      'kms:EncryptionContext:aws:logs:arn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:us-east-1:', { Ref: 'AWS::AccountId' }, ':*']] },
    },
  },
};

describe('R3.2 a key of the platform\'s own', () => {
  const stack = makeStack();
  new PlatformKey(stack, 'Encryption');
  const key = onlyResource(Template.fromStack(stack), 'AWS::KMS::Key');

  test('is rotated every year and says what it is for', () => {
    expect(key.Properties).toMatchObject({ EnableKeyRotation: true, Description: 'Data at rest of Stack' });
  });

  test('is used by the account\'s IAM policies, and by CloudWatch Logs for log groups of this account and region only', () => {
    const { Statement } = key.Properties.KeyPolicy;
    expect(Statement).toHaveLength(2);
    expect(Statement[0]).toMatchObject({
      Effect: 'Allow',
      Action: 'kms:*',
      Resource: '*',
      Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
    });
    expect(Statement[1]).toEqual(LOGS_STATEMENT);
  });

  test.each([
    [undefined, 'Retain'],
    [DataProtection.PROTECTED, 'Retain'],
    [DataProtection.DISPOSABLE, 'Delete'],
  ])('data protection %s: deletion policy %s', (dataProtection, policy) => {
    const other = makeStack();
    new PlatformKey(other, 'Encryption', { dataProtection });
    const made = onlyResource(Template.fromStack(other), 'AWS::KMS::Key');
    expect([made.DeletionPolicy, made.UpdateReplacePolicy]).toEqual([policy, policy]);
  });
});

describe('R1.1 an existing key', () => {
  test('gets the statement for CloudWatch Logs, where it is of this app', () => {
    const stack = makeStack();
    const key = new kms.Key(stack, 'Mine');
    expect(new PlatformKey(stack, 'Encryption', { key }).key).toBe(key);
    const { Statement } = onlyResource(Template.fromStack(stack), 'AWS::KMS::Key').Properties.KeyPolicy;
    expect(Statement).toContainEqual(LOGS_STATEMENT);
  });

  test('of another stack of this app as well', () => {
    const app = new App();
    const env = { region: 'us-east-1' };
    const keys = new Stack(app, 'Keys', { env });
    const key = new kms.Key(keys, 'Mine');
    new PlatformKey(new Stack(app, 'Stack', { env }), 'Encryption', { key });
    const { Statement } = onlyResource(Template.fromStack(keys), 'AWS::KMS::Key').Properties.KeyPolicy;
    expect(Statement).toContainEqual(LOGS_STATEMENT);
  });

  test('that is imported stays as it is: its owner lets CloudWatch Logs use it', () => {
    const stack = makeStack();
    const key = kms.Key.fromKeyArn(stack, 'Theirs', 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012');
    expect(new PlatformKey(stack, 'Encryption', { key }).key).toBe(key);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test('encrypts a whole platform in the place of one of its own', () => {
    const stack = makeStack();
    const arn = 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012';
    const { template } = makePlatform({ preset: PlatformPreset.prodLean(), encryptionKey: kms.Key.fromKeyArn(stack, 'Theirs', arn) }, stack);
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.allResourcesProperties('AWS::RDS::DBInstance', { KmsKeyId: arn });
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: arn });
    template.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: arn });
  });
});

describe('R3.2 the presets', () => {
  test.each([['dev', 0], ['prodLean', 0], ['prod', 1]] as const)('%s has %d keys of its data', (name, count) => {
    makePlatform({ preset: PlatformPreset[name](), monitoring: { alarms: false } }).template.resourceCountIs('AWS::KMS::Key', count);
  });

  test('prod\'s key has the platform\'s name and encrypts every log group but the firewall\'s (which is always in us-east-1), and every secret', () => {
    const { platform, stack, template } = makePlatform();
    const arn = stack.resolve(platform.encryption!.key.keyArn);
    expect(onlyResource(template, 'AWS::KMS::Key').Properties.Description).toBe('Data at rest of Stack/Platform');
    const plain = Object.entries(resourcesOf(template, 'AWS::Logs::LogGroup')).filter(([, { Properties }]) => JSON.stringify(Properties.KmsKeyId) !== JSON.stringify(arn));
    expect(plain.map(([, { Properties }]) => Properties.LogGroupName)).toEqual([expect.stringMatching(/^aws-waf-logs-/)]);
    template.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: arn });
  });
});
