import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { PlatformCompute, type PlatformComputeProps } from '../../../src/compute/platform-compute';
import { PlatformDatabase, type PlatformDatabaseProps } from '../../../src/database/platform-database';
import type { EdgeOptions } from '../../../src/edge/edge-options';
import { PlatformEdge } from '../../../src/edge/platform-edge';
import type { IngressOptions } from '../../../src/ingress/ingress-options';
import { PlatformIngress } from '../../../src/ingress/platform-ingress';
import { PlatformRunbooks } from '../../../src/operations/runbooks/platform-runbooks';
import { PdfStorage, type PdfStorageProps } from '../../../src/storage/pdf-storage';

process.env.CDK_VALIDATION ??= 'false';

export interface Wanted {
  readonly compute?: Partial<PlatformComputeProps>;
  readonly ingress?: IngressOptions;
  readonly edge?: EdgeOptions;
  readonly storage?: PdfStorageProps;
  /** `null`: none. */
  readonly database?: Partial<PlatformDatabaseProps> | null;
  readonly encryptionKey?: (stack: Stack) => IKey;
}

export function makeStack(id = 'Stack'): Stack {
  return new Stack(new App(), id, { env: { region: 'us-east-1' } });
}

/** The runbooks with all that they are about, without a preset. */
export function makeRunbooks(wanted: Wanted = {}, stack: Stack = makeStack(), id = 'Runbooks') {
  const encryptionKey = wanted.encryptionKey?.(stack);
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    natGateways: 1,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [
      { name: 'public', subnetType: ec2.SubnetType.PUBLIC },
      { name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    ],
  });
  const compute = new PlatformCompute(stack, 'Compute', { vpc, ...wanted.compute });
  const ingress = new PlatformIngress(stack, 'Ingress', { vpc, compute, ...wanted.ingress });
  const storage = new PdfStorage(stack, 'Storage', { encryptionKey, accessLogs: false, ...wanted.storage });
  const edge = new PlatformEdge(stack, 'Edge', { vpc, ingress, pdfBucket: storage.bucket, ...wanted.edge });
  const database = wanted.database === null ? undefined : new PlatformDatabase(stack, 'Database', { vpc, encryptionKey, ...wanted.database });
  const parts = { compute, ingress, edge, storage, database, encryptionKey };
  const runbooks = new PlatformRunbooks(stack, id, parts);
  return {
    stack,
    parts,
    runbooks,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

/** The contents of all documents, by the runbook's id. Intrinsic functions are written as text. */
export function documentsOf(template: Template): Record<string, any> {
  const documents = Object.values(template.findResources('AWS::SSM::Document'));
  return Object.fromEntries(documents.map(({ Properties: { Name, Content } }) => [idOf(Name), written(Content)]));
}

/** The statements of each runbook's role, by the runbook's id, as 'action on resource if conditions'. */
export function statementsOf(template: Template): Record<string, string[]> {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  return Object.fromEntries(
    policies.flatMap(({ Properties: { Roles: [role], PolicyDocument } }) => {
      const [, id] = /^Runbooks(\w+?)Role/.exec(role.Ref) ?? [];
      return id ? [[id, PolicyDocument.Statement.map(writtenStatement)]] : [];
    }),
  );
}

function writtenStatement({ Action, Resource, Condition, Effect }: any): string {
  const on = [written(Resource)].flat().join(' | ');
  const actions = [Action].flat().join(' ');
  return `${Effect} ${actions} on ${on}${Condition ? ` if ${JSON.stringify(written(Condition))}` : ''}`;
}

/** The last part of a document's name. */
export function idOf(name: string): string {
  return name.split('-').pop()!;
}

/** Without intrinsic functions, and without the hashes of logical ids. */
export function written(value: any): any {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  if (value.Ref) return short(value.Ref);
  if (value['Fn::GetAtt']) return [value['Fn::GetAtt']].flat().map(short).join('.');
  if (value['Fn::Join']) return value['Fn::Join'][1].map(written).join(value['Fn::Join'][0]);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, written(each)]));
}

function short(logicalId: string): string {
  return logicalId.replace(/^AWS::/, '').replace(/[0-9A-F]{8}$/, '');
}
