import { Token } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { checkInteger, checkPattern, invalid } from '../settings/checks';
import { accountWideName, shortHash } from '../settings/names';

const DEFAULT_PATTERN = '/pdfs/*';

/** CloudFront's quota of keys in a group. */
const MOST_KEYS = 5;

/** Whose signatures CloudFront takes. */
interface SigningKeys {
  readonly keyGroup: cloudfront.IKeyGroup;
  /** Those that are made here. */
  readonly publicKeys: cloudfront.PublicKey[];
}

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
    return SignedPdfDelivery.fromPublicKeys([publicKeyPem], pathPattern);
  }

  /**
   * URLs are signed with the private key that belongs to any of some public keys. To replace a key without a break, deploy the old and
   * the new one, sign with the new one, and take the old one out when the last of its URLs has expired.
   *
   * @param publicKeyPems the public keys (RSA 2048 or ECDSA 256) in PEM format, from 1 to 5
   * @param pathPattern which paths are delivered from the bucket. By default `/pdfs/*`.
   */
  public static fromPublicKeys(publicKeyPems: string[], pathPattern: string = DEFAULT_PATTERN): SignedPdfDelivery {
    checkInteger('edge.signedPdfs number of public keys', publicKeyPems.length, 1, MOST_KEYS);
    for (const pem of publicKeyPems) {
      checkPattern('edge.signedPdfs publicKeyPem', pem, /^-----BEGIN PUBLIC KEY-----[\s\S]+-----END PUBLIC KEY-----\s*$/, 'a public key in PEM format');
      if (Token.isUnresolved(pem)) throw invalid('edge.signedPdfs publicKeyPem', 'an unresolved token', 'known at synth, since the key is named after it');
    }
    const different = new Set(publicKeyPems.map((pem) => pem.trim())).size;
    if (different < publicKeyPems.length) throw invalid('edge.signedPdfs publicKeyPems', `${publicKeyPems.length} keys of which ${different} differ`, 'without repetition');
    return new SignedPdfDelivery(pathPattern, (scope) => {
      const items = publicKeyPems.map((encodedKey) => {
        // CloudFront never changes a public key: another PEM is another key.
        const id = `PublicKey${shortHash(encodedKey)}`;
        return new cloudfront.PublicKey(scope, id, { encodedKey, publicKeyName: accountWideName(scope, 128, id) });
      });
      const keyGroup = new cloudfront.KeyGroup(scope, 'KeyGroup', { items, keyGroupName: accountWideName(scope, 128, 'KeyGroup') });
      return { keyGroup, publicKeys: items };
    });
  }

  /**
   * URLs are signed with a private key of an existing key group.
   *
   * @param keyGroup the key group
   * @param pathPattern which paths are delivered from the bucket. By default `/pdfs/*`.
   */
  public static fromKeyGroup(keyGroup: cloudfront.IKeyGroup, pathPattern: string = DEFAULT_PATTERN): SignedPdfDelivery {
    return new SignedPdfDelivery(pathPattern, () => ({ keyGroup, publicKeys: [] }));
  }

  private constructor(
    /** Which paths are delivered from the bucket. */
    public readonly pathPattern: string,
    private readonly binder: (scope: Construct) => SigningKeys,
  ) {
    checkPattern('edge.signedPdfs pathPattern', pathPattern, /^\/[^*\s]+\/\*$/, "a folder like '/pdfs/*'");
  }

  /** @internal */
  public _keys(scope: Construct): SigningKeys {
    return this.binder(scope);
  }
}
