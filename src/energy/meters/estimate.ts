import { monotonicNs } from '../../common/clock.ts';
import { PHASES, type Phase } from '../../common/phases.ts';
import type { PhaseEnergy, Validity } from '../../common/generated/run-result.ts';
import type { BlockEnergy, EdgeDetail, EnergyMeter, MeterInfo, MeterOptions } from '../types.ts';

/**
 * Watts of one busy core where none are configured: the middle of 5–15 W, which package power ÷ cores gives for
 * server and desktop processors (e.g. 280 W ÷ 28 cores of a Xeon 8280 with its uncore). A convention, not a reading.
 */
export const DEFAULT_CORE_WATTS = 10;

/** What a meter that counts CPU time at so many watts a core tells of itself. */
export const estimateInfo = (method: string, estimateWatts: number): MeterInfo => ({
  kind: 'estimate',
  estimated: true,
  hostKind: 'estimate',
  method,
  environment: { gpu: null, gpuCount: 0, estimateWatts },
});

interface Open {
  id: string;
  phase: Phase;
}

/**
 * The meter `estimate`: CPU time of this process × watts. Edges read the clock of the kernel's accounting, so
 * prefill and decode are the engine's own CPU time; a `check` is the sandbox's, passed in. Net equals gross.
 */
export class EstimateMeter implements EnergyMeter {
  readonly info: MeterInfo;
  readonly #watts: number;
  readonly #resolution: number;
  #open: Open[] = [];
  #cpu = new Map<string, Record<Phase, { cpu: number; seconds: number; edges: number }>>();
  #begun = new Map<string, number>();
  #lastCpu = 0;
  #startNs = 0;
  #problem = false;

  constructor(options: MeterOptions) {
    this.#watts = options.watts ?? DEFAULT_CORE_WATTS;
    this.#resolution = cpuClockResolution();
    this.info = estimateInfo('estimate-1', this.#watts);
  }

  async measureIdle(): Promise<null> {
    return null;
  }

  async startBlock(): Promise<void> {
    this.#open = [];
    this.#cpu = new Map();
    this.#begun = new Map();
    this.#problem = false;
    this.#lastCpu = cpuSeconds();
    this.#startNs = monotonicNs();
  }

  mark(edge: 'begin' | 'end', phase: Phase, id: string, detail?: Pick<EdgeDetail, 'cpuSeconds'>): void {
    const now = monotonicNs();
    const cpu = cpuSeconds();
    this.#share(cpu);
    const key = `${phase}\n${id}`;
    if (edge === 'begin') {
      if (this.#begun.has(key)) this.#problem = true;
      this.#begun.set(key, now);
      if (phase !== 'check') this.#open.push({ id, phase });
      return;
    }
    const begun = this.#begun.get(key);
    if (begun === undefined) {
      this.#problem = true;
      return;
    }
    this.#begun.delete(key);
    this.#open = this.#open.filter((o) => o.id !== id || o.phase !== phase);
    const entry = this.#entry(id)[phase];
    entry.seconds += (now - begun) / 1e9;
    entry.edges += 2;
    if (phase === 'check') entry.cpu += detail?.cpuSeconds ?? 0;
  }

  async finishBlock(): Promise<BlockEnergy> {
    const unfinished = this.#begun.size > 0 || this.#problem;
    const validity: Validity = unfinished
      ? { status: 'invalid', reasons: ['edges-unpaired'] }
      : { status: 'ok', reasons: [] };
    const requests = new Map<string, Record<Phase, PhaseEnergy>>();
    for (const [id, phases] of this.#cpu) {
      requests.set(
        id,
        Object.fromEntries(PHASES.map((p) => [p, this.#energy(phases[p], validity)])) as Record<Phase, PhaseEnergy>,
      );
    }
    return {
      requests,
      seconds: (monotonicNs() - this.#startNs) / 1e9,
      smClockMhz: null,
      temperatureC: null,
      powerLimitWatts: null,
      idleWatts: null,
      sensor: { cpuClockResolutionUs: this.#resolution * 1e6 },
      validity,
    };
  }

  async close(): Promise<void> {}

  /** CPU time since the last edge belongs to the phases that were open, in equal parts: nothing is counted twice. */
  #share(cpu: number): void {
    for (const open of this.#open) this.#entry(open.id)[open.phase].cpu += (cpu - this.#lastCpu) / this.#open.length;
    this.#lastCpu = cpu;
  }

  #entry(id: string): Record<Phase, { cpu: number; seconds: number; edges: number }> {
    let entry = this.#cpu.get(id);
    if (entry === undefined) {
      entry = Object.fromEntries(PHASES.map((p) => [p, { cpu: 0, seconds: 0, edges: 0 }])) as Record<
        Phase,
        { cpu: number; seconds: number; edges: number }
      >;
      this.#cpu.set(id, entry);
    }
    return entry;
  }

  /** A reading is off by a uniform part of the clock's resolution: variance r²/12 at each edge (GUM, 4.3.7). */
  #energy(part: { cpu: number; seconds: number; edges: number }, validity: BlockEnergy['validity']): PhaseEnergy {
    const joules = part.cpu * this.#watts;
    const standardError = this.#watts * this.#resolution * Math.sqrt(part.edges / 12);
    return { grossJoules: joules, netJoules: joules, standardError, seconds: part.seconds, validity };
  }
}

/** User and system CPU time of this process, all threads, in seconds (getrusage). */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The smallest step that the CPU clock shows over a few dozen busy readings, in seconds. */
function cpuClockResolution(): number {
  let smallest = Infinity;
  let last = cpuSeconds();
  for (let seen = 0, tries = 0; seen < 20 && tries < 200_000; tries++) {
    const now = cpuSeconds();
    if (now === last) continue;
    smallest = Math.min(smallest, now - last);
    last = now;
    seen++;
  }
  return Number.isFinite(smallest) ? Math.max(smallest, 1e-6) : 0.01;
}
