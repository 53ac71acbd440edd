import { Duration, Lazy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { makeStorage } from './storage';
import { PdfStorage, type PdfStorageProps, PlatformPreset, type StorageOptions } from '../../src';
import { makePlatform, makeStack } from '../helpers/platform';

const make = (props: PdfStorageProps, stack = makeStack()) => () => new PdfStorage(stack, 'Storage', props);

describe('ranges', () => {
  const { days, hours } = Duration;
  test.each([
    ['noncurrentVersionExpiration', days(0), "a whole number of days from 1 to 3650, got \'0 days'"],
    ['noncurrentVersionExpiration', hours(36), "a whole number of days from 1 to 3650, got '1.5 days'"],
    ['noncurrentVersionExpiration', days(3651), "a whole number of days from 1 to 3650, got \'3651 days'"],
    ['abortIncompleteUploadAfter', days(0), "a whole number of days from 1 to 365, got \'0 days'"],
    ['abortIncompleteUploadAfter', days(366), "a whole number of days from 1 to 365, got \'366 days'"],
    ['infrequentAccessAfter', days(29), "a whole number of days from 30 to 3650, got \'29 days'"],
    ['infrequentAccessAfter', days(3651), "a whole number of days from 30 to 3650, got \'3651 days'"],
    ['accessLogRetention', days(0), "a whole number of days from 1 to 3650, got \'0 days'"],
    ['accessLogRetention', days(3651), "a whole number of days from 1 to 3650, got \'3651 days'"],
  ])('%s refuses %s', (prop, value, message) => {
    expect(make({ [prop]: value })).toThrow(`cdk-pdf-web-platform: 'storage.${prop}' must be ${message}`);
  });

  test.each([
    ['noncurrentVersionExpiration', 1], ['noncurrentVersionExpiration', 3650],
    ['abortIncompleteUploadAfter', 1], ['abortIncompleteUploadAfter', 365],
    ['infrequentAccessAfter', 30], ['infrequentAccessAfter', 3650],
    ['accessLogRetention', 1], ['accessLogRetention', 3650],
  ] as const)('%s takes %d days', (prop, value) => {
    expect(make({ [prop]: days(value) })).not.toThrow();
  });

  test.each(['noncurrentVersionExpiration', 'abortIncompleteUploadAfter', 'infrequentAccessAfter', 'accessLogRetention'] as const)(
    '%s takes an unresolved number of days',
    (prop) => {
      expect(make({ [prop]: days(Lazy.number({ produce: () => 40 })) })).not.toThrow();
    },
  );
});

describe('uploadOrigins', () => {
  test.each(['*', 'https://*.example.com', 'https://pdf.example.com/', 'https://pdf.example.com/app', 'pdf.example.com', 'ftp://example.com', ''])(
    'refuses \'%s\'',
    (origin) => {
      expect(make({ uploadOrigins: ['https://good.example.com', origin] })).toThrow(
        `cdk-pdf-web-platform: 'storage.uploadOrigins' must be origins like 'https://pdf.example.com', without path or wildcard, got '${origin}'`,
      );
    },
  );

  test.each(['https://pdf.example.com', 'http://localhost:3000', 'https://pdf.example.com:8443'])('takes %s', (origin) => {
    expect(make({ uploadOrigins: [origin] })).not.toThrow();
  });
});

describe('exclusions', () => {
  test('accessLogs off excludes logBucket', () => {
    const stack = makeStack();
    expect(make({ accessLogs: false, logBucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'their-logs') }, stack)).toThrow(
      "cdk-pdf-web-platform: 'storage.logBucket' needs 'storage.accessLogs' to be on",
    );
  });

  test('logBucket excludes accessLogRetention', () => {
    const stack = makeStack();
    expect(make({ accessLogRetention: Duration.days(9), logBucket: s3.Bucket.fromBucketName(stack, 'Theirs', 'their-logs') }, stack)).toThrow(
      "cdk-pdf-web-platform: 'storage.accessLogRetention' cannot be combined with 'storage.logBucket', whose lifecycle is its owner's",
    );
  });

  test('versioned off excludes noncurrentVersionExpiration', () => {
    expect(make({ versioned: false, noncurrentVersionExpiration: Duration.days(9) })).toThrow(
      "cdk-pdf-web-platform: 'storage.noncurrentVersionExpiration' needs 'storage.versioned' to be on",
    );
  });

  test('directUploads off excludes uploadOrigins', () => {
    expect(make({ directUploads: false, uploadOrigins: ['https://pdf.example.com'] })).toThrow(
      "cdk-pdf-web-platform: 'storage.uploadOrigins' needs 'storage.directUploads' to be on",
    );
    expect(make({ directUploads: false, uploadOrigins: [] })).not.toThrow();
  });
});

describe('storage.bucket', () => {
  const stack = makeStack();
  const bucket = s3.Bucket.fromBucketName(stack, 'Theirs', 'their-pdfs');
  const refused: StorageOptions[] = [
    { versioned: true },
    { noncurrentVersionExpiration: Duration.days(9) },
    { abortIncompleteUploadAfter: Duration.days(9) },
    { infrequentAccessAfter: Duration.days(90) },
    { directUploads: false },
    { uploadOrigins: ['https://pdf.example.com'] },
  ];

  test.each(refused.map((options) => [Object.keys(options)[0], options] as const))('excludes %s', (prop, options) => {
    expect(make({ bucket, ...options })).toThrow(
      `cdk-pdf-web-platform: 'storage.${prop}' cannot be combined with 'storage.bucket', whose settings are its owner's`,
    );
  });

  test('R1.1 is used as it is: only the log bucket is made, the preset\'s choices do not clash', () => {
    const { platform, template } = makePlatform({ preset: PlatformPreset.prod(), storage: { bucket } }, stack);
    expect(platform.storage.bucket).toBe(bucket);
    expect(platform.storage.directUploads).toBe(false);
    expect(Object.values(template.findResources('AWS::S3::Bucket')).map(({ Properties }) => Properties.CorsConfiguration)).not.toContainEqual(expect.anything());
    expect(Object.keys(template.findResources('AWS::S3::Bucket')).filter((id) => /StorageBucket/.test(id))).toEqual([]);
    expect(platform.storage.logBucket).toBeDefined();
  });

  test('its CORS rules are its owner\'s, also where it is of this app', () => {
    const other = makeStack();
    const mine = new s3.Bucket(other, 'Mine');
    const { storage, template } = makeStorage({ bucket: mine, accessLogs: false }, other);
    storage.allowUploadsFrom('https://pdf.example.com');
    expect(Object.values(template.findResources('AWS::S3::Bucket')).map(({ Properties }) => Properties)).toEqual([undefined]);
  });
});

test('undefined, as other jsii languages send what is not given, means the default', () => {
  const undefinedProps: PdfStorageProps = {
    bucket: undefined,
    versioned: undefined,
    noncurrentVersionExpiration: undefined,
    abortIncompleteUploadAfter: undefined,
    infrequentAccessAfter: undefined,
    directUploads: undefined,
    uploadOrigins: undefined,
    malwareScan: undefined,
    accessLogs: undefined,
    logBucket: undefined,
    accessLogRetention: undefined,
    encryptionKey: undefined,
    dataProtection: undefined,
  };
  expect(makeStorage(undefinedProps).template.toJSON()).toEqual(makeStorage().template.toJSON());
});
