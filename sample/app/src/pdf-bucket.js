import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

const MINUTES = 60;

/** The bucket that PDFs are kept in. */
export class PdfBucket {
  constructor({ PDF_BUCKET, AWS_REGION }) {
    this.bucket = PDF_BUCKET;
    // A checksum would be that of the empty body that is signed here, not of the PDF.
    this.s3 = new S3Client({ region: AWS_REGION ?? 'us-east-1', requestChecksumCalculation: 'WHEN_REQUIRED' });
  }

  /** Where a browser PUTs the PDF, within 15 minutes and as a PDF only. */
  uploadUrl(id) {
    const command = new PutObjectCommand({ Bucket: this.bucket, Key: keyOf(id), ContentType: 'application/pdf' });
    return getSignedUrl(this.s3, command, { expiresIn: 15 * MINUTES, signableHeaders: new Set(['content-type']) });
  }

  /** Where a browser GETs the PDF, within 5 minutes, under its own name. */
  downloadUrl(id, name) {
    const disposition = `inline; filename*=UTF-8''${encodeURIComponent(name)}`;
    const command = new GetObjectCommand({ Bucket: this.bucket, Key: keyOf(id), ResponseContentDisposition: disposition });
    return getSignedUrl(this.s3, command, { expiresIn: 5 * MINUTES });
  }
}

const keyOf = (id) => `documents/${id}.pdf`;
