/** The two apps that every language's sample has. */
export type SampleApp = 'app' | 'parity';

/** A language that the library is packaged for, and its sample. */
export interface Language {
  readonly name: string;
  /** What is missing on this machine, if it cannot be done here. */
  missing(): Promise<string | undefined>;
  /** Installs the built package (never the source tree) for the sample, and checks the sample as its language's people would. */
  install(): Promise<void>;
  /** Synthesizes one of the sample's apps. The environment says where to and with which context. */
  synthesize(app: SampleApp, env: Record<string, string>): Promise<void>;
}
