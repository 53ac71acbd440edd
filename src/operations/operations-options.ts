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
   * How images are scanned for vulnerabilities. Critical and high findings are told as notices, where there are alarms. All but
   * `ImageScanning.BASIC` need the image's repository. An account takes `ImageScanning.ENHANCED` once in a region; other platforms take
   * `ImageScanning.ENHANCED_ELSEWHERE`, and `otherContinuousScans` names their repositories.
   *
   * @default ImageScanning.BASIC
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
   */
  readonly imageScanning?: ImageScanning;

  /**
   * Filters of repository names that the registry has Inspector scan continuously already, and keeps: at most 99. Only for
   * `ImageScanning.ENHANCED`. One without a `*` matches all names that contain it.
   *
   * @default - none: what is not given is gone
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
   */
  readonly otherContinuousScans?: string[];

  /**
   * Filters of repository names that the registry has Inspector scan on push already, and keeps: at most 100. Only for
   * `ImageScanning.ENHANCED`.
   *
   * @default - none: what is not given is gone
   */
  readonly otherScansOnPush?: string[];
}
