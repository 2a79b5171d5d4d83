import { monotonicNs } from '../../common/clock.ts';
import { MARKED_PHASES, type MarkedPhase } from '../../common/phases.ts';
import type { Validity } from '../../common/generated/run-result.ts';
import { quietNoises } from '../attribution/misfit.ts';
import { attribute, METHOD } from '../attribution/index.ts';
import type { Attribution } from '../attribution/types.ts';
import type { DriverKind } from '../drivers/open.ts';
import { characterise, characteriseIdle } from '../characterise.ts';
import { limitOf } from '../counter-steps.ts';
import { phaseName, phaseOf } from '../cells.ts';
import { pairEdges, type Edge, type Interval } from '../intervals.ts';
import { idlePower, type IdlePower } from '../idle.ts';
import { readRest } from '../rest.ts';
import type { SamplerClient } from '../sampler/client.ts';
import { DEFAULT_INTERVAL_MS, openSession, type Session } from '../sampler/session.ts';
import type { DriverHello } from '../sampler/protocol.ts';
import type { SensorFindings } from '../sensor-findings.ts';
import type { Series } from '../series.ts';
import type { BlockEnergy, EdgeDetail, EnergyMeter, MeterInfo, MeterOptions } from '../types.ts';
import { checkSeries, validityOf } from '../validity.ts';
import { foreignUse, tenantsChanged, tenantsOf, type Tenants } from '../tenants.ts';
import { cellsOf, entryOf, requestsOf, sharesOf } from './block.ts';
import { KeptBlocks } from './kept.ts';
import { surroundings } from './surroundings.ts';

/** How much longer than the block the sensor is read: what a slow one still has to tell of it. */
export const SETTLE_MS = 400;

/**
 * A meter over any sensor that the sampler process reads (nvml, amd, jetson, rapl), with RAPL beside a GPU for the
 * checks.
 */
export class SensorMeter implements EnergyMeter {
  readonly info: MeterInfo;
  readonly #sampler: SamplerClient;
  readonly #session: Session;
  readonly #kept: KeptBlocks;
  readonly #signal: AbortSignal | undefined;
  readonly #served: boolean;
  readonly #intervalMs: number;
  /** What the last quiet stretch showed of the sensor. */
  #quiet: SensorFindings = {};
  #edges: Edge[] = [];
  #from = 0;
  #startNs = 0;
  #idle = new Map<string, IdlePower>();
  readonly #before = new Map<string, Tenants | null>();

  private constructor(session: Session, options: MeterOptions) {
    const { sampler } = session;
    this.#session = session;
    this.#sampler = sampler;
    this.#kept = new KeptBlocks(options);
    this.#signal = options.signal;
    this.#served = options.servers !== undefined;
    const [main, host] = sampler.drivers as [DriverHello, DriverHello | undefined];
    const metersHost = main.kind === 'rapl' || host !== undefined;
    this.info = {
      kind: main.kind,
      estimated: false,
      hostKind: metersHost ? 'rapl' : null,
      method: METHOD,
      devices: main.channels,
      environment: { ...(main.kind === 'rapl' ? { gpu: null, gpuCount: 0 } : {}), ...main.environment },
    };
    this.#intervalMs = options.intervalMs ?? DEFAULT_INTERVAL_MS;
  }

  /** Opens the sensors, takes the lock of each device, starts the sampler. */
  static async open(
    kind: DriverKind,
    host: DriverKind | null,
    channels: string[],
    options: MeterOptions,
  ): Promise<SensorMeter> {
    const session = await openSession(host === null ? [kind] : [kind, host], channels, options);
    return new SensorMeter(session, options);
  }

  async measureIdle(seconds: number): Promise<number | null> {
    const series = await readRest(this.#sampler, seconds, this.#signal);
    for (const s of series) {
      // Before the model is loaded: whatever is there is not ours.
      if (!this.#before.has(s.channel)) this.#before.set(s.channel, tenantsOf(s));
      const power = idlePower(s);
      if (power !== null) this.#idle.set(s.channel, { ...power, noise: quietNoises(s) });
    }
    const main = this.#mainSeries(series)[0];
    if (main !== undefined) this.#quiet = { ...characterise(main), ...characteriseIdle(main) };
    return this.#idleWatts();
  }

  async startBlock(): Promise<void> {
    this.#sampler.throwIfDead();
    this.#edges = [];
    this.#from = this.#sampler.position();
    this.#startNs = monotonicNs();
  }

  mark(edge: 'begin' | 'end', phase: MarkedPhase, id: string, detail?: EdgeDetail): void {
    this.#edges.push({ edge, id, tNs: monotonicNs(), ...detail, phase: phaseName(phase, detail?.cell) });
  }

  async finishBlock(): Promise<BlockEnergy> {
    const endNs = monotonicNs();
    // Nothing of a block that was broken off is wanted; one that was whole when a signal came is kept.
    this.#signal?.throwIfAborted();
    await this.#sampler.waitFor(endNs + SETTLE_MS * 1e6, null);
    const series = this.#sampler.read(this.#from, this.#startNs);
    const seconds = (endNs - this.#startNs) / 1e9;
    const { intervals, problems } = pairEdges(this.#edges, this.#startNs);
    const main = this.#mainSeries(series);
    const checks = main.map((s) => checkSeries(s, { intervals }));
    const tenants = this.info.kind === 'nvml' ? main.map((s) => this.#foreignUse(s, seconds)) : [];
    const onMain = this.info.kind === 'rapl' ? MARKED_PHASES : (['prefill', 'decode', 'queue'] as const);
    const used = intervals.filter((i) => (onMain as readonly string[]).includes(phaseOf(i.phase)));
    const attributions = main.map((s) => this.#attribute(s, used, seconds));
    const validity = validityOf(
      [
        ...(problems.length > 0 ? ['edges-unpaired' as const] : []),
        ...checks.flatMap((c) => c.invalid),
        ...tenants.filter((t) => t === 'co-tenant'),
      ],
      [
        ...checks.flatMap((c) => c.warnings),
        ...attributions.flatMap((a) => a.warnings ?? []),
        ...this.#sampler.drivers[0]!.warnings,
        ...tenants.filter((t) => t === 'co-tenants-unknown'),
      ],
    );
    const requests = requestsOf(used, attributions, validity, onMain);
    if (this.info.kind !== 'rapl') this.#addChecks(requests, intervals, series, seconds, validity);
    const shares = sharesOf(used, attributions);
    await this.#kept.write(
      this.#mainSeries(series),
      this.#edges,
      {
        meter: this.info.kind,
        gpus: this.#sampler.drivers[0]!.channels.map(({ name, label }) => ({ name, label })),
        idle: Object.fromEntries(this.#idle),
        from: this.#startNs,
        to: endNs,
      },
      validity.status === 'invalid',
    );
    return {
      requests,
      seconds,
      validity,
      smClockMhz: mean(main[0]!.smClockMhz),
      temperatureC: mean(main[0]!.temperatureC),
      phases: { prefill: surroundings(main[0]!, used, 'prefill'), decode: surroundings(main[0]!, used, 'decode') },
      ...cellsOf(this.#edges, main[0]!, used, attributions),
      ...(shares === undefined ? {} : { shares }),
      powerLimitWatts: sumOrNull(main.map(limitOf)),
      idleWatts: this.#idleWatts(),
      sensor: {
        intervalMs: this.#intervalMs,
        ...this.#quiet,
        ...characterise(main[0]!),
        ...attributions[0]?.sensor,
        ...missedReads(main),
        ...(checks.some((c) => c.remarks.length > 0) ? { powerCheck: 'locked' as const } : {}),
      },
    };
  }

  async close(): Promise<void> {
    await this.#session.close();
  }

  #attribute(series: Series, intervals: Interval[], seconds: number): Attribution {
    return attribute({
      series,
      intervals,
      from: 0,
      to: seconds,
      idle: this.#idle.get(series.channel) ?? null,
      powerLimitWatts: limitOf(series),
    });
  }

  /**
   * Checks burn the host's energy: RAPL's where it can be read; else only their time is known, and no estimate is mixed
   * into metered joules.
   */
  #addChecks(
    requests: ReturnType<typeof requestsOf>,
    intervals: Interval[],
    series: Series[],
    seconds: number,
    validity: Validity,
  ): void {
    const checks = intervals.filter((i) => phaseOf(i.phase) === 'check');
    const host = series.find((s) => s.channel === 'host');
    if (host !== undefined) {
      const attribution = this.#attribute(host, intervals, seconds);
      for (const [id, phases] of requestsOf(intervals, [attribution], validity, ['check']))
        entryOf(requests, id).check = phases.check;
      return;
    }
    for (const c of checks) {
      const entry = entryOf(requests, c.id);
      entry.check = {
        grossJoules: null,
        netJoules: null,
        standardError: null,
        seconds: entry.check.seconds + c.end - c.start,
        validity: { status: 'not-resolvable', reasons: ['host-not-metered'] },
      };
    }
  }

  /** A server's processes were there before us, and stay: who comes or goes meanwhile is somebody else. */
  #foreignUse(series: Series, seconds: number): ReturnType<typeof foreignUse> {
    if (!this.#served) return foreignUse(this.#before.get(series.channel) ?? null, series, process.pid);
    return tenantsChanged(series, 0, seconds) ? 'co-tenant' : null;
  }

  #mainSeries(series: Series[]): Series[] {
    const names = this.#sampler.drivers[0]!.channels.map((c) => c.name);
    return series.filter((s) => names.includes(s.channel));
  }

  #idleWatts(): number | null {
    return sumOrNull(this.#sampler.drivers[0]!.channels.map((c) => this.#idle.get(c.name)?.watts ?? null));
  }
}

/** How often the driver did not answer where it had before, if ever. */
function missedReads(main: Series[]): SensorFindings {
  const missed = main.reduce((sum, s) => sum + (s.missed.findLast((x) => !Number.isNaN(x)) ?? 0), 0);
  return missed > 0 ? { missedReads: missed } : {};
}

function mean(column: Float64Array): number | null {
  let sum = 0;
  let n = 0;
  for (const x of column) {
    if (Number.isNaN(x)) continue;
    sum += x;
    n++;
  }
  return n === 0 ? null : sum / n;
}

function sumOrNull(values: (number | null)[]): number | null {
  return values.some((v) => v === null) ? null : values.reduce<number>((sum, v) => sum + v!, 0);
}
