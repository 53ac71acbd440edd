import { CrossStackReferences, Names, ReferenceStrength, Stack, Stage, Token } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import type { EdgeOptions } from './edge-options';
import { WebAcl } from './web-acl';
import type { PlatformDomain } from '../domain/platform-domain';
import { conflict } from '../settings/checks';
import { DataProtection } from '../settings/data-protection';
import { outermostStack, shortHash } from '../settings/names';
import { removalFor } from '../settings/removal';

/** Where CloudFront looks for its certificate and its web ACL. */
const EDGE_REGION = 'us-east-1';

/** Props of {@link EdgeSupport}. */
export interface EdgeSupportProps extends EdgeOptions {
  /** The platform's name. */
  readonly domain: PlatformDomain;

  /**
   * Whether the support stack is protected from termination.
   *
   * @default DataProtection.PROTECTED
   */
  readonly dataProtection?: DataProtection;
}

/** What CloudFront needs in us-east-1: the certificate and the web ACL. */
export class EdgeSupport extends Construct {
  /**
   * Makes it where it must be: in the platform's stack if that is in us-east-1, else in a support stack there, which the platform's
   * stack refers to weakly (`Fn::GetStackOutput`), without custom resources.
   *
   * @param scope the platform's edge
   * @param props what is needed
   * @throws if the region of the platform's stack is unknown
   */
  public static forPlatform(scope: Construct, props: EdgeSupportProps): EdgeSupport | undefined {
    if (!props.domain._needsEdgeCertificate && !props.waf) return undefined;
    const stack = Stack.of(scope);
    if (Token.isUnresolved(stack.region)) {
      throw conflict(
        "the stack's region is unknown, and CloudFront's certificate and web ACL must be in us-east-1: give the stack 'env.region', " +
          "or switch off 'edge.waf' and use PlatformDomain.none() or fromCertificates()",
      );
    }
    props.domain._checkZone(stack);
    if (stack.region === EDGE_REGION) return new EdgeSupport(scope, 'Support', props);
    return new EdgeSupport(makeSupportStack(scope, stack, props), 'Edge', props);
  }

  /** CloudFront's certificate, if there is a domain. */
  public readonly certificate?: acm.ICertificate;

  /** The web ACL and its logs, if asked for. */
  public readonly webAcl?: WebAcl;

  private constructor(scope: Construct, id: string, props: EdgeSupportProps) {
    super(scope, id);
    if (props.domain._needsEdgeCertificate) {
      this.certificate = props.domain._edgeCertificate(this)!;
      CrossStackReferences.of(this.certificate).produce(ReferenceStrength.WEAK);
    }
    if (props.waf) {
      this.webAcl = new WebAcl(this, 'Waf', {
        rateLimit: props.wafRateLimit,
        countedRules: props.wafCountedRules,
        logRetention: props.wafLogRetention,
      });
      CrossStackReferences.of(this.webAcl.webAcl).produce(ReferenceStrength.WEAK);
    }
  }
}

/** CloudFormation takes 128 characters. */
function shorten(name: string): string {
  if (name.length <= 128) return name;
  return `${name.slice(0, 119)}-${shortHash(name)}`;
}

/** A sibling of the platform's stack, named after both, so that two platforms of one stack have one each. */
function makeSupportStack(scope: Construct, stack: Stack, props: EdgeSupportProps): Stack {
  const stage = Stage.of(scope);
  if (!stage) throw conflict("the platform's stack must be in an App or a Stage, so that its us-east-1 support stack can be made beside it");
  const within = scope.node.path.slice(stack.node.path.length).replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  // The region is part of it: one stack name may be used in several, and their support stacks meet in this one.
  const name = `${Names.uniqueResourceName(stack, { maxLength: 80, separator: '-' })}-${stack.region}-${within}-${EDGE_REGION}`;
  return new Stack(stage, name, {
    stackName: Token.isUnresolved(stack.stackName) ? undefined : shorten(`${stack.stackName}-${stack.region}-${within}-${EDGE_REGION}`),
    env: { account: stack.account, region: EDGE_REGION },
    description: `What CloudFront needs in ${EDGE_REGION} for ${outermostStack(stack).stackName}`,
    // Nothing else stops its deletion: a weak reference does not.
    terminationProtection: removalFor(props.dataProtection ?? DataProtection.PROTECTED).isProtected,
  });
}
