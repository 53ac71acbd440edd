import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { PdfStorage, PdfWebPlatform, PlatformPreset } from '../../src';
import { makePlatform, makeStack, onlyResource } from '../helpers/platform';

const READ = ['s3:GetObject'];
const READ_WRITE = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];

type Kind = 'grantRead' | 'grantReadWrite';

/** The statements that a role gets by a grant on storage of its own. */
function granted(kind: Kind, encrypted = false) {
  const stack = makeStack();
  const encryptionKey = encrypted ? new kms.Key(stack, 'Key') : undefined;
  const storage = new PdfStorage(stack, 'Storage', { encryptionKey });
  const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const grant = storage[kind](role);
  const bucketArn = stack.resolve(storage.bucket.bucketArn);
  const objects = stack.resolve(storage.bucket.arnForObjects('*'));
  const keyArn = encryptionKey && stack.resolve(encryptionKey.keyArn);
  const template = Template.fromStack(stack);
  return { grant, bucketArn, objects, keyArn, statements: onlyResource(template, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement };
}

const single = (actions: string[]) => (actions.length === 1 ? actions[0] : actions);

describe.each([['grantRead', READ, ['kms:Decrypt']], ['grantReadWrite', READ_WRITE, ['kms:Decrypt', 'kms:GenerateDataKey']]] as const)(
  'R3.2 least privilege: %s',
  (kind, actions, keyActions) => {
    test('names its actions one by one, on this bucket', () => {
      const { statements, objects, bucketArn, grant } = granted(kind);
      expect(grant.success).toBe(true);
      expect(statements).toEqual([
        { Effect: 'Allow', Action: single([...actions]), Resource: objects },
        { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucketArn },
      ]);
    });

    test('comes with the key\'s use, where there is one', () => {
      const { statements, keyArn } = granted(kind, true);
      expect(statements).toHaveLength(3);
      expect(statements[2]).toEqual({ Effect: 'Allow', Action: single([...keyActions]), Resource: keyArn });
    });

    test('has no wildcard action, and cannot delete old versions', () => {
      const { statements } = granted(kind, true);
      const all = statements.flatMap(({ Action }: any) => Action);
      expect(all.filter((action: string) => action.includes('*') || /Version/.test(action))).toEqual([]);
    });
  },
);

describe('R1.1 grants of the platform', () => {
  const statementsOf = (template: Template, role: string) =>
    Object.values(template.findResources('AWS::IAM::Policy'))
      .filter(({ Properties }) => Properties.Roles.some(({ Ref }: any) => Ref?.startsWith(role)))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

  test.each([['grantReadPdfs', READ], ['grantReadWritePdfs', READ_WRITE]] as const)('%s gives exactly that', (method, actions) => {
    const stack = makeStack();
    const platform = new PdfWebPlatform(stack, 'Platform', { preset: PlatformPreset.prodLean() });
    const role = new iam.Role(stack, 'Worker', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    platform[method](role);
    expect(statementsOf(Template.fromStack(stack), 'Worker').map(({ Action }) => Action)).toEqual([single([...actions]), 's3:ListBucket']);
  });

  test.each(['dev', 'prodLean', 'prod'] as const)('R3.2 %s: the tasks may read and write PDFs, and never delete an old version', (name) => {
    const { platform, stack, template } = makePlatform({ preset: PlatformPreset[name]() });
    const statements = statementsOf(template, stack.resolve(platform.compute.taskRole.roleName).Ref);
    // The bucket of configuration files is another one, which they read.
    const bucketId = stack.getLogicalId(platform.storage.bucket.node.defaultChild as any);
    const ofPdfs = statements.filter(({ Resource }) => JSON.stringify(Resource).includes(bucketId));
    const actions = ofPdfs.flatMap(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(READ_WRITE));
    expect(actions.filter((action: string) => action.startsWith('s3:')).sort()).toEqual([...READ_WRITE, 's3:ListBucket'].sort());
  });

  test('a principal that cannot hold a policy (another account\'s) gets it in the bucket\'s policy', () => {
    const stack = makeStack({ env: { account: '111122223333', region: 'us-east-1' } });
    const storage = new PdfStorage(stack, 'Storage', { accessLogs: false });
    storage.grantRead(new iam.ArnPrincipal('arn:aws:iam::444455556666:role/partner'));
    const { Statement } = onlyResource(Template.fromStack(stack), 'AWS::S3::BucketPolicy').Properties.PolicyDocument;
    const allowed = Statement.filter(({ Effect }: any) => Effect === 'Allow');
    expect(allowed.map(({ Action, Principal }: any) => [Action, Principal.AWS])).toEqual([
      ['s3:GetObject', 'arn:aws:iam::444455556666:role/partner'],
      ['s3:ListBucket', 'arn:aws:iam::444455556666:role/partner'],
    ]);
  });

  test('on an existing bucket the grant is on that bucket', () => {
    const stack = makeStack();
    const storage = new PdfStorage(stack, 'Storage', { bucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'their-pdfs') });
    const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    storage.grantRead(role);
    const [objects, list] = onlyResource(Template.fromStack(stack), 'AWS::IAM::Policy').Properties.PolicyDocument.Statement;
    expect([objects.Resource, list.Resource]).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::their-pdfs/*']] },
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::their-pdfs']] },
    ]);
  });
});
