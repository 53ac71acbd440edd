import type { PatchingOptions } from './patching/patching-options';
import type { ImageScanning } from '../backup/image-scanning';

/** What keeps a running platform in order: runbooks, drills, patches, scans. */
export interface OperationsOptions {
  /**
   * Whether the runbooks of recovery are made as Automation documents of Systems Manager, with the platform's own names in them.
   *
   * @default true
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-automation.html
   */
  readonly runbooks?: boolean;

  /**
   * Whether drills of failure are made as experiment templates of AWS FIS. Nothing starts them but a person. They need a Multi-AZ database
   * and two tasks: on less, a drill would be an outage.
   *
   * @default false
   * @see https://docs.aws.amazon.com/fis/latest/userguide/what-is.html
   */
  readonly drills?: boolean;

  /**
   * When patches land.
   *
   * @default - as the props of {@link PatchingOptions} say
   */
  readonly patching?: PatchingOptions;

  /**
   * How images are scanned for vulnerabilities. Critical and high findings are told as notices.
   *
   * @default ImageScanning.BASIC
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
   */
  readonly imageScanning?: ImageScanning;
}
