import { CrossStackReferences, ReferenceStrength, Stack, Token } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { checkPattern, conflict, invalid } from '../settings/checks';

/** Certificates that exist, for {@link PlatformDomain.fromCertificates}. */
export interface DomainCertificates {
  /**
   * The names that the platform is reached by, all in the edge certificate; the first one is its URL.
   */
  readonly domainNames: string[];

  /** CloudFront's certificate, in us-east-1. */
  readonly edgeCertificate: acm.ICertificate;

  /**
   * The load balancer's certificate, in the platform's region, for the same names: CloudFront passes the viewer's host name on.
   *
   * @default - CloudFront speaks HTTP to the load balancer
   */
  readonly originCertificate?: acm.ICertificate;
}

/** Where a certificate is: in the region of the stack that makes it, or else of its ARN, parts of which may be tokens. */
function regionOf(certificate: acm.ICertificate): string | undefined {
  if (certificate.node.defaultChild instanceof acm.CfnCertificate) return Stack.of(certificate).region;
  return certificate.certificateArn.split(':')[3];
}

function checkRegion(prop: string, certificate: acm.ICertificate, needed: string): void {
  const region = regionOf(certificate);
  if (region === undefined || [region, needed].some((each) => Token.isUnresolved(each)) || region === needed) return;
  throw invalid(`domain ${prop}`, `one in ${region}`, `a certificate in ${needed}`);
}

/** The zone's name as host names are written: without the dot at the end. */
function nameOf(zone: route53.IHostedZone): string {
  try {
    return zone.zoneName.replace(/\.$/, '');
  } catch {
    throw conflict("PlatformDomain.fromZone needs the zone's name: import it with 'route53.HostedZone.fromHostedZoneAttributes'");
  }
}

const HOST_NAME = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/**
 * The name that the platform is reached by.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
 */
export class PlatformDomain {
  /** No domain of its own: CloudFront's name (`d111111abcdef8.cloudfront.net`). CloudFront speaks HTTP to the load balancer. */
  public static none(): PlatformDomain {
    return new PlatformDomain([]);
  }

  /**
   * A name in a hosted zone: the certificates are made and validated by DNS, and alias records point to CloudFront.
   *
   * The zone must be the one that the domain is delegated to; otherwise the validation waits for hours and then fails.
   *
   * @param zone the public hosted zone. If the platform is not in us-east-1, the zone must not be made in the platform's own stack.
   * @param recordName the name without the zone's, for example `pdf`; the zone's own name if it is left out.
   */
  public static fromZone(zone: route53.IHostedZone, recordName?: string): PlatformDomain {
    if (zone instanceof route53.PrivateHostedZone) throw conflict('PlatformDomain.fromZone needs a public hosted zone: certificates are validated by public DNS');
    const zoneName = nameOf(zone);
    checkPattern('domain recordName', recordName, /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a name like 'pdf', without the zone's");
    if (recordName && !Token.isUnresolved(zoneName) && (recordName === zoneName || recordName.endsWith(`.${zoneName}`))) {
      throw conflict(`'domain recordName' must be without the zone's name '${zoneName}', got '${recordName}'`);
    }
    return new PlatformDomain([recordName ? `${recordName}.${zoneName}` : zoneName], zone, recordName);
  }

  /** Names with certificates that exist. DNS records are yours to make: they point to the distribution's domain name. */
  public static fromCertificates(certificates: DomainCertificates): PlatformDomain {
    if (certificates.domainNames.length === 0) throw conflict("PlatformDomain.fromCertificates: 'domainNames' must name at least one");
    for (const name of certificates.domainNames) checkPattern('domain domainNames', name, HOST_NAME, "host names like 'pdf.example.com'");
    if (certificates.domainNames[0].startsWith('*')) throw conflict("PlatformDomain.fromCertificates: the first of 'domainNames' is the URL and cannot be a wildcard");
    return new PlatformDomain(certificates.domainNames, undefined, undefined, certificates);
  }

  private constructor(
    /** The names that the platform is reached by; the first one is its URL. None without a domain of its own. */
    public readonly domainNames: string[],
    /** The zone that records go to. */
    public readonly zone?: route53.IHostedZone,
    /** The record's name in the zone; undefined for the zone's own name. */
    public readonly recordName?: string,
    private readonly given?: DomainCertificates,
  ) {}

  /** Whether the load balancer's certificate was given. @internal */
  public get _hasGivenOriginCertificate(): boolean {
    return this.given?.originCertificate !== undefined;
  }

  /**
   * A hosted zone of another region would have to be read across regions, by custom resources; one of the platform's own stack
   * would, outside us-east-1, make that stack and its support stack wait for each other. @internal
   */
  public _checkZone(platformStack: Stack): void {
    if (!this.zone || !Token.isUnresolved(this.zone.hostedZoneId)) return;
    const zoneStack = Stack.of(this.zone);
    if (!(this.zone.node.defaultChild instanceof route53.CfnHostedZone)) {
      if (platformStack.region === 'us-east-1') return;
      throw conflict("the hosted zone's id is known at deployment only, and the us-east-1 support stack needs it: give 'hostedZoneId' as text");
    }
    if (zoneStack.region === 'us-east-1' && platformStack.region === 'us-east-1') return;
    const why = zoneStack === platformStack ? "the platform's own stack, which waits for its us-east-1 support stack, which waits for the zone" : 'another stack, from where it cannot be read in all regions without custom resources';
    throw conflict(`the hosted zone is made in ${why}: import the zone ('route53.HostedZone.fromHostedZoneAttributes')`);
  }

  /** Whether the edge certificate must be made (in us-east-1). @internal */
  public get _needsEdgeCertificate(): boolean {
    return this.zone !== undefined;
  }

  /** CloudFront's certificate; `scope` is in us-east-1. @internal */
  public _edgeCertificate(scope: Construct): acm.ICertificate | undefined {
    if (this.given) {
      const { edgeCertificate } = this.given;
      checkRegion('edgeCertificate', edgeCertificate, 'us-east-1');
      // One of a stack in us-east-1 is read as the support stack's is: without custom resources.
      if (Stack.of(edgeCertificate) !== Stack.of(scope)) CrossStackReferences.of(edgeCertificate).produce(ReferenceStrength.WEAK);
    }
    return this.given?.edgeCertificate ?? this.certificate(scope);
  }

  /** The load balancer's certificate; `scope` is in its region. @internal */
  public _originCertificate(scope: Construct): acm.ICertificate | undefined {
    if (this.given?.originCertificate) checkRegion('originCertificate', this.given.originCertificate, Stack.of(scope).region);
    return this.given ? this.given.originCertificate : this.certificate(scope);
  }

  private certificate(scope: Construct): acm.Certificate | undefined {
    const { zone } = this;
    if (!zone) return undefined;
    return new acm.Certificate(scope, 'Certificate', {
      domainName: this.domainNames[0],
      validation: acm.CertificateValidation.fromDns(zone),
    });
  }
}
