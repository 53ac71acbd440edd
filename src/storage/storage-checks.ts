import { Duration } from 'aws-cdk-lib';
import type { PdfStorageProps } from './pdf-storage';
import { checkDuration, checkPattern, conflict, isZero, WholeUnit } from '../settings/checks';

/** How long old versions are kept by default. */
export const DEFAULT_VERSION_DAYS = 90;

const TEN_YEARS = Duration.days(3650);
const ONLY_WHEN_MADE = [
  'versioned', 'noncurrentVersionExpiration', 'abortIncompleteUploadAfter', 'infrequentAccessAfter', 'directUploads', 'uploadOrigins', 'requestMetrics',
] as const;

export function checkStorage(props: PdfStorageProps): void {
  checkReplication(props);
  const misplaced = props.bucket && ONLY_WHEN_MADE.find((prop) => props[prop] !== undefined);
  if (misplaced) throw conflict(`'storage.${misplaced}' cannot be combined with 'storage.bucket', whose settings are its owner's`);
  if (props.accessLogs === false && props.logBucket) throw conflict("'storage.logBucket' needs 'storage.accessLogs' to be on");
  if (props.accessLogs === false && props.accessLogRetention) throw conflict("'storage.accessLogRetention' needs 'storage.accessLogs' to be on");
  if (props.logBucket && props.accessLogRetention) {
    throw conflict("'storage.accessLogRetention' cannot be combined with 'storage.logBucket', whose lifecycle is its owner's");
  }
  if (props.versioned === false && props.noncurrentVersionExpiration) {
    throw conflict("'storage.noncurrentVersionExpiration' needs 'storage.versioned' to be on");
  }
  if (props.directUploads === false && props.uploadOrigins?.length) {
    throw conflict("'storage.uploadOrigins' needs 'storage.directUploads' to be on");
  }
  checkDuration('storage.noncurrentVersionExpiration', props.noncurrentVersionExpiration, Duration.days(1), TEN_YEARS, WholeUnit.DAYS);
  checkDuration('storage.abortIncompleteUploadAfter', props.abortIncompleteUploadAfter, Duration.days(1), Duration.days(365), WholeUnit.DAYS);
  if (!isZero(props.infrequentAccessAfter)) checkDuration('storage.infrequentAccessAfter', props.infrequentAccessAfter, Duration.days(30), TEN_YEARS, WholeUnit.DAYS);
  checkDuration('storage.accessLogRetention', props.accessLogRetention, Duration.days(1), TEN_YEARS, WholeUnit.DAYS);
  for (const origin of props.uploadOrigins ?? []) {
    checkPattern('storage.uploadOrigins', origin, /^https?:\/\/[^/*\s]+$/, "origins like 'https://pdf.example.com', without path or wildcard");
  }
}

function checkReplication(props: PdfStorageProps): void {
  if ((props.replicaBucket === undefined) !== (props.replicaRegion === undefined)) throw conflict("'replicaBucket' and 'replicaRegion' are given together or not at all");
  if (!props.replicaBucket) return;
  if (props.bucket) throw conflict("'replicaBucket' cannot be combined with 'storage.bucket', whose replication is its owner's");
  if (props.versioned === false) throw conflict("PDFs are replicated version by version: 'backup.recoveryRegion' needs 'storage.versioned' to be on, or 'backup.replication.enabled' to be off");
  if (props.encryptionKey && !props.replicaKey) {
    throw conflict("PDFs that a key encrypts need one in the recovery region too: give RecoveryRegion.existing its 'encryptionKey'");
  }
}
