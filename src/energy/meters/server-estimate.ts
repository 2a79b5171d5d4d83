import { monotonicNs } from '../../common/clock.ts';
import { JouleGateError } from '../../common/errors.ts';
import type { MarkedPhase } from '../../common/phases.ts';
import type { PhaseEnergy, Validity } from '../../common/generated/run-result.ts';
import { pairEdges, type Edge } from '../intervals.ts';
import { countPhases } from '../measure/counted.ts';
import { CpuRecorder } from '../measure/cpu-recorder.ts';
import type { BlockEnergy, EdgeDetail, EnergyMeter, MeterInfo, MeterOptions, RequestEnergy } from '../types.ts';
import { entryOf } from './block.ts';
import { DEFAULT_CORE_WATTS, estimateInfo } from './estimate.ts';

/** CPU time is read every 5 ms: what lies behind the last edge is read too. */
const SETTLE_MS = 10;

/**
 * The meter `estimate` where a server answers: CPU time of its processes and all that they start × watts, laid beside
 * the edges that it tells; a `check` is the sandbox's, passed in. Net equals gross. Linux only.
 */
export class ServerEstimateMeter implements EnergyMeter {
  readonly info: MeterInfo;
  readonly #watts: number;
  readonly #pids: readonly number[];
  #recorder: CpuRecorder | null = null;
  #edges: Edge[] = [];
  #cpuSeconds = new Map<string, number>();
  #startNs = 0;

  /** @throws JouleGateError `meter-unavailable` where the server's processes are not to be seen */
  constructor(pids: readonly number[], { watts }: MeterOptions) {
    if (pids.length === 0)
      throw new JouleGateError(
        'meter-unavailable',
        "the meter estimate counts the CPU time of the server, whose process is not to be seen from here (another user's, in another container, or no Linux)",
        'run the gate as the user that runs the server, in the same container; or take a meter with a sensor (joulegate doctor lists them)',
      );
    this.#pids = pids;
    this.#watts = watts ?? DEFAULT_CORE_WATTS;
    this.info = estimateInfo('estimate-server-1', this.#watts);
  }

  async measureIdle(): Promise<null> {
    return null;
  }

  async startBlock(): Promise<void> {
    this.#recorder?.stop();
    this.#edges = [];
    this.#cpuSeconds = new Map();
    this.#recorder = new CpuRecorder(this.#watts, false);
    this.#recorder.start(...this.#pids);
    this.#startNs = monotonicNs();
  }

  mark(edge: 'begin' | 'end', phase: MarkedPhase, id: string, detail?: EdgeDetail): void {
    this.#edges.push({ edge, phase, id, tNs: detail?.tNs ?? monotonicNs() });
    if (phase === 'check' && edge === 'end')
      this.#cpuSeconds.set(id, (this.#cpuSeconds.get(id) ?? 0) + (detail?.cpuSeconds ?? 0));
  }

  async finishBlock(): Promise<BlockEnergy> {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const recorder = this.#recorder!;
    recorder.stop();
    const series = recorder.series();
    const { intervals, problems } = pairEdges(this.#edges, series.originNs);
    const validity: Validity =
      problems.length > 0 ? { status: 'invalid', reasons: ['edges-unpaired'] } : { status: 'ok', reasons: [] };
    const served = intervals.filter((i) => i.phase !== 'check');
    // Each request by a name of its own: nothing is fitted, so nothing is shared but the moments that overlap.
    const named = served.map((i) => ({ ...i, phase: `${i.phase}\n${i.id}` }));
    const { phases } = countPhases(series, named, this.#watts);
    const requests = new Map<string, RequestEnergy>();
    for (const [i, { id, phase, start, end }] of served.entries()) {
      const { grossJoules, grossError } = phases.get(named[i]!.phase)!;
      entryOf(requests, id)[phase as MarkedPhase] = energyOf(grossJoules, grossError, end - start, validity);
    }
    for (const { id, start, end } of intervals.filter((i) => i.phase === 'check')) {
      const entry = entryOf(requests, id);
      const joules = (this.#cpuSeconds.get(id) ?? 0) * this.#watts;
      entry.check = energyOf(joules, 0, entry.check.seconds + end - start, validity);
    }
    return {
      requests,
      seconds: (monotonicNs() - this.#startNs) / 1e9,
      smClockMhz: null,
      temperatureC: null,
      powerLimitWatts: null,
      idleWatts: null,
      sensor: { reads: 'cpu-time', estimateWatts: this.#watts },
      validity,
    };
  }

  async close(): Promise<void> {
    this.#recorder?.stop();
  }
}

const energyOf = (joules: number, standardError: number, seconds: number, validity: Validity): PhaseEnergy => ({
  grossJoules: joules,
  netJoules: joules,
  standardError,
  seconds,
  validity,
});
