import type { Finding } from './waveforms.ts';

type Row = Finding & { reasons?: string[] };

export interface Summary {
  /** Largest |mean relative error| of a phase on one board and sensor, and where. */
  worst: number;
  worstAt: string;
  /** Traces whose phases came out in the wrong order of power. */
  swapped: number;
  notResolvable: number;
  /** Phases of single traces whose 95 % interval holds the truth, of those that were told. */
  covered: number;
  told: number;
}

const pct = (x: number) => `${x < 0 ? '−' : ''}${Math.abs(100 * x).toFixed(2)} %`;

/**
 * The findings as table rows, one for each board and sensor (with the remarks of the samples' check, where there were
 * samples), and what is worst in them.
 */
export function tableOf(findings: Row[]): { rows: string[][]; summary: Summary } {
  const cells = new Map<string, Row[]>();
  for (const f of findings) {
    const key = `${f.board.slice(5)} | ${f.partTime ? 'part-time' : 'exact'} ${1000 * f.cadence} ms`;
    cells.set(key, [...(cells.get(key) ?? []), f]);
  }
  const summary: Summary = { worst: 0, worstAt: '', swapped: 0, notResolvable: 0, covered: 0, told: 0 };
  const rows = [...cells].map(([key, mine]) => {
    const phases = ['prefill', 'decode'].map((phase) => {
      const all = mine.filter((f) => f.phase === phase);
      const errors = all.flatMap((f) => f.error ?? []);
      const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
      if (Math.abs(mean) > summary.worst)
        Object.assign(summary, { worst: Math.abs(mean), worstAt: `${key.replace(' | ', ', ')}, ${phase}` });
      summary.told += errors.length;
      summary.notResolvable += all.length - errors.length;
      summary.covered += all.filter((f) => f.covered === true).length;
      return errors.length === 0
        ? 'not resolvable'
        : `${pct(mean)} (worst ${pct(Math.max(...errors.map(Math.abs)))}${errors.length < all.length ? `, ${all.length - errors.length} not resolvable` : ''})`;
    });
    const swapped = mine.filter((f) => f.phase === 'prefill' && f.swapped).length;
    summary.swapped += swapped;
    return [
      ...key.split(' | '),
      ...phases,
      String(swapped),
      ...(mine[0]!.reasons === undefined ? [] : [[...new Set(mine.flatMap((f) => f.reasons!))].join(' ')]),
    ];
  });
  return { rows, summary };
}
