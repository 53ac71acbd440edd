import { checkPattern } from './checks';
import { mergeSettings } from './merge-settings';
import type { PlatformSettings } from './platform-settings';
import { devSettings, prodLeanSettings, prodSettings } from './presets';

/**
 * A complete set of choices for one kind of environment. Everything a preset sets can be set otherwise, prop by prop, in the props
 * of `PdfWebPlatform` or in a preset derived from it.
 */
export class PlatformPreset {
  /**
   * Development: one EC2 instance, one small database, no load balancer, no NAT; nothing is kept. It runs on weekdays from 8 to 18: some $15
   * a month, or $29 around the clock.
   */
  public static dev(): PlatformPreset {
    return new PlatformPreset('dev', devSettings());
  }

  /** Small production: one small Fargate task, a single-AZ database, no NAT; data is protected. $40–50 a month. */
  public static prodLean(): PlatformPreset {
    return new PlatformPreset('prodLean', prodLeanSettings());
  }

  /** Production: tasks and database in two zones with automatic failover, read replica, firewall, own KMS key. */
  public static prod(): PlatformPreset {
    return new PlatformPreset('prod', prodSettings());
  }

  private constructor(
    /** The preset's name. */
    public readonly name: string,
    /** What it sets. */
    public readonly settings: PlatformSettings,
  ) {}

  /**
   * A preset of a team's own: this one with other choices, prop by prop.
   *
   * @param name its name: letters, digits and dashes, at most 32, a letter first
   * @param overrides the other choices
   */
  public derive(name: string, overrides: PlatformSettings): PlatformPreset {
    checkPattern('preset name', name, /^[A-Za-z][A-Za-z0-9-]{0,31}$/, 'at most 32 letters, digits and dashes, a letter first');
    return new PlatformPreset(name, mergeSettings(this.settings, overrides));
  }
}
