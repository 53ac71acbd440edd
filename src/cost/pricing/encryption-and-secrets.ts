import { free, notes, type Priced } from './charge';
import { CostKind } from '../bill';
import { isOn, listOf, type TemplateResource } from '../template-resources';

const { FIXED } = CostKind;

function key({ properties }: TemplateResource): Priced {
  const rotation = isOn(properties.EnableKeyRotation) && 'each of its first two rotations adds as much again';
  const note = notes(rotation, 'requests are not counted: 20 000 are free');
  return [{ item: 'customer managed key', kind: FIXED, priceId: 'kms.key', quantity: 1, ...note }];
}

/** Each copy in another region is charged as a secret. */
function secret({ properties }: TemplateResource): Priced {
  return [{ item: 'secret', kind: FIXED, priceId: 'secretsmanager.secret', quantity: 1 + listOf(properties.ReplicaRegions).length }];
}

const PARTS = free('a part of the secret, which is charged itself');

export const ENCRYPTION_AND_SECRETS = {
  'AWS::KMS::Key': key,
  'AWS::KMS::ReplicaKey': key,
  'AWS::KMS::Alias': free('aliases are free of charge'),
  'AWS::SecretsManager::Secret': secret,
  'AWS::SecretsManager::ResourcePolicy': PARTS,
  'AWS::SecretsManager::RotationSchedule': free("its function runs a few times a month, within Lambda's free million calls"),
  'AWS::SecretsManager::SecretTargetAttachment': PARTS,
};
