import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DataProtection } from '../../../src';
import { makeVault, type VaultProps } from '../../../src/backup/plan/backup-vault';
import { VaultLock } from '../../../src/backup/plan/vault-lock';
import { makeStack, onlyResource } from '../../helpers/platform';

const days = (amount: number) => Duration.days(amount);

function vaultOf(props: VaultProps, stack = makeStack()) {
  makeVault(stack, 'Vault', props);
  return onlyResource(Template.fromStack(stack), 'AWS::Backup::BackupVault');
}

describe('R6.1 the vault', () => {
  test('is kept, named after its stack, encrypted by AWS, and without a lock', () => {
    expect(vaultOf({})).toEqual({
      Type: 'AWS::Backup::BackupVault',
      Properties: { BackupVaultName: expect.anything() },
      // What a failed deployment made would be in the way of the next attempt.
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('goes with disposable data', () => {
    expect(vaultOf({ dataProtection: DataProtection.DISPOSABLE }).DeletionPolicy).toBe('Delete');
  });

  test('with a key', () => {
    const stack = makeStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const { EncryptionKeyArn, BackupVaultName } = vaultOf({ encryptionKey }, stack).Properties;
    expect(EncryptionKeyArn).toEqual(stack.resolve(encryptionKey.keyArn));
    // AWS changes no vault's key: with another one it is another vault, which needs another name.
    expect(BackupVaultName).not.toEqual(vaultOf({}).Properties.BackupVaultName);
  });

  test.each([
    ['a long stack name', 'S'.repeat(100)],
    ['another stack of the same path', 'other'],
  ])('%s: a name that AWS Backup takes, and another one when the stack is made again: the vault is kept', (_name, stackName) => {
    const [, [readable, mark]] = vaultOf({}, makeStack({ stackName })).Properties.BackupVaultName['Fn::Join'];
    expect(readable).toMatch(/^[a-zA-Z0-9\-_]{2,41}-$/);
    expect(readable).not.toBe('Stack-Vault-');
    // Eight characters, of arn:aws:cloudformation:us-east-1:111122223333:stack/Stack/1a2b3c4d-…
    expect(mark).toEqual({ 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] });
  });

  test('characters that a name may not have', () => {
    const stack = makeStack();
    makeVault(stack, 'A vault', {});
    expect(onlyResource(Template.fromStack(stack), 'AWS::Backup::BackupVault').Properties.BackupVaultName['Fn::Join'][1][0]).toBe('Stack-A_vault-');
  });

  test('does not depend on feature flags', () => {
    const of = (flag: boolean) => {
      const stack = new Stack(new App({ context: { '@aws-cdk/core:newStyleStackSynthesis': flag, '@aws-cdk/core:enablePartitionLiterals': flag } }), 'Stack');
      makeVault(stack, 'Vault', { lock: VaultLock.governance({ minRetention: days(7) }) });
      return Template.fromStack(stack).findResources('AWS::Backup::BackupVault');
    };
    expect(of(true)).toEqual(of(false));
  });
});

describe('R6.1 the vault\'s lock', () => {
  const WARNING = Match.stringLikeRegexp('.*nobody can change or remove.*\\[ack: cdk-pdf-web-platform:vault-lock-compliance\\]');

  test('governance', () => {
    const stack = makeStack();
    expect(vaultOf({ lock: VaultLock.governance({ minRetention: days(7), maxRetention: days(365) }) }, stack).Properties.LockConfiguration).toEqual({
      MinRetentionDays: 7, MaxRetentionDays: 365,
    });
    Annotations.fromStack(stack).hasNoWarning('*', WARNING);
  });

  test.each([
    ['3 days', days(3)],
    ["'changeableFor'", Duration.days(Lazy.number({ produce: () => 3 }))],
  ])('compliance cannot be undone, and says so: %s', (said, changeableFor) => {
    const stack = makeStack();
    const lock = VaultLock.compliance({ minRetention: days(1), changeableFor });
    expect(vaultOf({ lock }, stack).Properties.LockConfiguration).toEqual({ MinRetentionDays: 1, ChangeableForDays: 3 });
    Annotations.fromStack(stack).hasWarning('/Stack/Vault', WARNING);
    Annotations.fromStack(stack).hasWarning('/Stack/Vault', Match.stringLikeRegexp(`^${said} after its deployment`));
  });

  test.each<[string, () => VaultLock, string]>([
    ['too short', () => VaultLock.governance({ minRetention: days(0) }), "'vaultLock.minRetention' must be a whole number of days from 1 to 36500, got '0 days'"],
    ['parts of days', () => VaultLock.governance({ minRetention: Duration.hours(36) }), "'vaultLock.minRetention' must be a whole number of days from 1 to 36500, got '1.5 days'"],
    ['too long', () => VaultLock.governance({ minRetention: days(1), maxRetention: days(36_501) }), "'vaultLock.maxRetention' must be a whole number of days from 2 to 36500, got '36501 days'"],
    ['no room', () => VaultLock.compliance({ minRetention: days(7), maxRetention: days(7), changeableFor: days(3) }), "'vaultLock.maxRetention' must be a whole number of days from 8 to 36500, got '7 days'"],
    ['too soon', () => VaultLock.compliance({ minRetention: days(7), changeableFor: days(2) }), "'vaultLock.changeableFor' must be a whole number of days from 3 to 36500, got '2 days'"],
  ])('refuses %s', (_name, make, message) => {
    expect(make).toThrow(message);
  });

  test('a token passes', () => {
    const minRetention = Duration.days(Lazy.number({ produce: () => 3 }));
    expect(VaultLock.governance({ minRetention, maxRetention: days(1) }).minRetention).toBe(minRetention);
  });
});
