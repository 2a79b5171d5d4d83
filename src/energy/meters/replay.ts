import type { Reason } from '../../common/generated/run-result.ts';
import { monotonicNs } from '../../common/clock.ts';
import { JouleGateError } from '../../common/errors.ts';
import type { MarkedPhase } from '../../common/phases.ts';
import { attribute, METHOD } from '../attribution/index.ts';
import { limitOf } from '../counter-steps.ts';
import { phaseName } from '../cells.ts';
import { idlePower, type IdlePower } from '../idle.ts';
import { pairEdges, type Edge } from '../intervals.ts';
import { readSamples, type SamplesHeader } from '../samples-file.ts';
import type { SensorFindings } from '../sensor-findings.ts';
import { slice, type Series } from '../series.ts';
import type { BlockEnergy, EdgeDetail, EnergyMeter, MeterInfo, MeterOptions } from '../types.ts';
import { checkSeries, validityOf } from '../validity.ts';
import { requestsOf, sharesOf } from './block.ts';

/**
 * The meter `replay`: a recorded trace that starts to play when the block starts. Live edges are laid over it, so a
 * run can be rehearsed without a sensor; a stored pair of samples and edges is attributed by `measure`.
 */
export class ReplayMeter implements EnergyMeter {
  readonly info: MeterInfo;
  readonly #series: Series[];
  /** Of the recording's header. */
  readonly #limitWatts: number | null;
  readonly #idle: Record<string, IdlePower>;
  /** What the recording's header tells of its sensor. */
  readonly #sensor: SensorFindings;
  #edges: Edge[] = [];
  #startNs = 0;

  constructor(options: MeterOptions) {
    if (options.samples === undefined)
      throw new JouleGateError(
        'meter-unavailable',
        'the meter replay needs a file of samples',
        'write meter: {kind: replay, samples: FILE}, or --meter replay:FILE',
      );
    const { series, header } = readSamples(options.samples);
    this.#series = series;
    this.#limitWatts = header?.powerLimitWatts ?? null;
    this.#idle = (header as SamplesHeader | null)?.idle ?? {};
    this.info = {
      kind: 'replay',
      estimated: false,
      hostKind: null,
      method: METHOD,
      environment: {
        gpu: header?.gpus?.map((g) => g.label).join(' + ') ?? null,
        gpuCount: header?.gpus?.length ?? null,
        powerLimitWatts: header?.powerLimitWatts ?? null,
      },
    };
    this.#sensor = header?.sensor ?? {};
  }

  async measureIdle(seconds: number): Promise<number | null> {
    for (const s of this.#series) {
      const power = this.#idle[s.channel] === undefined ? idlePower(slice(s, 0, seconds)) : null;
      if (power !== null) this.#idle[s.channel] = power;
    }
    return Object.values(this.#idle)[0]?.watts ?? null;
  }

  async startBlock(): Promise<void> {
    this.#edges = [];
    this.#startNs = monotonicNs();
  }

  mark(edge: 'begin' | 'end', phase: MarkedPhase, id: string, detail?: EdgeDetail): void {
    this.#edges.push({ edge, id, tNs: monotonicNs(), ...detail, phase: phaseName(phase, detail?.cell) });
  }

  async finishBlock(): Promise<BlockEnergy> {
    const seconds = (monotonicNs() - this.#startNs) / 1e9;
    const { intervals, problems } = pairEdges(this.#edges, this.#startNs);
    const beyond = this.#series.some((s) => s.t[s.t.length - 1]! < seconds);
    const checks = this.#series.map((s) =>
      checkSeries(slice(s, 0, seconds), { intervals, limitWatts: this.#limitWatts }),
    );
    const reasons: Reason[] = [
      ...checks.flatMap((c) => c.invalid),
      ...(problems.length > 0 ? ['edges-unpaired' as const] : []),
      ...(beyond ? ['replay-too-short' as const] : []),
    ];
    const attributions = this.#series.map((series) =>
      attribute({
        series,
        intervals,
        from: 0,
        to: seconds,
        idle: this.#idle[series.channel] ?? null,
        powerLimitWatts: limitOf(series) ?? this.#limitWatts,
      }),
    );
    const shares = sharesOf(intervals, attributions);
    const validity = validityOf(reasons, [
      ...checks.flatMap((c) => c.warnings),
      ...attributions.flatMap((a) => a.warnings ?? []),
    ]);
    return {
      requests: requestsOf(intervals, attributions, validity),
      seconds,
      smClockMhz: null,
      temperatureC: null,
      ...(shares === undefined ? {} : { shares }),
      powerLimitWatts: null,
      idleWatts: Object.values(this.#idle)[0]?.watts ?? null,
      sensor: this.#sensor,
      validity,
    };
  }

  async close(): Promise<void> {}
}
