import type { Reason } from '../../common/generated/run-result.ts';
import type { ChannelInfo } from '../drivers/types.ts';
import type { DriverKind } from '../drivers/open.ts';

/** What the sampler process is started with (one JSON argument). */
export interface SamplerConfig {
  drivers: DriverKind[];
  intervalMs: number;
  /** Where records go; `null` only asks what there is. */
  file: string | null;
  /** Lock files whose time stamp the sampler keeps fresh. */
  locks: string[];
  /**
   * Names of the channels to read, as a probe has found them; `null` reads all, and where nothing is recorded looks for
   * those that live.
   */
  only: string[] | null;
  runtimePath: string | null;
  parent: number;
}

export interface DriverHello {
  kind: DriverKind;
  channels: (ChannelInfo & { pci: string | null })[];
  environment: Record<string, string | number | boolean | null>;
  warnings: Reason[];
  /** Devices that were left out, each with the reason: they exist and tell nothing, or count what another counts. */
  leftOut: readonly string[];
  /** Why which devices these are cannot be known for a foreign program; null where it can. */
  ambiguous: string | null;
}

/** The sampler's lines on stdout: one at the start, one more where it dies. */
export type SamplerHello =
  { ready: true; drivers: DriverHello[] } | { ready: false; message: string; fix: string; present: boolean };
