import { Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PlatformEdgeProps } from './platform-edge';
import { madeBucket } from '../ingress/log-bucket-checks';
import { checkDuration, checkInteger, checkPattern, conflict, invalid, WholeUnit } from '../settings/checks';

export function checkEdge(scope: Construct, props: PlatformEdgeProps): void {
  if (props.waf && props.webAclArn) throw conflict("'edge.webAclArn' cannot be combined with 'edge.waf'");
  for (const prop of ['wafRateLimit', 'wafCountedRules', 'wafLogRetention'] as const) {
    if (props[prop] !== undefined && !props.waf) throw conflict(`'edge.${prop}' needs 'edge.waf' to be on`);
  }
  checkInteger('edge.wafRateLimit', props.wafRateLimit, 10, 2_000_000_000);
  checkPattern('edge.webAclArn', props.webAclArn, /^arn:[^:]+:wafv2:us-east-1:\d{12}:global\/webacl\/.+/, 'the ARN of a web ACL of scope CLOUDFRONT in us-east-1');
  checkPattern('edge.staticPathPattern', props.staticPathPattern, /^\/[^\s]+$/, "a path pattern like '/static/*'");
  const patterns = [
    props.staticPathPattern ?? '/static/*',
    ...((props.maintenancePage ?? true) ? ['/maintenance/*'] : []),
    ...(props.signedPdfs ? [props.signedPdfs.pathPattern] : []),
  ];
  if (new Set(patterns).size < patterns.length) throw conflict(`path patterns of 'edge' must differ, got ${patterns.join(', ')}`);
  const [statics, ...before] = patterns;
  const covering = before.find((pattern) => statics.startsWith(pattern.slice(0, -1)));
  if (covering) throw invalid('edge.staticPathPattern', statics, `outside of ${covering}, which comes before it`);
  if (props.staticPathPattern === '/*') throw invalid('edge.staticPathPattern', '/*', "a part of the paths, like '/static/*'");
  if (props.signedPdfs && madeBucket(props.pdfBucket) && Stack.of(props.pdfBucket) !== Stack.of(scope)) {
    throw conflict(
      "'edge.signedPdfs' with a 'storage.bucket' of another stack would make the stacks wait for each other: import the bucket ('s3.Bucket.fromBucketName')",
    );
  }
  checkReadTimeout(props);
  if (props.minimumProtocolVersion !== undefined) {
    if (!props.domain?.domainNames.length) throw conflict("'edge.minimumProtocolVersion' needs a 'domain': CloudFront sets its own without one");
    checkPattern('edge.minimumProtocolVersion', props.minimumProtocolVersion, /^TLSv1\.([2-9]|\d\d)/, 'TLS 1.2 or newer');
  }
}

function checkReadTimeout({ originReadTimeout: wanted, ingress: { idleTimeout } }: PlatformEdgeProps): void {
  checkDuration('edge.originReadTimeout', wanted, Duration.seconds(1), Duration.seconds(120), WholeUnit.SECONDS);
  if (!wanted || !idleTimeout || wanted.isUnresolved() || idleTimeout.isUnresolved() || wanted.toSeconds() <= idleTimeout.toSeconds()) return;
  throw conflict(
    `'edge.originReadTimeout' (${wanted.toSeconds()} seconds) has no effect beyond 'ingress.idleTimeout' ` +
      `(${idleTimeout.toSeconds()} seconds), when the load balancer gives up`,
  );
}
