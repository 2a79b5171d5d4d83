import type { Fitted, Rates } from '../../../../src/analysis/rates/fit.ts';
import type { SideTokens } from '../../../../src/analysis/rates/observations.ts';

/** An observation as the fit leaves it; of decode, of head, in block `b0`, unless said otherwise. */
export const fittedAs = (of: Partial<Fitted>): Fitted => ({
  side: 'head',
  phase: 'decode',
  cluster: 'b0',
  task: 't',
  cell: 'c',
  answer: 'a',
  x: [0, 0, 1, 1],
  joules: 1,
  error: 0,
  cost: 1,
  residual: 0,
  own: 0,
  ...of,
});

/** Rates that are put together by hand; every block that is named has the factor 1. */
export const ratesOf = (fitted: readonly Fitted[], more: Partial<Rates> = {}): Rates => ({
  theta: [1, 1, 1, 1],
  fitted: [...fitted],
  clusters: new Map(fitted.map((o) => [o.cluster, { factor: 1, x: [0, 0, 0, 0], cost: 1 }])),
  dispersion: { prefill: 1, decode: 1 },
  information: [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 1],
  ],
  priors: [],
  determined: { prefill: 2, decode: 2 },
  ...more,
});

/** The tokens of a side that are those of its tasks. */
export const tokensAs = (cells: SideTokens['cells']): SideTokens => ({
  x: cells.reduce((all, c) => all.map((v, i) => v + c.x[i]!), [0, 0, 0, 0]),
  byBlock: new Map(),
  cells,
});
