import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PdfStorage, type PdfStorageProps } from '../../src';
import { makeStack, resourcesOf } from '../helpers/platform';

/** The storage in its stack. Nothing may be added to the stack once its template has been read. */
export function makeStorage(props: PdfStorageProps = {}, stack: Stack = makeStack()) {
  const storage = new PdfStorage(stack, 'Storage', props);
  return {
    stack,
    storage,
    get template() {
      return Template.fromStack(stack);
    },
  };
}

/** The PDF bucket in a template, whole. */
export function pdfBucket(template: Template): any {
  const [bucket] = Object.entries(resourcesOf(template, 'AWS::S3::Bucket')).filter(([id]) => /StorageBucket/.test(id));
  return bucket[1];
}

/** The log bucket in a template, whole. */
export function logBucket(template: Template): any {
  const [bucket] = Object.entries(resourcesOf(template, 'AWS::S3::Bucket')).filter(([id]) => /StorageLogsBucket/.test(id));
  return bucket[1];
}

/** The statements of the policy of the bucket with this logical id. */
export function bucketPolicy(template: Template, id: string): any[] {
  const policies = Object.values(resourcesOf(template, 'AWS::S3::BucketPolicy')).filter(({ Properties }) => Properties.Bucket.Ref === id);
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

/** A bucket's own logical id. */
export function logicalId(stack: Stack, bucket: { bucketName: string }): string {
  return stack.resolve(bucket.bucketName).Ref;
}

/** The lifecycle rule with this id. */
export function lifecycleRule(bucket: any, id: string): any {
  return bucket.Properties.LifecycleConfiguration.Rules.find((rule: any) => rule.Id === id);
}
