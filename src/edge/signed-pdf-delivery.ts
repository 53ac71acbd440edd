import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { checkPattern } from '../settings/checks';

const DEFAULT_PATTERN = '/pdfs/*';

/**
 * Delivery of PDFs straight from the bucket by CloudFront, to viewers with a signed URL or cookie. The URL's path is the object's
 * key, so the path pattern is also the prefix of the keys that can be delivered.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PrivateContent.html
 */
export class SignedPdfDelivery {
  /**
   * URLs are signed with the private key that belongs to a public key.
   *
   * @param publicKeyPem the public key (RSA 2048 or ECDSA 256) in PEM format
   * @param pathPattern which paths are delivered from the bucket. By default `/pdfs/*`.
   */
  public static fromPublicKey(publicKeyPem: string, pathPattern: string = DEFAULT_PATTERN): SignedPdfDelivery {
    checkPattern('edge.signedPdfs publicKeyPem', publicKeyPem, /^-----BEGIN PUBLIC KEY-----[\s\S]+-----END PUBLIC KEY-----\s*$/, 'a public key in PEM format');
    return new SignedPdfDelivery(pathPattern, (scope) => {
      const publicKey = new cloudfront.PublicKey(scope, 'PublicKey', { encodedKey: publicKeyPem });
      return new cloudfront.KeyGroup(scope, 'KeyGroup', { items: [publicKey] });
    });
  }

  /**
   * URLs are signed with a private key of an existing key group.
   *
   * @param keyGroup the key group
   * @param pathPattern which paths are delivered from the bucket. By default `/pdfs/*`.
   */
  public static fromKeyGroup(keyGroup: cloudfront.IKeyGroup, pathPattern: string = DEFAULT_PATTERN): SignedPdfDelivery {
    return new SignedPdfDelivery(pathPattern, () => keyGroup);
  }

  private constructor(
    /** Which paths are delivered from the bucket. */
    public readonly pathPattern: string,
    private readonly binder: (scope: Construct) => cloudfront.IKeyGroup,
  ) {
    checkPattern('edge.signedPdfs pathPattern', pathPattern, /^\/[^*\s]+\/\*$/, "a folder like '/pdfs/*'");
  }

  /** @internal */
  public _keyGroup(scope: Construct): cloudfront.IKeyGroup {
    return this.binder(scope);
  }
}
