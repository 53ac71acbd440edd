import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerVariable } from './compute/container-contract';
import { grantDecrypt } from './encryption/grant-decrypt';
import type { PdfWebPlatform } from './pdf-web-platform';
import { acknowledgeInlinePolicy, acknowledgeWildcard } from './settings/acknowledge';

/** Who reaches whom: the tasks the database, AWS's APIs, the buckets; pages of the platform's own origin the PDFs. */
export function connectTasks({ compute, database, network, storage, edge, backup }: PdfWebPlatform): void {
  const { configuration } = backup;
  network.allowEgressFrom(compute);
  storage.grantReadWrite(compute);
  configuration?.grantRead(compute);
  const policy = acknowledgeInlinePolicy(compute.taskRole);
  acknowledgeWildcard(policy, storage.bucket.arnForObjects('*'), 'The application reads and writes every PDF of this one bucket.');
  if (configuration) acknowledgeWildcard(policy, configuration.bucket.arnForObjects('*'), 'The application reads every file of this one bucket.');
  if (storage.directUploads) storage.allowUploadsFrom(edge.url);
  if (!database) return;
  // From this side: a rule of a database in another stack would make the stacks wait for each other.
  compute.connections.allowToDefaultPort(database, 'The application');
  if (database.secret) {
    database.secret.grantRead(compute);
    grantDecrypt(database.secret, compute, compute.taskDefinition.obtainExecutionRole());
  }
  if (database.rotation) network.allowEgressFrom(database.rotation);
}

/** The container's part of the contract: where everything is. */
export function tellContainer({ compute, database, ingress, storage, edge, backup }: PdfWebPlatform): void {
  const { container } = compute;
  const tell = (variable: ContainerVariable, value: string) => compute._tell(variable, value);
  tell(ContainerVariable.PDF_BUCKET, storage.bucket.bucketName);
  if (backup.configuration) tell(ContainerVariable.CONFIG_BUCKET, backup.configuration.bucket.bucketName);
  tell(ContainerVariable.PUBLIC_URL, edge.url);
  if (ingress.originSecret && !ingress.loadBalancer) {
    container.addSecret(ContainerVariable.ORIGIN_VERIFY_SECRET, ecs.Secret.fromSecretsManager(ingress.originSecret));
    grantDecrypt(ingress.originSecret, compute.taskDefinition.obtainExecutionRole());
  }
  if (!database) return;
  tell(ContainerVariable.DB_HOST, database.host);
  tell(ContainerVariable.DB_READER_HOST, database.readerHost);
  tell(ContainerVariable.DB_PORT, database.port);
  tell(ContainerVariable.DB_NAME, database.databaseName);
  tell(ContainerVariable.DB_SSL_MODE, 'REQUIRED');
  if (!database.secret) return;
  tell(ContainerVariable.DB_SECRET_ARN, database.secret.secretArn);
  container.addSecret(ContainerVariable.DB_USER, ecs.Secret.fromSecretsManager(database.secret, 'username'));
  container.addSecret(ContainerVariable.DB_PASSWORD, ecs.Secret.fromSecretsManager(database.secret, 'password'));
}
