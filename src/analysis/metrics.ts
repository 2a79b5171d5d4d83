import type { Metric, MetricId } from '../common/generated/comparison.ts';
import type { ArmName } from '../common/phases.ts';
import { energyOf, type ArmBlocks, type BlockSums } from './blocks.ts';

/** A metric as a ratio of two sums over a block. */
export interface Definition {
  id: MetricId;
  unit: Metric['unit'];
  scale: Metric['scale'];
  /** `tokens` metrics are exact under greedy decoding; `passes` too; joules and seconds never are. */
  nature: 'joules' | 'seconds' | 'tokens' | 'passes';
  arms: readonly ArmName[];
  /** It needs every answer's grade: where one could not be had, the metric decides nothing. */
  graded?: true;
  numerator(b: BlockSums): number | null;
  denominator(b: BlockSums): number;
}

const BOTH = ['plain', 'suppressed'] as const;

export const DEFINITIONS: readonly Definition[] = [
  {
    id: 'energy-per-task',
    unit: 'J',
    scale: 'relative',
    nature: 'joules',
    arms: BOTH,
    numerator: energyOf,
    denominator: (b) => b.tasks,
  },
  {
    id: 'prefill-energy-per-token',
    unit: 'J/token',
    scale: 'relative',
    nature: 'joules',
    arms: BOTH,
    numerator: (b) => b.prefill,
    denominator: (b) => b.promptTokens,
  },
  {
    id: 'decode-energy-per-token',
    unit: 'J/token',
    scale: 'relative',
    nature: 'joules',
    arms: BOTH,
    numerator: (b) => b.decode,
    denominator: (b) => b.decodeSteps,
  },
  {
    id: 'output-tokens',
    unit: 'token',
    scale: 'relative',
    nature: 'tokens',
    arms: BOTH,
    numerator: (b) => b.outputTokens,
    denominator: (b) => b.tasks,
  },
  {
    id: 'babble-share',
    unit: '1',
    scale: 'absolute',
    nature: 'tokens',
    arms: BOTH,
    numerator: (b) => b.babbleTokens,
    denominator: (b) => b.outputTokens,
  },
  {
    id: 'energy-per-solved-task',
    unit: 'J',
    scale: 'relative',
    nature: 'joules',
    arms: BOTH,
    graded: true,
    numerator: energyOf,
    denominator: (b) => b.passed,
  },
  {
    id: 'pass-at-1',
    unit: '1',
    scale: 'absolute',
    nature: 'passes',
    arms: BOTH,
    graded: true,
    numerator: (b) => b.passed,
    denominator: (b) => b.tasks - b.notGraded,
  },
  {
    id: 'false-stops',
    unit: '1',
    scale: 'absolute',
    nature: 'passes',
    arms: ['suppressed'],
    graded: true,
    numerator: (b) => b.falseStops,
    denominator: (b) => b.tasks,
  },
  {
    id: 'missed-stops',
    unit: '1',
    scale: 'absolute',
    nature: 'passes',
    arms: ['suppressed'],
    numerator: (b) => b.missedStops,
    denominator: (b) => b.tasks,
  },
  {
    id: 'wall-time',
    unit: 's',
    scale: 'relative',
    nature: 'seconds',
    arms: BOTH,
    numerator: (b) => b.seconds,
    denominator: (b) => b.tasks,
  },
];

/** Ratio of sums over blocks; `null` where a sum is unknown or nothing stands below the line. */
export function ratio(d: Definition, blocks: readonly BlockSums[]): number | null {
  let above = 0;
  let below = 0;
  for (const b of blocks) {
    const n = d.numerator(b);
    if (n === null) return null;
    above += n;
    below += d.denominator(b);
  }
  return below > 0 ? above / below : null;
}

export type Absence = NonNullable<NonNullable<Metric['nulls']>['head']>;

/** Why `ratio` is `null`; `null` where it is a number. */
export function absence(d: Definition, blocks: readonly BlockSums[]): Absence | null {
  if (blocks.some((b) => d.numerator(b) === null)) return d.nature === 'joules' ? 'not-resolvable' : 'not-known';
  return blocks.reduce((sum, b) => sum + d.denominator(b), 0) > 0 ? null : 'no-divisor';
}

/** 1 − suppressed ÷ plain of energy per task, or of decode alone; by block for an interval, over all for the value. */
export function saving(
  part: 'suppression-saving' | 'decode-saving',
  arms: ArmBlocks,
): { value: number | null; byBlock: Map<number, number>; absence: Absence | null } {
  const joules = (b: BlockSums): number | null => (part === 'decode-saving' ? b.decode : energyOf(b));
  const plain = arms.plain ?? [];
  const suppressed = arms.suppressed ?? [];
  const total = (blocks: readonly BlockSums[]): number | null => {
    let j = 0;
    let tasks = 0;
    for (const b of blocks) {
      const x = joules(b);
      if (x === null) return null;
      j += x;
      tasks += b.tasks;
    }
    return tasks > 0 ? j / tasks : null;
  };
  const of = (p: number | null, s: number | null): number | null =>
    p === null || s === null || p <= 0 ? null : 1 - s / p;
  const byBlock = new Map<number, number>();
  for (const p of plain) {
    const s = suppressed.find((x) => x.block === p.block);
    const value = s ? of(total([p]), total([s])) : null;
    if (value !== null) byBlock.set(p.block, value);
  }
  const [p, s] = [total(plain), total(suppressed)];
  const value = of(p, s);
  return {
    value,
    byBlock,
    absence: value !== null ? null : p === null || s === null ? 'not-resolvable' : 'no-divisor',
  };
}
