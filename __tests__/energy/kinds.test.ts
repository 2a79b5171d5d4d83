import { describe, expect, test } from '@jest/globals';
import { Device } from '../../bench/energy/kinds/device.ts';
import { sensorOf, workOf } from '../../bench/energy/kinds/kind.ts';
import { layLoad, PHASES, type Load, type PhaseName, type Work } from '../../bench/energy/kinds/load.ts';
import { KINDS, runKind, type Outcome } from '../../bench/energy/kinds/run.ts';
import { sense, type Sensor } from '../../bench/energy/kinds/sensor.ts';
import { figuresOf, rowsOf, widthsOf } from '../../bench/energy/kinds/table.ts';
import { Random } from '../../bench/energy/random.ts';
import { changes } from '../../src/energy/readings.ts';

// The simulator of `bench/energy-kinds.mjs`: its truths and its sums, so that the bench measures the attribution alone.

const draw = (more: Partial<Work> = {}): Load => {
  const random = new Random(3);
  return layLoad({ ...workOf(random), ...more }, random);
};

test('power of a device adds up, and its energy is exact between the steps too', () => {
  const device = new Device();
  device.add(0, 10, 100);
  device.add(2, 4, 300);
  device.add(3, 5, 50);
  const energy = device.energy();
  const at: [number, number][] = [
    [-1, 0],
    [0, 0],
    [2, 200],
    [2.5, 400],
    [3.5, 825],
    [10, 1700],
    [12, 1700],
  ];
  for (const [t, joules] of at) expect(energy(t)).toBeCloseTo(joules, 9);
});

describe('the truth of a phase', () => {
  const drawn = ({ energy, intervals }: Load, phase: PhaseName, card = 0): number =>
    intervals.reduce((s, i) => s + (i.phase === phase ? energy[card]!(i.end) - energy[card]!(i.start) : 0), 0);
  const seconds = ({ intervals }: Load, phase: PhaseName): number =>
    intervals.reduce((s, i) => s + (i.phase === phase ? i.end - i.start : 0), 0);

  test.each<[string, Partial<Work>]>([
    ['an even power', {}],
    ['one that falls', { scale: (t) => 1 - t / 100 }],
    ['rest above quiet', { watts: { quiet: 80, rest: 100, prefill: 600, decode: 300 } }],
    ['a waveform', { shape: (_, p) => [{ ...p, end: (p.start + p.end) / 2 }] }],
  ])('is all that the device draws meanwhile: %s', (_, more) => {
    const load = draw(more);
    for (const phase of PHASES) {
      expect(load.truth[phase].gross).toBeCloseTo(drawn(load, phase), 6);
      expect(load.truth[phase].net).toBeCloseTo(drawn(load, phase) - 80 * seconds(load, phase), 6);
    }
  });

  test("leaves out others' power", () => {
    const others = (from: number, to: number) => [{ start: from, end: to, watts: 150 }];
    const load = draw({ others });
    for (const phase of PHASES)
      expect(drawn(load, phase) - load.truth[phase].gross).toBeCloseTo(150 * seconds(load, phase), 6);
  });

  test('of two cards counts both, and each phase has its own', () => {
    const load = draw({ split: true });
    expect(load.truth.prefill.gross).toBeCloseTo(drawn(load, 'prefill', 0) + drawn(load, 'prefill', 1), 6);
    expect(drawn(load, 'prefill', 1)).toBeCloseTo(80 * seconds(load, 'prefill'), 6);
    expect(drawn(load, 'decode', 0)).toBeCloseTo(80 * seconds(load, 'decode'), 6);
  });

  test('of requests side by side counts nothing twice', () => {
    const load = draw({ streams: 2, gap: () => 0 });
    const first = Math.min(...load.intervals.map((i) => i.start));
    const all = load.energy[0]!(load.end) - load.energy[0]!(first);
    // Without gaps one of the two streams is at work at any time, and idle power is shared.
    expect(load.truth.prefill.gross + load.truth.decode.gross).toBeCloseTo(all, 6);
  });
});

describe('the sensor', () => {
  const load = draw();
  const plain: Sensor = { ...sensorOf(new Random(1), 0.1), jitter: 0, noise: 0, lag: 0, limitWatts: null };
  const counted = (more: Partial<Sensor>) => {
    const series = sense({ ...plain, ...more }, load.energy[0]!, load.end + 1, new Random(2), 'GPU');
    return { series, updates: changes(series.t, series.energyMj) };
  };
  const between = (updates: { t: number; value: number }[], k: number) =>
    (updates[k]!.value - updates[k - 1]!.value) / 1000;

  test('counts all energy, an update each period, shown by the first poll after it', () => {
    const { updates } = counted({});
    const [first, last] = [updates[0]!, updates[updates.length - 1]!];
    expect((last.t - first.t) / (updates.length - 1)).toBeCloseTo(0.1, 3);
    const drawn = load.energy[0]!(last.t) - load.energy[0]!(first.t);
    // Each end is late by up to one poll, at up to 640 W.
    expect(Math.abs((last.value - first.value) / 1000 - drawn)).toBeLessThan(0.008 * 640);
  });

  test('a lag shows the same values later, one below 0 earlier', () => {
    const at = (lag: number) => counted({ lag }).updates.slice(5, 200);
    const mean = (u: { t: number }[]) => u.reduce((s, x) => s + x.t, 0) / u.length;
    const [early, even, late] = [at(-0.02), at(0), at(0.05)];
    expect(late.map((u) => u.value)).toEqual(even.map((u) => u.value));
    expect(mean(late) - mean(even)).toBeCloseTo(0.05, 3);
    expect(mean(early) - mean(even)).toBeCloseTo(-0.02, 3);
  });

  test('a window shows its mean for the whole period', () => {
    const { updates } = counted({ window: 0.025 });
    // In quiet it is the same; over the run it spreads more than a counter that misses nothing.
    expect(between(updates, 3)).toBeCloseTo(8, 2);
    const spread = (u: { t: number; value: number }[]) => Math.max(...u.slice(1).map((_, k) => between(u, k + 1)));
    expect(spread(updates)).toBeGreaterThan(1.2 * spread(counted({}).updates));
  });

  test.each([true, false])('that is set (between two updates: %s) steps once and counts on', (beside) => {
    const set = { at: 10.05, to: 'more' as const, joules: 10_000, between: beside };
    const updates = counted({ set }).updates;
    const jumps = updates.flatMap((_, k) => (k > 0 && between(updates, k) > 5000 ? [between(updates, k)] : []));
    expect(jumps).toHaveLength(1);
    expect(updates.length - counted({}).updates.length).toBe(beside ? 1 : 0);
    const zero = counted({ set: { ...set, to: 'zero' } }).updates;
    expect(zero.filter((u, k) => k > 0 && u.value < zero[k - 1]!.value)).toHaveLength(1);
  });
});

test('a seed of a kind is the same whichever others run', () => {
  const kind = KINDS.find((k) => k.name === 'counter-jump')!;
  const fourth = runKind(kind, 4);
  expect(runKind(kind, 5)).not.toEqual(fourth);
  expect(runKind(kind, 4)).toEqual(fourth);
});

describe('the table', () => {
  const told = (error: number, halfWidth: number) => ({ error, halfWidth, covered: Math.abs(error) <= halfWidth });
  const outcome = (kind: string, seed: number, error: number, reasons: string[] = []): Outcome => {
    const phase = { status: 'ok' as const, reasons: [], gross: told(error, 0.02), net: told(error, 0.02) };
    return { kind, seed, phases: { prefill: phase, decode: phase }, reasons, asExpected: reasons.length === 0 };
  };
  const widths = {
    method: '',
    commit: '',
    command: '',
    kinds: { 'exact-100': { prefill: 0.01, decode: 0.02 } },
  };
  const outcomes = [
    outcome('exact-100', 0, 0.01),
    outcome('exact-100', 1, 0.03, ['model-misfit']),
    outcome('beat-100', 0, 0),
  ];
  const rows = rowsOf(outcomes, widths);

  test('has bias, coverage and half-width of each kind that ran, and what was said', () => {
    expect(rows.map((r) => r.kind)).toEqual(['exact-100', 'beat-100']);
    expect(rows[0]).toMatchObject({ n: 2, asExpected: 0.5, notResolvable: 0, reasons: { 'model-misfit': 0.5 } });
    expect(rows[0]!.gross.prefill).toMatchObject({ n: 2, covered: 0.5, halfWidth: 0.02 });
    expect(rows[0]!.gross.prefill.bias).toBeCloseTo(0.02, 12);
    expect(rows[0]!.widened).toEqual({ prefill: 2, decode: 1 });
    expect(rows[1]!.widened).toBeNull();
    expect(widthsOf(rows, widths).kinds).toEqual({ 'exact-100': { prefill: 0.02, decode: 0.02 } });
  });

  test('pools resolvable kinds apart from the others', () => {
    const figures = figuresOf(outcomes, rows);
    const of = (start: string) => figures.find((f) => f.figure.startsWith(start))!;
    expect(of('gross: 95 %').measured).toBe('50.0 % (lowest: exact-100, prefill, 50.0 %)');
    expect(of('gross: worst')).toMatchObject({ measured: '2.00 % (exact-100, prefill)', meets: false });
    expect(of('the others')).toMatchObject({ measured: '100.00 %', meets: true });
    expect(of('clean kinds of')).toMatchObject({ measured: '50.00 %', meets: false });
    expect(of('half-width')).toMatchObject({ measured: '2.000 (exact-100, prefill), mean 1.500', meets: false });
  });
});
