import { PHASES, type PhaseName } from './load.ts';
import { KINDS, type Outcome, type Told } from './run.ts';

/** Mean half-widths of gross joules by the method that the clean kinds are held against, shares of the truth. */
export interface Widths {
  method: string;
  commit: string;
  command: string;
  kinds: Record<string, Record<PhaseName, number>>;
}

/** Of the joules that were told of one phase: mean signed error, share covered, mean half-width. */
interface Accuracy {
  n: number;
  bias: number;
  covered: number;
  halfWidth: number;
}

export interface KindRow {
  kind: string;
  n: number;
  asExpected: number;
  notResolvable: number;
  gross: Record<PhaseName, Accuracy>;
  net: Record<PhaseName, Accuracy>;
  /** Share of seeds that carry each reason, of the whole or of a phase. */
  reasons: Record<string, number>;
  /** Against the stored method's, where the kind is clean. */
  widened: Record<PhaseName, number> | null;
}

const mean = (x: number[]): number => (x.length === 0 ? NaN : x.reduce((a, b) => a + b, 0) / x.length);

function accuracyOf(told: (Told | null)[]): Accuracy {
  const some = told.filter((x) => x !== null);
  return {
    n: some.length,
    bias: mean(some.map((x) => x.error)),
    covered: mean(some.map((x) => Number(x.covered))),
    halfWidth: mean(some.map((x) => x.halfWidth)),
  };
}

/** One row for each kind that ran. */
export function rowsOf(outcomes: readonly Outcome[], widths: Widths): KindRow[] {
  return KINDS.flatMap(({ name, clean }): KindRow[] => {
    const mine = outcomes.filter((o) => o.kind === name);
    if (mine.length === 0) return [];
    const of = (what: 'gross' | 'net') => ({
      prefill: accuracyOf(mine.map((o) => o.phases.prefill[what])),
      decode: accuracyOf(mine.map((o) => o.phases.decode[what])),
    });
    const said = mine.map((o) => new Set([...o.reasons, ...PHASES.flatMap((p) => o.phases[p].reasons)]));
    const gross = of('gross');
    const before = widths.kinds[name];
    const share = (p: PhaseName) => gross[p].halfWidth / before![p];
    return [
      {
        kind: name,
        n: mine.length,
        asExpected: mean(mine.map((o) => Number(o.asExpected))),
        notResolvable: mean(mine.map((o) => Number(PHASES.some((p) => o.phases[p].status === 'not-resolvable')))),
        gross,
        net: of('net'),
        reasons: Object.fromEntries(
          [...new Set(said.flatMap((s) => [...s]))].map((r) => [r, mean(said.map((s) => Number(s.has(r))))]),
        ),
        widened: clean && before ? { prefill: share('prefill'), decode: share('decode') } : null,
      },
    ];
  });
}

/** A figure of the whole with its goal. */
export interface Figure {
  figure: string;
  goal: string;
  measured: string;
  meets: boolean;
}

const pct = (x: number, digits = 1): string => `${(100 * x).toFixed(digits)} %`;

/** What the rows come to together. */
export function figuresOf(outcomes: readonly Outcome[], rows: readonly KindRow[]): Figure[] {
  const of = (pick: (k: (typeof KINDS)[number]) => boolean) => {
    const names = new Set(KINDS.filter(pick).map((k) => k.name));
    return { mine: outcomes.filter((o) => names.has(o.kind)), mineRows: rows.filter((r) => names.has(r.kind)) };
  };
  const resolvable = of((k) => k.expected.is === 'resolved');
  const refused = of((k) => k.expected.is !== 'resolved');
  const clean = of((k) => k.clean);
  return [
    ...(['gross', 'net'] as const).flatMap((what) => coverage(what, resolvable.mine, resolvable.mineRows)),
    shareOf('resolvable kinds told', resolvable.mine, 0.99),
    shareOf('the others refused or warned by name', refused.mine, 0.99),
    falseWarnings(clean.mine),
    ...[false, true].flatMap((short) =>
      widening(short, of((k) => k.clean && (k.shortGaps ?? false) === short).mineRows),
    ),
  ].filter((f) => f !== null);
}

function coverage(what: 'gross' | 'net', mine: Outcome[], rows: KindRow[]): Figure[] {
  if (mine.length === 0) return [];
  const told = mine.flatMap((o) => PHASES.flatMap((p) => o.phases[p][what] ?? []));
  const pooled = mean(told.map((x) => Number(x.covered)));
  const cells = rows.flatMap((r) => PHASES.map((p) => ({ name: `${r.kind}, ${p}`, ...r[what][p] })));
  const known = cells.filter((c) => c.n > 0);
  const low = known.reduce((a, b) => (b.covered < a.covered ? b : a));
  const off = known.reduce((a, b) => (Math.abs(b.bias) > Math.abs(a.bias) ? b : a));
  return [
    {
      figure: `${what}: 95 % intervals of resolvable kinds hold the truth`,
      goal: '93–97 %, no kind under 90 %',
      measured: `${pct(pooled)} (lowest: ${low.name}, ${pct(low.covered)})`,
      meets: pooled >= 0.93 && pooled <= 0.97 && low.covered >= 0.9,
    },
    {
      figure: `${what}: worst bias of a resolvable kind`,
      goal: '≤ 1 %',
      measured: `${pct(off.bias, 2)} (${off.name})`,
      meets: Math.abs(off.bias) <= 0.01,
    },
  ];
}

function shareOf(figure: string, mine: Outcome[], goal: number): Figure | null {
  if (mine.length === 0) return null;
  const share = mean(mine.map((o) => Number(o.asExpected)));
  return { figure, goal: `≥ ${pct(goal, 0)}`, measured: pct(share, 2), meets: share >= goal };
}

function falseWarnings(mine: Outcome[]): Figure | null {
  if (mine.length === 0) return null;
  const share = mean(mine.map((o) => Number(o.reasons.length > 0)));
  return {
    figure: 'clean kinds of which anything is said',
    goal: '≤ 1 %',
    measured: pct(share, 2),
    meets: share <= 0.01,
  };
}

function widening(short: boolean, rows: KindRow[]): (Figure | null)[] {
  const goal = short ? 1.5 : 1.15;
  const all = rows.flatMap(({ kind, widened }) =>
    widened === null ? [] : PHASES.map((p) => ({ name: `${kind}, ${p}`, ratio: widened[p] })),
  );
  if (all.length === 0) return [];
  const worst = all.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  return [
    {
      figure: `half-width of clean kinds against regression-3, gaps ${short ? 'under' : 'of'} a cadence`,
      goal: `≤ ${goal}`,
      measured: `${worst.ratio.toFixed(3)} (${worst.name}), mean ${mean(all.map((x) => x.ratio)).toFixed(3)}`,
      meets: worst.ratio <= goal,
    },
  ];
}

/** Mean half-widths of the clean kinds, to be kept beside the benchmark. */
export function widthsOf(rows: readonly KindRow[], about: Omit<Widths, 'kinds'>): Widths {
  const clean = new Set(KINDS.filter((k) => k.clean).map((k) => k.name));
  const round = (x: number) => Number(x.toPrecision(4));
  return {
    ...about,
    kinds: Object.fromEntries(
      rows
        .filter((r) => clean.has(r.kind))
        .map((r) => [r.kind, { prefill: round(r.gross.prefill.halfWidth), decode: round(r.gross.decode.halfWidth) }]),
    ),
  };
}

/** Rows as lines of a table: bias, coverage and half-width of each phase. */
export function cellsOf(r: KindRow): string[] {
  const part = ({ n, bias, covered, halfWidth }: Accuracy) =>
    n === 0 ? '–' : `${pct(bias, 2)} / ${pct(covered, 0)} / ${pct(halfWidth, 2)}`;
  const reasons = Object.entries(r.reasons)
    .sort((a, b) => b[1] - a[1])
    .map(([code, share]) => `${code} ${pct(share, 0)}`);
  return [
    r.kind,
    String(r.n),
    pct(r.asExpected, 1),
    part(r.gross.prefill),
    part(r.gross.decode),
    part(r.net.prefill),
    part(r.net.decode),
    pct(r.notResolvable, 0),
    r.widened === null ? '' : `${r.widened.prefill.toFixed(2)} ${r.widened.decode.toFixed(2)}`,
    reasons.join(', '),
  ];
}
