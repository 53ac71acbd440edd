import { CrossStackReferences, ReferenceStrength, Stack, Token } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import type { EdgeOptions } from './edge-options';
import { WebAcl } from './web-acl';
import type { PlatformDomain } from '../domain/platform-domain';
import { conflict } from '../settings/checks';
import { DataProtection } from '../settings/data-protection';
import { removalFor } from '../settings/removal';
import { EDGE_REGION, makeSupportStack } from '../settings/support-stack';

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
    const support = makeSupportStack(scope, {
      region: EDGE_REGION,
      description: `What CloudFront needs in ${EDGE_REGION}`,
      // Nothing else stops its deletion: a weak reference does not.
      terminationProtection: removalFor(props.dataProtection ?? DataProtection.PROTECTED).isProtected,
    });
    return new EdgeSupport(support, 'Edge', props);
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
